"""Compares whole sets of people: who may use a privilege on a securable, as rows of bits.

It imports numpy, so import this module only where a plan is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from govsim.access.index_columns import Columns, Masks, Words
from govsim.access.index_frames import CLOSED, Frames
from govsim.access.index_gates import (
    USE_CATALOG,
    USE_SCHEMA,
    accepted,
    bound,
    chain,
    holders,
    owns,
    reaches,
)
from govsim.access.index_standing import Standing
from govsim.catalog.snapshot import NO_ROWS, Snapshot
from govsim.model.kinds import METASTORE_KEY, Kind, SecurableType
from govsim.model.values import Securable

T = SecurableType
MANAGE: Final = "MANAGE"
# Made inside a container, so its own USE privilege is a gate as well.
INSIDE: Final = frozenset(
    f"CREATE {what}"
    for what in ("SCHEMA", "TABLE", "MATERIALIZED VIEW", "FUNCTION", "MODEL", "VOLUME")
)
_USE: Final = {T.CATALOG: USE_CATALOG, T.SCHEMA: USE_SCHEMA}


class Levels:
    """The people whom rows on one securable name, shared by every state that has those rows."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str, str, int], tuple[object, Words]] = {}
        # Whom a securable itself names, as rows of masks; good while it and its rows stand.
        self.own: dict[tuple[int, str, str], tuple[object, object, tuple[int, ...]]] = {}

    def of(self, masks: Masks, snapshot: Snapshot, privilege: str, held: Securable) -> Words:
        """Return those to whom a row on this very securable gives a privilege."""
        rows = snapshot.grants.get(held.key, NO_ROWS)
        at = (id(masks), privilege, held.key, id(rows))
        if (found := self._kept.get(at)) is None:
            words = accepted(privilege, snapshot) if reaches(privilege, held) else ()
            bits = masks.union(holders(snapshot, held.key, words))
            found = self._kept[at] = (rows, bits)  # the rows are kept, so the number stays theirs
        return found[1]


class SharedFrames(Frames):
    """Frames that keep the rows of containers between states."""

    levels: Levels

    @cached_property
    def _owners(self) -> dict[tuple[str, SecurableType, Kind], tuple[int, ...]]:
        return {}

    def _level(self, privilege: str, held: Securable) -> Words:
        return self.levels.of(self.masks, self.snapshot, privilege, held)

    def _own(self, securable: Securable) -> tuple[int, ...]:
        if self.giving:  # tags and policies above it count as well
            return super()._own(securable)
        rows = self.snapshot.grants.get(securable.key)
        at = (id(self.masks), self.privilege, securable.key)
        known = self.levels.own.get(at)
        if known is not None and known[0] is securable and known[1] is rows:
            return known[2]
        found = self.names(securable)
        self.levels.own[at] = (securable, rows, found)
        return found

    def names(self, securable: Securable) -> tuple[int, ...]:
        """Return whom a securable names itself, as rows of masks, policies left aside.

        They are in no order, and a name that is there twice, or nobody, does no harm.
        """
        plain = (securable.owner, securable.type, securable.kind)
        if (found := self._owners.get(plain)) is None:
            number = self.masks.number(securable.owner) if owns(self.privilege, securable) else 0
            found = self._owners[plain] = (number,) if number else ()
        rows = self.snapshot.grants.get(securable.key)
        if rows is None or rows.keys().isdisjoint(self.words):
            return found
        if not reaches(self.privilege, securable):
            return found
        named = holders(self.snapshot, securable.key, self.words)
        return (*found, *self.masks.numbers(named))


class Reach:
    """Who may do what in one state. Rows are worked out when they are asked for, and no others."""

    def __init__(
        self, snapshot: Snapshot, workspace: str | None, masks: Masks, levels: Levels
    ) -> None:
        self.snapshot = snapshot
        self.masks = masks
        self.levels = levels
        self.standing = Standing(snapshot, workspace)
        self._frames: dict[str, SharedFrames] = {}
        self._ways: dict[str, tuple[Words, Words, Words]] = {}

    @property
    def columns(self) -> Columns:
        """The people, each a column of every row."""
        return self.masks.columns

    def frames(self, privilege: str) -> SharedFrames:
        """Return the gates of one privilege."""
        if (found := self._frames.get(privilege)) is None:
            found = SharedFrames(self.snapshot, self.standing, self.masks, privilege)
            found.levels = self.levels
            self._frames[privilege] = found
        return found

    def rows(self, privilege: str, keys: Sequence[str]) -> Words:
        """Return one row of people for each securable; nobody where it is not, or does not fit."""
        if privilege == MANAGE:
            return np.array([self._managers(key) for key in keys], dtype=np.uint64).reshape(
                len(keys), self.columns.words
            )
        frames = self.frames(privilege)
        found = frames.rows([frames.spec(key) or CLOSED for key in keys])
        if privilege in INSIDE:
            for at, key in enumerate(keys):
                held = self.snapshot.securables.get(key)
                use = _USE.get(held.type) if held is not None else None
                found[at] &= self.rows(use, [key])[0] if use is not None else frames.gates[0]
        return found

    def naming(self, privilege: str) -> Callable[[Securable], tuple[int, ...]]:
        """Return what tells whom a securable itself names for a privilege, as rows of masks.

        For MANAGE its owner is always among them.
        """
        names = self.frames(privilege).names
        if privilege != MANAGE:
            return names
        return lambda held: (self.masks.number(held.owner), *names(held))

    # --- what the securables of one container share ---

    def bounds(self, privilege: str, held: Securable) -> tuple[Words, Words]:
        """Return the gate for what a container holds, and who needs no name of her own behind it.

        Whoever a securable names has the privilege behind the gate: see `naming`.
        """
        if privilege == MANAGE:
            gate, base = self._room(held)
            return gate, base | self._admins(held)
        frames = self.frames(privilege)
        number = frames.frame(held) if frames.fits(held) else 0
        gate = frames.gates[number]
        return gate, gate & frames.bases[number]

    def room(self, privilege: str, held: Securable) -> tuple[Words, Words]:
        """Return the gate that a securable shares with its neighbours, and whom rows above name."""
        if privilege == MANAGE:
            return self._room(held)
        frames = self.frames(privilege)
        number = frames.frame(held)
        return frames.gates[number], frames.bases[number]

    # --- managing ---

    def _managers(self, key: str) -> Words:
        held = self.snapshot.securables.get(key)
        if held is None:
            nobody: Words = self.masks.rows[0]
            return nobody
        gate, base = self._room(held)
        return base | (gate & self._own(held)) | self._admins(held)

    def _admins(self, held: Securable) -> Words:
        """Return the metastore admins, where the workspace is bound to what holds a securable."""
        line = chain(self.snapshot, held.key)
        if not bound(self.snapshot, self.standing.workspace, line[-1].name):
            nobody: Words = self.masks.rows[0].copy()
            return nobody
        return self.masks.union((self.snapshot.securables[METASTORE_KEY].owner,))

    def _own(self, held: Securable) -> Words:
        rows = self.levels.of(self.masks, self.snapshot, MANAGE, held)
        return rows | self.masks.union((held.owner,))

    def _room(self, held: Securable) -> tuple[Words, Words]:
        """Return who may pass to what a container holds, and who manages all of it."""
        if held.parent is None or held.parent == METASTORE_KEY:
            return self._top(held), self.masks.rows[0]
        opened, base, _ = self._way(held.parent)
        return opened, base

    def _top(self, held: Securable) -> Words:
        met = bound(self.snapshot, self.standing.workspace, held.name)
        found: Words = self.masks.rows[int(met)]
        return found

    def _way(self, key: str) -> tuple[Words, Words, Words]:
        """Return who may pass a container, who manages all in it, and who manages any above it.

        At each container, USE, ownership or MANAGE is enough.
        """
        if (known := self._ways.get(key)) is not None:
            return known
        container = self.snapshot.securables[key]
        above = self.masks.rows[0]
        if container.parent is None or container.parent == METASTORE_KEY:
            opened, base = self._top(container), above
        else:
            opened, base, above = self._way(container.parent)
        own = self._own(container)
        above = above | own
        found = self._ways[key] = (
            opened & (self._uses(container) | above),
            base | (opened & own),
            above,
        )
        return found

    def _uses(self, container: Securable) -> Words:
        """Return who holds USE on a container, whatever stands above it."""
        word = _USE[container.type]
        found = self.masks.union((container.owner,))
        for held in chain(self.snapshot, container.key):
            found = found | self.levels.of(self.masks, self.snapshot, word, held)
        return found
