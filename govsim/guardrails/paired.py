"""Holds a text in which a plain piece is sought by its groups of bytes before the text is read.

A piece that is nowhere costs a pass over a text, and of a hundred pieces hardly one is anywhere.
Which groups of two or three bytes a text has is read once; a piece of which a group is missing is
not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

WORTH: Final = 512  # bytes of a text; in a shorter one a piece is found as soon
_PAIRS: Final = 1 << 16
_PAIR: Final = np.dtype("<u2")  # the first byte, and 256 times the second
_TRIPLES: Final = 1 << 15  # five bits of each of three bytes
_BLOCK: Final = 1 << 16  # bytes that are read at once
_REMEMBERED: Final = 4096  # pieces

Flags = NDArray[np.bool_]


class Paired(bytes):
    """The bytes of a text, all like `bytes` but for how soon `in` tells that a piece is missing."""

    _pairs: bytearray | None = None
    _triples: bytearray | None = None

    def __contains__(self, piece: Any) -> bool:
        """Whether a piece, or a byte, is in the text."""
        if isinstance(piece, bytes) and not self.may_hold(piece):
            return False
        return bytes.__contains__(self, piece)

    def may_hold(self, piece: bytes) -> bool:
        """Whether a piece may be in the text; if not, it is nowhere."""
        if len(piece) > 2:
            present = self._triples
            if present is None:
                present = self._triples = _with_any(self)
        elif len(piece) > 1:
            present = self._pairs
            if present is None:
                present = self._pairs = _pairs_in(self)
        else:
            return True
        codes = _codes(piece)
        # Mostly the first is missing.
        return present[codes[0]] > 0 and all(map(present.__getitem__, codes))

    def possible(self, pieces: tuple[bytes, ...]) -> Sequence[bytes]:
        """Return the pieces that may be in the text, those of fewer than three bytes among them."""
        if self._triples is None:
            self._triples = _with_any(self)
        present = np.frombuffer(self._triples, np.bool_)
        able = np.flatnonzero(present.take(_needs(pieces)).all(axis=1))
        return [pieces[at] for at in able.tolist()]


def paired(text: bytes) -> bytes:
    """Return a text so that many pieces are soon sought in it."""
    return Paired(text) if len(text) >= WORTH else text


def triples_in(text: bytes) -> Flags:
    """Return for each code of three bytes whether a text may have a group of it."""
    present = np.zeros(_TRIPLES, np.bool_)
    for start in range(0, len(text), _BLOCK):
        codes = triples(text[start : start + _BLOCK + 2])
        present[codes.astype(np.intp)] = True  # other indices are converted more slowly
    return present


def triples(text: bytes) -> NDArray[np.uint16]:
    """Return the codes of all groups of three bytes; groups unlike each other may share one."""
    low = (np.frombuffer(text, np.uint8) & 31).astype(np.uint16)
    codes: NDArray[np.uint16] = low[:-2].copy()
    for following in (low[1:-1], low[2:]):
        codes <<= 5
        codes |= following
    return codes


def _with_any(text: bytes) -> bytearray:
    """Return which codes of three bytes a text may have, and one more that any text has."""
    return bytearray(triples_in(text)) + b"\1"


def _pairs_in(text: bytes) -> bytearray:
    """Return for each pair of bytes whether a text has it."""
    present = bytearray(_PAIRS)
    flags = np.frombuffer(present, np.bool_)
    for start in range(0, len(text), _BLOCK):
        signs = text[start : start + _BLOCK + 1]
        for first in (0, 1):  # those that begin at an even place, then the others
            pairs = np.frombuffer(signs, _PAIR, (len(signs) - first) // 2, first)
            flags[pairs.astype(np.intp)] = True
    return present


@lru_cache(maxsize=_REMEMBERED)
def _codes(piece: bytes) -> tuple[int, ...]:
    """Return the numbers of the groups that a piece is made of: of three bytes, or its one pair."""
    if len(piece) > 2:
        return tuple(triples(piece).tolist())
    return tuple(first | second << 8 for first, second in pairwise(piece))


@lru_cache(maxsize=_REMEMBERED)
def _needs(pieces: tuple[bytes, ...]) -> NDArray[np.intp]:
    """Return the codes of each piece in a row, which is filled up with its last."""
    codes = [_codes(piece) if len(piece) > 2 else (_TRIPLES,) for piece in pieces]
    most = max(map(len, codes))
    return np.array([row + row[-1:] * (most - len(row)) for row in codes], np.intp)
