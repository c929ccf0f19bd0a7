"""Reads the statements that write rows: INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY INTO."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Literal

from govsim.model.kinds import SecurableType
from govsim.model.statements import Body, Call, Name, Query, Statement, Target, Write
from govsim.sql.cursor import Cursor
from govsim.sql.named_later import arguments_of
from govsim.sql.names import read_relation
from govsim.sql.query import body_of, read_expression, read_query

Verb = Literal["INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "COPY"]
_ORDER = ("INSERT", "UPDATE", "DELETE")


def read_select(cursor: Cursor) -> Statement:
    """Read a query, or WITH before an INSERT."""
    if cursor.word() == "WITH" and (insert := _insert_after_with(cursor)) is not None:
        cursor.index = insert
        return read_insert(cursor)
    if len(cursor.tokens) == 1:
        cursor.index = 1
        raise cursor.wanted("what to select")
    cursor.index = len(cursor.tokens)
    return Query(body=read_query(cursor, 0))


def _insert_after_with(cursor: Cursor) -> int | None:
    depth = 0
    for index, token in enumerate(cursor.tokens):
        if token.kind == "op":
            depth += (token.text == "(") - (token.text == ")")
        elif depth == 0 and token.text.upper() == "INSERT" and token.kind == "word":
            return index
    return None


def read_insert(cursor: Cursor) -> Statement:
    """Read INSERT INTO or INSERT OVERWRITE, with every form of REPLACE."""
    before = cursor.index  # a WITH clause stands before it
    cursor.expect("INSERT")
    evolves = bool(cursor.accept("WITH SCHEMA EVOLUTION"))
    deletes = cursor.expect("INTO", "OVERWRITE") == "OVERWRITE"
    if cursor.accept("DIRECTORY", "LOCAL DIRECTORY"):
        return _into_directory(cursor, evolves)
    if cursor.peek(1).kind in ("word", "name"):
        cursor.accept("TABLE")
    name, path = read_relation(cursor)
    while not cursor.done and not _starts_query(cursor):
        if cursor.sees("REPLACE"):
            deletes = True
            _skip_replace(cursor)
        else:
            cursor.skip_one()
    start = cursor.index
    cursor.index = len(cursor.tokens)
    facts = _insert_facts(cursor, before, start)
    return Write(
        verb="INSERT",
        target=_target(name, path),
        effects=("INSERT", "DELETE") if deletes else ("INSERT",),
        body=facts,
        evolves=evolves,
        path=path,
    )


def _skip_replace(cursor: Cursor) -> None:
    cursor.index += 1
    while not cursor.done and cursor.word() not in ("SELECT", "WITH", "VALUES", "FROM", "TABLE"):
        start = cursor.index
        if _starts_query(cursor):
            cursor.skip_one()
            if len(cursor.tokens) - cursor.index <= 2:  # an alias follows, or nothing
                cursor.index = start
                return
        else:
            cursor.skip_one()


def _insert_facts(cursor: Cursor, before: int, start: int) -> Body:
    text = cursor.text(0)
    if start >= len(cursor.tokens):
        raise cursor.wanted("a query or `VALUES`")
    if before == 0:
        stop = len(cursor.tokens)
        while cursor.tokens[start].text == "(" and cursor.tokens[stop - 1].text != ")":
            stop -= 1  # the alias of REPLACE ON
            if stop <= start:
                raise cursor.wanted("`)`")
        return body_of(cursor, start, stop, text)
    return body_of(cursor, 0, len(cursor.tokens), text, without=(before, start))


def _into_directory(cursor: Cursor, evolves: bool) -> Statement:
    path = cursor.string() if cursor.peek().kind == "string" else None
    while not cursor.done and not _starts_query(cursor):
        cursor.skip_one()
    start, cursor.index = cursor.index, len(cursor.tokens)
    body = _insert_facts(cursor, 0, start)
    effects = ("INSERT", "DELETE")
    target = Target(SecurableType.TABLE)
    return Write(
        verb="INSERT", target=target, effects=effects, body=body, evolves=evolves, path=path or ""
    )


def _starts_query(cursor: Cursor) -> bool:
    return cursor.word() in ("SELECT", "WITH", "VALUES", "FROM", "TABLE") or (
        cursor.peek().text == "(" and cursor.word(1) in ("SELECT", "WITH", "VALUES")
    )


def _target(name: Name, path: str | None) -> Target:
    return Target(SecurableType.TABLE, () if path is not None else name)


def read_change(cursor: Cursor) -> Statement:
    """Read UPDATE, DELETE FROM or MERGE INTO."""
    verb: Verb = "UPDATE"
    if cursor.accept("DELETE FROM", "DELETE"):
        verb = "DELETE"
    elif cursor.accept("MERGE"):
        verb = "MERGE"
    else:
        cursor.expect("UPDATE")
    evolves = bool(cursor.accept("WITH SCHEMA EVOLUTION"))
    if verb == "MERGE":
        cursor.expect("INTO")
    name, path = read_relation(cursor)
    effects = _merge_effects(cursor) if verb == "MERGE" else (verb,)
    if verb == "UPDATE" and not _assigns(cursor):
        cursor.index = len(cursor.tokens)
        raise cursor.wanted("`SET column = value`")
    cursor.index = stop = len(cursor.tokens)
    body = body_of(cursor, 0, stop, cursor.text(0), target=True)
    target = _target(name, path)
    return Write(verb=verb, target=target, effects=effects, body=body, evolves=evolves, path=path)


def _assigns(cursor: Cursor) -> bool:
    words = [token.text.upper() for token in cursor.tokens]
    return "SET" in words and "=" in words[words.index("SET") :]


def _merge_effects(cursor: Cursor) -> tuple[str, ...]:
    tokens = cursor.tokens
    found = {
        token.text.upper()
        for before, token in pairwise(tokens)
        if before.text.upper() == "THEN" and token.text.upper() in _ORDER
    }
    if not found:
        raise cursor.error("syntax", "a MERGE has at least one `WHEN … THEN`")
    return tuple(verb for verb in _ORDER if verb in found)


def read_truncate(cursor: Cursor) -> Statement:
    """Read TRUNCATE TABLE."""
    cursor.expect("TRUNCATE TABLE")
    name, path = read_relation(cursor)
    if cursor.accept("PARTITION"):
        cursor.skip_group()
    return Write(
        verb="TRUNCATE",
        target=_target(name, path),
        effects=("DELETE",),
        body=Body(cursor.text(0), columns=()),
        path=path,
    )


def read_copy(cursor: Cursor) -> Statement:
    """Read COPY INTO table FROM path or query."""
    cursor.expect("COPY INTO")
    name, path = read_relation(cursor)
    if cursor.peek().text == "(":
        cursor.skip_group()
    cursor.accept("BY POSITION")
    cursor.expect("FROM")
    if cursor.peek().text == "(":
        start = cursor.index
        cursor.skip_group()
        facts = body_of(cursor, start + 1, cursor.index - 1, "")
    elif cursor.peek().kind == "string":
        facts = Body("", paths=(cursor.string(),))
    else:
        facts = Body("", paths=(cursor.name()[-1],))
    evolves = any(
        token.kind == "string" and token.text[1:-1].lower() == "mergeschema"
        for token in cursor.tokens[cursor.index :]
    )
    credential = _credential(cursor)
    cursor.rest()
    body = Body(
        cursor.text(0),
        facts.reads,
        facts.calls,
        facts.paths,
        facts.endpoints,
        facts.columns,
        facts.connections,
        storage=credential,
    )
    target = _target(name, path)
    return Write(
        verb="COPY", target=target, effects=("INSERT",), body=body, evolves=evolves, path=path
    )


def _credential(cursor: Cursor) -> str:
    """Return the storage credential of WITH (CREDENTIAL name); the keys of a session are none."""
    if not cursor.sees("WITH") or cursor.peek(1).text != "(" or cursor.word(2) != "CREDENTIAL":
        return ""
    named = cursor.peek(3)
    return named.text.strip("`") if named.kind in ("word", "name") else ""


def read_call(cursor: Cursor) -> Statement:
    """Read CALL procedure(…)."""
    cursor.expect("CALL")
    start = cursor.index
    procedure = cursor.name()
    if cursor.peek().text != "(":
        raise cursor.wanted("`(`")
    inside = cursor.index
    cursor.skip_group()
    text = cursor.text(start)
    if cursor.index - inside == 2:
        return Call(procedure=procedure, body=Body(text, columns=()))
    facts = read_expression(cursor, start, cursor.index)
    calls = tuple(name for name in facts.calls if name != procedure)
    given = tuple(arguments_of(cursor.tokens[inside : cursor.index]))
    return Call(procedure=procedure, body=replace(facts, calls=calls), given=given)
