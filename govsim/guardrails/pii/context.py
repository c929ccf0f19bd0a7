"""Decides which topics the words around a number speak of, nearest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

from govsim.guardrails.pii.topics import TOPICS_OF_WORD

BEFORE: Final = 64  # characters that are looked at in front of a candidate
AFTER: Final = 28
REACH: Final = 7  # words that may stand between a topic and a number

_WORD: Final = re.compile(r"[^\W\d_]+")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Words that stand between a label and its value, and say nothing.
_NEUTRAL: Final = frozenset(
    """a an and are as at be by das de del den der di die do du e een el en er es est et following
    for found from has have her hier his i ich id in is ist it its j je jego jej jest la le listed
    lo los mein meine mi mijn min mit moj moja mon mu my n na no nr num numbers o
    of on or our registered s s sein seine seu shows son su sua suo t te the their this to u un una
    und under using var with was were y you your z za""".split()
)


class Nearby(NamedTuple):
    """A topic near a candidate, and how many words that say something lie between."""

    topic: str
    distance: int
    word: str = ""


def fold(text: str) -> str:
    """Return a text in lower case without accents; its length may change."""
    low = text.lower()
    if low != text and not text.istitle():
        low = _HUMP.sub(" ", text).lower()
    if low.isascii():
        return low
    text = low
    marks = unicodedata.normalize(
        "NFKD", text.replace("ł", "l").replace("ø", "o").replace("ß", "ss")
    )
    return "".join(c for c in marks if not unicodedata.combining(c))


def topics_near(text: str, start: int, end: int) -> tuple[Nearby, ...]:
    """Return the topics of the words around a stretch of a text, nearest first.

    What stands behind counts as two words further away than what stands in front. A blank line
    in front ends the look.
    """
    before = text[max(0, start - BEFORE) : start]
    if "\n\n" in before:
        before = before.rpartition("\n\n")[2]
    words = _WORD.findall(fold(before))
    if words and start > BEFORE and before[0].isalpha() and text[start - BEFORE - 1].isalpha():
        del words[0]
    words.reverse()
    found = _spoken_of(words, 0, backwards=True)
    after = text[end : end + AFTER].partition("\n")[0]
    if after and not after.isspace():
        found += _spoken_of(_WORD.findall(fold(after))[:3], 2, backwards=False)
        found.sort(key=_distance)
    return tuple(found)


def _distance(near: Nearby) -> int:
    return near.distance


def _spoken_of(words: list[str], distance: int, *, backwards: bool) -> list[Nearby]:
    """Return the topics of words given nearest first, each with its distance."""
    found: list[Nearby] = []
    at, count = 0, len(words)
    far = distance + REACH
    while at < count and distance <= far:
        word = words[at]
        if word not in _KNOWN:
            distance += 1
            at += 1
            continue
        for length in _LENGTHS.get(word, _ONE):
            group = words[at : at + length]
            topics = TOPICS_OF_WORD.get(" ".join(group[::-1] if backwards else group))
            if topics and len(group) == length:
                found += [Nearby(topic, distance, word) for topic in topics]
                distance += topics != _NUMBER
                at += length
                break
        else:
            distance += word not in _NEUTRAL
            at += 1
    return found


_ONE: Final = (1,)
_NUMBER: Final = ("number",)
_PHRASES: Final = tuple(phrase.split() for phrase in TOPICS_OF_WORD if " " in phrase)
# How many words a phrase may have that begins or ends with a word, most first.
_LENGTHS: Final[Mapping[str, tuple[int, ...]]] = {
    word: tuple(sorted({1, *(len(p) for p in _PHRASES if word in (p[0], p[-1]))}, reverse=True))
    for phrase in _PHRASES
    for word in (phrase[0], phrase[-1])
}
_KNOWN: Final = _NEUTRAL | TOPICS_OF_WORD.keys() | _LENGTHS.keys()


def distance_to(topics: tuple[str, ...], near: tuple[Nearby, ...]) -> int | None:
    """Return how near the nearest of some topics is, or None."""
    for spoken in near:
        if spoken.topic in topics:
            return spoken.distance
    return None
