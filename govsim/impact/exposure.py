"""Compares where tagged values end up with who may read them there: exposures and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govsim.access import identities_of, members_of
from govsim.access.abac import protection_of
from govsim.access.who import index_of
from govsim.catalog import Snapshot
from govsim.graph import Carried, Level, LineageGraph, Spread
from govsim.model.flows import Node, NodeKind
from govsim.model.kinds import SecurableType, key_of

T = SecurableType
_QUERIED = {
    NodeKind.ENDPOINT: "serving_endpoint",
    NodeKind.DASHBOARD: "dashboard",
    NodeKind.GENIE: "genie_space",
}


@dataclass(frozen=True, slots=True)
class Exposure:
    """People who may read a derived value without a mask, and may not read where it comes from."""

    carried: Carried
    people: tuple[str, ...]

    def words(self) -> str:
        """Return the exposure as a sentence."""
        count = len(self.people)
        who = self.people[0] if count == 1 else f"{count:,} people"
        verb = "reads" if count == 1 else "read"
        source = self.carried.source
        return (
            f"{who} {verb} {self.carried.label} {self.carried.level} in {self.carried.node}, "
            f"and may not read {source}"
        )


def exposures(
    spread: Spread,
    lineage: LineageGraph,
    snapshot: Snapshot,
    at_least: Level = Level.PSEUDONYMOUS,
) -> tuple[Exposure, ...]:
    """Return who may read a derived value although the source is closed to them, or masked.

    Tables and views are read with SELECT; endpoints, dashboards and Genie spaces by whoever has a
    level on them, which may lead past the rights on every table behind them. A view shows whoever
    reads it the masks of what it reads, for masks are worked out for the reader, not the owner.
    """
    found: list[Exposure] = []
    readers = _Readers(snapshot)
    for one in spread.carried:
        if one.level < at_least or not one.path:
            continue
        people = readers.of(one.node) - readers.of(one.source)
        for column in _shown_through(one, lineage):
            people = frozenset(who for who in people if not readers.masked(who, column))
        if people:
            found.append(Exposure(one, tuple(sorted(people))))
    return tuple(found)


def _shown_through(one: Carried, lineage: LineageGraph) -> Iterator[Node]:
    """Yield the columns that a reader sees through views alone, and not in a copy."""
    for flow in reversed(one.path):
        if not lineage.is_view(flow.target):
            return
        yield flow.source


class _Readers:
    """Who may read a column without a mask, or use a thing; worked out once for each."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.known: dict[Node, frozenset[str]] = {}

    def of(self, node: Node) -> frozenset[str]:
        """Return the people who see the value."""
        if node not in self.known:
            self.known[node] = frozenset(self._people(node))
        return self.known[node]

    def _people(self, node: Node) -> Iterator[str]:
        if node.kind in _QUERIED:
            levels = self.snapshot.acls.get(f"{_QUERIED[node.kind]} {node.name}", {})
            for principal in levels:
                yield from members_of(self.snapshot, principal)
            return
        key = key_of(T.TABLE, node.name)
        if node.kind not in (NodeKind.TABLE, NodeKind.INDEX) or key not in self.snapshot.securables:
            return
        for person in index_of(self.snapshot, "").who_can("SELECT", key):
            if not self.masked(person, node):
                yield person

    def masked(self, person: str, node: Node) -> bool:
        """Return whether a mask stands between a person and a column."""
        table = self.snapshot.securables.get(key_of(T.TABLE, node.name))
        if table is None:
            return False
        found = protection_of(self.snapshot, table, identities_of(self.snapshot, person))
        return any(
            one.column and one.column.lower() == node.column.lower() for one in found.obligations
        )


def unmasked_copies(
    spread: Spread, lineage: LineageGraph, snapshot: Snapshot
) -> tuple[Carried, ...]:
    """Return stored columns that hold bare what is masked where it comes from.

    A view shows its readers the masks of the tables below; a copy does not.
    """
    return tuple(
        one
        for one in spread.carried
        if one.level is Level.BARE
        and one.path
        and one.node.column
        and not lineage.is_view(one.node)
        and _masked(snapshot, one.source)
        and not _masked(snapshot, one.node)
    )


def _masked(snapshot: Snapshot, node: Node) -> bool:
    held = snapshot.securables.get(key_of(T.TABLE, node.name))
    columns = held.columns if held is not None else ()
    return any(c.name.lower() == node.column and c.mask is not None for c in columns)
