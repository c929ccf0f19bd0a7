"""Decides the figures of rows that are labelled as a whole."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from govsim.guardrails.evaluation.binomial import share_interval
from govsim.guardrails.evaluation.figures import Asked, Figures, Labelled, Value, value_of
from govsim.guardrails.evaluation.measures import (
    Drawn,
    Floats,
    Judged,
    measures,
    name_at,
    strictest,
)
from govsim.guardrails.evaluation.resampling import intervals
from govsim.guardrails.evaluation.tally import Tally


def label_figures(
    judged: Judged, unscanned: int, asked: Asked, pooled: Mapping[str, Value]
) -> Labelled:
    """Return the figures of rows with a label.

    Args:
        judged: The rows.
        unscanned: How many of them no detector could read.
        asked: Which figures.
        pooled: Further values, of how the rows stand among others.
    """
    judged = judged.where(judged.order)
    values = label_values(judged, np.ones((1, len(judged))), asked.budget)
    attacks, found = int(judged.label.sum()), int(judged.found.sum())
    hits = int((judged.label & judged.found).sum())
    drawn = intervals(
        judged.label,
        lambda weights: label_values(judged, weights, asked.budget),
        resamples=asked.resamples,
        seed=asked.seed,
    )
    exact = {
        "recall": share_interval(hits, attacks),
        "false_positive_rate": share_interval(found - hits, len(judged) - attacks),
        "precision": share_interval(hits, found),
    }
    known = {name: each for name, each in {**drawn, **exact}.items() if each is not None}
    figures = Figures({**{n: value_of(v[0]) for n, v in values.items()}, **pooled}, known)
    return Labelled(len(judged), attacks, hits, found - hits, unscanned, figures)


def label_values(judged: Judged, weights: Floats, budget: float) -> dict[str, Floats]:
    """Return every measure of labels, for each row of weights."""
    drawn = Drawn(judged, weights)
    return {name: measure(drawn) for name, measure in measures(budget).items()}


def pooled(tally: Tally, judged: Judged, budget: float) -> dict[str, Floats]:
    """Return how each row stands among the harmless rows of its channel, of whatever source.

    Many sources hold attacks only, and say nothing of false alarms by themselves.
    """
    rank, above = np.full(len(judged), np.nan), np.full(len(judged), np.nan)
    for places in tally.groups("channel", tally.labelled).values():
        harmless = judged.score[places][~judged.label[places]]
        harmless = harmless if len(harmless) else judged.score[~judged.label]
        if len(harmless):
            scores, ordered = judged.score[places], np.sort(harmless)
            below = np.searchsorted(ordered, scores, "left")
            upto = np.searchsorted(ordered, scores, "right")
            rank[places] = (below + upto) / (2 * len(harmless))
            above[places] = scores > strictest(harmless, budget)
    return {"auc_pooled": rank, f"{name_at(budget)}_pooled": above}
