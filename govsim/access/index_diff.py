"""Compares two indexes: who gained and who lost data access to what."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govsim.access.index import AccessIndex
from govsim.access.index_columns import Columns, Words, ones
from govsim.access.index_table import Table

_CHUNK = 4096


@dataclass(frozen=True, slots=True)
class Difference:
    """Pairs of user and securable, on one side of a comparison.

    `rows[n]` holds the users of `keys[n]` as a number into `bits`, whose rows are distinct; every
    row has some user.
    """

    keys: NDArray[Any]  # of str, in order
    rows: NDArray[np.int64]
    bits: Words
    columns: Columns

    @property
    def count(self) -> int:
        """How many pairs there are."""
        return int(ones(self.bits)[self.rows].sum()) if len(self.rows) else 0

    def __iter__(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each securable with its users, both in order."""
        users = [self.columns.held(row) for row in self.bits]
        for key, row in zip(self.keys.tolist(), self.rows.tolist(), strict=True):
            yield key, users[row]


def effective_diff(
    before: AccessIndex,
    after: AccessIndex,
    privilege: str,
    keys: Collection[str] | None = None,
) -> tuple[Difference, Difference]:
    """Return the pairs of user and securable that gained, and those that lost, data access.

    Args:
        before: The index of the earlier snapshot.
        after: The index of the later one; made by `before.after`, it is compared where it differs.
        privilege: The privilege asked for.
        keys: Which securables to compare; None compares all.
    """
    old, new = before.table(privilege), after.table(privilege)
    names, left, right = _moved(old, new, shared=old.store is new.store)
    if keys is not None:
        chosen = np.fromiter((name in keys for name in names), dtype=bool, count=len(names))
        names, left, right = names[chosen], left[chosen], right[chosen]
    pairs, inverse = np.unique((left << 32) | right, return_inverse=True)
    was = old.rows[pairs >> 32]
    now = new.rows[pairs & 0xFFFFFFFF]
    columns = after.columns
    if before.users != after.users:
        columns = _union(before.columns, after.columns)
        was, now = _widen(was, before.columns, columns), _widen(now, after.columns, columns)
    gained = _side(names, inverse, now & ~was, columns)
    return gained, _side(names, inverse, was & ~now, columns)


def _moved(
    old: Table, new: Table, *, shared: bool
) -> tuple[NDArray[Any], NDArray[np.int64], NDArray[np.int64]]:
    """Return the keys whose rows may differ, with the row on each side; 0 is nobody."""
    if shared and old.keys is new.keys:
        places = np.flatnonzero(old.slots != new.slots)
        return old.keys[places], old.slots[places], new.slots[places]
    left = {key: at // old.width for key, at in old.start.items()}
    right = {key: at // new.width for key, at in new.start.items()}
    names = sorted(
        key for key in left.keys() | right.keys() if not shared or left.get(key) != right.get(key)
    )
    return (
        np.array(names, dtype=object),
        np.array([left.get(key, 0) for key in names], dtype=np.int64),
        np.array([right.get(key, 0) for key in names], dtype=np.int64),
    )


def _side(
    names: NDArray[Any], inverse: NDArray[np.int64], bits: Words, columns: Columns
) -> Difference:
    some: NDArray[np.bool_] = np.asarray(bits.any(axis=1))
    chosen = some[inverse]
    number = np.cumsum(some) - 1
    return Difference(names[chosen], number[inverse[chosen]], bits[some], columns)


def _union(left: Columns, right: Columns) -> Columns:
    return Columns(left.persons | right.persons)


def _widen(rows: Words, own: Columns, wide: Columns) -> Words:
    """Return rows of one set of columns as rows of another that holds them all."""
    places = np.array([wide.place[user] for user in own.users], dtype=np.int64)
    found = np.zeros((len(rows), wide.words), dtype=np.uint64)
    for at in range(0, len(rows), _CHUNK):
        part = rows[at : at + _CHUNK]
        flags = np.zeros((len(part), wide.words * 64), dtype=bool)
        octets = np.ascontiguousarray(part).view(np.uint8)
        flags[:, places] = np.unpackbits(octets, axis=1, count=len(places), bitorder="little")
        found[at : at + _CHUNK] = np.packbits(flags, axis=1, bitorder="little").view(np.uint64)
    return found
