"""Holds what each character is to the normaliser: invisible, a disguise of another, a mark …"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.views.lookalikes import LOOKALIKES, SMALL_CAPITALS

# Kinds: what is done with a character.
PLAIN: Final = 0
DROPPED: Final = 1  # never seen: zero width, soft hyphen, control character
BIDI: Final = 2
JOINER: Final = 3  # has a use between letters of some scripts, and inside emoji
SELECTOR: Final = 4  # a variation selector
TAG: Final = 5
FOLDED: Final = 6  # the same as one other character, whatever stands beside it
SPREAD: Final = 7  # the same as several other characters
MARK: Final = 8  # a combining mark that Latin, Greek and Cyrillic letters bear
OTHER_MARK: Final = 9  # a combining mark of another script
DRAWN: Final = 10  # a letter or digit drawn as a symbol: circled, squared, raised
REGION: Final = 11  # half a flag
LOOKALIKE: Final = 12  # a letter of another script that looks like a Latin one
SMALL: Final = 13  # a small capital
PUNCTUATION: Final = 14  # the same as an ASCII sign, folded among ASCII only

# Scripts: what company a character keeps.
NO_SCRIPT: Final = 0
LATIN: Final = 1
LETTER: Final = 2  # of another alphabet
DIGIT: Final = 3
JOINING: Final = 4  # letters of scripts in which joiners have a use
EMOJI: Final = 5
IDEOGRAPH: Final = 6  # Chinese, Japanese, Korean
RIGHT_TO_LEFT: Final = 7  # Hebrew; Arabic letters are JOINING

SIZE: Final = 0xE0200  # nothing beyond is of interest

_DROPPED: Final = (
    (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x034F, 0x034F),
    (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200B), (0x2060, 0x2065),
    (0x206A, 0x206F), (0x3164, 0x3164), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
)  # fmt: skip
_BIDI: Final = ((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))
_SELECTORS: Final = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_MARKS: Final = (
    (0x0300, 0x034E), (0x0350, 0x036F), (0x0483, 0x0489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF), (0x3099, 0x309A), (0xFE20, 0xFE2F),
)  # fmt: skip
_SPACES: Final = (
    (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F),
    (0x2800, 0x2800), (0x3000, 0x3000),
)  # fmt: skip
_LINES: Final = ((0x85, 0x85), (0x2028, 0x2029))
_JOINING: Final = ((0x0600, 0x08FF), (0x0900, 0x0DFF), (0x1780, 0x18AF), (0xA840, 0xA87F))
_IDEOGRAPHS: Final = ((0x2E80, 0x9FFF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_EMOJI: Final = ((0x2190, 0x2BFF), (0x3030, 0x303D), (0x3297, 0x3299), (0x1F000, 0x1FAFF))
# Alike, and the same only among ASCII: hyphens and dashes, dots, slashes, colons.
_PUNCTUATION: Final = {
    "-": "‐‑‒–—―−˗⁃﹘﹣", ".": "․‧·∙•。｡・･⸱⋅᛫", "/": "⁄∕⧸", ":": "∶ː꞉", ",": "‚٫٬，、", "@": "﹫",
    "_": "‗", "~": "∼˜〜", "'": "ʹʼ", "|": "∣", "*": "∗", "+": "＋", "=": "꞊",
}  # fmt: skip
_HARD: Final = frozenset(
    "<font> <wide> <noBreak> <narrow> <initial> <medial> <final> <isolated> <small>".split()
)
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_NEGATIVE: Final = ((0x1F150, "A"), (0x1F170, "A"), (0x1F130, "A"), (0x1F110, "A"), (0x249C, "a"))
# Nine or ten digits from a character on: in circles, brackets, before a stop or a comma.
_DIGITS: Final = (
    (0x2776, 1), (0x2780, 1), (0x278A, 1), (0x24F5, 1), (0x2474, 1), (0x2488, 1), (0x1F100, 0),
    (0x1F101, 0),
)  # fmt: skip

# Letters all, without forms of others among them: ideographs, Hangul, cuneiform, hieroglyphs.
_UNIFORM: Final = (
    (0x3400, 0xA000), (0xA000, 0xA490), (0xAC00, 0xD7A4), (0xD800, 0xF900), (0x12000, 0x16A40),
    (0x17000, 0x18D00), (0x1B000, 0x1B300),
)  # fmt: skip


def _codes() -> Iterator[int]:
    """Yield the code points that have to be looked at one by one, beyond ASCII."""
    start = 0x80
    for first, last in (*_UNIFORM, (0x20000, 0x20000)):
        yield from range(start, first)
        start = last


class Characters(NamedTuple):
    """The tables, one entry a code point below `SIZE`."""

    kinds: NDArray[np.uint8]
    folds: NDArray[np.uint32]  # the character that a FOLDED, DRAWN, LOOKALIKE … one stands for
    scripts: NDArray[np.uint8]
    spread: dict[int, str]  # what a SPREAD character stands for
    composed: tuple[NDArray[np.int64], NDArray[np.uint32]]  # base << 32 | mark → letter, sorted


@cache
def characters() -> Characters:
    """Return the tables; they are made once, from the Unicode data of Python."""
    kinds = np.zeros(SIZE, dtype=np.uint8)
    folds = np.arange(SIZE, dtype=np.uint32)
    scripts = np.zeros(SIZE, dtype=np.uint8)
    _scripts(scripts)
    spread = _compatible(kinds, folds)
    for code, sign in _signs():
        kinds[code], folds[code] = PUNCTUATION, ord(sign)
    for code, letter in _drawn():
        kinds[code], folds[code] = DRAWN, ord(letter)
    for alike, kind in ((dict(_alike()), LOOKALIKE), (SMALL_CAPITALS, SMALL)):
        for character, latin in alike.items():
            kinds[ord(character)], folds[ord(character)] = kind, ord(latin)
    for first in range(26):
        folds[0x1F1E6 + first] = ord("A") + first
    for ranges, special in _RANGES:
        for first, last in ranges:
            kinds[first : last + 1] = special
    for ranges, space in ((_SPACES, " "), (_LINES, "\n")):
        for first, last in ranges:
            kinds[first : last + 1], folds[first : last + 1] = FOLDED, ord(space)
    return Characters(kinds, folds, scripts, spread, _composed())


_RANGES: Final[tuple[tuple[tuple[tuple[int, int], ...], int], ...]] = (
    (_MARKS, MARK),
    (_DROPPED, DROPPED),
    (_BIDI, BIDI),
    (((0x200C, 0x200D),), JOINER),
    (_SELECTORS, SELECTOR),
    (((0xE0000, 0xE007F),), TAG),
    (((0x1F1E6, 0x1F1FF),), REGION),
)


def _alike() -> Iterator[tuple[str, str]]:
    return (
        (character, latin)
        for latin, many in LOOKALIKES.items()
        for character in many
        if not character.isdecimal()  # a digit of another script is the digit that it means
    )


def _signs() -> Iterator[tuple[int, str]]:
    """Yield the signs that are folded among ASCII only, full width ones among them."""
    yield from ((ord(sign), ascii_) for ascii_, many in _PUNCTUATION.items() for sign in many)
    for code in range(0xFF01, 0xFF5F):
        if not chr(code - 0xFEE0).isalnum():
            yield code, chr(code - 0xFEE0)


def _drawn() -> Iterator[tuple[int, str]]:
    """Yield letters and digits that are circled, squared, raised or lowered."""
    for first, letter in _NEGATIVE:
        yield from ((first + nth, chr(ord(letter) + nth)) for nth in range(26))
    for first, digit in _DIGITS:
        yield from ((first + nth - digit, str(nth)) for nth in range(digit, 10))
    yield from ((code, "0") for code in (0x24FF, 0x1F10B, 0x1F10C))
    for code in _codes():
        tag, _, _ = unicodedata.decomposition(chr(code)).partition(" ")
        if tag in ("<circle>", "<square>", "<super>", "<sub>"):
            same = unicodedata.normalize("NFKC", chr(code))
            if len(same) == 1 and same.isascii() and same.isalnum():
                yield code, same


def _compatible(kinds: NDArray[np.uint8], folds: NDArray[np.uint32]) -> dict[int, str]:
    """Enter what is the same as another character by NFKC, and digits of other scripts."""
    spread = {ord(character): letters for character, letters in _LIGATURES.items()}
    for code in (*_codes(), *range(0x2F800, 0x2FA20)):
        character = chr(code)
        tag, _, _ = unicodedata.decomposition(character).partition(" ")
        if character.isdecimal():
            kinds[code], folds[code] = FOLDED, ord(str(unicodedata.decimal(character)))
        elif tag in _HARD or (tag and tag[0] != "<") or 0x2F00 <= code < 0x2FD6 or code == 0x17F:
            same = unicodedata.normalize("NFKC", character)
            if len(same) == 1 and same != character:
                kinds[code], folds[code] = FOLDED, ord(same)
        elif unicodedata.category(character) in ("Mn", "Me"):
            kinds[code] = OTHER_MARK
    for code in spread:
        kinds[code] = SPREAD
    return spread


def _scripts(scripts: NDArray[np.uint8]) -> None:
    for first, last in _UNIFORM:
        scripts[first:last] = LETTER
    for code in (*range(0x80), *_codes()):
        character = chr(code)
        if character.isdecimal():
            scripts[code] = DIGIT
        elif character.isalpha():
            scripts[code] = LATIN if _is_latin(code) else LETTER
    for ranges, script in (
        (_JOINING, JOINING),
        (_IDEOGRAPHS, IDEOGRAPH),
        (_EMOJI, EMOJI),
        (((0x0590, 0x05FF),), RIGHT_TO_LEFT),
    ):
        for first, last in ranges:
            part = scripts[first : min(last + 1, SIZE)]
            part[part != DIGIT] = script


def _is_latin(code: int) -> bool:
    return code < 0x250 or unicodedata.name(chr(code), "").startswith(("LATIN", "MODIFIER LETTER"))


def _composed() -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Return what a letter and a combining mark make together, sorted for a search."""
    found: dict[int, int] = {}
    for code in _range_of((0xC0, 0x0590), (0x1E00, 0x2000), (0x3040, 0x3100)):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and parts[0][0] != "<":
            found[int(parts[0], 16) << 32 | int(parts[1], 16)] = code
    keys = sorted(found)
    return np.array(keys, dtype=np.int64), np.array([found[k] for k in keys], dtype=np.uint32)


def _range_of(*ranges: tuple[int, int]) -> Iterable[int]:
    return (code for first, last in ranges for code in range(first, last))


def code_points(text: str) -> NDArray[Any]:
    """Return the characters of a text as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def text_of(codes: NDArray[Any]) -> str:
    """Return the text of numbers, lone surrogates included."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
