"""Every case of the tables is answered as the platform answers it, with everything that is missing."""

from pathlib import Path

import pytest

from govsim.scenario import run_path

HERE = Path(__file__).parent
TABLES = {
    "authorization.jsonl": 147,
    "further.jsonl": 983,
    "audited.jsonl": 957,
    "combined.jsonl": 527,
}
RESULTS = [result for name in TABLES for result in run_path(HERE / name).results]


def without_words(missing: tuple[str, ...]) -> set[str]:
    """Return what is missing; of a rule only that there is one, for its words are our own."""
    return {"RULE" if need.startswith("RULE") else need for need in missing}


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.id)
def test_a_case_is_answered_right(result) -> None:
    """The answer is the expected one, and the missing list is complete and exact."""
    assert result.passed, result.message
    assert without_words(result.missing_got) == without_words(result.missing_expected)


@pytest.mark.parametrize(("name", "count"), TABLES.items())
def test_the_tables_are_whole(name: str, count: int) -> None:
    """No case is left out in silence, and none stands twice."""
    lines = (HERE / name).read_text().splitlines()

    assert len(lines) == count
    assert len({result.id for result in RESULTS}) == sum(TABLES.values())
