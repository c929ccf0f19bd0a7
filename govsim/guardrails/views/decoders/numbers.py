"""Undoes lists of numbers that stand for characters: binary, octal, decimal, hexadecimal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, table_of, traits_of
from govsim.guardrails.views.readable import encoded, likely, plausible, spoken, valued
from govsim.guardrails.views.rewriting import Rewriting
from govsim.guardrails.views.values import Decoding

Span = tuple[int, int]
# Repeated groups are possessive here: each step back would be kept, for as long as the text is.
_BETWEEN: Final = r"[ ,;:|/_\-\t\r\n]"
_BINARY: Final = re.compile(rf"(?:0b)?[01](?:{_BETWEEN}{{0,2}}(?:0b)?[01]){{20,}}+")
_BITS: Final = table_of(b"01b ,;:|/_-\t\r\n")
_SIGNS: Final = table_of(b"0123456789abcdefABCDEFxXoOh ,;:|/_-\t\r\n")
_HEXADECIMAL: Final = b"0123456789abcdefABCDEF"
_FEWEST: Final = 5  # digits of a list
_SHORTEST: Final = 14  # characters of a list
_LISTED: Final = re.compile(
    rf"(?<![0-9A-Za-z.])(?:0[xXoO])?[0-9A-Fa-f]{{1,4}}h?"
    rf"(?:{_BETWEEN}{{1,3}}(?:0[xXoO])?[0-9A-Fa-f]{{1,4}}h?(?![0-9A-Za-z.])){{4,}}+"
)
_SOLID: Final = re.compile(r"[01][0-9]{20,}(?![0-9A-Za-z])")
_AFTER_X: Final = re.compile(r"x[0-9a-f]{2}(?:x[0-9a-f]{2}){5,}+")
_CALL: Final = (
    r"(?:(?:n?chr|n?char|chrw)\(\s*(?:0x)?[0-9A-Fa-f]{1,6}\s*\)|\[char\]\s?(?:0x)?[0-9A-Fa-f]{1,6}"
    r"|\\char\"?[0-9A-Fa-f]{1,6})"
)
_CALLS: Final = (b"chr(", b"char(", b"chrw(", b"[char]", b"\\char")
_CALLED: Final = re.compile(rf"{_CALL}(?:[\s+.|&,]{{0,5}}{_CALL}){{3,}}+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:0[xXoO])?([0-9A-Fa-f]+)")
_ARGUMENT: Final = re.compile(r"(?:\(|\]|r\"?)\s*(?:0[xX])?([0-9A-Fa-f]+)", re.IGNORECASE)
_DIGITS: Final = re.compile(r"(?<!0b)[01]+(?!b)")
_KINDS: Final = 3  # of numbers that a list has
_LEAST: Final = 21  # digits that stand together
_PLACES: Final = 16.0  # bits above chance, for letters by their place in the alphabet
_GLANCE: Final = 24  # numbers that are looked at before all are
_SYNTAX: Final = "&#;%\\+=/ "  # of encodings that may lie below
_CONTROLS: Final = (9, 10, 13)
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"0")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each list of numbers that reads as text when its numbers are characters."""
    if any(word.startswith(b"x") for word in clues.mixed):
        for match in _AFTER_X.finditer(text):
            yield from _after_x(match)
    long = any(len(word) >= _LEAST for word in clues.numbers)
    if not long and len(clues.numbers) + len(clues.mixed) < _KINDS:
        return
    for run in clues.runs(_BITS, _LEAST):
        for match in _BINARY.finditer(text, *run):
            yield from _binary(match)
    for start, end in clues.runs(_SIGNS, _SHORTEST):
        if end - start - len(clues.raw[start:end].translate(None, _HEXADECIMAL)) >= _FEWEST:
            for match in _LISTED.finditer(text, start, end + 1):
                yield from _listed(match)
    if long:
        for match in _SOLID.finditer(text):
            yield from _in_threes(match)
    if clues.has(b"([\\") and _may_call(clues.lower):
        for match in _CALLED.finditer(text):
            yield from _called(match)


def _may_call(lower: bytes) -> bool:
    # Two searches tell of most texts that none of the calls is there.
    held = b"char" in lower or b"chr" in lower
    return held and any(call in lower for call in _CALLS)


def _binary(match: re.Match[str]) -> Iterator[Decoding]:
    text = match.string
    words = [found.span() for found in _DIGITS.finditer(text, *match.span())]
    if all(end - start == 1 for start, end in words):
        words = [(words[at][0], words[at + 7][1]) for at in range(0, len(words) - 7, 8)]
        numbers = [int(re.sub("[^01]", "", text[start:end]), 2) for start, end in words]
        yield from _characters(numbers, words, "binary")
        return
    if len(words) == 1:
        width = 8 if (match.end() - match.start()) % 8 == 0 else 7
        words = [(at, at + width) for at in range(match.start(), match.end() - width + 1, width)]
    spans = [span for span in words if 7 <= span[1] - span[0] <= 8]
    if len(spans) == len(words):
        numbers = [int(text[start:end], 2) for start, end in spans]
        yield from _characters(numbers, spans, "binary")


def _listed(match: re.Match[str]) -> Iterator[Decoding]:
    words = _NUMBER.findall(match.string, *match.span())
    for step, base in _bases(words, match.group()):
        if _glance([int(word, base) for word in words[:_GLANCE]]):
            yield from _characters([int(word, base) for word in words], _numbers(match), step)
    for plain, step in _letters(words):
        yield _decoding(plain, _numbers(match), step)


def _numbers(match: re.Match[str]) -> list[Span]:
    """Return where the numbers of a list stand, of which most lists need not be asked."""
    return [number.span() for number in _NUMBER.finditer(match.string, *match.span())]


def _glance(numbers: Sequence[int]) -> bool:
    """Whether numbers may be characters: none is a control character, and half are letters."""
    if any(number < 32 and number not in _CONTROLS for number in numbers):
        return False
    letters = sum(
        number > 127 or chr(number).isalnum() or chr(number) in _SYNTAX for number in numbers
    )
    return max(numbers) < 0x110000 and letters * 2 >= len(numbers)


def _bases(words: list[str], whole: str) -> Iterator[tuple[str, int]]:
    longest = max(map(len, words))
    digits = all(map(str.isdigit, words))
    octal = digits and not any("8" in word or "9" in word for word in words)
    if "o" in whole or "O" in whole:
        if octal:
            yield "octal", 8
        return
    if longest == 2 or "x" in whole or "X" in whole:
        yield "hex", 16
    if digits:
        yield "decimal", 10
        if longest == 3 and octal:
            yield "octal", 8


def _in_threes(match: re.Match[str]) -> Iterator[Decoding]:
    """Yield what digits make three by three."""
    start, end = match.span()
    if (end - start) % 3 == 0:
        spans = [(at, at + 3) for at in range(start, end, 3)]
        numbers = [int(match.string[begin:stop]) for begin, stop in spans]
        if _glance(numbers[:_GLANCE]):
            yield from _characters(numbers, spans, "decimal")


def _after_x(match: re.Match[str]) -> Iterator[Decoding]:
    spans = [(at, at + 3) for at in range(match.start(), match.end(), 3)]
    numbers = [int(match.string[begin + 1 : stop], 16) for begin, stop in spans]
    if _glance(numbers[:_GLANCE]):
        yield from _characters(numbers, spans, "hex")


def _letters(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what numbers spell that stand for letters: by place, on a square, on a telephone."""
    for table, step in _TABLES:
        letters = [table.get(word, "") for word in words]
        plain = "".join(letters)
        if all(letters) and len(set(plain)) > _KINDS and likely(plain, least=_PLACES, mean=1.0):
            yield plain, step


def _squares() -> dict[str, str]:
    letters = "abcdefghiklmnopqrstuvwxyz"
    return {f"{at // 5 + 1}{at % 5 + 1}": letter for at, letter in enumerate(letters)}


_KEYPAD: Final = "abc def ghi jkl mno pqrs tuv wxyz".split()
_TABLES: Final = (
    ({str(nth + 1): chr(97 + nth) for nth in range(26)}, "alphabet-numbers"),
    (_squares(), "polybius"),
    (
        {
            str(key + 2) * (times + 1): letter
            for key, letters in enumerate(_KEYPAD)
            for times, letter in enumerate(letters)
        },
        "keypad",
    ),
)


def _called(match: re.Match[str]) -> Iterator[Decoding]:
    calls = list(_ARGUMENT.finditer(match.string, *match.span()))
    numbers = []
    for call in calls:
        sixteen = "x" in call.group().lower() or not call.group(1).isdigit()
        numbers.append(int(call.group(1), 16 if sixteen else 10))
    edges = [match.start(), *(call.end() for call in calls[:-1]), match.end()]
    spans = list(pairwise(edges))
    if _glance(numbers):
        yield from _characters(numbers, spans, "character-calls")


def _characters(numbers: list[int], spans: list[Span], step: str) -> Iterator[Decoding]:
    """Yield the text of numbers, if it is some; between 128 and 255 they are bytes of UTF-8."""
    if max(numbers) >= 0x110000 or any(0xD800 <= number < 0xE000 for number in numbers):
        return
    if 127 < max(numbers) < 256:
        yield from _bytes(bytes(numbers), spans, step)
        return
    plain = "".join(map(chr, numbers))
    # Lists of numbers are common, so what they read as has to be beyond doubt.
    if plausible(plain) and (
        (max(numbers) > 255 and min(map(str.isalnum, plain.replace(" ", ""))))
        or valued(plain)
        or encoded(plain)
        or (likely(plain, least=10) and spoken(plain))
    ):
        yield _decoding(plain, spans, step)


def _bytes(raw: bytes, spans: list[Span], step: str) -> Iterator[Decoding]:
    try:
        plain = raw.decode("utf-8")
    except UnicodeDecodeError:
        return
    if plausible(plain):
        widths = [len(character.encode()) for character in plain]
        ends = accumulate(widths)
        wide = [
            (spans[end - width][0], spans[end - 1][1])
            for width, end in zip(widths, ends, strict=True)
        ]
        yield _decoding(plain, wide, step)


def _decoding(plain: str, spans: list[Span], step: str) -> Decoding:
    made = Rewriting()
    for (start, end), character in zip(spans, plain, strict=True):
        made.add(character, start, end)
    return made.decoding(spans[0][0], spans[-1][1], step)
