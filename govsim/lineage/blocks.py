"""Reads SQL scripting: takes the words of control off the statements that they stand before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlglot import TokenType

from govsim.lineage.parsing import words
from govsim.lineage.reader import Reader, UnexpectedError, split
from govsim.lineage.schema import Session

_CONTROL: Final = frozenset(
    "BEGIN IF ELSEIF ELSE WHILE LOOP REPEAT FOR END CASE UNTIL THEN DO DECLARE WHEN".split()
)
_TRANSACTION: Final = frozenset({"TRANSACTION", "WORK"})


def opened(tokens: list[Any], session: Session) -> Iterator[list[Any]]:
    """Return the statements that stand between two semicolons, without words of control.

    A condition that holds a query is a query of its own.
    """
    rest = tokens
    while rest:
        word = _upper(rest, 0)
        if word == "CREATE" and (body := _procedure(rest, session)) is not None:
            rest = body
            continue
        if word == "DECLARE" and (query := _cursor(rest, session)):
            yield query
            return
        if word == "DECLARE" and not {"HANDLER", "CONDITION"} & set(_uppers(rest)):
            yield rest
            return
        if word not in _CONTROL and not (_upper(rest, 1) == ":" and len(rest) > 2):
            yield rest
            return
        before, rest = _step(word, rest, session)
        if before and any(each.text.upper() == "SELECT" for each in before):
            yield _query(before)


def _uppers(tokens: list[Any]) -> list[str]:
    return [each.text.upper() for each in tokens[:8]]


def _upper(tokens: list[Any], place: int) -> str:
    if place >= len(tokens) or tokens[place].token_type is TokenType.STRING:
        return ""
    return str(tokens[place].text.upper())


def _query(condition: list[Any]) -> list[Any]:
    if condition[0].text.upper() in ("SELECT", "WITH"):
        return condition
    comma, depth = words(",", condition[0])[0], 0
    for place, each in enumerate(condition):
        depth += (each.token_type is TokenType.L_PAREN) - (each.token_type is TokenType.R_PAREN)
        if each.token_type is TokenType.CASE:
            break
        if depth == 0 and each.text.upper() == "WHEN":  # CASE compared WHEN value
            condition = [*condition[:place], *([comma] if place else []), *condition[place + 1 :]]
            break
    return [*words("SELECT", condition[0]), *condition]


def _step(word: str, tokens: list[Any], session: Session) -> tuple[list[Any], list[Any]]:
    """Return the condition in front, and what follows it."""
    if _upper(tokens, 1) == ":" and word not in ("CASE",):
        return [], tokens[2:]
    session.blocks.control(word, _upper(tokens, 1))
    if word == "BEGIN":
        if _upper(tokens, 1) in _TRANSACTION:
            return [], []
        session.blocks.enter()
        return [], _after_not_atomic(tokens)
    if word in ("ELSE", "LOOP", "REPEAT", "THEN", "DO"):
        return [], tokens[1:]
    if word in ("IF", "ELSEIF", "WHEN", "CASE"):
        return _up_to(tokens, "THEN")
    if word == "WHILE":
        return _up_to(tokens, "DO")
    if word == "FOR":
        before, rest = _up_to(tokens, "DO")
        if len(tokens) < 2:
            return [], []
        session.texts[tokens[1].text.lower()] = None
        place = next((p for p, each in enumerate(before) if each.text.upper() == "AS"), -1)
        session.rows[tokens[1].text.lower()] = before[place + 1 :]
        return before[place + 1 :], rest
    if word == "UNTIL":
        before, _ = _up_to(tokens, "END")
        return before, []
    if word == "DECLARE":
        return _declared(tokens)
    if _upper(tokens, 1) == "FOR" and session.rows:
        session.rows.popitem()
    return [], []  # END IF, END WHILE, END label


def _cursor(tokens: list[Any], session: Session) -> list[Any]:
    """Return the query of DECLARE … CURSOR FOR, and keep it for whoever fetches its rows."""
    heads = _uppers(tokens)
    if "CURSOR" not in heads[2:]:
        return []
    place = next((p for p, each in enumerate(tokens) if each.text.upper() == "FOR"), len(tokens))
    query = tokens[place + 1 :]
    if len(query) > 2 and [each.text.upper() for each in query[-3:]] == ["FOR", "READ", "ONLY"]:
        query = query[:-3]
    session.cursors[str(tokens[1].text).lower()] = query
    return query


def _after_not_atomic(tokens: list[Any]) -> list[Any]:
    place = 1
    while _upper(tokens, place) in ("NOT", "ATOMIC"):
        place += 1
    return tokens[place:]


def _declared(tokens: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return the statement of a handler, or nothing for a condition."""
    if "HANDLER" in _uppers(tokens):
        for place in range(3, len(tokens)):
            if _upper(tokens, place) in ("BEGIN", "SET", "INSERT", "UPDATE", "DELETE", "MERGE"):
                return [], tokens[place:]
        return [], []
    return [], []


def _up_to(tokens: list[Any], mark: str) -> tuple[list[Any], list[Any]]:
    depth = cases = 0
    for place, each in enumerate(tokens):
        kind, upper = each.token_type, each.text.upper()
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if place and depth == 0 and upper == mark and cases == 0:
            return tokens[1:place], tokens[place + 1 :]
        cases += place > 0 and upper == "CASE"
        cases -= place > 0 and upper == "END" and cases > 0
    return tokens[1:], []


def _procedure(tokens: list[Any], session: Session) -> list[Any] | None:
    """Return the body of CREATE PROCEDURE; its parameters are known like variables."""
    if "PROCEDURE" not in _uppers(tokens):
        return None
    reader = Reader(tokens, session)
    reader.until("PROCEDURE")
    reader.take("PROCEDURE")
    reader.take("IF", "NOT", "EXISTS")
    try:
        called = session.full_name(reader.parts())
    except UnexpectedError:
        return None
    session.procedures[called] = []
    names = [
        part[1 if part[0].text.upper() in ("IN", "OUT", "INOUT") and len(part) > 2 else 0]
        for part in split(reader.group())
    ]
    for place, each in enumerate(tokens):
        if each.text.upper() == "AS" and _upper(tokens, place + 1) == "BEGIN":
            session.blocks.enter(called, tuple(each.text.lower() for each in names))
            return tokens[place + 1 :]
    return None
