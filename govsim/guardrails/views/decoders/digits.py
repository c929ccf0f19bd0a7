"""Reads digits that are spelled as words, or that letters take the place of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.odd_signs import SIGNS
from govsim.guardrails.views.readable import valued
from govsim.guardrails.views.rewriting import Piece, Rewriting, apart, rewritten, stretches
from govsim.guardrails.views.value_shapes import HARDWARE, checks_iban, is_internet_address
from govsim.guardrails.views.values import Decoding

# Zero to nine, by language; what is spelled alike in two counts for the first.
_LANGUAGES: Final = (
    "zero|oh|one|two|three|four|five|six|seven|eight|nine|niner",
    "null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zwo",
    "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|una",
    "zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|une",
    "zero|uno|due|tre|quattro|cinque|sei|sette|otto|nove",
    "zero|um|dois|três|quatro|cinco|seis|sete|oito|nove",
    "nul|een|twee|drie|vier|vijf|zes|zeven|acht|negen",
    "zero|jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć",
)
_FIRSTS: Final = (
    (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9),
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2),
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1),
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1),
    *[tuple(range(10))] * 4,
)
_NAMES: Final = {
    name: str(digit)
    for names, digits in reversed(tuple(zip(_LANGUAGES, _FIRSTS, strict=True)))
    for name, digit in zip(names.split("|"), digits, strict=True)
}
_SIGNS: Final = {name: sign for sign, names in SIGNS.items() for name in names} | {
    "at": "@", "arroba": "@"
}  # fmt: skip
_TIMES: Final = {"double": 2, "triple": 3}


def _either(names: frozenset[str]) -> bytes:
    """Return a pattern of names as a text has them in which 0xFF is any letter beyond ASCII."""
    spelled = {re.sub(r"[^\x00-\x7f]", "\xff", name) for name in names}
    return "|".join(sorted(spelled, key=len, reverse=True)).encode("latin-1")


_DIGIT: Final = _either(frozenset(_NAMES))
_ANY: Final = _either(frozenset(_NAMES) | frozenset(_SIGNS) | frozenset(_TIMES))
_BETWEEN: Final = rb"[ \t]{0,2}[,./ \xff\xfe\n-][ \t]{0,2}"
# It begins with a letter, so that a search goes from one possible beginning to the next.
_SPELLED: Final = re.compile(
    rb"(?<![a-z\xff])(?:(?:" + _ANY + rb"|[a-z0-9])" + _BETWEEN + rb"){3,80}(?:" + _DIGIT
    + rb"|[a-z0-9]|" + _ANY + rb")(?![a-z\xff])"
)  # fmt: skip
_KINDS: Final = 3  # of words for digits and signs that a spelled value has
_TOLD: Final = frozenset(
    re.sub(r"[^\x00-\x7f]", "\xff", name).encode("latin-1") for name in (*_NAMES, *_SIGNS)
)
_CONFUSED: Final = b"0123456789oilsbz"
_WORD: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = str.maketrans("OoIlSBZ", "0011582")
_MIXED: Final = re.compile(
    r"(?<![\w.-])\+?[(]?[0-9OoIlSBZ]+[)]?(?:[ .-]{1,2}[0-9OoIlSBZ]+){0,7}(?![\w-])"
)
# `O` may stand anywhere; a last letter `S` or a first `I` may be what a number has.
_INSIDE: Final = re.compile(
    r"[0-9-][OoIlSBZ]+[0-9]|(?:^|[ .])[Oo]|[0-9][Oo]+(?:[ .-]|$)"
    r"|(?:^|[ .-])[lI]+[0-9]|[0-9][lI]+(?:[ .-]|$)"
)
_LEAST: Final = 9  # digits of a number that is worth to hide
_ACCOUNT: Final = re.compile(r"\b([A-Z]{2})((?: ?[0-9OoIlSBZ]){13,32})\b")
_HARDWARE: Final = re.compile(
    r"(?<![\w:-])[0-9A-FOoIl]{2}(?:([:-])[0-9A-FOoIl]{2})(?:\1[0-9A-FOoIl]{2}){4}(?![\w:-])"
)
_FARTHEST: Final = 48  # characters of a number beside a word of it
_MOST_LETTERS: Final = 0.5
_FEWEST: Final = 7  # digits that are a number wherever they stand


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each number that is spelled out, and each that letters are mixed into."""
    if len(clues.words & _TOLD) >= _KINDS:
        for match in _SPELLED.finditer(clues.lower):
            yield from _spelled(text, *match.span())
    confused = [word for word in clues.mixed if not word.strip(_CONFUSED)]
    pieces: set[Piece] = set()
    if confused:
        pieces.update(_mixed(text, clues.lower, confused))
    if clues.mixed and clues.has(b":-"):
        pieces.update(_hardware(text))
    if any(len(word) > 3 and not word[2:].strip(_CONFUSED) for word in clues.mixed):
        pieces.update(_accounts(text))
    for near in stretches(apart(sorted(pieces, key=lambda piece: (piece[0], -piece[1])))):
        yield rewritten(text, near, "letters-for-digits")


def _spelled(text: str, start: int, end: int) -> Iterator[Decoding]:
    made, at, times, digits = Rewriting(), start, 1, 0
    for word in _WORD.finditer(text, start, end):
        name = word.group().lower()
        if name in _TIMES:
            times = _TIMES[name]
            continue
        plain = _NAMES.get(name) or _SIGNS.get(name) or word.group()
        digits += times * (name in _NAMES)
        made.add(plain * times, at if times > 1 else word.start(), word.end())
        at, times = word.end(), 1
    plain = made.text
    if (digits >= _FEWEST and digits >= len(plain) / 2) or _is_value(plain):
        yield made.decoding(start, end, "number-words")


def _is_value(plain: str) -> bool:
    if any(map(str.isdigit, plain)) and (HARDWARE.fullmatch(plain) or checks_iban(plain.upper())):
        return True
    return is_internet_address(plain.split(".")) or ("@" in plain and valued(plain))


def _mixed(text: str, lower: bytes, words: list[bytes]) -> Iterator[Piece]:
    """Yield each number around such words in which letters take the place of digits."""
    pattern, done = re.compile(b"|".join(sorted(words, reverse=True))), 0
    for word in pattern.finditer(lower):
        begin = max(done, word.start() - _FARTHEST)
        for match in _MIXED.finditer(text, begin, word.end() + _FARTHEST):
            done = match.end()
            written = match.group()
            plain = written.translate(_LETTERS)
            letters = sum(map(str.isalpha, written))
            signs = letters + sum(map(str.isdigit, written))
            enough = signs >= _LEAST or is_internet_address(plain.split("."))
            if 0 < letters <= _MOST_LETTERS * signs and enough and _INSIDE.search(written):
                yield *match.span(), plain


def _hardware(text: str) -> Iterator[Piece]:
    for match in _HARDWARE.finditer(text):
        plain = match.group().translate(str.maketrans("OoIl", "0011"))
        if plain != match.group():
            yield *match.span(), plain


def _accounts(text: str) -> Iterator[Piece]:
    """Yield each account number whose check digits are right only when letters are digits."""
    for match in _ACCOUNT.finditer(text):
        written, plain = "".join(match[0].split()), match[1] + match[2].translate(_LETTERS)
        if plain != match[0] and not checks_iban(written) and checks_iban("".join(plain.split())):
            yield *match.span(), plain
