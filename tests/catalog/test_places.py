"""An error of a statement that reads well marks the word that is wrong, wherever it stands."""

from __future__ import annotations

import pytest

from govsim import Simulator
from govsim.errors import ScriptError

HELD = """
CREATE CATALOG main; CREATE SCHEMA main.sales; CREATE GROUP locals WITH USER `ana@corp.com`;
CREATE TABLE main.sales.orders (id INT, email STRING);
"""


def refused(script: str, **values: str) -> tuple[tuple[str, int, str], ...]:
    """Return code, line and marked text of each error."""
    simulator = Simulator()
    simulator.apply(HELD)
    with pytest.raises(ScriptError) as error:
        simulator.apply(script, variables=values)
    marked = []
    for each in error.value.errors:
        assert each.at is not None
        start = each.at.column - 1
        marked.append((each.code, each.at.line, each.at.text[start : start + each.at.length]))
    return tuple(marked)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param(
            "GRANT SELECT\n  ON TABLE `main` . sales.order\n  TO x",
            ("unknown-securable", 2, "`main` . sales.order"),
            id="a securable on a later line, with quotes and blanks",
        ),
        pytest.param(
            "USE main.sales; GRANT SELECT ON order TO x",
            ("unknown-securable", 1, "order"),
            id="a securable whose first parts are not written",
        ),
        pytest.param(
            "GRANT SELECT, -- read\n  USAGE\nON TABLE main.sales.orders TO x",
            ("privilege-not-applicable", 2, "USAGE"),
            id="one privilege of a list",
        ),
        pytest.param(
            "GRANT SELECT ON TABLE main.sales.orders\nTO `locals`",
            ("unknown-principal", 2, "`locals`"),
            id="a principal",
        ),
        pytest.param(
            "ALTER TABLE main.sales.orders\n\tALTER COLUMN emial SET TAGS ('a')",
            ("unknown-column", 2, "emial"),
            id="a column behind a tab",
        ),
        pytest.param(
            "GRANT SELECT ON TABLE ${c}.sales.order TO x",
            ("unknown-securable", 1, "sales.order"),
            id="what is written beside a variable",
        ),
        pytest.param(
            "# Databricks notebook source\n# MAGIC %sql\n# MAGIC GRANT SELECT\n"
            "# MAGIC ON main.x TO y",
            ("unknown-securable", 4, "main.x"),
            id="a cell of a notebook",
        ),
    ],
)
def test_the_word_that_is_wrong_is_marked(script: str, expected: tuple[str, int, str]) -> None:
    """The place is that of the name, privilege or principal at fault, not of its statement."""
    assert refused(script, c="main") == (expected,)


def test_what_cannot_be_read_hides_no_other_error() -> None:
    """Beside a statement that cannot be read, others are refused for what no reading could mend."""
    script = """GRANT SELCT ON TABLE main.sales.orders TO x;
GRANT SELECT ON TABLE main.sales.order TO x;
GRANT CREATE SCHEMA ON SCHEMA main.sales TO x;
CREATE TABEL main.sales.later (id INT);
GRANT SELECT ON TABLE main.sales.later TO x;"""

    assert refused(script) == (
        ("unknown-privilege", 1, "SELCT"),
        ("unknown-securable", 2, "main.sales.order"),
        ("privilege-not-applicable", 3, "CREATE SCHEMA"),
        ("syntax", 4, "TABEL"),
    )


def test_what_a_failed_create_would_have_made_is_told_so() -> None:
    """Who reads that something is missing hears which line was to make it."""
    with pytest.raises(ScriptError) as error:
        Simulator().apply("CREATE SCHEMA dev.raw;\nCREATE TABLE dev.raw.t (id INT);\n")

    first, second = error.value.errors
    assert first.hint is None
    assert second.hint == "`dev.raw` was to be made at <script>:1:1, and that failed"
