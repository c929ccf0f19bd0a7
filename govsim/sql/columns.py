"""Reads the columns of a table and the parameters of a routine."""

from __future__ import annotations

from typing import Final

from govsim.model.statements import ColumnSpec, Name
from govsim.sql.cursor import Cursor
from govsim.sql.tags_masks import read_mask

_CONSTRAINTS: Final = ("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY", "CHECK", "UNIQUE")
# Words that end the type of a column.
_AFTER_TYPE: Final = frozenset(
    "NOT NULL COMMENT MASK DEFAULT GENERATED CONSTRAINT PRIMARY FIRST AFTER REFERENCES CHECK "
    "UNIQUE WITH".split()
)
# Words that may follow the first one of a type.
_WITHIN_TYPE: Final = frozenset(
    "COLLATE PRECISION VARYING TO YEAR MONTH DAY HOUR MINUTE SECOND WITH WITHOUT LOCAL TIME ZONE "
    "UNSIGNED".split()
)
_KEPT: Final = frozenset(
    "DEFAULT GENERATED CONSTRAINT PRIMARY REFERENCES CHECK UNIQUE WITH COLLATE NULL NOT "
    "FOREIGN".split()
)


def read_columns(cursor: Cursor) -> tuple[tuple[ColumnSpec, ...], tuple[str, ...]]:
    """Read `(column, …, constraint, …)`; return the columns, and the constraints as written."""
    columns: list[ColumnSpec] = []
    constraints: list[str] = []

    def read_one() -> None:
        named = any(cursor.sees(words) for words in _CONSTRAINTS)
        if named and (cursor.peek(1).kind != "op" or cursor.word() == "CHECK"):
            constraints.append(read_until(cursor, frozenset()))
        else:
            columns.append(read_column_spec(cursor))

    cursor.listed(read_one)
    return tuple(columns), tuple(constraints)


def references(cursor: Cursor, start: int) -> tuple[Name, ...]:
    """Return the tables that foreign keys point to, between token `start` and here."""
    found: list[Name] = []
    stop = cursor.index
    for index in range(start + 1, stop):
        token, before = cursor.tokens[index], cursor.tokens[index - 1]
        # Behind a bracket or comma it is the name of a column.
        if token.kind == "word" and token.text.upper() == "REFERENCES" and before.text not in "(,":
            cursor.index = index + 1
            found.append(cursor.name())
    cursor.index = stop
    return tuple(dict.fromkeys(found))


def read_column_spec(cursor: Cursor, *, modes: bool = False, placed: bool = False) -> ColumnSpec:
    """Read one column: its name, type, and what follows up to a comma or closing bracket.

    With `modes`, IN, OUT or INOUT may stand before it; it is kept as the first word of `rest`.
    With `placed`, FIRST or AFTER may say where it stands.
    """
    mode = cursor.word() if cursor.word() in ("IN", "OUT", "INOUT") else ""
    if modes and mode and cursor.peek(1).kind in ("word", "name") and cursor.peek(2).kind == "word":
        cursor.index += 1
    else:
        mode = ""
    name = ".".join(cursor.name())
    cursor.accept_op(":")
    type_ = read_type_of(cursor)
    nullable, comment, mask, default, after = True, None, None, "", None
    rest = [mode] if mode else []
    while not _ends(cursor):
        if cursor.accept("NOT NULL"):
            nullable = False
        elif placed and cursor.word() in ("FIRST", "AFTER"):
            after = read_place(cursor)
        elif cursor.sees("COMMENT") and cursor.peek(1).kind == "string":
            cursor.index += 1
            comment = cursor.string()
        elif cursor.accept("MASK"):
            mask = read_mask(cursor)
        elif not default and cursor.word() in ("DEFAULT", "GENERATED"):
            default = _piece(cursor)
        else:
            rest.append(_piece(cursor))
    return ColumnSpec(name, type_, nullable, comment, mask, default, " ".join(rest), after)


def read_place(cursor: Cursor) -> str:
    """Read FIRST, or AFTER a column; return that column, and for FIRST the empty string."""
    return "" if cursor.expect("FIRST", "AFTER") == "FIRST" else ".".join(cursor.name())


def read_type_of(cursor: Cursor) -> str:
    """Read the type of a column, as written; a name behind it lacks a comma: refused."""
    start = cursor.index
    text = read_until(cursor, _AFTER_TYPE)
    depth = 0
    for index in range(start, cursor.index):
        token = cursor.tokens[index]
        if token.kind == "op":
            depth += {"<": 1, "(": 1, ">": -1, ")": -1}.get(token.text, 0)
        elif index > start and depth <= 0 and token.text.upper() not in _WITHIN_TYPE:
            if cursor.tokens[index - 1].text.upper() == "COLLATE":
                continue
            cursor.index = index
            raise cursor.wanted("`,` or `)`", "is a comma missing before it?")
    return text


def read_until(cursor: Cursor, stops: frozenset[str]) -> str:
    """Return what stands up to a comma, a closing bracket or one of the words, as written."""
    start = cursor.index
    angles = 0
    while not cursor.done:
        token = cursor.peek()
        if angles <= 0 and (_ends(cursor) or cursor.word() in stops):
            break
        if token.kind == "op" and token.text in ("<", ">", "<>"):
            angles += {"<": 1, ">": -1}.get(token.text, 0)
        cursor.skip_one()
    return cursor.text(start)


def _piece(cursor: Cursor) -> str:
    """Return one clause that no rule reads: its first word is never the start of another."""
    start = cursor.index
    if cursor.word() not in _KEPT:
        raise cursor.wanted("a clause of the column")
    cursor.skip_one()
    if cursor.tokens[start].text.upper() == "DEFAULT":
        cursor.skip_one()
    while not _ends(cursor) and not _starts_clause(cursor):
        cursor.skip_one()
    return cursor.text(start)


def _starts_clause(cursor: Cursor) -> bool:
    return (
        cursor.sees("NOT NULL")
        or cursor.word() in ("MASK", "FIRST", "AFTER")
        or (cursor.word() == "COMMENT" and cursor.peek(1).kind == "string")
    )


def _ends(cursor: Cursor) -> bool:
    token = cursor.peek()
    return cursor.done or (token.kind == "op" and token.text in (",", ")"))
