"""Holds what the parts of the secret scanner find, and decides which of two that overlap stays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SECRET: Final = "SECRET"  # noqa: S105 - the name of a type; a token, a key: what a program shows
PASSWORD: Final = "PASSWORD"  # noqa: S105 - the name of a type; what a person chose


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of one text that is taken for a secret. It never holds the value itself."""

    start: int
    end: int
    score: float
    rule: str
    why: str
    type: str = SECRET


def settled(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits in order, of those that overlap only the likelier, then the longer."""
    ranked = sorted(hits, key=lambda hit: (-hit.score, hit.start - hit.end, hit.start, hit.rule))
    starts: list[int] = []
    kept: list[Hit] = []
    for hit in ranked:
        at = bisect_right(starts, hit.start)
        before_ends = at == 0 or kept[at - 1].end <= hit.start
        if before_ends and (at == len(kept) or kept[at].start >= hit.end):
            starts.insert(at, hit.start)
            kept.insert(at, hit)
    return kept
