"""Reachability over arrays agrees with networkx on every small graph, by search and by sweep."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.lineage.compact import CompactGraph, graph

Edges = list[tuple[int, int]]
SIZE = 12
nodes = st.integers(0, SIZE - 1)
edges = st.lists(st.tuples(nodes, nodes), max_size=40)
forward = edges.map(lambda found: [(min(e), max(e)) for e in found if e[0] != e[1]])


@pytest.fixture(params=["search", "sweep"], autouse=True, scope="module")
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let small graphs be walked in both ways; large ones choose by themselves."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "sweep":
            patch.setattr(graph, "_SMALL", 0)
            patch.setattr(graph, "_WIDEST", 0)
        yield


def made(found: Edges, cut: int) -> tuple[CompactGraph, nx.DiGraph]:
    begun = np.array(found[:cut], dtype=np.int32).reshape(-1, 2)
    compact = CompactGraph(SIZE, begun[:, 0], begun[:, 1])
    for source, target in found[cut:]:
        compact.add(source, target)
    oracle = nx.DiGraph(found)
    oracle.add_nodes_from(range(SIZE))
    return compact, oracle


def behind(oracle: nx.DiGraph, seeds: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for seed in seeds:
        for node, steps in nx.single_source_shortest_path_length(oracle, seed).items():
            found[node] = min(steps, found.get(node, steps))
    return found


@given(edges | forward, st.integers(0, 40), st.lists(nodes, min_size=1, max_size=3), st.booleans())
def test_a_walk_reaches_what_networkx_reaches(
    found: Edges, cut: int, seeds: list[int], upstream: bool
) -> None:
    """Nodes and distances are the same, with cycles and with edges that were added later."""
    compact, oracle = made(found, cut)
    expected = behind(oracle.reverse() if upstream else oracle, seeds)

    reach = compact.reach(seeds, upstream=upstream)

    assert set(reach.members.tolist()) == set(expected)
    assert dict(zip(reach.ids.tolist(), reach.distance.tolist(), strict=True)) == expected


@given(edges | forward, st.integers(0, 40), nodes, st.booleans())
def test_ways_run_along_edges(found: Edges, cut: int, seed: int, upstream: bool) -> None:
    """Each way begins at the seed, ends at the node, and takes only edges that there are."""
    compact, oracle = made(found, cut)
    walked = oracle.reverse() if upstream else oracle
    reach = compact.reach([seed], upstream=upstream)
    ends = sorted(reach.members.tolist())

    ways = [*reach.paths(ends, [seed]), *map(reach.path, ends)]

    for way, end in zip(ways, [*ends, *ends], strict=True):
        assert (way[0], way[-1]) == (seed, end)
        assert all(walked.has_edge(*step) for step in pairwise(way))
    assert all(
        len(way) - 1 == steps
        for way, steps in zip(map(reach.path, reach.ids.tolist()), reach.distance, strict=True)
    )


@given(edges | forward, st.lists(st.lists(nodes, max_size=2), max_size=64), st.booleans())
def test_many_questions_have_the_answers_of_each(
    found: Edges, questions: list[list[int]], upstream: bool
) -> None:
    """One bit a question says what a walk of its own would."""
    compact, _ = made(found, len(found))

    bits = compact.reach_many(questions, upstream=upstream)

    for place, seeds in enumerate(questions):
        told = np.flatnonzero(bits >> np.uint64(place) & np.uint64(1)).tolist()
        assert set(told) == set(compact.reach(seeds, upstream=upstream).members.tolist())


@given(edges, nodes, nodes)
def test_upstream_mirrors_downstream(found: Edges, first: int, second: int) -> None:
    """A node is downstream of another exactly when that is upstream of it."""
    compact, _ = made(found, len(found))

    down = second in compact.reach([first]).members
    up = first in compact.reach([second], upstream=True).members

    assert down == up


def test_depth_ends_a_walk() -> None:
    """Only what is so many steps away is reached."""
    compact, _ = made([(0, 1), (1, 2), (2, 3)], 3)

    assert compact.reach([0], depth=2).ids.tolist() == [0, 1, 2]


def test_thousands_of_edges_are_folded_in() -> None:
    """A graph that grows edge by edge is walked like one that was made whole."""
    compact = CompactGraph(6_000, np.empty(0, np.int32), np.empty(0, np.int32))
    for node in range(5_000):
        compact.add(node, node + 1)

    assert compact.edges == 5_000
    assert len(compact.reach([0])) == 5_001


def test_more_than_64_questions_are_refused() -> None:
    """One pass has one bit a question."""
    compact, _ = made([(0, 1)], 1)

    with pytest.raises(ValueError, match="at most 64"):
        compact.reach_many([[0]] * 65)
