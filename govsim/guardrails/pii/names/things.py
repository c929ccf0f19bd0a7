"""Decides which names are those of things: a disease, a tool, a dish, a brand, a figure."""

from __future__ import annotations

from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.names.brands import (
    BESIDE,
    BRANDS,
    DISEASES,
    EPONYMS,
    FIGURES,
    MAKES,
)
from govsim.guardrails.pii.names.thing_words import (
    BEARERS,
    HEADS,
    INSTITUTIONS,
    OF_ARTICLE,
    OF_SCIENCE,
    OF_THINGS,
    QUOTABLE,
    SHIPS,
    TRAINS,
)
from govsim.guardrails.pii.names.words import Bitmaps, contains
from govsim.guardrails.pii.values import Hit

_OF_ANY: Final = OF_SCIENCE | OF_THINGS | INSTITUTIONS
_KNOWN: Final = BRANDS | FIGURES
_ARTICLES: Final = frozenset("the a an each every our your its this that".split())
_HYPHENATED: Final = re.compile(
    r"-(?:test|syndrom|folge|gymnasium|schule|gesellschaft|preis|institut|halle|haus|prinzip|gesetz|"
    r"effekt|verfahren|motor|zahl|konstante|stiftung|verlag|index|skala)s?$"
)
_BEHIND: Final = re.compile(r"(?P<own>['’]s?)?[ -]?(?P<noun>[^\W\d_]+)(?: (?P<next>[^\W\d_]+))?")
_INFLAMED: Final = re.compile(r"\w+(?:itis|pathy|oma|osis|emia|aemia|plasia)$")
_BEARER: Final = re.compile(rf"(?<![^\W_])(?:(?i:{BEARERS})|{SHIPS})\.?\s(?:de |Santa |St )?$")
_HEAD: Final = re.compile(
    rf"(?<![^\W_])(?:{HEADS})s?\s(?:(?:de|di|del|della|da|do|von|van|of|d['’])\s?)?(?:la\s)?"
    r"[\"'‘’“„«»]?$",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(rf"(?:{QUOTABLE})\s[\"'‘“„«]$", re.IGNORECASE)
_TRAIN: Final = re.compile(rf"(?<![^\W_])(?:{TRAINS})\s[\"„«]?$", re.IGNORECASE)
# Any of these words near in front, or none of the patterns is worth a look.
_CALLED: Final = frozenset(
    word
    for one in "|".join((BEARERS, SHIPS, HEADS, QUOTABLE, TRAINS)).lower().split("|")
    for word in (one, f"{one}s")
)
# Behind a space, the word right in front is one of these, or the patterns find nothing.
_LINKS: Final = _CALLED | frozenset("de di del della da do von van of la santa st".split())
# How the known names of several words begin.
_BEGIN_KNOWN: Final = frozenset(name.partition(" ")[0] for name in _KNOWN if " " in name)
# How the words begin that say behind a name what it is.
_BEGIN_NOUN: Final = frozenset(noun[:3] for noun in _OF_ANY | OF_ARTICLE)
_PARTING: Final = frozenset(" .")
_APOSTROPHES: Final = frozenset("'’")
_LETTERS_BEFORE: Final = re.compile(r"[^\W\d_]*$")
_RELEASE: Final = re.compile(r"\d \(?[\"“„«]$")
_JOINS: Final = frozenset(" -'’")
_QUOTES: Final = frozenset('"“„«')
_TITLES: Final = frozenset("mr mrs ms miss dr prof sir lady lord herr frau pan pani".split())
_SIGHT: Final = 80  # characters in which others say that a name is that of a thing
_WORD: Final = re.compile(r"[^\W\d_]+")
_NEAR: Final = 28  # characters in front in which a head stands


def names_a_thing(text: str, hit: Hit, low: str, lists: Bitmaps) -> bool:
    """Whether a find is the name of a thing, or of nobody who lives.

    Args:
        text: What was read.
        hit: A person or a place that the tagger found in it.
        low: The find in lower case.
        lists: The sets of known first and last names, places and common words.
    """
    if low in _KNOWN:
        return True
    start, end, _, _, _, _ = hit
    before = text[start - _NEAR if start > _NEAR else 0 : start]
    last = word_in_front(before)
    if last in _BEGIN_KNOWN and f"{last} {low}" in _KNOWN:
        return True
    if last in _TITLES:
        return False
    return (
        ((" " in low or "-" in low) and _says_itself(text, hit, low))
        or (may_say(text, end) and _behind_says(text, hit, low, lists, article=last in _ARTICLES))
        or (before[-1:] in _QUOTES and _RELEASE.search(before) is not None)
        or (
            (last in _LINKS or not last or " " in low)
            and may_be_called(before, last, low)
            and _before_says(before, low, lists)
        )
        or (low in BESIDE and _stands_beside(text, hit, BESIDE[low]))
        or (low in EPONYMS and _stands_beside(text, hit, DISEASES))
    )


def word_in_front(before: str) -> str:
    """Return the word in small letters that ends what stands before a find; a full stop may end it.

    Empty where no space and no full stop parts it from the find.
    """
    if before[-1:] not in _PARTING:
        return ""
    word = before.removesuffix(" ").removesuffix(".").rpartition(" ")[2]
    if not word.isalpha():
        if not word[-1:].isalpha():
            return ""
        letters = _LETTERS_BEFORE.search(word)
        word = letters.group() if letters else ""
    return word.lower()


def may_be_called(before: str, last: str, low: str) -> bool:
    """Whether it is worth a look what the words in front, or the first of a find, say of it.

    Args:
        before: What stands right before the find.
        last: The word in front of it.
        low: The find in lower case.
    """
    first, several, _ = low.partition(" ")
    if last in _LINKS or (several and first.removesuffix(".") in _CALLED):
        return True
    # A quotation, an apostrophe, a line of its own.
    return not last and bool(before) and (before[-1] != " " or before[-2:-1] in _APOSTROPHES)


def may_say(text: str, end: int) -> bool:
    """Whether what stands behind a find may say what it is: an apostrophe, or such a noun."""
    join = text[end : end + 1]
    return join in _JOINS and (join in _APOSTROPHES or text[end + 1 : end + 4] in _BEGIN_NOUN)


def _says_itself(text: str, hit: Hit, low: str) -> bool:
    """Whether a word of the find says what it is: `Weibull-Index`, `Henry Moore Bakery`."""
    if "-" in low and _HYPHENATED.search(low):
        return True
    first, _, rest = low.partition(" ")
    if not rest:
        return False
    last = low.rpartition(" ")[2]
    return (
        first in MAKES
        or (hit.type == "PERSON" and last.capitalize() in INSTITUTIONS)
        or (last in _OF_ANY and text[hit.end - len(last)].islower())
    )


def _behind_says(text: str, hit: Hit, low: str, lists: Bitmaps, *, article: bool) -> bool:
    """Whether the word behind a name says what is called so."""
    behind = _BEHIND.match(text, hit.end)
    if behind is None:
        return False
    noun = behind["noun"]
    if behind["own"]:
        if low in DISEASES:
            return True
        sure = noun in OF_SCIENCE or behind["next"] in OF_SCIENCE or _INFLAMED.match(noun)
        known = contains(lists["first"], low) and low not in EPONYMS
        return bool(sure) and " " not in low and not known
    if text[hit.end : hit.end + 1] not in {" ", "-"}:
        return False
    if noun in _OF_ANY:
        return True
    team = hit.type == "LOCATION" and contains(lists["place"], low)
    return article and noun in OF_ARTICLE and not team


def _before_says(before: str, low: str, lists: Bitmaps) -> bool:
    """Whether the word in front of a name says what is called so: `maladie de Lyme`."""
    first = low.partition(" ")[0]
    if first not in _CALLED and _CALLED.isdisjoint(_WORD.findall(before.lower())):
        return False
    several = first != low
    if any(each.search(before) for each in (_BEARER, _QUOTED, _TRAIN)):
        return True
    if several and _BEARER.match(f"{first} "):
        return True  # `Storm Arwen`, all of it
    if first not in EPONYMS and contains(lists["first"], first):
        return False
    return _HEAD.search(before) is not None or (several and _HEAD.match(f"{first} ") is not None)


def _stands_beside(text: str, hit: Hit, words: frozenset[str]) -> bool:
    """Whether one of some words stands near a find."""
    around = f"{text[max(0, hit.start - _SIGHT) : hit.start]}|{text[hit.end : hit.end + _SIGHT]}"
    return not words.isdisjoint(_WORD.findall(around.lower()))
