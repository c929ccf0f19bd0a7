"""The engine and a brute-force reading of the documents give the same answers."""

from collections import defaultdict

import pytest

from tests.reference.agreement import TABLE, ask, differences

CHUNK = 200
# Refused whoever asks: no such right exists in a world.
NEVER_ALLOWED: set[str] = set()


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 1000, CHUNK))
def test_every_answer_and_every_missing_set_agrees(start: int) -> None:
    """Allow or deny, and exactly what is missing, in random small metastores."""
    assert differences(range(start, start + CHUNK), questions=20) == []


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 6000, 500))
def test_they_agree_on_thousands_of_worlds(start: int) -> None:
    """The same, on five thousand metastores and three hundred thousand questions."""
    assert differences(range(start, start + 500)) == []


@pytest.mark.slow
def test_every_operation_is_asked_with_both_answers() -> None:
    """No row of the table is allowed always or denied always, so each agreement means something."""
    seen: dict[str, set[bool]] = defaultdict(set)
    for seed in range(150):
        for pair in ask(seed):
            seen[pair.text].add(not pair.wanted)

    one_sided = {row.text for row in TABLE if seen[row.text] != {True, False}}

    assert one_sided == NEVER_ALLOWED
