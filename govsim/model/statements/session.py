"""Holds the statements that look, that move only a session, and what is no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govsim.model.kinds import SecurableType
from govsim.model.statements.base import Body, Name, Statement, Target

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
