"""Tells by a weight for each word whether a text may hold a value that is spelled in words."""

from __future__ import annotations

from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import WORDS, Clues
from govsim.guardrails.views.decoders.alphabets import NATO
from govsim.guardrails.views.decoders.number_names import (
    BY_LANGUAGE,
    COLONS,
    COUNTED,
    DRAWN,
    FEWEST,
    FILLERS,
    LETTERED,
    MARKED,
    NAMES,
    REMEMBERED,
    RUN,
    TIMES,
    VALUE_WORDS,
)

_SMALL: Final = 3  # letters, from which on a word is none of a value
_MOST_DIGITS: Final = 14  # of a word, that are counted
_MOST_LETTERS: Final = 7
_SPELLED_OUT: Final = 1 << 3
_MIXED: Final = 255  # a weight of no word
_UNTOLD: Final = bytes(code for code in range(256) if not code & _SPELLED_OUT)
_FOREIGN: Final = "\xff"
_DIGITS_APART: Final = re.compile(rb"[^0-9]+|[0-9]+")
_FOREIGN_APART: Final = re.compile(rb"[^\xff]+|\xff+")
_OF_MARKS: Final = re.compile(f"[{MARKED}]")
_IDEOGRAPH: Final = re.compile(f"[{DRAWN}]")

# A name of a digit in English, and digits that are glued to it: `415 5five5`.
_LONG_NAMES: Final = tuple(name.encode() for name in BY_LANGUAGE[0] if len(name) > _SMALL)
_BESIDE_DIGITS: Final = re.compile(
    rb"[0-9](?:%(names)b)|(?:%(names)b)[0-9]" % {b"names": b"|".join(_LONG_NAMES)}
)


def _raw(name: str) -> str:
    return re.sub(r"[^\x00-\x7f]", "\xff", name)


_RAW_COUNTED: Final = {_raw(name): len(digits) for name, digits in COUNTED.items()}
_RAW_NAMES: Final = frozenset(map(_raw, NAMES))
_LONGEST_NAME: Final = max(map(len, _RAW_NAMES))
_HEADS: Final = frozenset(name[:2] for name in _RAW_NAMES)
_LONGEST_ROW: Final = 64  # letters that are looked at
_RAW_COMPANY: Final = frozenset(map(_raw, VALUE_WORDS | COLONS | FILLERS))


def may_be_near(text: str, clues: Clues) -> bool:
    """Whether a text may hold a row that `_near` yields, by its words without signs."""
    if clues.other_digits or not (clues.ascii or _IDEOGRAPH.search(text) is None):
        return True
    if not clues.ascii and _OF_MARKS.search(text) is not None:
        return True  # letters and their marks are words of their own in `Clues`
    # An apostrophe that `Clues` takes out of a word sets two apart here.
    words = clues.lower.translate(WORDS).split() if b"'" in clues.raw else clues.order
    weights = bytes(map(_WEIGHTS.__getitem__, words))
    rows = set(_apart(words, weights).split(b"\0"))
    return any(map(_may_be_value, rows))


def is_beside_digits(clues: Clues) -> bool:
    """Whether digits are glued to the name of one."""
    if not clues.mixed or not any(name in clues.lower for name in _LONG_NAMES):
        return False
    return any(map(_BESIDE_DIGITS.search, clues.mixed))


def _apart(words: list[bytes], weights: bytes) -> bytes:
    """Return weights with those of mixed words part by part, as letters and digits are apart."""
    parts: list[bytes] = []
    done, at = 0, weights.find(_MIXED)
    while at >= 0:
        digits = _DIGITS_APART.findall(words[at])
        inner = digits if len(digits) > 1 else _FOREIGN_APART.findall(words[at])
        parts += weights[done:at], _apart(inner, bytes(map(_WEIGHTS.__getitem__, inner)))
        done = at + 1
        at = weights.find(_MIXED, done)
    return b"".join((*parts, weights[done:])) if parts else weights


def _may_be_value(row: bytes) -> bool:
    """Whether words in a row, by their weights, may be what `_near` yields."""
    if not row.translate(None, _UNTOLD):
        return False
    digits = sum(weight >> 4 for weight in row)
    letters = sum(weight & _MOST_LETTERS for weight in row)
    return digits >= FEWEST or digits + letters >= LETTERED


class _Weights(dict[bytes, int]):
    """The weight of each word, which is remembered."""

    def __missing__(self, word: bytes) -> int:
        if len(self) >= REMEMBERED:
            self.clear()  # what one long text holds is of no use to those after it
        weight = self[word] = _weight(word.decode("latin-1"))
        return weight


def _weight(word: str) -> int:
    """Return how many digits and letters a word adds to a row at most, or 0 if it ends one.

    Four bits are of digits, the lower three of letters, and one between tells what is spelled.
    What is not ASCII is one letter, as in `Clues`; it may be a sign as well.
    """
    if not word.isalpha():
        return min(len(word), _MOST_DIGITS) << 4 if word.isdigit() else _MIXED
    many = _RAW_COUNTED.get(word, 0)
    if not many and len(word) >= RUN and _is_row_of_names(word):
        many = len(word) // 4
    letters = min(len(word), _MOST_LETTERS)
    if many or word in TIMES:
        foreign = 0 if word.isascii() else letters
        return min(max(many, 1), _MOST_DIGITS) << 4 | _SPELLED_OUT | foreign
    if word in NATO:
        return _SPELLED_OUT | letters
    if word in _RAW_COMPANY or len(word) < _SMALL or word.strip(_FOREIGN) == "":
        return letters
    return _MIXED if _FOREIGN in word else 0


def _is_row_of_names(word: str) -> bool:
    """Whether names of digits may follow each other in a word, as `is_glued` tells."""
    if len(word) > _LONGEST_ROW:
        return True
    if word[:2] not in _HEADS and word[0] not in _RAW_NAMES:
        return False
    ends = {0}  # of rows of names from its beginning on
    for end in range(1, len(word) + 1):
        if any(word[start:end] in _RAW_NAMES for start in ends if end - start <= _LONGEST_NAME):
            ends.add(end)
    return len(word) in ends


_WEIGHTS: Final = _Weights()
