"""Decides whether letters are likely to be language: by how often three of them follow each other.

The table holds, for English and for ten other languages in Latin script, by how many bits a letter
after two others is likelier than chance. Running text has about 1.7 bits a letter (English by its
own table), letters by chance or by another cipher have fewer than -0.5.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.views.characters import code_points

TABLE: Final = files("govsim.guardrails.views") / "trigrams.bin"
SCALE: Final = 8  # steps of the table to one bit
_ASCII: Final = bytes(
    code - 96 if 97 <= code <= 122 else code - 64 if 65 <= code <= 90 else 0 for code in range(256)
)
_ACCENTED: Final = 0x250
_LONG: Final = 48  # letters, from which on arrays take less time than one by one
_NONE: Final = -9.0

Letters = NDArray[np.uint8]
Table = NDArray[np.int8]


@cache
def _tables() -> tuple[Table, Table]:
    raw = np.frombuffer(TABLE.read_bytes(), dtype=np.int8).reshape(2, -1)
    return raw[0], raw.max(axis=0)


def english() -> Table:
    """Return the table of English, by `pack`ed letters."""
    return _tables()[0]


def latin() -> Table:
    """Return the table of whichever language in Latin script fits best."""
    return _tables()[1]


@cache
def _accented() -> Letters:
    """Return the letter under the accent, by code point."""
    found = np.zeros(_ACCENTED + 1, dtype=np.uint8)
    for code in range(_ACCENTED):
        base = unicodedata.normalize("NFD", chr(code))[0]
        base = base if base.isascii() else {"ø": "o", "ł": "l", "ı": "i", "đ": "d"}.get(base, " ")
        found[code] = _ASCII[ord(base)]
    return found


def letters_of(text: str) -> Letters:
    """Return each character as a letter 1 … 26, accents apart, or 0 for anything else."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii").translate(_ASCII), dtype=np.uint8)
    return np.asarray(_accented()[np.minimum(code_points(text), _ACCENTED)])


def pack(letters: NDArray[Any]) -> NDArray[np.uint16]:
    """Return each letter but the first two with the two before it, as one number."""
    packed = letters[:-2].astype(np.uint16)
    packed <<= 5
    packed |= letters[1:-1]
    packed <<= 5
    packed |= letters[2:]
    return packed


def bits_of(text: str, table: Callable[[], Table]) -> float:
    """Return how many bits a letter are gained over chance; -9 if there is hardly a letter."""
    if len(text) > _LONG:
        return _bits_of_many(letters_of(text), table())
    steps = _steps(table)
    second, *others = (*_few_letters(text), 0)
    first = total = counted = 0
    for third in others:
        both = second << 5 | third
        counted += both != 0
        total += steps[first << 10 | both]
        first, second = second, third
    return float(total) / counted / SCALE if counted >= 3 else _NONE


@cache
def _steps(table: Callable[[], Table]) -> list[int]:
    """Return a table as plain numbers; to look one up in it takes a tenth of the time."""
    steps: list[int] = table().tolist()
    return steps


def _few_letters(word: str) -> Iterable[int]:
    if word.isascii():
        return word.encode("ascii").translate(_ASCII)
    letters: list[int] = letters_of(word).tolist()
    return letters


def _bits_of_many(letters: NDArray[Any], table: Table) -> float:
    padded = np.zeros(len(letters) + 2, dtype=np.uint8)
    padded[1:-1] = letters
    packed = pack(padded)
    counted = int(np.count_nonzero(packed & 1023))
    if counted < 3:
        return _NONE
    return float(table[packed].sum(dtype=np.int64)) / counted / SCALE
