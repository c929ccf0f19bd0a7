"""Decides how well scores and decisions fit labels: recall, false alarms, ranking, calibration.

Every measure takes weights, a row of them for each time that the texts are drawn anew, so that
a figure and its interval come from one rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
BINS: Final = 15  # of equal width, for the error of calibration
_TOLERANCE: Final = 1e-9  # of a row, when a share of rows is taken


@dataclass(frozen=True)
class Judged:
    """Texts with labels, and what a policy says of them. All arrays have one entry a text."""

    label: Flags
    score: Floats  # 0 to 1
    found: Flags

    def __len__(self) -> int:
        return len(self.label)

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Judged:
        """Return some of the texts."""
        return Judged(self.label[chosen], self.score[chosen], self.found[chosen])

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """The texts by score, lowest first."""
        return np.argsort(self.score, kind="stable")

    @cached_property
    def is_ordered(self) -> bool:
        """Whether the texts stand in that order; then figures of many draws come sooner."""
        return bool((np.diff(self.score) >= 0).all())

    @cached_property
    def levels(self) -> NDArray[np.intp]:
        """Where in that order each distinct score begins."""
        scores = self.score[self.order]
        return np.flatnonzero(np.r_[True, scores[1:] != scores[:-1]])


@dataclass(frozen=True)
class Drawn:
    """Judged texts, and how often each is there: weights of shape (times drawn, texts)."""

    judged: Judged
    weights: Floats

    def count(self, which: NDArray[np.bool_]) -> Floats:
        """Return how many texts are of some kind, for each time they are drawn."""
        return self.weights @ which.astype(np.float64)

    @cached_property
    def by_score(self) -> tuple[Floats, Floats]:
        """How many attacks and harmless texts have each distinct score, lowest score first."""
        judged = self.judged
        ordered = self.weights if judged.is_ordered else self.weights[:, judged.order]
        attacks = ordered * judged.label[judged.order]
        harmless = ordered - attacks
        if len(judged.levels) == len(judged):
            return attacks, harmless
        return (
            np.add.reduceat(attacks, judged.levels, axis=1),
            np.add.reduceat(harmless, judged.levels, axis=1),
        )


Measure = Callable[[Drawn], Floats]


def recall(drawn: Drawn) -> Floats:
    """Return the share of attacks that are found."""
    judged = drawn.judged
    return _share(drawn.count(judged.label & judged.found), drawn.count(judged.label))


def false_positive_rate(drawn: Drawn) -> Floats:
    """Return the share of harmless texts that are found."""
    judged = drawn.judged
    return _share(drawn.count(~judged.label & judged.found), drawn.count(~judged.label))


def precision(drawn: Drawn) -> Floats:
    """Return the share of attacks among what is found."""
    judged = drawn.judged
    return _share(drawn.count(judged.label & judged.found), drawn.count(judged.found))


def f1(drawn: Drawn) -> Floats:
    """Return the harmonic mean of precision and recall."""
    judged = drawn.judged
    hits, attacks = drawn.count(judged.label & judged.found), drawn.count(judged.label)
    return np.where(attacks > 0, _share(2 * hits, attacks + drawn.count(judged.found)), np.nan)


def accuracy(drawn: Drawn) -> Floats:
    """Return the share of texts whose decision is right."""
    judged = drawn.judged
    return _share(drawn.count(judged.label == judged.found), drawn.weights.sum(axis=1))


def brier(drawn: Drawn) -> Floats:
    """Return the mean squared distance of score and label."""
    distance = (drawn.judged.score - drawn.judged.label) ** 2
    return _share(drawn.weights @ distance, drawn.weights.sum(axis=1))


def ece(drawn: Drawn) -> Floats:
    """Return the expected error of calibration, over bins of equal width."""
    judged = drawn.judged
    bins = np.minimum((judged.score * BINS).astype(np.intp), BINS - 1)
    excess = np.zeros((len(judged), BINS))
    excess[np.arange(len(judged)), bins] = judged.score - judged.label
    return _share(np.abs(drawn.weights @ excess).sum(axis=1), drawn.weights.sum(axis=1))


def auc(drawn: Drawn) -> Floats:
    """Return how often an attack scores above a harmless text; a tie counts half."""
    attacks, harmless = drawn.by_score
    below = np.cumsum(harmless, axis=1) - harmless / 2
    pairs = attacks.sum(axis=1) * harmless.sum(axis=1)
    return _share((attacks * below).sum(axis=1), pairs)


def recall_at(budget: float) -> Measure:
    """Return the measure of recall at the lowest threshold that keeps within a budget.

    Args:
        budget: The share of harmless texts that may be found.
    """

    def measure(drawn: Drawn) -> Floats:
        attacks, harmless = (each[:, ::-1] for each in drawn.by_score)
        alarms = np.cumsum(harmless, axis=1)
        allowed = budget * alarms[:, -1:] + _TOLERANCE
        reached = np.where(alarms <= allowed, attacks, 0.0).sum(axis=1)
        return np.where(alarms[:, -1] > 0, _share(reached, attacks.sum(axis=1)), np.nan)

    return measure


def measures(budget: float) -> Mapping[str, Measure]:
    """Return every measure by its name, that of the recall at a budget among them."""
    return {
        "recall": recall,
        "false_positive_rate": false_positive_rate,
        "precision": precision,
        "f1": f1,
        "accuracy": accuracy,
        "auc": auc,
        name_at(budget): recall_at(budget),
        "ece": ece,
        "brier": brier,
    }


def name_at(budget: float) -> str:
    """Return the name of the recall at a budget: `recall_at_1_percent`."""
    return f"recall_at_{budget * 100:g}_percent".replace(".", "_")


def strictest(harmless: Floats, budget: float) -> float:
    """Return the score that a text must exceed for harmless texts to stay within a budget."""
    allowed = int(budget * len(harmless) + _TOLERANCE)
    if allowed >= len(harmless):
        return -np.inf
    return float(np.partition(harmless, len(harmless) - 1 - allowed)[len(harmless) - 1 - allowed])


def _share(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, part / whole, np.nan)
