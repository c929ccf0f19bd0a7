"""Finds telephone numbers: how likely digits are one depends on their grouping and their words."""

from __future__ import annotations

import re
from typing import Final

from govsim.guardrails.pii.context import Nearby, distance_to
from govsim.guardrails.pii.shapes import Context
from govsim.guardrails.pii.values import Hit

_EXTENSION: Final = re.compile(
    r"\s?(?:x|ext\.?|extension|poste|durchwahl|wew\.?)\s?\d{1,6}(?![0-9A-Za-z])", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"(?:19|20)\d\d[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./](?:19|20)\d\d"
    r"|(?:1[0-9]|20)\d\d[-\u2013](?:1[0-9]|20)\d\d$|(?:19|20)\d\d (?:19|20)\d\d$"
)
# Numbers side by side, such as measures, coordinates, parts of an internet address.
_ROW: Final = re.compile(r"\d \d[ .]|(?:.* )?-?0\.\d{3}|(?:\d{1,3}\.){3}\d{1,3}$")
_NANP: Final = re.compile(r"(?:\+?1[ \-.]?)?\(?[2-9]\d\d\)?[ \-.]?[2-9]\d\d[ \-.]?\d{4}")
_NANP_LIKE: Final = re.compile(r"(?:\+?1[ \-.]|001-)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}")
_BESIDE: Final = (" ", "-", "(", ",")
# What stands behind the number of a house, and behind a telephone number in a signature.
_HOUSE: Final = re.compile(
    r" (?:[A-Z][\w'.-]{1,20} ){1,3}(?:Street|St|Lane|Ln|Road|Rd|Avenue|Ave|Drive|Dr|Court|Ct"
    r"|Boulevard|Blvd|Way|Place|Pl|Terrace|Close|Square|Circle|Parkway|Trail)\b"
)
_WHERE: Final = re.compile(r"[ ,]?[-(]?[ ]?(?:office|mobile|cell|fax|landline)\b", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
# Country calling codes, by their first digits (ITU-T E.164).
_CALLING: Final = re.compile(
    r"1|7|2[07]|21[1-3689]|22\d|23\d|24\d|25\d|26\d|29[0-9]|3[0-469]|35\d|37\d|38\d|4[013-9]|42[013]"
    r"|5[1-8]|50\d|59\d|6[0-6]|67\d|68\d|69\d|8[1246]|85\d|88[06]|9[0-58]|96\d|97\d|99\d|80[08]|87\d"
)


def phone(text: str, start: int, end: int, context: Context) -> Hit | None:
    """Return a telephone number, if a stretch whose shape allows it can be one."""
    value = text[start:end]
    if _DATE.match(value) or _ROW.match(value):
        return None
    extension = None
    if text[end : end + 1].isalpha() or text[end : end + 1] == " ":
        extension = _EXTENSION.match(text, end)
    if extension is not None:
        end = extension.end()
    elif text[end : end + 1].isalnum():
        return None
    alone, near_by = _odds(value, extended=extension is not None)
    if text[end : end + 1] in _BESIDE:
        if _HOUSE.match(text, end) is not None:
            alone, near_by = alone * 0.3, near_by * 0.3
        elif _WHERE.match(text, end) is not None:
            alone = max(alone, near_by - 0.1)
    if near_by == 0:
        return None
    score = _weighed(alone, near_by, context(start, end))
    return Hit(start, end, "PHONE", score, "phone") if score > 0 else None


def _odds(core: str, *, extended: bool) -> tuple[float, float]:
    """Return the probability without and with a word for telephones near, by the grouping."""
    groups = _DIGITS.findall(core)
    if len(groups) == 2 and "." in core:
        # A decimal number, unless it has the form of a subscriber's number and a word for one.
        return 0.0, 0.85 if len(groups[0]) in {3, 4} and len(groups[1]) == 4 else 0.0
    digits = "".join(groups)
    count = len(digits)
    if core.startswith(("+", "(+")):
        known = _CALLING.match(digits)
        return (0.93, 0.98) if known and 8 <= count <= 15 else (0.4, 0.85)
    if core.startswith("00") and 10 <= count <= 16 and _CALLING.match(digits[2:]):
        return (0.6, 0.95) if len(groups) > 1 else (0.35, 0.93)
    if _NANP.fullmatch(core):
        return (0.9, 0.98) if len(groups) > 1 else (0.4, 0.95)
    if _NANP_LIKE.fullmatch(core) or extended:
        return 0.8, 0.97
    if count > 13 or len(set(digits)) == 1:
        return 0.0, 0.3
    if len(groups) == 1:
        if digits[0] == "0" and 9 <= count <= 11:
            return 0.45, 0.95
        return (0.15, 0.9) if 9 <= count <= 11 else (0.0, 0.7) if count >= 7 else (0.0, 0.45)
    if tuple(map(len, groups)) == (3, 2, 4):
        return 0.0, 0.85  # as social security numbers of the United States are grouped
    bracket = "(" in core
    if digits[0] == "0" and 8 <= count <= 12:
        return 0.7, 0.96
    if bracket and 8 <= count <= 12:
        return 0.65, 0.95
    if len(groups) >= 3 and 8 <= count <= 12:
        return 0.5, 0.94
    if len(groups) == 2 and 7 <= count <= 11:
        return 0.35, 0.92
    return (0.15, 0.85) if 7 <= count <= 13 else (0.0, 0.75)


def _weighed(alone: float, near_by: float, near: tuple[Nearby, ...]) -> float:
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
