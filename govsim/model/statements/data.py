"""Holds the statements that read, write and keep up data, and call procedures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govsim.model.statements.base import Body, Name, Statement, Target

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
    """CALL procedure(…).

    `given` holds what each argument is called, empty where it goes by its place, and its text
    where that is constant.
    """

    procedure: Name
    body: Body
    given: tuple[tuple[str, str | None], ...] = ()
