"""Reads what a caller passes as a script or a question: text, or statements read before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govsim.errors import ScriptError
from govsim.model.statements import Statement
from govsim.sql import read_question, read_script

Script = str | Statement | Iterable[Statement]
Question = str | Statement


def statements_of(
    script: Script, variables: Mapping[str, str] | None, source: str
) -> tuple[Statement, ...]:
    """Return the statements of a script.

    Raises:
        ScriptError: Everything in the text that cannot be read.
    """
    if isinstance(script, Statement):
        return (script,)
    if not isinstance(script, str):
        return tuple(script)
    if script.lstrip().startswith("api:"):
        return (read_question(script, source, variables),)
    read = read_script(script, source, variables)
    if read.errors:
        raise ScriptError(read.errors)
    return read.statements


def question_of(question: Question, variables: Mapping[str, str] | None = None) -> Statement:
    """Return what a question asks; a text is read."""
    if isinstance(question, Statement):
        return question
    return read_question(question, variables=variables)


def about(what: str, name: str | None) -> str:
    """Return the question of a privilege or verb and a name; without a name it is one already."""
    if name is None:
        return what
    return f"{what} {name}" if what.islower() else f"{what} ON {name}"
