"""Tells where the runs of groups of digits are that stand apart in no usual way, and the groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from govsim.guardrails.joining import CARD_DIGITS, FIRST
from govsim.guardrails.pii.scattered_gaps import GAP, GROUP

_RUN: Final = re.compile(rf"[0-9]++(?:{GAP}[0-9]++){{1,23}}+")
_NAMED: Final = re.compile(r"[0-9]{1,2}[\"']?\s{0,2}[:=]")
_COUNTING: Final = 12  # characters of a word that counts parts
_COUNTED: Final = re.compile(
    r"(?i:\b(?:part|piece|half|chunk|block|line|cell|segment|group|section) )$"
)
_VALUE: Final = re.compile(r"[0-9]{1,2}[\"']?\s{0,2}[:=]\s{0,2}[\"'(\[+]{0,2}(?=[0-9])")
_WORD: Final = re.compile(r"[^\x00-@\[-`{-\x7f](?<=[^\W\d_])")  # of any script: a letter
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


def groups_in(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int]:
    """Return the first groups of a run, as many as any number has, and how many digits they have.

    Fields stand in a row, so that a run may have the numbers of them all.
    """
    groups: list[tuple[int, int]] = []
    digits = beyond = 0
    for match in GROUP.finditer(text, start, end):
        begin, stop = match.span(1)
        groups.append((begin, stop))
        digits += stop - begin
        if len(groups) >= FIRST:
            beyond += stop - begin
            if beyond >= CARD_DIGITS.stop:
                break
    return groups, digits


def own_groups(text: str, groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the groups in front of the next field, if there is one."""
    word = _WORD.search(text, groups[0][1], groups[-1][0])
    if word is None:
        return []
    for at, (before, after) in enumerate(pairwise(groups), 1):
        if after[0] > word.start() and any(map(str.isalpha, text[before[1] : after[0]])):
            return groups[:at]
    return []


def parts_in(text: str, groups: list[tuple[int, int]]) -> list[str]:
    """Return what groups are written as."""
    return [text[begin:stop] for begin, stop in groups]
