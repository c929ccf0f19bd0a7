"""Holds neighbours in compressed rows: one array of starts, one of ends of edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """The neighbours of every node: those of node n are `ends[starts[n]:starts[n + 1]]`."""

    starts: NDArray[Any]
    ends: Numbers

    @staticmethod
    def of(nodes: int, begins: Numbers, ends: Numbers) -> Rows:
        """Return the rows of edges that are given as two arrays."""
        order = np.argsort(begins, kind="stable")
        small = len(ends) < np.iinfo(np.int32).max
        starts = np.zeros(nodes + 1, dtype=np.int32 if small else np.int64)
        np.cumsum(np.bincount(begins, minlength=nodes), out=starts[1:])
        return Rows(starts, ends[order])

    def of_node(self, node: int) -> Numbers:
        """Return the neighbours of one node."""
        return self.ends[self.starts[node] : self.starts[node + 1]]

    def around(self, nodes: Numbers) -> tuple[Numbers, NDArray[Any]]:
        """Return the neighbours of several nodes, one after the other, and how many each has."""
        starts = self.starts[nodes]
        counts = self.starts[nodes + 1] - starts
        total = int(counts.sum())
        before = np.cumsum(counts) - counts
        places = np.repeat(starts - before, counts)
        places += np.arange(total, dtype=places.dtype)
        return self.ends[places], counts

    def flat(self) -> tuple[Numbers, Numbers]:
        """Return the edges as two arrays."""
        counts = np.diff(self.starts)
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts), self.ends
