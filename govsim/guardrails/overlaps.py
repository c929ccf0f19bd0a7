"""Decides which of several findings about the same stretch of text stay."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from govsim.guardrails.values import Finding


class Taken:
    """Stretches that do not overlap, in order: what is asked of them takes logarithmic time."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Take a stretch that is free."""
        where = bisect_right(self._starts, start)
        self._starts.insert(where, start)
        self._ends.insert(where, end)

    def stretches(self) -> list[tuple[int, int]]:
        """Return what is taken, in order."""
        return list(zip(self._starts, self._ends, strict=True))

    def is_free(self, start: int, end: int) -> bool:
        """Return whether nothing that is taken overlaps a stretch."""
        where = bisect_right(self._ends, start)
        return where == len(self._starts) or self._starts[where] >= end

    def free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield what is still free of a stretch, in order."""
        where = bisect_right(self._ends, start)
        while where < len(self._starts) and self._starts[where] < end:
            if self._starts[where] > start:
                yield start, self._starts[where]
            start = max(start, self._ends[where])
            where += 1
        if start < end:
            yield start, end


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
