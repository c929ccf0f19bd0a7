"""Finds every place of a text where one of many short texts begins, in linear time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_FACTORS: Final = tuple(
    np.uint32(each) for each in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
)
_SHIFT: Final = np.uint32(16)
_SIZE: Final = 1 << 16
_JOINED: Final = 0x900  # scripts whose words are not told apart by spaces and letters lie beyond
_SPACE: Final = ord(" ")
_WORD: Final = 4  # characters by which words are told apart at first; 0 stands behind a shorter one
_REMEMBERED: Final = 16_384  # words
_SHORT: Final = 32  # characters of a word that is remembered
# In a text of ASCII of fewer characters each word, or sign, is read as soon as an array is made.
_FEW: Final = 400
_OF_WORD: Final = re.compile("[0-9A-Za-z]+")
_PADDING: Final = np.zeros(_WORD, dtype=np.uint8)
_TRUE: Final = np.ones(1, dtype=np.bool_)
_LETTERS: Final = bytes(code if chr(code).isalnum() else 0 for code in range(128)) + bytes(128)
# Signs among the letters beyond ASCII; everything else there is taken for part of a word.
_SIGNS: Final = (
    (0x80, 0xA9), (0xAB, 0xB4), (0xB6, 0xB9), (0xBB, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7),
    (0x60C, 0x60C), (0x61B, 0x61F), (0x6D4, 0x6D4), (0x964, 0x965), (0x2000, 0x206F),
    (0x2190, 0x2BFF), (0x3000, 0x3020), (0xFF00, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65), (0xFFFF, 0xFFFF),
)  # fmt: skip

_FOLDED: Final = 0x2000  # capitals and accents of what lies beyond are left as they are
_BARE: Final = {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ħ": "h", "ς": "σ"}


class Words:
    """Looks for many words at once.

    Args:
        texts: What to look for, in lower case, of three letters or more, and whether it may be the
            beginning of a longer word.
    """

    def __init__(self, texts: Mapping[str, bool]) -> None:
        self._words = frozenset(texts)
        self._met = _Met(self._of)
        self._stems = _grouped((text for text, begins in texts.items() if begins), _WORD)
        starts = frozenset(text[:_WORD] for text in texts)
        self._table = _marked([_codes(start.ljust(_WORD, "\0")) for start in starts])
        self._packed = _packed(starts)

    def find(self, text: str) -> list[tuple[int, str]]:
        """Return where one of the words begins and which, in a text in lower case."""
        met = self._met
        if _is_short(text):
            words = _OF_WORD.finditer(text)
            return [(word.start(), one) for word in words for one in met[word.group()]]
        found = self._of_ascii(text) if text.isascii() else self._of_many(text)
        return [(start, one) for start, end in found for one in met[text[start:end]]]

    def _of_many(self, text: str) -> Iterable[tuple[int, int]]:
        """Return where words begin and end that may begin as one of those does."""
        letters = np.concatenate([_word_codes(text), _PADDING])
        is_letter = letters != 0
        starts = np.flatnonzero(is_letter & np.concatenate([_TRUE, ~is_letter[:-1]]))
        ends = np.flatnonzero(is_letter[:-1] & ~is_letter[1:]) + 1
        known = self._table[_sum([letters[starts + nth].astype(np.uint32) for nth in range(_WORD)])]
        return zip(starts[known].tolist(), ends[known].tolist(), strict=True)

    def _of_ascii(self, text: str) -> Iterable[tuple[int, int]]:
        """Return the same of a text of ASCII, whose letters fit into a byte each."""
        letters = text.encode("ascii").translate(_LETTERS)
        is_letter = np.frombuffer(b"\0%b\0" % letters, np.uint8) != 0
        edges = np.flatnonzero(is_letter[1:] != is_letter[:-1])
        starts, ends = edges[::2], edges[1::2]
        known = self._packed[_hashed(_fours(letters)[starts])]
        return zip(starts[known].tolist(), ends[known].tolist(), strict=True)

    def _of(self, word: str) -> tuple[str, ...]:
        """Return the texts that a word is or begins with."""
        found: tuple[str, ...] = (word,) if word in self._words else ()
        stems = self._stems.get(word[:_WORD], ())
        return found + tuple(stem for stem in stems if stem != word and word.startswith(stem))


class _Met(dict[str, tuple[str, ...]]):
    """What was found of each word that was seen; what is short is remembered."""

    def __init__(self, read: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = self._read(word)
        if len(self) < _REMEMBERED and len(word) <= _SHORT:
            self[word] = found
        return found


class Marks:
    """Looks for many short texts at once, wherever they stand.

    Args:
        texts: What to look for, in lower case.
        length: How many first characters to compare at first; none is shorter.
        signs: Whether each begins with a sign, neither a letter nor a space; otherwise they are
            written in a script from Devanagari on.
    """

    def __init__(self, texts: Iterable[str], length: int, *, signs: bool = False) -> None:
        self._length = length
        self._signs = signs
        self._texts = _grouped(texts, length)
        self._table = _marked([_codes(start) for start in self._texts])
        self._packed = _packed(self._texts)
        heads = {start[0] for start in self._texts}
        self._heads = re.compile("|".join(map(re.escape, sorted(heads))) or "(?!)")
        self._is_head = bytes(chr(code) in heads for code in range(128)) + bytes(128)
        self._width = np.uint32((1 << 8 * length) - 1)

    def find(self, text: str) -> list[tuple[int, str]]:
        """Return where one of the texts begins and which, in a text in lower case."""
        length, texts = self._length, self._texts
        if len(text) < length or not texts:
            return []
        return [
            (place, one)
            for place in self._places(text)
            for one in texts.get(text[place : place + length], ())
            if text.startswith(one, place)
        ]

    def _places(self, text: str) -> list[int]:
        """Return where one of the texts may begin."""
        if not (self._signs and text.isascii()):
            return self._of_any(text)
        if len(text) < _FEW:
            return [match.start() for match in self._heads.finditer(text)]
        raw = text.encode("ascii")
        first = np.flatnonzero(np.frombuffer(raw.translate(self._is_head), np.bool_))
        places: list[int] = first[self._packed[_hashed(_fours(raw)[first] & self._width)]].tolist()
        return places

    def _of_any(self, text: str) -> list[int]:
        """Return the same of any text."""
        count = len(text) - self._length + 1
        codes = _codes(text)
        first: Any = slice(None)
        if not self._signs and codes.max() < _JOINED:
            return []
        if self._signs:
            letters = _word_codes(text)[:count]
            first = np.flatnonzero((letters == 0) & (codes[:count] > _SPACE))
        sums = _sum([codes[nth : nth + count][first] for nth in range(self._length)])
        known = self._table[sums]
        places: list[int] = (first[known] if self._signs else np.flatnonzero(known)).tolist()
        return places


def _packed(starts: Iterable[str]) -> NDArray[np.bool_]:
    """Return which numbers the beginnings have that are ASCII, four letters in one number."""
    table = np.zeros(_SIZE, dtype=np.bool_)
    begun = (start[:_WORD].ljust(_WORD, "\0") for start in filter(str.isascii, starts))
    table[_hashed(np.frombuffer("".join(begun).encode("ascii"), "<u4"))] = True
    return table


def _fours(letters: bytes) -> NDArray[np.uint32]:
    """Return each byte with the three behind it as one number; behind the end is nothing."""
    room = letters + bytes(_WORD)
    return np.ndarray((len(letters) + 1,), "<u4", room, 0, (1,))


def _hashed(fours: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return fours * _FACTORS[0] >> _SHIFT


def _is_short(text: str) -> bool:
    return len(text) < _FEW and text.isascii()


def folded(text: str) -> str:
    """Return a text in lower case and without accents, with each character in its old place."""
    if text.isascii():
        return text.lower()
    table = _folds()
    codes = _codes(text)
    return (
        np.where(codes < len(table), table[np.minimum(codes, len(table) - 1)], codes)
        .astype("<u4")
        .tobytes()
        .decode("utf-32-le", "surrogatepass")
    )


@cache
def _folds() -> NDArray[np.uint32]:
    """Return the letter without capital and accent for each character that may have them."""
    table = np.arange(_FOLDED, dtype=np.uint32)
    for code in (*range(0x700), *range(0x1E00, _FOLDED)):
        letter = chr(code).lower()[0]
        base = unicodedata.normalize("NFD", letter)[0]
        table[code] = ord(_BARE.get(base, base))
    return table


def _grouped(texts: Iterable[str], length: int) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for text in dict.fromkeys(texts):
        grouped.setdefault(text[:length], []).append(text)
    return grouped


def _marked(starts: list[NDArray[Any]]) -> NDArray[np.bool_]:
    table = np.zeros(_SIZE, dtype=np.bool_)
    if starts:
        table[_sum(list(np.stack(starts).astype(np.uint32).T))] = True
    return table


def _sum(columns: list[NDArray[Any]]) -> NDArray[Any]:
    """Return a number below 65,536 for each row of characters."""
    total = columns[0] * _FACTORS[0]
    for column, factor in zip(columns[1:], _FACTORS[1:], strict=False):
        total += column * factor
    return np.asarray(total >> _SHIFT)


def _codes(text: str) -> NDArray[Any]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _word_codes(text: str) -> NDArray[Any]:
    """Return the characters of words as numbers, and 0 for all others."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii").translate(_LETTERS), dtype=np.uint8)
    return np.asarray(_letters()[np.minimum(_codes(text), 0xFFFF)])


@cache
def _letters() -> NDArray[np.uint16]:
    table = np.arange(0x10000, dtype=np.uint16)
    table[:128] = np.frombuffer(_LETTERS[:128], dtype=np.uint8)
    for first, last in _SIGNS:
        table[first : last + 1] = 0
    return table
