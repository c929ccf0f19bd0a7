"""Learns how much each lane of a table tells of where in a document an attack stands."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.injection.ngrams import grams_of
from govsim.guardrails.injection.scan import HOT, WINDOWS, Tables, totals
from tools.training.injection.calibrate import logistic_fit
from tools.training.injection.pool import Row
from tools.training.injection.windows import found

_SIZE = WINDOWS[HOT]
_MOST = 2500  # documents
_SCALE = 64


def hot_weights(tables: Tables, rows: Sequence[Row], seed: int) -> NDArray[np.int64]:
    """Return the weights of the lanes by which a window on the attack stands out from others.

    Args:
        tables: The table, of whatever `hot`.
        rows: Documents; those in which an attack was planted count.
        seed: Of the windows elsewhere.
    """
    rng = random.Random(seed)
    planted = [row for row in rows if row.focus]
    rng.shuffle(planted)
    differences: list[NDArray[np.float64]] = []
    for row in planted[:_MOST]:
        span, grams = (
            found(row.text, row.focus),
            grams_of(row.text, tables.classes, len(tables.lanes)),
        )
        if span is None or grams is None or len(grams) < 3 * _SIZE:
            continue
        total = totals(grams, tables)
        sums = total[:, _SIZE:] - total[:, :-_SIZE]
        first, last = (int(np.searchsorted(grams.starts, place)) for place in span)
        at = min(max(0, (first + last - _SIZE) // 2), sums.shape[1] - 1)
        free = [n for n in range(sums.shape[1]) if n + _SIZE <= first or n >= last]
        differences += [
            (sums[:, at] - sums[:, n]) / 1000 for n in rng.sample(free, min(3, len(free)))
        ]
    values = np.array(differences)
    label = np.concatenate([np.ones(len(values)), np.zeros(len(values))])
    weights = logistic_fit(np.concatenate([values, -values]), label, np.ones(len(label)))[:-1]
    return np.rint(weights / np.abs(weights).max() * _SCALE).astype(np.int64)
