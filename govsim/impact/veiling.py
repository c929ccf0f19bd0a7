"""Finds the relations whose filters and masks a script changes, or lets run no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govsim.access.index_changes import below
from govsim.access.index_gates import chain
from govsim.access.index_standing import consulted
from govsim.catalog.snapshot import Snapshot
from govsim.impact.readers import readers_between
from govsim.model.kinds import RELATIONS
from govsim.model.values import PolicyKind, RelationDetail, RoutineDetail, Securable


def veils_touched(before: Snapshot, after: Snapshot, touched: Iterable[str]) -> Iterator[str]:
    """Yield the relations whose filters and masks may not be those of before."""
    other = set()
    touched = frozenset(touched)
    for readers in readers_between(before, after, touched).values():
        for reader in readers:
            other |= {reader, *_callers(after, reader)}
    for key in touched:
        was, now = before.securables.get(key), after.securables.get(key)
        if key.startswith("routine:") and _detail(was) != _detail(now):
            other |= {key, *_callers(after, key)}
        if was is None or now is None:
            continue
        yield from _below(before, after, key, was, now)
    if other:
        for key, held in after.securables.items():
            if held.type in RELATIONS and not other.isdisjoint(guarding(after, held)):
                yield key


def refused_by_guards(before: Snapshot, after: Snapshot, touched: Iterable[str]) -> Iterator[str]:
    """Yield the relations whose filters and masks may no longer run, or run again.

    Their functions have the rights of their owners, whose grants and groups may be others.
    """
    touched = set(touched)
    guards = _guarded(before)
    for key in touched:  # what bears others now was touched itself
        if (held := after.securables.get(key)) is not None and held.type in RELATIONS:
            for function in _own_functions(held):
                guards = {**guards, function: (*guards.get(function, ()), key)}
    for function, tables in guards.items():
        if any(not consulted(at, function).isdisjoint(touched) for at in (before, after)):
            yield from tables
    for key, policies in {**before.policies, **after.policies}.items():
        for policy in policies:
            if policy.function and any(
                not consulted(at, policy.function).isdisjoint(touched) for at in (before, after)
            ):
                yield from (k for k in below(after, {key}) if k.startswith("relation:"))


_GUARDS = "function → relations that bear it as filter or mask"


def _guarded(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] | None = snapshot.memo.get(_GUARDS)
    if found is None:
        listed: dict[str, list[str]] = {}
        for key, held in snapshot.securables.items():
            if held.type in RELATIONS and held.detail is not None:
                for function in _own_functions(held):
                    listed.setdefault(function, []).append(key)
        found = {function: tuple(keys) for function, keys in listed.items()}
        snapshot.memo[_GUARDS] = found
    return found


def _own_functions(held: Securable) -> set[str]:
    detail = held.detail
    found: set[str] = set()
    if isinstance(detail, RelationDetail):
        found = {column.mask.function for column in detail.columns if column.mask}
        if detail.row_filter is not None:
            found.add(detail.row_filter.function)
    return found


def _detail(held: Securable | None) -> object:
    return held.detail if held is not None else None


def _callers(snapshot: Snapshot, key: str) -> Iterator[str]:
    """Yield the functions whose bodies call a function, themselves or through others."""
    found, met = [key], {key}
    for one in found:
        for caller, held in snapshot.securables.items():
            calls = held.detail.calls if isinstance(held.detail, RoutineDetail) else ()
            if one in calls and caller not in met:
                met.add(caller)
                found.append(caller)
                yield caller


def _below(
    before: Snapshot, after: Snapshot, key: str, was: Securable, now: Securable
) -> Iterator[str]:
    rules = before.policies.get(key, ()) != after.policies.get(key, ())
    if now.type in RELATIONS and (was.detail is not now.detail or was.tags != now.tags or rules):
        yield key
    elif rules or ((before.policies or after.policies) and was.tags != now.tags):
        for inner in below(after, {key}):
            held = after.securables.get(inner)
            if held is not None and held.type in RELATIONS:
                yield inner
    elif before.settings.deleted_tags != after.settings.deleted_tags and key in after.policies:
        yield from (k for k in below(after, {key}) if k.startswith("relation:"))


def guarding(snapshot: Snapshot, held: Securable) -> set[str]:
    """Return the functions of filters and masks that may stand before a relation, by key."""
    found = _own_functions(held)
    for above in chain(snapshot, held.key) if snapshot.policies else ():
        for policy in snapshot.policies.get(above.key, ()):
            if policy.kind in (PolicyKind.ROW_FILTER, PolicyKind.COLUMN_MASK):
                found.add(policy.function)
    return found
