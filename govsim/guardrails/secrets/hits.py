"""Holds what the parts of the secret scanner find, and decides which of two that overlap stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SECRET: Final = "SECRET"  # a token, a key: what a program shows
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
    kept: list[Hit] = []
    ranked = sorted(hits, key=lambda hit: (-hit.score, hit.start - hit.end, hit.start, hit.rule))
    taken: set[int] = set()
    for hit in ranked:
        blocks = range(hit.start >> 5, (hit.end >> 5) + 1)
        near = [kept[at] for at in _indexes(taken, blocks, kept)]
        if any(hit.start < other.end and other.start < hit.end for other in near):
            continue
        kept.append(hit)
        taken.update(blocks)
    return sorted(kept, key=lambda hit: hit.start)


def _indexes(taken: set[int], blocks: range, kept: list[Hit]) -> Iterable[int]:
    return range(len(kept)) if not taken.isdisjoint(blocks) else ()
