"""Decides each event of a log again, and tells where the answer differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govsim.access import Context, Decision, decide
from govsim.audit.events import Event
from govsim.catalog import Session, Snapshot
from govsim.errors import GovsimError
from govsim.sql import read_question


@dataclass(frozen=True, slots=True)
class Difference:
    """An event that would be answered otherwise today."""

    event: Event
    decision: Decision
    times: int = 1

    def words(self) -> str:
        """Return it as one line: who, what, and why not any more."""
        now = "; ".join(self.decision.lacking) or "allowed now"
        return f"{self.event.principal}: {self.event.text}: {now}"


def asked_again(
    events: Iterable[Event],
    snapshot: Snapshot,
    *,
    session: Session | None = None,
    context: Context | None = None,
) -> tuple[Difference, ...]:
    """Return the events that look or use, and whose answer on a snapshot is another one.

    Equal questions of one principal are one difference; `times` counts them. The log's own
    changes are left out: the snapshot has them already.
    """
    found: dict[tuple[str, str, bool], Difference] = {}
    for event in events:
        key = (event.principal, event.text, event.allowed)
        if not event.understood or not event.consults:
            continue
        if key in found:
            known = found[key]
            found[key] = Difference(event, known.decision, known.times + 1)
            continue
        try:
            statement = read_question(event.text)
            decision = decide(
                snapshot, event.principal, statement, session=session, context=context
            )
        except GovsimError:
            continue
        if decision.allowed is not event.allowed:
            found[key] = Difference(event, decision)
    return tuple(found.values())
