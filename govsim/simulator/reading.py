"""Reads what a caller passes as a script or a question: text, or statements read before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from govsim.access import Run
from govsim.errors import GovsimError, ScriptError
from govsim.model.statements import Statement
from govsim.sql import read_question, read_script

Script = str | Statement | Iterable[Statement]
Question = str | Statement
# What is wrong with a statement whatever stands in those that cannot be read.
_ANYWAY: Final = frozenset(
    {
        *(
            "privilege-not-applicable",
            "unknown-principal",
            "no-deny",
            "not-simulated",
            "wrong-type",
        ),
        *("recipient-expected", "recipient-not-expected", "no-policy-here", "too-many-matches"),
    }
)


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
        raise ScriptError(read.errors, read.statements)
    return read.statements


def with_others(unread: ScriptError, run_rest: Callable[[Iterable[Statement]], Run]) -> ScriptError:
    """Return what cannot be read together with what is wrong whatever stands there.

    Args:
        unread: What cannot be read, with the statements that can.
        run_rest: Runs those as they would be run.
    """
    others = [error for error in run_rest(unread.readable).errors if _wrong_anyway(error)]
    return ScriptError(sorted((*unread.errors, *others), key=_place))


def _wrong_anyway(error: GovsimError) -> bool:
    # A name like one that exists is misspelt; any other may be made by what cannot be read.
    misspelt = error.code == "unknown-securable" and "did you mean" in (error.hint or "")
    return misspelt or error.code in _ANYWAY


def _place(error: GovsimError) -> tuple[bool, str, int, int]:
    at = error.at
    return (at is None, at.source if at else "", at.line if at else 0, at.column if at else 0)


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
