"""Finds the long runs of token characters of a text: no random token stands anywhere else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from govsim.guardrails.literals import mirrored
from govsim.guardrails.spotting import Words, reading_of

# What many literals have in common.
STEMS: Final = (b"pass", b"auth", b"secret", b"token", b"login", b"credential", b"key=", b"pw")
SHORTEST: Final = 15  # characters
_WANTED: Final = b"a" * SHORTEST
_LETTERS: Final = 34  # from here on a token may do without a digit
# A short e-mail address: what stands before and behind its @ is shorter than any token of a known
# format, and than a random value with a digit; and no token of small letters holds an @.
_MAIL: Final = re.compile(rb"[a-z0-9.]{1,9}@[a-z.]{1,13}")
_OF_MAIL: Final = 9 + 1 + 13  # characters
_MARKS: Final = b"_-+/=.~:%$!@|{}"
_CLASSES: Final = bytes(
    0x61 if (chr(code).isalnum() and code < 128) or code in _MARKS else 0x20 for code in range(256)
)


@dataclass(frozen=True)
class Runs:
    """A text with the runs in it, as half-open spans of characters.

    `mirror` has one byte a character, `?` for what Latin-1 lacks, so that offsets agree and plain
    searches run at the speed of memory.
    """

    mirror: bytes
    lower: bytes  # the mirror in small letters
    spans: tuple[tuple[int, int], ...]
    # Of the stems that were looked for, those that the text holds, in order; None: none were.
    _places: Mapping[bytes, Sequence[int]] | None = None
    # Of words of other scripts, likewise, in small letters.
    abroad: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @cached_property
    def joined(self) -> bytes:
        """The runs, each with the character before it, apart by line feeds: to be read at once."""
        mirror = self.mirror
        return b"\n".join([mirror[start - 1 if start else 0 : end] for start, end in self.spans])

    @cached_property
    def _joints(self) -> tuple[list[int], list[int]]:
        """Where each run begins in `joined`, and how much later it begins in the text."""
        begins: list[int] = []
        moves: list[int] = []
        at = 0
        for start, end in self.spans:
            low = start - 1 if start else 0
            begins.append(at)
            moves.append(low - at)
            at += end - low + 1
        return begins, moves

    def original(self, at: int) -> int:
        """Return where in the text a character of `joined` stands."""
        begins, moves = self._joints
        return at + moves[bisect_right(begins, at) - 1]

    def held(self, stems: Container[bytes]) -> Iterator[bytes]:
        """Yield those of some stems that the text holds, of those that were looked for."""
        for stem in self._places or ():
            if stem in stems:
                yield stem

    def places(self, literal: bytes) -> Sequence[int]:
        """Return where a literal of small letters stands, whatever the case in the text.

        A literal that holds a stem is looked for only where that stands.
        """
        stem = stem_of(literal)
        if self._places is None:
            places: Sequence[int] = tuple(places_in(self.lower, stem))
        else:
            places = self._places.get(stem, ())
        if not places or stem == literal:
            return places
        back, lower = literal.find(stem), self.lower
        return tuple(at - back for at in places if lower.startswith(literal, max(0, at - back)))


@cache
def stem_of(literal: bytes) -> bytes:
    """Return the shared stem of a literal, or the literal itself."""
    return next((stem for stem in STEMS if stem in literal), literal)


def places_in(text: bytes, literal: bytes) -> Iterator[int]:
    """Yield where a literal stands in a text."""
    # Counting is twice as fast as searching where, as in most texts, there is nothing.
    at = text.find(literal) if text.count(literal) else -1
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def runs_of(text: str, words: Words | None = None) -> Runs:
    """Return the runs of token characters that are long and have a digit, or are longer.

    Short addresses of e-mail, of which records are full, are none.

    Args:
        text: What is read.
        words: The stems of literals that will be looked for, and words of other scripts.
    """
    reading = reading_of(text)
    mirror = reading.mirror
    classes, digits = mirror.translate(_CLASSES), reading.digits
    spans: list[tuple[int, int]] = []
    at = classes.find(_WANTED)
    while at >= 0:
        end = classes.find(b" ", at + SHORTEST)
        end = len(classes) if end < 0 else end
        size = end - at
        if (size >= _LETTERS or digits.find(b"0", at, end) >= 0) and not (
            size <= _OF_MAIL and _MAIL.fullmatch(mirror, at, end)
        ):
            spans.append((at, end))
        at = classes.find(_WANTED, end + 1)
    lower = reading.lower
    if words is None:
        return Runs(mirror, lower, tuple(spans))
    stems, abroad = words.places(reading)
    places: dict[bytes, Sequence[int]] = {mirrored(stem): each for stem, each in stems.items()}
    if not text.isascii():  # the mirror has other small letters
        for stem, each in places.items():
            places[stem] = [at for at in each if lower.startswith(stem, at)]
    return Runs(mirror, lower, tuple(spans), places, abroad)
