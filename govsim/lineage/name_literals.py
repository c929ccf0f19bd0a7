"""Reads constants into the way that Spark writes them: numbers, dates, binary texts, intervals."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

_STAMP: Final = re.compile(
    r"\s*(\d{4,})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?"
    r"\s*(Z|UTC|[+-]\d{1,2}:\d{2})?)?)?)?\s*",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?\s*")
_EPOCH: Final = "1970-01-01"


def number(text: str, suffix: str = "") -> str:
    """Return a number as Spark writes it; the suffix says its type, as in `2.0F`."""
    if suffix == "F":
        return _double(_nearest_float(float(text)))
    if suffix == "D" or ("e" in text.lower() and suffix != "BD"):
        return _double(repr(float(text)))
    if "." not in text and "e" not in text.lower():
        return text.lstrip("0") or "0"
    try:
        return format(Decimal(text), "f")
    except InvalidOperation:
        return text


def _nearest_float(value: float) -> str:
    """Return the shortest text that means the same to 32 bits."""
    try:
        wanted = struct.pack("f", value)
    except OverflowError:
        return "inf"
    texts = (f"{value:.{digits}g}" for digits in range(1, 10))
    return next((text for text in texts if struct.pack("f", float(text)) == wanted), repr(value))


def _double(text: str) -> str:
    """Return a shortest text of a double as Java writes it: 1.5E10, 0.001, 100.0."""
    value = Decimal(text)
    if not value.is_finite():
        return "Infinity"
    if value == 0:
        return "0.0"
    sign, digits, _ = value.normalize().as_tuple()
    said = "".join(map(str, digits))
    exponent = value.adjusted()
    minus = "-" if sign else ""
    if -3 <= exponent < 7:
        plain = format(abs(value), "f")
        return minus + (plain if "." in plain else f"{plain}.0")
    return f"{minus}{said[0]}.{said[1:] or '0'}E{exponent}"


def binary(text: str) -> str:
    """Return a binary constant: its digits in pairs, in upper case."""
    return f"X'{text.upper().zfill(len(text) + len(text) % 2)}'"


def date(text: str) -> str:
    """Return a date constant."""
    if text.strip().lower() == "epoch":
        return f"DATE '{_EPOCH}'"
    found = _STAMP.fullmatch(text)
    if found is None:
        return f"DATE '{text}'"
    return f"DATE '{found[1]}-{int(found[2] or 1):02}-{int(found[3] or 1):02}'"


def timestamp(text: str, word: str) -> str:
    """Return a timestamp constant, in the time zone UTC and to the microsecond."""
    kind = "TIMESTAMP_NTZ" if word == "TIMESTAMP_NTZ" else "TIMESTAMP"
    if text.strip().lower() == "epoch":
        return f"{kind} '{_EPOCH} 00:00:00'"
    found = _STAMP.fullmatch(text)
    if found is None:
        return f"{kind} '{text}'"
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        at = datetime(year, month or 1, day or 1, hour, minute, second)
        zone = (found[8] or "").upper()
        if zone not in ("", "Z", "UTC"):
            hours, minutes = zone[1:].split(":")
            ahead = timedelta(hours=int(hours), minutes=int(minutes))
            at += ahead if zone[0] == "-" else -ahead
    except (ValueError, OverflowError):
        return f"{kind} '{text}'"
    return f"{kind} '{at:%Y-%m-%d %H:%M:%S}{_fraction(found[7] or '')}'"


def time(text: str) -> str:
    """Return a constant time of day."""
    found = _TIME.fullmatch(text)
    if found is None:
        return f"TIME '{text}'"
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    return f"TIME '{hour:02}:{minute:02}:{second:02}{_fraction(found[4] or '')}'"


def _fraction(digits: str) -> str:
    kept = digits[:6].rstrip("0")
    return f".{kept}" if kept else ""


# --- intervals ---

_MONTHS: Final = {"YEAR": 12, "QUARTER": 3, "MONTH": 1}
_MICROS: Final = {
    "WEEK": 604_800_000_000, "DAY": 86_400_000_000, "HOUR": 3_600_000_000, "MINUTE": 60_000_000,
    "SECOND": 1_000_000, "MILLISECOND": 1_000, "MICROSECOND": 1,
}  # fmt: skip
UNITS: Final = _MONTHS.keys() | _MICROS.keys()
_FIELDS: Final = ("DAY", "HOUR", "MINUTE", "SECOND")
_FIELD_OF: Final = {"WEEK": "DAY", "MILLISECOND": "SECOND", "MICROSECOND": "SECOND"}
_WORDS: Final = re.compile(r"\s*([+-]?\s*[\d.]+)\s+([a-z]+)", re.IGNORECASE)


def unit_of(word: str) -> str:
    """Return a unit of time in its plain form; the empty text where a word is none."""
    upper = word.upper()
    return next((unit for unit in (upper, upper.removesuffix("S")) if unit in UNITS), "")


def interval(amounts: Sequence[tuple[str, str]]) -> str | None:
    """Return an interval of amounts and their units; None where Spark takes none such."""
    units = [unit for _, unit in amounts]
    if all(unit in _MONTHS for unit in units):
        months = sum(int(Decimal(amount)) * _MONTHS[unit] for amount, unit in amounts)
        return _year_month(months, set(units))
    if all(unit in _MICROS for unit in units):
        micros = sum(int(Decimal(amount) * _MICROS[unit]) for amount, unit in amounts)
        places = [_FIELDS.index(_FIELD_OF.get(unit, unit)) for unit in units]
        return _day_time(micros, min(places), max(places))
    return None


def interval_of_text(text: str) -> str | None:
    """Return the interval that a text says by itself: `1 day 2 hours`."""
    found = [(amount.replace(" ", ""), unit_of(word)) for amount, word in _WORDS.findall(text)]
    left = _WORDS.sub("", text).strip()
    if not found or left or not all(unit for _, unit in found):
        return None
    return interval(found)


def interval_between(text: str, first: str, last: str, *, negative: bool) -> str | None:
    """Return an interval of a text and two units: `1-2` YEAR TO MONTH, `1 02:03` DAY TO MINUTE."""
    said = text.strip()
    minus = said.startswith("-") is not negative
    numbers = re.split(r"[-: ]+", said.lstrip("+-"))
    fields = ("YEAR", "MONTH") if first == "YEAR" else _FIELDS
    if first not in fields or last not in fields:
        return None
    names = fields[fields.index(first) : fields.index(last) + 1]
    if len(names) != len(numbers) or not all(re.fullmatch(r"\d+(\.\d+)?", n) for n in numbers):
        return None
    sign = "-" if minus else ""
    return interval(
        [(f"{sign}{number}", name) for number, name in zip(numbers, names, strict=True)]
    )


def _year_month(months: int, units: set[str]) -> str:
    minus = "-" if months < 0 else ""
    if units == {"YEAR"}:
        return f"INTERVAL '{minus}{abs(months) // 12}' YEAR"
    if "YEAR" not in units:
        return f"INTERVAL '{months}' MONTH"
    return f"INTERVAL '{minus}{abs(months) // 12}-{abs(months) % 12}' YEAR TO MONTH"


def _day_time(micros: int, first: int, last: int) -> str:
    minus, rest = "-" if micros < 0 else "", abs(micros)
    said = ""
    for place in range(first, last + 1):
        name = _FIELDS[place]
        amount, rest = divmod(rest, _MICROS[name])
        before = "" if place == first else " " if place == 1 else ":"
        said += before + (str(amount) if name == "DAY" else f"{amount:02}")
    if last == 3 and rest:
        said += f".{rest:06}".rstrip("0")
    unit = _FIELDS[first] if first == last else f"{_FIELDS[first]} TO {_FIELDS[last]}"
    return f"INTERVAL '{minus}{said}' {unit}"
