"""Puts what single words were decoded to back among the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_WORDS: Final = 2  # what has more of them says enough by itself
_LONGEST: Final = 100  # characters
_LINE: Final = 400
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def in_context(text: str, decodings: Iterable[Decoding]) -> Iterator[Decoding]:
    """Yield the lines in which words were decoded one by one, with all of them in their places.

    An order of which two words are encoded is none in either word.
    """
    short = [decoding for decoding in decodings if _is_short(text, decoding)]
    steps: dict[Piece, tuple[str, ...]] = {}
    end = 0
    for decoding in sorted(short, key=lambda found: (found.start, -found.end)):
        if decoding.start >= end:
            steps[decoding.start, decoding.end, decoding.text] = decoding.steps
            end = decoding.end
    for near in stretches(steps):
        yield rewritten(text, near, *dict.fromkeys(step for each in near for step in steps[each]))


def _is_short(text: str, decoding: Decoding) -> bool:
    """Whether a decoding is less than its line, and no more than a word or two, or a value."""
    if len(decoding.text) > _LONGEST or decoding.end - decoding.start > _LINE:
        return False
    if "@" not in decoding.text and len(_WORD.findall(decoding.text)) > _WORDS:
        return False
    before = text[max(0, decoding.start - 1) : decoding.start]
    after = text[decoding.end : decoding.end + 1]
    return before.strip("\n") + after.strip("\n") != ""
