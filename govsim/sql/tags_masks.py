"""Reads SET TAG, UNSET TAG, and the functions that filter rows and mask columns."""

from __future__ import annotations

from govsim.model.kinds import SINGLETONS, SecurableType
from govsim.model.statements import FunctionUse, Pairs, SetTags, Statement, Target, UnsetTags
from govsim.sql.cursor import Cursor
from govsim.sql.names import FIRST_WORDS, read_column, read_on


def read_set_tag(cursor: Cursor) -> Statement:
    """Read SET TAG ON securable key [= value]."""
    cursor.expect("SET TAG ON", "SET TAGS ON")
    target, column = read_tagged(cursor)
    tags = cursor.comma_list(lambda: _pair(cursor))
    return SetTags(target=target, tags=tags, column=column, form="set")


def read_unset_tag(cursor: Cursor) -> Statement:
    """Read UNSET TAG ON securable key."""
    cursor.expect("UNSET TAG ON", "UNSET TAGS ON")
    target, column = read_tagged(cursor)
    keys = cursor.comma_list(lambda: read_key(cursor))
    return UnsetTags(target=target, keys=keys, column=column, form="set")


def read_tagged(cursor: Cursor) -> tuple[Target, str | None]:
    """Read a securable, or COLUMN and the full name of one."""
    if cursor.sees("COLUMN") and cursor.peek(1).text != ".":
        cursor.expect("COLUMN")
        relation, column = read_column(cursor)
        return Target(SecurableType.TABLE, relation), column
    token, target = cursor.peek(), read_on(cursor)
    if token.kind != "word" or token.text.upper() not in FIRST_WORDS:
        raise cursor.error(
            "syntax", "expected the kind of securable", token, f"write {target.type} before it"
        )
    if target.type in SINGLETONS:
        what = f"{str(target.type).lower()} bears no tag and no comment"
        raise cursor.error("unsupported-statement", what, token, "name a catalog, or what is in it")
    return target, None


def read_tag_pairs(cursor: Cursor) -> Pairs:
    """Read `('key' = 'value', 'key')`."""
    return cursor.listed(lambda: _pair(cursor))


def read_key(cursor: Cursor) -> str:
    """Read a tag's key or value: a text, a name or a number."""
    if cursor.peek().kind == "string":
        return cursor.string()
    if cursor.peek().kind == "number":
        cursor.index += 1
        return cursor.tokens[cursor.index - 1].text
    return ".".join(cursor.name())


def _pair(cursor: Cursor) -> tuple[str, str | None]:
    key = read_key(cursor)
    return key, read_key(cursor) if cursor.accept_op("=") else None


def read_row_filter(cursor: Cursor) -> FunctionUse:
    """Read `function ON (columns)`, after ROW FILTER."""
    function = cursor.name()
    if not cursor.accept("ON"):
        raise cursor.wanted("`ON`", "name the columns it is given: `ON (region)`, or `ON ()`")
    return FunctionUse(function, _arguments(cursor))


def read_mask(cursor: Cursor) -> FunctionUse:
    """Read `function [USING COLUMNS (columns and literals)]`, after MASK."""
    function = cursor.name()
    if cursor.accept("USING COLUMNS"):
        return FunctionUse(function, _arguments(cursor))
    return FunctionUse(function)


def _arguments(cursor: Cursor) -> tuple[str, ...]:
    return cursor.listed(lambda: read_argument(cursor))


def read_argument(cursor: Cursor) -> str:
    """Read a column, bare, or a literal as written."""
    token = cursor.peek()
    if token.kind in ("string", "number"):
        cursor.index += 1
        return token.text
    if token.text in ("-", "+") and cursor.peek(1).kind == "number":
        cursor.index += 2
        return token.text + cursor.tokens[cursor.index - 1].text
    return ".".join(cursor.name())
