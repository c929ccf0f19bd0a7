"""Decides what the statements of a procedure or script need, and of whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Final

from govsim.access.asking import Asking
from govsim.access.standing import Standing
from govsim.catalog import Draft, Session, Snapshot, apply_statement
from govsim.catalog.procedures import statements_of, texts_given
from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.values import RoutineDetail, Securable

Ask = Callable[[Asking, s.Statement], None]
_MADE: Final = (s.Create, s.CreateRoutine)
_OFTEN: Final = 20  # calls of one procedure, each with other texts


def ask_body(asking: Asking, procedure: Securable, call: s.Call, ask: Ask) -> None:
    """Ask for what every statement in a procedure needs, in whatever branch it stands.

    A name that comes with the call is read where the call gives it as a constant text.

    They run with the rights of the procedure's owner, or, where it has SQL SECURITY INVOKER, with
    those of whoever the call runs as. What one of them makes is there for the next.

    Source:
        Documentation of Databricks SQL: *create procedure*, permissions; *authorized user*.
    """
    detail = procedure.detail
    given = texts_given(procedure, call)
    mark = f"body of {procedure.key} as {asking.standing.principal} "
    if not isinstance(detail, RoutineDetail) or not asking.touches(f"{mark}{given}"):
        return
    if sum(what.startswith(mark) for what, *_ in asking.touched) > _OFTEN:
        asking.refuse("not-simulated", f"{procedure.name} calls itself with ever other texts")
        return
    runs = asking if detail.invoker else asking.as_owner(procedure.owner)
    catalog, _, schema = detail.within.partition(".")
    runs = replace(runs, session=Session(catalog, schema) if schema else asking.session)
    _ask_each(runs, statements_of(procedure, given), ask, procedure.name)


def ask_compound(asking: Asking, compound: s.Compound, ask: Ask) -> None:
    """Ask for what every statement of a compound statement needs, in whatever branch it stands.

    Each is asked with the rights that those before it leave, as far as these surely run.

    Source:
        Documentation of Databricks SQL: *compound statement*; it runs as whoever runs it.
    """
    if not isinstance(asking.metastore, Snapshot):  # a script is asked statement by statement
        _ask_each(asking, s.flat((compound,)), ask, "the script")
        return
    draft, session = Draft(asking.metastore), asking.session
    who = asking.standing.principal
    for part in s.expanded((compound,)):
        now = replace(asking, metastore=draft, standing=Standing(draft, who), session=session)
        _ask_each(replace(now, touched=set()), s.flat((part,)), ask, "the script")
        if not isinstance(part, s.Compound):
            with suppress(GovsimError):  # applying the whole tells it
                _, session = apply_statement(draft, part, session, who)


def _ask_each(asking: Asking, statements: Iterable[s.Statement], ask: Ask, who: str) -> None:
    made: set[str] = set()
    session = asking.session
    for statement in statements:
        if isinstance(statement, s.NotSimulated):
            _refuse(asking, who, statement)
            continue
        one = replace(asking, missing={}, refusals={}, session=session)
        ask(one, statement)
        asking.missing.update(one.missing)
        for refusal in one.refusals:
            if refusal.code != "unknown-securable" or refusal.about not in made:
                asking.refusals[refusal] = None
        if isinstance(statement, s.Use):
            session = session.use(statement)
        elif isinstance(statement, _MADE):
            target = statement.target
            made.add(session.key(target.type, target.name))


def _refuse(asking: Asking, who: str, statement: s.NotSimulated) -> None:
    shown = " ".join(statement.text.split())
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    asking.refuse("not-simulated", f"{who} runs what is not simulated: {shown}")
