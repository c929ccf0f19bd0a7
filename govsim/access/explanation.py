"""Renders a decision as text: what is met and how, what is missing, what refuses, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim.access.answers import Conveyance, Decision
from govsim.access.suggest import beyond, others_for
from govsim.model import statements as s
from govsim.model.values import ACCOUNT_USERS
from govsim.sql import quote_name, write

_LONGEST: Final = 80  # characters of the question
_WIDEST: Final = 60  # a longer requirement does not push the causes of the others aside


def explain(decision: Decision) -> str:
    """Return the whole answer as text, a line for each cause, with a line break at the end."""
    lines = [_headline(decision), *_causes(decision), *_error(decision), *_hints(decision)]
    return "\n".join(lines) + "\n"


def question_words(statement: s.Statement) -> str:
    """Return a question as it would be asked: a short form, or the statement as SQL."""
    if not isinstance(statement, s.Ask):
        return write(statement)
    on = quote_name(statement.name)
    if statement.type is not None:
        on = f"{statement.type} {on}".rstrip()
    return f"{statement.what} {on}" if statement.what.islower() else f"{statement.what} ON {on}"


def _headline(decision: Decision) -> str:
    question = " ".join(decision.question.split())
    if len(question) > _LONGEST:
        question = question[: _LONGEST - 1].rstrip() + "…"
    verdict = "ALLOW  {} may: {}" if decision.allowed else "DENY  {} may not: {}"
    return verdict.format(decision.principal, question)


def _causes(decision: Decision) -> Iterator[str]:
    rows = [("met", met.requirement.words(), cause) for met, cause in _met(decision)]
    rows += [("missing", need.words(), _by(need.holder)) for need in decision.missing]
    width = max((len(words) for _, words, _ in rows if len(words) <= _WIDEST), default=0)
    for label, words, cause in rows:
        yield f"  {label:<8} {words:<{width}}   {cause}".rstrip()
    for refusal in decision.refusals:
        yield f"  refused  {refusal.sentence}"
    for obligation in decision.obligations if decision.allowed else ():
        yield f"  with     {obligation}"
    for answer in decision.asked if decision.allowed else ():
        yield f"  asks     {answer}"
    for note in decision.notes:
        yield f"  note     {note.code}: {note.message}"


def _met(decision: Decision) -> Iterator[tuple[Conveyance, str]]:
    """Yield each requirement met with its cause; a group's path is told the first time."""
    told = {decision.principal, ACCOUNT_USERS}
    for met in decision.met:
        holder = met.path[-1]
        via = "" if holder in told else f" ({' → '.join(met.path)})"
        told.add(holder)
        yield met, met.cause(via)


def _by(holder: str) -> str:
    return f"needed by {holder}, the owner of what reads it" if holder else ""


def _error(decision: Decision) -> Iterator[str]:
    if decision.missing and (text := decision.platform_error()):
        first, *rest = text.splitlines()
        yield f"error: {first}"
        yield from (f"       {line}" for line in rest)


def _hints(decision: Decision) -> Iterator[str]:
    for grant in decision.suggested_grants():
        yield f"hint: {grant}"
    for words in others_for(decision):
        yield f"hint: {words}"
    if words := beyond(decision):
        yield f"hint: {words}"
    for refusal in decision.refusals:
        if refusal.hint:
            yield f"hint: {refusal.hint}"
