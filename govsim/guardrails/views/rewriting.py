"""Holds rewritten stretches of a text, and where each part of them came from."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from typing import Final, TypeVar

from govsim import expressions as re
from govsim.guardrails.views.offsets import ONE, WHOLE, Offsets
from govsim.guardrails.views.values import Decoding

Piece = tuple[int, int, str]  # a stretch of the text before, and what stands there instead
_CONTEXT: Final = 160  # characters that are shown around what was rewritten, on its line
_APART: Final = 400  # characters between pieces that make two stretches of them
# A piece, or the bare beginning and end of one.
_Span = TypeVar("_Span", tuple[int, int], Piece)


class Rewriting:
    """New text, run by run."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._runs = array("q")
        self._length = 0

    def add(self, text: str, start: int, end: int, pitch: int = WHOLE) -> None:
        """Add text that was made from a stretch of the text before."""
        if text:
            self._texts.append(text)
            self._runs.extend((self._length, start, end, pitch))
            self._length += len(text)

    @property
    def text(self) -> str:
        """What was added, together."""
        return "".join(self._texts)

    def decoding(self, start: int, end: int, *steps: str) -> Decoding:
        """Return all of it as the decoding of one stretch."""
        return Decoding(start, end, self.text, (Offsets.of_flat(self._runs),), steps)


def apart(pieces: Iterable[_Span]) -> Iterator[_Span]:
    """Yield pieces, in order of their beginnings, without those that lie over the one before."""
    done = 0
    for piece in pieces:
        if piece[0] >= done:
            yield piece
            done = piece[1]


def stretches(pieces: Iterable[_Span], gap: int = _APART) -> Iterator[list[_Span]]:
    """Yield the pieces that lie near each other together, at most so many characters apart."""
    near: list[_Span] = []
    for piece in pieces:
        if near and piece[0] - near[-1][1] > gap:
            yield near
            near = []
        near.append(piece)
    if near:
        yield near


def gathered(pieces: Collection[Piece]) -> Iterable[list[Piece]]:
    """Return the pieces in order and apart, those that lie near each other together."""
    return stretches(apart(sorted(pieces))) if pieces else ()


def begun(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what matches a pattern and begins in one of some places, which are in order."""
    done = 0
    for at in places:
        if at >= done and (match := pattern.match(text, at)) is not None:
            yield match
            done = match.end()


def rewritten(text: str, pieces: list[Piece], *steps: str) -> Decoding:
    """Return what a text reads with pieces of it replaced, the rest of their lines around them."""
    first, last = pieces[0][0], pieces[-1][1]
    begin = max(text.rfind("\n", max(0, first - _CONTEXT), first) + 1, first - _CONTEXT, 0)
    end = text.find("\n", last, last + _CONTEXT)
    end = min(len(text), last + _CONTEXT) if end < 0 else end
    made, at = Rewriting(), begin
    for start, stop, replacement in pieces:
        made.add(text[at:start], at, start, ONE)
        made.add(replacement, start, stop)
        at = stop
    made.add(text[at:end], at, end, ONE)
    return made.decoding(begin, end, *steps)
