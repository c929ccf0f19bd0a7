"""Holds the views of a text: itself, and what is left of it when disguises are undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from govsim.guardrails.views.offsets import Offsets


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the undoing of disguises goes; what lies beyond is told in `Views.truncated`."""

    depth: int = 6  # decodings inside decodings
    views: int = 1_024  # however short the text is
    each: int = 512  # characters of a longer text to one view more
    characters: int = 65_536  # decoded in all, however short the text is
    growth: int = 3  # characters decoded in all, to one of a longer text
    long: int = 262_144  # characters from which on a text is long, and less is decoded of the rest
    growth_beyond: float = 1.25  # characters decoded in all, to one of that rest

    noise: int = 262_144  # characters of it, more than which are not read
    cut: int = 4  # characters of a long text to one decoded that is looked at, if too many are

    def most_views(self, length: int) -> int:
        """Return how many views a text of some length may have."""
        return max(self.views, length // self.each if self.each else 0)

    def most_characters(self, length: int) -> int:
        """Return how many characters may be decoded in all from a text of some length."""
        beyond = max(0, length - self.long)
        grown = self.growth * (length - beyond) + int(self.growth_beyond * beyond)
        return max(self.characters, grown)


DEFAULT: Final = Limits()


class Decoding(NamedTuple):
    """What a decoder made of one stretch of the text before it."""

    start: int
    end: int
    text: str
    maps: tuple[Offsets, ...]  # innermost first; the last leads into the whole text before it
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One reading of a stretch of the original text.

    Stretches count characters and are half-open. A view keeps the order of what it shows, unless
    its steps turn it round.
    """

    text: str
    start: int  # the stretch of the original text that it reads
    end: int
    steps: tuple[str, ...] = ()  # what was undone, outermost first
    maps: tuple[Offsets, ...] = field(default=(), repr=False, compare=False)  # innermost first
    of_values: bool = False  # whether it was made to read a value: a number, an address, a key

    @property
    def is_identity(self) -> bool:
        """Whether nothing was undone, so that the view is the text itself."""
        return not self.steps

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original text that a stretch of the view comes from.

        Args:
            start: First character of the view's text; it may lie outside and is then moved in.
            end: One after its last character, likewise.

        Returns:
            The least stretch that holds everything the characters were made from. All of the view
            comes from all of its stretch.
        """
        end = max(0, min(end, len(self.text)))
        start = max(0, min(start, end))
        if not self.maps:
            return self.start + start, self.start + end
        if start == 0 and end == len(self.text):
            return self.start, self.end
        for offsets in self.maps:
            start, end = offsets.original(start, end)
        return start, end


@dataclass(frozen=True, slots=True)
class Hidden:
    """A stretch of the original text that a person who reads it does not see."""

    start: int
    end: int
    reason: str  # kebab-case: `tag-characters`, `css-folded`, `html-comment` …


@dataclass(frozen=True, slots=True)
class Views:
    """Every reading of a text."""

    plain: View  # all of it, as a person would read it
    decoded: tuple[View, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    truncated: tuple[str, ...] = ()  # which limits were met: `depth`, `characters`, `views`

    @property
    def said(self) -> tuple[View, ...]:
        """What the text says with disguises undone: the decoded views but those made for values."""
        return tuple(view for view in self.decoded if not view.of_values)
