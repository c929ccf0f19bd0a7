"""Decides which identifier of a person, a firm or a vehicle the values of a column are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.columns.headers import names_measures
from govsim.guardrails.columns.look import PLAINLY, Claim, Look

_PARTED: Final = re.compile(r"\d{3}[ -]\d{2}[ -]\d{4}")
_FEWEST: Final = 3  # values
_MANY: Final = 12  # values that pass a check
_CERTAIN: Final = 0.9
_NAMED: Final = 0.95
_LENGTHS: Final = 4  # that the identifiers of a column mostly have
_SAME: Final = {
    "NATIONAL_ID": ("NATIONAL_ID", "TAX_ID", "MEDICAL_ID"),
    "TAX_ID": ("TAX_ID",),
    "BANK_ACCOUNT": ("BANK_ACCOUNT",),
}
_IDENTIFIERS: Final = (
    "NATIONAL_ID",
    "TAX_ID",
    "PASSPORT",
    "DRIVER_LICENSE",
    "MEDICAL_ID",
    "VEHICLE",
    "BANK_ACCOUNT",
    "OTHER_ID",
)


def identities(look: Look) -> Iterator[Claim]:
    """Yield the identifiers that values can be, by check digits, by form and by header."""
    named = not look.says.keys().isdisjoint(_IDENTIFIERS)
    for type_, match in look.identifiers.items():
        share = match.hits / len(look.values)
        header = max((look.says.get(near, 0.0) for near in _SAME.get(type_, (type_,))), default=0.0)
        if share < 0.75 or type_ in ("ZIP", "SSN", "CREDIT_CARD") or (named and not header):
            continue
        score = share * (0.35 + 0.6 * match.surprise**2) if match.surprise > 0.5 else 0.2
        # That so many pass by chance is out of the question.
        if match.hits >= _MANY and share > 0.98 and match.surprise > 0.8:
            score = max(score, _CERTAIN)
        why = f"{match.hits} values pass the check of the identifier"
        yield Claim(max(score, header * share * 0.95), type_, match.hits, why)
    yield from _social_security(look)
    yield from _vehicles(look)
    yield from _named_identifiers(look)


def _vehicles(look: Look) -> Iterator[Claim]:
    share = look.share("is_vin")
    if share > 0.75:
        why = "its values are numbers of vehicles whose check digit holds"
        yield Claim(_CERTAIN * share, "VEHICLE", look.hits("is_vin"), why)


def _named_identifiers(look: Look) -> Iterator[Claim]:
    """Yield what a header names plainly, where the values have the form of identifiers."""
    named = [type_ for type_ in _IDENTIFIERS if look.says.get(type_, 0.0) >= PLAINLY]
    if not named or names_measures(look.header) or len(look.values) < _FEWEST:
        return
    share = look.share("is_identifier")
    lengths = Counter(map(len, look.values)).most_common(_LENGTHS)
    if share > 0.85 and sum(count for _, count in lengths) > 0.9 * len(look.values):
        for type_ in named:
            why = "its header names them, and its values have the form of identifiers"
            score = _NAMED * look.says[type_] * share
            yield Claim(score, type_, look.hits("is_identifier"), why)


def _social_security(look: Look) -> Iterator[Claim]:
    match = look.identifiers.get("SSN")
    parted = look.marked(_PARTED)
    hits = match.hits if match else 0
    if hits / len(look.values) < 0.75:
        return
    score = 0.9 if parted > 0.1 else 0.3
    yield Claim(
        max(score, 0.97 * look.says.get("SSN", 0)), "SSN", hits, "three, two and four digits"
    )
