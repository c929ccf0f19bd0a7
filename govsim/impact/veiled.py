"""Compares what readers see: whose row filters and column masks change."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from govsim.access import identities_of
from govsim.access.abac import protection_of
from govsim.catalog import Snapshot
from govsim.impact.answers import Veiled
from govsim.impact.candidates import veils_touched
from govsim.impact.causes import Causes
from govsim.impact.effects import Effects
from govsim.impact.exact import alike, names_of
from govsim.model.kinds import SecurableType
from govsim.model.values import RoutineDetail

Guard = tuple[str, str, str]  # kind, function and column of a filter or mask
Seen = dict[Guard, tuple[object, ...]]
Words = frozenset[str]


def veils(effects: Effects, causes: Causes) -> Iterator[Veiled]:
    """Yield people who read a relation before and after, under other filters or masks."""
    touched = frozenset().union(*(one.touched for one in effects.changing))
    found: dict[tuple[int, bool, tuple[str, ...]], tuple[set[str], set[str]]] = {}
    for key in sorted(set(veils_touched(effects.before, effects.after, touched))):
        held = effects.after.securables.get(key)
        if held is None or key not in effects.before.securables or held.type is SecurableType.VIEW:
            continue
        for people, was, now in _changed(effects, key):
            for clearer, differs in ((True, was - now), (False, now - was)):
                if differs:
                    number = _turned(effects, people[0], key)
                    place = (number, clearer, tuple(sorted(differs)))
                    every, keys = found.setdefault(place, (set(), set()))
                    every.update(people)
                    keys.add(key)
    for (number, clearer, what), (every, keys) in sorted(found.items(), key=lambda f: f[0]):
        yield Veiled(
            causes.cause(number),
            clearer,
            tuple(sorted(every)),
            tuple(sorted(keys)),
            what,
            causes.on(iter(keys)),
        )


def _changed(effects: Effects, key: str) -> Iterator[tuple[tuple[str, ...], Words, Words]]:
    """Yield readers of both sides who are alike, with what stood before them then and now."""
    reads = effects.row(0, "SELECT", key) & effects.row(effects.last, "SELECT", key)
    readers = set(effects.columns.held(reads))
    if not readers:
        return
    names = names_of(effects.before, key) | names_of(effects.after, key)
    first, group = alike(effects.masks(effects.last), names)
    for number, who in enumerate(first):
        places = np.flatnonzero(group == number)
        people = tuple(u for u in (effects.columns.users[at] for at in places) if u in readers)
        if not people:
            continue
        was, now = _seen(effects.before, key, who), _seen(effects.after, key, who)
        if was != now:
            yield people, *_told(was, now)


def _seen(snapshot: Snapshot, key: str, who: str) -> Seen:
    """Return what stands before a reader, with what defines it, helpers included."""
    table = snapshot.securables[key]
    found = protection_of(snapshot, table, identities_of(snapshot, who))
    return {
        (one.kind, one.function, one.column): tuple(_defined(snapshot, f"routine:{one.function}"))
        for one in found.obligations
    }


def _defined(snapshot: Snapshot, key: str) -> Iterator[object]:
    found = [key]
    for one in found:
        held = snapshot.securables.get(one)
        if held is not None and isinstance(held.detail, RoutineDetail):
            yield held.detail
            found += [each for each in held.detail.calls if each not in found]


def _told(was: Seen, now: Seen) -> tuple[Words, Words]:
    """Return in words what stood before a reader and what stands there, as far as it differs."""
    anew = {one for one in was.keys() & now.keys() if was[one] != now[one]}
    then = frozenset(_words(one) for one in was if one not in anew)
    return then, frozenset(_words(one, " (defined anew)" * (one in anew)) for one in now)


def _words(one: Guard, said: str = "") -> str:
    kind, function, column = one
    return f"{kind} {function}{said}{f' on {column}' if column else ''}"


def _turned(effects: Effects, who: str, key: str) -> int:
    """Return the number of the first statement after which somebody sees otherwise."""
    was = _seen(effects.before, key, who)
    for one in effects.changing:
        if key in one.after.securables and _seen(one.after, key, who) != was:
            return one.number
    return effects.changing[-1].number
