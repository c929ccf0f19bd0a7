"""Finds the stretches of a text where an identifier can be: those that hold digits."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from string import ascii_letters, ascii_uppercase
from typing import Final

from govsim.guardrails.pii.values import Hit

# From a digit on: runs of letters and digits, apart by at most three separators, each run with a
# digit among its first letters. A group of up to four letters may stand between (IBAN, licences).
# An endless row of numbers is read forty at a time. Behind it, a short word may end it.
# Nothing that is read is given back: what follows never begins with it.
_RUN: Final = re.compile(
    r"[0-9][0-9A-Za-z]*+"
    r"(?:[ .\-/:()+]{1,3}+(?:[A-Za-z]{1,4}+[ \-/.]?+)?+[0-9][0-9A-Za-z]*+){0,40}+"
    r"(?:[ \-./]?[A-Za-z]{1,3}+(?![0-9A-Za-z])|\([A-Za-z]\))?+"
)
_ATOM: Final = re.compile(r"[0-9A-Za-z]+")
PAD: Final = 2  # characters to either side that tell what a stretch can be
_HEAD: Final = 12  # letters that may stand glued in front of the first digit


# A stretch of a text with digits: where it starts, where its first run of letters and digits with
# a digit does (a short word may stand before it, as in `DE 123456789`), and where it ends.
Cluster = tuple[int, int, int]


def clusters(text: str, apart: Iterable[Hit] = ()) -> Iterator[Cluster]:
    """Yield the stretches of a text that hold digits, from left to right, in linear time.

    Args:
        text: What is read.
        apart: Finds in the order of the text; what lies in one of them is not yielded.
    """
    rest = iter(apart)
    low, high = 0, 0
    around = f"  {text}"  # so that two characters stand in front of each
    for start, end in map(re.Match.span, _RUN.finditer(text)):
        while high < end:
            low, high = next(rest, _NOWHERE)[:2]
        if low <= start:
            # What stands in front of it may belong to what follows, which then reaches out of it.
            before = around[low + 1]
            if before not in _GLUED or not (before in _LETTERS or around[low] in _CAPITALS):
                continue
        first = start
        before = around[start + 1]
        if before in _GLUED:
            if before in _LETTERS:
                start = first = _first_run(text, start)
                before = around[start + 1]
            if before in _APART and around[start] in _CAPITALS and start > 2:
                start = _words_before(text, start)
        if start < low:
            yield start, first, end


def _first_run(text: str, start: int) -> int:
    """Return where the letters begin that are glued in front of the first digit."""
    least = start - _HEAD if start > _HEAD else 0
    start -= 1
    while start > least and text[start - 1] in _LETTERS:
        start -= 1
    return start


def _words_before(text: str, start: int) -> int:
    """Return where short words in capitals in front of a stretch begin, or the stretch itself."""
    at = _word_before(text, start)
    # Of a plate, as in `HH-AB 1234`, two stand in front.
    if 2 < at < start and text[at - 1] in _APART and text[at - 2] in _CAPITALS:
        return _word_before(text, at)
    return at


_NOWHERE: Final = Hit(sys.maxsize, sys.maxsize, "", 0.0, "")


def _word_before(text: str, start: int) -> int:
    """Return where a short word in capitals in front of a stretch begins, or the stretch itself."""
    at = start - 2
    if at and text[at - 1] in _CAPITALS:
        at -= 1
        if at and text[at - 1] in _CAPITALS:
            at -= 1
    before = text[at - 1] if at else " "
    return at if before == " " or not (before.isalnum() or before in _WITHIN) else start


_WITHIN: Final = frozenset("_@")  # of an address and the like
_LETTERS: Final = frozenset(ascii_letters)
_CAPITALS: Final = frozenset(ascii_uppercase)
_APART: Final = frozenset(" -")
_GLUED: Final = _LETTERS | _APART


def atoms_of(shape: str) -> list[tuple[int, int]]:
    """Return where the runs of letters and digits of a shape stand in it."""
    return [m.span() for m in _ATOM.finditer(shape)]
