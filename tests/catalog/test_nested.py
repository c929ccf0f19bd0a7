"""Fields inside a column: ALTER TABLE adds, drops, renames and retypes them."""

from __future__ import annotations

import pytest

from govsim import GovsimError, Simulator

BEGUN = """
CREATE CATALOG main; CREATE SCHEMA main.s;
CREATE TABLE main.s.t (
  a STRUCT<b: STRUCT<c: INT, d: STRING COMMENT 'kept'>>,
  l ARRAY<STRUCT<x: INT, y: INT>>, m MAP<STRING, STRUCT<z: INT>>, plain INT);
"""


@pytest.mark.parametrize(
    ("change", "column", "type_"),
    [
        (
            "ADD COLUMN a.b.e DATE",
            "a",
            "STRUCT<b: STRUCT<c: INT, d: STRING COMMENT 'kept', e: DATE>>",
        ),
        ("DROP COLUMN a.b.c", "a", "STRUCT<b: STRUCT<d: STRING COMMENT 'kept'>>"),
        ("RENAME COLUMN a.b.c TO k", "a", "STRUCT<b: STRUCT<k: INT, d: STRING COMMENT 'kept'>>"),
        ("ALTER COLUMN l.element.x TYPE BIGINT", "l", "ARRAY<STRUCT<x: BIGINT, y: INT>>"),
        ("DROP COLUMNS (l.element.y)", "l", "ARRAY<STRUCT<x: INT>>"),
        ("ALTER COLUMN m.value.z TYPE BIGINT", "m", "MAP<STRING, STRUCT<z: BIGINT>>"),
    ],
)
def test_a_field_is_altered_where_it_stands(change: str, column: str, type_: str) -> None:
    """The column stays, and only its type is another."""
    sim = Simulator()
    sim.apply(BEGUN)
    sim.apply(f"ALTER TABLE main.s.t {change}")
    (held,) = [one for one in sim.snapshot.securables.values() if one.name == "main.s.t"]

    assert {one.name: one.type for one in held.columns}[column] == type_
    assert len(held.columns) == 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("ADD COLUMN a.b.c INT", "already-exists"),
        ("ADD COLUMN plain.x INT", "already-exists"),
        ("DROP COLUMN a.b.z", "unknown-column"),
        ("DROP COLUMN l.x", "unknown-column"),
        ("RENAME COLUMN a.q.c TO k", "unknown-column"),
        ("DROP COLUMN nothing.at.all", "unknown-column"),
    ],
)
def test_a_field_that_is_not_there_is_refused(change: str, code: str) -> None:
    """With what the column is."""
    sim = Simulator()
    sim.apply(BEGUN)

    with pytest.raises(GovsimError) as raised:
        sim.apply(f"ALTER TABLE main.s.t {change}")
    assert raised.value.code == code
