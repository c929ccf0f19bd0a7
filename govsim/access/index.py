"""Holds who has which data access to what, as bits: the fast answer to the plain rule's question.

It imports numpy, so import this module only where an index is made.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govsim.access.index_columns import Columns, Masks
from govsim.access.index_frames import Frames
from govsim.access.index_gates import chain
from govsim.access.index_standing import Standing, identities, sources
from govsim.access.index_table import Table, build
from govsim.catalog.snapshot import NO_ROWS, Snapshot
from govsim.model.kinds import RELATIONS, SecurableType
from govsim.model.values import PolicyKind


class AccessIndex:
    """The closure of data access over one snapshot, worked out privilege by privilege when asked.

    Data access is the privilege itself, USE CATALOG and USE SCHEMA above it, and the binding of
    the catalog. Users and service principals are the columns; a group, or a principal that nobody
    declared, is answered one request at a time.
    """

    def __init__(
        self, snapshot: Snapshot, columns: Columns, masks: Masks, standing: Standing
    ) -> None:
        self.snapshot = snapshot
        self.columns = columns
        self.masks = masks
        self.standing = standing
        self._place = columns.place
        self._tables: dict[str, Table] = {}
        self._chosen: dict[tuple[str, frozenset[SecurableType]], NDArray[np.bool_]] = {}

    @classmethod
    def of(cls, snapshot: Snapshot, *, workspace: str | None = None) -> AccessIndex:
        """Return the index of a snapshot, as requests from one workspace see it.

        Args:
            snapshot: What is asked about.
            workspace: Where requests come from; None leaves bindings out.
        """
        columns = Columns.of(snapshot)
        standing = Standing(snapshot, workspace)
        return cls(snapshot, columns, Masks(snapshot, columns), standing)

    def after(self, snapshot: Snapshot, *, touched: Collection[str] | None = None) -> AccessIndex:
        """Return the index of a later snapshot; what did not change is shared, not worked out.

        Args:
            snapshot: The snapshot after some change.
            touched: Keys of the securables that were added, dropped or altered, or whose rows or
                policies changed; None finds them by comparing the two snapshots.
        """
        from govsim.access.index_after import follow

        return follow(self, snapshot, touched)

    # --- questions ---

    def covers(self, key: str) -> bool:
        """Whether the index answers for a securable; the plain rule answers for the rest.

        It leaves out hive_metastore, what a DENY policy reaches, and views over either.
        """
        waiting, seen = [key], {key}
        while waiting:
            at = waiting.pop()
            line = chain(self.snapshot, at)
            if line and (line[0].is_hive or any(self._denies(held.key) for held in line)):
                return False
            below = {key for _, key in sources(self.snapshot, at)} - seen
            seen |= below
            waiting += below
        return key in self.snapshot.securables

    def _denies(self, key: str) -> bool:
        policies = self.snapshot.policies.get(key, ())
        rows = self.snapshot.grants.get(key, NO_ROWS)
        return any(policy.kind is PolicyKind.DENY for policy in policies) or any(
            row.denied for holders in rows.values() for row in holders.values()
        )

    def allows(self, principal: str, privilege: str, key: str) -> bool:
        """Whether a principal has data access to a securable."""
        try:
            table = self._tables[privilege]
            place = self._place[principal]
            return table.octets[table.start[key] + (place >> 3)] >> (place & 7) & 1 == 1
        except KeyError:
            return self._allows(principal, privilege, key)

    def _allows(self, principal: str, privilege: str, key: str) -> bool:
        if principal not in self._place:
            held = self.snapshot.securables.get(key)
            if held is None or held.is_hive:
                return False
            return self.standing.may(identities(self.snapshot, principal), privilege, key)
        return key in self.table(privilege).start and self.allows(principal, privilege, key)

    def check_many(
        self, principals: Sequence[str], privilege: str, keys: Sequence[str]
    ) -> NDArray[np.bool_]:
        """Answer many checks at once: principal by principal, key by key.

        Args:
            principals: Users and service principals; a group or an unknown name holds nothing here.
            privilege: The privilege that all of them ask for.
            keys: As many securables.

        Returns:
            One answer for each pair.
        """
        start, place = self.table(privilege).start, self._place
        count = len(keys)
        try:
            places = np.fromiter(map(place.__getitem__, principals), np.int64, count)
            starts = np.fromiter(map(start.__getitem__, keys), np.int64, count)
        except KeyError:
            known = [p in place and k in start for p, k in zip(principals, keys, strict=True)]
            places = np.fromiter((place.get(name, 0) for name in principals), np.int64, count)
            starts = np.fromiter((start.get(key, 0) for key in keys), np.int64, count)
            return np.array(known, dtype=bool) & self._bits(privilege, places, starts)
        return self._bits(privilege, places, starts)

    def _bits(
        self, privilege: str, places: NDArray[np.int64], starts: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        table = self.table(privilege)
        if not self.columns.users:
            return np.zeros(len(starts), dtype=bool)
        return table.bits(places, starts)

    def check_ids(
        self, places: NDArray[np.int64], privilege: str, numbers: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Answer many checks by number.

        Args:
            places: The place of each user in `users`.
            privilege: The privilege that all of them ask for.
            numbers: The place of each securable in `keys(privilege)`.
        """
        table = self.table(privilege)
        return table.bits(places, table.slots[numbers] * table.width)

    @property
    def users(self) -> tuple[str, ...]:
        """Every user and service principal, in order."""
        return self.columns.users

    def keys(self, privilege: str) -> NDArray[Any]:
        """Return every securable that a privilege fits, in order."""
        return self.table(privilege).keys

    def who_can(self, privilege: str, key: str) -> tuple[str, ...]:
        """Return the users and service principals with data access to a securable, in order."""
        return self.columns.held(self.table(privilege).row(key))

    def what_can(
        self,
        principal: str,
        privilege: str,
        types: Collection[SecurableType] | None = None,
    ) -> tuple[str, ...]:
        """Return the keys of all that a principal has data access to, in order.

        Args:
            principal: A user or service principal; a group is answered one key at a time.
            privilege: The privilege asked for.
            types: Which types of securable to name; None names all.
        """
        table = self.table(privilege)
        place = self._place.get(principal)
        chosen = None if types is None else self._of_types(privilege, frozenset(types))
        if place is not None:
            return tuple(table.column(place, chosen).tolist())
        keys = table.keys if chosen is None else table.keys[chosen]
        return tuple(key for key in keys if self._allows(principal, privilege, key))

    def _of_types(self, privilege: str, types: frozenset[SecurableType]) -> NDArray[np.bool_]:
        asked = (privilege, types)
        if (found := self._chosen.get(asked)) is None:
            keys, held = self.table(privilege).keys, self.snapshot.securables
            flags = (held[key].type in types for key in keys)
            found = self._chosen[asked] = np.fromiter(flags, dtype=bool, count=len(keys))
        return found

    def count(self, privilege: str, keys: Collection[str] | None = None) -> int:
        """Count the pairs of user and securable with data access.

        Args:
            privilege: The privilege asked for.
            keys: Which securables to count; None counts every relation, or, for a privilege that
                fits no relation, everything.
        """
        table = self.table(privilege)
        if keys is not None:
            chosen = [table.start[key] // table.width for key in keys if key in table.start]
            return table.count(np.array(chosen, dtype=np.int64))
        relations = self._relations(table)
        return table.count(table.slots[relations] if relations.any() else table.slots)

    def _relations(self, table: Table) -> NDArray[np.bool_]:
        held = self.snapshot.securables
        flags = (held[key].type in RELATIONS for key in table.keys)
        return np.fromiter(flags, dtype=bool, count=len(table.keys))

    def table(self, privilege: str) -> Table:
        """Return the closure of one privilege; the first question works it out."""
        if (found := self._tables.get(privilege)) is None:
            frames = Frames(self.snapshot, self.standing, self.masks, privilege)
            found = self._tables[privilege] = build(frames, self.columns)
        return found

    @property
    def tables(self) -> dict[str, Table]:
        """The closures worked out so far, by privilege."""
        return self._tables
