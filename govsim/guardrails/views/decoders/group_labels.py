"""Finds the words that say what a number near them is, but for those whose number is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.joining import CARD_DIGITS, SOCIAL
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.group_cutting import words_in
from govsim.guardrails.views.decoders.group_words import (
    DRAWN_LABELS,
    FORMS,
    JOINING,
    LABELS,
    REVERSED,
)
from govsim.guardrails.views.decoders.told_words import SPEAKERS
from govsim.guardrails.views.value_shapes import DATE, checks_card, checks_iban

REACH: Final = 90  # characters between such a word and the first group
_FEWEST: Final = 7  # digits of a number
_PHONE: Final = range(9, 16)
_DRAWN: Final = re.compile("|".join(DRAWN_LABELS))
# What stands behind a word for a value, as it usually does.
_VALUE: Final = re.compile(
    r"(?:[ _][A-Za-z]{1,12}(?![0-9A-Za-z])){0,2}[\"']?[ ]{0,2}[:=]?[ ]{0,2}[\"'(]{0,2}"
    r"(\+?[0-9A-Z][0-9A-Za-z]*+(?:[ ./()-]{1,2}[0-9A-Z][0-9A-Za-z]*+){0,9})(?![*#0-9A-Za-z])"
)
_INTERNET: Final = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")
_DIGIT: Final = re.compile(r"[0-9]")
_FIELD: Final = re.compile(r"[\"']?[ ]?[:=]")


class Label(NamedTuple):
    """A word that says what a number near it is."""

    start: int
    end: int
    kind: str
    shown: str


def labels_in(text: str, clues: Clues, named: Words) -> Iterator[Label]:
    """Yield the words that say what a number is, wherever they stand."""
    for raw in named:
        word = {b"s\xffcu": "secu", b"s\xffcurit\xff": "securite", b"m\xffvil": "movil"}.get(raw)
        kind, shown = LABELS[word or raw.decode()]
        at = clues.lower.find(raw)
        while at >= 0:
            end = at + len(raw)
            if not (
                clues.lower[max(0, at - 1) : at].isalpha() or clues.lower[end : end + 1].isalpha()
            ):
                yield Label(at, end, kind, shown)
            at = clues.lower.find(raw, end)
    if not clues.ascii:
        for match in _DRAWN.finditer(text):
            shown = DRAWN_LABELS[match.group()]
            yield Label(*match.span(), shown, shown)


def untold(text: str, labels: Sequence[Label]) -> Iterator[Label]:
    """Yield the words whose number is not whole behind them, with no other number in reach.

    In rows of fields hardly a word is one of them.
    """
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        limit = len(text) if following is None else following.start
        if not _is_whole(text, label, limit):
            yield label


def _is_whole(text: str, label: Label, limit: int) -> bool:
    value = _VALUE.match(text, label.end)
    if value is None or not _is_usual(value[1], label):
        return False
    end = value.end()
    rest = text[end : min(limit, end + REACH)]
    if len(_DIGIT.findall(_INTERNET.sub("", rest))) >= _FEWEST:
        return False
    return not _is_told_on(rest)


def _is_told_on(rest: str) -> bool:
    """Whether what stands behind a number goes on with it, or says that it is turned round."""
    digit = _DIGIT.search(rest)
    gap = rest if digit is None else rest[: digit.start()]
    words = words_in(gap)
    if "*" in gap or any(told in rest.lower() for told in REVERSED):
        return True
    if not words:
        return digit is not None
    named = _FIELD.match(gap, gap.lower().find(words[0]) + len(words[0])) is not None
    if named and words[0] not in SPEAKERS:
        return False
    return words[0] in JOINING or all(len(word) == 1 or word in JOINING for word in words)


def _is_usual(value: str, label: Label) -> bool:
    """Whether a value has the form, or the check digits, that a word asks for."""
    if label.kind == "birth":
        return DATE.fullmatch(value) is not None
    solid = "".join(filter(str.isalnum, value))
    if label.kind == "iban":
        return checks_iban(solid)
    if label.kind == "id":
        return FORMS[label.shown].fullmatch(solid.upper()) is not None
    if not solid.isdigit():
        return False
    if label.kind == "card":
        return len(solid) in CARD_DIGITS and checks_card(solid)
    if label.kind == "ssn":
        return SOCIAL.fullmatch(solid) is not None
    return len(solid) in _PHONE
