"""Decides a threshold for each detector and channel, from what harmless rows score."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govsim.guardrails.evaluation.conformal import Threshold, rows_needed, threshold_within
from govsim.guardrails.evaluation.default import CONTENTS, NEITHER
from govsim.guardrails.evaluation.rows import Row
from govsim.guardrails.evaluation.scoring import Scored
from govsim.guardrails.policy import Policy
from govsim.guardrails.values import Channel

_UNSCANNED = 1.0  # the score of a text that could not be screened, for it is stopped


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What the harmless rows of a channel say of one detector."""

    detector: str
    channel: Channel
    budget: float
    rows: int
    needed: int  # rows that the budget takes
    threshold: Threshold | None  # None: the rows are too few


@dataclass(slots=True)
class Harmless:
    """The scores of harmless rows: of each detector, in each channel.

    Args:
        policy: Says which detectors a channel has.
        detectors: Those to calibrate; without any, all that look for attacks.
    """

    policy: Policy
    detectors: frozenset[str] = frozenset()
    attacks: int = 0  # rows that are labelled as attacks, and left out
    scores: dict[tuple[str, Channel], array[float]] = field(default_factory=dict)

    def add(self, row: Row, scored: Scored) -> None:
        """Take one row, with every finding however unsure."""
        if row.label:
            self.attacks += 1
            return
        surest: dict[str, float] = {}
        for finding in scored.unsure:
            score = max(surest.get(finding.detector, 0.0), finding.score)
            surest[finding.detector] = score
        for name in self.detectors_of(row.channel):
            score = _UNSCANNED if scored.gaps else surest.get(name, 0.0)
            self.scores.setdefault((name, row.channel), array("d")).append(score)

    def detectors_of(self, channel: Channel) -> tuple[str, ...]:
        """Return the detectors of a channel that are calibrated, in the order of the policy."""
        names = dict.fromkeys(rule.detector for rule in self.policy.rules_of(channel))
        if self.detectors:
            return tuple(name for name in names if name in self.detectors)
        return tuple(name for name in names if name not in CONTENTS | NEITHER)

    def calibrated(self, budgets: Sequence[float], confidence: float) -> Iterator[Calibrated]:
        """Yield a threshold for each detector, channel and budget."""
        for (name, channel), scores in sorted(self.scores.items()):
            for budget in budgets:
                yield Calibrated(
                    name,
                    channel,
                    budget,
                    len(scores),
                    rows_needed(budget, confidence),
                    threshold_within(scores, budget, confidence),
                )
