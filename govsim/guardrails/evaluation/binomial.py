"""Decides what a count of successes says: binomial tails, and intervals of a share."""

from __future__ import annotations

from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist

Interval = tuple[float, float]


def share_interval(successes: int, trials: int, confidence: float = 0.95) -> Interval | None:
    """Return the Wilson score interval of a share; None without trials."""
    if not trials:
        return None
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = successes / trials
    scale = 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / scale
    reach = z / scale * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    low = 0.0 if successes == 0 else max(0.0, middle - reach)
    high = 1.0 if successes == trials else min(1.0, middle + reach)
    return low, high


def at_most(successes: int, trials: int, probability: float) -> float:
    """Return how likely at most so many successes are among independent trials."""
    if successes < 0:
        return 0.0
    if successes >= trials or probability <= 0:
        return 1.0
    if probability >= 1:
        return 0.0
    # Terms grow towards the mean, so the last one is taken first and the rest as shares of it.
    odds = (1 - probability) / probability
    term = total = 1.0
    for count in range(successes, 0, -1):
        term *= count / (trials - count + 1) * odds
        total += term
        if term < total * 1e-17 and count < trials * probability:
            break
        if total > 1e280:
            return _summed(successes, trials, probability)
    return min(1.0, exp(_log_term(successes, trials, probability) + log(total)))


def exactly_paired(only_first: int, only_second: int) -> float:
    """Return the two-sided p-value of McNemar's exact test.

    Args:
        only_first: Rows that only the first of two policies has right.
        only_second: Rows that only the second has right.
    """
    differing = only_first + only_second
    if not differing:
        return 1.0
    return min(1.0, 2 * at_most(min(only_first, only_second), differing, 0.5))


def _log_term(count: int, trials: int, probability: float) -> float:
    ways = lgamma(trials + 1) - lgamma(count + 1) - lgamma(trials - count + 1)
    return ways + count * log(probability) + (trials - count) * log1p(-probability)


def _summed(successes: int, trials: int, probability: float) -> float:
    """Return the tail from its upper side, where the terms above are the small ones."""
    above = (
        exp(_log_term(count, trials, probability)) for count in range(successes + 1, trials + 1)
    )
    return max(0.0, 1.0 - sum(above))
