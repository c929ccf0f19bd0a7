"""Holds where each character of a rewritten text stood in the text that it was made from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
ONE: Final = 60  # a pitch of one; thirds, quarters and fifths of it are whole
WHOLE: Final = 0
BACKWARDS: Final = -ONE


@dataclass(frozen=True, slots=True, eq=False)
class Offsets:
    """A rewriting as runs, in the order of the new text.

    The characters of a run lie in its source at a pitch, in sixtieths of a character: copied ones
    at 60, those of base64 at 80, of hexadecimal at 120, copied from behind at -60. At pitch 0 each
    character stands for all of the run's source.
    """

    at: Numbers  # where each run begins in the new text, rising
    starts: Numbers  # where its source begins
    ends: Numbers  # where its source ends
    pitches: Numbers

    @classmethod
    def of_runs(cls, runs: Iterable[tuple[int, int, int, int]]) -> Offsets:
        """Return the offsets of runs `(at, start, end, pitch)`."""
        return cls.of_flat(array("q", (number for run in runs for number in run)))

    @classmethod
    def of_flat(cls, runs: array[int]) -> Offsets:
        """Return the offsets of runs that follow each other number by number."""
        if not runs:
            runs = array("q", (0, 0, 0, WHOLE))
        table = np.frombuffer(runs, dtype=np.int64).reshape(-1, 4).T.copy()
        return cls(table[0], table[1], table[2], table[3])

    @classmethod
    def of_characters(cls, starts: NDArray[Any], ends: NDArray[Any]) -> Offsets:
        """Return the offsets of characters whose sources are known one by one.

        Args:
            starts: Where the source of each character begins.
            ends: Where it ends; at least `starts` everywhere.
        """
        if not len(starts):
            return cls.of_runs(())
        single = ends - starts == 1
        joins = single[1:] & single[:-1] & (np.diff(starts) == 1)
        at = np.flatnonzero(np.concatenate([[True], ~joins])).astype(np.int64)
        last = np.concatenate([at[1:], [len(starts)]]) - 1
        pitches = np.where(single[at], ONE, WHOLE).astype(np.int64)
        return cls(at, starts[at].astype(np.int64), ends[last].astype(np.int64), pitches)

    def after(self, length: int, begin: int) -> Offsets:
        """Return the offsets of the new text behind a copied stretch of the source.

        Args:
            length: Of the stretch.
            begin: Where it begins in the source.
        """
        return Offsets(
            np.concatenate(([0], self.at + length)),
            np.concatenate(([begin], self.starts)),
            np.concatenate(([begin + length], self.ends)),
            np.concatenate(([ONE], self.pitches)),
        )

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the least stretch of the source that holds a stretch of the new text."""
        first = self._run(start)
        if end <= start:
            place = self._part(first, start, start + 1)[0]
            return place, place
        last = self._run(end - 1)
        if first == last:
            return self._part(first, start, end)
        parts = (
            self._part(first, start, int(self.at[first + 1])),
            self._part(last, int(self.at[last]), end),
        )
        low, high = min(parts[0][0], parts[1][0]), max(parts[0][1], parts[1][1])
        if last - first > 1:
            low = min(low, int(self.starts[first + 1 : last].min()))
            high = max(high, int(self.ends[first + 1 : last].max()))
        return low, high

    def _run(self, position: int) -> int:
        return max(0, int(np.searchsorted(self.at, position, side="right")) - 1)

    def _part(self, run: int, first: int, last: int) -> tuple[int, int]:
        """Return the source of a part of one run, half-open."""
        start, end, pitch = int(self.starts[run]), int(self.ends[run]), int(self.pitches[run])
        first, last = first - int(self.at[run]), last - int(self.at[run])
        if pitch > 0:
            begin = min(start + first * pitch // ONE, end)
            return begin, max(begin, min(end, start - (-last * pitch // ONE)))
        if pitch < 0:
            stop = max(start, end + first * pitch // ONE)
            return min(stop, max(start, end + last * pitch // ONE)), stop
        return start, end
