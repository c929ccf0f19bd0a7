"""Decides which threshold costs least, given how often attacks come and what errors cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from govsim.guardrails.evaluation.measures import Drawn, Floats, Judged


@dataclass(frozen=True, slots=True)
class Costs:
    """How often texts are attacks, and what it costs to be wrong about one."""

    attack_rate: float  # share of all texts, 0 to 1
    miss: float  # of an attack that passes, in any unit
    false_block: float  # of a harmless text that is stopped, in the same unit

    def loss(self, recall: float, false_positive_rate: float) -> float:
        """Return the expected cost of one text."""
        missed = self.attack_rate * (1 - recall) * self.miss
        return missed + (1 - self.attack_rate) * false_positive_rate * self.false_block


@dataclass(frozen=True, slots=True)
class Point:
    """One threshold: texts that score at least so much are stopped."""

    threshold: float
    recall: float
    false_positive_rate: float


def roc(judged: Judged) -> Iterator[Point]:
    """Yield a point for each distinct score, highest first, after the one that stops nothing.

    Without attacks, or without harmless texts, there is none.
    """
    attacks, harmless = (
        each[0, ::-1] for each in Drawn(judged, np.ones((1, len(judged)))).by_score
    )
    if not attacks.sum() or not harmless.sum():
        return
    scores = judged.score[judged.order][judged.levels][::-1]
    yield Point(float("inf"), 0.0, 0.0)
    for threshold, recall, rate in zip(scores, _risen(attacks), _risen(harmless), strict=True):
        yield Point(float(threshold), float(recall), float(rate))


def frontier(points: Iterator[Point] | list[Point]) -> list[Point]:
    """Return the points that are cheapest for some rate and costs: the upper hull of the curve.

    Args:
        points: As of `roc`.
    """
    hull: list[Point] = []
    for point in points:
        while len(hull) > 1 and _slope(hull[-2], hull[-1]) <= _slope(hull[-1], point):
            hull.pop()
        if hull and point.false_positive_rate == hull[-1].false_positive_rate:
            hull.pop()
        hull.append(point)
    return hull


def cheapest(points: list[Point], costs: Costs) -> Point:
    """Return the point of the least expected loss; of several, the one that stops least."""
    return min(points, key=lambda p: (costs.loss(p.recall, p.false_positive_rate), -p.threshold))


def _risen(counts: Floats) -> Floats:
    risen: Floats = np.cumsum(counts) / counts.sum()
    return risen


def _slope(first: Point, second: Point) -> float:
    run = second.false_positive_rate - first.false_positive_rate
    rise = second.recall - first.recall
    return rise / run if run > 0 else float("inf")
