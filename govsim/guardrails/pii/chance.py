"""Decides what in source code has the form of personal data by chance alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.values import Hit

_AROUND: Final = 500  # characters in which the neighbours of a row stand
_COUNTED: Final = 3  # last digits in which numbers that are counted up differ; of short ones, two
_LONG: Final = 8  # digits
_ROW: Final = 4  # numbers, from which on they are a table of ranges
_SHORTEST: Final = 7  # digits
_BEFORE: Final = 40  # characters
_LEAST_PARTS: Final = 60  # more than any section of a standard has
_PRIVATE: Final = "10."
# Parts of several strings of a list, or of an expression that is a pattern.
_APART: Final = re.compile(r"""\w["'`][^"'`\w.+&]*["'`]\w|[\[\]{}|\\]|="|%\.""")
# What a number of four parts counts: a branch of a registry, a section, a release.
_REGISTERED: Final = re.compile(r"oid\w*[\s'\"=:(,]{1,8}$", re.IGNORECASE)
_SECTION: Final = re.compile(
    r"(?:^|[\s*])(?://+|/\*+|#+)\s{0,4}$|\[$|(?:steps?|para\w*|sec\.|spec\w*|per|see|linux-)\s?$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r":?[a-z]+(?:[_:][a-z]+)+`?|.*[()].*")
_TO: Final = re.compile(r"pass(?:ed|es|ing)? to\W{0,3}$", re.IGNORECASE)


def is_by_chance(text: str, hit: Hit) -> bool:
    """Whether a find in the comments and strings of code is no more than a number or a name.

    Args:
        text: The code.
        hit: A find in it.
    """
    judge = _JUDGES.get(hit.type, _is_in_row)
    return judge(text, hit)


def _is_in_row(text: str, hit: Hit) -> bool:
    """Whether numbers around a number differ from it in the last digits only: they are counted."""
    digits = text[hit.start : hit.end]
    if not digits.isdigit() or len(digits) < _SHORTEST:
        return False
    around = text[max(0, hit.start - _AROUND) : hit.end + _AROUND]
    last = _COUNTED if len(digits) >= _LONG else _COUNTED - 1
    head = digits[:-last]
    if around.count(head) < _ROW:
        return False
    row = re.findall(rf"(?<!\d){head}\d{{1,5}}(?!\d)", around)
    return len(set(row)) >= _ROW


def _is_no_call(text: str, hit: Hit) -> bool:
    """Whether a number of a telephone is a row of ranges, or put together from a pattern."""
    return _APART.search(text, hit.start, hit.end) is not None or _is_in_row(text, hit)


def _is_no_machine(text: str, hit: Hit) -> bool:
    """Whether four numbers name a section, a branch of a registry or a release."""
    if _APART.search(text, hit.start, hit.end):
        return True
    before = text[max(0, hit.start - _BEFORE) : hit.start]
    if _REGISTERED.search(before):
        return True
    parts = re.findall(r"\d+", text[hit.start : hit.end])
    small = all(int(part) < _LEAST_PARTS for part in parts) and len(set(parts)) > 1
    return small and not text.startswith(_PRIVATE, hit.start) and bool(_SECTION.search(before))


def _is_no_password(text: str, hit: Hit) -> bool:
    """Whether what is passed to something is its name."""
    before = text[max(0, hit.start - _BEFORE) : hit.start]
    return bool(_TO.search(before) or _NAME.fullmatch(text, hit.start, hit.end))


_JUDGES: Final[Mapping[str, Callable[[str, Hit], bool]]] = {
    "PHONE": _is_no_call,
    "CREDIT_CARD": _is_no_call,
    "IP": _is_no_machine,
    "PASSWORD": _is_no_password,
}
