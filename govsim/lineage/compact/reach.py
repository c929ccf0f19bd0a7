"""Holds what a walk over numbered nodes reached, how far, and by which way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from govsim.lineage.compact.rows import Flags, Numbers

if TYPE_CHECKING:
    from govsim.lineage.compact.graph import CompactGraph

Searched = tuple[Numbers, NDArray[Any], Numbers]


class Reach:
    """The nodes that a walk reached, those it began from among them.

    A large walk finds out only what it reaches; distances and ways are worked out when they are
    asked for. `search` does that: it returns nodes, distances and parents, the nearest first.
    """

    def __init__(
        self, graph: CompactGraph, flags: Flags, upstream: bool, search: Callable[[], Searched]
    ) -> None:
        self._graph = graph
        self._flags = flags  # by place
        self._upstream = upstream
        self._search = search

    @cached_property
    def _searched(self) -> Searched:
        return self._search()

    @cached_property
    def members(self) -> Numbers:
        """The nodes that were reached, int32, in no order of note."""
        return self._graph.nodes_at(np.flatnonzero(self._flags))

    def __len__(self) -> int:
        return int(np.count_nonzero(self._flags))

    @property
    def ids(self) -> Numbers:
        """The nodes that were reached, int32, the nearest first."""
        return self._searched[0]

    @property
    def distance(self) -> NDArray[Any]:
        """The number of edges to each of `ids`."""
        return self._searched[1]

    @property
    def parent(self) -> Numbers:
        """The node before each of `ids` on a shortest way; -1 where the walk began."""
        return self._searched[2]

    def paths(self, nodes: Sequence[int], seeds: Sequence[int]) -> list[list[int]]:
        """Return for each node one way from a seed to it, along nodes that were reached.

        Ways are taken back edge by edge, for all nodes at once; where the graph has cycles, the
        shortest ways are used instead.
        """
        return self._graph.ways(self._flags, np.asarray(nodes), set(seeds), upstream=self._upstream)

    def path(self, node: int) -> list[int]:
        """Return the shortest way to a node; empty when it was not reached."""
        parents = self._parents
        if node not in parents:
            return []
        found = [node]
        while (parent := parents[found[-1]]) >= 0:
            found.append(parent)
        return found[::-1]

    @cached_property
    def _parents(self) -> dict[int, int]:
        return dict(zip(self.ids.tolist(), self.parent.tolist(), strict=True))
