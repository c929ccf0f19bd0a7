"""Decides which of several finds on the same stretch of a text stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
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
    ranked = sorted(found, key=lambda f: (-f.score, f.start - f.end, f.start, f.type))
    kept: list[Hit] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for find in ranked:
        cells = range(find.start >> 6, (max(find.end, find.start + 1) - 1 >> 6) + 1)
        if any(a < find.end and find.start < b for cell in cells for a, b in taken.get(cell, ())):
            continue
        kept.append(find)
        for cell in cells:
            taken.setdefault(cell, []).append((find.start, find.end))
    kept.sort(key=_START)
    return kept


def apart_from(kept: Sequence[Hit], found: Iterable[Hit]) -> list[Hit]:
    """Return the finds that overlap none of those kept, which stand in order and apart."""
    starts = [find.start for find in kept]

    def free(find: Hit) -> bool:
        at = bisect_right(starts, find.start)
        before = at == 0 or kept[at - 1].end <= find.start
        return before and (at == len(kept) or find.end <= kept[at].start)

    return [find for find in found if free(find)]
