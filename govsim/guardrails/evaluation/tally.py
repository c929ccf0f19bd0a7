"""Gathers what is counted of scored rows in columns of numbers, under a hundred bytes a row."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.evaluation.measures import Floats, Judged
from govsim.guardrails.evaluation.rows import WAYS, By, Row
from govsim.guardrails.evaluation.scoring import Scored
from govsim.guardrails.evaluation.spans import Counts, Scope, SpanCounts, count_spans
from govsim.guardrails.values import Channel

Ints = NDArray[np.intp]
_NO_LABEL: Final = -1
_NOTHING: Final = Scope(frozenset())


@dataclass(slots=True)
class _Names:
    """Names by number, in the order in which they were met."""

    numbers: dict[str, int] = field(default_factory=dict)
    column: array[int] = field(default_factory=lambda: array("i"))

    def add(self, name: str) -> int:
        number = self.numbers.setdefault(name, len(self.numbers))
        self.column.append(number)
        return number


@dataclass(slots=True)
class Marks:
    """What one candidate got, row by row, and the counts of its spans."""

    score: array[float] = field(default_factory=lambda: array("d"))
    found: array[int] = field(default_factory=lambda: array("b"))
    unscanned: array[int] = field(default_factory=lambda: array("b"))
    cpu_s: array[float] = field(default_factory=lambda: array("d"))
    personal: array[int] = field(default_factory=lambda: array("i"))  # four a row with spans
    groups: dict[tuple[By, str], dict[str, Counts]] = field(default_factory=dict)
    total: dict[str, Counts] = field(default_factory=dict)

    def add(self, scored: Scored) -> None:
        """Take what is known of any row."""
        self.score.append(scored.score)
        self.found.append(scored.found)
        self.unscanned.append(bool(scored.gaps))
        self.cpu_s.append(scored.cpu_s)

    def add_spans(self, row: Row, counts: SpanCounts) -> None:
        """Take how the findings of a row fit its spans."""
        self.personal.extend(counts.personal)
        for way in WAYS:
            _into(self.groups.setdefault((way, row.group(way)), {}), counts)
        _into(self.total, counts)


class Tally:
    """Everything that is counted of an evaluation. It holds no text.

    Args:
        candidates: How many policies each row is scored by.
        scopes: Source → which types it labels, for rows with spans.
    """

    def __init__(self, candidates: int, scopes: Mapping[str, Scope]) -> None:
        self.marks = tuple(Marks() for _ in range(candidates))
        self.scopes = scopes
        self._label = array("b")
        self._has_spans = array("b")
        self._characters = array("i")
        self._names = {way: _Names() for way in WAYS}

    def __len__(self) -> int:
        return len(self._label)

    def add(self, row: Row, scored: Sequence[Scored]) -> None:
        """Count one row."""
        self._label.append(_NO_LABEL if row.label is None else row.label)
        self._has_spans.append(row.spans is not None)
        self._characters.append(len(row.text))
        for way, names in self._names.items():
            names.add(row.group(way))
        for marks, each in zip(self.marks, scored, strict=True):
            marks.add(each)
            if row.spans is not None:
                scope = self.scopes.get(row.source, _NOTHING)
                marks.add_spans(row, count_spans(row.spans, each.findings, scope))

    def judged(self, candidate: int) -> Judged:
        """Return labels, scores and decisions of the labelled rows."""
        marks, chosen = self.marks[candidate], self.labelled
        return Judged(
            np.array(self._label)[chosen] == 1,
            np.array(marks.score, dtype=np.float64)[chosen],
            np.array(marks.found)[chosen] == 1,
        )

    def personal(self, candidate: int) -> Floats:
        """Return the counts of personal data, (rows with spans, 4), in the order of `Counts`."""
        return np.array(self.marks[candidate].personal, dtype=np.float64).reshape(-1, 4)

    @property
    def labelled(self) -> Ints:
        """The numbers of the rows with a label."""
        return np.flatnonzero(np.array(self._label) != _NO_LABEL)

    @property
    def with_spans(self) -> Ints:
        """The numbers of the rows with spans."""
        return np.flatnonzero(np.array(self._has_spans))

    @property
    def characters(self) -> Ints:
        """How long each text is."""
        return np.array(self._characters, dtype=np.intp)

    def channels(self) -> tuple[Channel, ...]:
        """Return the channels in which rows stand."""
        return tuple(Channel(name) for name in sorted(self._names["channel"].numbers))

    def groups(self, way: By, among: Ints) -> dict[str, Ints]:
        """Return the groups of some rows, by name, each as places in `among`."""
        names = self._names[way]
        column = np.array(names.column, dtype=np.intp)[among]
        found = {name: np.flatnonzero(column == number) for name, number in names.numbers.items()}
        return {name: places for name, places in sorted(found.items()) if len(places)}


def _into(total: dict[str, Counts], counts: SpanCounts) -> None:
    for group, each in counts.groups.items():
        total[group] = total.get(group, Counts()).plus(each)
