"""Reads each word of a text as the digits or letters that it may be of a number."""

from __future__ import annotations

import unicodedata
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.decoders.group_words import HUMP, HUMPED, LABELS, SPOKEN
from govsim.guardrails.views.decoders.number_names import IDEOGRAPHS
from govsim.guardrails.views.decoders.told_words import KINDS

Names = dict[str, str] | None  # of digits
_MONEY: Final = frozenset(
    "MRN NO NR TEL FAX ZIP USA EU DOB EUR USD GBP CHF PLN SEK NOK DKK CZK HUF JPY CNY INR"
    " CAD AUD BRL".split()
)
_ORDINAL: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)
_CODE: Final = re.compile(r"[A-Z0-9]{1,34}")
_COUNTS: Final = frozenset(
    "last first next final other remaining the these those middle letzten ersten".split()
)
LONGEST_WORD: Final = 15  # letters of a word in which names of digits run together
_FEW: Final = 4  # letters of a group
_BEYOND: Final = 2  # words from one name of a digit to the next


def plains_of(words: list[str], names: Names) -> list[str]:
    """Return the digits or letters that each word is of a number, or nothing."""
    if names is None:
        return [_plain(word) for word in words]
    lows = [word.lower() for word in words]
    said = [low in names for low in lows]
    plains = []
    for at, word in enumerate(words):
        if said[at] and _is_row(words, said, at):
            plains.append(names[word.lower()])
        elif said[at] and len(word) > 1:
            plains.append("")
        else:
            plains.append(_plain(word))
    return plains


def _is_row(words: list[str], said: list[bool], at: int) -> bool:
    """Whether a name of a digit stands among others, and counts nothing: `the last four`."""
    behind = said[at + 1 : at + 1 + _BEYOND]
    if any(behind[:1]) or not (at and words[at - 1].lower() in _COUNTS):
        beside = words[max(0, at - 1) : at] + words[at + 1 : at + 2]
        near = said[max(0, at - _BEYOND) : at] + behind
        return any(near) or any(word.isdigit() for word in beside)
    return False


def _plain(written: str) -> str:
    """Return the digits or letters that a word is of a number, or nothing."""
    if written.isascii() and written.isalpha():
        short = len(written) < LONGEST_WORD and (len(written) > _FEW or not written.isupper())
        if short or written.islower():
            return ""
    if written[0] == "*":
        return "*"
    if not written.isascii():
        written = "".join(
            str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
            for sign in written.translate(IDEOGRAPHS)
        )
    if written.isdigit() and written.isascii():
        return written
    if (humped := HUMPED.fullmatch(written)) is not None:
        written = (
            humped[1] + "".join(SPOKEN[w.lower()] for w in HUMP.findall(humped[2])) + humped[3]
        )
        if written.isdigit():
            return written
    upper = written.upper()
    if (
        written.lower() in LABELS
        or written.lower() in KINDS
        or upper in _MONEY
        or _ORDINAL.fullmatch(written)
    ):
        return ""
    if not (written.isascii() and _CODE.fullmatch(upper)):
        return ""
    if any(map(str.isdigit, written)):
        return upper
    return upper if written.isupper() and len(written) <= _FEW and written != "I" else ""
