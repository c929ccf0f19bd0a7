"""Holds what an audit log says of use: assets most consulted, grants never used, denials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from govsim.access import decide
from govsim.audit.events import Event, Used
from govsim.audit.log import named_by, rows_used
from govsim.catalog import Session, Snapshot
from govsim.errors import GovsimError
from govsim.model.values import Grant
from govsim.sql import read_question

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class AssetUse:
    """How often one securable was consulted, by whom, and when last."""

    name: str
    consultations: int
    principals: tuple[str, ...]
    last: datetime | None


@dataclass(frozen=True, slots=True)
class UnusedGrant:
    """A row that conveyed nothing in the whole log."""

    grant: Grant
    on: str  # type and full name


@dataclass(frozen=True, slots=True)
class Denial:
    """What was refused to one principal, and how often."""

    principal: str
    text: str
    reason: str
    times: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a log says about use. Each list is ranked, the most first."""

    assets: tuple[AssetUse, ...]
    unused: tuple[UnusedGrant, ...]
    denials: tuple[Denial, ...]
    events: int
    not_understood: tuple[tuple[str, int], ...] = ()  # action → events that were left out


def usage(events: Iterable[Event], snapshot: Snapshot, *, session: Session | None = None) -> Usage:
    """Return who used what, and which grants nobody used.

    An event of a foreign log does not say which rows conveyed it, so it is decided again on
    `snapshot`.

    Args:
        events: The log.
        snapshot: The metastore whose grants are judged.
        session: Where unqualified names are looked up.
    """
    held = tuple(events)
    used: set[tuple[str, str, str]] = set()
    names: list[tuple[Event, tuple[str, ...]]] = []
    for event in held:
        found, rows = _settled(event, snapshot, session)
        names.append((event, found))
        if event.allowed:
            used.update(rows)
    return Usage(
        assets=_assets(names),
        unused=tuple(_unused(snapshot, used)),
        denials=_denials(held),
        events=len(held),
        not_understood=_counted(event.action for event in held if not event.understood),
    )


def _settled(
    event: Event, snapshot: Snapshot, session: Session | None
) -> tuple[tuple[str, ...], Used]:
    """Return the securables and the rows of an event, from the event or by deciding again."""
    if not event.understood or (event.used and event.securables):
        return event.securables, event.used
    try:
        statement = read_question(event.text)
        decision = decide(snapshot, event.principal, statement, session=session)
    except GovsimError:
        return event.securables, event.used
    names = event.securables or named_by(statement, decision)
    return names, event.used or (rows_used(decision.met) if decision.allowed else ())


def _assets(events: Iterable[tuple[Event, tuple[str, ...]]]) -> tuple[AssetUse, ...]:
    consulted: dict[str, list[Event]] = {}
    for event, names in events:
        if event.allowed and event.consults:
            for name in names:
                consulted.setdefault(name, []).append(event)
    made = [
        AssetUse(name, len(by), tuple(sorted({each.principal for each in by})), _last(by))
        for name, by in consulted.items()
    ]
    return tuple(sorted(made, key=lambda use: (-use.consultations, -len(use.principals), use.name)))


def _denials(events: Iterable[Event]) -> tuple[Denial, ...]:
    refused: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        if not event.allowed:
            refused.setdefault((event.principal, event.text or event.action), []).append(event)
    made = [
        Denial(principal, text, by[-1].reason, len(by), _last(by))
        for (principal, text), by in refused.items()
    ]
    return tuple(sorted(made, key=lambda each: (-each.times, each.principal, each.text)))


def _last(events: Iterable[Event]) -> datetime | None:
    found = max((event.time or _NEVER for event in events), default=_NEVER)
    return None if found == _NEVER else found


def _unused(snapshot: Snapshot, used: set[tuple[str, str, str]]) -> Iterator[UnusedGrant]:
    rows = (
        row
        for by_privilege in snapshot.grants.values()
        for holders in by_privilege.values()
        for row in holders.values()
    )
    for row in sorted(rows, key=lambda each: (each.on, each.principal, each.privilege)):
        if (row.privilege, row.on, row.principal) not in used and not row.denied:
            yield UnusedGrant(row, snapshot.securables[row.on].title)


def _counted(actions: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for action in actions:
        counts[action] = counts.get(action, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
