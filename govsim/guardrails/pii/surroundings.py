"""Looks up which topics the words around the stretches of one text speak of."""

from __future__ import annotations

import sys
from bisect import bisect_right
from itertools import compress
from typing import Final

import numpy as np

from govsim.guardrails.pii.candidates import Cluster
from govsim.guardrails.pii.context import (
    AFTER,
    BEFORE,
    PART,
    REMEMBERED,
    SILENCE,
    TELLING,
    Spoken,
    in_front_of,
    shown,
    with_behind,
)

_MANY: Final = 48  # looks at words that no other text had, from which on an index is sooner
_LONGEST: Final = 1 << 20  # characters of a text with an index: it takes a hundred times as much
# The same labels stand before value after value: what they speak of is remembered.
_FRONTS: Final[dict[str, Spoken]] = {}


class Surroundings:
    """The topics around the stretches of one text, cluster after cluster."""

    def __init__(self, text: str) -> None:
        self._text = shown(text)
        self._silent = sys.maxsize  # from here to the end of the cluster no word is in reach
        self._missed = 0
        self._telling: tuple[list[int], list[int]] | None = None

    def look_at(self, cluster: Cluster, *, letters: bool) -> bool:
        """Turn to another cluster; return whether it is a row in which no word is in reach."""
        self._silent = sys.maxsize
        start, _, end = cluster
        if not letters and end - start > BEFORE:
            # An endless row of numbers: only where it begins and ends can a word be near.
            low = max(0, start - BEFORE)
            last = max((m.end() for m in PART.finditer(self._text, low, start)), default=0)
            if PART.search(self._text, end, end + AFTER) is None:
                self._silent = last + BEFORE
        return self._silent != sys.maxsize

    def __call__(self, start: int, end: int) -> Spoken:
        """Return the topics around a stretch of the cluster, nearest first.

        A blank line in front ends the look. What stands behind counts as two words further away
        than what stands in front, and is looked at only where no word close in front says what it
        is.
        """
        if start >= self._silent:
            return SILENCE
        low = start - BEFORE - 1
        before = self._text[low if low > 0 else 0 : start]
        found = _FRONTS.get(before)
        if found is None:
            found = self._met(before, low, start)
        if found.closed:
            return found
        after = self._text[end : end + AFTER]
        if (
            self._telling is not None
            and not after[:1].isalpha()  # it might go on with letters that are part of a word
            and not self._may_tell(end, end + AFTER)
        ):
            return found
        return with_behind(found, after)

    def before(self, start: int) -> Spoken:
        """Return the topics in front of a place in the cluster."""
        if start >= self._silent:
            return SILENCE
        low = start - BEFORE - 1
        before = self._text[low if low > 0 else 0 : start]
        found = _FRONTS.get(before)
        return self._met(before, low, start) if found is None else found

    def _met(self, before: str, low: int, start: int) -> Spoken:
        """Return the topics of words that are new."""
        if self._telling is not None and not self._may_tell(low, start):
            return SILENCE
        self._missed += 1
        if self._missed == _MANY and len(self._text) <= _LONGEST and self._text.isascii():
            self._telling = _telling(self._text)
        found = in_front_of(before)
        if len(_FRONTS) >= REMEMBERED:
            _FRONTS.clear()
        _FRONTS[before] = found
        return found

    def _may_tell(self, low: int, high: int) -> bool:
        """Whether a word that tells a topic may stand in a stretch: whole, or cut by its end.

        A word that its beginning cuts is taken for whole.
        """
        starts, ends = self._telling or ([], [])
        at = bisect_right(ends, low)
        if at < len(ends) and starts[at] < high:
            return True
        text = self._text
        if not (text[high - 1 : high].isalpha() and text[high : high + 1].isalpha()):
            return False
        begin = max(text.rfind(" ", 0, high), text.rfind("\n", 0, high)) + 1
        return _may_be_told(text[max(begin, low) : high])


def _telling(text: str) -> tuple[list[int], list[int]]:
    """Return where the words that tell a topic start and end in a text as `shown` writes it."""
    letters = (np.frombuffer(text.encode(), np.uint8) > ord(" ")).astype(np.int8)
    edges = np.flatnonzero(np.diff(letters, prepend=0, append=0)).tolist()
    words = text.split()
    told = set(filter(_may_be_told, set(words)))
    chosen = [word in told for word in words]
    return list(compress(edges[::2], chosen)), list(compress(edges[1::2], chosen))


def _may_be_told(word: str) -> bool:
    """Whether a word, or one within it, tells a topic."""
    if word.islower() or word.istitle():
        return word.lower() in TELLING
    return any(part.lower() in TELLING for part in PART.findall(word))
