"""Finds by one pass over a text where each of many words stands in it.

Four letters in a row, a few bits of each, are a number: to look up all those of a text in a table
of those that words have takes as long as a few searches. Only there is a word compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.literals import Literals, mirrored

WORTH: Final = 100  # characters of a text; in a shorter one each word is found as soon
_SHORT: Final = 1 << 16  # characters of a text that is kept until the next
_BLOCK: Final = 1 << 16  # characters that are looked up at once
_WIDTH: Final = 4  # letters of a group
_BEHIND: Final = b"\0" * (_WIDTH - 1)  # so that a group begins with each letter of a text
_BITS: Final = np.uint32(0x1F5F5F5F)  # of the letters; of the last those in which most differ
_SPREAD: Final = np.uint32(0x9E3779B1)  # by which groups that differ hardly have one number
_SIZE: Final = 18  # bits of a number
_SHIFT: Final = np.uint32(32 - _SIZE)
_OFTEN: Final = "zqxjkvwybgfpumcdhlrsinoate "  # letters, those of most texts last

_DIGITS: Final = bytes(0x30 if 0x30 <= code <= 0x39 else 0x20 for code in range(256))

Numbers = NDArray[np.uint32] | NDArray[np.uint16]
# Which numbers words have; and by number the words, each with how far in front of it they begin.
_Told = tuple[NDArray[np.bool_], dict[int, list[tuple[str, int]]]]


class Reading:
    """A text, and what all need of it who look for words in it.

    Attributes:
        low: The text in small letters, as long as it is.
        mirror: One byte for each character of the text, `?` for what Latin-1 lacks.
        lower: The mirror in small letters, as far as those are ASCII.
    """

    __slots__ = ("_digits", "_numbers", "_signs", "low", "lower", "mirror")

    def __init__(self, text: str) -> None:
        self.low: Final = lowered(text)
        self.mirror: Final = mirrored(text)
        self.lower: Final = self.mirror.lower()
        self._signs = _signs_of(self.low)
        self._numbers: Numbers | None = None
        self._digits: bytes | None = None

    @property
    def digits(self) -> bytes:
        """The mirror with a nought for each digit, and blanks for all else."""
        if self._digits is None:
            self._digits = self.mirror.translate(_DIGITS)
        return self._digits

    def numbers(self) -> Iterator[tuple[int, Numbers]]:
        """Yield where groups of letters begin and the number of each, of a long text in blocks."""
        size = len(self.low)
        if size > _SHORT:
            for begin in range(0, size, _BLOCK):
                yield begin, _numbers_of(self._signs, begin, min(_BLOCK, size - begin))
            return
        if self._numbers is None:
            self._numbers = _numbers_of(self._signs, 0, size)
        yield 0, self._numbers

    def pairs(self) -> Iterator[tuple[int, Numbers]]:
        """Yield the same for each letter and the next."""
        size = len(self.low)
        for begin in range(0, size, _BLOCK):
            yield begin, _pairs_of(self._signs, begin, min(_BLOCK, size - begin))


def reading_of(text: str) -> Reading:
    """Return a text as it is read; the last ones are kept, unless they are long."""
    return _recent(text) if len(text) <= _SHORT else Reading(text)


# Several look for words of their own in one text, and in code in what of it is spoken too.
_recent: Final = lru_cache(maxsize=2)(Reading)


def lowered(text: str) -> str:
    """Return a text in small letters, as long as it was."""
    low = text.lower()
    if len(low) != len(text):  # a few capitals have two small letters
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low


class Words:
    """Words in small letters, in groups: where each of them stands in a text.

    Args:
        groups: Each with its words, of any script.
    """

    def __init__(self, *groups: Iterable[str]) -> None:
        self._groups_of: Final[defaultdict[str, list[int]]] = defaultdict(list)
        self._count: Final = len(groups)
        for number, words in enumerate(groups):
            for word in dict.fromkeys(words):
                self._groups_of[word].append(number)
        self._every: Final = tuple(self._groups_of)
        # What is too short to have a number is searched, where two letters of a text are not told.
        self._single: Final = tuple(word for word in self._every if len(word) == 1)
        pairs = tuple(word for word in self._every if _is_pair(word) and word.isascii())
        self._short: Final = self._single + pairs

    @cached_property
    def _told(self) -> _Told:
        """By the numbers of groups of letters, those words that they tell."""
        words = [word for word in self._every if len(word) > 2]
        shared = Counter(word[at : at + _WIDTH] for word in words for at in _groups_in(word))
        numbers: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for word in words:
            back = min(_groups_in(word), key=lambda at: _odds(word[at : at + _WIDTH], shared))
            for number in _numbers_with(word[back : back + _WIDTH]):
                numbers[number].append((word, back))
        return _told_by(numbers, 1 << _SIZE)

    @cached_property
    def _pairs(self) -> _Told:
        """By the last eight bits of two letters, those words that are no longer."""
        pairs: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for word in filter(_is_pair, self._every):
            pairs[int(_pairs_of(_signs_of(word), 0, 1)[0])].append((word, 0))
        return _told_by(pairs, 1 << 16)

    @cached_property
    def _by_mirror(self) -> Mapping[bytes, list[str]]:
        """The words by their mirrors, which differ in Latin letters only."""
        found: defaultdict[bytes, list[str]] = defaultdict(list)
        for word in self._every:
            found[mirrored(word)].append(word)
        return found

    @cached_property
    def _mirrors(self) -> Literals:
        return Literals(self._by_mirror)

    def places(self, reading: Reading) -> list[dict[str, list[int]]]:
        """Return for each group the words that a text in small letters holds, with their places.

        Places are in order, and overlap where a word does so with itself.
        """
        found: list[dict[str, list[int]]] = [{} for _ in range(self._count)]
        for word, places in self._met(reading).items():
            for number in self._groups_of[word]:
                found[number][word] = places
        return found

    def possible_places(self, reading: Reading) -> list[int]:
        """Return in order where groups of letters stand that are in words: most of each are these.

        Of words of three letters, wherever one of them stands.
        """
        found: list[int] = []
        for begin, numbers in reading.numbers():
            found += (self._told[0].take(numbers).nonzero()[0] + begin).tolist()
        return found

    def _met(self, reading: Reading) -> dict[str, list[int]]:
        """Return the words that a text holds, with their places."""
        low = reading.low
        if self._mirrors.is_automatic:
            met = self._mirrors.possible(mirrored(low))
            return _found(low, (word for mirror in met for word in self._by_mirror[mirror]))
        if len(low) < WORTH:
            return _found(low, self._every)
        found = _found(low, self._short if low.isascii() else self._single)
        for begin, numbers in reading.numbers():
            _look_up(low, begin, numbers, self._told, found)
        if self._pairs[1] and not low.isascii():
            for begin, pairs in reading.pairs():
                _look_up(low, begin, pairs, self._pairs, found)
        return found


def _told_by(numbers: Mapping[int, list[tuple[str, int]]], size: int) -> _Told:
    table = np.zeros(size, np.bool_)
    table[list(numbers)] = True
    return table, dict(numbers)


def _look_up(
    low: str, begin: int, numbers: Numbers, told: _Told, found: dict[str, list[int]]
) -> None:
    """Add to what is found the words that numbers tell, where they stand."""
    table, known = told
    marked = table.take(numbers).nonzero()[0]
    stands = low.startswith
    for place, number in zip((marked + begin).tolist(), numbers[marked].tolist(), strict=True):
        for word, back in known[number]:
            at = place - back
            if stands(word, at) and at >= 0:
                if word in found:
                    found[word].append(at)
                else:
                    found[word] = [at]


def _found(low: str, words: Iterable[str]) -> dict[str, list[int]]:
    """Return where words stand, each searched for itself."""
    return {word: list(_places(low, word)) for word in words if word in low}


def _places(low: str, word: str) -> Iterator[int]:
    at = low.find(word)
    while at >= 0:
        yield at
        at = low.find(word, at + 1)


def _signs_of(low: str) -> bytes:
    """Return the last eight bits of each character, with some behind."""
    try:
        return low.encode("latin-1") + _BEHIND
    except UnicodeEncodeError:
        codes = np.frombuffer(low.encode("utf-32-le", "surrogatepass"), "<u4")
        return codes.astype(np.uint8).tobytes() + _BEHIND


def _numbers_of(signs: bytes, begin: int, count: int) -> Numbers:
    """Return the number of the group that begins with each of some signs."""
    groups = np.ndarray((count,), "<u4", signs, begin, (1,)) & _BITS
    groups *= _SPREAD
    groups >>= _SHIFT
    return groups


def _pairs_of(signs: bytes, begin: int, count: int) -> Numbers:
    """Return the number of each sign and the next: all of their bits."""
    return np.ndarray((count,), "<u2", signs, begin, (1,))


def _is_pair(word: str) -> bool:
    """Whether a word has but two letters."""
    return len(word) == 2


def _groups_in(word: str) -> range:
    """Return where in a word groups of letters begin; a shorter word is one."""
    return range(max(1, len(word) - _WIDTH + 1))


def _numbers_with(group: str) -> set[int]:
    """Return the number of a group of letters; of fewer letters, those with any others behind."""
    behind = product(range(32), repeat=_WIDTH - len(group))
    signs = _signs_of(group)[: len(group)]
    every = b"".join(signs + bytes(rest) for rest in behind)
    return set(_numbers_of(every, 0, len(every) - _WIDTH + 1)[::_WIDTH].tolist())


def _odds(group: str, shared: Mapping[str, int]) -> int:
    """Return how often a group may be in texts: its letters are, and it is in so many words."""
    return sum(map(_OFTEN.find, group)) + len(_OFTEN) * shared[group]
