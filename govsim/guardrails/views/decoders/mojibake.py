"""Reads spaces and hyphens of a text that was decoded as another encoding than its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.values import Decoding

# UTF-8 as Latin-1 or as that of Windows: spaces, hyphens and dashes.
_OF_WINDOWS: Final = "\u00e2\u20ac"
_OF_LATIN: Final = "\u00e2\u0080"
_SIGNS: Final = {
    "\u00c2\u00a0": " ",
    "\u00c2 ": " ",
    "\u00c2\u00b7": "\u00b7",
    "\u00c2\u00ad": "",
    **{_OF_WINDOWS + last: "-" for last in "\u201c\u201d\u2018\u2019"},
    **{_OF_WINDOWS + last: " " for last in "\u2030\u00af"},
    **{_OF_LATIN + last: "-" for last in "\u0091\u0093\u0094"},
    **{_OF_LATIN + last: " " for last in "\u0089\u00af"},
    _OF_WINDOWS + "\u2039": "",
    _OF_LATIN + "\u008b": "",
}
_HEADS: Final = ("\u00c2", "\u00e2\u20ac", "\u00e2\u0080")
_SIGN: Final = re.compile(
    "(?<=[0-9A-Za-z])(?:" + "|".join(map(re.escape, _SIGNS)) + ")(?=[0-9A-Za-z])"
)
_LEAST: Final = 2


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which such signs stand between letters and digits, with what was meant."""
    if clues.ascii or not any(head in text for head in _HEADS):
        return
    pieces: list[Piece] = [(*sign.span(), _SIGNS[sign.group()]) for sign in _SIGN.finditer(text)]
    for near in gathered(pieces):
        if len(near) >= _LEAST:
            yield rewritten(text, near, "mojibake")
