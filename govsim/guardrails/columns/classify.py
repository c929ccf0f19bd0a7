"""Decides what the columns of a table hold: by whole values, by header, and by their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from govsim.guardrails.columns.headers import types_of
from govsim.guardrails.columns.judging import claims_on, claims_on_few, claims_within
from govsim.guardrails.columns.look import Claim, Look
from govsim.guardrails.columns.sampling import FIRST, MOST, distinct, wilson
from govsim.guardrails.columns.values import TAGS, Classified, Column

LEAST: Final = 0.5  # the score from which on a column is taken for a type
_DECIMAL: Final = ".0"
_FEW: Final = 3  # distinct values; fewer say little about a column
# Columns of one table speak for each other: what stands beside what.
_BESIDE: Final = {
    "ZIP": frozenset({"LOCATION", "ADDRESS"}),
    "LOCATION": frozenset({"ZIP", "ADDRESS"}),
    "PERSON": frozenset({"EMAIL", "PHONE", "ADDRESS"}),
    "PHONE": frozenset({"EMAIL", "PERSON"}),
    "DOB": frozenset({"PERSON", "EMAIL", "NATIONAL_ID", "SSN"}),
}
_COMPANY: Final = 0.2  # added for a neighbour
_NEAR: Final = 0.3  # at least so sure before neighbours are asked


def classify(columns: Sequence[Column]) -> tuple[Classified, ...]:
    """Return what each column of a table is taken for, in their order.

    Args:
        columns: All of the table, so that they can speak for each other.
    """
    first = [_judged(column) for column in columns]
    sure = {best.type for _, best in first if best and best.score >= LEAST and best.type in TAGS}
    return tuple(
        _classified(column, look, _with_neighbours(best, sure))
        for column, (look, best) in zip(columns, first, strict=True)
    )


def _judged(column: Column) -> tuple[Look, Claim | None]:
    """Return the best claim on a column, after as few values as settle it."""
    values = _whole_numbers(column.name, distinct(column.values, MOST))
    if len(values) < _FEW:
        few = Look(column.name, values)
        return few, max(claims_on_few(few), default=None)
    look = Look(column.name, values[:: max(1, len(values) // FIRST)][:FIRST])
    best = _best(look)
    if len(values) > len(look.values) and not _is_settled(look, best):
        look = Look(column.name, values)
        # What the first values show nothing of, the others may still hold here and there.
        best = _best(look) if best is not None else max(claims_within(look), default=None)
    return look, best


def _whole_numbers(header: str, values: list[str]) -> list[str]:
    """Return numbers without the decimal that readers of tables give them beside empty cells.

    It is taken off only where the header speaks of something that is written in digits.
    """
    if types_of(header) and all(value.endswith(_DECIMAL) for value in values):
        return [value.removesuffix(_DECIMAL) for value in values]
    return values


def _best(look: Look) -> Claim | None:
    best = max(claims_on(look), default=None)
    if best is None or best.score < LEAST:
        return max(claims_within(look), default=best)
    return best


def _is_settled(look: Look, best: Claim | None) -> bool:
    """Whether no likely sample of the rest of the column would change the answer."""
    if best is None or best.within:
        return False
    low, _ = wilson(best.hits, len(look.values))
    return best.score > 0.9 and low > 0.8


def _with_neighbours(best: Claim | None, sure: set[str]) -> Claim | None:
    if best is None or not _NEAR <= best.score < LEAST:
        return best
    if _BESIDE.get(best.type, frozenset()).isdisjoint(sure):
        return best
    return best._replace(score=best.score + _COMPANY, why=f"{best.why}, beside columns that fit")


def _classified(column: Column, look: Look, best: Claim | None) -> Classified:
    count = len(look.values)
    if best is None:
        why = "nothing personal is known of its form" if count >= _FEW else "too few values to tell"
        kind, home = column.datatype, column.parent
        return Classified(column.name, None, 0.0, count, 0, why, kind, parent=home)
    score = round(min(best.score, 0.99), 3)
    kind, why = column.datatype, best.why
    count = best.tried or count
    told = Classified(
        column.name, best.type, score, count, best.hits, why, kind, best.within, column.parent
    )
    if best.score < LEAST or best.type not in TAGS:
        return replace(told, type=None, within=False)
    return told
