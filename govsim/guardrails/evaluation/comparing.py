"""Compares two policies on the same rows: how far each figure moves, and whether that is chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from govsim.guardrails.evaluation.binomial import Interval, exactly_paired
from govsim.guardrails.evaluation.evaluating import by_group
from govsim.guardrails.evaluation.figures import Asked, Key, Value, value_of
from govsim.guardrails.evaluation.label_figures import label_values
from govsim.guardrails.evaluation.measures import Flags, Floats, Judged
from govsim.guardrails.evaluation.resampling import intervals
from govsim.guardrails.evaluation.span_figures import span_values
from govsim.guardrails.evaluation.tally import Ints, Tally


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of two policies, and how far the second is above the first."""

    before: Value
    after: Value
    difference: Value
    interval: Interval | None  # of 95 percent, over rows drawn anew for both alike


@dataclass(frozen=True)
class Compared:
    """How two policies differ on some rows with labels."""

    rows: int
    only_before: int  # rows that only the first decides rightly
    only_after: int  # rows that only the second decides rightly
    p_value: float  # of McNemar's exact test
    differences: Mapping[str, Difference]


@dataclass(frozen=True)
class Comparison:
    """How two policies differ, overall and by group."""

    labelled: Mapping[Key, Compared]
    spanned: Mapping[Key, Mapping[str, Difference]]


def comparison_of(tally: Tally, asked: Asked) -> Comparison:
    """Return how the second candidate of a tally differs from the first."""
    return Comparison(dict(_labelled(tally, asked)), dict(_spanned(tally, asked)))


def _labelled(tally: Tally, asked: Asked) -> Iterator[tuple[Key, Compared]]:
    first, second = tally.judged(0), tally.judged(1)

    def compared(key: Key, places: Ints) -> Compared:
        return _compared(first.where(places), second.where(places), asked)

    return by_group(tally, tally.labelled, compared)


def _compared(first: Judged, second: Judged, asked: Asked) -> Compared:
    right, then = first.found == first.label, second.found == second.label
    before, after = int((right & ~then).sum()), int((then & ~right).sum())

    def figures(judged: Judged) -> Callable[[Floats], Mapping[str, Floats]]:
        return lambda weights: label_values(judged, weights, asked.budget)

    return Compared(
        len(first),
        before,
        after,
        exactly_paired(before, after),
        _differences(figures(first), figures(second), first.label, asked),
    )


def _spanned(tally: Tally, asked: Asked) -> Iterator[tuple[Key, Mapping[str, Difference]]]:
    first, second = tally.personal(0), tally.personal(1)

    def compared(key: Key, places: Ints) -> Mapping[str, Difference]:
        strata = np.ones(len(places), dtype=np.bool_)
        before, after = first[places], second[places]
        return _differences(
            lambda weights: span_values(weights @ before),
            lambda weights: span_values(weights @ after),
            strata,
            asked,
        )

    return by_group(tally, tally.with_spans, compared)


def _differences(
    first: Callable[[Floats], Mapping[str, Floats]],
    second: Callable[[Floats], Mapping[str, Floats]],
    strata: Flags,
    asked: Asked,
) -> dict[str, Difference]:
    def moved(weights: Floats) -> dict[str, Floats]:
        before = first(weights)
        return {name: after - before[name] for name, after in second(weights).items()}

    once = np.ones((1, len(strata)))
    before, after, by = first(once), second(once), moved(once)
    drawn = intervals(strata, moved, resamples=asked.resamples, seed=asked.seed)
    return {
        name: Difference(
            value_of(before[name][0]),
            value_of(after[name][0]),
            value_of(by[name][0]),
            drawn.get(name),
        )
        for name in by
    }
