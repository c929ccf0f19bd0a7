"""Finds identifiers of letters and digits whose parts stand apart in no usual way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.scattered_gaps import ESCAPED
from govsim.guardrails.pii.topic_words import TOPICS_OF_WORD
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.value_gaps import BETWEEN, ESCAPE

_SHORTEST: Final = 8  # letters and digits
_LONGEST: Final = 18
_FEWEST: Final = 4  # digits
_BEHIND: Final = 24  # characters in front of the first digit in which an identifier begins
_APART: Final = rf"(?:(?:\s{{0,4}}(?:{ESCAPE}|{BETWEEN})){{1,3}}+\s{{0,4}}|[\W_]{{1,8}}+)"
_PART: Final = r"[A-Z0-9]{1,18}+(?![A-Za-z0-9])"
# A capital among the first groups of digits.
LETTERED: Final = re.compile(
    r"[A-Z]*[0-9]{1,12}+(?:[\W_<&%\\]{1,8}+[0-9]{1,12}+){0,6}+"
    rf"(?:{_APART})?[A-Z][0-9A-Z]{{0,12}}+(?![a-z])"
)
_RUN: Final = re.compile(rf"{_PART}(?:{_APART}{_PART}){{0,17}}+")
_PARTS: Final = re.compile(r"[A-Za-z0-9]+")
_FRONT: Final = re.compile(rf"(?<![0-9A-Za-z])(?:[A-Z]{{1,6}}{_APART}){{1,6}}$")


def lettered(
    text: str,
    first: int,
    label_of: Callable[[int], str],
    inner: Callable[[str, str], str],
) -> Iterator[Hit]:
    """Yield the identifier that begins with the letters in front of a stretch, or with it.

    Args:
        text: What is read.
        first: Where the first run of letters and digits that holds a digit begins.
        label_of: Tells which word for an identifier stands in front of a place, if one does.
        inner: Tells by its check digits what identifier something is behind a word.
    """
    if not label_of(first):
        return
    for start in _starts(text, first):
        label = label_of(start)
        if not label:
            continue
        run = _RUN.match(text, start)
        if run is None:
            continue
        bare = ESCAPED.sub(lambda escape: " " * len(escape.group()), run.group())
        solid = ""
        for part in _PARTS.finditer(bare):
            solid += part.group().upper()
            if len(solid) > _LONGEST:
                break
            if len(solid) < _SHORTEST or solid.isdigit() or _digits(solid) < _FEWEST:
                continue
            kind = inner(label, solid)
            if kind:
                yield Hit(start, start + part.end(), kind, 0.85, "scattered-id")
                return


def _starts(text: str, first: int) -> Iterator[int]:
    """Yield where an identifier may begin: at letters in capitals that are no label, or later."""
    low = max(0, first - _BEHIND)
    front = _FRONT.search(text, low, first)
    if front is not None:
        for part in _PARTS.finditer(text, *front.span()):
            if part.group().lower() not in TOPICS_OF_WORD:
                yield part.start()
    yield first


def _digits(solid: str) -> int:
    return sum(map(str.isdigit, solid))
