"""Measures reachability over a large lineage beside networkx and SciPy, where they keep up.

The graph has twelve layers; a column reads about three others, most of them of the layer before,
and three reads in ten go to a few columns that everything uses. Times are those of the processor.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govsim.lineage.compact import CompactGraph
from tests.bench.clock import Figures, resident

LAYERS = 12
Edges = tuple[int, int, NDArray[Any], NDArray[Any]]


def layered(edges: int, seed: int = 11) -> Edges:
    """Return the number of columns, the columns of a layer, and the two ends of each edge."""
    rng = np.random.default_rng(seed)
    width = edges // (3 * (LAYERS - 1))
    reader = rng.integers(width, width * LAYERS, edges)
    layer = reader // width
    back = np.where(rng.random(edges) < 0.8, 1, 1 + (rng.random(edges) * layer).astype(np.int64))
    at = rng.random(edges)
    spread = np.where(rng.random(edges) < 0.3, at**6, at)
    read = (layer - np.minimum(back, layer)) * width + (spread * width).astype(np.int64)
    return width * LAYERS, width, read.astype(np.int32), reader.astype(np.int32)


def spent(call: Callable[[], Any], times: int = 5) -> float:
    """Return the least time of the processor that a call takes, in milliseconds."""
    found = float("inf")
    for _ in range(times):
        start = process_time()
        call()
        found = min(found, process_time() - start)
    return found * 1000


def measure(edges: int, figures: Figures) -> None:
    """Measure one size; peers that would not end in good time are left out."""
    nodes, width, read, reader = layered(edges)
    gc.collect()
    before = resident()
    start = process_time()
    graph = CompactGraph(nodes, read, reader)
    built = process_time() - start
    name = f"{edges:,} column edges"
    figures.add(f"{name}: build, both ways", built, "s")
    figures.add(f"{name}: memory", resident() - before, "MB")
    hub, usual = int(np.bincount(read).argmax()), width + width // 2
    for what, seed in (("a hub", hub), ("an ordinary column", usual)):
        count = len(graph.reach([seed]))
        cost = spent(lambda seed=seed: graph.reach([seed]).members)
        note = against(nodes, read, reader, seed, cost) if edges <= 1_000_000 else ""
        figures.add(f"{name}: downstream of {what}", cost, "ms", f"{count:,} columns{note}")
        reach = graph.reach([seed])
        ends = reach.members[:: max(1, count // 1000)][:1000].tolist()
        cost = spent(lambda reach=reach, ends=ends, seed=seed: reach.paths(ends, [seed]))
        figures.add(f"{name}: {len(ends):,} ways of {what}", cost, "ms")
    questions = [[seed] for seed in range(64)]
    figures.add(
        f"{name}: 64 questions at once", spent(lambda: graph.reach_many(questions), 2), "ms"
    )
    start = process_time()
    for place in range(1000):
        graph.add(place, nodes - 1 - place)
    figures.add(f"{name}: an edge added", (process_time() - start) * 1000, "µs")


def against(nodes: int, read: Any, reader: Any, seed: int, cost: float) -> str:
    """Return how many times as long networkx and SciPy take, where they are installed."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_edges_from(zip(read.tolist(), reader.tolist(), strict=True))
    said = f"; networkx {spent(lambda: nx.descendants(graph, seed), 1) / cost:,.0f} ×"
    try:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import breadth_first_order
    except ImportError:
        return said
    sparse = csr_array((np.ones(len(read), np.int8), (read, reader)), shape=(nodes, nodes))
    walked = spent(lambda: breadth_first_order(sparse, seed, return_predecessors=False))
    return f"{said}, SciPy {walked / cost:,.1f} ×"


def main() -> int:
    """Measure the sizes that are given, and print the figures as JSON."""
    figures = Figures()
    for size in sys.argv[1:] or ["1000000"]:
        measure(int(float(size)), figures)
    print(json.dumps(figures.rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
