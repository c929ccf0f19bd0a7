"""Decides what each character is to the scan of words: a blank, a word, a sign, an ideograph."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.injection.ngrams import IDEOGRAPH, NEWLINE, SIGN, SPACE, WORD


@lru_cache(maxsize=1)
def character_classes() -> NDArray[np.uint8]:
    """Return what each code point below 65,536 is.

    It depends on the Unicode of this Python, so what is trained keeps the table it was made with.
    """
    return np.array([_class_of(code) for code in range(0x10000)], dtype=np.uint8)


def _class_of(code: int) -> int:
    char = chr(code)
    category = unicodedata.category(char)
    if char in "\n\r\x0b\x0c\u2028\u2029\x85":
        return NEWLINE
    if category[0] in "ZC":
        return SPACE
    if _stands_alone(code):
        return IDEOGRAPH
    return WORD if category[0] in "LNM" else SIGN


def _stands_alone(code: int) -> bool:
    """Whether each such character is a token: ideographs and kana, written without blanks."""
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x3040 <= code <= 0x30FF
