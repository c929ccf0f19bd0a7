"""Undoes encodings that are seldom seen: ROT47, base85, base58, uuencode, UTF-7, Punycode."""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.byte_encodings import pitched
from govsim.guardrails.views.clues import NO_SPACE, STRANGERS, Clues, traits_of
from govsim.guardrails.views.offsets import ONE
from govsim.guardrails.views.readable import readable, spoken, valued, worded
from govsim.guardrails.views.rewriting import Piece, Rewriting, rewritten, stretches
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import common

# What common English words and endings are in ROT47: the, and, ing, you, tion, ore, ith.
_ROT47_SIGNS: Final = (b"E96", b"2?5", b":?8", b"J@F", b"E:@?", b"@C6", b":E9")
_ROT47: Final = {code: chr(33 + (code - 33 + 47) % 94) for code in range(33, 127)}
_ROWS: Final = ("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_KEYS_RIGHT: Final = {
    ord(b): a for row in _ROWS for a, b in pairwise(row)
}  # typed one to the right
_KEYS_LEFT: Final = {ord(a): b for row in _ROWS for a, b in pairwise(row)}
_HITS: Final = 3  # words
_GAINED: Final = 8  # letters
_SOLID: Final = re.compile(r"\S+")
_WORD: Final = b"aaaaaa"  # of small letters, what letters by chance hardly make
_BASE58: Final = re.compile(r"[1-9A-HJ-NP-Za-km-z]{16,}")
_DIGITS58: Final = {
    sign: digit
    for digit, sign in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
}
_LAST58: Final = 16  # digits that decide as many bits: a power of 58 is one of 2 and of 29
_HIGH_BITS: Final = 0x8080
_SIGNS85: Final = (
    bytes(range(ord("!"), ord("u") + 1)),
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
)
_AROUND: Final = ".,;:!?\"'()[]"  # what a sentence or a string has around it
_BASE85: Final = (
    ("ascii85", re.compile(r"[!-uz]+"), bytes.maketrans(_SIGNS85[0], bytes(range(85)))),
    (
        "base85",
        re.compile(r"[0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]+"),
        bytes.maketrans(_SIGNS85[1], bytes(range(85))),
    ),
)
_LAST85: Final = b"\x54"  # what is missing of the last group
_LEAST85: Final = 14
_REMEMBERED: Final = 128  # characters of a token whose reading is kept
_LEAST58: Final = 16
_LONGEST58: Final = 256  # characters; it is one large number, and so not linear to read
_UU: Final = re.compile(
    r"begin [0-7]{3,4} [^\n]{0,80}\n((?:[ -`]{1,64}\n){1,100000}?)`?\s*(?:end|$)"
)
_UTF7: Final = re.compile(r"\+[A-Za-z0-9+/]{2,}-(?:\+[A-Za-z0-9+/]{2,}-)*")
_PUNYCODE: Final = re.compile(r"xn--[a-z0-9-]{1,60}", re.IGNORECASE)
_LINE: Final = re.compile(r"[^\n]+")
_EXOTIC: Final = b"!#$%&()*;<>?@^`{|}~"
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(_EXOTIC + b"0+-", STRANGERS)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield what is readable when one of these is undone."""
    if clues.mixed and clues.has(b":?@") and any(signs in clues.raw for signs in _ROT47_SIGNS):
        yield from _by_words(text, _ROT47, "rot47")
    if len(clues.strangers) >= _HITS and not clues.foreign:
        for table, step in _shifted_keys(clues.strangers):
            yield from _by_words(text, table, step)
    if clues.has(_EXOTIC):
        yield from _base85(text, clues)
    if clues.mixed:
        yield from _base58(text, clues)
    if b"begin" in clues.words:
        yield from _uu(text)
    if clues.has(b"+") and clues.has(b"-"):
        yield from _utf7(text)
    if b"xn" in clues.unknown:
        yield from _punycode(text)


def _by_words(text: str, letters: dict[int, str], step: str) -> Iterator[Decoding]:
    """Yield in each line the words that are words by other signs only, with those between."""
    for line in _LINE.finditer(text):
        best, gained, most, begin = (0, 0), 0.0, 0.0, line.start()
        for word in _SOLID.finditer(text, *line.span()):
            if gained <= 0:
                gained, begin = 0.0, word.start()
            before, after = _is_worded(word.group()), _is_worded(word.group().translate(letters))
            gained += len(word.group()) * (after - before)
            if gained > most:
                most, best = gained, (begin, word.end())
        plain = text[best[0] : best[1]].translate(letters)
        if most >= _GAINED and worded(plain, 0.5):
            made = Rewriting()
            made.add(plain, *best, ONE)
            yield made.decoding(*best, step)


@lru_cache(maxsize=4096)
def _is_worded(word: str) -> bool:
    return worded(word, 0.9)


def _shifted_keys(strangers: list[str]) -> Iterator[tuple[dict[int, str], str]]:
    """Yield the shifts of hands on a keyboard that make words of strangers."""
    together = "\n".join(strangers)
    for table in (_KEYS_RIGHT, _KEYS_LEFT):
        words = together.translate(table).split("\n")
        if sum(map(common(words, 3).__contains__, words)) >= _HITS:
            yield table, "keyboard-shift"


def _base85(text: str, clues: Clues) -> Iterator[Decoding]:
    nothing: set[str] = set()  # what was tried in vain: names in code come again and again
    for start, end in clues.runs(NO_SPACE, _LEAST85):
        if clues.outline.find(_WORD, start, end) >= 0 or text[start:end] in nothing:
            continue
        whole = text[start:end]
        if text.startswith("<~", start):
            start, end = start + 2, end - 2 if text.endswith("~>", start, end) else end
        found = _undone85(text, start, end)
        if found is None and text[end - 1] in _AROUND:
            start += len(text[start:end]) - len(text[start:end].lstrip(_AROUND))
            found = _undone85(text, start, start + len(text[start:end].rstrip(_AROUND)))
        if found is not None:
            yield found
        else:
            nothing.add(whole)


def _undone85(text: str, start: int, end: int) -> Decoding | None:
    """Return what a stretch is in the first of the alphabets that makes it readable."""
    for step, alphabet, digits in _BASE85:
        read = _remembered if end - start <= _REMEMBERED else _read
        plain = read(text[start:end], digits) if alphabet.fullmatch(text, start, end) else None
        if plain is not None:
            maps = (pitched(plain, 5 * ONE // 4, start, end - start),)
            return Decoding(start, end, plain, maps, (step,))
    return None


def _read(token: str, digits: bytes) -> str | None:
    try:
        raw = _bytes85(token, digits)
    except (ValueError, struct.error):
        return None
    plain = readable(raw, len(raw))
    return plain if plain is not None and (spoken(plain) or valued(plain)) else None


@lru_cache(maxsize=2048)  # what is decoded shows most tokens of its text again
def _remembered(token: str, digits: bytes) -> str | None:
    return _read(token, digits)


def _bytes85(token: str, digits: bytes) -> bytes:
    """Return what groups of five digits stand for; the library takes several times as long.

    Raises:
        ValueError: A group is no number of four bytes, as `struct.error` too.
    """
    if "z" in token and digits is _BASE85[0][2]:  # it stands for four bytes of nothing
        return base64.a85decode(token)
    missing = -len(token) % 5
    sign = iter(token.encode("ascii").translate(digits) + _LAST85 * missing)
    numbers = [
        (((a * 85 + b) * 85 + c) * 85 + d) * 85 + e
        for a, b, c, d, e in zip(sign, sign, sign, sign, sign, strict=True)
    ]
    raw = struct.pack(f">{len(numbers)}I", *numbers)
    return raw[: len(raw) - missing]


def _base58(text: str, clues: Clues) -> Iterator[Decoding]:
    for begin, stop in clues.tokens:
        if not _LEAST58 <= stop - begin <= _LONGEST58:
            continue
        match = _BASE58.fullmatch(text, begin, stop)
        if match is None:
            continue
        if _number58(match.group()[-_LAST58:]) & _HIGH_BITS:
            continue  # what the last digits alone decide is not ASCII
        number = _number58(match.group())
        raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
        plain = readable(raw, len(raw)) if raw.isascii() else None
        if plain is not None and worded(plain, 0.3):
            made = Rewriting()
            made.add(plain, begin, stop)
            yield made.decoding(begin, stop, "base58")


def _number58(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 58 + _DIGITS58[digit]
    return number


def _uu(text: str) -> Iterator[Decoding]:
    for match in _UU.finditer(text):
        made, at = Rewriting(), match.start(1)
        for line in match.group(1).splitlines(keepends=True):
            try:
                plain = binascii.a2b_uu(line.rstrip("\n")).decode("utf-8", "replace")
            except binascii.Error:
                break
            made.add(plain, at, at + len(line) - 1)
            at += len(line)
        if spoken(made.text) or valued(made.text):
            yield made.decoding(*match.span(), "uuencode")


def _utf7(text: str) -> Iterator[Decoding]:
    pieces: list[Piece] = []
    for match in _UTF7.finditer(text):
        try:
            plain = match.group().encode("ascii").decode("utf-7")
        except UnicodeDecodeError:
            continue
        if plain.isprintable() and plain.isascii():
            pieces.append((*match.span(), plain))
    for near in stretches(pieces):
        yield rewritten(text, near, "utf7")


def _punycode(text: str) -> Iterator[Decoding]:
    for match in _PUNYCODE.finditer(text):
        try:
            plain = match.group()[4:].encode("ascii").decode("punycode")
        except (UnicodeDecodeError, ValueError, OverflowError):
            continue
        made = Rewriting()
        made.add(plain, *match.span())
        yield made.decoding(*match.span(), "punycode")
