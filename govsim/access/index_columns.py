"""Holds users as columns of bits, and each principal as the bits of the users it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from govsim.catalog.snapshot import Metastore, Snapshot
from govsim.model.values import ACCOUNT_USERS, Policy, PrincipalKind

Words = NDArray[np.uint64]  # bits, packed: bit i of a row is column i
Bytes = NDArray[np.uint8]
_PERSONS: Final = (PrincipalKind.USER, PrincipalKind.SERVICE_PRINCIPAL)
_ONES: Final = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).sum(axis=1)


def ones(bits: Words) -> NDArray[np.int64]:
    """Count the bits set in each row."""
    if hasattr(np, "bitwise_count"):  # numpy 2
        return np.asarray(np.bitwise_count(bits).sum(axis=-1, dtype=np.int64))
    return np.asarray(_ONES[bits.view(np.uint8)].sum(axis=-1, dtype=np.int64))


def persons(snapshot: Snapshot) -> frozenset[str]:
    """Return the name of every user and service principal that was declared."""
    found = snapshot.principals.items()
    return frozenset(name for name, kind in found if kind in _PERSONS)


class Columns:
    """Users and service principals, in order of their names; the place of a name is its column."""

    def __init__(self, persons: Iterable[str]) -> None:
        self.persons = frozenset(persons)
        self.users = tuple(sorted(self.persons))
        self.place = {user: place for place, user in enumerate(self.users)}
        self.names: NDArray[Any] = np.array(self.users, dtype=object)
        self.words = max(1, -(-len(self.users) // 64))

    @classmethod
    def of(cls, snapshot: Snapshot) -> Columns:
        """Return the columns of everybody who was declared."""
        return cls(persons(snapshot))

    def pack(self, places: Iterable[int]) -> Words:
        """Return one row with these columns set."""
        flags = np.zeros(self.words * 64, dtype=bool)
        flags[np.array(list(places), dtype=np.int64)] = True
        return np.packbits(flags, bitorder="little").view(np.uint64)

    def places(self, row: Words) -> NDArray[np.int64]:
        """Return which columns of one row are set, in order."""
        flags = np.unpackbits(row.view(np.uint8), count=len(self.users), bitorder="little")
        return np.flatnonzero(flags)

    def held(self, row: Words) -> tuple[str, ...]:
        """Return the users of one row, in order of their names."""
        return tuple(self.names[self.places(row)].tolist())


class Masks:
    """The bits of each principal that a row, an owner or a policy names, worked out when asked.

    Row 0 is nobody and row 1 is everybody. Rows are only ever added, so numbers stay good.
    """

    def __init__(self, metastore: Metastore, columns: Columns) -> None:
        self.metastore = metastore
        self.columns = columns
        self.rows = np.zeros((64, columns.words), dtype=np.uint64)
        self.rows[1] = columns.pack(range(len(columns.users)))
        self.used = 2
        self._number: dict[str | Policy, int] = {ACCOUNT_USERS: 1}
        self._split: dict[str, tuple[Words, set[str]]] = {}  # group → direct members

    def number(self, name: str | Policy) -> int:
        """Return the row of a principal, or of those a GRANT policy speaks of."""
        if (found := self._number.get(name)) is None:
            found = self._number[name] = self._new(name)
        return found

    def _new(self, name: str | Policy) -> int:
        if isinstance(name, Policy):
            return self._add(self._policy(name))
        if (place := self.columns.place.get(name)) is not None:
            return self._add_one(place)
        return self._add(self._group(name)) if name in self.metastore.members else 0

    def numbers(self, names: Iterable[str | Policy]) -> list[int]:
        """Return the rows of some principals."""
        known = self._number
        return [known[name] if name in known else self.number(name) for name in names]

    def union(self, names: Iterable[str | Policy]) -> Words:
        """Return the users that any of these names stands for."""
        numbers = self.numbers(names)
        if len(numbers) < 2:
            return np.array(self.rows[numbers[0] if numbers else 0])
        return np.asarray(np.bitwise_or.reduce(self.rows[numbers], axis=0))

    def gathered(self, several: Sequence[Sequence[int]]) -> Words:
        """Return a row of users for each of several lists of rows."""
        # Rank by rank: the first name of every list, then the second of those that have one.
        found: Words = self.rows.take([own[0] if own else 0 for own in several], axis=0)
        left = list(enumerate(several))
        for rank in range(1, max(map(len, several), default=0)):
            left = [(at, own) for at, own in left if len(own) > rank]
            found[[at for at, _ in left]] |= self.rows.take([own[rank] for _, own in left], axis=0)
        return found

    def moved(self, other: Masks) -> set[str]:
        """Return the names whose users are not the same in another set of masks."""
        names = [name for name in self._number if isinstance(name, str)]
        mine, theirs = self.numbers(names), other.numbers(names)
        same = self.rows[mine] == other.rows[theirs]
        return {name for name, alike in zip(names, same.all(axis=1), strict=True) if not alike}

    def _add(self, bits: Words) -> int:
        number = self._room()
        self.rows[number] = bits
        return number

    def _add_one(self, place: int) -> int:
        number = self._room()
        self.rows[number, place >> 6] = 1 << (place & 63)
        return number

    def _room(self) -> int:
        """Return the number of the next row, which nobody is in yet."""
        if self.used == len(self.rows):
            room = np.zeros((2 * self.used, self.columns.words), dtype=np.uint64)
            room[: self.used] = self.rows
            self.rows = room
        self.used += 1
        return self.used - 1

    def _group(self, name: str) -> Words:
        waiting, seen = [name], {name}
        every: list[Words] = []
        while waiting:
            persons, groups = self._direct(waiting.pop())
            every.append(persons)
            waiting += groups - seen
            seen |= groups
        return np.asarray(np.bitwise_or.reduce(every)) if len(every) > 1 else every[0]

    def _direct(self, group: str) -> tuple[Words, set[str]]:
        if (found := self._split.get(group)) is None:
            members = self.metastore.members.get(group, frozenset())
            place = self.columns.place
            groups = {name for name in members if name not in place}
            persons = self.columns.pack([place[name] for name in members - groups])
            found = self._split[group] = (persons, groups)
        return found

    def _policy(self, policy: Policy) -> Words:
        return np.asarray(self.union(policy.to) & ~self.union(policy.excepted))
