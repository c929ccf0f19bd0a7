"""Holds every statement as a typed value: what a text says, before anyone asks whether it may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, Literal

from govsim.errors import Place
from govsim.model.kinds import Kind, SecurableType
from govsim.model.values import ColumnMatch, Condition, PolicyKind

Name = tuple[str, ...]  # parts as written, without backticks; resolved by the session later
Pairs = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Any statement. `at` never takes part in equality."""

    at: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Target:
    """A securable as a statement names it. An empty name is the attached metastore."""

    type: SecurableType
    name: Name = ()


@dataclass(frozen=True, slots=True)
class TableRead:
    """One relation named in a query."""

    name: Name
    time_travel: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A query or expression: its text, and what it touches. Names of CTEs are left out."""

    text: str
    reads: tuple[TableRead, ...] = ()
    calls: tuple[Name, ...] = ()  # functions that no built-in list knows
    paths: tuple[str, ...] = ()  # read_files, and format.`path`
    endpoints: tuple[str, ...] = ()  # ai_query
    columns: tuple[str, ...] | None = None  # column names mentioned; None is every column
    connections: tuple[str, ...] = ()  # remote_query, http_request
    logs: tuple[Name, ...] = ()  # event_log(TABLE(…))
    credentials: tuple[str, ...] = ()  # serviceCredential => …, of read_kafka and the like
    unfixed: tuple[str, ...] = ()  # what is named only as it runs: `the path of read_files`
    storage: str = ""  # the storage credential by which COPY INTO reads its path


# --- grants -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(Statement):
    """GRANT privileges ON securable TO principal."""

    privileges: tuple[str, ...]
    on: Target
    to: str
    to_recipient: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoke(Statement):
    """REVOKE privileges ON securable FROM principal."""

    privileges: tuple[str, ...]
    on: Target
    to: str
    to_recipient: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deny(Statement):
    """DENY privileges ON securable TO principal; hive_metastore only."""

    privileges: tuple[str, ...]
    on: Target
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowGrants(Statement):
    """SHOW GRANTS [principal] ON securable, or TO RECIPIENT name (then `on` is None)."""

    on: Target | None
    principal: str | None = None
    to_recipient: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterOwner(Statement):
    """ALTER securable [SET] OWNER TO principal."""

    target: Target
    owner: str


# --- tags, filters, masks, policies -------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTags(Statement):
    """Set tags on a securable or one column. SET TAG refuses a key that is set; ALTER does not."""

    target: Target
    tags: Pairs
    column: str | None = None
    form: Literal["alter", "set"] = "alter"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsetTags(Statement):
    """Unset tags of a securable or one column."""

    target: Target
    keys: tuple[str, ...]
    column: str | None = None
    form: Literal["alter", "set"] = "alter"


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernTag(Statement):
    """CREATE, ALTER or DROP GOVERNED TAG. An empty list of values allows the key alone."""

    key: str
    action: Literal["create", "alter", "drop"]
    values: tuple[str, ...] | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class FunctionUse:
    """A row filter or column mask as written: the function and what it is given."""

    function: Name
    arguments: tuple[str, ...] = ()  # columns bare, literals with their quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRowFilter(Statement):
    """ALTER TABLE … SET ROW FILTER function ON (columns), or DROP ROW FILTER (`filter` None)."""

    target: Target
    filter: FunctionUse | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMask(Statement):
    """ALTER TABLE … ALTER COLUMN … SET MASK function, or DROP MASK (`mask` None)."""

    target: Target
    column: str
    mask: FunctionUse | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePolicy(Statement):
    """CREATE [OR REPLACE] POLICY: row filter, column mask, GRANT or DENY."""

    name: str
    on: Target
    kind: PolicyKind
    to: tuple[str, ...]
    excepted: tuple[str, ...] = ()
    function: Name = ()
    privileges: tuple[str, ...] = ()
    covers: str = "TABLES"
    when: Condition | None = None
    matches: tuple[ColumnMatch, ...] = ()
    on_column: str = ""
    using: tuple[str, ...] = ()
    comment: str | None = None
    or_replace: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DropPolicy(Statement):
    """DROP POLICY name ON securable."""

    name: str
    on: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPolicies(Statement):
    """SHOW [EFFECTIVE] POLICIES ON securable, or DESCRIBE POLICY name ON securable."""

    on: Target
    effective: bool = False
    name: str | None = None


# --- securables ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of CREATE TABLE or ADD COLUMNS."""

    name: str
    type: str = ""
    nullable: bool = True
    comment: str | None = None
    mask: FunctionUse | None = None
    default: str = ""  # DEFAULT or GENERATED, as written: what fills it where nobody gives a value
    rest: str = ""  # every other clause: kept as written
    after: str | None = None  # ADD and ALTER COLUMN: the column before it; empty is FIRST


@dataclass(frozen=True, slots=True)
class Clone:
    """The source of a CREATE TABLE … CLONE."""

    source: Name
    deep: bool = True
    time_travel: str = ""  # as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Create(Statement):
    """CREATE of any securable but routines and policies.

    `options` holds clauses that no rule reads (TBLPROPERTIES, OPTIONS, PARTITIONED BY), each as
    clause keyword and text as written, in order, so that the statement can be written back.
    """

    target: Target
    kind: Kind = Kind.PLAIN
    or_replace: bool = False
    must_exist: bool = False  # REPLACE TABLE without CREATE OR
    if_not_exists: bool = False
    temporary: bool = False
    columns: tuple[ColumnSpec, ...] = ()
    body: Body | None = None
    files: Body | None = None  # what a temporary view reads by USING … OPTIONS (path …)
    clone: Clone | None = None
    like: Name = ()
    row_filter: FunctionUse | None = None
    location: str | None = None  # LOCATION, MANAGED LOCATION or URL
    credential: str | None = None  # of an external location or connection
    source: Name = ()  # connection, or provider and share
    comment: str | None = None
    constraints: tuple[str, ...] = ()  # as written
    references: tuple[Name, ...] = ()  # the tables that foreign keys point to
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateRoutine(Statement):
    """CREATE FUNCTION or PROCEDURE."""

    target: Target
    parameters: tuple[ColumnSpec, ...] = ()
    returns: str | None = None
    body: Body | None = None
    language: str = "SQL"
    comment: str | None = None
    or_replace: bool = False
    if_not_exists: bool = False
    temporary: bool = False
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop(Statement):
    """DROP of any securable."""

    target: Target
    if_exists: bool = False
    cascade: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undrop(Statement):
    """UNDROP of a table, materialized view, schema or catalog."""

    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename(Statement):
    """ALTER securable … RENAME TO name."""

    target: Target
    to: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Statement):
    """COMMENT ON a securable or one column; None takes the comment away."""

    target: Target
    text: str | None
    column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterView(Statement):
    """ALTER VIEW … AS query."""

    target: Target
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterTable(Statement):
    """Any other ALTER of a relation.

    `action` is one of: `add columns`, `drop columns`, `replace columns`, `rename column`,
    `alter column`, `set properties`, `unset properties`, `add constraint`, `drop constraint`,
    `cluster by`, `predictive optimization`, `set managed`, `set location`, `other`. `text` is
    everything after the name, as written.
    """

    target: Target
    action: str
    text: str
    columns: tuple[ColumnSpec, ...] = ()  # added, replacing, altered (one to each of `names`)
    names: tuple[str, ...] = ()  # dropped, renamed, altered: the old names
    if_exists: bool = False  # IF EXISTS of what is dropped, IF NOT EXISTS of what is added
    location: str | None = None  # SET LOCATION
    references: tuple[Name, ...] = ()  # the table that a foreign key points to


@dataclass(frozen=True, slots=True, kw_only=True)
class Alter(Statement):
    """Any other ALTER of a securable that is no relation; `text` follows the name, as written."""

    target: Target
    text: str
    action: str = "other"  # `share add`, `share remove`, `predictive optimization`
    names: tuple[Name, ...] = ()  # what a share gains or loses
    member: SecurableType = SecurableType.TABLE  # of which type that is
    location: str | None = None  # SET URL, SET MANAGED LOCATION
    credential: str | None = None  # SET STORAGE CREDENTIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterGroup(Statement):
    """CREATE, DROP or ALTER GROUP of a workspace-local group."""

    name: str
    action: Literal["create", "drop", "add", "remove"]
    users: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


# --- data -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Query(Statement):
    """A query that writes nothing."""

    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(Statement):
    """INSERT, UPDATE, DELETE, MERGE, TRUNCATE or COPY INTO.

    `effects` says what the target suffers: a non-empty subset of INSERT, UPDATE, DELETE, in that
    order; overwrites are INSERT and DELETE. `evolves` is WITH SCHEMA EVOLUTION.
    """

    verb: Literal["INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "COPY"]
    target: Target
    effects: tuple[str, ...]
    body: Body  # the whole statement as text; reads exclude the target unless it is read too
    evolves: bool = False
    path: str | None = None  # the target, when it is a path: delta.`s3://…`


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintain(Statement):
    """OPTIMIZE, VACUUM, ANALYZE, RESTORE, REORG, FSCK, MSCK, SYNC, CREATE BLOOMFILTER INDEX…

    `text` is everything after the name, as written, or before it where `before` says so.
    """

    verb: str
    target: Target
    text: str = ""
    source: Name = ()  # SYNC … FROM
    path: str | None = None  # the target, when it is a path: delta.`s3://…`


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh(Statement):
    """REFRESH of a materialized view, streaming table, or foreign catalog, schema, table."""

    target: Target
    foreign: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Statement):
    """CALL procedure(…)."""

    procedure: Name
    body: Body


# --- looking, and the session -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Describe(Statement):
    """DESCRIBE of a securable, its HISTORY or DETAIL, SHOW CREATE, COLUMNS or TBLPROPERTIES.

    `what` is the keyword form as written, upper case: `DESCRIBE`, `DESCRIBE HISTORY`,
    `SHOW CREATE TABLE`. `text` is what follows the name.
    """

    target: Target
    what: str = "DESCRIBE"
    text: str = ""
    path: str | None = None  # the target, when it is a path: delta.`s3://…`


@dataclass(frozen=True, slots=True, kw_only=True)
class Show(Statement):
    """SHOW of a list: CATALOGS, SCHEMAS, TABLES, VIEWS, VOLUMES, FUNCTIONS, GROUPS, USERS…"""

    what: str
    within: Name = ()
    like: str | None = None
    principal: str | None = None  # SHOW GROUPS WITH USER
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Statement):
    """USE CATALOG or USE SCHEMA (also USE a.b)."""

    type: SecurableType
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain(Statement):
    """EXPLAIN of a statement, or DESCRIBE QUERY: needs what the statement needs."""

    inner: Statement
    verb: Literal["EXPLAIN", "DESCRIBE QUERY"] = "EXPLAIN"
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Statement):
    """SET, RESET, DECLARE, CACHE…: it moves only the session that runs it.

    `body` is what it reads: the value of a variable, or what is cached.
    """

    keyword: str
    text: str  # the whole statement, as written
    body: Body | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Files(Statement):
    """LIST, GET, PUT or REMOVE of files in a volume or under a location."""

    verb: Literal["LIST", "GET", "PUT", "REMOVE"]
    path: str  # the one that the platform holds
    text: str  # the whole statement, as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Statement):
    """A short question: `read main.sales.orders`, or `SELECT ON TABLE main.sales.orders`.

    `what` is one of `read`, `write`, `run`, `see`, `manage`, `use`, or a privilege in upper case;
    the privilege counts with the way to it: USE CATALOG, USE SCHEMA and the workspace binding.
    Without a type, the name is looked up in every namespace.
    """

    what: str
    name: Name
    type: SecurableType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSimulated(Statement):
    """A statement that is read, kept and reported, but whose effect is not modelled."""

    keyword: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One statement of a compound statement; whether it runs whatever a condition says."""

    statement: Statement
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound(Statement):
    """BEGIN … END: the statements of all its branches in order, conditions that read among them."""

    parts: tuple[Part, ...]
    text: str  # the whole statement, as written

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all its branches."""
        return tuple(part.statement for part in self.parts)


def flat(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield statements in order, in place of a compound statement those that stand in it."""
    for statement in statements:
        if isinstance(statement, Compound):
            yield from flat(statement.statements)
        else:
            yield statement


def expanded(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield statements as they run: those of a compound one by one, as far as they surely do.

    What stands under a condition, in a loop or in a handler comes as a compound statement again.
    """
    for statement in statements:
        if not isinstance(statement, Compound):
            yield statement
            continue
        for sure, parts in groupby(statement.parts, key=lambda part: part.sure):
            some = tuple(parts)
            if sure:
                yield from expanded(part.statement for part in some)
            else:
                yield Compound(parts=some, text=statement.text, at=some[0].statement.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Statement):
    """A non-SQL action: `api:NAME key=value …`."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, key: str) -> str:
        for name, value in self.arguments:
            if name == key:
                return value
        raise KeyError(key)

    def get(self, key: str, default: str = "") -> str:
        """Return an argument, or `default` when it was not given."""
        return next((value for name, value in self.arguments if name == key), default)


# They leave the metastore, and the data that it governs, as they are.
LOOKING: Final = (
    Query,
    Describe,
    Show,
    ShowGrants,
    ShowPolicies,
    Explain,
    Call,
    Ask,
    Setting,
)
