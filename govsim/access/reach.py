"""Decides how much a principal reaches in all: pairs of privilege and securable, counted.

A pair counts where the way to it is open too. Tables that nothing distinguishes are counted
together, so that a large schema costs no more than a small one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from govsim.access.identities import identities_of
from govsim.access.standing import METASTORE_ADMIN, USE, WORKSPACE_ADMIN
from govsim.catalog import Snapshot
from govsim.model.kinds import LEGACY_ALONE, METASTORE_KEY, Kind, SecurableType
from govsim.model.privileges import (
    ALL_PRIVILEGES,
    DML,
    NOT_BY_OWNER,
    NOT_IN_ALL,
    applicable,
)
from govsim.model.values import Securable

T = SecurableType
Pairs = Counter[tuple[str, SecurableType]]  # privilege and type of securable → how many
_NOTHING: Final[frozenset[str]] = frozenset()
# What a container is used for itself; the rest of its privileges count on what it holds.
_OF_CONTAINERS: Final = frozenset({"APPLY TAG", "BROWSE", "EXTERNAL USE SCHEMA"})


@dataclass(frozen=True, slots=True)
class _Above:
    """What comes down to a securable from what holds it."""

    held: frozenset[str] = _NOTHING  # privileges by rows
    used: bool = True  # whether the way is open this far
    managed: bool = False


@dataclass(slots=True)
class _Leaves:
    """What a schema holds, by what can tell one securable from another."""

    alike: Counter[tuple[SecurableType, Kind, str]] = field(default_factory=Counter)
    rows: dict[str, set[str]] = field(default_factory=dict)  # principal → keys


@dataclass(slots=True)
class Reach:
    """Counts over one snapshot, and over those that a few changes make of it."""

    base: Snapshot
    _schemas: dict[str, _Leaves] = field(default_factory=dict)

    def of(self, snapshot: Snapshot, principal: str, changed: Collection[str] = ()) -> Pairs:
        """Count what a principal reaches.

        Args:
            snapshot: `base`, or what follows from it.
            principal: Who.
            changed: Keys whose rows or owner are not those of `base`.
        """
        one = _One(snapshot, principal)
        found: Pairs = Counter()
        _add(found, one.on_metastore(), T.METASTORE)
        for key in snapshot.children.get(METASTORE_KEY, {}):
            securable = snapshot.securables[key]
            privileges, below = one.at(securable, one.top)
            _add(found, privileges, securable.type)
            if securable.type is T.CATALOG and (below.used or below.managed):
                self._catalog(found, one, key, below, changed)
        return found

    def _catalog(
        self, found: Pairs, one: _One, catalog: str, above: _Above, changed: Collection[str]
    ) -> None:
        for key in one.snapshot.children.get(catalog, {}):
            schema = one.snapshot.securables[key]
            privileges, below = one.at(schema, above)
            _add(found, privileges, schema.type)
            if below.used or below.managed:
                self._schema(found, one, key, below, changed)

    def _schema(
        self, found: Pairs, one: _One, schema: str, above: _Above, changed: Collection[str]
    ) -> None:
        leaves = self._leaves(schema)
        special = {key for name in one.ids for key in leaves.rows.get(name, ())}
        special.update(key for key in changed if _parent(one.snapshot, key) == schema)
        alike = leaves.alike.copy()
        for key in special:
            held = self.base.securables[key]
            alike[held.type, held.kind, held.owner] -= 1
            securable = one.snapshot.securables[key]
            _add(found, one.at(securable, above)[0], securable.type)
        for (type_, kind, owner), count in alike.items():
            name = self.base.securables[schema].name + "."
            sample = Securable("", type_, name, schema, owner, kind)
            _add(found, one.at(sample, above)[0], type_, count)

    def _leaves(self, schema: str) -> _Leaves:
        if (known := self._schemas.get(schema)) is not None:
            return known
        found = self._schemas[schema] = _Leaves()
        for key in self.base.children.get(schema, {}):
            held = self.base.securables[key]
            found.alike[held.type, held.kind, held.owner] += 1
            for holders in self.base.grants.get(key, {}).values():
                for name in holders:
                    found.rows.setdefault(name, set()).add(key)
        return found


def reaches(snapshot: Snapshot, principal: str, key: str) -> frozenset[str]:
    """Return the privileges that a principal reaches on one securable."""
    one = _One(snapshot, principal)
    if key == METASTORE_KEY:
        return one.on_metastore()
    line: list[Securable] = []
    at = snapshot.securables.get(key)
    while at is not None and at.key != METASTORE_KEY:
        line.append(at)
        at = snapshot.securables.get(at.parent or "")
    above, privileges = one.top, _NOTHING
    for securable in reversed(line):
        privileges, above = one.at(securable, above)
    return privileges


class _One:
    """One principal before one snapshot."""

    def __init__(self, snapshot: Snapshot, principal: str) -> None:
        self.snapshot = snapshot
        self.ids: Mapping[str, str | None] = identities_of(snapshot, principal)
        self.admin = snapshot.securables[METASTORE_KEY].owner in self.ids
        self.top = _Above(managed=self.admin)
        self.off = _NOTHING if snapshot.settings.fine_grained_dml else DML

    def on_metastore(self) -> frozenset[str]:
        """Return the privileges on the metastore: by row, and by role."""
        role = METASTORE_ADMIN if self.admin else _NOTHING
        if not self.snapshot.settings.workspace_admins.isdisjoint(self.ids):
            role = role | WORKSPACE_ADMIN
        return role | self._rows(METASTORE_KEY)

    def at(self, securable: Securable, above: _Above) -> tuple[frozenset[str], _Above]:
        """Return what is reached on a securable, and what comes down from it."""
        rows = self._rows(securable.key)
        held = above.held | rows
        owns = securable.owner in self.ids
        if securable.is_hive:
            owns = owns and securable.type not in LEGACY_ALONE  # nobody owns ANY FILE
            return _legacy(securable, above, held, owns=owns)
        effective = _effective(securable, held, owns=owns) - self.off
        if self._in_system(securable):  # rows on catalog `system` open none of its schemas
            counting = rows if securable.type is T.SCHEMA else _NOTHING
            opened = _effective(securable, counting, owns=owns) & {"USE SCHEMA"}
            effective = effective - {"USE SCHEMA"} | opened
        managed = above.managed or ((owns or "MANAGE" in rows) and above.used)
        gate = USE.get(securable.type)
        used = above.used and (gate is None or gate in effective)
        found = effective if used else effective & {"BROWSE"}
        if gate is not None:
            found = frozenset(name for name in found if _of_container(name))
        found = found - {"MANAGE", ALL_PRIVILEGES} | ({"MANAGE"} if managed else set())
        return found, _Above(held, used, managed)

    def _in_system(self, securable: Securable) -> bool:
        if securable.type is T.SCHEMA:
            return self.snapshot.securables[securable.parent or ""].kind is Kind.SYSTEM
        return securable.type is T.CATALOG and securable.kind is Kind.SYSTEM

    def _rows(self, key: str) -> frozenset[str]:
        rows = self.snapshot.grants.get(key)
        if not rows:
            return _NOTHING
        ids = self.ids
        return frozenset(
            privilege
            for privilege, holders in rows.items()
            if any(name in ids and not row.denied for name, row in holders.items())
        )


def _effective(securable: Securable, held: frozenset[str], *, owns: bool) -> frozenset[str]:
    takes = applicable(securable.type, securable.kind)
    found = takes & held
    if ALL_PRIVILEGES in held:
        found |= takes - NOT_IN_ALL
    if owns:
        found |= takes - NOT_BY_OWNER
    return found - DML if "MODIFY" in found else found


def _legacy(
    securable: Securable, above: _Above, held: frozenset[str], *, owns: bool
) -> tuple[frozenset[str], _Above]:
    """Return the same under the legacy model, where USAGE of the schema is the way to it."""
    takes = applicable(securable.type, hive=True) - {ALL_PRIVILEGES}
    found = takes if owns or ALL_PRIVILEGES in held else takes & held
    used = above.used and (securable.type is not T.SCHEMA or "USAGE" in found)
    inner = securable.type not in USE and used
    return found if inner else _NOTHING, _Above(held, used)


def _of_container(privilege: str) -> bool:
    return privilege in _OF_CONTAINERS or privilege.partition(" ")[0] in ("USE", "CREATE")


def _parent(snapshot: Snapshot, key: str) -> str | None:
    return snapshot.securables[key].parent if key in snapshot.securables else None


def _add(found: Pairs, privileges: Iterable[str], type_: SecurableType, count: int = 1) -> None:
    for privilege in privileges:
        found[privilege, type_] += count
