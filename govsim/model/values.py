"""Holds the values a snapshot is made of: securables, columns, grants, policies, principals."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from govsim.errors import Place
from govsim.model.direct import direct
from govsim.model.kinds import LEGACY_ALONE, Kind, SecurableType

Tags = tuple[tuple[str, str | None], ...]  # key and value, in order of the key


@dataclass(frozen=True, slots=True)
class MaskCall:
    """A function set on a table: a column mask, or a row filter (`column` is then empty)."""

    function: str  # key
    arguments: tuple[str, ...] = ()  # columns, and literals as written
    column: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a relation."""

    name: str
    type: str = ""
    nullable: bool = True
    comment: str | None = None
    tags: Tags = ()
    mask: MaskCall | None = None
    default: str = ""  # DEFAULT or GENERATED, as written: what fills it where nobody gives a value


@direct
@dataclass(frozen=True, slots=True)
class Read:
    """One relation that a body reads."""

    key: str
    time_travel: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """A column that a table lost while a view read it; with this body the view is broken."""

    column: str  # in lower case
    view: str  # key
    body: str


@dataclass(frozen=True, slots=True)
class RelationDetail:
    """What a table or view holds beside its name and owner."""

    columns: tuple[Column, ...] = ()
    open: bool = False  # it may have columns that nobody named
    row_filter: MaskCall | None = None
    location: str | None = None
    body: str | None = None  # the query of a view
    within: str = ""  # catalog and schema in which the body looks up shorter names
    reads: tuple[Read, ...] = ()  # what the body reads, by key
    calls: tuple[str, ...] = ()  # routines the body calls, by key
    paths: tuple[str, ...] = ()
    properties: Tags = ()
    constraints: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()  # connections and service credentials of the body, by key
    missed: tuple[Missed, ...] = ()  # columns of before, with the views that read them


@dataclass(frozen=True, slots=True)
class RoutineDetail:
    """What a function, procedure or model holds beside its name and owner."""

    parameters: tuple[Column, ...] = ()
    returns: str | None = None
    body: str | None = None
    within: str = ""  # catalog and schema in which the body looks up shorter names
    language: str = "SQL"
    reads: tuple[Read, ...] = ()
    calls: tuple[str, ...] = ()
    versions: int = 0
    aliases: Tags = ()
    invoker: bool = False  # a procedure whose statements run with the rights of whoever calls it
    paths: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()  # connections and service credentials of the body, by key


@dataclass(frozen=True, slots=True)
class StorageDetail:
    """What a catalog, schema, volume, location or connection points at."""

    location: str | None = None
    credential: str | None = None
    source: str | None = None  # connection, share or provider it comes from
    read_only: bool = False
    members: tuple[str, ...] = ()  # what a share holds, by key
    options: Tags = ()


Detail = RelationDetail | RoutineDetail | StorageDetail


@dataclass(frozen=True, slots=True)
class Securable:
    """One securable of the metastore, known by its key."""

    key: str
    type: SecurableType
    name: str  # full name, lower case; empty for the metastore
    parent: str | None  # key of what holds it; None for the metastore
    owner: str
    kind: Kind = Kind.PLAIN
    comment: str | None = None
    tags: Tags = ()
    detail: Detail | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a relation; empty for anything else."""
        return self.detail.columns if isinstance(self.detail, RelationDetail) else ()

    @property
    def title(self) -> str:
        """The securable as a sentence names it: `TABLE main.sales.orders`."""
        return f"{self.type} {self.name}" if self.name else str(self.type)

    @property
    def leaf(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(".")[2]

    @property
    def is_hive(self) -> bool:
        """Whether the legacy model rules it."""
        if not self.name:
            return self.type in LEGACY_ALONE
        return self.name == "hive_metastore" or self.name.startswith("hive_metastore.")


@direct
@dataclass(frozen=True, slots=True)
class Grant:
    """One stored row: a principal holds a privilege on a securable."""

    principal: str
    privilege: str
    on: str  # key
    grantor: str = ""
    denied: bool = False  # DENY, hive_metastore only
    at: Place | None = field(default=None, compare=False)


class PrincipalKind(StrEnum):
    """What a principal is."""

    USER = "user"
    SERVICE_PRINCIPAL = "service principal"
    GROUP = "group"  # of the account
    WORKSPACE_GROUP = "workspace group"  # cannot be granted in Unity Catalog
    RECIPIENT = "recipient"


ACCOUNT_USERS = "account users"


def principal_named(name: str) -> str:
    """Return a principal's name as the account keeps it: users are in lower case.

    Source:
        Databricks provider of Terraform: user names are converted to lower case.
    """
    lower = name.lower() if "@" in name or len(name) == len(ACCOUNT_USERS) else name
    return lower if "@" in name or lower == ACCOUNT_USERS else name


class PolicyKind(StrEnum):
    """What an attribute-based policy does."""

    ROW_FILTER = "ROW FILTER"
    COLUMN_MASK = "COLUMN MASK"
    GRANT = "GRANT"
    DENY = "DENY"


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on tags: a call, or AND, OR, NOT of others.

    `op` is `has_tag`, `has_tag_value`, `and`, `or`, `not` or `true`.
    """

    op: str
    key: str = ""
    value: str = ""
    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One MATCH COLUMNS expression with its alias."""

    condition: Condition
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """An attribute-based policy that hangs on a catalog, schema or table.

    Source: pages *abac policies*, *policy evaluation* and *grant policies*.
    """

    name: str
    on: str  # key of the securable it hangs on
    kind: PolicyKind
    to: tuple[str, ...]
    excepted: tuple[str, ...] = ()
    function: str = ""  # key, for filters and masks
    privileges: tuple[str, ...] = ()  # for GRANT and DENY
    covers: str = "TABLES"  # the plural type after FOR
    when: Condition | None = None
    matches: tuple[ColumnMatch, ...] = ()
    on_column: str = ""
    using: tuple[str, ...] = ()  # aliases and literals, as written
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class GovernedTag:
    """A tag key whose values and assignment the account governs."""

    key: str
    values: tuple[str, ...] = ()  # empty: any value, unless `key_only`
    assign: frozenset[str] = frozenset()
    manage: frozenset[str] = frozenset()
    key_only: bool = False  # it takes no value at all
