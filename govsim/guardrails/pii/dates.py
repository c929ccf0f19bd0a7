"""Finds dates of birth, other dates, and ages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from govsim.guardrails.pii.surroundings import Surroundings
from govsim.guardrails.pii.values import Hit, made
from govsim.guardrails.spotting import Reading, Words

_MONTHS: Final = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|fevr|févr|avr|mai|juin|juil|août|aout|"
    "mär|okt|dez|déc|ene|abr|ago|set|gen|mag|giu|lug|ott|dic|mrt|mei|fev|out|maj|stycz|lut|kwie|czerw|"
    "lip|sierp|wrze|paź|paz|list|grud|marc|cerv|led|úno|bře|dub|kvě|čer|srp|zář|říj|pro|maalis|"
    "huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu|tammi|helmi"
)
NUMERIC: Final = re.compile(
    r"(?<![\w./-])(?:(?:1[89]|20)\d\d(?P<a>[-./])(?:1[0-2]|0?[1-9])(?P=a)(?:3[01]|[12]\d|0?[1-9])"
    r"|(?:3[01]|[12]\d|0?[1-9])(?P<b>[-./])(?:3[01]|[12]\d|0?[1-9])(?P=b)(?:(?:1[89]|20)\d\d|\d\d))"
    r"(?![\w]|[./-]\d)"
)
WORDED: Final = re.compile(
    rf"(?<!\w)(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|\.|º)?,?[\s-](?:de\s|of\s)?(?:{_MONTHS})[^\W\d]{{0,9}}\.?"
    rf"(?:,?[\s-](?:de\s|del\s)?(?:1[89]|20)\d\d)?"
    rf"|(?:{_MONTHS})[^\W\d]{{0,9}}\.?\s(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:,?\s(?:1[89]|20)\d\d)?)(?!\w)",
    re.IGNORECASE,
)
_PLAIN: Final = ("DATE", 0.9, "date", "")
_SHORTEST: Final = 3  # letters of a month
_STEMS: Final = frozenset(month[:_SHORTEST] for month in _MONTHS.split("|"))
_MONTH_WORDS: Final = Words(_STEMS)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
# What stands behind a day whose month is a word, if the month stands behind it.
_MONTH_FOLLOWS: Final = re.compile(r"(?:st|nd|rd|th|er|\.|º)?,?\s(?=[^\W\d])", re.IGNORECASE)
_BEHIND_MONTH: Final = frozenset("_.,")  # besides its letters
_AGE: Final = re.compile(
    r"(?<!\w)(?:(?:aged?|alter|age[ds]? of|wiek|turn(?:ed|ing|s)?)[ :]{1,2}(1[01]\d|[1-9]?\d)"
    r"|(1[01]\d|[1-9]\d?)[ -]?(?:years?[ -]old|year[ -]olds?|y/?o|yrs? old|jahre alt|ans\b|"
    r"años|anni|jaar oud|lat\b|anos|år gammal))"
    r"(?!\w)",
    re.IGNORECASE,
)


def dates(text: str, start: int, end: int, context: Surroundings) -> Iterator[Hit]:
    """Yield the dates in a stretch: of birth where a word says so, else plain ones."""
    for match in NUMERIC.finditer(text, start, end):
        yield _dated(*match.span(), context)


def day(text: str, start: int, end: int) -> Hit | None:
    """Return the plain date that all of a stretch is near which no word tells anything."""
    match = NUMERIC.match(text, start, end)
    return None if match is None or match.end() < end else made(Hit, (start, end, *_PLAIN))


def months_in(reading: Reading) -> list[int]:
    """Return in order where months as words may begin in a text, and some other places."""
    return _MONTH_WORDS.possible_places(reading)


def worded_dates(
    text: str, start: int, end: int, context: Surroundings, months: Sequence[int]
) -> Iterator[Hit]:
    """Yield dates whose month is a word, in a stretch that holds the day or all of the date.

    Args:
        text: What is read.
        start: Where the first digits of the stretch begin.
        end: Where its last end.
        context: The topics of its words.
        months: What `months_in` returns.
    """
    low = start - 13 if start > 13 else 0
    at = bisect_left(months, low)
    if at == len(months) or months[at] > end + 16 - _SHORTEST:
        return
    if text[start:end].isdigit() and not _MONTH_FOLLOWS.match(text, end):
        before = text[start - 2 : start - 1] if text[start - 1 : start].isspace() else ""
        if not (before in _BEHIND_MONTH or (before.isalnum() and not before.isdecimal())):
            return
    high = min(len(text), end + 24)
    words = _WORD.findall(text, low, end + 16)
    if _STEMS.isdisjoint([word[:_SHORTEST].lower() for word in words]):
        return
    for match in WORDED.finditer(text, low, high):
        if match.start() <= start and match.end() >= end:
            hit = _dated(*match.span(), context)
            if hit.type == "DOB" or "-" not in match.group():  # elsewhere it is a time stamp
                yield hit


def _dated(start: int, end: int, context: Surroundings) -> Hit:
    words = context(start, end).nearest.get("birth")
    if words is not None and words <= 4:
        return Hit(start, end, "DOB", 0.97 - 0.04 * words, "date-of-birth")
    return made(Hit, (start, end, *_PLAIN))


def ages(text: str) -> Iterator[Hit]:
    """Yield ages: the number alone."""
    for match in _AGE.finditer(text):
        group = 1 if match.group(1) else 2
        yield Hit(*match.span(group), "AGE", 0.8, "age")
