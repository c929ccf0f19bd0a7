"""Cuts long numbers of a text short, so that none of them is taken for an attack.

A number of a card, an account or a telephone gives nobody an order, and the weights, which have
seen few of them but in orders to pay, take some for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_NUMBER_KEPT: Final = 2  # characters
_ACCOUNT_KEPT: Final = 4
# What a long number begins with; searched for alone, as nearly every text has none.
_BEGIN: Final = re.compile(r"[0-9](?:[ -]?[A-Z0-9]){8}")
_RUN: Final = re.compile(r"[0-9]+")
# What runs into a letter at its end is no number, from whichever of its digits on.
_GLUED: Final = re.compile(r"[0-9](?:[ -]?[0-9])*+(?=[A-Za-z0-9])")
_NUMBER: Final = re.compile(r"(?<![A-Za-z0-9])[0-9](?:[ -]?[0-9]){8,}+(?![A-Za-z0-9])")
_BITS: Final = frozenset("01 -")  # of which somebody may have made letters
# An account's: two capitals in front, then capitals and digits, in groups or not.
_ACCOUNT: Final = re.compile(
    r"[0-9]{2}(?:[A-Z0-9]{11,30}+|(?: [A-Z0-9]{4}){2,7}+(?: [A-Z0-9]{1,3}\b)?+)\b"
)
_COUNTRY: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}")
_DIGITS: Final = 8  # of an account's number


def shortened(text: str) -> str:
    """Return a text with its long numbers cut short."""
    kept: list[str] = []
    done = 0
    for stop, end in _cuts(text):
        kept.append(text[done:stop])
        done = end
    return "".join((*kept, text[done:])) if kept else text


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where each long number is left out, half-open."""
    at = 0
    while (begin := _BEGIN.search(text, at)) is not None:
        start = begin.start()
        if account := _account(text, start):
            yield start - 2 + _ACCOUNT_KEPT, account
            at = account
        elif number := _NUMBER.match(text, start):
            if not _BITS.issuperset(number[0]):
                yield start + _NUMBER_KEPT, number.end()
            at = number.end()
        elif run := _GLUED.match(text, start) or _RUN.match(text, start):
            at = run.end()


def _account(text: str, start: int) -> int:
    """Return where the number of an account ends whose digits begin somewhere; 0: it is none."""
    if start < 2 or not _COUNTRY.match(text, start - 2):
        return 0
    found = _ACCOUNT.match(text, start)
    # Words in capitals have fewer digits.
    return found.end() if found and sum(map(str.isdigit, found[0])) >= _DIGITS else 0
