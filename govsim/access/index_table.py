"""Holds the closure of one privilege: for each securable, the row of users who have data access.

Securables that the same names open share a row: most tables have the row of their schema.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govsim.access.index_columns import Bytes, Columns, Words, ones
from govsim.access.index_frames import Frames, Spec

_CHUNK = 4096  # rows worked out at once: 5 MB at ten thousand users


class Store:
    """Rows of bits that are only ever added, so an older table keeps reading its own."""

    def __init__(self, words: int, room: int) -> None:
        self.rows: Words = np.zeros((max(2, room), words), dtype=np.uint64)
        self.used = 1  # row 0 is nobody

    def take(self, count: int) -> int:
        """Make room for some rows; return the number of the first."""
        first = self.used
        if first + count > len(self.rows):
            # The second half is only reserved: memory comes when a row is written.
            wider = np.zeros((2 * (first + count), self.rows.shape[1]), dtype=np.uint64)
            wider[:first] = self.rows[:first]
            self.rows = wider
        self.used += count
        return first


@dataclass(frozen=True, slots=True)
class Table:
    """Who may use one privilege, on every securable it fits.

    `keys` is in order, and `slots` holds the row of each; `start` maps a key to the first byte of
    its row in `octets`.
    """

    privilege: str
    store: Store
    frames: Frames
    keys: NDArray[Any]  # of str
    slots: NDArray[np.int64]
    start: dict[str, int]
    octets: memoryview

    @property
    def rows(self) -> Words:
        """The distinct rows; those past the last slot are another table's."""
        return self.store.rows

    @property
    def width(self) -> int:
        """The size of one row, in bytes."""
        return 8 * int(self.store.rows.shape[1])

    def row(self, key: str) -> Words:
        """Return the users of one securable; nobody when the privilege does not fit it."""
        row: Words = self.rows[self.start.get(key, 0) // self.width]
        return row

    def column(self, place: int, chosen: NDArray[np.bool_] | None = None) -> NDArray[Any]:
        """Return the keys that the user of one column may use, in order; `chosen` limits them."""
        flat = self.rows.view(np.uint8)[:, place >> 3]
        held = ((flat >> (place & 7)) & 1)[self.slots].astype(bool)
        found: NDArray[Any] = self.keys[held if chosen is None else held & chosen]
        return found

    def bits(self, places: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return whether each user may use the securable whose row starts at each byte."""
        flat: Bytes = self.rows.view(np.uint8).reshape(-1)
        found = (flat[starts + (places >> 3)] >> (places & 7).astype(np.uint8)) & 1
        return found.astype(bool)

    def count(self, slots: NDArray[np.int64]) -> int:
        """Count the pairs of user and securable over some slots."""
        distinct, times = np.unique(slots, return_counts=True)
        cells = (
            int((ones(self.rows[distinct[at : at + _CHUNK]]) * times[at : at + _CHUNK]).sum())
            for at in range(0, len(distinct), _CHUNK)
        )
        return sum(cells)


def build(frames: Frames, columns: Columns) -> Table:
    """Work out a privilege on everything it fits."""
    specs = {key: spec for key in frames.fitting() if (spec := frames.spec(key)) is not None}
    store = Store(columns.words, 0)
    slots = _write(store, frames, specs)
    keys = sorted(slots)
    return _table(frames, store, np.array(keys, dtype=object), slots)


def derive(old: Table, frames: Frames, dirty: Collection[str]) -> Table:
    """Work out what may have changed, and share the rest with the table before.

    Args:
        old: The table of the snapshot before.
        frames: The frames of the snapshot after, made from those of `old`.
        dirty: Every key whose row may differ, those that came or went among them.
    """
    specs = {key: spec for key in dirty if (spec := frames.spec(key)) is not None}
    gone = [key for key in dirty if key not in specs and key in old.start]
    came = [key for key in specs if key not in old.start]
    slots = _rewrite(old, frames, specs)
    if came or gone:
        return _resorted(old, frames, slots, gone)
    changed = {key: slot for key, slot in slots.items() if slot != _slot(old, key)}
    if not changed:
        return replace(old, frames=frames)
    start = old.start.copy()
    start.update((key, slot * old.width) for key, slot in changed.items())
    places = np.searchsorted(old.keys, np.array(list(changed), dtype=object))
    moved = old.slots.copy()
    moved[places] = list(changed.values())
    return Table(old.privilege, old.store, frames, old.keys, moved, start, _octets(old.store))


def _slot(table: Table, key: str) -> int:
    return table.start[key] // table.width


def _resorted(old: Table, frames: Frames, slots: dict[str, int], gone: Iterable[str]) -> Table:
    every = dict(zip(old.keys.tolist(), old.slots.tolist(), strict=True)) | slots
    for key in gone:
        del every[key]
    return _table(frames, old.store, np.array(sorted(every), dtype=object), every)


def _table(frames: Frames, store: Store, keys: NDArray[Any], slots: dict[str, int]) -> Table:
    width = 8 * store.rows.shape[1]
    start = {key: slot * width for key, slot in slots.items()}
    order = np.fromiter((slots[key] for key in keys), dtype=np.int64, count=len(keys))
    return Table(frames.privilege, store, frames, keys, order, start, _octets(store))


def _octets(store: Store) -> memoryview:
    return store.rows.view(np.uint8).reshape(-1).data


def _write(store: Store, frames: Frames, specs: dict[str, Spec]) -> dict[str, int]:
    """Write the rows of some securables, one for each distinct spec; return the slot of each."""
    numbers = _numbered(specs)
    first = store.take(len(numbers))
    every = list(numbers)
    for at in range(0, len(every), _CHUNK):
        part = every[at : at + _CHUNK]
        store.rows[first + at : first + at + len(part)] = frames.rows(part)
    return {key: first + numbers[spec] for key, spec in specs.items()}


def _rewrite(old: Table, frames: Frames, specs: dict[str, Spec]) -> dict[str, int]:
    """Write the rows that differ from those that the securables had; return every slot."""
    numbers = _numbered(specs)
    rows = frames.rows(list(numbers))
    start, width = old.start, old.width
    before = {key: start[key] // width for key in specs if key in start}
    pairs = np.array([(before[key], numbers[specs[key]]) for key in before], dtype=np.int64)
    pairs = pairs.reshape(-1, 2)
    same = _alike(old.store.rows, rows, pairs)
    kept = {key: slot for (key, slot), alike in zip(before.items(), same, strict=True) if alike}
    fresh = sorted({numbers[spec] for key, spec in specs.items() if key not in kept})
    first = old.store.take(len(fresh))
    old.store.rows[first : first + len(fresh)] = rows[fresh]
    place = {number: first + at for at, number in enumerate(fresh)}
    return kept | {key: place[numbers[spec]] for key, spec in specs.items() if key not in kept}


def _alike(left: Words, right: Words, pairs: NDArray[np.int64]) -> list[bool]:
    """Return whether a row on the left is that on the right, for each pair of numbers."""
    distinct, inverse = np.unique((pairs[:, 0] << 32) | pairs[:, 1], return_inverse=True)
    same = [
        (left[part >> 32] == right[part & 0xFFFFFFFF]).all(axis=1)
        for part in (distinct[at : at + _CHUNK] for at in range(0, len(distinct), _CHUNK))
    ]
    found: list[bool] = np.concatenate(same)[inverse].tolist() if same else []
    return found


def _numbered(specs: dict[str, Spec]) -> dict[Spec, int]:
    numbers: dict[Spec, int] = {}
    for spec in specs.values():
        numbers.setdefault(spec, len(numbers))
    return numbers
