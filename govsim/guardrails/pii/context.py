"""Decides which topics the words around a number speak of, nearest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from govsim.guardrails.pii.topics import TOPICS_OF_WORD

BEFORE: Final = 64  # characters that are looked at in front of a candidate
AFTER: Final = 28
REACH: Final = 7  # words that may stand between a topic and a number
_REMEMBERED: Final = 4_096

PART: Final = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+")
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
    phrase: bool = False  # whether the word is the last or first of several that belong together


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


class Spoken(tuple[Nearby, ...]):
    """The topics around a candidate, nearest first.

    Attributes:
        nearest: How near each topic is.
        closed: Whether what stands behind the candidate does not matter.
        weighed: What others made of these topics; they know by which key.
    """

    nearest: dict[str, int]
    closed: bool
    weighed: dict[object, Any]

    def __new__(cls, found: Iterable[Nearby] = ()) -> Spoken:
        """Return topics, given nearest first."""
        made = super().__new__(cls, found)
        made.nearest = {near.topic: near.distance for near in reversed(made)}
        made.closed = bool(made) and made[0].distance <= 1
        made.weighed = {}
        return made


SILENCE: Final = Spoken()


def shown(text: str) -> str:
    """Return a text with each digit as 9: what is asked of the words around a number."""
    if text.isascii():
        return text.encode().translate(_DIGITS).decode()
    for digit in "012345678":
        text = text.replace(digit, "9")
    return text


_DIGITS: Final = bytes.maketrans(b"012345678", b"999999999")


def topics_near(text: str, start: int, end: int) -> Spoken:
    """Return the topics of the words around a stretch of a text, nearest first.

    A blank line in front ends the look. What stands behind counts as two words further away than
    what stands in front, and is looked at only where no word close in front says what it is.

    Args:
        text: As `shown` writes it, so that rows of a table look alike.
        start: Where the stretch begins.
        end: Where it ends.
    """
    low = start - BEFORE - 1
    before = text[low if low > 0 else 0 : start]
    found = _in_front_of(before)
    return found if found.closed else _around(before, text[end : end + AFTER])


# The same labels stand before value after value: what they speak of is remembered.
@lru_cache(maxsize=_REMEMBERED)
def _in_front_of(before: str) -> Spoken:
    """Return the topics of what stands in front; a character more than BEFORE is the last word's."""
    cut = len(before) > BEFORE and before[0].isalpha()
    if len(before) > BEFORE:
        before = before[1:]
    if "\n\n" in before:
        before = before.rpartition("\n\n")[2]
    words = PART.findall(before)
    if words and cut and before[0].isalpha():
        del words[0]
    return _in_front(tuple(words))


@lru_cache(maxsize=_REMEMBERED)
def _around(before: str, after: str) -> Spoken:
    found = _in_front_of(before)
    after = after.partition("\n")[0]
    if after and not after.isspace():
        behind = _behind(tuple(PART.findall(after)[:3]))
        if behind:
            return Spoken(sorted(found + behind, key=_distance))
    return found


@lru_cache(maxsize=_REMEMBERED)
def _in_front(words: tuple[str, ...]) -> Spoken:
    return Spoken(_spoken_of([_folded(word) for word in reversed(words)], 0, backwards=True))


@lru_cache(maxsize=_REMEMBERED)
def _behind(words: tuple[str, ...]) -> tuple[Nearby, ...]:
    return tuple(_spoken_of([_folded(word) for word in words], 2, backwards=False))


def _folded(word: str) -> str:
    return word.lower() if word.isascii() else fold(word)


def _distance(near: Nearby) -> int:
    return near.distance


def _spoken_of(words: list[str], distance: int, *, backwards: bool) -> list[Nearby]:
    """Return the topics of words given nearest first, each with its distance."""
    found: list[Nearby] = []
    at, count = 0, len(words)
    far = distance + REACH
    while at < count and distance <= far:
        word = words[at]
        entry = _ENTRIES.get(word)
        if entry is None:
            distance += 1
            at += 1
            continue
        topics, phrases = entry
        used = 1
        for length in phrases:
            group = words[at : at + length]
            longer = TOPICS_OF_WORD.get(" ".join(group[::-1] if backwards else group))
            if longer and len(group) == length:
                topics, used = longer, length
                break
        if topics:
            found += [Nearby(topic, distance, word, used > 1) for topic in topics]
            distance += topics != _NUMBER
        elif word not in _NEUTRAL:
            distance += 1
        at += used
    return found


_NUMBER: Final = ("number",)


def _entries() -> Mapping[str, tuple[tuple[str, ...], tuple[int, ...]]]:
    """Return of each word that says something its topics, and the lengths of its phrases.

    They are the phrases that begin or end with it; the longest comes first.
    """
    lengths: dict[str, set[int]] = {word: set() for word in (*_NEUTRAL, *TOPICS_OF_WORD)}
    for phrase in TOPICS_OF_WORD:
        words = phrase.split()
        if len(words) > 1:
            lengths.setdefault(words[0], set()).add(len(words))
            lengths.setdefault(words[-1], set()).add(len(words))
    return {
        word: (TOPICS_OF_WORD.get(word, ()), tuple(sorted(found, reverse=True)))
        for word, found in lengths.items()
    }


_ENTRIES: Final = _entries()


def distance_to(topics: tuple[str, ...], near: Spoken) -> int | None:
    """Return how near the nearest of some topics is, or None."""
    nearest = near.nearest
    return min((nearest[topic] for topic in topics if topic in nearest), default=None)
