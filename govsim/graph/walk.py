"""Holds one walk over the lineage: what it reached, how far, and by which path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from govsim.errors import GovsimError
from govsim.graph.ids import ROWS, Ids
from govsim.model.flows import Flow, Node

if TYPE_CHECKING:
    from govsim.lineage.compact import Reach


class Hit(NamedTuple):
    """One thing or column that a walk reached; `distance` counts the things on the way to it."""

    node: Node
    distance: int


class Walk:
    """Everything upstream or downstream of some nodes, the nearest first."""

    def __init__(
        self, ids: Ids, start: tuple[Node, ...], upstream: bool, depth: int | None
    ) -> None:
        if depth is not None and depth < 0:
            raise GovsimError("wrong-value", f"a depth is at least 0, found `{depth}`")
        self._ids = ids
        self.start = start
        self.upstream = upstream
        self._depth = depth

    @cached_property
    def _reach(self) -> Reach:
        numbers = (self._ids.number.get(_lowered(node)) for node in self._begun())
        seeds = [number for number in numbers if number is not None]
        return self._ids.graph.reach(seeds, upstream=self.upstream)

    def _begun(self) -> Iterator[Node]:
        """Yield where the walk starts: from a table, at all of its columns and its rows."""
        for node in self.start:
            yield node
            if not node.column:
                yield node.at(ROWS)
                for name in self._ids.known.get(node.name, ()):
                    yield node.at(name)

    @cached_property
    def _parents(self) -> dict[int, int]:
        ids, parents = self._reach.ids.tolist(), self._reach.parent.tolist()
        return dict(zip(ids, parents, strict=True))

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """What was reached, the start left out."""
        distances: dict[int, int] = {}
        nodes, own = self._ids.nodes, {node.whole for node in self.start}
        columns = {_lowered(node) for node in self.start if node.column}
        found: list[Hit] = []
        for number, parent in self._parents.items():
            node = nodes[number]
            if parent < 0 or parent == number:
                distances[number] = 0
            else:
                step = nodes[parent].whole != node.whole
                distances[number] = distances[parent] + step
            outside = node.whole not in own or (node.column and columns and node not in columns)
            if node.column != ROWS and outside and distances[number]:
                found.append(Hit(node, distances[number]))
        limit = self._depth
        kept = (hit for hit in found if limit is None or hit.distance <= limit)
        return tuple(sorted(kept, key=lambda hit: (hit.distance, hit.node)))

    @property
    def things(self) -> tuple[Hit, ...]:
        """What was reached, without the columns; each thing once, at its nearest."""
        nearest: dict[Node, int] = {}
        for node, distance in self.hits:
            nearest[node.whole] = min(distance, nearest.get(node.whole, distance))
        return tuple(
            sorted(
                (Hit(n, d) for n, d in nearest.items()), key=lambda hit: (hit.distance, hit.node)
            )
        )

    def path(self, node: Node) -> tuple[Flow, ...]:
        """Return the edges from the start to a node, or from it to the start when upstream."""
        number = self._ids.number.get(_lowered(node))
        if number is None or number not in self._parents:
            return ()
        steps: list[Flow] = []
        while (parent := self._parents[number]) >= 0 and parent != number:
            pair = (number, parent) if self.upstream else (parent, number)
            if (flow := self._ids.edges[pair]) is not None:
                steps.append(flow)
            number = parent
        return tuple(steps if self.upstream else reversed(steps))


def _lowered(node: Node) -> Node:
    return node.at(node.column.lower()) if node.column else node
