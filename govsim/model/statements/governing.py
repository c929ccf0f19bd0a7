"""Holds the statements that govern: grants, owners, tags, filters, masks and policies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govsim.model.statements.base import Name, Pairs, Statement, Target
from govsim.model.values import ColumnMatch, Condition, PolicyKind

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
