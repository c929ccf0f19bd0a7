"""Reads telephones of abroad whose groups signs of print set apart: `+61 · 402 · 555 · 318`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.joining import CALLING
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, begun, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_NUMBER: Final = re.compile(
    r"(?:\+[ ]?|(?<!\d)00[ ])(?P<country>\d{1,3})(?P<by>[ ]?[·•∙⋅‧・●▪~_–—][ ]?|[ ][.:][ ])"
    r"(?P<rest>\d{1,5}(?:(?:(?P=by)|[ -])\d{1,5}){1,5})(?!\w|[.,:/·~_]\d|(?P=by)\d)"
)
_HEADS: Final = (b"+0", b"+ 0", b"00 0")  # in an outline
_DIGITS: Final = re.compile(r"\d+")
_SIZES: Final = range(9, 16)  # digits of a number with its country
_LEAST: Final = 2  # digits of a group but the first
_BEHIND: Final = re.compile(
    r"[ ]?(?:%|€|\$|£|°|points?\b|pts\b|px\b|mm\b|cm\b|kg\b|users?\b|items?\b)"
)
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"+0")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such numbers as they are usually written."""
    pieces: list[Piece] = []
    for match in begun(_NUMBER, text, sorted(_places(clues.outline))):
        groups = _DIGITS.findall(match["rest"])
        solid = match["country"] + "".join(groups)
        if len(solid) not in _SIZES or CALLING.fullmatch(match["country"]) is None:
            continue
        short = sum(len(group) < _LEAST for group in groups)
        if short > 1 or len(set(solid)) < 4 or _BEHIND.match(text, match.end()):
            continue
        pieces.append((*match.span(), f"+{match['country']} {' '.join(groups)}"))
    for near in stretches(pieces):
        yield rewritten(text, near, "separators")


def _places(outline: bytes) -> Iterator[int]:
    """Yield where such a number may begin."""
    for head in _HEADS:
        at = outline.find(head)
        while at >= 0:
            yield at
            at = outline.find(head, at + 1)
