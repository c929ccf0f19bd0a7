"""Finds by one pass over a text where each of many words stands in it.

To look up all groups of letters of a text in a table of those that words have takes as long as a
few searches (`letter_groups`). Only there is a word compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.letter_groups import (
    Numbers,
    Told,
    numbers_of,
    pairs_of,
    signs_of,
    spotted,
    told_by,
)
from govsim.guardrails.literals import Literals, mirrored

_SHORT: Final = 1 << 16  # characters of a text that is kept until the next
_BLOCK: Final = 1 << 16  # characters that are looked up at once
_PAIRS: Final = 1 << 16  # two letters that differ

_DIGITS: Final = bytes(0x30 if 0x30 <= code <= 0x39 else 0x20 for code in range(256))

# Which pairs of letters words are, and by their number the words.
_Pairs = tuple[NDArray[np.bool_], dict[int, list[str]]]


class Reading:
    """A text, and what all need of it who look for words in it.

    Attributes:
        low: The text in small letters, as long as it is.
        mirror: One byte for each character of the text, `?` for what Latin-1 lacks.
        lower: The mirror in small letters, as far as those are ASCII.
        signs: Its letters as groups of them are told.
        met: All words that are often looked for which it holds, once they were; and of which.
    """

    __slots__ = ("_digits", "_numbers", "low", "lower", "met", "mirror", "signs")

    def __init__(self, text: str) -> None:
        self.low: Final = lowered(text)
        self.mirror: Final = mirrored(text)
        self.lower: Final = self.mirror.lower()
        self.signs: Final = signs_of(self.low)
        self._numbers: Numbers | None = None
        self._digits: bytes | None = None
        self.met: tuple[Words, Mapping[str, list[int]]] | None = None

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
                yield begin, numbers_of(self.signs, begin, min(_BLOCK, size - begin))
            return
        if self._numbers is None:
            self._numbers = numbers_of(self.signs, 0, size)
        yield 0, self._numbers

    def pairs(self) -> Iterator[tuple[int, NDArray[np.uint16]]]:
        """Yield the same for each letter and the next."""
        size = len(self.low)
        for begin in range(0, size, _BLOCK):
            yield begin, pairs_of(self.signs, begin, min(_BLOCK, size - begin))


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
        often: Whether they are looked for in most texts, as others are: then all at once.
    """

    def __init__(self, *groups: Iterable[str], often: bool = False) -> None:
        self._often: Final = often
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
        self._long: Final = tuple(word for word in self._every if len(word) > 2)
        if often:
            _OFTEN.append(self)

    @cached_property
    def _told(self) -> Told:
        """By the numbers of groups of letters, those words that they tell."""
        return told_by(self._long)

    @cached_property
    def _pairs(self) -> _Pairs:
        """By the last eight bits of two letters, those words that are no longer."""
        pairs: defaultdict[int, list[str]] = defaultdict(list)
        for word in filter(_is_pair, self._every):
            pairs[int(pairs_of(signs_of(word), 0, 1)[0])].append(word)
        table = np.zeros(_PAIRS, np.bool_)
        table[list(pairs)] = True
        return table, dict(pairs)

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
            found += (self._told.table.take(numbers).nonzero()[0] + begin).tolist()
        return found

    def _met(self, reading: Reading) -> Mapping[str, list[int]]:
        """Return the words that a text holds, with their places."""
        if not self._often or len(reading.low) > _SHORT:
            return self._sought(reading)
        every = _every_often(len(_OFTEN))
        if reading.met is None or reading.met[0] is not every:
            reading.met = every, every._sought(reading)
        met, own = reading.met[1], self._groups_of
        return met if self is every else {word: met[word] for word in met if word in own}

    def _sought(self, reading: Reading) -> dict[str, list[int]]:
        """Return the same, as nothing is known of the text."""
        low = reading.low
        if self._mirrors.is_automatic:
            met = self._mirrors.possible(mirrored(low))
            return _found(low, (word for mirror in met for word in self._by_mirror[mirror]))
        found = _found(low, self._short if low.isascii() else self._single)
        stands = low.startswith
        for begin, numbers in reading.numbers() if self._long else ():
            for place, words in spotted(reading.signs, begin, numbers, self._told):
                for word, back in words:
                    at = place - back
                    if at >= 0 and stands(word, at):
                        if word in found:
                            found[word].append(at)
                        else:
                            found[word] = [at]
        table, known = self._pairs
        for begin, pairs in reading.pairs() if known and not low.isascii() else ():
            marked = table.take(pairs).nonzero()[0]
            for at, number in zip((marked + begin).tolist(), pairs[marked].tolist(), strict=True):
                for word in known[number]:
                    if stands(word, at):
                        found.setdefault(word, []).append(at)
        return found


# Those that are often looked for, as long as the process lives.
_OFTEN: Final[list[Words]] = []


@lru_cache(maxsize=1)
def _every_often(count: int) -> Words:
    """Return the first so many of them as one."""
    if count == 1:
        return _OFTEN[0]
    return Words(word for each in _OFTEN[:count] for word in each._every)


def _found(low: str, words: Iterable[str]) -> dict[str, list[int]]:
    """Return where words stand, each searched for itself."""
    # A single letter is found missing in no time, and so is mostly the first of two signs.
    return {word: list(_places(low, word)) for word in words if word[0] in low and word in low}


def _places(low: str, word: str) -> Iterator[int]:
    at = low.find(word)
    while at >= 0:
        yield at
        at = low.find(word, at + 1)


def _is_pair(word: str) -> bool:
    """Whether a word has but two letters."""
    return len(word) == 2
