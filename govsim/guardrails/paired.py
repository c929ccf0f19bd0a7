"""Holds a text in which a plain piece is sought by its pairs of bytes before the text is read.

A piece that is nowhere costs a pass over a text, and of a hundred pieces hardly one is anywhere.
Which pairs of bytes a text has is read once; a piece of which a pair is missing is not in it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import numpy as np

WORTH: Final = 512  # bytes of a text; in a shorter one a piece is found as soon
_PAIRS: Final = 1 << 16
_BLOCK: Final = 1 << 16  # bytes that are read at once
_REMEMBERED: Final = 4096  # pieces


class Paired(bytes):
    """The bytes of a text, all like `bytes` but for how soon `in` tells that a piece is missing."""

    _pairs: bytearray | None = None

    def __contains__(self, piece: Any) -> bool:
        """Whether a piece, or a byte, is in the text."""
        if isinstance(piece, bytes) and len(piece) > 1:
            pairs = self._pairs
            if pairs is None:
                pairs = self._pairs = _present(self)
            for code in _codes(piece):
                if not pairs[code]:
                    return False
        return bytes.__contains__(self, piece)


def paired(text: bytes) -> bytes:
    """Return a text so that many pieces are soon sought in it."""
    return Paired(text) if len(text) >= WORTH else text


def _present(text: bytes) -> bytearray:
    """Return for each pair of bytes whether a text has it."""
    present = bytearray(_PAIRS)
    for start in range(0, len(text), _BLOCK):
        signs = np.frombuffer(text[start : start + _BLOCK + 1], np.uint8).astype(np.intp)
        pairs = signs[1:] << 8
        pairs |= signs[:-1]
        np.frombuffer(present, np.bool_)[pairs] = True
    return present


@lru_cache(maxsize=_REMEMBERED)
def _codes(piece: bytes) -> tuple[int, ...]:
    """Return the numbers of the pairs that a piece is made of."""
    return tuple(first | second << 8 for first, second in pairwise(piece))
