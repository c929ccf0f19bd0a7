"""Holds the metastore as a value: one immutable snapshot, and the draft that makes the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, overload

from immutables import Map

from govsim.catalog.system_tables import SYSTEM_TABLES
from govsim.model.kinds import METASTORE_KEY, Kind, SecurableType, key_of
from govsim.model.paths import straight
from govsim.model.values import (
    ACCOUNT_USERS,
    GovernedTag,
    Grant,
    Policy,
    PrincipalKind,
    Securable,
)

if TYPE_CHECKING:
    from govsim.lineage import Schema

Found = TypeVar("Found", covariant=True)
Other = TypeVar("Other")
Rows = Mapping[str, Mapping[str, Grant]]  # privilege → principal → row
NO_ROWS: Rows = {}
_NONE: Map[str, None] = Map()
T = SecurableType
READ_ONLY, READ_WRITE = "READ_ONLY", "READ_WRITE"


class Lookup(Protocol[Found]):
    """A map that can be asked, whether it is finished or in the making."""

    def __getitem__(self, key: str, /) -> Found: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __len__(self) -> int: ...
    @overload
    def get(self, key: str, /) -> Found | None: ...
    @overload
    def get(self, key: str, default: Other, /) -> Found | Other: ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole metastore and its account."""

    account_admins: frozenset[str] = frozenset()
    workspace_admins: frozenset[str] = frozenset()
    # Catalog → workspace → READ_WRITE or READ_ONLY. A catalog that is listed is isolated.
    bindings: Mapping[str, Mapping[str, str]] = field(default_factory=Map)
    governed_tags: Mapping[str, GovernedTag] = field(default_factory=Map)
    deleted_tags: frozenset[str] = frozenset()
    fine_grained_dml: bool = True
    external_access: bool = True
    # Closed: a principal that nobody declared is refused. Open: it is taken to exist.
    closed_identities: bool = False


class Metastore(Protocol):
    """What a decision may read: a snapshot, or a draft in the midst of a script.

    The maps of a draft are looked things up in, and not walked: see `Draft.frozen`.
    """

    @property
    def securables(self) -> Lookup[Securable]:
        """Key → securable."""

    @property
    def children(self) -> Lookup[Map[str, None]]:
        """Key → keys of what it holds directly."""

    @property
    def grants(self) -> Lookup[Rows]:
        """Key → privilege → principal → row, direct ones only."""

    @property
    def policies(self) -> Lookup[tuple[Policy, ...]]:
        """Key → policies that hang there."""

    @property
    def principals(self) -> Lookup[PrincipalKind]:
        """Name → what it is."""

    @property
    def members(self) -> Lookup[frozenset[str]]:
        """Group → its direct members."""

    @property
    def parents(self) -> Lookup[frozenset[str]]:
        """Member → the groups it is directly in."""

    @property
    def located(self) -> Lookup[frozenset[str]]:
        """Path → keys of what is stored right there."""

    @property
    def acls(self) -> Lookup[Mapping[str, str]]:
        """Workspace securable → principal → level."""

    @property
    def settings(self) -> Settings:
        """What holds for the whole metastore."""

    @property
    def memo(self) -> dict[Any, Any]:
        """What pure functions of it have worked out."""

    @property
    def lines(self) -> dict[str, Any]:
        """What pure functions have worked out of a container, its rows and those above, by key."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """What UNDROP brings back: a securable with its grants and policies."""

    securable: Securable
    grants: Rows
    policies: tuple[Policy, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One version of the metastore. It never changes.

    `grants` holds only direct rows; `parents` and `members` hold direct group membership.
    `memo` and `lines` keep what pure functions have worked out; they are no part of the value.
    """

    version: int = 0
    securables: Map[str, Securable] = field(default_factory=Map)
    children: Map[str, Map[str, None]] = field(default_factory=Map)
    grants: Map[str, Rows] = field(default_factory=Map)
    policies: Map[str, tuple[Policy, ...]] = field(default_factory=Map)
    principals: Map[str, PrincipalKind] = field(default_factory=Map)
    members: Map[str, frozenset[str]] = field(default_factory=Map)
    parents: Map[str, frozenset[str]] = field(default_factory=Map)
    acls: Map[str, Mapping[str, str]] = field(default_factory=Map)
    dropped: Map[str, Dropped] = field(default_factory=Map)
    located: Map[str, frozenset[str]] = field(default_factory=Map)  # path → keys stored right there
    beneath: Map[str, int] = field(default_factory=Map)  # path → how many are stored below it
    settings: Settings = Settings()
    memo: dict[Any, Any] = field(default_factory=dict, repr=False)
    lines: dict[str, Any] = field(default_factory=dict, repr=False)

    def schema(self) -> Schema:
        """Return its tables and SQL functions as lineage reads them, worked out once."""
        from govsim.catalog.shapes import schema_of

        found: Schema = self.memo.setdefault("schema", schema_of(self))
        return found

    def same_as(self, other: Snapshot) -> bool:
        """Whether two snapshots hold the same metastore, whatever their version."""
        return all(
            getattr(self, name) == getattr(other, name)
            for name in (*_MAPS, "settings")
            if name not in _DERIVED
        )


_MAPS = (
    *("securables", "children", "grants", "policies", "principals", "members", "parents"),
    *("acls", "dropped", "located", "beneath"),
)
_DERIVED = frozenset({"children", "located", "beneath"})


class Draft:
    """The next version in the making. It reads like a snapshot, and is thrown away or finished.

    INVARIANT: the snapshot it began from is never touched: rows are copied before the first write.
    """

    def __init__(self, base: Snapshot) -> None:
        self.base = base
        self.securables = base.securables.mutate()
        self.children = base.children.mutate()
        self.grants = base.grants.mutate()
        self.policies = base.policies.mutate()
        self.principals = base.principals.mutate()
        self.members = base.members.mutate()
        self.parents = base.parents.mutate()
        self.acls = base.acls.mutate()
        self.dropped = base.dropped.mutate()
        self.located = base.located.mutate()
        self.beneath = base.beneath.mutate()
        self.settings = base.settings
        self.memo: dict[Any, Any] = {}  # forgotten when groups or settings change
        self.lines: dict[str, Any] = {}  # forgotten when securables or rows do
        self._rows: dict[str, dict[str, dict[str, Grant]]] = {}  # copied, so ours to change

    def frozen(self, name: str) -> Map[str, Any]:
        """Return one of the maps as it is now; unlike the map in the making, it can be walked."""
        found: Map[str, Any] = getattr(self, name).finish()
        setattr(self, name, found.mutate())
        return found

    # --- securables ---

    def put(self, securable: Securable) -> None:
        """Add a securable, or replace the one of the same key."""
        key, parent = securable.key, securable.parent
        self.lines.clear()
        held = self.securables.get(key)
        if held is None and parent is not None:
            self.children[parent] = self.children.get(parent, _NONE).set(key, None)
        self.securables[key] = securable
        if held is not None and held.detail is securable.detail:
            return
        self._place(held, -1)
        self._place(securable, 1)

    def remove(self, key: str) -> None:
        """Take away one securable with its rows and policies; its children must be gone."""
        self.lines.clear()
        securable = self.securables.pop(key)
        if securable.parent is not None:
            self.children[securable.parent] = self.children[securable.parent].delete(key)
        self._place(securable, -1)
        self.children.pop(key, None)
        self.grants.pop(key, None)
        self._rows.pop(key, None)
        self.policies.pop(key, None)

    def _place(self, securable: Securable | None, step: int) -> None:
        # Keeps `located` and `beneath`, so that no path question walks the whole metastore.
        path = stored_at(securable) if securable is not None else None
        if securable is None or path is None:
            return
        here = self.located.get(path, frozenset())
        left = here | {securable.key} if step > 0 else here - {securable.key}
        if left:
            self.located[path] = left
        else:
            self.located.pop(path, None)
        for above in paths_above(path):
            place = f"{STORED[securable.type]}|{above}"
            self.beneath[place] = self.beneath.get(place, 0) + step

    # --- rows ---

    def add_row(self, row: Grant) -> bool:
        """Store a grant; return whether it is new."""
        holders = self._own_rows(row.on).setdefault(row.privilege, {})
        held = holders.get(row.principal)
        if held is not None and held.denied == row.denied:
            return False
        holders[row.principal] = row
        return True

    def drop_row(self, key: str, privilege: str, principal: str) -> bool:
        """Take a row away; return whether there was one."""
        rows = self.grants.get(key, NO_ROWS)
        if principal not in rows.get(privilege, {}):
            return False
        own = self._own_rows(key)
        del own[privilege][principal]
        if not own[privilege]:
            del own[privilege]
        return True

    def set_rows(self, key: str, rows: Rows) -> None:
        """Replace all rows on a securable."""
        self.lines.clear()
        self._rows.pop(key, None)
        if rows:
            self.grants[key] = rows
        else:
            self.grants.pop(key, None)

    def _own_rows(self, key: str) -> dict[str, dict[str, Grant]]:
        self.lines.clear()
        if (own := self._rows.get(key)) is None:
            held = self.grants.get(key, NO_ROWS)
            own = {privilege: dict(holders) for privilege, holders in held.items()}
            self._rows[key] = own
            self.grants[key] = own
        return own

    # --- principals ---

    def add_member(self, group: str, member: str) -> None:
        """Put a principal into a group."""
        self.members[group] = self.members.get(group, frozenset()) | {member}
        self.parents[member] = self.parents.get(member, frozenset()) | {group}
        self.memo.clear()

    def drop_member(self, group: str, member: str) -> None:
        """Take a principal out of a group."""
        _take_out(self.members, group, member)
        _take_out(self.parents, member, group)
        self.memo.clear()

    def set(self, **changes: Any) -> None:
        """Change settings of the metastore."""
        self.settings = replace(self.settings, **changes)
        self.memo.clear()

    def finish(self) -> Snapshot:
        """Return the next version. The draft must not be used afterwards."""
        for key, own in self._rows.items():
            if not own and key in self.grants:
                del self.grants[key]
        return Snapshot(
            version=self.base.version + 1,
            settings=self.settings,
            **{name: getattr(self, name).finish() for name in _MAPS},
        )


def _take_out(sets: Any, key: str, member: str) -> None:
    if left := sets.get(key, frozenset()) - {member}:
        sets[key] = left
    else:
        sets.pop(key, None)


# What takes up a storage path; a table may lie in a location, but not in another table.
STORED: Final = {
    T.TABLE: "data",
    T.VOLUME: "data",
    T.EXTERNAL_LOCATION: "location",
    T.CATALOG: "managed",
    T.SCHEMA: "managed",
}


def stored_at(securable: Securable) -> str | None:
    """Return the path that a securable takes up, ending in a slash; None when it takes up none."""
    location = getattr(securable.detail, "location", None)
    legacy = securable.type is T.SCHEMA and securable.is_hive  # its tables lie where it does
    if not location or securable.type not in STORED or legacy:
        return None
    return f"{straight(location).rstrip('/')}/"


def paths_above(path: str) -> Iterator[str]:
    """Yield the paths that hold a path, the nearest first; each ends in a slash."""
    at = path.rstrip("/").rfind("/")
    start = path.find("://") + 3
    while at >= start:
        yield path[: at + 1]
        at = path.rfind("/", 0, at)


def known_principals(metastore: Metastore) -> Iterable[str]:
    """Return the name of every principal; a draft's own map cannot be walked."""
    found: Any = metastore.frozen("principals") if isinstance(metastore, Draft) else None
    return tuple(metastore.principals if found is None else found)  # type: ignore[arg-type]


def kind_of_principal(name: str) -> PrincipalKind:
    """Return what a principal of this name is taken for when nobody declared it."""
    if "@" in name:
        return PrincipalKind.USER
    dashes = name.count("-") == 4 and len(name) == 36
    return PrincipalKind.SERVICE_PRINCIPAL if dashes else PrincipalKind.GROUP


def empty(admin: str) -> Snapshot:
    """Return a metastore that holds nothing of the user's; `admin` owns it.

    It has what every metastore has: hive_metastore, `system` and `samples`.
    """
    draft = Draft(Snapshot(version=-1))
    draft.principals[ACCOUNT_USERS] = PrincipalKind.GROUP
    draft.principals[admin] = kind_of_principal(admin)
    draft.put(Securable(METASTORE_KEY, T.METASTORE, "", None, admin))
    for name, kind, owner in (
        ("hive_metastore", Kind.PLAIN, admin),
        ("system", Kind.SYSTEM, "System user"),
        ("samples", Kind.SYSTEM, "System user"),
    ):
        draft.put(Securable(key_of(T.CATALOG, name), T.CATALOG, name, METASTORE_KEY, owner, kind))
    for schema, tables in SYSTEM_TABLES.items():
        name = f"system.{schema}"
        key = key_of(T.SCHEMA, name)
        parent = key_of(T.CATALOG, "system")
        draft.put(Securable(key, T.SCHEMA, name, parent, "System user", Kind.SYSTEM))
        for table in tables:
            full = f"{name}.{table}"
            place = key_of(T.TABLE, full)
            draft.put(Securable(place, T.TABLE, full, key, "System user", Kind.SYSTEM))
    for type_ in (T.ANY_FILE, T.ANONYMOUS_FUNCTION):
        draft.put(Securable(key_of(type_, ""), type_, "", METASTORE_KEY, admin))
    return draft.finish()
