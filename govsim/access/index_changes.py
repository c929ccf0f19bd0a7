"""Compares two snapshots by identity: what the second shares with the first did not change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import compress
from operator import eq, is_not
from typing import Any

from govsim.catalog.snapshot import Snapshot


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """Return the keys whose value is another object, or only on one side."""
    if old is new:
        return set()
    # Two maps of the same keys mostly yield them in the same order; then nothing is looked up.
    if len(old) == len(new) and all(map(eq, old, new)):
        return set(compress(new, map(is_not, old.values(), new.values())))
    found = {key for key, value in new.items() if old.get(key) is not value}
    came = sum(key not in old for key in found)
    if len(new) - came != len(old):
        found.update(key for key in old if key not in new)
    return found


def changed_keys(old: Snapshot, new: Snapshot) -> set[str]:
    """Return every securable that came, went or was altered, or whose rows or policies were."""
    return (
        changed(old.securables, new.securables)
        | changed(old.grants, new.grants)
        | changed(old.policies, new.policies)
    )


def naming(snapshot: Snapshot, names: Collection[str]) -> set[str]:
    """Return every securable whose rows, owner or policies name one of these principals."""
    if not names:
        return set()
    found = {key for key, held in snapshot.securables.items() if held.owner in names}
    for key, rows in snapshot.grants.items():
        if any(not holders.keys().isdisjoint(names) for holders in rows.values()):
            found.add(key)
    for key, policies in snapshot.policies.items():
        if any(not {*p.to, *p.excepted}.isdisjoint(names) for p in policies):
            found.add(key)
    return found


def below(snapshot: Snapshot, keys: Collection[str]) -> set[str]:
    """Return some securables with all that they hold, at any depth."""
    found = set(keys)
    waiting = list(keys)
    while waiting:
        inside = snapshot.children.get(waiting.pop(), ())
        found.update(inside)
        waiting.extend(inside)
    return found
