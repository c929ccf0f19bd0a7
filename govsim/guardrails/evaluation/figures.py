"""Holds the figures of an evaluation: values by name, with their intervals, and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from govsim.guardrails.evaluation.binomial import Interval
from govsim.guardrails.evaluation.measures import Floats
from govsim.guardrails.evaluation.resampling import RESAMPLES
from govsim.guardrails.evaluation.rows import By
from govsim.guardrails.evaluation.spans import Counts

Value = float | None
Key = tuple[By, str] | None  # a way of grouping and a group; None: all rows


@dataclass(frozen=True)
class Figures:
    """Figures by name; None where there is nothing to work one out of."""

    values: Mapping[str, Value]
    intervals: Mapping[str, Interval] = field(default_factory=dict)  # of 95 percent


@dataclass(frozen=True)
class Labelled:
    """How rows with a label came out."""

    rows: int
    attacks: int
    found: int  # attacks that are found
    false_alarms: int  # harmless rows that are found
    unscanned: int
    figures: Figures


@dataclass(frozen=True)
class Spanned:
    """How rows with spans came out."""

    rows: int
    personal: Figures  # whether personal data is found at all, of whatever type
    counts: Counts
    groups: Mapping[str, tuple[Counts, Figures]]  # by group of types


@dataclass(frozen=True)
class Timed:
    """What screening takes of a processor, in milliseconds a row."""

    rows: int
    mean: float
    p50: float
    p99: float
    most: float


@dataclass(frozen=True)
class Evaluation:
    """What came of one policy on labelled rows: overall, and by each way of grouping."""

    policy: str
    rows: int
    unscanned: int
    labelled: Mapping[Key, Labelled]
    spanned: Mapping[Key, Spanned]
    timed: Mapping[Key, Timed]
    by_length: Mapping[str, Timed]

    def means(self, way: By) -> dict[str, Value]:
        """Return the mean of each figure of labels over the groups of a way."""
        return means_of([e.figures for key, e in self.labelled.items() if key and key[0] == way])

    def span_means(self, way: By) -> dict[str, Value]:
        """Return the mean of each figure of personal data over the groups of a way."""
        return means_of([e.personal for key, e in self.spanned.items() if key and key[0] == way])


@dataclass(frozen=True, slots=True)
class Asked:
    """What figures are wanted."""

    budget: float = 0.01  # share of harmless rows at which recall is told
    resamples: int = RESAMPLES  # for intervals; 0: none
    seed: int = 0


def value_of(found: Any) -> Value:
    """Return a figure as a value: not a number means that there is none."""
    return None if np.isnan(found) else float(found)


def mean_of(values: Floats) -> Value:
    """Return the mean of those values that are numbers."""
    real = values[~np.isnan(values)]
    return float(real.mean()) if len(real) else None


def means_of(figures: Sequence[Figures]) -> dict[str, Value]:
    """Return the mean of each figure over those that have it."""
    names = dict.fromkeys(name for each in figures for name in each.values)
    return {
        name: mean_of(
            np.array([np.nan if (v := each.values.get(name)) is None else v for each in figures])
        )
        for name in names
    }
