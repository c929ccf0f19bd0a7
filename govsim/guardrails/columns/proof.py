"""Finds what is left of personal data when the suggested masks are put on a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from govsim.guardrails.columns.classify import classify
from govsim.guardrails.columns.masks import mask_of
from govsim.guardrails.columns.sampling import distinct
from govsim.guardrails.columns.values import Classified, Column


@dataclass(frozen=True, slots=True)
class Residue:
    """Personal data that a masked column still shows.

    `unmasked` counts distinct values that the mask leaves as they are.
    """

    column: str
    type: str
    still: str | None  # the type that the masked column is taken for
    unmasked: int
    distinct: int


def residues(columns: Sequence[Column], found: Sequence[Classified]) -> tuple[Residue, ...]:
    """Return what the masks leave, by masking the sample and looking at it again.

    Args:
        columns: As they were classified.
        found: What they were taken for, in the same order.
    """
    masked = tuple(map(_masked, columns, found))
    again = classify(masked)
    return tuple(
        Residue(each.column, each.type, seen.type, same, count)
        for before, after, each, seen in zip(columns, masked, found, again, strict=True)
        if each.type is not None
        for same, count in [_same(before, after)]
        if seen.type == each.type or same
    )


def _masked(column: Column, each: Classified) -> Column:
    if each.type is None:
        return column
    mask = mask_of(each)
    put = tuple(None if value is None else mask.of(value) for value in column.values)
    return replace(column, values=put)


def _same(before: Column, after: Column) -> tuple[int, int]:
    """Return how many distinct values are unchanged, and how many there are."""
    pairs = set(zip(before.values, after.values, strict=True))
    told = set(distinct(before.values, len(before.values)))
    same = {old for old, new in pairs if old and old == new and old.strip() in told}
    return len(same), len(told)
