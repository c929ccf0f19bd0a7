"""Decides which of several finds on the same stretch of a text stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import inf
from operator import gt, itemgetter
from typing import Final

from govsim.guardrails.pii.values import Hit


def resolve(found: Iterable[Hit]) -> list[Hit]:
    """Return finds that do not overlap, in the order of the text.

    The likelier one stands, of two as likely the longer, then the earlier; what it overlaps goes.
    The same finds in another order give the same answer.
    """
    ordered = sorted(found, key=_START)
    starts = list(map(_START, ordered))
    if not any(map(gt, map(_END, ordered), starts[1:])) and len(set(starts)) == len(starts):
        return ordered  # as in most texts, nothing overlaps
    kept: list[Hit] = []
    group: list[Hit] = []
    start, end = -1, 0
    for find in ordered:
        if find.start >= end and find.start > start:  # nothing before reaches so far
            kept += group if len(group) < 2 else _likeliest(group)
            group = []
            start, end = find.start, find.end
        elif find.end > end:
            end = find.end
        group.append(find)
    kept += group if len(group) < 2 else _likeliest(group)
    return kept


_START: Final = itemgetter(0)
_END: Final = itemgetter(1)


def _likeliest(found: list[Hit]) -> list[Hit]:
    """Return of finds that hang together those that stand."""
    ranked = sorted(found, key=_rank)
    kept = _few(ranked) if len(ranked) <= _FEW else _many(ranked)
    kept.sort(key=_START)
    return kept


def _rank(find: Hit) -> tuple[float, int, int, str]:
    start, end, type_, score, *_ = find
    return -score, start - end, start, type_


_FEW: Final = 12  # finds, which are compared with each other


def _few(ranked: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for find in ranked:
        start, end = find[0], find[1]
        for other in kept:
            if other[0] < end and start < other[1]:
                break
        else:
            kept.append(find)
    return kept


def _many(ranked: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for find in ranked:
        cells = range(find.start >> 6, (max(find.end, find.start + 1) - 1 >> 6) + 1)
        if any(a < find.end and find.start < b for cell in cells for a, b in taken.get(cell, ())):
            continue
        kept.append(find)
        for cell in cells:
            taken.setdefault(cell, []).append((find.start, find.end))
    return kept


def apart_from(kept: Sequence[Hit], found: Iterable[Hit]) -> list[Hit]:
    """Return the finds that overlap none of those kept, which stand in order and apart."""
    if not kept:
        return list(found)
    # One beyond the last, and one before the first.
    starts = [*map(_START, kept), inf]
    ends = [-1, *map(_END, kept)]
    return [
        find
        for find in found
        if ends[at := bisect_right(starts, find[0])] <= find[0] and find[1] <= starts[at]
    ]
