"""Every statement that is read is written as SQL that is read into an equal statement."""

from pathlib import Path

import pytest

from govsim.model.statements import NotSimulated
from govsim.sql import read_statement, write

HERE = Path(__file__).parent
REFUSED = ("WITH GRANT OPTION", "SET ROLE")
LINES = [line for line in (HERE / "statements.sql").read_text().splitlines() if line]
FURTHER = [line for line in (HERE / "further.sql").read_text().split("\n\n") if line]
MANUAL = [text for text in (HERE / "manual.sql").read_text().split(";\n") if text]
# Read and kept, but what they do is not modelled.
NOT_SIMULATED = (
    "UNDROP TABLE WITH ID",
    "LOAD DATA",
    "APPLY CHANGES",
)


def test_the_tables_are_whole() -> None:
    """The first table holds 121 statements; two are refused, for there is no such thing."""
    assert len(LINES) == 121
    assert sum(any(words in line for words in REFUSED) for line in LINES) == 2
    assert len(MANUAL) > 500


@pytest.mark.parametrize(
    "text",
    [line for line in LINES if not any(words in line for words in REFUSED)] + FURTHER + MANUAL,
)
def test_a_statement_survives_writing(text: str) -> None:
    """Writing a statement and reading it again changes nothing."""
    statement = read_statement(text)

    assert read_statement(write(statement)) == statement


@pytest.mark.parametrize("text", MANUAL)
def test_a_statement_of_the_manual_is_modelled(text: str) -> None:
    """What the manual lists is read into a value of its own, but for a few that are named here."""
    is_kept_only = isinstance(read_statement(text), NotSimulated)

    assert is_kept_only is text.startswith(NOT_SIMULATED)
