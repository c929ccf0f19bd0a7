"""Holds how values depend on source columns, as small sets of bits that compose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# A source column, by table and name; a third part is the masking expression it went through.
# Bits say how the value depends on it. DIRECT bits come first, the strongest change last.
IDENTITY: Final = 1
TRANSFORMED: Final = 2
AGGREGATED: Final = 4
MASKED: Final = 8
CONDITION: Final = 16
WINDOW: Final = 32
FILTER: Final = 64
JOIN: Final = 128
GROUP: Final = 256
SORT: Final = 512
DIRECT: Final = IDENTITY | TRANSFORMED | AGGREGATED | MASKED
WORDS: Final = {
    IDENTITY: "identity",
    TRANSFORMED: "transformed",
    AGGREGATED: "aggregated",
    MASKED: "masked",
    CONDITION: "condition",
    WINDOW: "window",
    FILTER: "filter",
    JOIN: "join",
    GROUP: "group",
    SORT: "sort",
}
Source = tuple[str | None, str] | tuple[str | None, str, str]
Flows = dict[Source, int]


def _composed(step: int, bits: int) -> int:
    """Return the bits of a value after one more step."""
    if step > MASKED:
        return step
    if step == IDENTITY or not bits & DIRECT:
        return bits
    strongest = max(1 << place for place in range(4) if bits & (1 << place))
    kept = bits & ~DIRECT
    for place in range(4):
        if bits & (1 << place):
            kept |= max(step, 1 << place)
    return kept | (strongest if strongest > step else 0)


COMPOSED: Final = {step: [_composed(step, bits) for bits in range(1024)] for step in WORDS}


def pour(flows: Mapping[Source, int], into: Flows, step: int) -> None:
    """Add what a value is made of to what another is made of, after one step."""
    if step == IDENTITY:
        for source, bits in flows.items():
            into[source] = into.get(source, 0) | bits
    elif step < CONDITION:
        table = COMPOSED[step]
        for source, bits in flows.items():
            into[source] = into.get(source, 0) | table[bits]
    else:
        for source in flows:
            plain = source if len(source) == 2 else source[:2]
            into[plain] = into.get(plain, 0) | step


def told_apart(flows: Mapping[Source, int], into: Flows, step: int) -> None:
    """Add a value by which equal rows are found: of DISTINCT, UNION, INTERSECT and EXCEPT.

    A star is every column then, which grouping by it would not say: that may count rows alone.
    """
    for source, bits in flows.items():
        every = source[1] == "*" and bits & DIRECT
        into[source[:2]] = into.get(source[:2], 0) | (FILTER if every else step)


def masked(flows: Mapping[Source, int], into: Flows, text: str) -> None:
    """Add what a value is made of, after the masking expression `text`."""
    for source, bits in flows.items():
        if bits & DIRECT:
            key = (source[0], source[1], text)
            into[key] = into.get(key, 0) | MASKED
        if rest := bits & ~DIRECT:
            into[source[:2]] = into.get(source[:2], 0) | rest
