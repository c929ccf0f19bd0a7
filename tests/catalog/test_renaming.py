"""Statements rename relations; a catalog or schema is renamed by other ways."""

import pytest

from govsim import Simulator
from govsim.errors import GovsimError

BEGUN = """CREATE CATALOG main; CREATE SCHEMA main.s; CREATE TABLE main.s.t (a INT);
CREATE SCHEMA main.r; CREATE VIEW main.r.v AS SELECT a FROM main.s.t;"""
SCHEMA, CATALOG = "ALTER SCHEMA main.s RENAME TO main.q", "ALTER CATALOG main RENAME TO m"


@pytest.mark.parametrize("change", [SCHEMA, CATALOG])
def test_no_statement_renames_a_catalog_or_schema(change: str) -> None:
    """Source: Databricks SQL, ALTER SCHEMA and ALTER CATALOG, which have no RENAME."""
    sim = Simulator()
    sim.apply(BEGUN)

    with pytest.raises(GovsimError) as raised:
        sim.apply(change)
    assert raised.value.code == "fixed-name"
    assert [error.code for error in sim.plan(change).errors] == ["fixed-name"]


def test_an_impact_tells_what_breaks_by_the_new_name() -> None:
    """It is given in Catalog Explorer or by the API, and what lies in the schema goes along."""
    sim = Simulator()
    sim.apply(BEGUN)

    found = sim.impact(SCHEMA)
    assert [one.what for one in found.changes] == ["TABLE main.s.t is renamed to main.q.t"]
    assert [(one.node.name, str(one.verdict)) for one in found.affected] == [("main.r.v", "breaks")]
    assert [note.code for note in found.plan.notes] == ["fixed-name"]
