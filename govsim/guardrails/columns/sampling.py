"""Decides which values of a column are looked at, and when enough were seen."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from typing import Final

MOST: Final = 120  # distinct values; more change no answer
FIRST: Final = 24  # distinct values after which a clear column is settled
_Z: Final = 1.96  # for an interval that holds in 19 of 20 samples
_NULLS: Final = frozenset({"null", "none", "nan", "n/a", "na", "-", "\\n", "?", "unknown", "<na>"})


def distinct(values: Iterable[str | None], most: int = MOST) -> list[str]:
    """Return up to `most` distinct values that say something, spread over the column.

    Rows that repeat a value tell nothing new, and the first rows of a table are often alike, so
    the values are taken at even steps.
    """
    seen = dict.fromkeys(text for value in values if value is not None and (text := value.strip()))
    told = [value for value in seen if value.lower() not in _NULLS]
    if len(told) <= most:
        return told
    step = len(told) / most
    return [told[int(at * step)] for at in range(most)]


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Return the bounds of the share of hits in the whole column, by Wilson's interval."""
    if not count:
        return 0.0, 1.0
    share, z2 = hits / count, _Z * _Z
    middle = share + z2 / (2 * count)
    spread = _Z * sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    scale = 1 + z2 / count
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
