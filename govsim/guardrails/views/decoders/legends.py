"""Fills in the letters of which a text says what they stand for: `219-XX-3127, where XX is 48`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_SIGN: Final = (
    r"(?:[A-Z]{1,4}|[a-z]|[*#?•]{1,5}|_{2,5}|the (?:stars|xs|x's|blanks|gap|hidden part))"
)
_IS: Final = r"[ ]?(?:is|=|are|stands for|means|being|equals|:)[ ]?"
_AND: Final = r",?[ ](?:and[ ]|und[ ]|y[ ]|et[ ]|e[ ]|en[ ])?"


def _pair(sign: str, value: str) -> str:
    return (
        rf"(?P<{sign}>{_SIGN}){_IS}[\"'`]?(?P<{value}>[\w+-]{{1,16}}(?:[ ]\d[\w-]{{0,12}}){{0,3}})"
        r"[\"'`]?(?!\w)"
    )


_PAIRS: Final = (("a", "x"), ("b", "y"), ("c", "z"), ("d", "w"))
# Each way to begin begins with a plain letter, so that a search passes over all others at once.
_LEGEND: Final = re.compile(
    r"(?:where|with|wobei|donde|où|dove|onde|waarbij|\(|;|:)[ ]?"
    + _pair(*_PAIRS[0])
    + "".join(f"(?:{_AND}{_pair(*names)})?" for names in _PAIRS[1:])
)
_TELLING: Final = frozenset(b"where with wobei donde dove onde waarbij".split()) | {b"o\xff"}
_FRONT: Final = 80  # characters in which the letters stand
_LEAST: Final = 6  # digits of a value
_MASK: Final = r"[*#?•xX_]{2,6}"


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with the letters filled in."""
    if clues.ascii and clues.outline.count(b"0") < _LEAST:
        return
    if clues.words.isdisjoint(_TELLING) or not clues.has(b"=:-.*#?_ /\xfe"):
        return
    for legend in _LEGEND.finditer(text):
        if legend[0][0].isalpha() and text[max(0, legend.start() - 1) : legend.start()].isalnum():
            continue
        begin = max(0, legend.start() - _FRONT)
        begin = max(begin, text.rfind("\n", begin, legend.start()) + 1)
        pieces = sorted(_filled(text, begin, legend))
        if pieces and _is_value(text, begin, legend.start(), pieces):
            for near in stretches(pieces):
                yield rewritten(text, near, "legend")


def _filled(text: str, begin: int, legend: re.Match[str]) -> Iterator[Piece]:
    for sign, value in _PAIRS:
        name = legend[sign]
        if name is None:
            continue
        mask = name.lower().startswith("the ")
        of_sign = _MASK if mask else rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])"
        places = list(re.finditer(of_sign, text[begin : legend.start()]))
        if not places or len(places) > 1:
            continue
        yield begin + places[0].start(), begin + places[0].end(), legend[value]


def _is_value(text: str, begin: int, end: int, pieces: list[Piece]) -> bool:
    """Whether what is filled in stands among digits."""
    around = text[max(begin, pieces[0][0] - 24) : min(end, pieces[-1][1] + 24)]
    filled = around + "".join(piece[2] for piece in pieces)
    return sum(map(str.isdigit, filled)) >= _LEAST
