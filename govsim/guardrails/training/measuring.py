"""Decides what a model is worth on rows of sources that it was not trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from govsim.guardrails.evaluation.measures import strictest
from govsim.guardrails.training.examples import Examples
from govsim.guardrails.training.fitting import Floats, Ints

BUDGETS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)
_HELD: Final = 0.2  # of the rows, in whole sources


@dataclass(frozen=True)
class Measured:
    """Scores of rows by a model that saw none of their source; arrays have one entry a row."""

    rows: Ints  # which rows they are
    after: Floats  # probability of an attack
    bars: Floats  # what a row must reach to be found, from harmless rows of other sources
    before: Floats  # the score that each row had already
    before_bars: Floats  # and what that must reach, likewise
    thresholds: Mapping[float, float]  # share of the harmless rows → score
    left_out: tuple[str, ...]  # the sources, together where they were left out together


def measured_in_turn(
    examples: Examples, folds: Sequence[tuple[str, Ints]], scores: Floats, budget: float
) -> Measured:
    """Return what models are worth that left out each fold in turn.

    Args:
        examples: All rows.
        folds: What was left out together, with the rows of it.
        scores: Of each row, by the model that left it out.
        budget: The share of harmless rows at which rows are found.
    """
    parts = [rows for _, rows in folds]
    before = 1 / (1 + np.exp(-examples.before))
    return Measured(
        np.arange(len(examples)),
        scores,
        _bars(scores, examples, parts, budget),
        before,
        _bars(before, examples, parts, budget),
        _thresholds(scores[~examples.label]),
        tuple(name for name, _ in folds),
    )


def measured(examples: Examples, held: Ints, scores: Floats, budget: float = 0.01) -> Measured:
    """Return what one model is worth on the sources that it left out.

    Args:
        examples: All rows.
        held: The rows that were left out.
        scores: Of those rows.
        budget: As `measured_in_turn` takes it.
    """
    part = examples.where(held)
    names = [part.sources[number] for number in np.unique(part.source)]
    each = [(name, np.flatnonzero(part.source == part.sources.index(name))) for name in names]
    found = measured_in_turn(part, each, scores, budget)
    return Measured(
        held,
        found.after,
        found.bars,
        found.before,
        found.before_bars,
        found.thresholds,
        (", ".join(names),),
    )


def held_sources(examples: Examples, seed: int) -> Ints:
    """Return the rows of some sources, about a fifth of all; of a single source, such a part.

    Attacks and harmless rows are among them, as long as there are more sources of either.
    """
    chance = np.random.default_rng(seed)
    if len(examples.sources) == 1:
        return np.flatnonzero(chance.random(len(examples)) < _HELD)
    held: list[int] = []
    for label in (True, False):
        sizes = np.bincount(
            examples.source[examples.label == label], minlength=len(examples.sources)
        )
        having = [int(n) for n in chance.permutation(len(sizes)) if sizes[n]]
        taken = sum(int(sizes[n]) for n in held)
        for number in having[:-1]:  # one stays to be learned from
            if taken >= _HELD * sizes.sum():
                break
            if number not in held:
                held.append(number)
                taken += int(sizes[number])
    return np.flatnonzero(np.isin(examples.source, held))


def _bars(scores: Floats, examples: Examples, folds: Sequence[Ints], budget: float) -> Floats:
    bars = np.zeros(len(scores))
    for rows in folds:
        others = np.setdiff1d(np.flatnonzero(~examples.label), rows)
        bars[rows] = _above(scores[others if len(others) else rows], budget)
    return bars


def _thresholds(harmless: Floats) -> dict[float, float]:
    return {rate: _above(harmless, rate) for rate in BUDGETS}


def _above(harmless: Floats, budget: float) -> float:
    """Return the score that no larger share of harmless rows than the budget reaches."""
    if budget * len(harmless) < 1:
        return float(np.nextafter(harmless.max(initial=0.0), 2.0))
    return float(np.nextafter(strictest(harmless, budget), 2.0))
