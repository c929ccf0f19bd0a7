"""Decides which of several findings about the same stretch of text stay."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from govsim.guardrails.values import Finding


class Taken:
    """Stretches that do not overlap, in order, in blocks that are split before they grow long.

    What is asked of them takes logarithmic time, and to take one more is no work on all of them.
    """

    def __init__(self) -> None:
        self._blocks: list[tuple[list[int], list[int]]] = [([], [])]  # where stretches begin, end
        self._lasts: list[int] = []  # where the last of each block but the last one ends

    def add(self, start: int, end: int) -> None:
        """Take a stretch that is free."""
        number = bisect_left(self._lasts, end)
        starts, ends = self._blocks[number]
        where = bisect_right(starts, start)
        starts.insert(where, start)
        ends.insert(where, end)
        if len(starts) > _LONGEST:
            half = len(starts) // 2
            self._blocks[number : number + 1] = [
                (starts[:half], ends[:half]),
                (starts[half:], ends[half:]),
            ]
            self._lasts.insert(number, ends[half - 1])

    def stretches(self) -> list[tuple[int, int]]:
        """Return what is taken, in order."""
        return [
            stretch for block in self._blocks for stretch in zip(block[0], block[1], strict=True)
        ]

    def is_free(self, start: int, end: int) -> bool:
        """Return whether nothing that is taken overlaps a stretch."""
        starts, ends = self._blocks[bisect_right(self._lasts, start)]
        where = bisect_right(ends, start)
        return where == len(starts) or starts[where] >= end

    def free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield what is still free of a stretch, in order."""
        for begin, stop in self._from(start):
            if begin >= end:
                break
            if begin > start:
                yield start, begin
            start = max(start, stop)
        if start < end:
            yield start, end

    def _from(self, start: int) -> Iterator[tuple[int, int]]:
        """Yield what is taken of the text from some place on, in order."""
        for number in range(bisect_right(self._lasts, start), len(self._blocks)):
            starts, ends = self._blocks[number]
            for where in range(bisect_right(ends, start), len(ends)):
                yield starts[where], ends[where]


_LONGEST: Final = 1_024  # stretches of a block


def without_repeats(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in order of the text, without those that say again what another says.

    Of two findings of one type that overlap, the one with the stricter action stays, then the
    surer, then the longer: one thing seen in several views of a text, or by several rules, is one
    finding. What a model found keeps the words of a rule for why. Findings of different types stay
    side by side, since either may matter to a policy.
    """
    taken: dict[str, Taken] = {}
    kept: list[Finding] = []
    lost: list[Finding] = []
    ranked = sorted(
        findings, key=lambda each: (each.action, each.score, each.end - each.start), reverse=True
    )
    for finding in ranked:
        rivals = taken.setdefault(finding.type, Taken())
        if rivals.is_free(*finding.span):
            rivals.add(*finding.span)
            kept.append(finding)
        elif finding.rule:
            lost.append(finding)
    explained = _explained(kept, lost) if lost else kept
    return tuple(sorted(explained, key=lambda each: (each.start, each.end, each.type)))


def _explained(kept: list[Finding], lost: list[Finding]) -> Iterator[Finding]:
    """Yield what is kept; what a model found says why in the words of a rule that it covers.

    Args:
        kept: Findings of which no two of a type overlap.
        lost: Those by rules that were not kept, surest first.
    """
    unruled: dict[str, list[Finding]] = {}
    for finding in sorted(kept, key=lambda each: each.start):
        if not finding.rule:
            unruled.setdefault(finding.type, []).append(finding)
    whys: dict[tuple[str, int], str] = {}
    for each in lost:
        own = unruled.get(each.type, [])
        at = bisect_right(own, each.start, key=lambda one: one.end)
        if at < len(own) and own[at].start < each.end:
            whys.setdefault((each.type, own[at].start), each.why)
    for finding in kept:
        why = whys.get((finding.type, finding.start)) if not finding.rule else None
        yield replace(finding, why=f"{why}; {finding.why}") if why else finding


def apart(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings of which no two overlap, in order of the text: what redaction replaces.

    The stricter action wins, then the longer stretch, then the surer finding. What loses only in
    part is cut down to what the winners leave of it, so nothing that was found stays readable.
    """
    taken = Taken()
    kept: list[Finding] = []
    ranked = sorted(
        findings,
        key=lambda each: (each.action, each.end - each.start, each.score, -each.start),
        reverse=True,
    )
    for finding in ranked:
        for start, end in list(taken.free(*finding.span)):
            taken.add(start, end)
            kept.append(replace(finding, start=start, end=end))
    return tuple(sorted(kept, key=lambda each: each.start))
