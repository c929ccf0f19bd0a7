"""Decides whether a text speaks of an attack rather than being one: in quotes, code, examples.

Or forbids what an attack would ask for, as in "never share your password".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import Final

from govsim.guardrails.rules.defences import defences

_BEFORE: Final = 160  # characters that are looked at before and behind
_BEHIND: Final = 80
_PAIRS: Final = {"“": "”", "«": "»", "„": "“", "「": "」", "『": "』", "‘": "’"}
_SAME: Final = frozenset("\"'`")
_FENCE: Final = re.compile(r"^[ \t]{0,3}(?:```|~~~)", re.MULTILINE)
# Words by which somebody announces that what follows is spoken of.
_ANNOUNCED: Final = re.compile(
    r"\b(?:such as|e\.g\.|example of|examples of|meaning of|titled|classify|interpret|rewrite"
    r"|what do you make of|how (?:would|do|can) you|explain (?:why|what|how)|why (?:does|is|do)"
    r"|how (?:do|does|can|to)|is it (?:ok|okay|fine|safe)|what (?:does|happens|would you)"
    r"|your response to|detect|prevent|mitigat\w+|defend\w*|attempts?|attackers?|malicious"
    r"|adversar\w+|not to|told to|forbids?|manual|in the story|is this a)\b[^\n]{0,60}$"
    r"|\b(?:do not|don't|never|must not|should not|does not)[^\w.!?:,;]{1,3}"
    r"(?:\w{1,12}[^\w.!?:,;]{1,3}){0,3}$",
    re.IGNORECASE,
)
_EXPLAINED: Final = re.compile(
    r"^[^\n.]{0,12}\b(?:is (?:an?|called|known|considered)|are (?:called|known|considered)"
    r"|attacks?|means?|jailbreaks?|prompt injections?|refers? to|could be|would be|but refuses"
    r"|into (?:french|german|spanish))\b",
    re.IGNORECASE,
)
# Quotation marks that the form of a text asks for: around the value of an attribute, the title of
# a link, a member of JSON. Whoever wrote the text quotes nobody by them.
_TAG: Final = re.compile(r"<[a-zA-Z]")
_LONGEST_TAG: Final = 2000
_WHOLE_VALUE: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_TITLE: Final = re.compile(
    r"(?:\]\([^()\s]{0,400}|^\s{0,3}\[[^\]\n]{0,200}\]:\s?\S{0,400})\s{1,4}\(?$"
)
_MEMBER: Final = re.compile(r"[:,\[{(]\s{0,40}$")
_BRACES: Final = {"{": "}", "[": "]"}
_LONGEST_NEGATION: Final = 48
# A negation right before a verb, which turns an order round.
_FORBIDDEN: Final = re.compile(
    r"(?:\b(?:(?:do|does|did|must|should|shall|may|can|will|would)\s(?:not|never)|never|cannot|not\sto"
    r"|(?:do|does|did|must|should|can|wo|would)n['’]t)\s(?:ever\s|publicly\s|openly\s|please\s)?"
    r"|\b(?:neither|nor|no)(?:\s\w{1,16}){1,2}\s(?:shall|may|must|will|should)\s"
    r"|\b(?:no|non|não|nunca|jamais|не)\s|\bn['’e]\s?|不要|请勿|切勿|勿)$",
    re.IGNORECASE,
)
# Languages in which it stands behind the verb.
_TURNED: Final = re.compile(
    r"\w{1,24}(?:\s(?:sie|du|ihr))?\s(?:nicht|niemals|pas|jamais)\b", re.IGNORECASE
)


class Mentions:
    """Looks at what surrounds the stretches of one text.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._fences: list[int] | None = None
        bare = text.strip()
        self._is_structure = _BRACES.get(bare[:1]) == bare[-1:] != ""

    def is_mention(self, start: int, end: int) -> bool:
        """Whether a stretch stands in quotes or code, or is announced as an example."""
        before = self._text[max(0, start - _BEFORE) : start]
        behind = self._text[end : end + _BEHIND]
        return (
            self._is_quoted(start, before.rsplit("\n", 1)[-1], behind.split("\n", 1)[0])
            or self._in_fence(start)
            or _ANNOUNCED.search(before) is not None
            or _EXPLAINED.search(behind) is not None
        )

    def is_withstood(self, start: int, end: int) -> bool:
        """Whether a stretch is forbidden, or stands where it is told how to withstand it."""
        if self.is_forbidden(start, end):
            return True
        stretches = defences(self._text)
        nth = bisect_right(stretches, start, key=itemgetter(0)) - 1
        return nth >= 0 and end <= stretches[nth][1]

    def is_forbidden(self, start: int, end: int) -> bool:
        """Whether a stretch tells somebody not to do what it would otherwise ask for."""
        before = self._text[max(0, start - _LONGEST_NEGATION) : start]
        return (
            _FORBIDDEN.search(before) is not None
            or _TURNED.match(self._text, start, end) is not None
        )

    def _in_fence(self, start: int) -> bool:
        if self._fences is None:
            self._fences = [found.start() for found in _FENCE.finditer(self._text)]
        return bisect_right(self._fences, start) % 2 == 1

    def _is_quoted(self, start: int, before: str, behind: str) -> bool:
        """Whether somebody quotes: a mark that the form of the text does not ask for is open."""
        for sign in _SAME:
            opened = before.rfind(sign)
            # An apostrophe stands behind a letter, a quotation mark does not.
            opens = opened >= 0 and not (opened and before[opened - 1].isalnum())
            if not (opens and before.count(sign) % 2 and sign in behind):
                continue
            if sign == "`" or not self._is_form(start - len(before) + opened):
                return True
        return any(before.rfind(o) > before.rfind(c) and c in behind for o, c in _PAIRS.items())

    def _is_form(self, opened: int) -> bool:
        """Whether the form of the text asks for the quotation mark at some place."""
        head = self._text[max(0, opened - _LONGEST_TAG) : opened]
        if self._is_structure and _MEMBER.search(head[-_BEFORE:]):
            return True
        return _is_attribute(head) or _TITLE.search(head.rsplit("\n", 1)[-1]) is not None


def _is_attribute(head: str) -> bool:
    """Whether the value of an attribute of a tag begins behind some text."""
    if not head.rstrip().endswith("=") or not (tags := list(_TAG.finditer(head))):
        return False
    return ">" not in _WHOLE_VALUE.sub("", head[tags[-1].start() :])
