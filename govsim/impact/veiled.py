"""Compares what readers see: whose row filters and column masks change."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from govsim.access import identities_of
from govsim.access.abac import protection_of
from govsim.access.answers import Obligation
from govsim.catalog import Snapshot
from govsim.impact.answers import Veiled
from govsim.impact.causes import Causes
from govsim.impact.effects import Effects
from govsim.impact.exact import alike, names_of
from govsim.impact.veiling import veils_touched
from govsim.impact.views_over import met_through, views_over
from govsim.model.kinds import RELATIONS, SecurableType
from govsim.model.values import RoutineDetail

Guard = tuple[str, str, str]  # kind, function and column of a filter or mask; or where it is
Seen = dict[Guard, tuple[object, ...]]
Words = frozenset[str]


def veils(effects: Effects, causes: Causes) -> Iterator[Veiled]:
    """Yield people who read a relation before and after, under other filters or masks.

    A view shows its reader what her filters and masks leave of the tables below it; who reads
    these themselves is told of them alone.
    """
    touched = frozenset().union(*(one.touched for one in effects.changing))
    found: dict[tuple[int, bool, tuple[str, ...]], tuple[set[str], set[str]]] = {}
    for key, bases in _touched(effects, touched):
        for people, was, now in _changed(effects, key, bases):
            for clearer, differs in ((True, was - now), (False, now - was)):
                if differs:
                    number = _turned(effects, people[0], bases)
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


def _touched(effects: Effects, touched: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each table whose filters or masks may be others, and each view, with such tables."""
    before, after = effects.before, effects.after
    renamed = (key for key, old in effects.origin.items() if old)
    tables = [
        key
        for key in sorted({*veils_touched(before, after, touched), *renamed})
        if key in after.securables
        and effects.origin.get(key, key) in before.securables
        and after.securables[key].type in RELATIONS - {SecurableType.VIEW}
    ]
    yield from ((key, (key,)) for key in tables)
    for view, bases in sorted(views_over(after, tables).items()):
        if effects.origin.get(view, view) in before.securables:
            yield view, bases


def _changed(
    effects: Effects, key: str, bases: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Words, Words]]:
    """Yield readers of both sides who are alike, with what stood before them then and now."""
    old = effects.origin.get(key, key)
    reads = effects.row(0, "SELECT", old) & effects.row(effects.last, "SELECT", key)
    readers = set(effects.columns.held(reads))
    for base in bases if bases != (key,) else ():
        readers -= set(effects.columns.held(effects.row(effects.last, "SELECT", base)))
    if not readers:
        return
    before = tuple(effects.origin.get(base, base) for base in bases)
    sides = (effects.before, before), (effects.after, bases)
    names = {name for state, held in sides for base in held for name in names_of(state, base)}
    first, group = alike(effects.masks(effects.last), names)
    for number, who in enumerate(first):
        places = np.flatnonzero(group == number)
        people = tuple(u for u in (effects.columns.users[at] for at in places) if u in readers)
        if not people:
            continue
        was = _as_now(effects, _seen(effects.before, old, before, who), bases)
        now = _seen(effects.after, key, bases, who)
        if was != now:
            yield people, *_told(was, now)


def _as_now(effects: Effects, was: Seen, bases: tuple[str, ...]) -> Seen:
    """Return what stood before a reader, with tables and columns under their names of now."""
    places: dict[str, str] = {}
    for base in bases:
        table, old = (key.partition(":")[2] for key in (base, effects.origin.get(base, base)))
        columns = effects.columns_renamed.get(base, {})
        held = effects.after.securables.get(base)
        spelled = {each.name.lower(): each.name for each in held.columns} if held else {}
        for column in {*spelled, *columns}:
            now = columns.get(column, column)
            now = spelled.get(now, now)
            places[f"{old}.{column}"] = f"{table}.{now}"
            if len(bases) == 1:
                places[column] = now
        places[old] = table
    return {
        (kind, function, places.get(place.lower(), place)): defined
        for (kind, function, place), defined in was.items()
    }


def _seen(snapshot: Snapshot, key: str, bases: tuple[str, ...], who: str) -> Seen:
    """Return what stands before a reader, with what defines it, helpers included."""
    ids = identities_of(snapshot, who)
    found: Seen = {}
    for base in bases:
        if (table := snapshot.securables.get(base)) is None:
            continue
        obligations = protection_of(snapshot, table, ids).obligations
        if key != base and obligations:
            obligations = met_through(snapshot, key, obligations)
        for one in obligations:
            defined = tuple(_defined(snapshot, f"routine:{one.function}"))
            found[one.kind, one.function, _place(one, whole=key != base)] = defined
    return found


def _place(one: Obligation, *, whole: bool) -> str:
    """Return the column of a mask; of what is read through a view, with its table."""
    if not whole:
        return one.column
    return f"{one.table}.{one.column}" if one.column else one.table


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


def _turned(effects: Effects, who: str, bases: tuple[str, ...]) -> int:
    """Return the number of the first statement after which somebody sees otherwise."""

    def seen(number: int, base: str) -> Seen:
        name = effects.name_at(number, base)
        return _as_now(effects, _seen(effects.snapshot(number), name, (name,), who), (base,))

    was = {base: seen(0, base) for base in bases}
    for one in effects.changing:
        for base in bases:
            held = effects.name_at(one.number, base) in one.after.securables
            if held and seen(one.number, base) != was[base]:
                return one.number
    return effects.changing[-1].number
