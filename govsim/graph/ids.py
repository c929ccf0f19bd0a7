"""Holds the nodes of a lineage by number, and the arrays that walks run over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from govsim.model.flows import Asset, Flow, Node, NodeKind

if TYPE_CHECKING:
    from govsim.lineage.compact import CompactGraph

ROWS = "*"  # the column that stands for which rows a table has


class Ids:
    """Numbers for nodes, and edges between numbers.

    Each table has three sorts of node: its columns; `*`, what decides its rows, on which every
    column depends; and the table itself, which depends on every column. So what filters a table
    reaches all of it, and what reads a table as a whole is reached by all of it.
    """

    def __init__(
        self,
        flows: Sequence[Flow],
        assets: Mapping[Node, Asset],
        columns: Mapping[str, Sequence[str]],
    ) -> None:
        self.flows = flows
        self.known = columns
        self.number: dict[Node, int] = {}
        self.nodes: list[Node] = []
        self.edges: dict[tuple[int, int], Flow | None] = {}  # the first of each pair
        self.all: list[tuple[int, int, Flow | None]] = []
        for node in assets:
            self._table(node.whole)
        whole = {(f.source, f.target) for f in flows if not f.source.column and not f.target.column}
        detailed = whole and whole.intersection(
            (f.source.whole, f.target.whole) for f in flows if f.source.column or f.target.column
        )
        met: dict[Node, int] = {}  # the numbers of the ends of edges, as they are written
        for flow in flows:
            source, target = flow.source, flow.target
            if not source.column and not target.column:
                self._add(flow, detailed)
                continue
            begin, end = met.get(source), met.get(target)
            if begin is None or end is None:
                self._table(source.whole)
                self._table(target.whole)
                begin = met[source] = self._id(_lowered(source))
                end = met[target] = self._id(_lowered(target))
            self._keep((begin, end), flow)

    def _add(self, flow: Flow, detailed: set[tuple[Node, Node]]) -> None:
        """Add an edge between whole things."""
        source, target = flow.source, flow.target
        self._table(source)
        self._table(target)
        if (source, target) in detailed:
            return  # the columns say it more exactly
        if target.kind is NodeKind.TABLE:
            target = target.at(ROWS)
        self._join(source, target, flow)

    def _table(self, whole: Node) -> None:
        if whole in self.number:
            return
        self._id(whole)
        if whole.kind is NodeKind.TABLE:
            self._join(whole.at(ROWS), whole, None)
            for name in self.known.get(whole.name, ()):
                self._id(whole.at(name.lower()))

    def _id(self, node: Node) -> int:
        if (held := self.number.get(node)) is not None:
            return held
        self.number[node] = number = len(self.nodes)
        self.nodes.append(node)
        if node.column not in ("", ROWS):
            whole = node.whole
            self._join(whole.at(ROWS), node, None)
            self._join(node, whole, None)
        return number

    def _join(self, source: Node, target: Node, flow: Flow | None) -> None:
        self._keep((self._id(_lowered(source)), self._id(_lowered(target))), flow)

    def _keep(self, pair: tuple[int, int], flow: Flow | None) -> None:
        if flow is not None or pair not in self.edges:
            self.all.append((*pair, flow))
        if self.edges.get(pair) is None:
            self.edges[pair] = flow

    @cached_property
    def graph(self) -> CompactGraph:
        """The edges as arrays."""
        import numpy as np

        from govsim.lineage.compact import CompactGraph

        pairs = np.array(list(self.edges), dtype=np.int32).reshape(-1, 2)
        return CompactGraph(len(self.nodes), pairs[:, 0], pairs[:, 1])

    @cached_property
    def words(self) -> dict[str, Node]:
        """Every name in lower case, with what it names; tables before other things."""
        found: dict[str, Node] = {}
        for node in sorted(self.nodes, key=lambda each: each.kind is not NodeKind.TABLE):
            if node.column != ROWS:
                name = f"{node.name}.{node.column}" if node.column else node.name
                found.setdefault(name.lower(), node)
        return found

    @cached_property
    def into(self) -> dict[Node, list[Flow]]:
        """The edges that end at each node."""
        return _grouped((_lowered(flow.target), flow) for flow in self.flows)

    @cached_property
    def out_of(self) -> dict[Node, list[Flow]]:
        """The edges that begin at each node."""
        return _grouped((_lowered(flow.source), flow) for flow in self.flows)


def _lowered(node: Node) -> Node:
    lowered = node.column.lower()
    return node if lowered == node.column else node.at(lowered)


def _grouped(pairs: Iterable[tuple[Node, Flow]]) -> dict[Node, list[Flow]]:
    found: dict[Node, list[Flow]] = {}
    for node, flow in pairs:
        found.setdefault(node, []).append(flow)
    return found
