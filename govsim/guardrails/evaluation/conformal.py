"""Decides thresholds that bound false alarms, from harmless texts alone and whatever their kind.

Split conformal prediction: of texts that come like those of the log, the share that is stopped
stays within the budget. Nothing is assumed about scores; only that the texts to come are like
those that came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, inf, log, log1p, nextafter
from typing import Final

from govsim.guardrails.evaluation.binomial import at_most

_PLACES: Final = 1_000_000  # thresholds are told to six places, rounded up


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold that keeps a budget, and what is known of it."""

    value: float  # texts that score at least so much are stopped
    budget: float
    confidence: float
    rows: int
    stopped: int  # texts of the log that it stops
    allowed: int  # how many it might stop and still keep the budget
    expected: float  # the mean share of texts to come that is stopped, at most


def rows_needed(budget: float, confidence: float) -> int:
    """Return how many harmless texts a budget takes, at the least.

    So many that not one of them would be stopped by a threshold over budget, but with a
    probability of 1 - confidence: ln(1 - confidence) / ln(1 - budget).
    """
    return ceil(log(1 - confidence) / log1p(-budget) - 1e-9)


def threshold_within(scores: Sequence[float], budget: float, confidence: float) -> Threshold | None:
    """Return the lowest threshold that keeps a budget; None when the texts are too few.

    With the confidence that is asked, over the draw of these texts, the share of texts to come
    that score at least the threshold is within the budget. (The number stopped among n texts by
    a threshold over budget is at least binomial, so a threshold that stops so few that this would
    be less likely than 1 - confidence is within.) The mean of that share, over the draw, is at
    most (stopped + 1) / (n + 1).

    Args:
        scores: Of harmless texts, one each.
        budget: The share of texts to come that may be stopped, between 0 and 1.
        confidence: Between 0 and 1.

    Source:
        Vovk, "Conditional validity of inductive conformal predictors", 2012; Angelopoulos and
        Bates, "A gentle introduction to conformal prediction", 2021, section 3.2.
    """
    rows = len(scores)
    if rows < rows_needed(budget, confidence):
        return None
    allowed = _allowed(rows, budget, confidence)
    highest = sorted(scores, reverse=True)
    value = _above(highest[allowed]) if allowed < rows else 0.0
    stopped = sum(1 for score in highest[: allowed + 1] if score >= value)
    return Threshold(value, budget, confidence, rows, stopped, allowed, (allowed + 1) / (rows + 1))


def _allowed(rows: int, budget: float, confidence: float) -> int:
    """Return the largest count of stopped texts that speaks for a threshold within budget."""
    low, high = 0, rows  # at `low` it holds, at `high` not
    while high - low > 1:
        middle = (low + high) // 2
        if at_most(middle, rows, budget) <= 1 - confidence:
            low = middle
        else:
            high = middle
    return low


def _above(score: float) -> float:
    """Return a threshold that a score does not reach, of few digits."""
    raised = (floor(score * _PLACES) + 1) / _PLACES
    return raised if raised > score else nextafter(score, inf)
