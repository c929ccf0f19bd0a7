"""Moves dates by a number of days that belongs to one subject, in the form they were written in."""

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
