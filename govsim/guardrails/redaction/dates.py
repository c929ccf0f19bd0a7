"""Reads dates, and moves them by the days that belong to one subject, in their own form."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import date, timedelta
from typing import Final

_RANGE: Final = 365  # days back, at most
_FORMS: Final = (
    (
        re.compile(r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{2})\2(?P<day>\d{2})"),
        "{y}{s}{m}{s}{d}",
    ),
    (re.compile(r"(?P<day>\d{2})(?P<sep>\.)(?P<month>\d{2})\2(?P<year>\d{4})"), "{d}{s}{m}{s}{y}"),
    (
        re.compile(r"(?P<month>\d{2})(?P<sep>[/-])(?P<day>\d{2})\2(?P<year>\d{4})"),
        "{m}{s}{d}{s}{y}",
    ),
)


_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
# A month in letters, or numbers of which only one can be the month.
_WORDED: Final = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?(?P<month>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})"
    r"|(?P<month_2>[a-z]{3,9})\.? (?P<day_2>\d{1,2})(?:st|nd|rd|th)?,? (?P<year_2>\d{4})",
    re.IGNORECASE,
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_EITHER: Final = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})")
_YEAR: Final = 12  # months


def day_of(text: str) -> date | None:
    """Return the day that a date names, or None where it may be two, or none."""
    written = " ".join(text.split())
    if found := _YEAR_FIRST.fullmatch(written):
        return _day(found[1], found[3], found[4])
    if found := _DAY_FIRST.fullmatch(written):
        return _day(found[3], found[2], found[1])
    if found := _EITHER.fullmatch(written):
        first, second = int(found[1]), int(found[3])
        if first > _YEAR or first == second:
            return _day(found[4], found[3], found[1])
        return _day(found[4], found[1], found[3]) if second > _YEAR else None
    if found := _WORDED.fullmatch(written):
        month = (found["month"] or found["month_2"])[:3].lower()
        if month in _MONTHS:
            number = str(_MONTHS.index(month) + 1)
            return _day(found["year"] or found["year_2"], number, found["day"] or found["day_2"])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def days_of(key: bytes, subject: str) -> int:
    """Return by how many days the dates of a subject move: always back, never by none."""
    made = hmac.digest(key, b"date\0" + subject.encode(), hashlib.sha256)
    return -1 - int.from_bytes(made[:8]) % _RANGE


def shifted(text: str, key: bytes, subject: str) -> str | None:
    """Return a date moved by the days of a subject, in its own form, or None when it is none."""
    for form, written in _FORMS:
        found = form.fullmatch(text.strip())
        if found is None:
            continue
        try:
            day = date(int(found["year"]), int(found["month"]), int(found["day"]))
            moved = day + timedelta(days=days_of(key, subject))
        except (ValueError, OverflowError):
            return None
        return written.format(
            y=f"{moved.year:04}", m=f"{moved.month:02}", d=f"{moved.day:02}", s=found["sep"]
        )
    return None
