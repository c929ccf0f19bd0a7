"""Decides whether a value goes over a gap in a text: a line break, or markup inside it."""

from __future__ import annotations

import re
from typing import Final

_AROUND: Final = 80  # characters beside a gap that are looked at
_ADDRESS: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[A-Za-z]{2,12}")
_NUMBER: Final = re.compile(
    r"\(?\+?\d(?:[ .()\-]{0,2}\d){8,18}"  # of a card, a telephone, a person
    r"|\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}"
    r"|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}"
)
_GROUP: Final = re.compile(r"\d+")
_CARD: Final = 13  # digits
_SIGNS: Final = frozenset("@.-+:")


def cuts_value(text: str, start: int, end: int, *, sure: bool = False) -> bool:
    """Whether a value goes over a gap that is none on either side of it.

    Args:
        text: The whole text.
        start: Where the gap begins.
        end: Where it ends.
        sure: Whether no gap is expected there, so that the shape of the value is enough.
    """
    if not start or end >= len(text) or not (_joins(text[start - 1]) and _joins(text[end])):
        return False
    begin = max(text.rfind("\n", max(0, start - _AROUND), start) + 1, start - _AROUND, 0)
    stop = text.find("\n", end, end + _AROUND)
    left, right = text[begin:start], text[end : stop if stop >= 0 else end + _AROUND]
    pattern = _ADDRESS if "@" in left + right else _NUMBER
    for match in pattern.finditer(left + right):
        if match.start() < len(left) < match.end():
            parts = left[match.start() :], right[: match.end() - len(left)]
            return _alone(match) and (sure or _is_cut(*parts))
    return False


def _alone(match: re.Match[str]) -> bool:
    """Whether nothing that could belong to a value stands beside it."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return not (
        before.isalnum() or after.isalnum() or before in ("-", "_") or after in ("-", "_", "(")
    )


def _is_cut(left: str, right: str) -> bool:
    """Whether two parts are one value: by its check digits, or because of how they are cut."""
    if "@" in left + right:
        return _ADDRESS.fullmatch(left.rstrip(".")) is None and "_" not in right.partition("@")[2]
    digits = [int(sign) for sign in left + right if sign.isdigit()]
    if left[:2].isalpha():
        return checks_iban("".join((left + right).split()))
    if left[-1] in "-.:" or right[0] in "-.:":
        return True
    if min(map(len, _GROUP.findall(left + right))) == 1:
        return False  # a row of small numbers
    return left[0] == "+" or (len(digits) >= _CARD and _checks_card(digits))


def _checks_card(digits: list[int]) -> bool:
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[::-2])) % 10 == 0


def checks_iban(number: str) -> bool:
    """Whether the check digits of an international account number are right."""
    turned = number[4:] + number[:4]
    return turned.isalnum() and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _joins(sign: str) -> bool:
    return sign.isalnum() or sign in _SIGNS
