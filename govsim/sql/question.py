"""Reads a question: any statement, an `api:` action, or a short form such as `read a.b.c`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govsim.errors import Place
from govsim.model.statements import Ask, Statement
from govsim.sql.cursor import Cursor
from govsim.sql.grants import WORDS, privilege_named
from govsim.sql.lexer import lex_statement
from govsim.sql.names import TYPES, read_on, read_type
from govsim.sql.script import read_statement
from govsim.sql.source import Source

VERBS: Final = ("read", "write", "run", "see", "manage", "use")
_STARTS: Final = frozenset({*VERBS, *(word.split()[0].lower() for word in WORDS)})


def read_question(
    text: str, source: str = "<question>", variables: Mapping[str, str] | None = None
) -> Statement:
    """Read what somebody wants to do.

    Args:
        text: A statement; an action such as `api:path_read path=s3://…`; a verb and a name, as
            `read main.sales.orders`; or a privilege ON a securable, its type if need be.
        source: What an error calls the text.
        variables: Values for variables in a statement.

    Raises:
        GovsimError: The text is none of these.
    """
    head = text.split(None, 1)
    if len(head) == 2 and head[0].lower().partition("_")[0] in _STARTS:
        where = Source(source, text.strip().rstrip(";"))
        cursor = Cursor(where, lex_statement(where, 0)[0])
        found = _privilege(cursor) or _verb(cursor)
        if found is not None:
            return found
    return read_statement(text, source, variables)


def _privilege(cursor: Cursor) -> Statement | None:
    """Read `PRIVILEGE ON [type] name`, or nothing."""
    words: list[str] = []
    while (word := cursor.word(len(words))) and word != "ON":
        words.append(word)
    what = privilege_named(" ".join(words))
    if what is None or cursor.word(len(words)) != "ON":
        return None
    cursor.index += len(words) + 1
    typed = any(cursor.sees(form) for form in TYPES)
    on = read_on(cursor)
    cursor.finish()
    return Ask(what=what, name=on.name, type=on.type if typed else None, at=_place(cursor))


def _verb(cursor: Cursor) -> Statement | None:
    """Read `verb [type] name`, or nothing: `USE CATALOG main` is a statement."""
    verb = cursor.word().lower()
    if verb not in VERBS or (verb == "use" and cursor.word(1) in ("CATALOG", "SCHEMA")):
        return None
    cursor.index += 1
    typed = cursor.peek(1).text != "." and any(cursor.sees(form) for form in TYPES)
    type_ = read_type(cursor) if typed else None
    name = () if cursor.done else cursor.name()
    cursor.finish()
    return Ask(what=verb, name=name, type=type_, at=_place(cursor))


def _place(cursor: Cursor) -> Place:
    return cursor.source.place(0, len(cursor.source.text))
