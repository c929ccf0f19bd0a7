"""Decides what an evaluation comes to: the figures of one policy, overall and by group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import numpy as np

from govsim.guardrails.evaluation.figures import (
    Asked,
    Evaluation,
    Key,
    Labelled,
    Spanned,
    Timed,
    mean_of,
)
from govsim.guardrails.evaluation.label_figures import label_figures, pooled
from govsim.guardrails.evaluation.measures import Floats
from govsim.guardrails.evaluation.rows import WAYS
from govsim.guardrails.evaluation.span_figures import span_figures
from govsim.guardrails.evaluation.tally import Ints, Tally

T = TypeVar("T")
LENGTHS: Final = (200, 1_000, 4_000)  # characters, up to which texts are timed together


def evaluation_of(tally: Tally, candidate: int, name: str, asked: Asked) -> Evaluation:
    """Return the figures of one candidate."""
    marks = tally.marks[candidate]
    cpu_ms = np.array(marks.cpu_s, dtype=np.float64) * 1000
    every = np.arange(len(tally))
    return Evaluation(
        policy=name,
        rows=len(tally),
        unscanned=sum(marks.unscanned),
        labelled=dict(_labelled(tally, candidate, asked)),
        spanned=dict(_spanned(tally, candidate, asked)),
        timed=dict(by_group(tally, every, lambda _, rows: _timed(cpu_ms[rows]))),
        by_length=dict(_by_length(cpu_ms, tally.characters)),
    )


def by_group(tally: Tally, among: Ints, work: Callable[[Key, Ints], T]) -> Iterator[tuple[Key, T]]:
    """Yield what work makes of all of some rows, then of each group of each way.

    Args:
        tally: The rows.
        among: Some of them.
        work: Takes the group, and its rows as places in `among`. A group of all rows, as where
            nobody states a language, has what all rows have.
    """
    if not len(among):
        return
    whole = work(None, np.arange(len(among)))
    yield None, whole
    for way in WAYS:
        for name, places in tally.groups(way, among).items():
            key = (way, name)
            yield key, whole if len(places) == len(among) else work(key, places)


def _labelled(tally: Tally, candidate: int, asked: Asked) -> Iterator[tuple[Key, Labelled]]:
    judged = tally.judged(candidate)
    unscanned = np.array(tally.marks[candidate].unscanned)[tally.labelled]
    among = pooled(tally, judged, asked.budget)

    def figures(key: Key, places: Ints) -> Labelled:
        part = judged.where(places)
        more = {name: mean_of(each[places][part.label]) for name, each in among.items()}
        return label_figures(part, int(unscanned[places].sum()), asked, more)

    return by_group(tally, tally.labelled, figures)


def _spanned(tally: Tally, candidate: int, asked: Asked) -> Iterator[tuple[Key, Spanned]]:
    marks, personal = tally.marks[candidate], tally.personal(candidate)

    def figures(key: Key, places: Ints) -> Spanned:
        counts = marks.total if key is None else marks.groups[key]
        return span_figures(personal[places], counts, asked)

    return by_group(tally, tally.with_spans, figures)


def _timed(cpu_ms: Floats) -> Timed:
    p50, p99 = np.percentile(cpu_ms, [50, 99])
    return Timed(len(cpu_ms), float(cpu_ms.mean()), float(p50), float(p99), float(cpu_ms.max()))


def _by_length(cpu_ms: Floats, characters: Ints) -> Iterator[tuple[str, Timed]]:
    low = -1
    for high in (*LENGTHS, None):
        chosen = characters > low
        if high is not None:
            chosen &= characters <= high
        if chosen.any():
            yield f"over_{low}" if high is None else f"up_to_{high}", _timed(cpu_ms[chosen])
        low = high if high is not None else low
