"""Decides which finds are ordinary words: behind an article, in small letters, of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.context import fold
from govsim.guardrails.pii.names.enumerated import heads
from govsim.guardrails.pii.names.labels import LABELS
from govsim.guardrails.pii.names.words import Bitmaps, contains
from govsim.guardrails.pii.topic_words import TOPICS_OF_WORD
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.redaction.months import MONTHS

# German writes every noun with a capital; who is called by a name has no article there, but for
# colloquial first names: `der Basti`.
_ARTICLES: Final = frozenset(
    """der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner
    meine meinen meinem meiner deine deinen deinem deiner seine seinen seinem seiner ihre ihren
    ihrem ihrer unsere unseren unserem unserer eure euren eurem eurer jede jedes jeden jedem jeder
    diese dieses diesen diesem dieser welche welches welcher wegen zur""".split()
)
_BEFORE: Final = re.compile(r"([^\W\d_]+) $")
_FAR: Final = 16  # characters in which a word in front is looked for
_SURE: Final = 0.95
_LIKELY: Final = 0.45
_WEAK: Final = 0.6
# Behind what a place may stand in small letters.
_LOCATIVE: Final = frozenset(
    """in to from at near around via leaving visiting into towards outside of across nach aus bei
    von um bis à a au aux en de depuis dans vers chez sur para desde hasta por da di dal do dos das
    em no na nas nos w we z ze od pod koło przez i på från til till fra ved omkring naar uit te van
    v ve u iz iza s k ke o la lângă din spre dari ke iş""".split()
)
_WHEN: Final = frozenset("in en em im w od do since until depuis seit ab a".split())
# Where a word in small letters follows, one that begins a sentence is a name only if this likely,
# and if a list knows it and it is no common word.
_BEGINNING: Final[Mapping[str, tuple[float, float]]] = {
    "LOCATION": (0.85, 0.6),
    "PERSON": (0.55, 0.0),
}
_SMALL: Final = frozenset("of de do da di del the la le el und and i y e et van von".split())
_WORD: Final = re.compile(r"[^\W\d_]+")
# Scripts that the network does not read.
_UNREAD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LOW_BEHIND: Final = re.compile(r"[ -](?!(?:and|und|et|en|e|y|i|och|og|a|oraz)\s)[^\W\d_A-ZÀ-Þ]")
_SHORT: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,4}\.$")  # `Dr.`
_TITLED: Final = re.compile(r"(?<![^\W_])[A-ZÀ-Þ][a-zß-ÿ]{0,3}\.$")
_ENDS: Final = frozenset('.!?\n:;-•*"“„«')
# Peoples and their languages, which also are surnames: a word in small letters stands behind.
_PEOPLES: Final = frozenset(
    """french english spanish italian portuguese dutch swedish danish norwegian finnish polish czech
    slovak hungarian romanian bulgarian greek turkish russian ukrainian american canadian mexican
    brazilian chinese japanese korean indian pakistani british scottish welsh irish swiss austrian
    belgian african asian european arab arabic latin jewish muslim catholic protestant martian
    australian lithuanian latvian estonian serbian croatian bosnian albanian persian iranian iraqi
    egyptian moroccan nigerian kenyan ethiopian cuban argentine chilean peruvian colombian
    vietnamese thai filipino indonesian malaysian""".split()
)
_PARTS: Final = frozenset(" -")
_OF_PEOPLE: Final = re.compile(r" [a-z]{3}")
_ACRONYM: Final = range(2, 7)  # letters
_BESIDE: Final = re.compile(r"[^\W\d_]*[a-zà-ÿ][^\W\d_]* $")


def is_ordinary(text: str, hit: Hit, low: str, lists: Bitmaps) -> bool:
    """Whether a find is no name but a noun, an abbreviation, or words of a form alone.

    Args:
        text: What was read.
        hit: A person or a place that the tagger found in it.
        low: The find in lower case.
        lists: The sets of known first and last names, places and common words.
    """
    start, end, kind, score, _, _ = hit
    said = text[start:end]
    if not said.isascii() and _UNREAD.search(said):
        return True
    if text[start - 1 : start] == "<":
        return True  # a tag
    if not said.isalpha() and len(words := _WORD.findall(said)) > 1:
        return _says_what_follows(words, kind)
    behind = text[end : end + 1]
    return (
        len(said) == 1
        or low in _SMALL
        or (behind == ":" and heads(low))
        or (low in MONTHS and _is_month(text, hit, said))
        or says_which_number(said, lists)
        or (score < _LIKELY and _is_unlikely(hit, said, lists))
        or (score < _SURE and _behind_article(text, hit, said, lists))
        or (kind == "PERSON" and said.isupper() and _abbreviates(text, hit, said, lists))
        or (behind in _PARTS and may_begin(text, start) and _begins_sentence(text, hit, low, lists))
        or (behind == " " and low in _PEOPLES and _OF_PEOPLE.match(text, end) is not None)
    )


def says_which_number(said: str, lists: Bitmaps) -> bool:
    """Whether all words say what number follows, a tax number or a plate, and none is a name."""
    words = _WORD.findall(said)
    return bool(words) and all(
        not _NUMBERS.isdisjoint(TOPICS_OF_WORD.get(fold(word), ()))
        and (word.isupper() or not any(contains(lists[name], word.lower()) for name in _NAMES))
        for word in words
    )


_NAMES: Final = ("first", "place", "land")
_NUMBERS: Final = frozenset(
    {"national", "tax", "passport", "licence", "medical", "bank", "vehicle", "ssn", "zip", "phone"}
)


def _says_what_follows(words: Sequence[str], kind: str) -> bool:
    """Whether several words are those of a heading or of a field: `Ficha del afiliado`."""
    labels = words[0].lower() in LABELS
    if not labels and words[0] not in _SMALL:
        return False
    if all(word.lower() in LABELS or word in _SMALL for word in words):
        return True
    others = [word for word in words[1:] if word not in _SMALL]
    # Of people `mr petrovic` is one, so what follows a title is left alone.
    return kind != "PERSON" and labels and all(map(str.islower, others))


def _is_month(text: str, hit: Hit, said: str) -> bool:
    """Whether a single word that is a month is one here: what stands in front speaks of time."""
    if hit.type == "PERSON" and not said.islower():
        return False
    before = _BEFORE.search(text, max(0, hit.start - _FAR), hit.start)
    return before is not None and before[1].lower() in _WHEN


def _is_unlikely(hit: Hit, said: str, lists: Bitmaps) -> bool:
    """Whether a person in small letters is hardly likely, and no list knows the name."""
    return (
        hit.type == "PERSON"
        and hit.score < _LIKELY
        and said.islower()
        and not (contains(lists["first"], said) or contains(lists["last"], said))
    )


def may_begin(text: str, start: int) -> bool:
    """Whether a sentence or a line may begin somewhere: nothing but a space or two, or a mark."""
    front = text[max(0, start - 2) : start].rstrip(" ")
    return not front or front[-1] in _ENDS


def _begins_sentence(text: str, hit: Hit, low: str, lists: Bitmaps) -> bool:
    """Whether a common or unlikely word, which no list of such names knows, begins a sentence."""
    if not text[hit.end + 1 : hit.end + 2].isalnum() or not _LOW_BEHIND.match(text, hit.end):
        return False
    common = contains(lists["common"], low)
    names = ("first",) if hit.type == "PERSON" else ("place", "land")
    known = any(contains(lists[name], low) for name in names)
    before = text[max(0, hit.start - _FAR) : hit.start].rstrip(" ")
    begins = not before or (before[-1] in _ENDS and not _SHORT.search(before))
    starts = begins or (before[-1] in _ENDS and not _TITLED.search(before))
    both = hit.type == "LOCATION" and all(contains(lists[name], low) for name in names)
    listed = both or (known and not common)
    if starts and hit.score < _BEGINNING[hit.type][listed]:
        return text[hit.start].isupper()
    if known or (hit.score >= _WEAK and not common):
        return False
    if common:
        return begins
    return before[-1:] in {".", "!", "?"} and not _SHORT.search(before)


def _behind_article(text: str, hit: Hit, said: str, lists: Bitmaps) -> bool:
    """Whether a single word stands behind a German article, and no list knows it."""
    if not said[:1].isupper() or text[hit.start - 1 : hit.start] != " ":
        return False
    near = text[max(0, hit.start - _FAR) : hit.start - 1].rpartition(" ")[2]
    if near.isalpha() and near.lower() not in _ARTICLES:
        return False
    before = _BEFORE.search(text, max(0, hit.start - _FAR), hit.start)
    if before is None or before[1].lower() not in _ARTICLES:
        return False
    known = ("first",) if hit.type == "PERSON" else ("place", "land")
    return not any(contains(lists[name], said.lower()) for name in known)


def _abbreviates(text: str, hit: Hit, said: str, lists: Bitmaps) -> bool:
    """Whether a person in capitals is an abbreviation, among words in small letters."""
    if len(said) not in _ACRONYM or contains(lists["first"], said.lower()):
        return False
    behind = text[hit.end : hit.end + 3]
    return (
        _BESIDE.search(text, max(0, hit.start - _FAR), hit.start) is not None
        or behind[:2].strip().islower()
    )


def is_small(text: str, hit: Hit, near: Sequence[Hit], lists: Bitmaps, *, capitals: bool) -> bool:
    """Whether a place in small letters is none: no word in front, no place beside says so.

    Args:
        text: What was read.
        hit: A place that the tagger found in it.
        near: The finds before and behind it.
        lists: The sets of known names, places and common words.
        capitals: Whether the text begins its sentences with capitals.
    """
    words = _WORD.findall(text, hit.start, hit.end)
    before = _BEFORE.search(text, max(0, hit.start - _FAR), hit.start)
    if before is not None and before[1].lower() in _LOCATIVE:
        # One word of a list is soon met by chance: `in london`, not `w portierni`.
        return capitals and not any(_is_famous(word, lists) for word in words)
    if capitals:
        return True
    if any(
        other.type in {"ADDRESS", "LOCATION"}
        and -1 <= max(other.start - hit.end, hit.start - other.end) < _NEAR
        for other in near
    ):
        return False
    return not any(
        contains(lists["place"], word) or contains(lists["land"], word) for word in words
    )


def _is_famous(word: str, lists: Bitmaps) -> bool:
    """Whether a place is one that people are called for too, or that a land is."""
    return contains(lists["place"], word) and (
        contains(lists["last"], word) or contains(lists["land"], word)
    )


_NEAR: Final = 10  # characters between two places that belong together
