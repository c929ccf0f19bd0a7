"""Reads a script into its statements, with every error that it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from govsim.errors import GovsimError, Place, ScriptError
from govsim.model.bulk import collector_paused
from govsim.model.statements import Action, Statement
from govsim.sql.compound import opens_compound, read_compound
from govsim.sql.cursor import Cursor, said_by
from govsim.sql.dispatch import names_later, placed, read_tokens, refuse_depth
from govsim.sql.fast import COMMON, read_common
from govsim.sql.lexer import lex_statement
from govsim.sql.named_later import Said, Texts
from govsim.sql.notebook import unwrapped
from govsim.sql.source import Source
from govsim.sql.variables import substituted

_ACTION: Final = re.compile(r"\s*api:")
_ACTION_NAME: Final = re.compile(r"\s*api:\s*([A-Za-z_]\w*)")
_ARGUMENT: Final = re.compile(
    r"""\s+([A-Za-z_][\w.-]*)=('[^']*'|"[^"]*"|`[^`]*`|[^\s'"`]\S*|(?=\s|$))"""
)


@dataclass(frozen=True, slots=True)
class Script:
    """What a text says: its statements, its errors, and the cells that were left out."""

    statements: tuple[Statement, ...]
    errors: tuple[GovsimError, ...] = ()
    skipped: tuple[tuple[Place, str], ...] = ()


def read_script(
    text: str, source: str = "<text>", variables: Mapping[str, str] | None = None
) -> Script:
    """Read a script or notebook; all its errors are gathered, each with its place.

    Args:
        text: Statements with a semicolon between them.
        source: What an error calls the text, mostly a path.
        variables: Values for `${name}`, `{name}`, `{{ name }}` and `:name`.
    """
    errors: list[GovsimError] = []
    cells, skipped = unwrapped(Source(source, text.removeprefix("\ufeff")))
    ready = substituted(cells, variables or {}, errors)
    with collector_paused():
        statements = _statements(ready, errors)
    return Script(tuple(statements), tuple(errors), skipped)


def read_statement(
    text: str, source: str = "<text>", variables: Mapping[str, str] | None = None
) -> Statement:
    """Read exactly one statement, or one `api:` action.

    Raises:
        GovsimError: The text is not one statement; a ScriptError where it holds several errors.
    """
    if _ACTION.match(text):
        return _read_action(Source(source, text))
    script = read_script(text, source, variables)
    if len(script.errors) == 1:
        raise script.errors[0]
    if script.errors:
        raise ScriptError(script.errors)
    if len(script.statements) != 1:
        at = script.statements[1].at if script.statements else Source(source, text).place(0)
        raise GovsimError(
            "one-statement", f"one statement is expected, found {len(script.statements)}", at=at
        )
    return script.statements[0]


def read_body(text: str, texts: Texts) -> Statement:
    """Read the body of a procedure whose parameters have these texts, by name in lower case.

    Raises:
        GovsimError: The text is not one statement; a ScriptError where it holds several errors.
    """
    source = Source("<body>", text)
    cursor = Cursor(source, lex_statement(source, 0)[0])
    if not texts or not opens_compound(cursor):
        return read_statement(text)
    refuse_depth(cursor)
    statement = read_compound(cursor, read_tokens, texts)
    cursor.finish()
    return statement


def _statements(source: Source, errors: list[GovsimError]) -> list[Statement]:
    found: list[Statement] = []
    at, size = 0, len(source.text)
    match, said = COMMON.match, Said()
    while at < size:
        common = match(source.text, at)
        if common is not None:
            start = common.start(1) if common[1] else common.start(2) - 7
            statement = read_common(common, source.place(start, common.end() - 1))
            if statement is not None:
                found.append(statement)
                at = common.end()
                continue
        at = _read_next(source, at, found, errors, said)
    return found


def _read_next(
    source: Source, start: int, found: list[Statement], errors: list[GovsimError], said: Said
) -> int:
    try:
        tokens, end = lex_statement(source, start)
    except GovsimError as error:
        errors.append(error)
        return len(source.text)
    if not tokens:
        return end
    cursor = Cursor(source, tokens)
    if said.texts or tokens[0].text.upper() in ("SET", "DECLARE"):
        if not names_later(cursor):
            cursor = said.filled(cursor) or cursor
        said.note(tokens, within=False)
    try:
        statement = read_tokens(cursor)
        found.append(placed(statement, source.place(tokens[0].start, tokens[-1].end)))
    except GovsimError as error:
        errors.append(error)
    return end


def _read_action(source: Source) -> Statement:
    text = source.text.rstrip().rstrip(";")
    name = _ACTION_NAME.match(text)
    if name is None:
        raise source.error("syntax", "`api:` is followed by the name of an action", (0, 4))
    arguments: list[tuple[str, str]] = []
    at = name.end()
    while text[at:].strip():
        found = _ARGUMENT.match(text, at)
        if found is None:
            raise source.error(
                "syntax",
                "an action takes arguments such as `name=value`",
                (at + 1, len(text)),
                "put a value with blanks in quotes",
            )
        value = found[2]
        quoted = value[:1] in ("'", '"', "`")
        arguments.append((found[1], said_by(value) if quoted else value))
        at = found.end()
    return Action(name=name[1], arguments=tuple(arguments), at=source.place(0, len(text)))
