"""Compares rights: whose views and jobs may no longer read what they read, and who reads what."""

from __future__ import annotations

from collections.abc import Iterator

from govsim.access.who import index_of
from govsim.catalog import Snapshot
from govsim.graph import Estate, LineageGraph
from govsim.impact.downstream.texts import cannot_read
from govsim.model.flows import Node, NodeKind
from govsim.model.kinds import SecurableType, key_of

T = SecurableType


def barred(lineage: LineageGraph, estate: Estate, after: Snapshot) -> dict[Node, str]:
    """Return views and jobs whose owner could read their sources, and cannot after the change.

    A view reads with the rights of its owner; a job, dashboard or notebook with those it runs as.
    """
    before = estate.snapshot
    if before is after:
        return {}
    found: dict[Node, str] = {}
    then, now = index_of(before, ""), index_of(after, "")
    for thing, who_before, who_after, reads in _definers(lineage, before, after):
        for name in reads:
            key = key_of(T.TABLE, name)
            if key not in before.securables or key not in after.securables:
                continue
            if then.allows(who_before, "SELECT", key) and not now.allows(who_after, "SELECT", key):
                found.setdefault(thing, cannot_read(who_after, name))
    return found


def _definers(
    lineage: LineageGraph, before: Snapshot, after: Snapshot
) -> Iterator[tuple[Node, str, str, frozenset[str]]]:
    for readings in lineage.readings:
        for reading in readings:
            unit = reading.unit
            if unit.origin.evidence == "catalog":
                for name in reading.makes:
                    key = key_of(T.TABLE, name)
                    held, now = before.securables.get(key), after.securables.get(key)
                    if held is not None and now is not None:
                        node = Node(NodeKind.TABLE, name)
                        yield node, held.owner, now.owner, reading.reads
                continue
            asset = lineage.assets.get(unit.reader) if unit.reader is not None else None
            if asset is not None and asset.runs_as:
                yield asset.node, asset.runs_as, asset.runs_as, reading.reads
    for node, asset in lineage.assets.items():
        if asset.runs_as and node.kind is not NodeKind.TABLE:
            reads = frozenset(
                flow.source.name
                for flow in lineage.into(node)
                if flow.source.kind is NodeKind.TABLE
            )
            yield node, asset.runs_as, asset.runs_as, reads


def readers_of(snapshot: Snapshot, thing: Node) -> tuple[str, ...]:
    """Return the people who may read a table or view today, in order; none for other things."""
    key = key_of(T.TABLE, thing.name)
    if thing.kind is not NodeKind.TABLE or key not in snapshot.securables:
        return ()
    return index_of(snapshot, "").who_can("SELECT", key)
