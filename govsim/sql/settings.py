"""Reads what moves only the session that runs it: SET, RESET, DECLARE, CACHE, and files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from govsim.model.statements import Body, Files, Setting, Statement, TableRead
from govsim.sql.cursor import Cursor
from govsim.sql.query import read_expression, read_query

Verb = Literal["LIST", "GET", "PUT", "REMOVE"]
_QUERIES: Final = ("SELECT", "WITH", "FROM", "VALUES", "TABLE")


def read_setting(cursor: Cursor) -> Statement:
    """Read SET, RESET, DECLARE, CACHE, UNCACHE, CLEAR CACHE or DROP of a variable."""
    keyword = cursor.word()
    words = next(words for words in _BODIES if cursor.sees(words))
    cursor.accept(words)
    body = _BODIES[words](cursor)
    cursor.rest_of_statement()
    return Setting(keyword=keyword, text=cursor.text(0), body=body)


def read_assignment(cursor: Cursor) -> Statement | None:
    """Read SET of a variable of a compound statement, `SET x = …`; None for anything else."""
    at = 2 if cursor.peek(1).kind in ("word", "name") else 1
    if at == 1 and cursor.peek(1).text == "(":
        while at < len(cursor.tokens) and cursor.peek(at).text != "=":
            at += 1
    if cursor.word() != "SET" or cursor.peek(at).text != "=":
        return None
    cursor.index += 1
    body = _value(cursor)
    cursor.rest_of_statement()
    return Setting(keyword="SET", text=cursor.text(0), body=body)


def _none(cursor: Cursor) -> Body | None:
    return None


def _value(cursor: Cursor) -> Body | None:
    """Read the value of a variable; what stands before it names the variable."""
    cursor.accept("OR REPLACE VARIABLE", "OR REPLACE VAR", "OR REPLACE", "VARIABLE", "VAR")
    if cursor.peek().text != "(":
        cursor.name()
    while not cursor.done:
        if cursor.accept("DEFAULT") or cursor.accept_op("="):
            start = cursor.index
            cursor.rest_of_statement()
            query = cursor.tokens[start : start + 1]
            read = read_query if query and query[0].text.upper() in _QUERIES else read_expression
            return read(cursor, start)
        cursor.skip_one()
    return None


def _configured(cursor: Cursor) -> Body | None:
    """Read `key = value`, `key`, `-v` or nothing; a value is read only where it is a query."""
    if cursor.sees("TAG") or cursor.sees("TAGS"):
        cursor.index += 1
        raise cursor.wanted("`ON`")
    texts = [token.text for token in cursor.tokens[cursor.index :]]
    if "=" not in texts and len(texts) > 1 and texts[0] != "-" and "." not in texts:
        cursor.index += 1
        raise cursor.wanted("`=`")
    for index in range(cursor.index, len(cursor.tokens) - 2):
        here, bracket, first = cursor.tokens[index : index + 3]
        if here.text == "=" and bracket.text == "(" and first.text.upper() in ("SELECT", "WITH"):
            cursor.rest_of_statement()
            return read_expression(cursor, index + 1)
    return None


def _cached(cursor: Cursor) -> Body | None:
    """Read what is cached: a query, or a table by its name."""
    cursor.accept("LAZY TABLE", "TABLE")
    if cursor.word() not in _QUERIES:
        name = cursor.name()
        if cursor.accept("OPTIONS"):
            cursor.skip_group()
        cursor.accept("AS")
        if cursor.done:
            return Body("", reads=(TableRead(name),))
    start = cursor.index
    cursor.rest_of_statement()
    return read_query(cursor, start)


# Longer forms first: the first that follows is read.
_BODIES: Final[dict[str, Callable[[Cursor], Body | None]]] = {
    "SET TIME ZONE": _none,
    "SET VARIABLE": _value,
    "SET VAR": _value,
    "SET": _configured,
    "RESET": _none,
    "DECLARE": _value,
    "DROP TEMPORARY VARIABLE": _none,
    "DROP VARIABLE": _none,
    "UNCACHE TABLE": _none,
    "CLEAR CACHE": _none,
    "CACHE": _cached,
}
SETTINGS: Final = tuple(_BODIES)


def read_files(cursor: Cursor) -> Statement:
    """Read LIST, GET, PUT or REMOVE; the path of the platform is what may be refused."""
    word = cursor.expect("LIST", "LS", "GET", "PUT", "REMOVE")
    verb: Verb = _VERBS[word]
    path = cursor.string()
    if verb == "PUT":
        cursor.expect("INTO")
        path = cursor.string()
    elif verb == "GET":
        cursor.expect("TO")
        cursor.string()
    cursor.accept("OVERWRITE")
    if cursor.accept("WITH"):
        cursor.skip_group()
    if cursor.accept("LIMIT"):
        cursor.skip_one()
    return Files(verb=verb, path=path, text=cursor.text(0))


_VERBS: Final[dict[str, Verb]] = {
    "LIST": "LIST", "LS": "LIST", "GET": "GET", "PUT": "PUT", "REMOVE": "REMOVE",
}  # fmt: skip
