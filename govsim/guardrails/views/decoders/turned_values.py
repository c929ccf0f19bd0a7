"""Reads numbers that are written from their end, where their form tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, table_of, traits_of
from govsim.guardrails.views.offsets import BACKWARDS
from govsim.guardrails.views.rewriting import Rewriting
from govsim.guardrails.views.value_shapes import checks_card, checks_iban, is_internet_address
from govsim.guardrails.views.values import Decoding

_SAID: Final = frozenset(b"backwards backward reverse reversed mirrored reading".split())
_PERSON: Final = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{3}(?![\w-])")
_INTERNET: Final = re.compile(r"(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)")
_ACCOUNT: Final = re.compile(
    r"(?<![\w-])[0-9A-Z]{1,4}(?:[ -]?[0-9A-Z]{4}){2,7}[ -]?[0-9]{2}[A-Z]{2}(?!\w)"
)
_CARD: Final = re.compile(r"(?<![\w-])\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?![\w-])")
_END: Final = re.compile(rb"\d\d[a-z]{2}$")
_PERSON_OUTLINE: Final = b"0000-00-000"
_CARD_OUTLINE: Final = re.compile(rb"0000([ -]?)0000\1(?:0000)\1(?:0000)")
_NUMBERS: Final = table_of(b"0123456789.")
_SHORTEST: Final = 7  # characters of an internet address
_JOINED: Final = str.maketrans("", "", " -")
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"0\xfe\xff")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each number that is one only when it is turned round."""
    sure = clues.other_digits  # of which an outline does not tell
    if sure or _PERSON_OUTLINE in clues.outline:
        yield from map(_turned, _PERSON.finditer(text))
    if clues.has(b"."):
        for start, end in [(0, len(text))] if sure else _dotted(clues):
            for match in _INTERNET.finditer(text, start, end):
                if not is_internet_address(match.group().split(".")) and is_internet_address(
                    match.group()[::-1].split(".")
                ):
                    yield _turned(match)
    if b"00AA" in clues.outline and any(_END.search(word) for word in clues.mixed):
        for match in _ACCOUNT.finditer(text):
            if checks_iban(match.group()[::-1].translate(_JOINED)):
                yield _turned(match)
    if sure or _CARD_OUTLINE.search(clues.outline):
        yield from _cards(text, clues)


def _dotted(clues: Clues) -> Iterator[tuple[int, int]]:
    """Yield where four numbers may stand between dots, with what tells that they go on."""
    if clues.outline.count(b"0.0") > 1:  # which may share a number
        for start, end in clues.runs(_NUMBERS, _SHORTEST):
            yield start, end + 2


def _cards(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the numbers of cards that are turned round."""
    grouped = sum(len(word) == 4 for word in clues.numbers) > 2
    if not grouped and not any(len(word) == 16 for word in clues.numbers):
        return
    said = not clues.words.isdisjoint(_SAID)
    for match in _CARD.finditer(text):
        digits = match.group().translate(_JOINED)
        apart = match.group(1) != ""
        if (said or apart) and not checks_card(digits) and checks_card(digits[::-1]):
            yield _turned(match)


def _turned(match: re.Match[str]) -> Decoding:
    made = Rewriting()
    made.add(match.group()[::-1], *match.span(), BACKWARDS)
    return made.decoding(*match.span(), "reversed")
