"""Finds what is left of personal data when the suggested masks are put on a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from govsim.guardrails.columns.classify import classify
from govsim.guardrails.columns.masks import mask_of
from govsim.guardrails.columns.sampling import distinct
from govsim.guardrails.columns.values import Classified, Column
from govsim.guardrails.pii.scan import scan

# What a text gives away of somebody wherever it stands, and how sure it must be.
_TELLING: Final = frozenset({"CREDIT_CARD", "EMAIL", "IBAN", "PHONE", "SSN"})
_SURE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Residue:
    """Personal data that a masked column still shows, or one that no mask is suggested for.

    `unmasked` counts distinct values that the mask leaves as they are; of a column without a mask,
    those that hold something personal.
    """

    column: str
    type: str | None  # None: nothing is masked
    still: str | None  # the type that the masked column is taken for, or that its values hold
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
    left: list[Residue] = []
    for before, after, each, seen in zip(columns, masked, found, again, strict=True):
        if each.type is None:
            left += _held(before)
            continue
        same, count = _same(before, after)
        if seen.type == each.type or same:
            left.append(Residue(each.column, each.type, seen.type, same, count))
    return tuple(left)


def _held(column: Column) -> list[Residue]:
    """Return what single values of a column hold that is not masked, the commonest first."""
    values = distinct(column.values)
    held: Counter[str] = Counter()
    for value in values:
        held.update({hit.type for hit in scan(value) if hit.score >= _SURE} & _TELLING)
    return [Residue(column.name, None, type_, n, len(values)) for type_, n in held.most_common()]


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
