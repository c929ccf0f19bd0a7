"""Decides the figures of rows that are labelled by spans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from govsim.guardrails.evaluation.binomial import Interval, share_interval
from govsim.guardrails.evaluation.figures import Asked, Figures, Spanned, Value, value_of
from govsim.guardrails.evaluation.measures import Floats
from govsim.guardrails.evaluation.resampling import intervals
from govsim.guardrails.evaluation.spans import Counts

SPAN_FIGURES: Final = ("precision", "recall", "f1", "f2")


def span_figures(personal: Floats, counts: Mapping[str, Counts], asked: Asked) -> Spanned:
    """Return the figures of rows with spans.

    Args:
        personal: The counts of personal data, (rows, 4), in the order of `Counts`.
        counts: The counts of each group of types, over all rows.
        asked: Which figures.
    """
    total = Counts(*(int(each) for each in personal.sum(axis=0)))
    drawn = intervals(
        np.ones(len(personal), dtype=np.bool_),
        lambda weights: span_values(weights @ personal),
        resamples=asked.resamples,
        seed=asked.seed,
    )
    known = {name: each for name, each in drawn.items() if each is not None}
    groups = {group: (each, Figures(*_of_counts(each))) for group, each in sorted(counts.items())}
    return Spanned(len(personal), Figures(_of_counts(total)[0], known), total, groups)


def _of_counts(counts: Counts) -> tuple[dict[str, Value], dict[str, Interval]]:
    values = span_values(np.array([counts], dtype=np.float64))
    exact = {
        "precision": share_interval(counts.right, counts.findings),
        "recall": share_interval(counts.found, counts.spans),
    }
    return (
        {name: value_of(each[0]) for name, each in values.items()},
        {name: each for name, each in exact.items() if each is not None},
    )


def span_values(counts: Floats) -> dict[str, Floats]:
    """Return precision, recall, F1 and F2 of counts, (n, 4), in the order of `Counts`.

    Without findings the precision is 0, and without spans the recall is 0, so that a policy which
    finds nothing has no figure that looks well.
    """
    right, findings, found, spans = counts.T
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.where(findings > 0, right / findings, 0.0)
        recall = np.where(spans > 0, found / spans, 0.0)
        values = {"precision": precision, "recall": recall}
        for name, weight in (("f1", 1), ("f2", 4)):
            both = weight * precision + recall
            values[name] = np.where(both > 0, (1 + weight) * precision * recall / both, 0.0)
    return values
