"""Reads numbers in which letters take the place of digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.value_shapes import HARDWARE, checks_iban, is_internet_address
from govsim.guardrails.views.values import Decoding

_CONFUSED: Final = b"0123456789oilsbz"
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
_NO_COUNTRY: Final = re.compile(
    r"(?<![\w-])(?=\w?\d)([A-Z0-9]{2})(\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?)(?![\w-])"
)
# The same by `Clues.outline`, laxer: from the digits of the check on.
_NO_COUNTRY_OUTLINE: Final = re.compile(rb"00(?:(?<=00..)|(?<=0A..)|(?<=A0..)) ?[0A]{4} ?[0A]{4}")
_COUNTRY: Final = str.maketrans("013457", "OIEAST")
_GROUP: Final = 4  # digits
_GROUPS: Final = 2
_SIZES: Final = {
    "AT": 20,
    "AE": 23,
    "DE": 22,
    "EE": 20,
    "ES": 24,
    "IE": 22,
    "IS": 26,
    "IT": 27,
    "SA": 24,
    "SE": 24,
    "SI": 19,
    "LT": 20,
    "PT": 25,
    "TN": 24,
    "NO": 15,
    "RO": 24,
}
_ACCENTED: Final = re.compile(
    r"[\u00c0-\u024f\u1e00-\u1eff][0-9]|[0-9][\u00c0-\u024f\u1e00-\u1eff]"
)
_ACCENTED_OUTLINES: Final = (b"\xff0", b"0\xff", b"\xfe0", b"0\xfe")
_MARKED: Final = re.compile(
    r"(?<![\w:-])(?:\w{2}(?:[:-]\w{2}){5}|\w{2}[0-9]{2}(?: ?\w{4}){2,7}(?: ?\w{1,3})?)(?![\w:-])"
)
_HARDWARE: Final = re.compile(
    r"(?<![\w:-])[0-9A-FOoIlSZG|]{2}(?:([:-])[0-9A-FOoIlSZG|]{2})(?:\1[0-9A-FOoIlSZG|]{2}){4}(?![\w:-])"
)
# The signs that are like digits as `0`, and those of an address of hardware.
_ALIKE: Final = bytes.maketrans(b"123456789OoIlSBZ", b"0" * 16)
_PAIRED: Final = bytes.maketrans(b"123456789ABCDEFOoIl|SZG", b"0" * 23)
# The same with letters as `1`.
_KINDS_ALIKE: Final = bytes.maketrans(b"123456789OoIlSBZ", b"0" * 9 + b"1" * 7)
# Groups of them, however many, which no other sign of words goes before.
_ROW: Final = re.compile(rb"[01](?<![\w.-].)[01]*\)?(?:[ .-]{1,2}[01]+)*")
_FOUR: Final = re.compile(rb"0\.0{1,3}\.0{1,3}\.0")
_ACCOUNT_DIGITS: Final = 13
_FARTHEST: Final = 48  # characters of a number beside a word of it
_MOST_LETTERS: Final = 0.5
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"0\xfe\xff")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each number that letters are mixed into."""
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
    grouped = sum(len(word) == _GROUP for word in clues.numbers) >= _GROUPS or clues.mixed
    if grouped and (clues.other_digits or _NO_COUNTRY_OUTLINE.search(clues.outline)):
        pieces.update(_countries(text))
    if not clues.ascii and _may_be_accented(clues) and _ACCENTED.search(text) is not None:
        pieces.update(_accented(text))
    for near in stretches(apart(sorted(pieces, key=lambda piece: (piece[0], -piece[1])))):
        yield rewritten(text, near, "letters-for-digits")


def _may_be_accented(clues: Clues) -> bool:
    return any(map(clues.outline.__contains__, _ACCENTED_OUTLINES))


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
        plain = match.group().translate(str.maketrans("OoIl|SZG", "00111526"))
        if plain != match.group():
            yield *match.span(), plain


def _accounts(text: str) -> Iterator[Piece]:
    """Yield each account number whose check digits are right only when letters are digits."""
    for match in _ACCOUNT.finditer(text):
        written, plain = "".join(match[0].split()), match[1] + match[2].translate(_LETTERS)
        if plain != match[0] and not checks_iban(written) and checks_iban("".join(plain.split())):
            yield *match.span(), plain


def _countries(text: str) -> Iterator[Piece]:
    """Yield each account number whose country has digits for letters."""
    for match in _NO_COUNTRY.finditer(text):
        country = match.group(1).translate(_COUNTRY)
        solid = "".join(f"{country}{match.group(2)}".split())
        if _SIZES.get(country) == len(solid) and checks_iban(solid):
            yield *match.span(), country + match.group(2)


def _accented(text: str) -> Iterator[Piece]:
    """Yield each address of hardware and account number with marks on its letters."""
    for match in _MARKED.finditer(text):
        apart_ = unicodedata.normalize("NFD", match.group())
        plain = "".join(sign for sign in apart_ if not unicodedata.combining(sign))
        if plain != match.group() and (
            HARDWARE.fullmatch(plain) or checks_iban("".join(plain.split()).upper())
        ):
            yield *match.span(), plain
