"""Decides which finds of the tagger are plainly none: words in lower case, labels, quantities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.names.addresses import as_address, beside_places, is_worded, plays
from govsim.guardrails.pii.names.enumerated import Enumerations
from govsim.guardrails.pii.names.in_company import in_company
from govsim.guardrails.pii.names.labels import LABELS
from govsim.guardrails.pii.names.ordinary import is_ordinary, is_small, says_which_number
from govsim.guardrails.pii.names.things import names_a_thing
from govsim.guardrails.pii.names.words import Bitmaps, contains
from govsim.guardrails.pii.values import Hit

_NAMED: Final = frozenset({"PERSON", "LOCATION"})
# What a find must reach: places are claimed more lightly than people are.
_LEAST: Final[Mapping[str, float]] = {
    "ADDRESS": 0.4,
    "LOCATION": 0.35,
    "PERSON": 0.0,
    "ORG": 0.0,
}
# The same for one in lower case: within a text that writes names with capitals, where lists
# bear it out. A number with ordinary words is an address only if that is rather likely.
_LEAST_LOW: Final[Mapping[str, float]] = {"ADDRESS": 0.5, "LOCATION": 0.6, "PERSON": 0.35}
_SIGHT: Final = 300  # characters for which a writer who capitalises names goes on to do so
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]+")
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
    kept: list[Hit] = []
    doubtful: list[int] = []  # those that end in lower case
    enumerations = Enumerations(text)
    for hit in found:
        start, end, kind, score, _, _ = hit
        said = text[start:end]
        low = said.lower()
        if score < _LEAST[kind] or (" " not in said and _labels(text, end, said, low)):
            continue
        if kind == "ADDRESS":
            if (score < _LEAST_LOW[kind] and said.islower()) or says_which_number(said, lists):
                continue
            if (address := as_address(text, hit)) is None or enumerations.hold(address):
                continue
            if is_worded(text, address, lists):
                continue
            hit = address
        elif kind in _NAMED:
            if (
                is_ordinary(text, hit, low, lists)
                or names_a_thing(text, hit, low, lists)
                or enumerations.hold(hit)
                or (kind == "LOCATION" and plays(text, hit))
            ):
                continue  # an ordinary word, a thing, a team
            if text[end - 1].islower() and said.rpartition(" ")[2].islower():
                doubtful.append(len(kept))
        kept.append(hit)
    if doubtful:
        kept = _as_written(text, kept, doubtful, lists)
    return iter(in_company(text, beside_places(text, kept)))


def _labels(text: str, end: int, said: str, low: str) -> bool:
    """Whether a find of one word only says what comes next: a role, a greeting, a number."""
    return low.rstrip(".") in LABELS or (
        said.isupper()
        and len(said) in _ABBREVIATED
        and said.isalpha()
        and _NUMBERED.match(text, end) is not None
    )


def _as_written(
    text: str, found: Sequence[Hit], doubtful: Sequence[int], lists: Bitmaps
) -> list[Hit]:
    """Return the finds without ordinary words, where the text writes names with capitals."""
    kept: list[Hit | None] = list(found)
    begun = _begun_so(text, [found[at] for at in doubtful])
    for at, capital in zip(doubtful, begun, strict=True):
        hit = found[at]
        if hit.type == "LOCATION" and text[hit.start : hit.end].islower():
            beside = (*found[max(0, at - 1) : at], *found[at + 1 : at + 2])
            if is_small(text, hit, beside, lists, capitals=capital):
                kept[at] = None
                continue
        if capital and near_capital(text, found, at):
            kept[at] = _cut(text, hit, lists)
    return [hit for hit in kept if hit is not None]


def _cut(text: str, hit: Hit, lists: Bitmaps) -> Hit | None:
    """Return a find without ordinary words at its end, where what is left is no label or word."""
    left = _without_ordinary(text, hit, lists)
    if left is None or left.end == hit.end:
        return left
    said = text[left.start : left.end]
    low = said.lower()
    if " " not in said and _labels(text, left.end, said, low):
        return None
    return None if is_ordinary(text, left, low, lists) else left


def near_capital(text: str, found: Sequence[Hit], at: int) -> bool:
    """Whether a find is a name with a capital, or one stands near.

    Args:
        text: What was read.
        found: What was found in it, in the order of the text, nothing overlapping.
        at: Which of them.
    """
    start, end = found[at][:2]
    if _has_capital(text, found[at]):
        return True
    for other in range(at - 1, -1, -1):
        if start - found[other].end >= _SIGHT:
            break
        if _has_capital(text, found[other]):
            return True
    for other in range(at + 1, len(found)):
        if found[other].start - end >= _SIGHT:
            break
        if _has_capital(text, found[other]):
            return True
    return False


def _has_capital(text: str, hit: Hit) -> bool:
    said = text[hit.start : hit.end]
    return hit.type in _NAMED and said.lower() != said


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


def _without_ordinary(text: str, hit: Hit, lists: Bitmaps) -> Hit | None:
    """Return a find without the words in lower case at its end that no list bears out.

    None where nothing else is left.
    """
    words = _WORD.findall(text, hit.start, hit.end)
    if all(map(str.islower, words)):
        known = any(_is_known(word, hit.type, lists) for word in words)
        return hit if known and hit.score >= _LEAST_LOW[hit.type] else None
    end = hit.end
    for word in reversed(words):
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
