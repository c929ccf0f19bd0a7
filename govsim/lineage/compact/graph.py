"""Traces what can be reached from numbered nodes, by search where little is, by sweep where much.

Edges are kept both ways in compressed rows over nodes that are sorted by level, so that a sweep
reads its edges in the order in which they lie, and gathers only flags. New edges stand in a small
dictionary beside the rows until there are some thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from govsim.lineage.compact.levels import Levels
from govsim.lineage.compact.reach import Reach, Searched
from govsim.lineage.compact.rows import Flags, Numbers, Rows

_SMALL: Final = 100_000  # edges; below, a search is as fast as a sweep
_WIDE: Final = 24  # a frontier of more than this part of the nodes is swept
_WIDEST: Final = 64  # a frontier of fewer nodes is searched, whatever its part
_FOLD: Final = 4_096  # edges beside the rows
_QUESTIONS: Final = 64


class CompactGraph:
    """A directed graph over the nodes 0 … n-1; cycles and repeated edges are allowed.

    Args:
        nodes: How many nodes there are.
        sources: Where each edge begins, int32.
        targets: Where each edge ends, int32.
    """

    def __init__(self, nodes: int, sources: NDArray[Any], targets: NDArray[Any]) -> None:
        self.nodes = nodes
        self._build(np.asarray(sources, dtype=np.int32), np.asarray(targets, dtype=np.int32))

    def _build(self, sources: Numbers, targets: Numbers) -> None:
        self._added: tuple[dict[int, list[int]], dict[int, list[int]]] = {}, {}
        self._waiting = 0
        self._levels: Levels | None = None
        out = Rows.of(self.nodes, sources, targets)
        if len(targets) >= _SMALL:
            self._levels = levels = Levels.of(self.nodes, out)
            sources, targets = levels.place[sources], levels.place[targets]
            out = Rows.of(self.nodes, sources, targets)
        self._rows = out, Rows.of(self.nodes, targets, sources)  # downstream, upstream

    @property
    def edges(self) -> int:
        """How many edges there are."""
        return len(self._rows[0].ends) + self._waiting

    def add(self, source: int, target: int) -> None:
        """Add one edge between nodes that are there."""
        begin, end = self._place(source), self._place(target)
        self._added[0].setdefault(begin, []).append(end)
        self._added[1].setdefault(end, []).append(begin)
        self._waiting += 1
        if self._waiting >= _FOLD:
            self._fold()

    def _fold(self) -> None:
        begins, ends = self._rows[0].flat()
        more = [(begin, end) for begin, ends_ in self._added[0].items() for end in ends_]
        added = np.array(more, dtype=np.int32)
        sources = self.nodes_at(np.concatenate([begins, added[:, 0]]))
        targets = self.nodes_at(np.concatenate([ends, added[:, 1]]))
        self._build(sources, targets)

    def _place(self, node: int) -> int:
        return node if self._levels is None else int(self._levels.place[node])

    def nodes_at(self, places: NDArray[Any]) -> Numbers:
        """Return the nodes that stand at places of the inner order."""
        found = places if self._levels is None else self._levels.order[places]
        return np.asarray(found, dtype=np.int32)

    # --- walks ---

    def reach(
        self, seeds: Sequence[int], *, upstream: bool = False, depth: int | None = None
    ) -> Reach:
        """Return what can be reached from some nodes, in at most `depth` steps."""
        places = [self._place(seed) for seed in dict.fromkeys(seeds)]
        begun = np.array(places, dtype=np.int32)
        side = int(upstream)

        def search() -> Searched:
            return self._search(begun, side, depth, wide=self.nodes + 1)[1]

        flags, found = self._search(begun, side, depth, wide=max(_WIDEST, self.nodes // _WIDE))
        made = Reach(self, flags, upstream, search)
        if found[0] is not _SWEPT:
            made._searched = found
        return made

    def _search(
        self, begun: Numbers, side: int, depth: int | None, *, wide: int
    ) -> tuple[Flags, Searched]:
        """Search level by level; sweep once a frontier is wide, if no distance is asked for."""
        flags = np.zeros(self.nodes, dtype=np.bool_)
        flags[begun] = True
        frontier, steps = begun, 0
        found, parents = [begun], [np.full(len(begun), -1, dtype=np.int32)]
        while len(frontier) and (depth is None or steps < depth):
            if len(frontier) > wide and depth is None and self._can_sweep(side):
                self._sweep(flags, frontier, side)
                return flags, (_SWEPT, _SWEPT, _SWEPT)
            frontier, came = self._next(frontier, side, flags)
            steps += 1
            found.append(frontier)
            parents.append(came)
        distances = np.repeat(np.arange(len(found)), [len(part) for part in found])
        before = np.concatenate(parents)
        known = before >= 0
        before[known] = self.nodes_at(before[known])
        return flags, (self.nodes_at(np.concatenate(found)), distances, before)

    def _next(self, frontier: Numbers, side: int, flags: Flags) -> tuple[Numbers, Numbers]:
        """Return the nodes behind a frontier that were not seen, each with one node before it."""
        around, counts = self._rows[side].around(frontier)
        before = np.repeat(frontier, counts)
        if self._waiting:
            around, before = self._with_added(frontier, side, around, before)
        fresh = ~flags[around]
        around, before = around[fresh], before[fresh]
        if len(around) > 1:
            flags[around] = True
            first = _firsts(around, self.nodes)
            return around[first], before[first]
        flags[around] = True
        return around, before

    def _with_added(
        self, frontier: Numbers, side: int, around: Numbers, before: Numbers
    ) -> tuple[Numbers, Numbers]:
        added = self._added[side]
        here = [node for node in frontier.tolist() if node in added] if added else []
        pairs = [(end, node) for node in here for end in added[node]]
        if not pairs:
            return around, before
        more = np.array(pairs, dtype=np.int32)
        return np.concatenate([around, more[:, 0]]), np.concatenate([before, more[:, 1]])

    # --- sweeps ---

    def _can_sweep(self, side: int) -> bool:
        # Edges beside the rows may lead backwards, and upstream a cycle comes first.
        if self._levels is None or self._waiting:
            return False
        return side == 0 or int(self._levels.cuts[-1]) == self.nodes

    def _sweep(self, flags: NDArray[Any], frontier: Numbers, side: int) -> None:
        """Flag everything behind what is flagged: level by level, then what has no level."""
        assert self._levels is not None
        cuts = self._levels.cuts
        rows = self._rows[1 - side]  # what leads to a node
        levels = range(1, len(cuts) - 1) if side == 0 else range(len(cuts) - 3, -1, -1)
        begin = int(np.searchsorted(cuts, frontier.min() if side == 0 else frontier.max(), "right"))
        for level in levels:
            if (level >= begin) if side == 0 else (level < begin):
                _gather(flags, rows, int(cuts[level]), int(cuts[level + 1]))
        if side == 0 and int(cuts[-1]) < self.nodes:
            self._follow(flags, int(cuts[-1]))

    def _follow(self, flags: NDArray[Any], cut: int) -> None:
        """Search on among the nodes that have no level."""
        rows = self._rows[1]
        rest = np.arange(cut, self.nodes, dtype=np.int32)
        around, counts = rows.around(rest)
        into = np.repeat(rest, counts)
        fresh = np.unique(into[flags[around].astype(bool) & ~flags[into].astype(bool)])
        flags[fresh] = True
        frontier = np.concatenate([fresh, rest[flags[rest].astype(bool)]])
        while len(frontier):
            frontier, _ = self._next(frontier, 0, flags)

    def reach_many(
        self, questions: Sequence[Sequence[int]], *, upstream: bool = False
    ) -> NDArray[np.uint64]:
        """Return for each node which of up to 64 questions reach it, one bit a question.

        Raises:
            ValueError: There are more than 64 questions.
        """
        if len(questions) > _QUESTIONS:
            raise ValueError("one pass answers at most 64 questions")
        side = int(upstream)
        bits = np.zeros(self.nodes, dtype=np.uint64)
        if not self._can_sweep(side) or (self._cyclic and side == 0):
            for place, seeds in enumerate(questions):
                bits[self.reach(seeds, upstream=upstream).members] |= np.uint64(1 << place)
            return bits
        for place, seeds in enumerate(questions):
            bits[[self._place(seed) for seed in seeds]] |= np.uint64(1 << place)
        assert self._levels is not None
        cuts = self._levels.cuts
        levels = range(1, len(cuts) - 1) if side == 0 else range(len(cuts) - 3, -1, -1)
        for level in levels:
            _gather(bits, self._rows[1 - side], int(cuts[level]), int(cuts[level + 1]))
        found = np.empty_like(bits)
        found[self._levels.order] = bits
        return found

    @property
    def _cyclic(self) -> bool:
        return self._levels is not None and int(self._levels.cuts[-1]) < self.nodes

    # --- ways ---

    def ways(
        self, flags: Flags, nodes: NDArray[Any], seeds: set[int], *, upstream: bool
    ) -> list[list[int]]:
        """Return one way from a seed to each node, along flagged nodes."""
        if self._levels is None or self._cyclic or self._waiting:
            reached = self.reach(sorted(seeds), upstream=upstream)
            return [reached.path(int(node)) for node in nodes]
        rows = self._rows[0 if upstream else 1]
        begun = np.zeros(self.nodes, dtype=np.bool_)
        begun[[self._place(seed) for seed in seeds]] = True
        here = self._levels.place[nodes]
        steps = [here]
        open_ = flags[here] & ~begun[here]
        while open_.any():
            there = here.copy()
            there[open_] = _any_flagged(rows, here[open_], flags)
            here = there
            steps.append(here)
            open_ &= ~begun[here]
        return self._read(np.stack(steps), flags, nodes)

    def _read(self, steps: NDArray[Any], flags: Flags, nodes: NDArray[Any]) -> list[list[int]]:
        found: NDArray[Any] = self.nodes_at(steps.reshape(-1)).reshape(steps.shape)
        columns: Any = found.T.tolist()
        return [
            list(dict.fromkeys(reversed(column))) if flags[self._place(int(node))] else []
            for column, node in zip(columns, nodes, strict=True)
        ]


_SWEPT: Final = np.empty(0, dtype=np.int32)


def _firsts(values: Numbers, nodes: int) -> NDArray[Any]:
    """Return a mask of one occurrence of each value."""
    if len(values) < 4_096 or len(values) * 8 < nodes:
        mask = np.zeros(len(values), dtype=np.bool_)
        mask[np.unique(values, return_index=True)[1]] = True
        return mask
    last = np.empty(nodes, dtype=np.int32)
    places = np.arange(len(values), dtype=np.int32)
    last[values] = places
    found: NDArray[Any] = last[values] == places
    return found


def _gather(flags: NDArray[Any], rows: Rows, begin: int, end: int) -> None:
    """Give each node from `begin` to `end` the flags of all that lead to it."""
    first, last = int(rows.starts[begin]), int(rows.starts[end])
    if first == last:
        return
    starts = rows.starts[begin:end]
    held = flags[rows.ends[first:last]]
    filled = np.flatnonzero(rows.starts[begin + 1 : end + 1] > starts)
    gathered = np.bitwise_or.reduceat(held, starts[filled] - first)
    flags[begin + filled] |= gathered


def _any_flagged(rows: Rows, nodes: Numbers, flags: Flags) -> Numbers:
    """Return for each node one flagged neighbour."""
    around, counts = rows.around(nodes)
    ends = np.cumsum(counts)
    places = np.flatnonzero(flags[around])
    firsts = np.searchsorted(places, ends - counts)
    found: Numbers = around[places[firsts]]
    return found
