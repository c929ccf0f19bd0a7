"""Decides whether twelve digits of base 16 begin as the addresses of a maker of hardware do."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib.resources import files
from typing import Final

# The makers' prefixes (IEEE MA-L), in order, three bytes each.
TABLE: Final = files("govsim.guardrails.views") / "vendors.bin"
_WIDTH: Final = 3


@cache
def _prefixes() -> memoryview:
    return memoryview(TABLE.read_bytes())


def is_of_vendor(digits: str) -> bool:
    """Whether the IEEE gave a maker the first three bytes of an address of hardware.

    Args:
        digits: Six digits of base 16 or more, without signs.
    """
    table, prefix = _prefixes(), bytes.fromhex(digits[: 2 * _WIDTH])
    at = bisect_left(
        range(len(table) // _WIDTH), prefix, key=lambda nth: bytes(table[_WIDTH * nth :][:_WIDTH])
    )
    return bytes(table[_WIDTH * at :][:_WIDTH]) == prefix
