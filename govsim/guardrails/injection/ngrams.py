"""Computes hashed n-grams of a text: words, pairs of words and runs of characters, as integers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
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
_BLOCK: Final = 1 << 20  # values that are mixed at once
NOTHING: Final = 0  # the bucket that weighs nothing

_DOTTED: Final = "\u0130"  # the one character whose small letter is two
_DIGITS: Final = bytes.maketrans(b"123456789", b"0" * 9)
_PRIME: Final = np.uint32(0x01000193)
_POWERS: Final = np.array([pow(0x9E3779B1, n, 1 << 32) for n in range(64)], dtype=np.uint32)
_SALTS: Final = (0x2545F491, 0x7F4A7C15, 0x94D049BB, 0xC2B2AE35)
_KINDS: Final = tuple(map(np.uint32, _SALTS))
_ONE: Final = np.uint32(1)
_SHIFTS: Final = tuple(map(np.uint32, (15, 12)))
_MIXERS: Final = tuple(map(np.uint32, (0x2C1B3C6D, 0x297A2D39)))
_FEW: Final = 200  # of which n-grams are sooner made by one product of matrices than step by step
_WORD_KEY, _BLANK_KEY = range(2)  # what words and blanks of ASCII are told by; a sign has its own


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
    read = _of_ascii(text, classes) or _of_any(text, classes)
    if read is None:
        return None
    codes, kinds, kept, bounds = read
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


_Read = tuple[Ints, Kinds, NDArray[np.intp], NDArray[np.intp]]  # codes, kinds, places and bounds


def _of_any(text: str, classes: Kinds) -> _Read | None:
    """Return what is kept of a text, and its tokens, or None where nothing is."""
    codes, kinds = _codes(text, classes)
    kept = _kept(kinds)
    if len(kept) < len(kinds):
        codes, kinds = codes[kept], kinds[kept]
    return (codes, kinds, kept, _cut(_token_marks(codes, kinds))) if len(codes) else None


def _of_ascii(text: str, classes: Kinds) -> _Read | None:
    """Return the same of a text of ASCII, in fewer steps; None for any other."""
    table = classes[:256].tobytes()
    keys_of = _keys_of(table)
    if not (keys_of and text.isascii()):
        return None
    raw = text.encode("ascii").lower().translate(_DIGITS)
    told = raw.translate(keys_of)
    codes = np.frombuffer(raw, np.uint8).astype(np.uint32)
    kinds = np.frombuffer(raw.translate(table), np.uint8)
    keys = np.frombuffer(told, np.uint8)
    if told[:1] == b"\1" or b"\1\1" in told:
        kept = _kept(kinds)
        codes, kinds, keys = codes[kept], kinds[kept], keys[kept]
    else:
        kept = np.arange(len(raw))
    if not len(codes):
        return None
    marks = np.ones(len(codes) + 1, np.bool_)
    begins = marks[:-1]
    np.not_equal(keys, _BLANK_KEY, out=begins)
    begins[1:] &= keys[1:] != keys[:-1]
    return codes, kinds, kept, _cut(marks)


@lru_cache(maxsize=8)
def _keys_of(table: bytes) -> bytes:
    """Return the key of each character of ASCII: a token begins where it is another than before.

    Args:
        table: What each of the first 256 code points is. Where one of ASCII is an ideograph, each
            of which is a token, there are no such keys.
    """
    if IDEOGRAPH in table[:128]:
        return b""
    signs = iter(range(_BLANK_KEY + 1, 256))
    return bytes(
        _WORD_KEY if kind == WORD else next(signs) if kind & _NO_BLANK else _BLANK_KEY
        for kind in table[:128]
    ).ljust(256, b"\0")


def _codes(text: str, classes: Kinds) -> tuple[Ints, Kinds]:
    """Return the code points in lower case, digits all alike, and what each is."""
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


def _token_marks(codes: Ints, kinds: Kinds) -> NDArray[np.bool_]:
    """Return which characters begin a word, an ideograph or a run of one sign; the end does too."""
    marks = np.ones(len(codes) + 1, np.bool_)
    begins = marks[:-1]
    np.equal(kinds, WORD, out=begins)
    begins[1:] &= ~begins[:-1]
    begins |= kinds == IDEOGRAPH
    signs = kinds == SIGN
    signs[1:] &= codes[1:] != codes[:-1]
    begins |= signs
    return marks


def _cut(marks: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return where tokens begin and where all ends; what is too long is several."""
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
    values = codes + _ONE
    values *= _POWERS.take(place, mode="clip")
    counts = kinds & np.uint8(WORD)  # which an ideograph is too
    # A part of a long token may be the blank behind it.
    counts[first] = (kinds[first] & _NO_BLANK) != 0
    values *= counts
    return _mixed(np.add.reduceat(values, first, dtype=np.uint32))


def _of_words(words: Ints, rows: Ints) -> None:
    """Enter words, pairs, triples, and pairs with one and two words between."""
    count = len(words)
    around = np.zeros(count + 3, np.uint32)
    around[:count] = words
    if count < _FEW:
        np.matmul(_WORDS_FROM, _windows(around, 4, count), out=rows)
        return
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
    if count < _FEW:
        np.matmul(_CHARACTERS_FROM, _windows(around, 5, count), out=rows)
        rows += _SALTED
        return
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


def _windows(around: Ints, width: int, count: int) -> Ints:
    """Return what stands at each place, and behind it, one row after the other."""
    return np.ndarray((width, count), np.uint32, around, 0, (4, 4))


def _factors(rows: int, width: int, make: Callable[[Ints, Ints], None]) -> Ints:
    """Return by how much each of some numbers counts in what is made of them, step by step.

    All steps are products with constants, and sums, so one at a time tells of all together.
    """
    found = np.empty((rows, width), np.uint32)
    for nth in range(width):
        one, made = np.zeros(_FEW, np.uint32), np.empty((rows, _FEW), np.uint32)
        one[nth] = 1
        make(one, made)
        found[:, nth] = made[:, 0]
    return found


def _mixed(values: Ints) -> Ints:
    """Spread every bit over the low ones, in place."""
    if values.ndim == 1 and values.size > _BLOCK:
        for start in range(0, values.size, _BLOCK):
            _mixed(values[start : start + _BLOCK])
        return values
    high = values >> _SHIFTS[0]
    values ^= high
    values *= _MIXERS[0]
    np.right_shift(values, _SHIFTS[1], out=high)
    values ^= high
    values *= _MIXERS[1]
    np.right_shift(values, _SHIFTS[0], out=high)
    values ^= high
    return values


_SALTED: Final = np.array(_SALTS[:SIZES], np.uint32)[:, None]
_WORDS_FROM: Final = _factors(KINDS, 4, _of_words)
_CHARACTERS_FROM: Final = _factors(SIZES, 5, _of_characters) - _SALTED
