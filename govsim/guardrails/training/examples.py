"""Holds what is learned from: labelled rows as numbers, and nothing of their texts."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.evaluation import Row, Scored
from govsim.guardrails.training.classes import character_classes
from govsim.guardrails.training.features import Ids, known_ids, row_ids, stacked
from govsim.guardrails.training.fitting import Floats, Ints, Sparse
from govsim.guardrails.training.head import logit_of

MOST: Final = 6  # times that sources are left out
PARTS: Final = 5  # of a single source


@dataclass(slots=True)
class Gathered:
    """Rows as they come, each with the score that it has already."""

    rows: list[Row] = field(default_factory=list)  # without their texts
    marks: list[Scored] = field(default_factory=list)
    ids: list[Ids] = field(default_factory=list)
    before: array[float] = field(default_factory=lambda: array("d"))

    def add(self, row: Row, scored: Scored, ids: Ids) -> None:
        """Take one labelled row."""
        bare = Row(row.id, "", row.label, None, row.channel, row.source, row.lang, row.kind)
        self.rows.append(bare)
        self.marks.append(scored)
        self.ids.append(ids)
        self.before.append(logit_of(scored.score))

    def examples(self) -> Examples:
        """Return all of them."""
        names = {name: n for n, name in enumerate(sorted({row.source for row in self.rows}))}
        known = known_ids(self.ids)
        return Examples(
            stacked(self.ids, known),
            known,
            np.array([bool(row.label) for row in self.rows]),
            np.array(self.before),
            np.array([int(row.channel.is_data) for row in self.rows], dtype=np.intp),
            np.array([names[row.source] for row in self.rows], dtype=np.intp),
            tuple(names),
        )


@dataclass(frozen=True)
class Examples:
    """Labelled rows; all arrays have one entry a row."""

    features: Sparse
    known: Ids  # what each column of the features is
    label: NDArray[np.bool_]
    before: Floats  # logit of the score that is there already
    side: Ints  # 1 for what is read as data
    source: Ints
    sources: tuple[str, ...]  # by number

    def __len__(self) -> int:
        return len(self.label)

    def where(self, chosen: Ints) -> Examples:
        """Return some of the rows."""
        return Examples(
            self.features.rows(chosen),
            self.known,
            self.label[chosen],
            self.before[chosen],
            self.side[chosen],
            self.source[chosen],
            self.sources,
        )

    def importance(self) -> Floats:
        """Return how much each row counts: a source grows by the root of its rows.

        So that one large source does not decide what an attack is. On each side, attacks and
        harmless rows count the same in all.
        """
        groups = self.source * 2 + self.label
        weights = np.asarray(1 / np.sqrt(np.bincount(groups)[groups]), dtype=np.float64)
        kinds = self.side * 2 + self.label
        for kind in np.unique(kinds):
            weights[kinds == kind] *= (kinds // 2 == kind // 2).sum() / weights[kinds == kind].sum()
        return weights


def ids_near(row: Row, scored: Scored) -> Ids:
    """Return the n-grams of a row, of the place where it looks most like an attack."""
    hottest = max(scored.unsure, key=lambda each: each.score, default=None)
    near = None if hottest is None else (hottest.start + hottest.end) // 2
    return row_ids(row.text, near, character_classes(), is_data=row.channel.is_data)


def folds_of(examples: Examples, seed: int) -> Sequence[tuple[str, Ints]]:
    """Return what is left out in turn: each source by itself, or some at a time where many.

    A single source cannot be left out; then its rows are dealt into five parts, whose figures are
    those of rows alike and tell nothing of other texts.
    """
    sizes = np.bincount(examples.source, minlength=len(examples.sources))
    if len(sizes) == 1:
        dealt = np.random.default_rng(seed).integers(0, PARTS, len(examples))
        parts = [np.flatnonzero(dealt == part) for part in range(PARTS)]
        return [(f"part {n}", rows) for n, rows in enumerate(parts, 1) if len(rows)]
    held: list[list[int]] = [[] for _ in range(min(MOST, len(sizes)))]
    for number in np.argsort(-sizes, kind="stable"):  # the largest first, to the smallest fold
        min(held, key=lambda some: (sum(sizes[some]) if some else 0, len(some))).append(int(number))
    return [
        (
            ", ".join(examples.sources[n] for n in sorted(some)),
            np.flatnonzero(np.isin(examples.source, some)),
        )
        for some in held
    ]
