"""Decides what a word looks like to the tagger: the rows of its embedding tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import AnyStr, Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from govsim import expressions as re

# The tokens of a text put together are the text: a space belongs to the token behind it.
_ANY: Final = r"[ \t]?(?:[^\W\d_]{1,32}|\d{1,32}|[^\w\s]|_)|\n+|\s"
# Most are a blank and a word in ASCII, which is read in half of the time; it is a token of any.
TOKEN: Final = re.compile(rf" [A-Za-z]{{1,32}}+(?![^\W\d_])|{_ANY}")

WORD_ROWS: Final = 16_384
PIECE_ROWS: Final = 16_384
KIND_ROWS: Final = 1_024
ROWS: Final = WORD_ROWS + PIECE_ROWS + KIND_ROWS
LISTS: Final = ("first", "last", "place", "land", "common", "company")
_KINDS: Final = WORD_ROWS + PIECE_ROWS
_GLUED: Final = _KINDS  # row 0: no space in front; row 1: a space
_SHAPES: Final = _KINDS + 8
_LENGTHS: Final = _KINDS + 24
_OTHER: Final = _KINDS + 64
_LISTED: Final = _KINDS + 448  # 64 combinations of lists, for each of nine shapes

_LONG: Final = 7  # letters and marks, from which on a word has pieces besides its ends

Bitmaps = Mapping[str, npt.NDArray[np.uint8]]


def contains(bitmap: npt.NDArray[np.uint8], word: str) -> bool:
    """Whether a set of hashes may hold a word; it never misses one that it holds."""
    return _has(bitmap, _hash(word))


def _has(bitmap: npt.NDArray[np.uint8], hashed: int) -> bool:
    at = hashed % (bitmap.size * 8)
    return bool(bitmap.item(at >> 3) >> (at & 7) & 1)


def shape_of_word(word: str) -> int:
    """Return the case of a word: 0 lower, 1 Capital, 2 A, 3 UPPER, 4 mIxed, 5 no case."""
    if word.islower():
        return 0
    if len(word) == 1:
        return 2 if word.isupper() else 5
    if word.isupper():
        return 3
    if word[0].isupper():
        return 1 if word[1:].islower() else 4
    return 5 if word.lower() == word.upper() else 4


def rows_of(token: str, lists: Bitmaps) -> list[int]:
    """Return the rows whose sum stands for a token."""
    word = token.lstrip(" \t")
    rows = [_GLUED + (word is not token and len(word) < len(token))]
    if not word or word.isspace():
        return [_OTHER + min(len(token), 3) if "\n" in token else _OTHER]
    if word[0].isdigit():
        size = min(len(word), 20)
        rows += (
            _OTHER + 8 + size,
            _OTHER + 32 + int(word[0]) if word[0].isascii() else _OTHER + 31,
        )
        if size == 4 and word[:2] in {"18", "19", "20"}:
            rows.append(_OTHER + 43)
        return rows
    if not word[0].isalpha():
        rows.append(_OTHER + 64 + _hash(word) % 256)
        return rows
    low = word.lower()
    shape, hashed = shape_of_word(word), _hash(low)
    rows += (
        hashed % WORD_ROWS,
        _SHAPES + shape,
        _LENGTHS + min(len(word), 20),
        _LISTED + 64 * shape + sum(_has(lists[n], hashed) << i for i, n in enumerate(LISTS)),
    )
    marked = f"^<{low}>$"
    # Letters of ASCII are cut as bytes, which takes half as long as to encode each piece.
    pieces = _pieces(marked.encode()) if low.isascii() else map(_bytes, _pieces(marked))
    return rows + [WORD_ROWS + crc32(piece) % PIECE_ROWS for piece in pieces]


def _pieces(marked: AnyStr) -> list[AnyStr]:
    """Return how a word begins and ends, and what three or four letters of it there are."""
    front, back, size = marked[:-1], marked[1:], len(marked)
    pieces = [front[:4], back[-4:], front[:5], back[-5:], front[:6], back[-6:]]
    if size > _LONG:
        ends = min(size, 20) - 4
        pieces += [marked[i : i + 3] for i in range(2, ends)]
        pieces += [marked[i : i + 4] for i in range(2, ends - 1)]
    return pieces


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _hash(text: str) -> int:
    return crc32(_bytes(text))
