"""Finds days of birth whose numbers stand apart in no usual way."""

from __future__ import annotations

import re
from typing import Final

from govsim.guardrails.pii.checksums import is_date
from govsim.guardrails.pii.values import Hit

EIGHT: Final = re.compile(r"[0-9]{8}(?![0-9A-Za-z])")
_BORN: Final = 8  # digits
_SIZES: Final = (
    (2, 2, 4),
    (1, 2, 4),
    (2, 1, 4),
    (1, 1, 4),
    (4, 2, 2),
    (4, 1, 2),
    (4, 2, 1),
    (4, 1, 1),
    (2, 2, 2),
)
_YEARS: Final = range(1900, 2026)


def born(text: str, groups: list[tuple[int, int]]) -> Hit | None:
    """Return the date of birth with which a run begins: three numbers, or eight digits in parts."""
    parts = [text[begin:stop] for begin, stop in groups[:3]]
    if tuple(map(len, parts)) in _SIZES:
        day, month, year = map(int, parts if len(parts[0]) < 4 else reversed(parts))
        if is_date(year or 2000, month, day) or is_date(year or 2000, day, month):
            return Hit(groups[0][0], groups[2][1], "DOB", 0.8, "scattered-birth")
    solid, end = "", 0
    for begin, end in groups:
        solid += text[begin:end]
        if len(solid) >= _BORN:
            break
    if len(solid) == _BORN and is_birth(solid):
        return Hit(groups[0][0], end, "DOB", 0.75, "scattered-birth")
    return None


def is_birth(solid: str) -> bool:
    """Whether eight digits are a day on which somebody who lives may have been born."""
    for year, rest in ((solid[:4], solid[4:]), (solid[4:], solid[:4])):
        first, second = int(rest[:2]), int(rest[2:])
        if int(year) in _YEARS and (
            is_date(int(year), first, second) or is_date(int(year), second, first)
        ):
            return True
    return False
