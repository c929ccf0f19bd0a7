"""Tells where the runs of groups of digits are that stand apart in no usual way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from govsim.guardrails.pii.scattered_gaps import GAP

_RUN: Final = re.compile(rf"[0-9]++(?:{GAP}[0-9]++){{1,23}}+")
_NAMED: Final = re.compile(r"[0-9]{1,2}[\"']?\s{0,2}[:=]")
_COUNTING: Final = 12  # characters of a word that counts parts
_COUNTED: Final = re.compile(
    r"(?i:\b(?:part|piece|half|chunk|block|line|cell|segment|group|section) )$"
)
_VALUE: Final = re.compile(r"[0-9]{1,2}[\"']?\s{0,2}[:=]\s{0,2}[\"'(\[+]{0,2}(?=[0-9])")
_SHORTEST: Final = 6  # characters of a run


def runs_in(text: str, heads: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, bool]]:
    """Yield where a run begins, its first digit and its end, and whether it is of groups."""
    end = 0
    for _, first in heads:
        if first < end:
            continue
        at = first
        while not text[at].isdigit():
            at += 1
        if _is_of_name(text, at):
            at = first = _behind_name(text, at)
        if at:
            run = _RUN.match(text, at)
            end = at + 1 if run is None else run.end()
            yield first, at, end, run is not None and end - at >= _SHORTEST


def _is_of_name(text: str, at: int) -> bool:
    """Whether digits belong to the name of a field, or count the parts of a value."""
    before = text[at - 1 : at]
    if _NAMED.match(text, at) is None:
        return False
    if before == " ":
        return _COUNTED.search(text, max(0, at - _COUNTING), at) is not None
    return before.isalpha() or before == "_"


def _behind_name(text: str, at: int) -> int:
    """Return where the digits of a field begin, behind its name; 0: it has others."""
    value = _VALUE.match(text, at)
    return 0 if value is None else value.end()
