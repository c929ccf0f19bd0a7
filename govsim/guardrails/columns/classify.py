"""Decides what the columns of a table hold: by whole values, by header, and by their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from govsim.guardrails.columns.headers import types_of
from govsim.guardrails.columns.judging import claims_on, claims_on_few, claims_within
from govsim.guardrails.columns.look import Claim, Look
from govsim.guardrails.columns.sampling import FIRST, MOST, distinct, wilson
from govsim.guardrails.columns.values import TAGS, Classified, Column
from govsim.guardrails.pii.settings import Settings

LEAST: Final = 0.5  # the score from which on a column is taken for a type
USUAL: Final = Settings()
# Told of columns by other detectors than the one whose settings these are.
_ALWAYS: Final = frozenset({"SECRET", "PERSON", "LOCATION", "ADDRESS", "URL", "ORG"})
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


def classify(columns: Sequence[Column], settings: Settings = USUAL) -> tuple[Classified, ...]:
    """Return what each column of a table is taken for, in their order.

    Args:
        columns: All of the table, so that they can speak for each other.
        settings: What a policy sets for personal data in texts: types, countries, thresholds.
    """
    first = [_judged(column, settings) for column in columns]
    sure = {best.type for _, best in first if best and best.score >= LEAST and best.type in TAGS}
    return tuple(
        _classified(column, look, _with_neighbours(best, sure), settings)
        for column, (look, best) in zip(columns, first, strict=True)
    )


def _judged(column: Column, settings: Settings) -> tuple[Look, Claim | None]:
    """Return the best claim on a column, after as few values as settle it."""
    wanted, countries = settings.types | _ALWAYS, settings.countries
    values = _whole_numbers(column.name, distinct(column.values, MOST))
    if len(values) < _FEW:
        few = Look(column.name, values)
        return few, _surest(claims_on_few(few), wanted)
    look = Look(column.name, values[:: max(1, len(values) // FIRST)][:FIRST], countries)
    best = _best(look, wanted)
    if len(values) > len(look.values) and not _is_settled(look, best):
        look = Look(column.name, values, countries)
        # What the first values show nothing of, the others may still hold here and there.
        best = _surest(claims_within(look), wanted) if best is None else _best(look, wanted)
    return look, best


def _surest(claims: Iterable[Claim], wanted: frozenset[str]) -> Claim | None:
    return max((claim for claim in claims if claim.type in wanted), default=None)


def _whole_numbers(header: str, values: list[str]) -> list[str]:
    """Return numbers without the decimal that readers of tables give them beside empty cells.

    It is taken off only where the header speaks of something that is written in digits.
    """
    if types_of(header) and all(value.endswith(_DECIMAL) for value in values):
        return [value.removesuffix(_DECIMAL) for value in values]
    return values


def _best(look: Look, wanted: frozenset[str]) -> Claim | None:
    best = _surest(claims_on(look), wanted)
    if best is None or best.score < LEAST:
        return _surest(claims_within(look), wanted) or best
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


def _classified(column: Column, look: Look, best: Claim | None, settings: Settings) -> Classified:
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
    least = settings.thresholds.get(best.type, LEAST)
    if best.score < least or best.type not in TAGS:
        return replace(told, type=None, within=False, why=f"unsure: {why}")
    return told
