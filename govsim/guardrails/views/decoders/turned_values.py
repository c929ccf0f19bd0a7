"""Reads numbers that are written from their end, where their form tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govsim.guardrails.views.clues import Clues
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
_JOINED: Final = str.maketrans("", "", " -")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each number that is one only when it is turned round."""
    if clues.has(b"-"):
        yield from map(_turned, _PERSON.finditer(text))
    if clues.has(b"."):
        for match in _INTERNET.finditer(text):
            if not is_internet_address(match.group().split(".")) and is_internet_address(
                match.group()[::-1].split(".")
            ):
                yield _turned(match)
    if any(_END.search(word) for word in clues.mixed):
        for match in _ACCOUNT.finditer(text):
            if checks_iban(match.group()[::-1].translate(_JOINED)):
                yield _turned(match)
    if sum(len(word) == 4 for word in clues.numbers) > 2 or any(
        len(w) == 16 for w in clues.numbers
    ):
        said = not clues.words.isdisjoint(_SAID)
        for match in _CARD.finditer(text):
            digits = match.group().translate(_JOINED)
            grouped = match.group(1) != ""
            if (said or grouped) and not checks_card(digits) and checks_card(digits[::-1]):
                yield _turned(match)


def _turned(match: re.Match[str]) -> Decoding:
    made = Rewriting()
    made.add(match.group()[::-1], *match.span(), BACKWARDS)
    return made.decoding(*match.span(), "reversed")
