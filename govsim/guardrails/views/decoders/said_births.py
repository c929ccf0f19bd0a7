"""Reads days of birth in records and in words: `2 DATE 9 AUG 1970`, `third day of the third month`.

And numbers in which a reader of scans took digits for letters: `1954-12-O2`, `+1 617 Z53 4785`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.values import Decoding

_FAMILY: Final = re.compile(
    r"\b1[ ]BIRT[ ]*\n(?:2[ ](?!DATE)[^\n]{0,80}\n){0,3}2[ ]DATE[ ](?:ABT |CAL |EST )?"
    r"(?=\d{1,2}[ ][A-Z]{3}[ ](?:19|20)\d\d)"
)
_UNITS: Final = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS: Final = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
    " eighteenth nineteenth twentieth"
).split()
_ORDINALS: Final = (
    {word: nth for nth, word in enumerate((*_UNITS, *_TEENS), 1)}
    | {f"twenty-{word}": 20 + nth for nth, word in enumerate(_UNITS, 1)}
    | {"thirtieth": 30, "thirty-first": 31}
)
_NTH: Final = r"((?:twenty[ -]|thirty[ -])?[a-z]{4,12}|\d{1,2}(?:st|nd|rd|th))"
_OF_MONTH: Final = re.compile(
    rf"\b(?:the[ ])?{_NTH}[ ](?:day[ ])?of[ ]the[ ]{_NTH}[ ]month,?[ ](?:of[ ])?"
    rf"(?:the[ ]year[ ])?((?:19|20)\d\d)\b",
    re.I,
)
_YEAR_APART: Final = re.compile(
    r"(?<![\d.])(?P<day>[0-3]?\d)[./](?P<month>[01]?\d)\.?(?![\d./])[\s,;.–—(-]{1,6}"
    r"(?:and |und |et |y |e |i |the |im |in )?"
    r"(?:Jahrgang|Jahr|Jg\.?|year|the year|année|an|año|anno|ano|rok|roku|rocznik|årgang"
    r"|bouwjaar|class of)[ :=]{1,3}"
    r"(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_YEARS: Final = frozenset(
    b"jahrgang jahr jg year an ano anno rok roku rocznik bouwjaar class".split()
) | {b"ann\xffe", b"a\xffo", b"\xffrgang"}
_BEFORE_YEAR: Final = re.compile(
    rb"[12](?:(?<=1)9|(?<=2)0)\d\d(?!\d)(?:(?<=[a-z.\xff][ :=].{4})"
    rb"|(?<=[a-z.\xff][ :=]{2}.{4})|(?<=[a-z.\xff][ :=]{3}.{4}))"
)
_SCANNED: Final = re.compile(
    r"(?<![\w.+-])\+?[\dOoQIlZzSsBgG]{1,5}(?:[ ./-][\dOoQIlZzSsBgG]{1,5}){1,6}(?![\w]|[.-]\w)"
)
_LIKE_DIGITS: Final = b"0123456789oqilzsbg"
_CONFUSED: Final = str.maketrans("OoQIlZzSsBgG", "000112255896")
_GROUP: Final = re.compile(r"[^ ./+-]+")
_FEWEST: Final = 7  # signs
_MANY: Final = 3  # digits to a letter


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such days and numbers as they are usually written."""
    pieces: list[Piece] = []
    if b"0" not in clues.outline:
        return
    if b"birt" in clues.words:
        pieces += ((*match.span(), "born: ") for match in _FAMILY.finditer(text))
    if b"month" in clues.words and b" of the " in clues.lower:
        pieces += _said(text)
    dotted = b"0.0" in clues.outline or b"0/0" in clues.outline
    if dotted and not clues.words.isdisjoint(_YEARS) and _BEFORE_YEAR.search(clues.lower):
        for match in _YEAR_APART.finditer(text):
            yield_day = _written(match["year"], int(match["month"]), int(match["day"]))
            pieces += ((*match.span(), yield_day),) if yield_day else ()
    if any(not word.strip(_LIKE_DIGITS) for word in clues.mixed):
        pieces += _scanned(text)
    for near in gathered(pieces):
        yield rewritten(text, near, "told-birth")


def _written(year: str, month: int, day: int) -> str:
    """Return a day as it is usually written, or nothing if there is none."""
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return ""


def _said(text: str) -> Iterator[Piece]:
    """Yield the days whose months are counted."""
    for match in _OF_MONTH.finditer(text):
        day, month = (_nth(match[nth]) for nth in (1, 2))
        if day and month and (written := _written(match[3], month, day)):
            yield *match.span(), written


def _nth(word: str) -> int:
    digits = word.rstrip("sthndrSTHNDR")
    return int(digits) if digits.isdigit() else _ORDINALS.get(word.lower().replace(" ", "-"), 0)


def _scanned(text: str) -> Iterator[Piece]:
    """Yield the numbers in which letters beside digits stand for digits that look like them."""
    for match in _SCANNED.finditer(text):
        written = match.group()
        letters = sum(map(str.isalpha, written))
        digits = sum(map(str.isdigit, written))
        if not letters or letters + digits < _FEWEST or digits < _MANY * letters - 1:
            continue
        groups = [group for group in _GROUP.findall(written) if any(map(str.isalpha, group))]
        if all(any(map(str.isdigit, group)) for group in groups):
            yield *match.span(), written.translate(_CONFUSED)
