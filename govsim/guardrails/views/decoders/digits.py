"""Reads digits that are spelled as words, or that letters take the place of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.value_shapes import checks_iban
from govsim.guardrails.views.rewriting import Piece, Rewriting, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_NAMES: Final = {
    name: str(digit)
    for digit, names in enumerate(
        "zero oh|one|two|three|four|five|six|seven|eight|nine niner".split("|")
    )
    for name in names.split()
}
_WORDS: Final = "|".join(_NAMES)
# It begins with a letter, so that a search goes from one possible beginning to the next.
_SPELLED: Final = re.compile(
    rf"(?:{_WORDS})(?:[ \t]{{0,2}}[,./ \xff-][ \t]{{0,2}}(?:dash |hyphen |space )?(?:{_WORDS}))"
    r"{6,40}(?![a-z])".encode("latin-1")
)
_KINDS: Final = 5  # of digits that a long number has
_NAMED: Final = frozenset(name.encode() for name in _NAMES)
_CONFUSED: Final = b"0123456789oilsbz"
_WORD: Final = re.compile(r"[A-Za-z]+")
_LETTERS: Final = str.maketrans("OoIlSBZ", "0011582")
_MIXED: Final = re.compile(r"(?<![\w.-])[0-9OoIlSBZ]+(?:[ .-][0-9OoIlSBZ]+){0,7}(?![\w-])")
# `O` may stand anywhere; a last letter `S` or a first `I` may be what a number has.
_INSIDE: Final = re.compile(r"[0-9-][OoIlSBZ]+[0-9]|(?:^|[ .])[Oo]|[0-9][Oo]+(?:[ .-]|$)")
_LEAST: Final = 9  # digits of a number that is worth to hide
_ACCOUNT: Final = re.compile(r"\b([A-Z]{2})([0-9OoIlSBZ]{13,32})\b")
_FARTHEST: Final = 48  # characters of a number beside a word of it
_MOST_LETTERS: Final = 0.5


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each number that is spelled out, and each that letters are mixed into."""
    if len(clues.words & _NAMED) >= _KINDS:
        for match in _SPELLED.finditer(clues.lower):
            yield _spelled(text, *match.span())
    confused = [word for word in clues.mixed if not word.strip(_CONFUSED)]
    if confused:
        for near in stretches(_mixed(text, clues.lower, confused)):
            yield rewritten(text, near, "letters-for-digits")
    if any(len(word) > _LEAST and not word[2:].strip(_CONFUSED) for word in clues.mixed):
        for near in stretches(_accounts(text)):
            yield rewritten(text, near, "letters-for-digits")


def _spelled(text: str, start: int, end: int) -> Decoding:
    made, at, names = Rewriting(), start, 0
    for word in _WORD.finditer(text, start, end):
        digit = _NAMES.get(word.group().lower())
        if digit is None or (names and "-" in text[at : word.start()]):
            made.add("-", at, word.start())
        if digit is not None:
            made.add(digit, *word.span())
            names += 1
        at = word.end()
    return made.decoding(start, end, "number-words")


def _mixed(text: str, lower: bytes, words: list[bytes]) -> Iterator[Piece]:
    """Yield each number around such words in which letters take the place of digits."""
    pattern, done = re.compile(b"|".join(sorted(words, reverse=True))), 0
    for word in pattern.finditer(lower):
        begin = max(done, word.start() - _FARTHEST)
        for match in _MIXED.finditer(text, begin, word.end() + _FARTHEST):
            done = match.end()
            written = match.group()
            letters = sum(map(str.isalpha, written))
            signs = letters + sum(map(str.isdigit, written))
            if 0 < letters <= _MOST_LETTERS * signs and signs >= _LEAST and _INSIDE.search(written):
                yield *match.span(), written.translate(_LETTERS)


def _accounts(text: str) -> Iterator[Piece]:
    """Yield each account number whose check digits are right only when letters are digits."""
    for match in _ACCOUNT.finditer(text):
        plain = match[1] + match[2].translate(_LETTERS)
        if plain != match[0] and not checks_iban(match[0]) and checks_iban(plain):
            yield *match.span(), plain
