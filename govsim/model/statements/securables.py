"""Holds the statements that make, change and drop securables, and groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govsim.model.kinds import Kind, SecurableType
from govsim.model.statements.base import Body, Name, Statement, Target
from govsim.model.statements.governing import FunctionUse

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
