"""Compares rights: whose views and jobs may no longer read what they read, and who reads what."""

from __future__ import annotations

from collections.abc import Iterator

from govsim.access.who import index_of
from govsim.catalog import Snapshot
from govsim.graph import Estate, LineageGraph
from govsim.impact.downstream.texts import cannot_use
from govsim.model.flows import Node, NodeKind
from govsim.model.kinds import SecurableType, key_of
from govsim.model.values import RelationDetail, RoutineDetail, Securable

T = SecurableType


def barred(lineage: LineageGraph, estate: Estate, after: Snapshot) -> dict[Node, str]:
    """Return what runs as somebody who could use its sources, and cannot after the change.

    A view or function reads and calls with the rights of its owner; a job, dashboard or notebook
    with those it runs as.
    """
    before = estate.snapshot
    if before is after:
        return {}
    found: dict[Node, str] = {}
    then, now = index_of(before, ""), index_of(after, "")
    for thing, who_before, who_after, uses in _definers(lineage, before, after):
        for privilege, key in uses:
            if key not in before.securables or key not in after.securables:
                continue
            if then.allows(who_before, privilege, key) and not now.allows(
                who_after, privilege, key
            ):
                found.setdefault(thing, cannot_use(who_after, privilege, after.securables[key]))
    return found


Uses = tuple[tuple[str, str], ...]  # privilege and key of the securable


def _definers(
    lineage: LineageGraph, before: Snapshot, after: Snapshot
) -> Iterator[tuple[Node, str, str, Uses]]:
    for readings in lineage.readings:
        for reading in readings:
            if reading.unit.origin.evidence == "catalog":
                continue
            reader = reading.unit.reader
            asset = lineage.assets.get(reader) if reader is not None else None
            if asset is not None and asset.runs_as:
                uses = tuple(("SELECT", key_of(T.TABLE, name)) for name in sorted(reading.reads))
                made = {name for each in reading.lineages for name in each.writes}
                uses += tuple(("MODIFY", key_of(T.TABLE, name)) for name in sorted(made))
                yield asset.node, asset.runs_as, asset.runs_as, uses
    for key, held in before.securables.items():
        if (now := after.securables.get(key)) is None or not (uses := _uses(held)):
            continue
        kind = NodeKind.FUNCTION if held.type is T.FUNCTION else NodeKind.TABLE
        yield Node(kind, held.name), held.owner, now.owner, uses
    written = _written(lineage)
    for node, asset in lineage.assets.items():
        if asset.runs_as and node.kind is not NodeKind.TABLE:
            names = sorted(
                flow.source.name
                for flow in lineage.into(node)
                if flow.source.kind is NodeKind.TABLE
            )
            uses = tuple(("SELECT", key_of(T.TABLE, name)) for name in names)
            called = (str(node), f"{node.kind} {asset.id}")
            made = {name for each in called for name in written.get(each, ())}
            uses += tuple(("MODIFY", key_of(T.TABLE, name)) for name in sorted(made))
            yield node, asset.runs_as, asset.runs_as, uses


def _written(lineage: LineageGraph) -> dict[str, set[str]]:
    """Return the tables that jobs and their like wrote, by what the system tables call them."""
    found: dict[str, set[str]] = {}
    for flow in lineage.flows:
        if flow.origin.evidence == "system table" and flow.target.kind is NodeKind.TABLE:
            found.setdefault(flow.origin.job, set()).add(flow.target.name)
    return found


def _uses(held: Securable) -> Uses:
    """Return what a view or function reads and calls with the rights of its owner."""
    detail = held.detail
    if isinstance(detail, RoutineDetail) and held.type is not T.FUNCTION:
        return ()
    if not isinstance(detail, RelationDetail | RoutineDetail):
        return ()
    reads = tuple(("SELECT", read.key) for read in detail.reads)
    return (*reads, *(("EXECUTE", key) for key in detail.calls))


def readers_of(snapshot: Snapshot, thing: Node) -> tuple[str, ...]:
    """Return the people who may read a table or view today, in order; none for other things."""
    key = key_of(T.TABLE, thing.name)
    if thing.kind is not NodeKind.TABLE or key not in snapshot.securables:
        return ()
    return index_of(snapshot, "").who_can("SELECT", key)
