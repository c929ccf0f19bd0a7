"""Decides what a procedure's own statements need, and of whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from govsim.access.asking import Asking
from govsim.catalog import Session
from govsim.catalog.procedures import statements_of
from govsim.model import statements as s
from govsim.model.values import RoutineDetail, Securable

Ask = Callable[[Asking, s.Statement], None]
_MADE: Final = (s.Create, s.CreateRoutine)


def ask_body(asking: Asking, procedure: Securable, ask: Ask) -> None:
    """Ask for what every statement in a procedure needs, in whatever branch it stands.

    They run with the rights of the procedure's owner, or, where it has SQL SECURITY INVOKER, with
    those of whoever the call runs as. What one of them makes is there for the next.

    Source:
        Documentation of Databricks SQL: *create procedure*, permissions; *authorized user*.
    """
    detail = procedure.detail
    if not isinstance(detail, RoutineDetail) or not asking.touches(f"body of {procedure.key}"):
        return
    runs = asking if detail.invoker else asking.as_owner(procedure.owner)
    catalog, _, schema = detail.within.partition(".")
    runs = replace(runs, session=Session(catalog, schema) if schema else asking.session)
    made: set[str] = set()
    for statement in statements_of(procedure):
        if isinstance(statement, s.NotSimulated):
            _refuse(asking, procedure, statement)
            continue
        one = replace(runs, missing={}, refusals={})
        ask(one, statement)
        asking.missing.update(one.missing)
        for refusal in one.refusals:
            if refusal.code != "unknown-securable" or refusal.about not in made:
                asking.refusals[refusal] = None
        if isinstance(statement, _MADE):
            target = statement.target
            made.add(runs.session.key(target.type, target.name))


def _refuse(asking: Asking, procedure: Securable, statement: s.NotSimulated) -> None:
    shown = " ".join(statement.text.split())
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    asking.refuse("not-simulated", f"{procedure.name} runs what is not simulated: {shown}")
