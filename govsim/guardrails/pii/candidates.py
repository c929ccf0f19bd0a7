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
    low, high, whole = 0, 0, False
    for start, end in map(re.Match.span, _RUN.finditer(text)):
        while high < end:
            low, high = next(rest, _NOWHERE)[:2]
            whole = not _goes_on(text, low)
        if whole and low <= start:
            continue  # nor does what stands in front of the digits reach out of it
        before = text[start - 1] if start else ""
        if before in _LETTERS:
            least = start - _HEAD if start > _HEAD else 0
            start -= 1
            while start > least and text[start - 1] in _LETTERS:
                start -= 1
            before = text[start - 1] if start else ""
        first = start
        if before in _APART and start > 2 and text[start - 2] in _CAPITALS:
            start = _word_before(text, start)
            # Of a plate, as in `HH-AB 1234`, two stand in front.
            if 2 < start < first and text[start - 1] in _APART and text[start - 2] in _CAPITALS:
                start = _word_before(text, start)
        if start < low:
            yield start, first, end


_NOWHERE: Final = Hit(sys.maxsize, sys.maxsize, "", 0.0, "")


def _goes_on(text: str, start: int) -> bool:
    """Whether what stands before a place may belong to a stretch behind it."""
    before = text[start - 1 : start]
    return before in _LETTERS or (before in _APART and text[start - 2 : start - 1] in _CAPITALS)


def _word_before(text: str, start: int) -> int:
    """Return where a short word in capitals in front of a stretch begins, or the stretch itself."""
    at = start - 2
    while at > start - 4 and at > 0 and "A" <= text[at - 1] <= "Z":
        at -= 1
    alone = at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_@")
    return at if alone else start


_LETTERS: Final = frozenset(ascii_letters)
_CAPITALS: Final = frozenset(ascii_uppercase)
_APART: Final = frozenset(" -")


def atoms_of(shape: str) -> list[tuple[int, int]]:
    """Return where the runs of letters and digits of a shape stand in it."""
    return [m.span() for m in _ATOM.finditer(shape)]
