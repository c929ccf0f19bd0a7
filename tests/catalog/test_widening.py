"""A column gets another type as Delta widens types, and no other."""

import pytest

from govsim import Simulator
from govsim.catalog.widening import Change, change_of
from govsim.errors import GovsimError

TABLE = "CREATE TABLE main.s.t (a INT, v VARCHAR(5), w STRING, m STRUCT<x: INT, y: STRING>)"
WIDENS = "TBLPROPERTIES ('delta.enableTypeWidening' = 'true')"


def made(more: str = "", kind: str = "") -> Simulator:
    sim = Simulator()
    sim.apply(f"CREATE CATALOG main; CREATE SCHEMA main.s; {TABLE} {kind} {more}")
    return sim


def told(sim: Simulator, change: str) -> list[str]:
    return [note.code for note in sim.apply(f"ALTER TABLE main.s.t {change}").findings]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("TINYINT", "SMALLINT"),
        ("byte", "bigint"),
        ("INT", "DOUBLE"),
        ("INT", "DECIMAL"),
        ("SMALLINT", "DECIMAL(12, 2)"),
        ("BIGINT", "DECIMAL(20)"),
        ("FLOAT", "DOUBLE"),
        ("DECIMAL(10,1)", "NUMERIC(12,3)"),
        ("DATE", "TIMESTAMP_NTZ"),
    ],
)
def test_wider_types_need_the_property(was: str, now: str) -> None:
    """Source: Databricks documentation, *type widening*: the list of types, and the decimals."""
    assert change_of(was, now) is Change.WIDENED
    assert change_of(now, was) is Change.NEVER


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("INT", "INTEGER"),
        ("VARCHAR(5)", "VARCHAR(10)"),
        ("CHAR(5)", "VARCHAR(5)"),
        ("VARCHAR(5)", "STRING"),
        ("VOID", "INT"),
        ("STRING", "STRING COLLATE UTF8_LCASE"),
        ("STRUCT<x: INT>", "struct<x INTEGER>"),
        ("", "INT"),
    ],
)
def test_other_spellings_longer_texts_and_what_is_not_known_fit(was: str, now: str) -> None:
    """No property is asked for."""
    assert change_of(was, now) is Change.ALWAYS


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("STRING", "INT"),
        ("INT", "STRING"),
        ("BIGINT", "INT"),
        ("BIGINT", "DOUBLE"),
        ("INT", "DECIMAL(11,2)"),
        ("DECIMAL(10,1)", "DECIMAL(11,3)"),
        ("DATE", "TIMESTAMP"),
        ("VARCHAR(5)", "VARCHAR(4)"),
        ("STRING", "VARCHAR(5)"),
        ("STRUCT<x: INT>", "STRUCT<x: BIGINT>"),
        ("INT", "STRUCT<x: INT>"),
        ("MAP<STRING, INT>", "MAP<STRING, BIGINT>"),
    ],
)
def test_other_types_need_the_table_written_anew(was: str, now: str) -> None:
    """Narrower, of another make, or a struct as a whole."""
    assert change_of(was, now) is Change.NEVER


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ("ALTER COLUMN w TYPE INT", "add a column"),
        ("CHANGE COLUMN w w INT", "add a column"),
        ("ALTER COLUMN a TYPE DECIMAL(5,2)", r"DECIMAL\(12, 2\)"),
        ("ALTER COLUMN m.x TYPE STRING", "add a column"),
        ("ALTER COLUMN m TYPE STRUCT<x: BIGINT, y: STRING>", "one by one"),
        ("REPLACE COLUMNS (a STRING, w STRING)", "add a column"),
    ],
)
def test_a_table_that_stands_refuses_them(change: str, hint: str) -> None:
    """Whatever its properties, and says what to do instead."""
    with pytest.raises(GovsimError, match=hint) as raised:
        made(WIDENS).apply(f"ALTER TABLE main.s.t {change}")
    assert raised.value.code == "type-change"


def test_a_wider_type_is_noted_where_the_property_is_not_set() -> None:
    """It may be set as the default of a workspace; where the table has it, nothing is said."""
    wider, longer = "ALTER COLUMN a TYPE BIGINT", "ALTER COLUMN v TYPE STRING"
    later = made()
    later.apply(f"ALTER TABLE main.s.t SET {WIDENS.replace('.e', '.E')}")
    off = made(WIDENS)
    off.apply("ALTER TABLE main.s.t UNSET TBLPROPERTIES ('delta.enableTypeWidening')")

    assert told(made(), wider) == told(off, wider) == ["type-change"]
    assert told(made(WIDENS), wider) == told(later, wider) == []
    assert told(made(), longer) == []
    assert told(made(kind="USING ICEBERG"), wider) == []


def test_a_property_that_is_set_leaves_the_others() -> None:
    """So that the table is written back with all of them."""
    sim = made("TBLPROPERTIES ('a.b' = 'x', c = 1)")
    sim.apply("ALTER TABLE main.s.t SET TBLPROPERTIES (c = 2, 'd' = \"it\")")

    detail = sim.snapshot.securables["relation:main.s.t"].detail
    assert detail.properties == (("TBLPROPERTIES", "('a.b' = 'x', 'c' = '2', 'd' = 'it')"),)


def test_an_impact_is_told_of_a_table_that_is_written_anew() -> None:
    """A type that no statement gives may come with the next load: the answer says so."""
    sim = made()
    sim.apply("CREATE VIEW main.s.v AS SELECT w FROM main.s.t")

    found = sim.impact("ALTER TABLE main.s.t ALTER COLUMN w TYPE INT")
    assert [one.code for one in found.plan.notes] == ["type-change"]
    assert [str(one.verdict) for one in found.affected] == ["changes meaning"]
