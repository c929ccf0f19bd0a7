"""Finds the long runs of token characters of a text: no random token stands anywhere else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from govsim.guardrails.literals import Literals, mirrored

# What many literals have in common.
STEMS: Final = (b"pass", b"auth", b"secret", b"token", b"login", b"credential", b"key=", b"pw")
SHORTEST: Final = 15  # characters
_LETTERS: Final = 34  # from here on a token may do without a digit
# A short e-mail address: what stands before and behind its @ is shorter than any token of a known
# format, and than a random value with a digit; and no token of small letters holds an @.
_MAIL: Final = re.compile(rb"[a-z0-9.]{1,9}@[a-z.]{1,13}")
_OF_MAIL: Final = 9 + 1 + 13  # characters
_MARKS: Final = b"_-+/=.~:%$!@|{}"
_CLASSES: Final = bytes(
    0x61 if (chr(code).isalnum() and code < 128) or code in _MARKS else 0x20 for code in range(256)
)
_DIGITS: Final = bytes(0x30 if chr(code) in "0123456789" else 0x20 for code in range(256))


@dataclass(frozen=True)
class Runs:
    """A text with the runs in it, as half-open spans of characters.

    `mirror` has one byte a character, `?` for what Latin-1 lacks, so that offsets agree and plain
    searches run at the speed of memory.
    """

    mirror: bytes
    lower: bytes  # the mirror in small letters
    spans: tuple[tuple[int, int], ...]
    _questions: int = 0  # question marks of the text itself
    _places: dict[bytes, tuple[int, ...]] = field(default_factory=dict)
    _possible: Sequence[bytes] = ()  # of the stems that were told apart, those it may hold

    @cached_property
    def is_latin(self) -> bool:
        """Whether the mirror has every character of the text."""
        return self._questions == self.mirror.count(b"?")

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
        """Yield those of some stems that the text holds, of those that were told apart."""
        for stem in self._present:
            if stem in stems:
                yield stem

    @cached_property
    def _present(self) -> tuple[bytes, ...]:
        """The stems that were told apart and that the text holds."""
        known, lower = self._places, self.lower
        return tuple(stem for stem in self._possible if known.get(stem) or stem in lower)

    def places(self, literal: bytes) -> tuple[int, ...]:
        """Return where a literal of small letters stands, whatever the case in the text.

        Each stem is searched once; a literal that holds a stem is looked for only there.
        """
        stem = stem_of(literal)
        places = self._places.get(stem)
        if places is None:
            places = self._places[stem] = tuple(_every(self.lower, stem))
        if not places or stem == literal:
            return places
        back, lower = literal.find(stem), self.lower
        return tuple(at - back for at in places if lower.startswith(literal, max(0, at - back)))


@cache
def stem_of(literal: bytes) -> bytes:
    """Return the shared stem of a literal, or the literal itself."""
    return next((stem for stem in STEMS if stem in literal), literal)


def _every(text: bytes, literal: bytes) -> Iterator[int]:
    # Counting is twice as fast as searching where, as in most texts, there is nothing.
    at = text.find(literal) if text.count(literal) else -1
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def runs_of(text: str, stems: Literals | None = None) -> Runs:
    """Return the runs of token characters that are long and have a digit, or are longer.

    Short addresses of e-mail, of which records are full, are none.

    Args:
        text: What is read.
        stems: The stems of literals that will be looked for, to be told apart in one pass.
    """
    mirror = mirrored(text)
    classes = mirror.translate(_CLASSES)
    wanted, digits = b"a" * SHORTEST, mirror.translate(_DIGITS)
    spans: list[tuple[int, int]] = []
    at = classes.find(wanted)
    while at >= 0:
        end = classes.find(b" ", at + SHORTEST)
        end = len(classes) if end < 0 else end
        size = end - at
        if (size >= _LETTERS or digits.find(b"0", at, end) >= 0) and not (
            size <= _OF_MAIL and _MAIL.fullmatch(mirror, at, end)
        ):
            spans.append((at, end))
        at = classes.find(wanted, end + 1)
    lower = mirror.lower()
    possible = stems.possible(lower) if stems else ()
    nowhere = stems.others(possible) if stems else {}
    return Runs(mirror, lower, tuple(spans), text.count("?"), nowhere, possible)
