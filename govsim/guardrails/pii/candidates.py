"""Finds the stretches of a text where an identifier can be: those that hold digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# From a digit on: runs of letters and digits, apart by at most three separators, each run with a
# digit among its first letters. A group of up to four letters may stand between (IBAN, licences).
# An endless row of numbers is read forty at a time.
_RUN: Final = re.compile(
    r"[0-9][0-9A-Za-z]*"
    r"(?:[ .\-/:()+]{1,3}(?:[A-Za-z]{1,4}[ \-/.]?)?[0-9][0-9A-Za-z]*){0,40}"
)
_ATOM: Final = re.compile(r"[0-9A-Za-z]+")
_TAIL: Final = re.compile(r"[ \-./]?[A-Za-z]{1,3}(?![0-9A-Za-z])|\([A-Za-z]\)")
_HEAD: Final = 12  # letters that may stand glued in front of the first digit


class Cluster(NamedTuple):
    """A stretch of a text with digits, as offsets.

    `start` and `end` frame it; the first digit is in the run of letters and digits at `first`:
    a short word may stand before it, as in `DE 123456789`.
    """

    start: int
    first: int
    end: int


def clusters(text: str) -> Iterator[Cluster]:
    """Yield the stretches of a text that hold digits, from left to right, in linear time."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        before = text[start - 1] if start else ""
        if "A" <= before <= "z" and before.isalpha():
            low = max(0, start - _HEAD)
            while start > low and "A" <= text[start - 1] <= "z" and text[start - 1].isalpha():
                start -= 1
            before = text[start - 1] if start else ""
        first = start
        if start > 2 and before in " -" and "A" <= text[start - 2] <= "Z":
            start = _word_before(text, start)
        if text[end : end + 1] in _TAILS and (tail := _TAIL.match(text, end)) is not None:
            end = tail.end()
        yield Cluster(start, first, end)


def _word_before(text: str, start: int) -> int:
    """Return where a short word in capitals in front of a stretch begins, or the stretch itself."""
    at = start - 2
    while at > start - 4 and at > 0 and "A" <= text[at - 1] <= "Z":
        at -= 1
    alone = at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_@")
    return at if alone else start


_TAILS: Final = frozenset(" -./(")


def atoms_of(shape: str) -> list[tuple[int, int]]:
    """Return where the runs of letters and digits of a shape stand in it."""
    return [m.span() for m in _ATOM.finditer(shape)]
