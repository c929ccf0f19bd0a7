"""Every case of the table is answered as the platform answers it, with everything that is missing."""

from pathlib import Path

import pytest

from govsim.scenario import run_path

TABLE = Path(__file__).parent / "authorization.jsonl"
RESULTS = run_path(TABLE).results


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.id)
def test_a_case_is_answered_right(result) -> None:
    """The answer is the expected one, and the missing list is complete and exact."""
    assert result.passed, result.message


def test_the_table_is_whole() -> None:
    """No case is left out in silence."""
    assert len(RESULTS) == len(TABLE.read_text().splitlines()) == 147
