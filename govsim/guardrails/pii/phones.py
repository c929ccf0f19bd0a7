"""Finds telephone numbers: how likely digits are one depends on their grouping and their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from govsim.guardrails.joining import CALLING
from govsim.guardrails.pii.context import Spoken, distance_to, is_glued
from govsim.guardrails.pii.surroundings import Surroundings
from govsim.guardrails.pii.values import Hit, made

_EXTENSION: Final = re.compile(
    r"\s?(?:x|ext\.?|extension|poste|durchwahl|wew\.?)\s?\d{1,6}(?![0-9A-Za-z])", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"(?:19|20)\d\d[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./](?:19|20)\d\d"
    r"|\(?(?:1[0-9]|20)\d\d[-\u2013](?:1[0-9]|20)\d\d\)?$|(?:19|20)\d\d (?:19|20)\d\d$"
)
# Numbers side by side, such as measures, coordinates, parts of an internet address.
_ROW: Final = re.compile(r"\d \d[ .]|(?:.* )?-?0\.\d{3}|(?:\d{1,3}\.){3}\d{1,3}$")
_CODES: Final = frozenset("23456789")  # with which codes begin in North America
_NATIONAL: Final = 10  # digits of a number there
_NANP_LIKE: Final = re.compile(r"(?:\+?1[ \-.]|001-)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}")
_BESIDE: Final = frozenset(" -(,")
# What stands behind the number of a house, and behind a telephone number in a signature.
_HOUSE: Final = re.compile(
    r" (?:[A-Z][\w'.-]{1,20} ){1,3}(?:Street|St|Lane|Ln|Road|Rd|Avenue|Ave|Drive|Dr|Court|Ct"
    r"|Boulevard|Blvd|Way|Place|Pl|Terrace|Close|Square|Circle|Parkway|Trail)\b"
)
_WHERE: Final = re.compile(r"[ ,]?+[-(]?+[ ]?+(?:office|mobile|cell|fax|landline)\b", re.IGNORECASE)
# Behind the number of a part, and behind hours of a day.
_SUFFIX: Final = re.compile(r"-[A-Z]{1,4}(?![A-Za-z])")
_HOURS: Final = re.compile(r"[01]\d[0-5]\d ?[-\u2013] ?[0-2]\d[0-5]\d$")
_ZONE: Final = re.compile(r" ?(?:UTC|GMT|CES?T|Z|h|hrs?|hours|Uhr|local|[ap]m)\b")
_DIGITS: Final = re.compile(r"\d+")
_CLOSE: Final = 20  # from the first to the last of numbers that are listed
_AMERICAN: Final = (0.9, 0.98)  # of a number grouped as in North America
_OF_HOURS: Final = (4, 4)  # sizes of the groups of two of them
_ALONE: Final = 9  # digits in one row that may be a number without a word for it
_OF_PARTS: Final = (3, 4, 2)
_DRAWN: Final = 5  # numbers of one or two digits
_EXTENDS: Final = frozenset("xepdwXEPDW")  # with which words for an extension begin
# What the shape of a number must be for these patterns to match it.
_DATE_SHAPE: Final = re.compile(r"99(?:99)?[-./]99?[-./]|9[-./]99?[-./]|\(?9999[- ]9999\)?$")
_ROW_SHAPE: Final = re.compile(r"9 9[ .]|(?:.* )?-?9\.999|(?:9{1,3}\.){3}9{1,3}$")
_ROW_OF_ANY: Final = re.compile(r"9 9[ .]|(?:9{1,3}\.){3}9{1,3}$")  # whatever its digits
_NANP_SHAPE: Final = re.compile(r"(?:\+?9[ \-.]?)?\(?999\)?[ \-.]?999[ \-.]?9999")
_NANP_LIKE_SHAPE: Final = re.compile(r"(?:\+?9[ \-.]|999-)?(?:\(999\) ?|999[-. ])999[-. ]9999")
_NINES: Final = re.compile("9+")


@dataclass(frozen=True, slots=True)  # whose fields are read sooner than those of a tuple
class Grouping:
    """What the shape of a number tells of it."""

    sizes: tuple[int, ...]  # of its groups of digits
    digits: int
    odd: bool  # whether it may be a date, or numbers side by side
    american: bool  # whether it may be grouped as in North America
    slight: bool  # so few digits in one row that only a word makes them one
    codes: tuple[int, ...]  # where the codes of an area and of an exchange of those begin


def is_never(shape: str, form: Grouping) -> bool:
    """Whether what has a shape is no telephone whatever its digits: sizes, decimals, addresses."""
    if form.odd and _ROW_OF_ANY.match(shape) is not None:
        return True
    if len(form.sizes) != 2 or "." not in shape or form.american:
        return False
    return not _is_subscriber(form.sizes)


def _is_subscriber(sizes: tuple[int, ...]) -> bool:
    """Whether two groups have the sizes of a number without a code."""
    return sizes[0] in {3, 4} and sizes[1] == 4


def grouping_of(shape: str) -> Grouping:
    """Return what a shape tells of the numbers that have it."""
    sizes = tuple(map(len, _NINES.findall(shape)))
    odd = _DATE_SHAPE.match(shape) or _ROW_SHAPE.match(shape)
    whole = _NANP_SHAPE.fullmatch(shape)
    american = whole or _NANP_LIKE_SHAPE.fullmatch(shape)
    digits = sum(sizes)
    slight = len(sizes) == 1 and digits < _ALONE and "+" not in shape
    places = [at for at, sign in enumerate(shape) if sign == "9"]
    codes = (places[digits - _NATIONAL], places[digits - _NATIONAL + 3]) if whole else ()
    return Grouping(sizes, digits, odd is not None, american is not None, slight, codes)


def may_be_slight(behind: str) -> bool:
    """Whether few digits may be a number without a word, by the shape of two characters behind."""
    return behind[0] == " " or is_glued(behind[0]) or (behind[0] in _BESIDE and behind[1] in "A -(")


def phone(text: str, start: int, end: int, form: Grouping, context: Surroundings) -> Hit | None:
    """Return a telephone number, if a stretch whose shape allows it can be one."""
    behind = text[end : end + 1]
    if form.slight and not (
        behind == " "
        or (behind.isalnum() and is_glued(behind))
        or context(start, end)
        or (behind in _BESIDE and _WHERE.match(text, end))
    ):
        return None
    value = text[start:end]
    if form.odd and (_DATE.match(value) or _ROW.match(value)):
        return None
    extended = False
    if behind == " " or (behind.isalnum() and is_glued(behind)):
        if (behind if behind != " " else text[end + 1 : end + 2]) in _EXTENDS:
            extension = _EXTENSION.match(text, end)
            if extension is not None:
                end, extended = extension.end(), True
        if not extended and behind != " ":
            return None
    if form.american and _is_american(value, form):
        odds = _AMERICAN if len(form.sizes) > 1 else (0.4, 0.95)
    else:
        odds = _odds(value, form, extended=extended)
        if odds[1] == 0:
            return None
    if extended:
        behind = text[end : end + 1]
    if behind == " " and _HOUSE.match(text, end) is not None:
        odds = (odds[0] * 0.3, odds[1] * 0.3)
    elif behind in _BESIDE and _WHERE.match(text, end) is not None:
        odds = (max(odds[0], odds[1] - 0.1), odds[1])
    elif (behind == "-" or form.sizes == _OF_HOURS) and _is_of_other(text, value, end, behind):
        odds = (odds[0] * 0.4, odds[1])
    near = context(start, end)
    score = near.weighed.get(odds)
    if score is None:
        score = near.weighed[odds] = _weighed(*odds, near)
    return made(Hit, (start, end, "PHONE", score, "phone", "")) if score > 0 else None


def _is_of_other(text: str, value: str, end: int, behind: str) -> bool:
    """Whether what stands behind digits is that of a part in stock, or of hours of a day."""
    if behind == "-":
        return _SUFFIX.match(text, end) is not None
    return _HOURS.match(value) is not None and _ZONE.match(text, end) is not None


def _is_american(value: str, form: Grouping) -> bool:
    """Whether digits are a number of North America, and not those of a form: `555-555-5555`."""
    if not form.codes or value.count(value[-1]) >= form.digits:
        return False
    area, exchange = form.codes
    abroad = form.digits > _NATIONAL  # whose code stands in front, and no sign before that
    return value[area] in _CODES and value[exchange] in _CODES and (value[0] == "1" or not abroad)


def _is_drawn(core: str, sizes: tuple[int, ...]) -> bool:
    """Whether several numbers grow from each to the next, as those of a draw or a count do."""
    if len(sizes) < _DRAWN or max(sizes) > 2:  # digits
        return False
    numbers = [int(number) for number in _DIGITS.findall(core)]
    return core[0] in "123456789" and all(a < b for a, b in pairwise(numbers))


def _odds(core: str, form: Grouping, *, extended: bool) -> tuple[float, float]:
    """Return the probability without and with a word for telephones near, by the grouping.

    Those of North America are weighed before.
    """
    sizes, count = form.sizes, form.digits
    if len(sizes) == 2 and "." in core:
        # A decimal number, unless it has the form of a subscriber's number and a word for one.
        return 0.0, 0.85 if _is_subscriber(sizes) else 0.0
    digits = "".join(_DIGITS.findall(core))
    if core.startswith(("+", "(+")):
        known = CALLING.match(digits)
        return (0.93, 0.98) if known and 8 <= count <= 15 else (0.4, 0.85)
    if core.startswith("00") and 10 <= count <= 16 and CALLING.match(digits[2:]):
        return (0.6, 0.95) if len(sizes) > 1 else (0.35, 0.93)
    varied = len(set(digits)) > 1  # a form shows one digit, again and again
    if extended or (form.american and varied and _NANP_LIKE.fullmatch(core)):
        return 0.8, 0.97
    if count > 13 or not varied:
        return 0.0, 0.3
    if len(sizes) == 1:
        if digits[0] == "0" and 9 <= count <= 11:
            return 0.45, 0.95
        return (0.15, 0.9) if _ALONE <= count <= 11 else (0.0, 0.7) if count >= 7 else (0.0, 0.45)
    if sizes == (3, 2, 4) or _is_drawn(core, sizes):
        return 0.0, 0.85  # as social security numbers of the United States are grouped
    if sizes == _OF_PARTS or ("." in core and _is_version(core, sizes)):
        return 0.15, 0.85  # the number of a part, of a version
    if core.count("/") > 1 and digits[0] != "0":
        return 0.15, 0.85
    bracket = "(" in core
    if digits[0] == "0" and 8 <= count <= 12:
        return 0.7, 0.96
    if bracket and 8 <= count <= 12:
        return 0.65, 0.95
    if len(sizes) >= 3 and 8 <= count <= 12:
        return (0.3 if _is_series(core) else 0.5), 0.94
    if len(sizes) == 2 and 7 <= count <= 11:
        return 0.35, 0.92
    return (0.15, 0.85) if 7 <= count <= 13 else (0.0, 0.75)


def _is_version(core: str, sizes: tuple[int, ...]) -> bool:
    """Whether numbers between dots have sizes that those of a version have, and no telephone."""
    return 1 in sizes[1:] or (sizes[0] == 1 and core.count(".") == len(sizes) - 1 > 1)


def _is_series(core: str) -> bool:
    """Whether numbers grow in even steps, or by little: sizes, marks, measures."""
    numbers = [int(group) for group in _DIGITS.findall(core)]
    steps = [after - before for before, after in pairwise(numbers)]
    return min(steps) > 0 and (len(set(steps)) == 1 or numbers[-1] - numbers[0] <= _CLOSE)


def _weighed(alone: float, near_by: float, near: Spoken) -> float:
    phone = distance_to(("phone",), near)
    nobody = distance_to(("nobody",), near)
    other = distance_to(
        ("national", "tax", "bank", "card", "passport", "medical", "ssn", "zip", "licence"), near
    )
    if phone is not None and phone <= 5 and (nobody is None or phone <= nobody):
        if other is not None and other < phone:
            return (alone + near_by) / 2
        return min(near_by, max(alone, 0.2) + 0.55) - 0.02 * phone if phone >= 2 else near_by
    if nobody is not None and nobody <= 1:
        return alone * 0.4
    if other is not None and other <= 2:
        # What is grouped like a telephone number may follow another number all the same.
        return alone * (0.65 if alone >= 0.7 else 0.5)
    said = distance_to(("number",), near)
    if said is not None and said <= 1:
        return near_by - 0.1
    return alone
