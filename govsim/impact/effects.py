"""Compares who may do what before and after a script, and finds the statement that turned each.

A pair that turned more than once on the way is laid to the statement that turned it last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse

import numpy as np

from govsim.access import Context
from govsim.access.index_columns import Columns, Masks, Words, persons
from govsim.access.index_gates import chain
from govsim.access.index_standing import consulted
from govsim.catalog import Snapshot
from govsim.catalog.snapshot import NO_ROWS
from govsim.impact.candidates import Candidates
from govsim.impact.exact import Exact
from govsim.impact.reach import INSIDE, Levels, Reach
from govsim.impact.readers import readers_between
from govsim.impact.rooms import Room, Rooms, Turned, by_people, laid_to, ordered
from govsim.impact.steps import Taken, columns_renamed, origins
from govsim.model.kinds import SecurableType
from govsim.model.values import Grant

_CHUNK = 4096
Pairs = list[tuple[str, str]]  # the key before (empty: it was not there), and after


@dataclass(slots=True)
class Turn:
    """What one statement turned, one way: by privilege, people (as bits), and securables."""

    number: int
    gain: bool
    keys: dict[str, dict[bytes, list[str]]] = field(default_factory=dict)

    def add(self, privilege: str, turned: Mapping[bytes, Sequence[str]]) -> None:
        """Note on what some people were turned."""
        found = self.keys.setdefault(privilege, {})
        for people, keys in turned.items():
            found.setdefault(people, []).extend(keys)


class Effects:
    """A script as a row of states, and what it changed for whom."""

    def __init__(self, before: Snapshot, taken: Sequence[Taken], context: Context) -> None:
        self.before = before
        self.after = taken[-1].after if taken else before
        self.taken = taken
        self.context = context
        self.columns = _columns(before, self.after)
        self.changing = [one for one in taken if one.touched or one.regrouped]
        self.origin = origins(taken)
        self.columns_renamed = columns_renamed(taken)
        self._levels = Levels()
        self._masks: list[tuple[int, Masks]] = [(0, Masks(before, self.columns))]
        for one in self.changing:
            if one.regrouped:
                self._masks.append((one.number, Masks(one.after, self.columns)))
        self._reach: dict[int, Reach] = {}
        self._exact: dict[int, Exact] = {}
        self._forced: set[str] = set()
        self._touching: dict[str, list[int]] = {}
        for one in self.changing:
            for key in one.touched:
                self._touching.setdefault(key, []).append(one.number)
        read = readers_between(before, self.after, self._touching)
        self._routines = [
            key for key in self._touching if key.startswith("routine:") or key in read
        ]
        self.regrouping = [one.number for one in self.changing if one.regrouped]
        self._above: dict[tuple[int, str, bool], set[int]] = {}
        self._alike: dict[tuple[str, SecurableType], tuple[int, ...]] = {}

    # --- states, by the number of the statement just taken; 0 is before the script ---

    def snapshot(self, number: int) -> Snapshot:
        """Return the metastore after a statement."""
        return self.taken[number - 1].after if number else self.before

    def masks(self, number: int) -> Masks:
        """Return whom each name stands for after a statement."""
        return next(masks for start, masks in reversed(self._masks) if start <= number)

    def reach(self, number: int) -> Reach:
        """Return the rows of a state."""
        if (found := self._reach.get(number)) is None:
            masks = self.masks(number)
            made = Reach(self.snapshot(number), self.context.workspace, masks, self._levels)
            found = self._reach[number] = made
        return found

    def exact(self, number: int) -> Exact:
        """Return full decisions on a state."""
        if (found := self._exact.get(number)) is None:
            made = Exact(self.snapshot(number), self.context, self.masks(number))
            found = self._exact[number] = made
        return found

    @property
    def last(self) -> int:
        """The number of the last statement."""
        return len(self.taken)

    def is_new(self, row: Grant) -> bool:
        """Whether a row was not there before the script, under another name of its securable."""
        on = self.origin.get(row.on, row.on)
        return row.principal not in self.before.grants.get(on, NO_ROWS).get(row.privilege, {})

    def row(self, number: int, privilege: str, key: str) -> Words:
        """Return who may use a privilege on a securable, after a statement."""
        found: Words = self.rows(number, privilege, [key])[0]
        return found

    def rows(self, number: int, privilege: str, keys: Sequence[str]) -> Words:
        """Return the same for several securables."""
        found, exact = self.reach(number).rows(privilege, keys), self.exact(number)
        for at, key in enumerate(keys):
            if exact.needed(privilege, key):
                found[at] = exact.row(privilege, key)
        return found

    # --- what turned ---

    def turns(self) -> list[Turn]:
        """Return everything that the script turned, in the order of its statements."""
        touched = frozenset().union(*(one.touched for one in self.changing))
        regrouped = frozenset().union(*(one.regrouped for one in self.changing))
        if not touched and not regrouped:
            return []
        candidates = Candidates(self.reach(0), self.reach(self.last), touched, regrouped)
        self._forced = candidates.forced
        rooms = Rooms(self)
        found: dict[tuple[int, bool], Turn] = {}
        for privilege in sorted(candidates.found.keys() | candidates.rooms.keys()):
            for _, number, gain, turned in self._turned(privilege, candidates, rooms):
                if turned:
                    found.setdefault((number, gain), Turn(number, gain)).add(privilege, turned)
        return [found[place] for place in sorted(found, key=lambda place: (place[0], not place[1]))]

    def _is_touched(self, pair: tuple[str, str]) -> bool:
        return pair[0] != pair[1] or pair[1] in self._touching

    def _paired(self, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each securable under its name before and after."""
        seen = set()
        later = {old: new for new, old in self.origin.items() if old}
        for key in sorted(keys):
            new = later.get(key)
            if new is not None and new not in seen:
                seen.add(new)
                yield key, new
            if key in seen or (new is not None and key not in self.after.securables):
                continue
            seen.add(key)
            yield self.origin.get(key, "" if new is not None else key), key

    def _turned(self, privilege: str, candidates: Candidates, rooms: Rooms) -> Iterator[Turned]:
        keys = set(candidates.found.get(privilege, ()))
        every = candidates.rooms.get(privilege, {})
        parts: list[tuple[Room, list[str]]] = []
        if privilege in INSIDE or self.regrouping:
            keys.update(held.key for inside in every.values() for held in inside.fitting(privilege))
        else:
            keys = {key for key in keys if not rooms.holds(privilege, key, every, self._touching)}
            parts += (
                rooms.split(privilege, inside.fitting(privilege), self._touching)
                for inside in every.values()
            )
        pairs = list(self._paired(keys.union(*(left for _, left in parts))))
        yield from self._compared(privilege, [pair for pair in pairs if self._is_touched(pair)])
        turned = (one for room, _ in parts for one in rooms.turned(privilege, room))
        others = self._compared(privilege, list(filterfalse(self._is_touched, pairs)))
        yield from ordered((*turned, *others))

    def _compared(self, privilege: str, pairs: Pairs) -> Iterator[Turned]:
        for at in range(0, len(pairs), _CHUNK):
            yield from self._part(privilege, pairs[at : at + _CHUNK])

    def _part(self, privilege: str, pairs: Pairs) -> Iterator[Turned]:
        was = self.reach(0).rows(privilege, [old for old, _ in pairs])
        now = self.reach(self.last).rows(privilege, [new for _, new in pairs])
        self._settle(privilege, pairs, was, now)
        moved = np.flatnonzero((was != now).any(axis=1)).tolist()
        alike: dict[tuple[int, ...], list[int]] = {}
        for at in moved:
            alike.setdefault(self.relevant(*pairs[at]), []).append(at)
        for steps, places in alike.items():
            keys = [pairs[at][1] for at in places]
            lists = [[key] for key in keys]

            def left(number: int, keys: list[str] = keys) -> Words:
                names = [self.name_at(number, key) for key in keys]
                return self.rows(number, privilege, names)

            gained, lost = now[places] & ~was[places], was[places] & ~now[places]
            for number, gain, rows in laid_to(steps, gained, lost, left):
                yield steps, number, gain, by_people(rows, lists)

    def _settle(self, privilege: str, pairs: Pairs, was: Words, now: Words) -> None:
        """Put full decisions where the rows do not tell all."""
        first, last = self.exact(0), self.exact(self.last)
        moved = (was != now).any(axis=1).tolist()
        for at, (old, new) in enumerate(pairs):
            if not moved[at] and self._forced.isdisjoint((old, new)):
                continue
            if first.needed(privilege, old):
                was[at] = first.row(privilege, old)
            if last.needed(privilege, new):
                now[at] = last.row(privilege, new)

    # --- which statements bear on a securable ---

    def relevant(self, old: str, new: str) -> tuple[int, ...]:
        """Return the numbers of the statements that may have turned anything on a securable."""
        held = self.after.securables.get(new)
        if old == new and held is not None and held.parent and new not in self._touching:
            at = (held.parent, held.type)
            if held.type is not SecurableType.VIEW and (known := self._alike.get(at)) is not None:
                return known
            found = self._relevant(old, new)
            self._alike[at] = found
            return found
        return self._relevant(old, new)

    def _relevant(self, old: str, new: str) -> tuple[int, ...]:
        found = set(self.regrouping)
        for snapshot, key in ((self.before, old), (self.after, new)):
            found.update(self._bearing(snapshot, key), self._touching.get(key, ()))
        if new in self.origin or not found:
            found.update(one.number for one in self.changing)
        return tuple(sorted(found))

    def _bearing(self, snapshot: Snapshot, key: str) -> Iterable[int]:
        """Return the statements that touched what a securable's answer depends on."""
        held = snapshot.securables.get(key)
        if held is None or held.parent is None:
            return ()
        deep: set[str] = set(self._routines) if key.startswith("relation:") else set()
        if held.type is SecurableType.VIEW:
            deep.update(consulted(snapshot, key))
            return {number for above in deep for number in self._touching.get(above, ())}
        if (known := self._above.get((id(snapshot), held.parent, bool(deep)))) is None:
            deep.update(above.key for above in chain(snapshot, held.parent))
            known = {number for above in deep for number in self._touching.get(above, ())}
            self._above[id(snapshot), held.parent, bool(deep)] = known
        return known

    def name_at(self, number: int, key: str) -> str:
        """Return the key that a securable had after a statement; `key` is the one it ends with."""
        if not self.origin:
            return key
        for one in reversed(self.taken[number:]):
            key = one.renamed.get(key, key)
        return key


def _columns(before: Snapshot, after: Snapshot) -> Columns:
    return Columns(persons(before) | persons(after))
