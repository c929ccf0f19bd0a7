"""Compares which functions read a relation that came or went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govsim.catalog import Snapshot
from govsim.model.values import RoutineDetail


def readers_between(
    before: Snapshot, after: Snapshot, touched: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return the functions that read a relation which came or went, by its key."""
    found: dict[str, tuple[str, ...]] = {}
    for key in touched:
        came_or_went = (key in before.securables) != (key in after.securables)
        if key.startswith("relation:") and came_or_went:
            readers = (*_readers_of(before).get(key, ()), *_readers_of(after).get(key, ()))
            if readers:
                found[key] = tuple(dict.fromkeys(readers))
    return found


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
