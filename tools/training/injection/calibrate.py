"""Fits probabilities and thresholds on scores of sources that were left out of training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bounds = Mapping[tuple[str, ...], float]

# How much the encoder's logit counts beside the first tier's: what finds most within the bounds. A
# regression would look at all texts alike, most of which are nowhere near the threshold.
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 1.25, 1.6, 2.0)
# Half of the harmless texts are below it by a side's own tables; of the attacks that its other
# tables would bring to the encoder, one in a thousand.
DOUBT = -3.0
UNREAD = np.array([0.0, -60.0])  # instead of the first tier alone: below any threshold
BUDGETS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2)


@dataclass(slots=True)
class Part:
    """Scores of one suite of one fold, in one channel."""

    name: str
    fold: int
    label: int
    first: Floats
    second: Floats


def fitted(
    parts: list[Part], *, escalated: float, bounds: Bounds, harmless: Mapping[str, float]
) -> dict[str, object]:
    """Return a calibration of one channel.

    Args:
        parts: The scores, by suite.
        escalated: Share of ordinary texts that the encoder may be asked about.
        bounds: Which share of some suites may be found by mistake with the shipped threshold, by
            the beginnings of their names; each suite counts alike.
        harmless: How much each harmless suite counts, by the beginning of its name; the weights
            stand for what a deployment sees.
    """
    benign = [part for part in parts if not part.label]
    usual = [part for part in benign if _weight(part, harmless) > 0]
    weights = [_weight(part, harmless) / len(part.first) for part in usual]
    uncertain = _quantile([p.first for p in usual], weights, 1 - escalated)
    values = _Pooled.of(parts)
    both, at = _together(parts, values, uncertain, bounds)
    one = logistic_fit(values.first[:, None], values.label, values.weight)
    one[-1] -= at
    # What the encoder has not read never reaches the threshold.
    one[-1] = min(one[-1], -0.7 - one[0] * uncertain)
    logits = [_logits(part, uncertain, both, one) for part in usual]
    thresholds = [
        [budget, round(float(_sigmoid(_quantile(logits, weights, 1 - budget))), 4)]
        for budget in BUDGETS
    ]
    return {
        "doubt": DOUBT,
        "uncertain": round(float(uncertain), 4),
        "alone": [round(float(x), 4) for x in one],
        "together": [round(float(x), 4) for x in both],
        "thresholds": thresholds,
        "shipped": 0.5,
    }


@dataclass(slots=True)
class _Pooled:
    """The scores of all suites; each counts alike, attacks and harmless texts half and half."""

    first: Floats
    second: Floats
    label: Floats
    weight: Floats

    @staticmethod
    def of(parts: list[Part]) -> _Pooled:
        alike = [sum(1 for other in parts if other.label == part.label) for part in parts]
        return _Pooled(
            np.concatenate([part.first for part in parts]),
            np.concatenate([part.second for part in parts]),
            np.concatenate([np.full(len(part.first), float(part.label)) for part in parts]),
            np.concatenate(
                [
                    np.full(len(p.first), 0.5 / n / len(p.first))
                    for p, n in zip(parts, alike, strict=True)
                ]
            ),
        )


def _together(
    parts: list[Part], values: _Pooled, uncertain: float, bounds: Bounds
) -> tuple[Floats, float]:
    """Return how both logits make one that is 0 at the threshold, and how far that was moved.

    There the probability is a half: attacks are then so rare among a deployment's texts that half
    of what is found there is harmless.
    """
    read = values.first >= uncertain
    best: tuple[float, Floats, float] | None = None
    for share in SHARES:
        both = values.first + share * values.second
        slope, offset = logistic_fit(both[read, None], values.label[read], values.weight[read])
        tried = np.array([slope, slope * share, offset])
        logits = {id(part): _logits(part, uncertain, tried, UNREAD) for part in parts}
        at = max(
            _quantile(held, [1 / len(each) for each in held], 1 - most)
            for names, most in bounds.items()
            if (held := [logits[id(p)] for p in parts if not p.label and p.name.startswith(names)])
        )
        found = float(np.mean([(logits[id(p)] > at).mean() for p in parts if p.label]))
        if best is None or found > best[0]:
            best = found, tried - [0, 0, at], at
    assert best is not None
    return best[1], best[2]


def probabilities(part: Part, calibration: Mapping[str, object]) -> Floats:
    """Return what a calibration makes of the scores of a suite."""
    both = np.array(calibration["together"])
    one = np.array(calibration["alone"])
    return _sigmoid(_logits(part, float(str(calibration["uncertain"])), both, one))


def _weight(part: Part, harmless: Mapping[str, float]) -> float:
    return next((w for name, w in harmless.items() if part.name.startswith(name)), 0.0)


def _logits(part: Part, uncertain: float, both: Floats, one: Floats) -> Floats:
    alone = one[0] * part.first + one[1]
    together = both[0] * part.first + both[1] * part.second + both[2]
    return np.where(part.first >= uncertain, together, alone)


def _sigmoid(logit: Floats | float) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -60, 60))))


def _quantile(values: list[Floats], weights: list[float], share: float) -> float:
    """Return a quantile of pooled values, each suite with a weight a row."""
    pooled = np.concatenate(values)
    weight = np.concatenate([np.full(len(v), w) for v, w in zip(values, weights, strict=True)])
    order = np.argsort(pooled)
    total = np.cumsum(weight[order]) / weight.sum()
    return float(pooled[order][min(np.searchsorted(total, share), len(pooled) - 1)])


def logistic_fit(values: Floats, label: Floats, weight: Floats) -> Floats:
    """Fit a logistic regression by Newton's method, a little regularised."""
    design = np.column_stack([values, np.ones(len(values))])
    weight = weight / weight.sum() * len(weight)
    found = np.zeros(design.shape[1])
    ridge = np.diag([1e-2] * values.shape[1] + [0.0])
    for _ in range(50):
        guess = _sigmoid(design @ found)
        slope = design.T @ (weight * (guess - label)) + ridge @ found
        curve = (design * (weight * guess * (1 - guess))[:, None]).T @ design + ridge
        step = np.linalg.solve(curve + 1e-9 * np.eye(len(found)), slope)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    return found
