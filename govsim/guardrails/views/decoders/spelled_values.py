"""Reads values that are spelled one word a sign: `Alfa 5 four colon`, `DIGIT TWO, FULL STOP`.

Words of the alphabets of radio operators, names of digits and of signs, names of Unicode and single
signs stand in one row; a row is read where enough of it can be nothing but spelling.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.alphabets import NATO
from govsim.guardrails.views.decoders.number_names import BY_LANGUAGE, SIGN_WORDS
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_LANGUAGES: Final = 2  # whose digits are said beside alphabets: English and German
_SIGNS: Final = {
    name: sign for name, sign in SIGN_WORDS.items() if name.isalpha() and len(name) > 1
} | {"klammeraffe": "@", "doppelpunkt": ":", "unterstrich": "_", "bindestrich": "-"}
# What Unicode calls signs, those of more than one word.
_NAMED: Final = {
    "full stop": ".", "commercial at": "@", "hyphen-minus": "-", "low line": "_", "plus sign": "+",
    "colon": ":", "solidus": "/", "reverse solidus": "\\", "equals sign": "=", "number sign": "#",
    "dollar sign": "$", "percent sign": "%", "ampersand": "&", "asterisk": "*", "comma": ",",
    "exclamation mark": "!", "question mark": "?", "tilde": "~", "space": " ",
    "left parenthesis": "(", "right parenthesis": ")", "semicolon": ";", "vertical line": "|",
    "circumflex accent": "^",
}  # fmt: skip
_DIGITS: Final = {
    name: digit for names in BY_LANGUAGE[:_LANGUAGES] for name, digit in names.items()
}
_OF_UNICODE: Final = r"latin (?:capital|small) letter [a-z]|digit [a-z]{3,5}"
_WORDS: Final = {**_NAMED, **_SIGNS, **_DIGITS, **NATO}
_WORD: Final = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_TOKEN: Final = rf"(?:{_OF_UNICODE}|{_WORD}|[a-z0-9](?![^\W_])|\d{{2,4}}(?![^\W_]))"
_ROW: Final = re.compile(
    rf"(?<![^\W_]){_TOKEN}(?:[ ,;\t\n]{{1,3}}{_TOKEN}(?![^\W_])){{6,160}}", re.IGNORECASE
)
_EACH: Final = re.compile(_TOKEN, re.IGNORECASE)
# Of an account, of which only the country is spelled.
_ACCOUNT: Final = re.compile(
    r"(?<![^\W_])([A-Za-z-]{4,8})[ ,-]{1,2}([A-Za-z-]{4,8})[ ,]{1,2}"
    r"(\d\d(?=[A-Z0-9 ]{11})[ A-Z0-9]{0,8}\d)"
)
_FEW: Final = 2
_SPELLING: Final = frozenset(word.encode() for word in NATO if word.isascii())
_RARE: Final = 3  # words that spell, of a row, and in the text
_APART: Final = 64  # characters between two words that spell
_BEFORE: Final = 120  # characters in front of the first of them
_BEHIND: Final = 240
# The name of a sign, as Unicode has it.
_OF_LETTER: Final = re.compile(rb"latin (?:capital|small) letter ")
_OF_DIGIT: Final = re.compile(rb"digit (?:zero|one|two|three|four|five|six|seven|eight|nine)\b")
_LATIN: Final = frozenset((b"latin", b"digit"))
TELLING: Final = _SPELLING | _LATIN


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with values that are spelled so, in one piece.

    Args:
        text: What is read.
        clues: What a glance at it tells.
        words: Those of `TELLING` that are in it.
    """
    pieces: list[Piece] = []
    if len(words) >= _FEW:
        for near in stretches([(at, at) for at in clues.places(words - _LATIN)], _APART):
            if len(near) >= _FEW:
                pieces += _read(text, max(0, near[0][0] - _BEFORE), near[-1][1] + _BEHIND)
    if (b"latin" in words and _OF_LETTER.search(clues.lower)) or (
        b"digit" in words and _OF_DIGIT.search(clues.lower)
    ):
        pieces += _read(text, 0, len(text))
    for near_by in gathered(pieces):
        yield rewritten(text, near_by, "spelled-out")


def _read(text: str, begin: int, end: int) -> Iterator[Piece]:
    """Yield the values that a stretch spells."""
    for match in _ACCOUNT.finditer(text, begin, end):
        if match[1].lower() in NATO and match[2].lower() in NATO:
            country = f"{_WORDS[match[1].lower()]}{_WORDS[match[2].lower()]}".upper()
            yield *match.span(), country + match[3]
    for match in _ROW.finditer(text, begin, end):
        plain = _spelled(match.group())
        if plain is not None:
            yield *match.span(), plain


def _spelled(row: str) -> str | None:
    """Return the value that a row spells; words alone are read elsewhere."""
    made, rare, exact = [], 0, False
    for token in _EACH.finditer(row):
        word = token.group().lower()
        if word.startswith("latin "):
            sign = word[-1].upper() if word[6] == "c" else word[-1]
            exact = True
        elif word.startswith("digit "):
            sign = _DIGITS.get(word[6:], "")
            exact = True
        else:
            sign = _WORDS.get(word, word)
            rare += word in NATO
        made.append(sign)
    plain = "".join(made)
    if (exact or rare >= _RARE) and any(not sign.isalpha() for sign in plain):
        return plain if exact or "@" in plain else plain.upper()
    return None
