"""Leaves out what markup strikes out inside a value: `203.~~00~~0.113.<s>99</s>195`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.values import Decoding

# Behind or in front of letters and digits, or of the signs and blanks between them.
_STRUCK: Final = re.compile(
    r"(?:~~[^~\n]{1,24}~~|<(?P<tag>s|del|strike)>[^<>\n]{1,24}</(?P=tag)>|\[(?P<code>s|strike"
    r"|del)\][^\[\]\n]{1,24}\[/(?P=code)\])[ ]?(?=[\w.@:-])"
)
_OPENING: Final = (b"~~", b"<s>", b"<del>", b"<strike>", b"[s]", b"[strike]", b"[del]")
_AROUND: Final = 24  # characters, of which one is a digit or an at sign


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which something near digits or an at sign is struck out, without it."""
    if not any(map(clues.lower.__contains__, _OPENING)):
        return
    pieces: list[Piece] = []
    for match in _STRUCK.finditer(text):
        front = text[max(0, match.start() - _AROUND) : match.start()]
        around = front + text[match.end() : match.end() + _AROUND]
        if "@" in around or any(map(str.isdigit, around)):
            pieces.append((*match.span(), ""))
    for near in gathered(pieces):
        yield rewritten(text, near, "struck-out")
