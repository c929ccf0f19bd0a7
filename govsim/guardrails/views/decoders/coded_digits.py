"""Reads numbers in codes of digits: Morse, codes of signs, and how often each digit comes.

`....- ..--- ....-`, `A four followed by fifteen ones`, `triple two, double one, double three …`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import is_internet_address
from govsim.guardrails.views.values import Decoding

_MORSE: Final = {
    "-----": "0", ".----": "1", "..---": "2", "...--": "3", "....-": "4", ".....": "5",
    "-....": "6", "--...": "7", "---..": "8", "----.": "9",
}  # fmt: skip
_ROW: Final = re.compile(r"(?<![.\-\w])[.-]{5}(?:[ /|,;\n]{1,4}[.-]{5}){3,24}(?![.\-\w])")
_DRAWN: Final = frozenset(("-----", "....."))
_TWO: Final = (b"- .", b". -", b"- -", b". .", b"/-", b"/.")
_LABEL: Final = re.compile(
    r"(?<![^\W_])(?:(?P<card>card|visa|mastercard|amex|kart[aey]\w?|tarjeta|carte|carta|cartão)"
    r"|(?P<ssn>ssn|social)|(?P<phone>phone|tel|telephone|mobile|cell|number|num[eé]ro|nummer|numer"
    r"|call|whatsapp|handy|telefon\w{0,2}|teléfono|móvil))(?![^\W_])",
    re.IGNORECASE,
)
_DIGITS: Final = {
    name: str(digit)
    for digit, name in enumerate("zero one two three four five six seven eight nine".split())
} | {"oh": "0"}
_PLURALS: Final = {
    "zeros": "0", "zeroes": "0", "ohs": "0", "ones": "1", "twos": "2", "threes": "3", "fours": "4",
    "fives": "5", "sixes": "6", "sevens": "7", "eights": "8", "nines": "9",
}  # fmt: skip
_TIMES: Final = {
    "single": 1, "double": 2, "twice": 2, "triple": 3, "treble": 3, "quadruple": 4, "quad": 4,
    "quintuple": 5, "sextuple": 6,
}  # fmt: skip
_COUNTS: Final = {
    name: number
    for number, name in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen".split(),
        2,
    )
}
_BESIDE: Final = frozenset("and then followed by of next a an the more it is was".split())
_WORD: Final = re.compile(r"[A-Za-z]+|\d+|[.!?;:\n—–]")
TELLING: Final[Words] = frozenset(
    b"double triple treble quadruple quad twice ones twos threes fours fives sixes sevens eights"
    b" nines zeros zeroes ohs".split()
)
_CODES: Final = re.compile(
    r"(?<![\d.,-])(?:4[89]|5[0-7])(?:(?P<by>[ ,;]{1,2})(?:4[89]|5[0-7]|45)){8,22}(?![\w]|[.,]\d)"
)
_NAMES: Final[Words] = frozenset(map(str.encode, (*_DIGITS, *_PLURALS)))
_WIDE: Final = 400  # characters of such a row
_MOST: Final = 64  # words
_FEWEST: Final = 9  # digits of a number
_LONGEST: Final = 19
_DUMP: Final = re.compile(
    r"^[0-9a-fA-F]{4,8}:?[ ]{1,3}(?P<codes>[0-9a-fA-F]{2}(?:[ ]{1,2}[0-9a-fA-F]{2}){8,15})["
    r" ]{1,3}\|[^\n]{1,20}$",
    re.MULTILINE,
)
_BEFORE: Final = 80
_BEHIND: Final = 40


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such numbers in digits.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    drawn = clues.has(b"-") and (b"---" in clues.raw or b"..." in clues.raw)
    if drawn and any(map(clues.raw.__contains__, _TWO)):
        pieces += _morse(text)
    if words and len(clues.words & _NAMES) > 1:
        pieces += _repeated(text, clues, words)
    if b"00 00 00 00" in clues.outline or b"00, 00, 00, 00" in clues.outline:
        pieces += _codes(text)
    for near in gathered(pieces):
        yield rewritten(text, near, "coded-digits")


def _labelled(text: str, span: tuple[int, int], digits: str) -> str:
    """Return digits behind the word that tells what they are, or as they are."""
    begin, end = max(0, span[0] - _BEFORE), span[1] + _BEHIND
    labels = [label.lastgroup for label in _LABEL.finditer(text, begin, end)]
    return f"{labels[-1]}: {digits}" if labels else digits


def _morse(text: str) -> Iterator[Piece]:
    for row in _ROW.finditer(text):
        codes = re.findall(r"[.-]{5}", row.group())
        if _DRAWN.issuperset(codes):
            continue  # lines that part others
        if (octets := _octets(row.group())) is not None:
            yield *row.span(), f"ip {octets} "
            continue
        digits = "".join(_MORSE.get(code, "") for code in codes)
        if len(digits) == len(codes) >= _FEWEST - 2 and len(set(digits)) > 1:
            yield *row.span(), _labelled(text, row.span(), digits)


def _octets(row: str) -> str | None:
    """Return the address of a machine that a row is, if something parts it in four numbers."""
    for by in (r"[ ]?[/|,;\n][ ]?", r"[ ]{2,4}", r"[ /]{3}"):
        parts = re.split(by, row)
        if len(parts) == 4:
            codes = [re.findall(r"[.-]{5}", part) for part in parts]
            octets = ["".join(_MORSE.get(code, "x") for code in several) for several in codes]
            return ".".join(octets) if is_internet_address(octets) else None
    return None


def _codes(text: str) -> Iterator[Piece]:
    """Yield the numbers whose digits are told by their codes in ASCII, near a word for one."""
    for row in _CODES.finditer(text):
        codes = [int(code) for code in re.findall(r"\d+", row.group())]
        digits = "".join(map(chr, codes))
        shown = _labelled(text, row.span(), digits)
        if shown != digits:
            yield *row.span(), shown
    for row in _DUMP.finditer(text):
        shown = bytes.fromhex(row["codes"]).decode("latin-1")
        if shown.isascii() and sum(map(str.isdigit, shown)) >= _FEWEST:
            yield *row.span("codes"), shown


def _repeated(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the numbers whose digits are told with how often each comes."""
    done = 0
    for at in clues.places(tuple(words)):
        if at < done:
            continue
        begin = max(0, at - 48, text.rfind("\n", 0, at) + 1)
        start, done, digits = _row(text, begin)
        if start >= 0 and _FEWEST <= len(digits) <= _LONGEST and done > at:
            yield start, done, _labelled(text, (start, done), digits)
        done = max(done, at + 1)


def _row(text: str, begin: int) -> tuple[int, int, str]:
    """Return where the first long row of repeats stands behind a place, its end, and its digits."""
    start, stop, digits, told = -1, begin, "", 0
    tokens = list(islice(_WORD.finditer(text, begin, begin + _WIDE), _MOST))
    words = [token.group().lower() for token in tokens]
    nth = 0
    while nth < len(words):
        word, behind = words[nth], words[nth + 1] if nth + 1 < len(words) else ""
        times, digit = 1, _DIGITS.get(word) or _PLURALS.get(word, "")
        if word in _COUNTS and behind in _PLURALS:
            times, digit = _COUNTS[word], _PLURALS[behind]
        elif word in _TIMES:
            times, digit = _TIMES[word], _DIGITS.get(behind) or _PLURALS.get(behind, "")
        if digit:
            start = tokens[nth].start() if start < 0 else start
            nth += times > 1 or word in _TIMES
            digits, told, stop = digits + digit * times, told + (times > 1), tokens[nth].end()
        elif word not in _BESIDE:
            if len(digits) >= _FEWEST and told:
                break
            start, digits, told = -1, "", 0
        nth += 1
    return (start, stop, digits) if told else (-1, begin, "")
