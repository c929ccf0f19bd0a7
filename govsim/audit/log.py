"""Holds the audit log: every statement and question, with its answer, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from govsim.access import Conveyance, Decision, Run, Step
from govsim.audit.actions import action_of, is_consultation
from govsim.audit.events import FORBIDDEN, INVALID, NOT_FOUND, OK, Event, Used
from govsim.model import statements as s
from govsim.model.kinds import full_name
from govsim.sql import write

_CONTAINER_WORDS = ("USE CATALOG", "USE SCHEMA", "CREATE ")


class AuditLog:
    """What was run and asked so far. It only grows.

    Events are made when somebody looks, so that recording a long script costs nothing.
    """

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._waiting: list[Iterable[Event]] = []

    def record_run(self, run: Run, principal: str, time: datetime | None) -> None:
        """Record each statement of a script that was run or refused."""
        self._waiting.append(_run_events(run, principal, time))

    def record_question(
        self, decision: Decision, statement: s.Statement, time: datetime | None
    ) -> None:
        """Record one question with its answer."""
        self._waiting.append(_question_events(decision, statement, time))

    def add(self, events: Iterable[Event]) -> None:
        """Put events of another log behind those of this one; they are numbered anew."""
        self._waiting.append(events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._settled())

    def __len__(self) -> int:
        return len(self._settled())

    def __getitem__(self, index: int) -> Event:
        return self._settled()[index]

    def _settled(self) -> list[Event]:
        waiting, self._waiting = self._waiting, []
        for events in waiting:
            for event in events:
                self._events.append(_numbered(event, len(self._events) + 1))
        return self._events


def _numbered(event: Event, number: int) -> Event:
    return replace(event, number=number)


def _run_events(run: Run, principal: str, time: datetime | None) -> Iterator[Event]:
    version = run.after.version if not run.errors else run.before.version
    for step in run.steps:
        undone = bool(run.errors) and step.error is None
        yield event_of(
            step.statement,
            principal,
            time,
            decision=step.decision,
            reason="rolled back with its script" if undone else _reason(step),
            status=_status(step),
            version=version,
        )


def _question_events(
    decision: Decision, statement: s.Statement, time: datetime | None
) -> Iterator[Event]:
    yield event_of(
        statement,
        decision.principal,
        time,
        decision=decision,
        reason=_denied(decision),
        status=OK if decision.allowed else FORBIDDEN if decision.missing else INVALID,
    )


def event_of(
    statement: s.Statement,
    principal: str,
    time: datetime | None,
    *,
    decision: Decision | None,
    reason: str = "",
    status: int = OK,
    version: int | None = None,
) -> Event:
    """Return the event of one statement and its answer."""
    names = named_by(statement, decision)
    met = decision.met if decision is not None else ()
    type_ = next((c.requirement.type for c in met if c.requirement.name in names), "TABLE")
    service, action = action_of(statement, type_)
    return Event(
        principal,
        time,
        action,
        write(statement),
        names,
        allowed=status == OK,
        reason=reason,
        version=version,
        used=rows_used(met),
        service=service,
        status=status,
        consults=is_consultation(statement),
    )


def rows_used(met: Iterable[Conveyance]) -> Used:
    """Return the rows that conveyed what was asked, each once."""
    rows = (conveyance.grant for conveyance in met)
    return tuple(dict.fromkeys((r.privilege, r.on, r.principal) for r in rows if r is not None))


def named_by(statement: s.Statement, decision: Decision | None) -> tuple[str, ...]:
    """Return the full names of what a statement is about, the gates above them left out."""
    asked = [*decision.missing] if decision is not None else []
    asked += [met.requirement for met in decision.met] if decision is not None else []
    direct = [need.name for need in asked if need.name and not need.holder]
    inner = [
        need.name
        for need in asked
        if need.name and not need.holder and not need.privilege.startswith(_CONTAINER_WORDS)
    ]
    target = getattr(statement, "target", None) or getattr(statement, "on", None)
    own = [_qualified(full_name(target.name), direct)] if target and target.name else []
    return tuple(dict.fromkeys([*own, *inner] or direct[-1:]))


def _qualified(name: str, known: Iterable[str]) -> str:
    return next((each for each in known if each.endswith(f".{name}")), name)


def _reason(step: Step) -> str:
    if step.decision is not None and not step.decision.allowed:
        return _denied(step.decision)
    return step.error.message if step.error is not None else ""


def _denied(decision: Decision) -> str:
    return (decision.platform_error() or "").replace("\n", " ")


def _status(step: Step) -> int:
    if step.error is None:
        return OK
    if step.decision is not None and step.decision.missing:
        return FORBIDDEN
    return NOT_FOUND if step.error.code == "unknown-securable" else INVALID
