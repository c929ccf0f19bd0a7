"""Holds what a glance at a text tells: which decoders it is worth to try, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from govsim import expressions as re
from govsim.guardrails.paired import Paired, paired
from govsim.guardrails.views import characters as ch
from govsim.guardrails.views.likeness import Letters, latin, letters_of, pack
from govsim.guardrails.views.vocabulary import raw_words

Span = tuple[int, int]
Words = frozenset[bytes]
Traits = frozenset[int]
LETTERS: Final = b"abcdefghijklmnopqrstuvwxyz"
_ALNUM: Final = LETTERS + LETTERS.upper() + b"0123456789"
_LONG: Final = 16  # characters of a token that may be an encoding whatever it looks like
_SHORT: Final = 8  # of one in which letters and digits are mixed, when few words are so
_LEAST: Final = 4  # of one in which letters, capitals and digits are mixed
_MANY_WORDS: Final = 60
_TOGETHER: Final = 8  # pieces that are sooner asked for together than one by one
_FEW_WORDS: Final = 4
_STRANGERS: Final = 0.25  # share of the words
_ENGLISH: Final = frozenset(
    b"the and of to you is that this with for your are from what who how will was have be".split()
)
_FOREIGN: Final = 0xFF
_SIGN: Final = 0xFE


def table_of(codes: bytes, *, keep: bool = False, rest: int = 0) -> bytes:
    """Return a table that maps some bytes to 1, or keeps them, and the others to one value."""
    return bytes((code if keep else 1) if code in codes else rest for code in range(256))


# Words apart: letters and digits, those beyond ASCII too.
WORDS: Final = table_of(LETTERS + b"0123456789\xff", keep=True, rest=ord(" "))
NO_SPACE: Final = table_of(bytes(range(33, 256)))
_TOKEN: Final = _ALNUM + b"+/_-="
# What encodings are made of: `0` for a digit, `A` for a capital, `a` for the rest.
_TOKEN_KINDS: Final = table_of(_TOKEN, keep=True, rest=ord(" ")).translate(
    bytes.maketrans(_TOKEN, b"a" * 26 + b"A" * 26 + b"0" * 10 + b"a" * 5)
)
_TOKENS: Final = table_of(_TOKEN)
# A digit, or a capital that is not the head of its token, and what follows in it.
_ODD: Final = re.compile(rb"[0A](?:(?<=0)|(?<=[^ ].))[^ ]*")
_OUTLINE: Final = bytes.maketrans(
    LETTERS + LETTERS.upper() + b"123456789", b"a" * 26 + b"A" * 26 + b"0" * 9
)
_TELLING: Final = re.compile(rb"[A-Z0-9]")  # one is in any encoding
_HEXADECIMAL: Final = b"0123456789abcdef"
_PAIRED: Final = bytes.maketrans(_HEXADECIMAL, b"x" * len(_HEXADECIMAL))


# What is in a text besides its signs, as no byte is: words that are none of English, at least so
# many of them, a letter or digit that stands alone, and what is in every text.
STRANGER, TWO_STRANGERS, STRANGERS, SINGLE, ANY = range(256, 261)
_FEW_STRANGERS: Final = ((), (STRANGER,), (STRANGER, TWO_STRANGERS))
_MANY_STRANGERS: Final = (STRANGER, TWO_STRANGERS, STRANGERS)
_LETTERS_AND_SPACE: Final = LETTERS + LETTERS.upper() + b" "
_ONE_DIGIT: Final = bytes.maketrans(b"123456789", b"0" * 9)
_NO_SIGNS: Final = frozenset(b"0\n,'")
_T = TypeVar("_T")


class _once(Generic[_T]):  # noqa: N801 - it reads as `property` does
    """A property that is read once, as `cached_property` without the lock that it has in 3.11."""

    def __init__(self, read: Callable[[Any], _T]) -> None:
        self._read = read
        self._name = read.__name__
        self.__doc__ = read.__doc__

    def __get__(self, clues: Any, owner: type) -> _T:
        value: _T = self._read(clues)
        clues.__dict__[self._name] = value
        return value


def traits_of(signs: bytes, *others: int) -> Traits:
    r"""Return traits of which a text has each as soon as the sign is in it, or the other is told.

    Args:
        signs: Signs of ASCII, `0` for any digit; `\xff` for letters beyond and `\xfe` for signs.
        others: Other traits of texts, such as `STRANGERS`.
    """
    return frozenset(signs).union(others)


class Clues:
    """One text at a glance; a clue costs one pass over it at most, when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ascii = text.isascii()
        # One byte a character; letters that are not ASCII are 0xFF, and other signs 0xFE.
        self.raw = paired(self._raw(text))
        self._marks = frozenset(self.raw.translate(_ONE_DIGIT, _LETTERS_AND_SPACE))
        self.signs = self._marks - _NO_SIGNS  # which signs there are at all
        self.lower = paired(self.raw.lower())
        self.order: list[bytes] = self.lower.translate(WORDS, b"'").split()
        # All words, without regard to how often or where they stand; `don't` is `dont`.
        self.words: Words = frozenset(self.order)
        self.unknown: Words = self.words - raw_words()

    def _raw(self, text: str) -> bytes:
        # Whether some digits are not ASCII, which an outline does not show.
        self.other_digits = False
        if self.ascii:
            return text.encode("ascii")
        codes = ch.code_points(text)
        scripts = ch.characters().scripts[np.minimum(codes, ch.SIZE - 1)]
        self.other_digits = bool(((scripts == ch.DIGIT) & (codes > 0x7F)).any())
        signs = (scripts == ch.NO_SCRIPT) | (scripts == ch.EMOJI)
        other = np.where(signs, _SIGN, _FOREIGN)
        return np.where(codes < 128, codes, other).astype(np.uint8).tobytes()

    def has(self, signs: bytes) -> bool:
        """Whether one of some ASCII signs, not letters or digits, is in the text."""
        return not self.signs.isdisjoint(signs)

    @_once
    def traits(self) -> Traits:
        """The signs in the text, breaks and digits too, and what else `traits_of` takes."""
        strangers = len(self.strangers)
        more = _FEW_STRANGERS[strangers] if strangers < len(_FEW_STRANGERS) else _MANY_STRANGERS
        return self._marks.union(more, (SINGLE, ANY) if self.singles else (ANY,))

    @_once
    def outline(self) -> bytes:
        """The text with `0` for each digit, and `a` and `A` for each letter of ASCII.

        What has a form shows it there, so that one search for plain bytes tells that a text holds
        nothing of that form. Characters beyond ASCII are as in `raw`: they may be anything.
        """
        return paired(self.raw.translate(_OUTLINE))

    @_once
    def hexadecimal(self) -> bytes:
        """The text in small letters with `x` for each digit of base 16."""
        return self.lower.translate(_PAIRED)

    @_once
    def cased(self) -> bool:
        """Whether a letter beyond ASCII is one of ASCII but for its case."""
        return not self.ascii and any(letter in self.text for letter in "\u0130\u0131\u017f\u212a")

    def places(self, marks: Iterable[bytes]) -> list[int]:
        """Return where one of some plain pieces, in small letters, begins, in order."""
        low, found = self.lower, []
        held = low if isinstance(low, Paired) else None
        if held is not None and isinstance(marks, tuple) and len(marks) >= _TOGETHER:
            marks = held.possible(marks)
        for mark in marks:
            at = low.find(mark) if held is None or held.may_hold(mark) else -1
            while at >= 0:
                found.append(at)
                at = low.find(mark, at + 1)
        return sorted(found)

    @_once
    def lines(self) -> list[bytes]:
        """The lines, as `raw` has them."""
        return self.raw.split(b"\n")

    @_once
    def widths(self) -> bytes:
        """The length of each line without the blanks around it, 255 for what is longer."""
        return bytes([min(len(line.strip()), 255) for line in self.lines])

    @_once
    def lengths(self) -> bytes:
        """The length of each word in order, 255 for what is longer."""
        try:
            return bytes(map(len, self.order))
        except ValueError:
            return bytes([min(len(word), 255) for word in self.order])

    @_once
    def kinds(self) -> tuple[list[str], Words, Words, int]:
        """What `strangers`, `numbers`, `mixed` and `singles` tell, by one pass over all of them."""
        strangers, numbers, mixed, singles = [], [], [], 0
        for word in self.unknown:
            if word.isalpha():
                strangers.append(word.decode("ascii"))
            elif word.isdigit():
                numbers.append(word)
            elif _FOREIGN not in word:
                mixed.append(word)
            if len(word) == 1:
                singles += 1 if word != b"\xff" else 9
        return strangers, frozenset(numbers), frozenset(mixed), singles

    @_once
    def strangers(self) -> list[str]:
        """The words of ASCII letters that are none of English, in small letters."""
        return self.kinds[0]

    @_once
    def foreign(self) -> bool:
        """Whether a long text of Latin letters is hardly English."""
        if len(self.words) <= _MANY_WORDS or len(self.words & _ENGLISH) >= _FEW_WORDS:
            return False
        return len(self.strangers) > _STRANGERS * len(self.words)

    @_once
    def numbers(self) -> Words:
        """The words of digits."""
        return self.kinds[1]

    @_once
    def mixed(self) -> Words:
        """The words in which letters and digits are mixed."""
        return self.kinds[2]

    @_once
    def singles(self) -> int:
        """How many different letters and digits stand alone, `a` and `i` apart.

        Those beyond ASCII are not told apart and count as several.
        """
        return self.kinds[3]

    @_once
    def letters(self) -> Letters:
        """Each character as a letter 1 … 26, or 0."""
        return letters_of(self.text)

    @_once
    def likeness(self) -> NDArray[np.int32]:
        """How many steps of a bit language gains over chance up to each character, from 0 on."""
        padded = np.zeros(len(self.letters) + 2, dtype=np.uint8)
        padded[1:-1] = self.letters
        gained = np.zeros(len(self.letters) + 1, dtype=np.int32)
        np.add.accumulate(latin().take(pack(padded)), dtype=np.int32, out=gained[1:])
        return gained

    @_once
    def tokens(self) -> list[Span]:
        """The stretches of characters that encodings are made of which may be encodings.

        They are long, or letters are mixed in them with digits and capitals.
        """
        if len(self.mixed) < 2:
            solid = self.raw.translate(_TOKENS)
            least = _SHORT if self.mixed else _LONG
            return [span for span in _runs(solid, least) if _TELLING.search(self.raw, *span)]
        # A capital at the head of a word is usual, a digit is not.
        kinds = self.raw.translate(_TOKEN_KINDS)
        spans = [(kinds.rfind(b" ", 0, odd.start()) + 1, odd.end()) for odd in _ODD.finditer(kinds)]
        return [span for span in spans if span[1] - span[0] >= _LEAST]

    def runs(self, signs: bytes, least: int) -> list[Span]:
        """Return the stretches of at least so many characters out of a `table_of` them."""
        return _runs(self.raw.translate(signs), least)


def _runs(solid: bytes, least: int) -> list[Span]:
    """Return the stretches of one byte that are long enough, the others being zero."""
    found, start = [], solid.find(b"\1" * least)
    while start >= 0:
        end = solid.find(b"\0", start)
        end = len(solid) if end < 0 else end
        found.append((start, end))
        start = solid.find(b"\1" * least, end)
    return found
