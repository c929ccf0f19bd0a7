"""Holds what files say of the flow of data: nodes, edges, and SQL that defines or reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple, Self

from govsim.errors import GovsimError, Place


class NodeKind(StrEnum):
    """What a node of the lineage is. Tables and views share one namespace, so one kind."""

    TABLE = "table"  # tables and views of every sort; `Asset.type` says which
    PATH = "path"  # files and folders, by URL or path
    VOLUME = "volume"
    LOCATION = "external location"
    FUNCTION = "function"
    MODEL = "model"  # a model; `c.s.m/3` is a version of it
    FEATURES = "feature spec"
    INDEX = "vector index"
    ENDPOINT = "endpoint"
    DASHBOARD = "dashboard"
    GENIE = "Genie space"
    NOTEBOOK = "notebook"
    QUERY = "query"
    JOB = "job"
    PIPELINE = "pipeline"
    APPLICATION = "application"
    EXTERNAL = "external metadata"

    # Nodes are keys of large tables, and an enumeration's own hash is not worked out in C.
    __hash__ = str.__hash__


class Node(NamedTuple):
    """One thing that data flows from or to; a column of it when `column` is set.

    Names are lower-case full names for securables (`main.sales.orders`), URLs for files, and the
    asset's own name for everything else.
    """

    kind: NodeKind
    name: str
    column: str = ""

    @property
    def whole(self) -> Node:
        """The thing that this is a column of, or itself."""
        return Node(self.kind, self.name) if self.column else self

    def at(self, column: str) -> Node:
        """Return a column of the thing; it costs a third of `_replace`."""
        return Node(self.kind, self.name, column)

    def __str__(self) -> str:
        """Return the name as a person reads it: tables bare, everything else with its kind."""
        name = f"{self.name}.{self.column}" if self.column else self.name
        return name if self.kind is NodeKind.TABLE else f"{self.kind} {name}"


class EdgeKind(StrEnum):
    """How a value depends on a column: it is made of it, or only chosen by it."""

    DIRECT = "DIRECT"
    INDIRECT = "INDIRECT"

    __hash__ = str.__hash__  # for the same reason as that of `NodeKind`


Transform = Literal["identity", "transformed", "aggregated", "masked", ""]
Evidence = Literal["sql", "dbt", "openlineage", "system table", "asset", "catalog"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the knowledge of an edge comes from."""

    evidence: Evidence
    statement: str = ""
    at: Place | None = None
    time: datetime | None = None
    run: str = ""
    principal: str = ""
    job: str = ""

    def __hash__(self) -> int:
        """Return a hash of what differs most: edges of large exports are told apart by it."""
        return hash((self.statement, self.run, self.job))


class Flow(NamedTuple):
    """One edge: data flows from `source` to `target`, both whole things or both columns.

    A target column `*` is the table as a whole, whose rows the source column decides. `why` names
    the reason of an INDIRECT edge (filter, join, group, sort, window, condition) and the masking
    expression of a masked one.
    """

    source: Node
    target: Node
    origin: Origin
    kind: EdgeKind = EdgeKind.DIRECT
    transform: Transform = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """SQL that reads for, or writes, a node: a dashboard's dataset, a dbt model, a pipeline's file.

    `target` is what its result becomes: for a table, its content; for a consumer (dashboard,
    Genie space, notebook, job), what reads it. `default` is the catalog and schema of unqualified
    names. `variables` are the values of its parameters.
    """

    target: Node
    text: str
    default: tuple[str, str]
    origin: Origin
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """What a file says of a node itself. Column names are as written; types as text."""

    node: Node
    type: str = ""  # VIEW, STREAMING TABLE, dashboard, exposure…, in the file's own word
    owner: str = ""
    comment: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    column_tags: tuple[tuple[str, str, str], ...] = ()  # column, key, value
    runs_as: str = ""
    masks: tuple[tuple[str, str], ...] = ()  # column, masking function
    id: str = ""  # by which other files name it


@dataclass(frozen=True, slots=True)
class LineageFacts:
    """Everything that the files read say of lineage, and what of them was refused."""

    flows: tuple[Flow, ...] = ()
    definitions: tuple[Definition, ...] = ()
    assets: tuple[Asset, ...] = ()
    refused: tuple[GovsimError, ...] = field(default=())
    records: int = 0  # rows, events, nodes read, refused ones among them

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> LineageFacts:
        """Return the facts of several files as one, in their order."""
        held = tuple(parts)
        return LineageFacts(
            tuple(each for part in held for each in part.flows),
            tuple(each for part in held for each in part.definitions),
            tuple(each for part in held for each in part.assets),
            tuple(each for part in held for each in part.refused),
            sum(part.records for part in held),
        )
