"""Finds the numbers that go on a list whose first a word tells: `BSN 111222333, 123456782 en …`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from govsim.guardrails.pii.formats import FORMATS
from govsim.guardrails.pii.labelled import TYPE_OF_TOPIC
from govsim.guardrails.pii.shape import WORTH, Check, shape_of
from govsim.guardrails.pii.values import Hit

# Between two numbers of a list; a word for "and" in the languages that we read.
_NEXT: Final = re.compile(
    r"(?:[,;]|\s?[/|])?\s{0,2}(?:(?:and|or|und|oder|et|ou|en|of|y|o|e|i|oraz|lub|och|og|ja|tai|a|és"
    r"|și|ve|и|та|і|και|&|\+)\s)?(?=[0-9A-Z])"
)
# Formats that need a word, with their checks: the others are found by themselves.
_OF_WORD: Final[Mapping[str, Check | None]] = {
    known.id: known.check for known in FORMATS if known.alone < WORTH and known.type != "ZIP"
}
# Rules of what a word tells.
_TOLD: Final = frozenset((*_OF_WORD, *(f"labelled-{topic}" for topic in TYPE_OF_TOPIC)))
_SURE: Final = 0.75
_FEWEST: Final = 6  # characters
_MOST: Final = 60  # numbers of one list
_JOINERS: Final = str.maketrans("", "", " -./")


def listed(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the numbers behind those that a word tells, of the same shape and the same check.

    Args:
        text: What is read.
        found: What was found in it, in any order.
    """
    for hit in [hit for hit in found if hit[4] in _TOLD]:
        start, end, type_, score, rule, _ = hit
        shape, check = shape_of(text[start:end]), _OF_WORD.get(rule)
        size = end - start
        if size < _FEWEST or score < _SURE:
            continue
        for _ in range(_MOST):
            gap = _NEXT.match(text, end)
            if gap is None or gap.end() == end:
                break
            start, end = gap.end(), gap.end() + size
            value = text[start:end]
            if shape_of(value) != shape or text[end : end + 1].isalnum():
                break
            if check is not None and not check(value.upper().translate(_JOINERS)):
                break
            yield Hit(start, end, type_, score - 0.02, rule)
