"""Holds what one statement does to data: its edges by table and by column, and what is unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from govsim.errors import Place
from govsim.model.flows import EdgeKind, Transform

QUERY: Final = "<query>"  # the target of what is read and not stored
EVERY: Final = "*"  # every column of a table


class ColumnEdge(NamedTuple):
    """One column that another is made of, or depends on.

    A source table of None could not be resolved. The column `*` stands for every column: as a
    source, of a table whose columns are not known; as a target, for the table as a whole, whose
    rows a filter, join, group or sort decides. `why` names the reason of an INDIRECT edge (filter,
    join, group, sort, window, condition), the masking expression of a masked one, and of an
    aggregated one `count` where no value is left and `collect` where every value is kept.
    """

    source_table: str | None
    source_column: str
    target_table: str
    target_column: str
    kind: EdgeKind
    transform: Transform = ""
    why: str = ""


class TableEdge(NamedTuple):
    """One table, path or index that another is built from."""

    source: str
    target: str


class EndpointUse(NamedTuple):
    """One model serving endpoint that a statement calls, and what it writes there."""

    endpoint: str
    target: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that could not be resolved: a kebab-case reason, and what it is about."""

    reason: str
    what: str


@dataclass(frozen=True, slots=True)
class StatementLineage:
    """What one statement reads and writes, and which data flows from where to where."""

    verb: str
    tables: tuple[TableEdge, ...] = ()
    columns: tuple[ColumnEdge, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    endpoints: tuple[EndpointUse, ...] = ()
    at: Place | None = None
    outputs: tuple[tuple[str, str], ...] = ()  # columns of its query, or declared; types if known
    renames: tuple[tuple[str, str], ...] = ()  # tables and views, with their new names
    drops: tuple[str, ...] = ()
    # Of each table and column that is written whether it may be NULL, where that is asked for.
    nulls: tuple[tuple[str, str, bool | None], ...] = field(default=(), compare=False)
    text: str = field(default="", compare=False, repr=False)  # the statement as it is written
    calls: tuple[str, ...] = ()  # the notebooks that it runs, by their paths as written

    @property
    def flows(self) -> bool:
        """Whether any data flows."""
        return bool(self.tables or self.columns or self.endpoints)

    @property
    def outcome(self) -> str:
        """How the statement ended: `edges`, `no data flows`, or `unknown`."""
        if self.unknown:
            return "unknown"
        return "edges" if self.flows else "no data flows"

    @property
    def told(self) -> tuple[ColumnEdge, ...]:
        """The column edges without those that one from `*` to `*` says already."""
        whole = {
            (edge.source_table, edge.target_table)
            for edge in self.columns
            if edge.source_column == edge.target_column == EVERY and edge.kind is EdgeKind.DIRECT
        }
        if not whole:
            return self.columns
        return tuple(edge for edge in self.columns if not _is_in(edge, whole))

    def to_json(self, *, columns: bool = True) -> dict[str, Any]:
        """Return the statement as `govsim lineage --format json` prints it."""
        found: dict[str, Any] = {
            "statement": self.verb,
            "place": str(self.at) if self.at else None,
            "tables": [list(edge) for edge in self.tables],
            "columns": [list(edge[:5]) for edge in self.told] if columns else [],
            "unknown": [{"reason": each.reason, "what": each.what} for each in self.unknown],
            "reads": list(self.reads),
            "writes": list(self.writes),
            "endpoints": [list(use) for use in self.endpoints],
        }
        if columns:
            found["details"] = [
                {"transform": edge.transform, "why": edge.why} for edge in self.told
            ]
        return found


def _is_in(edge: ColumnEdge, whole: set[tuple[str | None, str]]) -> bool:
    same = edge.source_column.lower() == edge.target_column.lower()
    every = edge.source_column == EVERY or (edge.source_table, edge.target_table) not in whole
    return same and not every and edge.transform == "identity"
