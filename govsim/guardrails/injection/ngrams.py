"""Computes hashed n-grams of a text: words, pairs of words and runs of characters, as integers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.uint32]

# What a character is to the scan; the table of them comes with the weights.
SPACE, WORD, SIGN, IDEOGRAPH, NEWLINE = range(5)

# A longer run counts as several tokens, so that what one token adds up to stays small.
LONGEST: Final = 32

NOTHING: Final = 0  # the bucket that weighs nothing

_PRIME: Final = np.uint32(0x01000193)
_POWERS: Final = np.array([pow(0x9E3779B1, n, 1 << 32) for n in range(64)], dtype=np.uint32)
_KINDS: Final = tuple(np.uint32(salt) for salt in (0x2545F491, 0x7F4A7C15, 0x94D049BB, 0xC2B2AE35))


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of one text, each as a bucket, by the token in which it begins.

    `of_tokens` has one row a kind of word n-gram and one column a token; `of_characters` has one
    row a length and one column a kept character; `first` is where, among the kept characters,
    each token begins, and `starts` and `ends` where it stands in the text.
    """

    of_tokens: Ints  # (kinds, tokens)
    of_characters: Ints  # (lengths, kept characters)
    first: NDArray[np.intp]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.starts)


def grams_of(text: str, classes: NDArray[np.uint8], buckets: int) -> Grams | None:
    """Return the n-grams of a text, or None when it has no token.

    Args:
        text: Any text; lone surrogates are taken as they are.
        classes: What each code point below 65,536 is; higher ones are signs.
        buckets: How many buckets there are, a power of two.
    """
    codes = _codes(text)
    kinds = classes[np.minimum(codes, 0xFFFF)]
    blank = (kinds == SPACE) | (kinds == NEWLINE)
    kept = np.flatnonzero(~(blank & np.concatenate(([True], blank[:-1]))))
    if not len(kept):
        return None
    codes, kinds = codes[kept], kinds[kept]
    first = _token_starts(codes, kinds)
    if not len(first):
        return None
    words = _word_hashes(codes, kinds, first)
    mask = np.uint32(buckets - 1)
    last = np.append(first[1:], len(codes)) - 1
    trailing = (kinds[last] == SPACE) | (kinds[last] == NEWLINE)
    return Grams(
        of_tokens=_of_words(words) & mask,
        of_characters=_of_characters(codes) & mask,
        first=first,
        starts=kept[first],
        ends=kept[last - trailing] + 1,
    )


def _codes(text: str) -> Ints:
    """Return the code points in lower case, one a character of the text, digits all alike."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a capital I with a dot becomes two characters
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    codes = np.frombuffer(lowered.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.where((codes >= 48) & (codes <= 57), np.uint32(48), codes)


def _token_starts(codes: Ints, kinds: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return where tokens begin: a word, an ideograph, a run of one sign."""
    before = np.concatenate((np.zeros(1, np.uint8), kinds[:-1]))
    another = np.concatenate((np.ones(1, bool), codes[1:] != codes[:-1]))
    begins = (kinds == WORD) & (before != WORD)
    begins |= kinds == IDEOGRAPH
    begins |= (kinds == SIGN) & another
    first = np.flatnonzero(begins)
    lengths = np.diff(np.append(first, len(codes)))
    if len(first) and lengths.max() > LONGEST:
        parts = [
            np.arange(at, at + length, LONGEST) for at, length in zip(first, lengths, strict=True)
        ]
        first = np.concatenate(parts)
    return first


def _word_hashes(codes: Ints, kinds: NDArray[np.uint8], first: NDArray[np.intp]) -> Ints:
    """Return one hash a token; the blanks after it and the length of a run of signs are nothing."""
    lengths = np.diff(np.append(first, len(codes)))
    place = np.arange(len(codes)) - np.repeat(first, lengths) if first[0] == 0 else None
    if place is None:  # blanks before the first token
        place = np.arange(len(codes))
        place[first[0] :] -= np.repeat(first, lengths)
    values = (codes + np.uint32(1)) * _POWERS[place & 63]
    values[(kinds == SPACE) | (kinds == NEWLINE) | ((kinds == SIGN) & (place > 0))] = 0
    return _mixed(np.add.reduceat(values, first, dtype=np.uint32))


def _of_words(words: Ints) -> Ints:
    """Return the buckets of words, pairs, triples, and pairs with one and two words between."""
    around = np.concatenate((words, np.zeros(3, np.uint32)))
    count = len(words)
    second, third, fourth = (around[n : n + count] for n in (1, 2, 3))
    pairs = words * _KINDS[0] + second
    mixed = _mixed(
        np.stack(
            (
                words,
                pairs * _PRIME,
                (pairs * _PRIME + third) * _KINDS[1],
                words * _KINDS[2] + third,
                words * _KINDS[3] + fourth,
            )
        )
    )
    mixed[:, _within_a_run(words)] = NOTHING
    return mixed


def _of_characters(codes: Ints) -> Ints:
    """Return the buckets of the runs of three, four and five characters from each place on."""
    around = np.concatenate((codes, np.zeros(4, np.uint32)))
    count = len(codes)
    run = codes * _PRIME
    rows = []
    for length in range(1, 5):
        run = (run + around[length : length + count]) * _PRIME
        if length >= 2:
            rows.append(run + _KINDS[length - 2])
    mixed = _mixed(np.stack(rows))
    mixed[:, _within_a_run(codes)] = NOTHING
    return mixed


def _within_a_run(values: Ints) -> NDArray[np.bool_]:
    """Return what stands between its like: a run would count its n-gram as often as it is long."""
    again = np.zeros(len(values), bool)
    again[1:] = values[1:] == values[:-1]
    again[:-1] &= again[1:]
    return again


def _mixed(values: Ints) -> Ints:
    """Spread every bit over the low ones."""
    values = (values ^ (values >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    values = (values ^ (values >> np.uint32(12))) * np.uint32(0x297A2D39)
    mixed: Ints = values ^ (values >> np.uint32(15))
    return mixed
