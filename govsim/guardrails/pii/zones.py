"""Finds the machine-readable zones of passports, visas and identity cards (ICAO Doc 9303)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.values import Hit

SIGN: Final = "<<"  # which every zone holds
# The line with the number of the document, behind one with the names or in front of it.
_LINE: Final = re.compile(
    r"(?<![0-9A-Z<])(?P<number>[0-9A-Z<]{9})(?P<check>[0-9<])[A-Z]{1,3}<{0,2}"
    r"(?P<birth>\d{6})(?P<born>\d)[MFX<]\d{6}\d(?P<personal>[0-9A-Z<]{0,14}?)[0-9<]{1,2}(?![0-9A-Z<])"
)
# Of a card of three lines: its number, and the dates below.
_CARD: Final = re.compile(
    r"(?<![0-9A-Z<])[IAC][A-Z<][A-Z]{1,3}<{0,2}(?P<number>[0-9A-Z<]{9})(?P<check>[0-9<])"
    r"(?P<personal>[0-9A-Z<]{13,15})\s{1,3}(?P<birth>\d{6})(?P<born>\d)[MFX<]\d{7}[A-Z]{1,3}[0-9A-Z<]{9,14}"
    r"(?![0-9A-Z<])"
)
_VALUES: Final = {sign: at for at, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {
    "<": 0
}
_NAMES: Final = re.compile(r"(?<![0-9A-Z<])([PVIAC])[A-Z<][A-Z]{1,3}[A-Z<]{24,39}\s{1,3}$")
_FRONT: Final = 52  # characters of that line, and what sets it apart
_TYPES: Final = {"P": "PASSPORT", "V": "OTHER_ID"}
_SURE: Final = 0.97
_UNCHECKED: Final = 0.85
_LEAST: Final = 5  # characters of a number


def zones(text: str) -> Iterator[Hit]:
    """Yield the numbers and the dates of birth of zones."""
    for match in _LINE.finditer(text):
        front = _NAMES.search(text, max(0, match.start() - _FRONT), match.start())
        checked = _is_checked(match)
        if checked or front:
            type_ = _TYPES.get(front[1], "NATIONAL_ID") if front else "PASSPORT"
            yield from _parts(text, match, type_, _SURE if checked else _UNCHECKED)
    for match in _CARD.finditer(text):
        score = _SURE if _is_checked(match) else _UNCHECKED
        yield from _parts(text, match, "NATIONAL_ID", score)


def _parts(text: str, match: re.Match[str], type_: str, score: float) -> Iterator[Hit]:
    """Yield the number of a document, the date of birth, and the number of its holder."""
    for group, of in (("number", type_), ("birth", "DOB"), ("personal", "NATIONAL_ID")):
        start, end = match.span(group)
        end = _trimmed(text, end)
        if end - start >= _LEAST:
            yield Hit(start, end, of, score, "document-zone")


def _trimmed(text: str, end: int) -> int:
    """Return where a part ends without the signs that fill it up."""
    while end and text[end - 1] == "<":
        end -= 1
    return end


def _is_checked(match: re.Match[str]) -> bool:
    """Whether the number and the date of birth each agree with the digit behind them."""
    return all(
        sum(_VALUES[sign] * weight for sign, weight in zip(part, cycle((7, 3, 1)), strict=False))
        % 10
        == _VALUES[digit]
        for part, digit in ((match["number"], match["check"]), (match["birth"], match["born"]))
    )
