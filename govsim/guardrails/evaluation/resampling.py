"""Decides how far a figure would move had other texts of the same kind been drawn (bootstrap)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.evaluation.binomial import Interval
from govsim.guardrails.evaluation.measures import Flags, Floats

RESAMPLES: Final = 500
_FEWEST: Final = 100  # resamples, of however many texts
_MOST_DRAWN: Final = 10_000_000  # texts in all
_AT_ONCE: Final = 2_000_000  # weights in memory
Figures = Callable[[Floats], Mapping[str, Floats]]


def intervals(
    strata: NDArray[np.bool_],
    figures: Figures,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
    confidence: float = 0.95,
) -> dict[str, Interval | None]:
    """Return the percentile interval of each figure.

    Args:
        strata: One entry a text; of each of its two values as many are drawn as there are, so the
            share of attacks stays what it is.
        figures: Takes weights, (resamples, texts), to figures of one value a resample each.
        resamples: How often texts are drawn anew; fewer when there are very many texts. 0: not.
        seed: What the draws depend on.
        confidence: How much of the draws lies inside.

    Returns:
        Name → low and high; None where most draws give no value; empty when nothing is drawn.
    """
    found: dict[str, list[Floats]] = {}
    for weights in draws(strata, resamples, seed):
        for name, values in figures(weights).items():
            found.setdefault(name, []).append(values)
    return {name: _percentiles(values, confidence) for name, values in found.items()}


def draws(strata: Flags, resamples: int, seed: int) -> Iterator[Floats]:
    """Yield weights: how often each text is drawn, some resamples at a time."""
    count = len(strata)
    if not count or not resamples:
        return
    left = max(min(resamples, _MOST_DRAWN // count), min(resamples, _FEWEST))
    chance = np.random.default_rng(seed)
    sides = [np.flatnonzero(strata == value) for value in (True, False)]
    while left > 0:
        rows = min(left, max(1, _AT_ONCE // count))
        weights = np.zeros((rows, count))
        for side in sides:
            weights[:, side] = _drawn(chance, rows, len(side))
        yield weights
        left -= rows


def _drawn(chance: np.random.Generator, rows: int, count: int) -> Floats:
    if not count:
        return np.zeros((rows, 0))
    picked = chance.integers(0, count, (rows, count)) + (np.arange(rows) * count)[:, None]
    return np.bincount(picked.ravel(), minlength=rows * count).reshape(rows, count).astype(float)


def _percentiles(values: Sequence[Floats], confidence: float) -> Interval | None:
    if not values:
        return None
    joined = np.concatenate(values)
    real = joined[~np.isnan(joined)]
    if len(real) * 2 < len(joined):
        return None
    low, high = np.quantile(real, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
