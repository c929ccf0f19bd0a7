"""Finds international account numbers whose groups stand apart in no usual way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.assembled import assembled_account
from govsim.guardrails.pii.banking import IBAN_LENGTHS
from govsim.guardrails.pii.checksums import mod_97_10
from govsim.guardrails.pii.scattered_gaps import AS_DIGITS, ESCAPED
from govsim.guardrails.pii.values import Hit

_FIELD: Final = re.compile(r"[a-z]{1,8}[ _]?[0-9]{1,2}[\"']?[:=>][ \"']{0,2}(?=[A-Z]{2}[0-9]{2})")
_GLUED: Final = frozenset(("IBAN", "iban"))
_DIGITS_OF_ACCOUNT: Final = 9
_ESCAPING: Final = frozenset("<&%\\")  # with which tags and escapes begin
_WIDEST: Final = 8  # signs between two groups
_ESCAPE: Final = re.compile(r"[<&%\\]")
_NO_PART: Final = re.compile("[^0-9A-Za-z]+")


@cache
def _row_of(length: int) -> re.Pattern[str]:
    """Return an expression for so many letters and digits, and signs between but of no escape."""
    return re.compile(rf"(?:[^0-9A-Za-z<&%\\]{{0,{_WIDEST}}}+[0-9A-Za-z]){{{length}}}")


def account_at(text: str, start: int) -> Iterator[Hit]:
    """Yield the account number that begins with a country, a word glued to it or not."""
    if text[start] > "Z" and (field := _FIELD.match(text, start)) is not None:
        start = field.end()
    if text[start : start + 2] in IBAN_LENGTHS:
        hit = next(account(text, start), None) or assembled_account(text, start)
        if hit is not None:
            yield hit
    elif text[start : start + 4] in _GLUED and text[start + 4 : start + 6] in IBAN_LENGTHS:
        yield from account(text, start + 4)


def account(text: str, start: int) -> Iterator[Hit]:
    """Yield the account number by the length of its country and its check digits."""
    length = IBAN_LENGTHS[text[start : start + 2]]
    for bars in (False, True) if "|" in text[start : start + 2 * length] else (False,):
        solid, stop = _solid(text, start, length, bars=bars)
        if len(solid) != length or text[stop : stop + 1].isdigit():
            continue
        for plain in (solid, solid[:2] + solid[2:].translate(AS_DIGITS)):
            if _is_account(plain) and mod_97_10(plain[4:] + plain[:4]):
                yield Hit(start, stop, "IBAN", 0.95, "scattered-iban")
                return


def _is_account(solid: str) -> bool:
    """Whether letters and digits are as in an account number, of which no word is a part."""
    return (
        solid.isalnum()
        and solid[2:4].isdigit()
        and (solid.isupper() or solid.islower())
        and sum(map(str.isdigit, solid)) >= _DIGITS_OF_ACCOUNT
    )


def _solid(text: str, start: int, length: int, *, bars: bool) -> tuple[str, int]:
    """Return so many letters and digits, whatever sets them apart, and where they end, or fewer.

    Args:
        text: What is read.
        start: Where to begin.
        length: How many to read.
        bars: Whether `|` is one of them: a reader of scans writes it for 1.
    """
    if not bars:
        row = _row_of(length).match(text, start)
        if row is not None:
            return _NO_PART.sub("", row.group()), row.end()
        if _ESCAPE.search(text, start, start + length * (_WIDEST + 1)) is None:
            return "", start
    solid, at, stop, gap = "", start, start, 0
    while len(solid) < length and at < len(text) and gap <= _WIDEST:
        sign = text[at]
        if sign in _ESCAPING and (escape := ESCAPED.match(text, at)) is not None:
            at, gap = escape.end(), gap + 1
            continue
        at += 1
        if (sign.isascii() and sign.isalnum()) or (bars and sign == "|"):
            solid, gap, stop = solid + sign, 0, at
        else:
            gap += 1
    return solid, stop
