"""Every statement that is read is written as SQL that is read into an equal statement."""

from pathlib import Path

import pytest

from govsim.sql import read_statement, write

HERE = Path(__file__).parent
REFUSED = ("WITH GRANT OPTION", "SET ROLE")
LINES = [line for line in (HERE / "statements.sql").read_text().splitlines() if line]
FURTHER = [line for line in (HERE / "further.sql").read_text().split("\n\n") if line]


def test_the_table_is_whole() -> None:
    """The table holds 121 statements; two are refused, for Unity Catalog has no such thing."""
    assert len(LINES) == 121
    assert sum(any(words in line for words in REFUSED) for line in LINES) == 2


@pytest.mark.parametrize(
    "text",
    [line for line in LINES if not any(words in line for words in REFUSED)] + FURTHER,
)
def test_a_statement_survives_writing(text: str) -> None:
    """Writing a statement and reading it again changes nothing."""
    statement = read_statement(text)

    assert read_statement(write(statement)) == statement
