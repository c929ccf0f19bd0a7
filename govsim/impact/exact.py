"""Compares by full decisions, where rows of bits do not tell all: one for all who are alike.

Two people are alike for a securable when the same names that its answer can depend on stand for
both: rows, owners, policies, and the admin roles. One of them is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govsim.access import Context, authorize
from govsim.access.index_columns import Masks, Words
from govsim.access.index_gates import chain
from govsim.access.index_standing import consulted
from govsim.catalog.snapshot import NO_ROWS, Snapshot
from govsim.impact.naming import target_of
from govsim.impact.reach import INSIDE, MANAGE
from govsim.model.kinds import METASTORE_KEY, RELATIONS, SecurableType
from govsim.model.statements import Ask
from govsim.model.values import Detail, PolicyKind, RelationDetail, Securable

T = SecurableType
_VEILS = (PolicyKind.ROW_FILTER, PolicyKind.COLUMN_MASK)


def questions(privilege: str, held: Securable) -> tuple[Ask, ...]:
    """Return what is asked of a principal who would use a privilege; all must be allowed."""
    on = target_of(held)
    what = privilege
    if privilege == MANAGE:
        what = "manage"
    elif privilege == "SELECT" and held.type in RELATIONS:
        what = "read"
    asked = Ask(what=what, name=on.name, type=on.type)
    if privilege in INSIDE and held.type in (T.CATALOG, T.SCHEMA) and not held.is_hive:
        return (Ask(what="use", name=on.name, type=on.type), asked)
    return (asked,)


class Exact:
    """Full decisions on one state."""

    def __init__(self, snapshot: Snapshot, context: Context, masks: Masks) -> None:
        self.snapshot = snapshot
        self.context = context
        self.masks = masks
        self._plain: dict[str, bool] = {}
        self._found: dict[tuple[str, str], Words] = {}
        self.ruled = {
            kind
            for policies in snapshot.policies.values()
            for policy in policies
            if (kind := policy.kind) is not PolicyKind.GRANT
        }

    def needed(self, privilege: str, key: str) -> bool:
        """Whether rows of bits do not tell all of a securable.

        That is the legacy model, the metastore itself, DENY policies, and for reading the filters
        and masks, for two that conflict refuse the reader.
        """
        held = self.snapshot.securables.get(key)
        if held is None:
            return False
        if held.is_hive or key == METASTORE_KEY:
            return True
        if privilege == MANAGE or (held.detail is None and not self.ruled):
            return False
        if privilege == "SELECT" and held.type in RELATIONS:
            deep = consulted(self.snapshot, key) if held.type is T.VIEW else (key,)
            return any(map(self._ruled, deep))
        return PolicyKind.DENY in self.ruled and self._denied(privilege, key)

    def _ruled(self, key: str) -> bool:
        if (known := self._plain.get(key)) is None:
            held = self.snapshot.securables.get(key)
            known = held is not None and (
                held.is_hive
                or (held.type in RELATIONS and veiled(self.snapshot, held))
                or (PolicyKind.DENY in self.ruled and self._denied("SELECT", key))
            )
            self._plain[key] = known
        return known

    def _denied(self, privilege: str, key: str) -> bool:
        return any(
            policy.kind is PolicyKind.DENY
            and not {privilege, "USE CATALOG", "USE SCHEMA"}.isdisjoint(policy.privileges)
            for held in chain(self.snapshot, key)
            for policy in self.snapshot.policies.get(held.key, ())
        )

    def row(self, privilege: str, key: str) -> Words:
        """Return the people who may use a privilege on a securable."""
        if (found := self._found.get((privilege, key))) is None:
            found = self._found[privilege, key] = self._row(privilege, key)
        return found

    def _row(self, privilege: str, key: str) -> Words:
        held = self.snapshot.securables.get(key)
        if held is None or not self.masks.columns.users:
            nobody: Words = self.masks.rows[0]
            return nobody
        asked = questions(privilege, held)
        people, group = alike(self.masks, names_of(self.snapshot, key))
        answers = [all(self.allows(who, ask) for ask in asked) for who in people]
        return self.masks.columns.pack(np.flatnonzero(np.array(answers, dtype=bool)[group]))

    def allows(self, who: str, asked: Ask) -> bool:
        """Whether one principal may do something."""
        return authorize(self.snapshot, who, asked, context=self.context).allowed


def veiled(snapshot: Snapshot, held: Securable) -> bool:
    """Whether a filter or mask is set on a relation, or a policy for one hangs above it."""
    if own_veil(held.detail):
        return True
    if not snapshot.policies:
        return False
    return any(
        policy.kind in _VEILS
        for above in chain(snapshot, held.key)
        for policy in snapshot.policies.get(above.key, ())
    )


def own_veil(detail: Detail | None) -> bool:
    """Whether a relation bears a filter or mask itself."""
    return isinstance(detail, RelationDetail) and (
        detail.row_filter is not None or any(column.mask for column in detail.columns)
    )


def names_of(snapshot: Snapshot, key: str) -> set[str]:
    """Return every name that an answer about a securable can depend on."""
    found = {snapshot.securables[METASTORE_KEY].owner}
    found |= snapshot.settings.workspace_admins | snapshot.settings.account_admins
    found.update(*_named(snapshot, (*consulted(snapshot, key), METASTORE_KEY)))
    return found


def _named(snapshot: Snapshot, keys: Iterable[str]) -> Iterator[Iterable[str]]:
    for key in keys:
        if (held := snapshot.securables.get(key)) is not None:
            yield (held.owner,)
        yield from snapshot.grants.get(key, NO_ROWS).values()
        for policy in snapshot.policies.get(key, ()):
            yield (*policy.to, *policy.excepted)


def alike(masks: Masks, names: Iterable[str]) -> tuple[list[str], NDArray[np.int64]]:
    """Return one of each kind of people, and the kind of every column.

    Args:
        masks: Whom each name stands for.
        names: The names that tell people apart.
    """
    columns = masks.columns
    numbers = sorted(set(masks.numbers(sorted(names))) | {0})
    octets = masks.rows[numbers].view(np.uint8)
    flags = np.unpackbits(octets, axis=1, count=len(columns.users), bitorder="little")
    signs = np.ascontiguousarray(np.packbits(flags, axis=0).T)
    whole: NDArray[Any] = signs.view(np.dtype((np.void, signs.shape[1]))).reshape(-1)
    _, first, group = np.unique(whole, return_index=True, return_inverse=True)
    return [columns.users[at] for at in first], np.asarray(group).reshape(-1)
