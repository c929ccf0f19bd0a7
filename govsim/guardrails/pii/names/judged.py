"""Decides which finds of the tagger are plainly none: words in lower case, labels, quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from govsim.guardrails.pii.names.labels import LABELS
from govsim.guardrails.pii.names.words import Bitmaps, contains
from govsim.guardrails.pii.values import Hit

_PLACES: Final = frozenset({"ADDRESS", "LOCATION"})
_NAMED: Final = frozenset({"PERSON", "LOCATION"})
# What a find must reach: places are claimed more lightly than people are.
_LEAST: Final[Mapping[str, float]] = {"ADDRESS": 0.4, "LOCATION": 0.35}
# The same for one in lower case: within a text that writes names with capitals, where lists
# bear it out. A number with ordinary words is an address only if that is rather likely.
_LEAST_LOW: Final[Mapping[str, float]] = {"ADDRESS": 0.5, "LOCATION": 0.6, "PERSON": 0.35}
_FAR: Final = 10  # characters between a number and the place that it belongs to
_SIGHT: Final = 300  # characters for which a writer who capitalises names goes on to do so
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]+")
# `250 g`, `40 × 75 cm`, `16°`: but `5 m. 3` and `5 m 3` are a house and a flat of it.
_QUANTITY: Final = re.compile(
    r"\d\s?(?:[°%€£$]|(?:k?g|[ckm]?m|m²|m?l|kcal|kWh|[GMk]B|zł|PLN|EUR|USD|CHF|kr|Kč|tys|mln|pkt|min|"
    r"km/h|cm³)(?![\w]|\.? ?\d))"
)
# What stands before a long number in capitals, `REGON 119517886`, says what number it is.
_NUMBERED: Final = re.compile(r"\.?:? ?\d{8,}")
_ABBREVIATED: Final = range(2, 7)  # letters


def judged(text: str, found: Sequence[Hit], lists: Bitmaps) -> Iterator[Hit]:
    """Yield the finds that are not plainly wrong, in the order of the text.

    Args:
        text: What was read.
        found: What the tagger found in it, in the order of the text.
        lists: The sets of known first and last names, places and common words.
    """
    words = [_WORD.findall(text, hit.start, hit.end) for hit in found]
    capitals = _capitals(text, found, words)
    kept: list[Hit] = []
    for hit, said, careful in zip(found, words, capitals, strict=True):
        if hit.score < _LEAST.get(hit.type, 0.0) or _labels(text, hit, said):
            continue
        if hit.type == "ADDRESS":
            low = all(map(str.islower, said)) and said
            if low and hit.score < _LEAST_LOW["ADDRESS"]:
                continue
            if _QUANTITY.search(text, hit.start, hit.end + 6):
                continue
        elif careful and hit.type in _NAMED and said:
            cut = _without_ordinary(text, hit, said, lists)
            if cut is None:
                continue
            hit = cut
        kept.append(hit)
    return _beside_places(text, kept)


def _labels(text: str, hit: Hit, said: Sequence[str]) -> bool:
    """Whether a find of one word only says what comes next: a role, a greeting, a number."""
    if len(said) != 1:
        return False
    word = said[0]
    return word.lower() in LABELS or (
        word.isupper() and len(word) in _ABBREVIATED and _NUMBERED.match(text, hit.end) is not None
    )


def _capitals(text: str, found: Sequence[Hit], words: Sequence[Sequence[str]]) -> list[bool]:
    """Return for each find whether names near it have capitals, and its paragraph begins so."""
    named = [
        hit.type in _NAMED and any(word[0].isupper() for word in said)
        for hit, said in zip(found, words, strict=True)
    ]
    near = list(named)
    last = -_SIGHT - 1
    for at, hit in enumerate(found):
        near[at] |= hit.start - last < _SIGHT
        if named[at]:
            last = hit.end
    last = len(text) + _SIGHT + 1
    for at in range(len(found) - 1, -1, -1):
        near[at] |= last - found[at].end < _SIGHT
        if named[at]:
            last = found[at].start
    return [a and b for a, b in zip(near, _begun_so(text, found), strict=True)]


def _begun_so(text: str, found: Sequence[Hit]) -> Iterator[bool]:
    """Yield for each find whether the first letter of its paragraph is a capital, or has no case.

    What follows a salutation, which ends in a comma, goes on as the salutation began.
    """
    read, begun = 0, not (letter := _LETTER.search(text)) or not letter.group().islower()
    for hit in found:
        blank = text.rfind("\n\n", read, hit.start)
        if blank >= 0 and text[blank - 1 : blank] != ",":
            letter = _LETTER.search(text, blank)
            begun = not letter or not letter.group().islower()
        read = hit.start
        yield begun


def _without_ordinary(text: str, hit: Hit, said: Sequence[str], lists: Bitmaps) -> Hit | None:
    """Return a find without the words in lower case at its end that no list bears out.

    None where nothing else is left.
    """
    least = _LEAST_LOW[hit.type]
    if all(map(str.islower, said)):
        known = any(_is_known(word, hit.type, lists) for word in said)
        return hit if known and hit.score >= least else None
    end = hit.end
    for word in reversed(said):
        surname = hit.type == "PERSON" and contains(lists["last"], word)
        if not word.islower() or surname or _is_known(word, hit.type, lists):
            break
        before = text.rindex(word, hit.start, end)
        if text[before - 1] != " ":  # `Anne-marie`, `O'neil`
            break
        end = before - 1
    return hit._replace(end=end)


def _is_known(word: str, kind: str, lists: Bitmaps) -> bool:
    """Whether a word in lower case is known as a first name, or as a place, rather than common."""
    common = contains(lists["common"], word)
    if kind == "PERSON":
        return contains(lists["first"], word) and (not common or contains(lists["last"], word))
    return not common and any(contains(lists[name], word) for name in ("place", "land"))


def _beside_places(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the finds but for numbers that stand beside no place: `mileage 48213`."""
    worded = [any(map(str.isalpha, text[hit.start : hit.end])) for hit in found]
    for at, hit in enumerate(found):
        if hit.type != "ADDRESS" or worded[at]:
            yield hit
            continue
        for other in (*found[max(0, at - 1) : at], *found[at + 1 : at + 2]):
            apart = max(other.start - hit.end, hit.start - other.end)
            if other.type in _PLACES and apart < _FAR:
                yield hit
                break
