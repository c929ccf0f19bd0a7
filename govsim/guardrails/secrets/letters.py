"""Decides how much of a text reads like words: what no random token does."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from govsim import expressions as re

_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"
# Row: the letter before (the first row: none). Column: the letter. Bits of surprise:
# (code - 33) / 6, counted over words of source code and of nine European languages.
_SURPRISE: Final = (
    "8<7:;<A@;JF=;>?9J:5:BD@LPR",
    "L>9<HJAQ=WF493_?T382CFKMER",
    "3B@D0HVV7@[3KN4Gd8=K5afa=V",
    "3Q@K3M[49l:;MR/QX=F5;UZgHW",
    "4EH>+GMT/XWBLJ6P[=<H<NWYFQ",
    ":I:6AAFTHVN9=3NBI049NCJ>IU",
    "6IEC45S\\.^k<QL2L]7A?9`U`Hy",
    "6QMM,TB95dd=F9:Pg59G9LPwIR",
    ".VPJ,X]Z2^QGHH1Qy>H<>Y]lF^",
    "<B9><C?\\SVJ8<.8BT?65MAdJcE",
    ".hHH.YhZ<hFSUN-IhRAT2O]hOX",
    "4OKI+JHG3SM;P?7IY?6J>PAcHa",
    "3NM=.GQP1\\Q4LM4KjS>?=MWh:\\",
    ".?RJ-V\\]4eSI>N45NR?K=[\\qGs",
    "6S954D2S9SFIPB:MZR71ADWgJZ",
    "IC=:ODDRG[F99/A<a1;<8??OQV",
    "1WNJ0MUC9{R6SS3;]2@8?WSnBj",
    'GXOPKS\\aX]jEXGRQGICS"P[aYj',
    "4NB?-KBV4\\FE@?5Ie?9:@IOc?Y",
    ";Q=J/NO<5aDEKM:<PO6.9SJ_ET",
    "4REL.NW60_ZFKP8IZ6<>=VN\\@R",
    "=>@B9EA^<\\P682F:f346PW\\WYX",
    "0UNX(RUZ/u[NOM7ShJKURPYaV`",
    "/QMC2M_51]WFT95RY7:LOWGSTd",
    ";E8D6>`L8reGGUN3rLH3QRX+IV",
    ";BAE5IGN=oM<:782d@25HF@ROK",
    "1WHO)KSD0YRIGJ7NVLHHFiOY?C",
)
_BITS: Final = {
    before: {letter: (ord(row[at]) - 33) / 6 for at, letter in enumerate(_ALPHABET)}
    for before, row in zip("^" + _ALPHABET, _SURPRISE, strict=True)
}
_PIECE: Final = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{3,}")
# The surprise of a letter, in bits, that one word in twenty exceeds, by length of the word.
_NATURAL: Final = {3: 5.6, 4: 5.0, 5: 4.9, 6: 4.85, 7: 4.75, 8: 4.65, 9: 4.55}
_LONG: Final = 4.45


@lru_cache(maxsize=4096)
def surprise(word: str) -> float:
    """Return the mean surprise of the letters of a word: 4 bits in words, 6 at random."""
    before, total = "^", 0.0
    for letter in word.lower():
        total += _BITS[before][letter]
        before = letter
    return total / len(word)


def is_wordlike(word: str) -> bool:
    """Whether letters follow each other as they do in words; two letters say nothing."""
    return len(word) > 2 and surprise(word) < _NATURAL.get(len(word), _LONG)


def word_share(text: str) -> float:
    """Return which share of the letters of a text stands in wordlike pieces, 0 to 1."""
    marks = sum(map(str.isalpha, text))
    if not marks:
        return 0.0
    words = (piece for piece in _PIECE.findall(text) if is_wordlike(piece))
    return sum(map(len, words)) / marks
