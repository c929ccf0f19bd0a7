"""Makes the metastore that is measured: nested groups, tables in schemas, rows at every level."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from random import Random

from govsim.catalog.snapshot import Draft, Snapshot, empty
from govsim.model.kinds import METASTORE_KEY, SecurableType, key_of
from govsim.model.values import Grant, PrincipalKind, Securable

T = SecurableType
DEPLOYER = "deployer@corp.example"  # owns everything, and is never asked about
Row = tuple[str, str, str]  # principal, privilege, key


@dataclass(frozen=True)
class Size:
    """How large a world is; group counts run from the widest level to the narrowest."""

    users: int
    groups: tuple[int, ...]
    catalogs: int
    schemas: int  # in each catalog
    tables: int  # in each schema
    rows: int

    @property
    def relations(self) -> int:
        return self.catalogs * self.schemas * self.tables


BIG = Size(10_000, (5, 25, 100, 270, 600), 20, 100, 50, 100_000)
SMALL = Size(1_000, (5, 10, 15, 25, 45), 10, 20, 50, 10_000)
HUGE = Size(10_000, (5, 25, 100, 270, 600), 100, 200, 50, 1_000_000)


@dataclass
class World:
    """The names and rows of a metastore, before anything is loaded."""

    size: Size
    seed: int = 11
    users: list[str] = field(init=False)
    levels: list[list[str]] = field(init=False)
    groups: list[str] = field(init=False)
    members: list[tuple[str, str]] = field(init=False)  # member, group
    catalogs: list[str] = field(init=False)
    schemas: list[str] = field(init=False)
    tables: list[str] = field(init=False)
    rows: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        random = Random(self.seed)
        size = self.size
        self.users = [f"user{n:05}@corp.example" for n in range(size.users)]
        self.levels = [
            [f"group-{level}-{n:03}" for n in range(count)]
            for level, count in enumerate(size.groups)
        ]
        self.groups = [group for level in self.levels for group in level]
        self.members = list(self._memberships(random))
        self.catalogs = [f"c{n:02}" for n in range(size.catalogs)]
        self.schemas = [f"{c}.s{n:03}" for c in self.catalogs for n in range(size.schemas)]
        self.tables = [f"{s}.t{n:03}" for s in self.schemas for n in range(size.tables)]
        self.rows = self._rows(random)

    def _memberships(self, random: Random):
        for above, below in zip(self.levels, self.levels[1:], strict=False):
            for group in below:
                for parent in random.sample(above, 2 if random.random() < 0.1 else 1):
                    yield group, parent
        for user in self.users:
            narrow = {random.choice(self.levels[-1]) for _ in range(2)}
            for group in sorted(narrow | {random.choice(random.choice(self.levels))}):
                yield user, group

    def principal(self, random: Random) -> str:
        """Return a user (15 of 100), a narrow group (45) or any group."""
        kind = random.random()
        if kind < 0.15:
            return random.choice(self.users)
        return random.choice(self.levels[-1] if kind < 0.6 else self.groups)

    def _rows(self, random: Random) -> list[Row]:
        wide, count = self.levels[0], self.size.rows
        found = {
            (group, "USE CATALOG", f"catalog:{c}")
            for c in self.catalogs
            for group in random.sample(wide, 2)
        }
        found |= {
            (random.choice(self.levels[1]), "USE SCHEMA", f"schema:{s}") for s in self.schemas
        }
        while len(found) < count:
            found.add(self._row(random))
        return sorted(found)

    def _row(self, random: Random) -> Row:
        who, kind = self.principal(random), random.random()
        if kind < 0.04:
            return who, "USE CATALOG", f"catalog:{random.choice(self.catalogs)}"
        if kind < 0.05:
            return who, "USE SCHEMA", f"catalog:{random.choice(self.catalogs)}"
        if kind < 0.17:
            return who, "USE SCHEMA", f"schema:{random.choice(self.schemas)}"
        if kind < 0.175:
            return who, "SELECT", f"catalog:{random.choice(self.catalogs)}"
        if kind < 0.30:
            return who, "SELECT", f"schema:{random.choice(self.schemas)}"
        return who, "SELECT", f"relation:{random.choice(self.tables)}"

    def change(self, count: int = 100) -> tuple[list[Row], list[Row]]:
        """Return rows to add, and as many that are there to take away."""
        random = Random(self.seed + 1)
        there, added = set(self.rows), set[Row]()
        while len(added) < count:
            wide = random.random() < 0.1
            name = random.choice(self.schemas if wide else self.tables)
            row = (self.principal(random), "SELECT", f"{'schema' if wide else 'relation'}:{name}")
            if row not in there:
                added.add(row)
        return sorted(added), random.sample(self.rows, count)


def load(world: World) -> Snapshot:
    """Return the metastore of a world; the garbage collector waits, as for any bulk load."""
    gc.disable()
    try:
        return _load(world)
    finally:
        gc.enable()


def _load(world: World) -> Snapshot:
    draft = Draft(empty(DEPLOYER))
    for user in world.users:
        draft.principals[user] = PrincipalKind.USER
    for group in world.groups:
        draft.principals[group] = PrincipalKind.GROUP
    for member, group in world.members:
        draft.add_member(group, member)
    for type_, names in ((T.CATALOG, world.catalogs), (T.SCHEMA, world.schemas)):
        for name in names:
            above = name.rpartition(".")[0]
            parent = key_of(T.CATALOG, above) if above else METASTORE_KEY
            draft.put(Securable(key_of(type_, name), type_, name, parent, DEPLOYER))
    for name in world.tables:
        parent = key_of(T.SCHEMA, name.rpartition(".")[0])
        draft.put(Securable(key_of(T.TABLE, name), T.TABLE, name, parent, DEPLOYER))
    for principal, privilege, key in world.rows:
        draft.add_row(Grant(principal, privilege, key, DEPLOYER))
    return draft.finish()


def altered(snapshot: Snapshot, added: list[Row], removed: list[Row]) -> Snapshot:
    """Return the metastore after some rows came and others went."""
    draft = Draft(snapshot)
    for principal, privilege, key in added:
        draft.add_row(Grant(principal, privilege, key, DEPLOYER))
    for principal, privilege, key in removed:
        draft.drop_row(key, privilege, principal)
    return draft.finish()
