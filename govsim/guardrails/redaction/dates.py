"""Reads dates, and moves them by the days that belong to one subject, in their own form."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from govsim.guardrails.redaction.layout import in_case
from govsim.guardrails.redaction.months import month_of, named_like

_RANGE: Final = 365  # days back, at most
_YEAR: Final = 12  # months
_ANY_YEAR: Final = "2001"  # in which a date moves that tells none: one of 365 days
_PAST: Final = 69  # from it on, years of two digits are of the last century, as POSIX has it
_NUMERIC: Final = re.compile(
    r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"|(?P<first>\d{1,2})(?P<by>[-/.])(?P<second>\d{1,2})(?P=by)(?P<last>\d{4}|\d\d)"
)
_NAME: Final = r"[^\W\d_]{3,12}"
_DAY_FIRST: Final = re.compile(
    rf"(?P<day>\d\d?)(?P<nth>st|nd|rd|th|er|º|\.)?(?P<gap>,?[\s-](?:of\s|de\s)?)(?P<name>{_NAME})"
    r"(?:(?P<then>\.?,?[\s-](?:del?\s)?)(?P<year>\d{4}))?(?P<stop>\.?)",
    re.IGNORECASE,
)
_NAME_FIRST: Final = re.compile(
    rf"(?P<name>{_NAME})(?P<gap>\.?\s)(?P<day>\d\d?)(?P<nth>st|nd|rd|th)?"
    r"(?:(?P<then>,?\s)(?P<year>\d{4}))?(?P<stop>)",
    re.IGNORECASE,
)
_ENDINGS: Final = ("th", "st", "nd", "rd")  # of 10, 11, 12, 13 "th" too


class _Piece(NamedTuple):
    """A stretch of a written date: what it tells of it, if anything, and as it stands there."""

    tells: str
    written: str


@dataclass(frozen=True, slots=True)
class _Written:
    """A date, and how it is written."""

    day: date
    pieces: tuple[_Piece, ...]
    certain: bool = True  # whether no other day can be meant


def day_of(text: str) -> date | None:
    """Return the day that a date names, or None where it may be two, or none."""
    found = _read(" ".join(text.split()))
    return found.day if found and found.certain else None


def days_of(key: bytes, subject: str) -> int:
    """Return by how many days the dates of a subject move: always back, never by none."""
    made = hmac.digest(key, b"date\0" + subject.encode(), hashlib.sha256)
    return -1 - int.from_bytes(made[:8]) % _RANGE


def shifted(text: str, key: bytes, subject: str) -> str | None:
    """Return a date moved by the days of a subject, in its own form, or None when it is none.

    Of two days that a date may name, it is the one whose month comes first.
    """
    found = _read(text.strip())
    if found is None:
        return None
    try:
        moved = found.day + timedelta(days=days_of(key, subject))
    except OverflowError:
        return None
    numbers = [each.written for each in found.pieces if each.tells in ("day", "month")]
    padded = numbers[0][0] == "0" if len(numbers) == 1 else all(len(n) > 1 for n in numbers)
    english = not any(each == ("nth", ".") for each in found.pieces)
    return "".join(_put(each, moved, padded=padded, english=english) for each in found.pieces)


def _put(piece: _Piece, moved: date, *, padded: bool, english: bool) -> str:
    """Return what a stretch becomes when the date is another."""
    match piece.tells:
        case "day":
            return f"{moved.day:02}" if padded else str(moved.day)
        case "month":
            return f"{moved.month:02}" if padded else str(moved.month)
        case "year":
            return f"{moved.year:04}"[-len(piece.written) :]
        case "name":
            return in_case(named_like(piece.written, moved.month, english=english), piece.written)
        case "nth":
            return _nth(piece.written, moved.day)
    return piece.written


def _nth(written: str, day: int) -> str:
    """Return the sign of an ordinal, of the kind that stood behind another day."""
    if written.lower() not in _ENDINGS:
        return "" if written.lower() == "er" and day > 1 else written
    ending = _ENDINGS[day % 10] if day % 10 < len(_ENDINGS) and day // 10 != 1 else "th"
    return ending.upper() if written.isupper() else ending


def _read(text: str) -> _Written | None:
    """Return the date that a text is, month first where it may be either."""
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found)
    found = _DAY_FIRST.fullmatch(text) or _NAME_FIRST.fullmatch(text)
    month = month_of(found["name"]) if found else None
    if found is None or month is None:
        return None
    order = sorted((name for name in found.re.groupindex if found[name]), key=found.start)
    pieces = tuple(_Piece(name, found[name]) for name in order)
    return _made(found["year"] or _ANY_YEAR, month, found["day"], pieces, bool(found["year"]))


def _numeric(found: re.Match[str]) -> _Written | None:
    between = _Piece("", found["sep"] or found["by"])
    if year := found["year"]:
        month, day = found["month"], found["day"]
        pieces = (
            _Piece("year", year),
            between,
            _Piece("month", month),
            between,
            _Piece("day", day),
        )
        return _made(year, int(month), day, pieces)
    first, second, year = found["first"], found["second"], found["last"]
    day_first = between.written == "." or int(first) > _YEAR
    either = not day_first and int(second) <= _YEAR and int(first) != int(second)
    day, month = (first, second) if day_first else (second, first)
    both = (_Piece("day", day), _Piece("month", month))
    one, other = both if day_first else both[::-1]
    pieces = (one, between, other, between, _Piece("year", year))
    return _made(year, int(month), day, pieces, not either and len(year) > 2)


def _made(
    year: str, month: int, day: str, pieces: tuple[_Piece, ...], certain: bool = True
) -> _Written | None:
    whole = int(year)
    if len(year) < 4:
        whole += 1900 if whole >= _PAST else 2000
    try:
        return _Written(date(whole, month, int(day)), pieces, certain)
    except ValueError:
        return None
