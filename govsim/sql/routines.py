"""Reads CREATE FUNCTION and CREATE PROCEDURE."""

from __future__ import annotations

from typing import Any, Final

from govsim.model.kinds import SecurableType
from govsim.model.statements import Body, CreateRoutine, Statement
from govsim.sql.columns import read_column_spec
from govsim.sql.cursor import Cursor
from govsim.sql.lexer import within_dollars
from govsim.sql.names import read_named
from govsim.sql.query import read_expression, read_query

_KEPT: Final = (
    "NOT DETERMINISTIC", "DETERMINISTIC", "CONTAINS SQL", "READS SQL DATA", "MODIFIES SQL DATA",
    "NO SQL", "SQL SECURITY", "HANDLER", "ENVIRONMENT", "PARAMETER STYLE", "DEFAULT COLLATION",
    "USING", "CALLED ON NULL INPUT", "RETURNS NULL ON NULL INPUT", "OPTIONS",
)  # fmt: skip
EXTERNAL: Final = "EXTERNAL"  # AS 'class' USING JAR …, with no LANGUAGE: hive_metastore only
_READ: Final = ("RETURNS", "RETURN", "LANGUAGE", "COMMENT", "AS", "BEGIN")


def read_routine(cursor: Cursor) -> Statement:
    """Read CREATE [OR REPLACE] FUNCTION or PROCEDURE."""
    cursor.expect("CREATE")
    found: dict[str, Any] = {"or_replace": bool(cursor.accept("OR REPLACE"))}
    found["temporary"] = bool(cursor.accept("TEMPORARY", "TEMP"))
    type_ = SecurableType(cursor.expect("FUNCTION", "PROCEDURE"))
    found["if_not_exists"] = bool(cursor.accept("IF NOT EXISTS"))
    found["target"] = read_named(cursor, type_)
    listed = cursor.peek().text == "("
    if listed:
        found["parameters"] = cursor.listed(lambda: read_column_spec(cursor, modes=True))
    elif cursor.word() != "AS":
        raise cursor.wanted("`(`", "a routine without parameters has empty brackets")
    options: list[tuple[str, str]] = []
    while not cursor.done:
        _clause(cursor, found, options)
    if "body" not in found:
        raise cursor.wanted("`RETURN` or `AS`")
    return CreateRoutine(**found, options=tuple(options))


def _clause(cursor: Cursor, found: dict[str, Any], options: list[tuple[str, str]]) -> None:
    if word := cursor.accept(*_KEPT):
        options.append((word, _text(cursor)))
    elif cursor.accept("RETURNS"):
        found["returns"] = _text(cursor)
    elif cursor.accept("LANGUAGE"):
        found["language"] = cursor.part().upper()
    elif cursor.accept("COMMENT"):
        found["comment"] = cursor.string()
    elif cursor.word() in ("RETURN", "AS", "BEGIN"):
        if cursor.word() == "AS" and cursor.peek(1).kind == "string":
            found.setdefault("language", EXTERNAL)
        found["body"] = _body(cursor, found.get("language", "SQL"))
    else:
        raise cursor.wanted("a clause of CREATE FUNCTION")


def _text(cursor: Cursor) -> str:
    start = cursor.index
    angles = 0
    while not cursor.done:
        ends = any(cursor.sees(words) for words in (*_READ, *_KEPT))
        if angles <= 0 and ends:
            break
        if cursor.starts_statement():
            raise cursor.missing_semicolon()
        angles += {"<": 1, ">": -1}.get(cursor.peek().text, 0)
        cursor.skip_one()
    return cursor.text(start)


def _body(cursor: Cursor, language: str) -> Body:
    word = cursor.accept("RETURN", "AS")
    token, start = cursor.peek(), cursor.index
    if word == "AS" and token.kind == "dollar":
        cursor.index += 1
        return Body(token.text if language == "SQL" else within_dollars(token.text))
    if word == "AS" and token.kind == "string":
        return Body(cursor.string())
    if language != "SQL":
        raise cursor.wanted(f"`AS $$ … $$`, the body of a {language} function")
    cursor.index = len(cursor.tokens)
    if cursor.tokens[start:] and token.text.upper() == "BEGIN":
        return Body(cursor.text(start))
    if token.text.upper() in ("SELECT", "WITH", "FROM", "VALUES", "TABLE"):
        return read_query(cursor, start)
    return read_expression(cursor, start)
