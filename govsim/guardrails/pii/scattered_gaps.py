"""Holds what may stand between the groups of a number that are set apart in no usual way."""

from __future__ import annotations

from typing import Final

from govsim import expressions as re
from govsim.guardrails.value_gaps import BETWEEN, COMMENT, DECLARING, ESCAPE, SPLICE

# A few signs; the head of a next field; tags, an escape.
_SIGNS: Final = r"(?:[\s.,:()-]|/(?!\*)){0,4}+"
_SET_IN: Final = rf"(?=[<&%\\/\[({{\]])(?:{ESCAPE}|{COMMENT})"  # how one of them begins
GAP: Final = (
    rf"(?:{_SIGNS}{_SET_IN}(?:{_SIGNS}{_SET_IN}){{0,3}}+{_SIGNS}(?=[0-9])"
    r"|[\W_]{1,8}+(?=[0-9])"
    rf"|[\W_]{{0,6}}+{DECLARING}[A-Za-z][\w-]{{0,15}}+[\"']?+\s{{0,2}}+\+?[:=]\s{{0,2}}+[\"'({{]?+[./-]?+"
    r"(?=[0-9])"
    rf"|{SPLICE}(?=[0-9])"
    rf"|[\W_]{{0,6}}+(?:{BETWEEN}[\W_]{{0,4}}){{1,5}}(?=[0-9]))"
)
GROUP: Final = re.compile(rf"([0-9]++)(?:{GAP})?+")
ESCAPED: Final = re.compile(ESCAPE)
DIGITS: Final = re.compile(r"[0-9]+")
LETTERS: Final = "OoQDIl|ZzSsGgBbq"
AS_DIGITS: Final = str.maketrans(LETTERS, "0000111225569869")
REACH: Final = 40  # characters in front of an address in which a word tells what it is
FEWEST: Final = 5  # digits of a date
