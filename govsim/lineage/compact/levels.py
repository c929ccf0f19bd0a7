"""Traces levels: the nodes in an order in which edges lead forwards, as far as there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govsim.lineage.compact.rows import Numbers, Rows


@dataclass(frozen=True, slots=True)
class Levels:
    """Nodes sorted by level. `cuts[k]:cuts[k + 1]` are the places of level k in `order`.

    What lies on a cycle, or behind one, has no level, and comes last: from `cuts[-1]` on.
    """

    order: Numbers  # place → node
    place: Numbers  # node → place
    cuts: NDArray[Any]

    @staticmethod
    def of(nodes: int, out: Rows) -> Levels:
        """Return the levels of a graph: each node stands behind all that lead to it."""
        left = np.bincount(out.ends, minlength=nodes).astype(np.int32)
        frontier = np.flatnonzero(left == 0).astype(np.int32)
        parts: list[Numbers] = []
        while len(frontier):
            parts.append(frontier)
            around, _ = out.around(frontier)
            frontier = _freed(left, around, nodes)
        cuts = np.cumsum([0, *(len(part) for part in parts)])
        rest = np.flatnonzero(left > 0).astype(np.int32)
        order = np.concatenate([*parts, rest]) if parts else rest
        place = np.empty(nodes, dtype=np.int32)
        place[order] = np.arange(nodes, dtype=np.int32)
        return Levels(order.astype(np.int32), place, cuts)


def _freed(left: Numbers, around: Numbers, nodes: int) -> Numbers:
    """Count edges off, and return the nodes that no edge leads to any more."""
    if len(around) > nodes // 16:
        counts = np.bincount(around, minlength=nodes)
        left -= counts.astype(np.int32)
        return np.flatnonzero((left == 0) & (counts > 0)).astype(np.int32)
    found, counts = np.unique(around, return_counts=True)
    left[found] -= counts.astype(np.int32)
    freed: Numbers = found[left[found] == 0].astype(np.int32)
    return freed
