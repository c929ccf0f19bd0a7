"""Holds the edges of a statement while it is read, and makes its lineage of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govsim.errors import Place
from govsim.lineage.edges import (
    EVERY,
    QUERY,
    ColumnEdge,
    EndpointUse,
    StatementLineage,
    TableEdge,
    Unknown,
)
from govsim.lineage.flows import (
    AGGREGATED,
    CONDITION,
    DIRECT,
    IDENTITY,
    MASKED,
    TRANSFORMED,
    WORDS,
    Flows,
    Source,
)
from govsim.lineage.nulls import any_null
from govsim.lineage.relation import Output, Result
from govsim.lineage.trace import Trace
from govsim.lineage.unset import UNSET
from govsim.model.flows import EdgeKind, Transform

_DIRECT, _INDIRECT = EdgeKind.DIRECT, EdgeKind.INDIRECT
_TRANSFORMS: dict[int, Transform] = {
    IDENTITY: "identity",
    TRANSFORMED: "transformed",
    AGGREGATED: "aggregated",
    MASKED: "masked",
}
# Of several ways that a value takes, the one that changes it least.
_PLAINEST = {
    bits: next(word for bit, word in _TRANSFORMS.items() if bits & bit) for bits in range(1, 16)
}
_REASONS = [
    ", ".join(WORDS[1 << place] for place in range(4, 10) if bits & (1 << place))
    for bits in range(1024)
]


class Building:
    """What a statement writes, table by table."""

    def __init__(self, verb: str, trace: Trace) -> None:
        self.verb = verb
        self.trace = trace
        self.columns: dict[ColumnEdge, None] = {}
        self.writes: dict[str, None] = {}
        self.tables: dict[TableEdge, None] = {}
        self.outputs: list[Output] = []
        self.renames: list[tuple[str, str]] = []
        self.drops: list[str] = []
        self.keeps_itself = False  # the target of a MERGE is not built from itself

    def write(self, target: str, names: Sequence[str] | None, found: Result) -> None:
        """Add a target with its columns; without names, those of the query are taken."""
        self.writes[target] = None
        self.link(self.trace.reads, target)
        outputs = found.outputs
        self.outputs = self.outputs or outputs
        if names is None:
            names = [output.name for output in outputs]
        for name, output in zip(names, outputs, strict=False):
            self.fill(target, name, output.flows)
        if self.trace.nulls is not None:
            for name, output in zip(names, outputs, strict=False):
                self.trace.stores(target, name, output.null)
        self.decide(target, found.influences)

    def link(self, sources: Iterable[str], target: str) -> None:
        """Add that a table is built from others."""
        for source in sources:
            self.tables[TableEdge(source, target)] = None

    def fill(self, target: str, name: str, flows: Flows) -> None:
        """Add what one column of the target is made of."""
        columns = self.columns
        for source, bits in flows.items():
            table, column = source[0], source[1]
            if direct := bits & DIRECT:
                why = source[2] if len(source) == 3 else ""
                edge = ColumnEdge(table, column, target, name, _DIRECT, _PLAINEST[direct], why)
                columns[edge] = None
                if table == target and not self.keeps_itself:
                    self.tables[TableEdge(target, target)] = None
            if bits > DIRECT:
                columns[
                    ColumnEdge(table, column, target, name, _INDIRECT, "", _REASONS[bits & 1008])
                ] = None

    def decide(self, target: str, influences: Flows) -> None:
        """Add what decides the rows of the target."""
        for source, bits in influences.items():
            reason = _REASONS[bits & 1008]
            if reason:
                edge = ColumnEdge(source[0], source[1], target, EVERY, _INDIRECT, "", reason)
                self.columns[edge] = None

    def lineage(self, at: Place | None = None, text: str = "") -> StatementLineage:
        """Return the lineage of the whole statement."""
        trace = self.trace
        for name in (*trace.reads, *self.writes):
            if name.startswith(UNSET):
                trace.note("unknown-name", name[1:])
        if not self.writes:
            self.link(trace.reads, QUERY)
        target = next(iter(self.writes), QUERY)
        return StatementLineage(
            self.verb,
            tuple(self.tables),
            tuple(self.columns),
            tuple(Unknown(reason, what) for reason, what in trace.unknown),
            tuple(trace.reads),
            tuple(self.writes),
            tuple(EndpointUse(name, target) for name in trace.endpoints),
            at,
            tuple((output.name, output.type) for output in self.outputs),
            tuple(self.renames),
            tuple(self.drops),
            tuple((*at, any_null(held)) for at, held in trace.nulls.items()) if trace.nulls else (),
            text,
        )


def result(outputs: Iterable[Output], influences: Flows | None = None) -> Result:
    """Return columns as the result of a query."""
    return Result(list(outputs), influences if influences is not None else {})


def flows_into(edges: Iterable[ColumnEdge], target: str, column: str) -> Flows:
    """Return what one column is made of, as edges that were made tell it."""
    found: Flows = {}
    for edge in edges:
        if (edge.target_table, edge.target_column) != (target, column):
            continue
        source: Source = (edge.source_table, edge.source_column)
        if edge.kind is _DIRECT:
            bit = next(bits for bits, word in _TRANSFORMS.items() if word == edge.transform)
            key = (*source, edge.why) if bit == MASKED or edge.why else source
            found[key] = found.get(key, 0) | bit
        else:
            found[source] = found.get(source, 0) | CONDITION
    return found
