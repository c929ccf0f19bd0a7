"""Decides how well findings fit labelled spans, by type and for personal data as a whole.

A span is found when findings of its group cover at least half of it; a finding is right when at
least half of it lies in spans of its group. So one address that is found in three pieces is
neither three misses nor three errors. `any` asks only whether something is personal.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from govsim.guardrails.evaluation.rows import Span
from govsim.guardrails.overlaps import Taken
from govsim.guardrails.values import Finding

# Types that are one thing to whoever labels: what is not here is a group of its own.
GROUPS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ADDRESS", "LOCATION", "ZIP"), "PLACE"),
    "DOB": "DATE",
    "PASSWORD": "SECRET",
    **dict.fromkeys(
        (
            "NATIONAL_ID",
            "TAX_ID",
            "PASSPORT",
            "DRIVER_LICENSE",
            "MEDICAL_ID",
            "VEHICLE",
            "OTHER_ID",
        ),
        "GOVID",
    ),
}
PERSONAL: Final = frozenset(
    "PERSON PLACE EMAIL PHONE SSN CREDIT_CARD CARD_CODE IBAN IP MAC GOVID BANK_ACCOUNT SECRET "
    "USERNAME".split()
)
_BIRTH: Final = "DOB"  # personal, though other dates are not


class Counts(NamedTuple):
    """What precision and recall are made of."""

    right: int = 0  # findings that lie in spans
    findings: int = 0
    found: int = 0  # spans that findings cover
    spans: int = 0

    def plus(self, other: Counts) -> Counts:
        """Return the sum."""
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which types somebody labelled wherever they stand; precision is counted only there."""

    groups: frozenset[str]
    exhaustive: bool = False  # whether everything personal is labelled, whatever the types


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """The counts of one text, or of many: by group, and for personal data as a whole."""

    groups: Mapping[str, Counts]
    personal: Counts


def group_of(type_: str) -> str:
    """Return the group that a type is counted in."""
    return GROUPS.get(type_, type_)


def scope_of(types: Iterable[str], *, exhaustive: bool = False) -> Scope:
    """Return the scope of labelled types."""
    return Scope(frozenset(map(group_of, types)), exhaustive)


def count_spans(spans: Sequence[Span], findings: Sequence[Finding], scope: Scope) -> SpanCounts:
    """Count how the findings of one text fit its spans.

    Args:
        spans: What is labelled.
        findings: What is found; of findings of one group that overlap, the surest counts.
        scope: What the source of the text labels.
    """
    kept = _without_rivals(findings)
    gold = _by_group((group_of(span.type), span.start, span.end) for span in spans)
    said = _by_group((group_of(one.type), one.start, one.end) for one in kept)
    groups = {group: _counted(gold[group], said[group]) for group in scope.groups}
    return SpanCounts(groups, _personal(spans, findings, kept, scope))


def _personal(
    spans: Sequence[Span], findings: Sequence[Finding], kept: Sequence[Finding], scope: Scope
) -> Counts:
    gold = [
        (span.start, span.end)
        for span in spans
        if group_of(span.type) in PERSONAL or span.type == _BIRTH
    ]
    counted = [
        one
        for one in kept
        if (group := group_of(one.type)) in PERSONAL and (scope.exhaustive or group in scope.groups)
    ]
    taken = Taken()
    for one in sorted(counted, key=lambda each: each.start - each.end):
        if taken.is_free(*one.span):
            taken.add(*one.span)
    # Whatever a stretch is taken for, it is not left unseen.
    seen = _Covered([one.span for one in findings])
    precise = _counted(gold, taken.stretches())
    return precise._replace(found=sum(map(seen.half_of, gold)))


def _without_rivals(findings: Sequence[Finding]) -> list[Finding]:
    taken: dict[str, Taken] = {}
    kept: list[Finding] = []
    for one in sorted(findings, key=lambda each: (-each.score, each.start - each.end)):
        rivals = taken.setdefault(group_of(one.type), Taken())
        if rivals.is_free(*one.span):
            rivals.add(*one.span)
            kept.append(one)
    return kept


Stretch = tuple[int, int]


class _Groups(dict[str, list[Stretch]]):
    def __missing__(self, key: str) -> list[Stretch]:
        return []


def _by_group(stretches: Iterable[tuple[str, int, int]]) -> _Groups:
    found = _Groups()
    for group, start, end in stretches:
        found.setdefault(group, []).append((start, end))
    return found


def _counted(gold: Sequence[Stretch], said: Sequence[Stretch]) -> Counts:
    in_gold, in_said = _Covered(gold), _Covered(said)
    return Counts(
        sum(map(in_gold.half_of, said)), len(said), sum(map(in_said.half_of, gold)), len(gold)
    )


class _Covered:
    """The union of stretches: how much of another stretch lies in it, in logarithmic time."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._before: list[int] = []  # how much is covered before each
        covered = 0
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                covered += max(0, end - self._ends[-1])
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)
                self._before.append(covered)
                covered += end - start

    def half_of(self, stretch: Stretch) -> bool:
        """Return whether at least half of a stretch is covered."""
        start, end = stretch
        return 2 * (self._until(end) - self._until(start)) >= end - start

    def _until(self, place: int) -> int:
        where = bisect_right(self._starts, place) - 1
        if where < 0:
            return 0
        return self._before[where] + min(place, self._ends[where]) - self._starts[where]
