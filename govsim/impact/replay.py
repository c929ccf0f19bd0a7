"""Compares what really happened with what would be answered after a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govsim.access import Context, Decision, decide
from govsim.audit import Event
from govsim.catalog import Session, Snapshot
from govsim.errors import GovsimError
from govsim.model.statements import Statement
from govsim.sql import read_question


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that was done, is allowed before the change, and would be denied after it."""

    event: Event
    decision: Decision  # after the change

    def words(self) -> str:
        """Return the finding as a reviewer says it."""
        lacking = "; ".join(self.decision.lacking)
        text = " ".join(self.event.text.split())
        return f"{self.event.principal} could no longer: {text} (missing {lacking})"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A log replayed under a change."""

    broken: tuple[Broken, ...] = ()
    checked: int = 0  # events that are allowed before the change
    denied_before: int = 0  # events that are denied already
    unread: int = 0  # events that cannot be asked again


def replay(
    before: Snapshot,
    after: Snapshot,
    events: Iterable[Event],
    *,
    session: Session | None = None,
    context: Context | None = None,
) -> Replayed:
    """Ask every access of a log again, before a change and after it.

    Args:
        before: The metastore before the change.
        after: The metastore after it.
        events: The log; what was denied then is left out.
        session: Where unqualified names are looked up.
        context: Where the accesses came from.
    """
    broken: list[Broken] = []
    checked = denied = unread = 0
    known: dict[tuple[str, str], tuple[bool, Decision | None]] = {}
    for event in events:
        if not event.allowed or not event.consults:
            continue
        asked = _question(event)
        if asked is None:
            unread += 1
            continue
        pair = (event.principal, event.text)
        if pair not in known:
            known[pair] = _both(before, after, event.principal, asked, session, context)
        was, now = known[pair]
        checked += was
        denied += not was
        if was and now is not None and not now.allowed:
            broken.append(Broken(event, now))
    return Replayed(tuple(broken), checked, denied, unread)


def _question(event: Event) -> Statement | None:
    if not event.understood:
        return None
    try:
        return read_question(event.text)
    except GovsimError:
        return None


def _both(
    before: Snapshot,
    after: Snapshot,
    who: str,
    asked: Statement,
    session: Session | None,
    context: Context | None,
) -> tuple[bool, Decision | None]:
    was = decide(before, who, asked, session=session, context=context)
    if not was.allowed:
        return False, None
    return True, decide(after, who, asked, session=session, context=context)
