"""Decides what each securable's row of users is made of: the gates above it, and its own names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from govsim.access.index_columns import Masks, Words
from govsim.access.index_gates import (
    USE_CATALOG,
    USE_SCHEMA,
    accepted,
    applies,
    bound,
    chain,
    gifts,
    holders,
    owns,
    reaches,
)
from govsim.access.index_standing import Standing
from govsim.catalog.snapshot import Snapshot
from govsim.model.kinds import IN_SCHEMA, METASTORE_KEY, Kind, SecurableType
from govsim.model.values import PolicyKind, Securable

T = SecurableType
# The frame, then the rows of masks that open the securable itself; frame 0 is closed to all.
Spec = tuple[int, tuple[int, ...]]
CLOSED: Final[Spec] = (0, ())


class Frames:
    """The gates that the securables of one container share, for one privilege.

    A row of users is `gate & (base | own)`: `gate` holds those who may use the containers, `base`
    those whom a row on a container gives the privilege, `own` those named on the securable.
    """

    def __init__(
        self, snapshot: Snapshot, standing: Standing, masks: Masks, privilege: str
    ) -> None:
        self.snapshot = snapshot
        self.standing = standing
        self.masks = masks
        self.privilege = privilege
        self.words = accepted(privilege, snapshot)
        self.giving = any(
            policy.kind is PolicyKind.GRANT and privilege in policy.privileges
            for policies in snapshot.policies.values()
            for policy in policies
        )
        self.number: dict[str, int] = {}
        empty = np.zeros(masks.columns.words, dtype=np.uint64)
        self.gates: list[Words] = [empty]
        self.bases: list[Words] = [empty]
        self.own: dict[str, tuple[int, ...]] = {}  # key → rows of masks, as long as both stand
        self._rows: dict[tuple[str, str], Words] = {}  # privilege and container → users
        self._used: dict[str, Words] = {}  # container → users who may use it
        self._alike: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._fits: dict[tuple[SecurableType, Kind], bool] = {}

    def after(
        self, snapshot: Snapshot, standing: Standing, masks: Masks, touched: Iterable[str]
    ) -> Frames:
        """Return the frames of the next snapshot, all as they are until they are asked again."""
        made = Frames(snapshot, standing, masks, self.privilege)
        made.number = dict(self.number)
        made.gates, made.bases = list(self.gates), list(self.bases)
        if masks is self.masks and not (self.giving or made.giving):
            made.own, made._alike = self.own.copy(), self._alike
            for key in touched:
                made.own.pop(key, None)
        return made

    def fits(self, securable: Securable) -> bool:
        """Whether the index answers for a securable and this privilege."""
        kind = (securable.type, securable.kind)
        if (found := self._fits.get(kind)) is None:
            found = self._fits[kind] = applies(self.privilege, securable)
        return found and not securable.is_hive

    def fitting(self) -> Iterator[str]:
        """Yield the key of everything this privilege fits."""
        return (key for key, held in self.snapshot.securables.items() if self.fits(held))

    def spec(self, key: str) -> Spec | None:
        """Return what the row of a securable is made of; None when there is to be no row."""
        securable = self.snapshot.securables.get(key)
        if securable is None or not self.fits(securable):
            return None
        views = securable.type is T.VIEW and self.privilege == "SELECT"
        if views and not self.standing.definer_may(key):
            return CLOSED
        if (own := self.own.get(key)) is None:
            own = self._own(securable)
            own = self.own[key] = self._alike.setdefault(own, own)
        return self.frame(securable), own

    def _own(self, securable: Securable) -> tuple[int, ...]:
        number = self.masks.number
        key = securable.key
        found = {number(securable.owner)} if owns(self.privilege, securable) else set()
        if key in self.snapshot.grants and reaches(self.privilege, securable):
            found.update(map(number, holders(self.snapshot, key, self.words)))
        if self.giving:
            given = gifts(self.snapshot, self.privilege, chain(self.snapshot, key))
            found.update(map(number, given))
        found.discard(0)
        return tuple(sorted(found))

    # --- frames ---

    def frame(self, securable: Securable) -> int:
        """Return the number of the frame a securable stands in."""
        name = frame_name(securable)
        if (found := self.number.get(name)) is None:
            found = self.number[name] = len(self.gates)
            gate, base = self._frame(securable)
            self.gates.append(gate)
            self.bases.append(base)
        return found

    def refresh(self, name: str, securable: Securable) -> bool:
        """Work a frame out again, from one securable in it; return whether it changed."""
        if (old := self.number.pop(name, None)) is None:
            return False
        new = self.frame(securable)
        same = np.array_equal(self.gates[old], self.gates[new]) and np.array_equal(
            self.bases[old], self.bases[new]
        )
        if same:
            self.number[name] = old
            del self.gates[new:], self.bases[new:]
        return not same

    def _frame(self, securable: Securable) -> tuple[Words, Words]:
        line = chain(self.snapshot, securable.key)
        top = line[-1]
        everybody, nobody = self.masks.rows[1].copy(), self.gates[0]
        if not bound(self.snapshot, self.standing.workspace, top.name):
            return nobody, nobody
        if len(line) == 1:
            return everybody, nobody
        use = self._use(USE_CATALOG, line[-1:])
        if securable.type in IN_SCHEMA:
            use = use & self._use(USE_SCHEMA, line[1:])
        return use, self._levels(self.privilege, line[1:])

    def _use(self, privilege: str, line: tuple[Securable, ...]) -> Words:
        container = line[0]
        if (found := self._used.get(container.key)) is None:
            found = self._levels(privilege, line)
            if owns(privilege, container):
                found = found | self.masks.union((container.owner,))
            self._used[container.key] = found
        return found

    def _levels(self, privilege: str, line: tuple[Securable, ...]) -> Words:
        """Return those to whom a row gives a privilege, on any of some containers."""
        found = self.gates[0]
        for held in line:
            found = found | self._level(privilege, held)
        return found

    def _level(self, privilege: str, held: Securable) -> Words:
        if (found := self._rows.get((privilege, held.key))) is None:
            words = accepted(privilege, self.snapshot) if reaches(privilege, held) else ()
            found = self.masks.union(holders(self.snapshot, held.key, words))
            self._rows[privilege, held.key] = found
        return found

    # --- bits ---

    def rows(self, specs: list[Spec]) -> Words:
        """Return one row of bits for each spec."""
        if not specs:
            return np.zeros((0, self.masks.columns.words), dtype=np.uint64)
        numbers: dict[int, int] = {}  # many specs stand in few frames
        frames = [numbers.setdefault(frame, len(numbers)) for frame, _ in specs]
        found = np.array([self.bases[frame] for frame in numbers])[frames]
        found |= self.masks.gathered([own for _, own in specs])
        found &= np.array([self.gates[frame] for frame in numbers])[frames]
        return found


def frame_name(securable: Securable) -> str:
    """Return what the frame of a securable is known by."""
    if securable.type in IN_SCHEMA:
        return str(securable.parent)
    if securable.type is T.SCHEMA:
        return f"in {securable.parent}"
    return f"at {securable.key}"


def dirty_below(frames: Frames, touched: Iterable[str]) -> set[str]:
    """Return every key whose row may differ when these securables were touched.

    Containers are asked first: when the users they let through are the same, nothing below is.
    """
    children, held = frames.snapshot.children, frames.snapshot.securables
    found: set[str] = set()
    for key in touched:
        found.add(key)
        if key == METASTORE_KEY or key not in children or key not in held:
            continue
        lines = [key, *children[key]] if key.startswith("catalog:") else [key]
        for container in lines:
            found.update(_shaken(frames, container))
    return found


def _shaken(frames: Frames, container: str) -> Iterator[str]:
    """Yield what stands in the frames of one container, if those changed."""
    held = frames.snapshot.securables[container]
    below = list(frames.snapshot.children.get(container, ()))
    if frames.giving:  # tags reach downwards, and so do policies
        yield container
        yield from below
    if held.type is T.CATALOG and frames.refresh(frame_name(held), held):
        yield container
    if below:
        first = frames.snapshot.securables[below[0]]
        if frames.refresh(frame_name(first), first):
            yield from below
