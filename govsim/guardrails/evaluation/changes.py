"""Compares what two policies, or two versions of one, make of one row: findings lost and gained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from govsim.errors import Place
from govsim.guardrails.evaluation.rows import Row
from govsim.guardrails.overlaps import Taken
from govsim.guardrails.values import Finding, Outcome

# What may be asked not to happen, with what it means.
KINDS: Final = {
    "lost": "a finding of the first is none of the second",
    "gained": "a finding of the second is none of the first",
    "moved": "a finding covers another stretch of the text",
    "milder": "the second does less to a row",
    "stricter": "the second does more to a row",
}
UNCOMPARED: Final = "uncompared"  # may be asked not to happen as well
_MOST_KEPT: Final = 10_000


class Seen(Protocol):
    """What a policy made of a row: now, or when it was recorded."""

    @property
    def outcome(self) -> Outcome:
        """What comes of the row."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the policy acts on."""


class Known(Protocol):
    """What tells a row from others: itself, or its record."""

    @property
    def id(self) -> str | int:
        """Its id."""

    @property
    def source(self) -> str:
        """Where it is from."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row of which the second policy makes something else than the first."""

    id: str | int
    source: str
    label: bool | None
    before: Outcome
    after: Outcome
    lost: tuple[Finding, ...]
    gained: tuple[Finding, ...]
    moved: tuple[Finding, ...] = ()  # as the second has them
    text: str | None = None  # only where somebody asked to see it
    at: Place | None = field(default=None, compare=False)  # where its file has it

    @property
    def kinds(self) -> tuple[str, ...]:
        """How it differs, in the words of `KINDS`."""
        held = {
            "lost": bool(self.lost),
            "gained": bool(self.gained),
            "moved": bool(self.moved),
            "milder": self.after < self.before,
            "stricter": self.after > self.before,
        }
        return tuple(kind for kind in KINDS if held[kind])


@dataclass(slots=True)
class Changes:
    """The rows that changed: all are counted, and the first ones kept."""

    kept: list[Change] = field(default_factory=list)
    rows: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, change: Change) -> None:
        """Take one more."""
        self.rows += 1
        self.kinds.update(change.kinds)
        if len(self.kept) < _MOST_KEPT:
            self.kept.append(change)

    def meet(self, words: Iterable[str], unmatched: Mapping[str, int]) -> bool:
        """Whether any row changed in a way that is named, or was not compared, if that is.

        Args:
            words: Of `KINDS`, and `UNCOMPARED`.
            unmatched: Reason → how many rows or records were not compared.
        """
        counts = {**self.kinds, UNCOMPARED: sum(unmatched.values())}
        return any(counts.get(word, 0) for word in words)


def change_of(row: Known, before: Seen, after: Seen, text: str | None = None) -> Change | None:
    """Return what differs in a row; None when nothing does.

    Findings of one detector and type that overlap are one thing that both see; how sure it is may
    differ.

    Args:
        row: Which row it is.
        before: What the first made of it.
        after: What the second makes of it.
        text: What the change shows of it, if that is asked for.
    """
    if before.findings == after.findings and before.outcome is after.outcome:
        return None
    first, second = _Seen(before.findings), _Seen(after.findings)
    label, at = (row.label, row.at) if isinstance(row, Row) else (None, None)
    change = Change(
        row.id,
        row.source,
        label,
        before.outcome,
        after.outcome,
        lost=tuple(each for each in before.findings if not second.sees(each)),
        gained=tuple(each for each in after.findings if not first.sees(each)),
        moved=tuple(each for each in after.findings if first.sees_elsewhere(each)),
        text=text,
        at=at,
    )
    return change if change.kinds else None


class _Seen:
    """Findings by detector and type, and whether another is the same thing."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._spans = {(each.detector, each.type, each.span) for each in findings}
        self._taken: dict[tuple[str, str], Taken] = {}
        for detector, type_, span in sorted(self._spans):
            taken = self._taken.setdefault((detector, type_), Taken())
            for free in list(taken.free(*span)):
                taken.add(*free)

    def sees(self, finding: Finding) -> bool:
        """Whether some finding of the same detector and type overlaps this one."""
        taken = self._taken.get((finding.detector, finding.type))
        return taken is not None and not taken.is_free(*finding.span)

    def sees_elsewhere(self, finding: Finding) -> bool:
        """Whether it is seen, and at no time with the same span."""
        same = (finding.detector, finding.type, finding.span) in self._spans
        return not same and self.sees(finding)
