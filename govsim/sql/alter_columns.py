"""Reads what ALTER TABLE does to columns: ADD, DROP, REPLACE, RENAME, ALTER and CHANGE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from govsim.model.statements import ColumnSpec
from govsim.sql.columns import read_column_spec, read_place, read_until
from govsim.sql.cursor import Cursor

_AFTER_TYPE: Final = frozenset({"COMMENT", "NOT", "FIRST", "AFTER"})


@dataclass(frozen=True, slots=True)
class Altered:
    """The columns of one ALTER TABLE: the old names, and what they become."""

    names: tuple[str, ...] = ()
    columns: tuple[ColumnSpec, ...] = ()
    if_exists: bool = False


def added(cursor: Cursor) -> Altered:
    """Read `[IF NOT EXISTS] column, …` or `(column, …)`."""
    if cursor.peek().text == "(":
        return Altered(columns=cursor.listed(lambda: read_column_spec(cursor, placed=True)))
    exists = bool(cursor.accept("IF NOT EXISTS"))
    columns = cursor.comma_list(lambda: read_column_spec(cursor, placed=True))
    return Altered(columns=columns, if_exists=exists)


def dropped(cursor: Cursor) -> Altered:
    """Read `[IF EXISTS] column, …` or `(column, …)`."""
    exists = bool(cursor.accept("IF EXISTS"))
    if cursor.peek().text == "(":
        return Altered(names=cursor.listed(lambda: _column(cursor)), if_exists=exists)
    return Altered(names=cursor.comma_list(lambda: _column(cursor)), if_exists=exists)


def replaced(cursor: Cursor) -> Altered:
    """Read `(column, …)`: the columns that take the place of all others."""
    return Altered(columns=cursor.listed(lambda: read_column_spec(cursor)))


def renamed(cursor: Cursor) -> Altered:
    """Read `column TO name`."""
    name = _column(cursor)
    cursor.expect("TO")
    return Altered((name,), (ColumnSpec(_column(cursor)),))


def altered(cursor: Cursor) -> Altered:
    """Read `column clause, …`, each column with what becomes of it."""
    pairs = cursor.comma_list(lambda: _altered_one(cursor))
    return Altered(tuple(name for name, _ in pairs), tuple(column for _, column in pairs))


def changed(cursor: Cursor) -> Altered:
    """Read `column clause`, or `column column type …` as Hive writes it."""
    ahead = 1
    while cursor.peek(ahead).text == ".":
        ahead += 2
    if any(cursor.sees(words, ahead) for words in _CLAUSES):
        return altered(cursor)
    name, again = _column(cursor), cursor.peek()
    spec = read_column_spec(cursor, placed=True)
    if spec.name.lower() != name.lower():
        raise cursor.error(
            "unsupported-clause",
            f"CHANGE gives column `{name}` no other name",
            again,
            f"write ALTER TABLE … RENAME COLUMN {name} TO {spec.name}",
        )
    return Altered((name,), (spec,))


def _altered_one(cursor: Cursor) -> tuple[str, ColumnSpec]:
    name = _column(cursor)
    for words, read in _CLAUSES.items():
        if cursor.sees(words):
            return name, read(cursor, name)
    raise cursor.wanted("what to alter of the column, such as `TYPE` or `COMMENT`")


def _comment(cursor: Cursor, name: str) -> ColumnSpec:
    cursor.expect("COMMENT")
    return ColumnSpec(name, comment=cursor.string())


def _type(cursor: Cursor, name: str) -> ColumnSpec:
    cursor.expect("TYPE")
    return ColumnSpec(name, read_until(cursor, _AFTER_TYPE))


def _not_null(cursor: Cursor, name: str) -> ColumnSpec:
    cursor.expect("SET NOT NULL")
    return ColumnSpec(name, nullable=False)


def _place(cursor: Cursor, name: str) -> ColumnSpec:
    return ColumnSpec(name, after=read_place(cursor))


def _kept(cursor: Cursor, name: str) -> ColumnSpec:
    return ColumnSpec(name, rest=read_until(cursor, frozenset()))


_CLAUSES: Final[dict[str, Callable[[Cursor, str], ColumnSpec]]] = {
    "COMMENT": _comment,
    "TYPE": _type,
    "SET NOT NULL": _not_null,
    "DROP NOT NULL": _kept,
    "SET DEFAULT": _kept,
    "DROP DEFAULT": _kept,
    "SYNC IDENTITY": _kept,
    "FIRST": _place,
    "AFTER": _place,
}


def _column(cursor: Cursor) -> str:
    return ".".join(cursor.name())
