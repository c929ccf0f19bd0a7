"""Looks over labelled rows before they are screened: how many, and what their sources label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress
from typing import Final

import numpy as np

from govsim.guardrails.evaluation.rows import Row
from govsim.guardrails.evaluation.spans import Scope, scope_of

EVERYTHING: Final = "*"  # in place of types: a source labels all that is personal


@dataclass(frozen=True)
class Survey:
    """What rows there are."""

    rows: int
    labelled: int
    with_spans: int
    types: Mapping[str, frozenset[str]]  # source → types of its spans


def survey_of(rows: Iterable[Row]) -> Survey:
    """Look over rows, which may be very many: none is kept."""
    count = labelled = with_spans = 0
    types: dict[str, set[str]] = {}
    for row in rows:
        count += 1
        labelled += row.label is not None
        if row.spans is not None:
            with_spans += 1
            types.setdefault(row.source, set()).update(span.type for span in row.spans)
    held = {source: frozenset(each) for source, each in types.items()}
    return Survey(count, labelled, with_spans, held)


def scopes_of(survey: Survey, stated: Mapping[str, Iterable[str]]) -> dict[str, Scope]:
    """Return what each source labels: as stated, or else the types that it has spans of.

    Args:
        survey: The rows.
        stated: Source → types, among them `EVERYTHING` for a source that labels all there is.
    """
    return {
        source: _scope(frozenset(stated.get(source, types)), types)
        for source, types in survey.types.items()
    }


def _scope(stated: frozenset[str], seen: frozenset[str]) -> Scope:
    if EVERYTHING in stated:
        return scope_of((stated | seen) - {EVERYTHING}, exhaustive=True)
    return scope_of(stated)


def sampled(rows: Iterable[Row], count: int, limit: int | None, seed: int) -> Iterator[Row]:
    """Yield some of the rows, in their order, each as likely as any other.

    Args:
        rows: The rows.
        count: How many they are.
        limit: How many to yield; None for all.
        seed: What the choice depends on, and nothing else.
    """
    if limit is None or limit >= count:
        return iter(rows)
    chosen = bytearray(count)
    for place in np.random.default_rng(seed).choice(count, limit, replace=False):
        chosen[place] = 1
    return compress(rows, chosen)
