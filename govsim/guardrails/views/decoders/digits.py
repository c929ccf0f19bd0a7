"""Reads digits that are spelled as words, or that letters take the place of."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import Final

from govsim.guardrails.views.clues import WORDS, Clues
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
_SPELLING: Final = frozenset(
    name.encode() for name in (*_NAMES, *_SIGNS, *_TIMES, *string.printable[:36]) if name.isascii()
)
_FOUR_WORDS: Final = re.compile(b"[\1\2]\1\1[\1\2]")
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
# The signs that are like digits as `0`, and those of an address of hardware.
_ALIKE: Final = bytes.maketrans(b"123456789OoIlSBZ", b"0" * 16)
_PAIRED: Final = bytes.maketrans(b"123456789ABCDEFOoIl", b"0" * 19)
# The same with letters as `1`.
_KINDS_ALIKE: Final = bytes.maketrans(b"123456789OoIlSBZ", b"0" * 9 + b"1" * 7)
# Groups of them, however many, which no other sign of words goes before.
_ROW: Final = re.compile(rb"[01](?<![\w.-].)[01]*\)?(?:[ .-]{1,2}[01]+)*")
_FOUR: Final = re.compile(rb"0\.0{1,3}\.0{1,3}\.0")
_ACCOUNT_DIGITS: Final = 13
_FARTHEST: Final = 48  # characters of a number beside a word of it
_MOST_LETTERS: Final = 0.5
_FEWEST: Final = 7  # digits that are a number wherever they stand


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each number that is spelled out, and each that letters are mixed into."""
    if len(clues.words & _TOLD) >= _KINDS and _may_be_spelled(clues):
        for match in _SPELLED.finditer(clues.lower):
            yield from _spelled(text, *match.span())
    confused = [word for word in clues.mixed if not word.strip(_CONFUSED)]
    pieces: set[Piece] = set()
    if confused and _may_be_mixed(clues):
        pieces.update(_mixed(text, clues.lower, confused))
    if clues.mixed and clues.has(b":-") and _has_pairs(clues):
        pieces.update(_hardware(text))
    if _may_be_account(clues) and any(
        len(word) > 3 and not word[2:].strip(_CONFUSED) for word in clues.mixed
    ):
        pieces.update(_accounts(text))
    for near in stretches(apart(sorted(pieces, key=lambda piece: (piece[0], -piece[1])))):
        yield rewritten(text, near, "letters-for-digits")


def _may_be_spelled(clues: Clues) -> bool:
    """Whether as many words for digits and signs follow each other as a spelled value has."""
    if b"\xff" in clues.raw:
        return True  # it may part words
    words = clues.lower.translate(WORDS).split()
    if b"\1\1" not in bytes(map(_SPELLING.__contains__, words)):
        return False
    # The first and the last may stand beside a digit that is none of the value.
    kinds = bytes([1 if word in _SPELLING else 2 * (not word.isalpha()) for word in words])
    return _FOUR_WORDS.search(kinds) is not None


def _may_be_mixed(clues: Clues) -> bool:
    """Whether a number or an address is anywhere of which letters are a part."""
    alike = clues.raw.translate(_ALIKE)
    if b"0" * _LEAST not in alike.translate(None, b" .-+()") and not _FOUR.search(alike):
        return False
    for row in _ROW.finditer(clues.raw.translate(_KINDS_ALIKE)):
        signs = row.group().translate(None, b" .-)")
        if b"1" in signs and (len(signs) >= _LEAST or row.group().count(b".") > 2):
            return True
    return False


def _has_pairs(clues: Clues) -> bool:
    alike = clues.raw.translate(_PAIRED)
    return b"00:00:00:00:00:00" in alike or b"00-00-00-00-00-00" in alike


def _may_be_account(clues: Clues) -> bool:
    return b"0" * _ACCOUNT_DIGITS in clues.raw.translate(_ALIKE, b" ")


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
