"""Compares which functions read a relation that came or went, or lost a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govsim.catalog import Snapshot
from govsim.model.values import RoutineDetail


def readers_between(
    before: Snapshot, after: Snapshot, touched: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return the functions that read a relation which came, went or lost a column, by its key."""
    found: dict[str, tuple[str, ...]] = {}
    for key in touched:
        if key.startswith("relation:") and _missed(before, key) != _missed(after, key):
            readers = (*_readers_of(before).get(key, ()), *_readers_of(after).get(key, ()))
            if readers:
                found[key] = tuple(dict.fromkeys(readers))
    return found


def _missed(snapshot: Snapshot, key: str) -> object:
    """Return what readers of a relation miss in it; None where it is not there."""
    held = snapshot.securables.get(key)
    return getattr(held.detail, "missed", ()) if held is not None else None


def _readers_of(snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """Return the functions whose bodies read a relation, by its key."""
    if (held := snapshot.memo.get("readers")) is None:
        found: dict[str, tuple[str, ...]] = {}
        for key, routine in snapshot.securables.items():
            if isinstance(routine.detail, RoutineDetail):
                for read in routine.detail.reads:
                    found[read.key] = (*found.get(read.key, ()), key)
        held = snapshot.memo["readers"] = found
    readers: Mapping[str, tuple[str, ...]] = held
    return readers
