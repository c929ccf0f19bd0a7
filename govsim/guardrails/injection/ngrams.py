"""Computes hashed n-grams of a text: words, pairs of words and runs of characters, as integers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.uint32]
Kinds = NDArray[np.uint8]

# What a character is to the scan; the table of them comes with the weights.
SPACE, WORD, SIGN, IDEOGRAPH, NEWLINE = range(5)
_NO_BLANK: Final = np.uint8(WORD | SIGN | IDEOGRAPH)  # the bits that blanks lack

# A longer run counts as several tokens, so that what one token adds up to stays small.
LONGEST: Final = 32

KINDS: Final = 5  # of n-grams of words: one, pairs, triples, and pairs with words between
SIZES: Final = 3  # of n-grams of characters: three, four, five
NOTHING: Final = 0  # the bucket that weighs nothing

_DOTTED: Final = "\u0130"  # the one character whose small letter is two
_DIGITS: Final = bytes.maketrans(b"123456789", b"0" * 9)
_PRIME: Final = np.uint32(0x01000193)
_POWERS: Final = np.array([pow(0x9E3779B1, n, 1 << 32) for n in range(64)], dtype=np.uint32)
_KINDS: Final = tuple(np.uint32(salt) for salt in (0x2545F491, 0x7F4A7C15, 0x94D049BB, 0xC2B2AE35))


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of one text, each as a bucket, by the token in which it begins.

    `every` holds the rows of `of_tokens`, then those of `of_characters`. Of the kept characters,
    `bounds` tells where each token begins and where the last ends, `kept` where they stand in the
    text, and `kinds` what they are.
    """

    every: Ints
    bounds: NDArray[np.intp]
    kept: NDArray[np.intp]
    kinds: Kinds

    @property
    def first(self) -> NDArray[np.intp]:
        """Where, among the kept characters, each token begins."""
        return self.bounds[:-1]

    @property
    def starts(self) -> NDArray[np.intp]:
        """Where each token begins in the text."""
        return self.kept[self.first]

    @property
    def ends(self) -> NDArray[np.intp]:
        """Where each token ends in the text, without the blank behind it."""
        last = self.bounds[1:] - 1
        return self.kept[last] + 1 - _is_blank(self.kinds[last])

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Return where in the text some tokens stand that follow each other."""
        start, last = int(self.bounds[first]), int(self.bounds[end]) - 1
        blank = not self.kinds[last] & _NO_BLANK
        return int(self.kept[start]), int(self.kept[last]) + 1 - blank

    @property
    def of_tokens(self) -> Ints:
        """One row a kind of word n-gram, one column a token."""
        return self.every[: KINDS * len(self)].reshape(KINDS, len(self))

    @property
    def of_characters(self) -> Ints:
        """One row a length, one column a kept character."""
        return self.every[KINDS * len(self) :].reshape(SIZES, -1)

    def __len__(self) -> int:
        return len(self.bounds) - 1


def grams_of(text: str, classes: NDArray[np.uint8], buckets: int) -> Grams | None:
    """Return the n-grams of a text, or None when it has no token.

    Args:
        text: Any text; lone surrogates are taken as they are.
        classes: What each code point below 65,536 is; higher ones are signs.
        buckets: How many buckets there are, a power of two.
    """
    codes, kinds = _codes(text, classes)
    kept = _kept(kinds)
    if len(kept) < len(kinds):
        codes, kinds = codes[kept], kinds[kept]
    if not len(codes):
        return None
    bounds = _token_bounds(codes, kinds)
    count = len(bounds) - 1
    if not count:
        return None
    every = np.empty(KINDS * count + SIZES * len(codes), np.uint32)
    grams = Grams(every, bounds, kept, kinds)
    words = _word_hashes(codes, kinds, bounds)
    _of_words(words, grams.of_tokens)
    _of_characters(codes, grams.of_characters)
    _mixed(every)
    every &= np.uint32(buckets - 1)
    for values, rows in ((words, grams.of_tokens), (codes, grams.of_characters)):
        again = _within_a_run(values)
        if len(again):
            rows[:, again] = NOTHING
    return grams


def _codes(text: str, classes: Kinds) -> tuple[Ints, Kinds]:
    """Return the code points in lower case, digits all alike, and what each is."""
    if text.isascii():
        raw = text.encode("ascii").lower().translate(_DIGITS)
        kinds = raw.translate(classes[:256].tobytes())
        return np.frombuffer(raw, np.uint8).astype(np.uint32), np.frombuffer(kinds, np.uint8)
    lowered = text.lower()
    if len(lowered) != len(text):  # a capital I with a dot becomes two characters
        # A sigma at the end of a word is a letter of its own, but not beside such an I.
        parts = text.replace("\u03a3", "\u03c3").split(_DOTTED)
        lowered = _DOTTED.join(part.lower() for part in parts)
    codes = np.frombuffer(lowered.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.where((codes >= 48) & (codes <= 57), np.uint32(48), codes)
    return codes, classes.take(codes, mode="clip")


def _is_blank(kinds: Kinds) -> NDArray[np.bool_]:
    blank: NDArray[np.bool_] = (kinds & _NO_BLANK) == 0
    return blank


def _kept(kinds: Kinds) -> NDArray[np.intp]:
    """Return where characters stand that count: of a row of blanks the first, at the head none."""
    blank = _is_blank(kinds)
    again = blank.copy()
    again[1:] &= blank[:-1]
    return (~again).nonzero()[0]


def _token_bounds(codes: Ints, kinds: Kinds) -> NDArray[np.intp]:
    """Return where tokens begin, a word, an ideograph, a run of one sign, and where all ends."""
    marks = np.ones(len(codes) + 1, np.bool_)
    begins = marks[:-1]
    np.equal(kinds, WORD, out=begins)
    begins[1:] &= ~begins[:-1]
    begins |= kinds == IDEOGRAPH
    signs = kinds == SIGN
    signs[1:] &= codes[1:] != codes[:-1]
    begins |= signs
    bounds = marks.nonzero()[0]
    lengths = bounds[1:] - bounds[:-1]
    if len(lengths) and np.maximum.reduce(lengths) > LONGEST:
        parts = (lengths + (LONGEST - 1)) // LONGEST
        before = parts.cumsum() - parts
        nth = np.arange(int(parts.sum())) - before.repeat(parts)
        bounds = np.concatenate((bounds[:-1].repeat(parts) + nth * LONGEST, bounds[-1:]))
    return bounds


def _word_hashes(codes: Ints, kinds: Kinds, bounds: NDArray[np.intp]) -> Ints:
    """Return one hash a token; the blanks after it and the length of a run of signs are nothing."""
    first = bounds[:-1]
    place = np.arange(len(codes))
    place[first[0] :] -= first.repeat(bounds[1:] - first)
    values = codes + np.uint32(1)
    values *= _POWERS.take(place, mode="clip")
    counts = kinds & np.uint8(WORD)  # which an ideograph is too
    counts[first] = ~_is_blank(kinds[first])  # a part of a long token may be the blank behind it
    values *= counts
    return _mixed(np.add.reduceat(values, first, dtype=np.uint32))


def _of_words(words: Ints, rows: Ints) -> None:
    """Enter words, pairs, triples, and pairs with one and two words between."""
    count = len(words)
    around = np.zeros(count + 3, np.uint32)
    around[:count] = words
    second, third, fourth = (around[n : n + count] for n in (1, 2, 3))
    rows[0] = words
    np.multiply(words, _KINDS[0], out=rows[1])
    rows[1] += second
    rows[1] *= _PRIME
    np.add(rows[1], third, out=rows[2])
    rows[2] *= _KINDS[1]
    np.multiply(words, _KINDS[2], out=rows[3])
    rows[3] += third
    np.multiply(words, _KINDS[3], out=rows[4])
    rows[4] += fourth


def _of_characters(codes: Ints, rows: Ints) -> None:
    """Enter the runs of three, four and five characters from each place on."""
    count = len(codes)
    around = np.zeros(count + 4, np.uint32)
    around[:count] = codes
    run = codes * _PRIME
    run += around[1 : 1 + count]
    run *= _PRIME
    for row in range(SIZES):
        run += around[row + 2 : row + 2 + count]
        run *= _PRIME
        np.add(run, _KINDS[row], out=rows[row])


def _within_a_run(values: Ints) -> NDArray[np.intp]:
    """Return what stands between its like: a run would count its n-gram as often as it is long."""
    again = np.zeros(len(values), bool)
    np.equal(values[1:], values[:-1], out=again[1:])
    again[:-1] &= again[1:]
    return again.nonzero()[0]


def _mixed(values: Ints) -> Ints:
    """Spread every bit over the low ones, in place."""
    high = values >> np.uint32(15)
    values ^= high
    values *= np.uint32(0x2C1B3C6D)
    np.right_shift(values, np.uint32(12), out=high)
    values ^= high
    values *= np.uint32(0x297A2D39)
    np.right_shift(values, np.uint32(15), out=high)
    values ^= high
    return values
