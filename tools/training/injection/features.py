"""Turns rows into flat arrays of n-grams that the heads are trained on."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.injection.ngrams import (
    IDEOGRAPH,
    NEWLINE,
    SIGN,
    SPACE,
    WORD,
    grams_of,
)

BUCKETS = 1 << 18
LONGEST = 6000  # characters of a text that the heads learn from


def character_classes() -> NDArray[np.uint8]:
    """Return what each code point below 65,536 is to the scan."""
    classes = np.zeros(65536, np.uint8)
    for code in range(65536):
        char = chr(code)
        category = unicodedata.category(char)
        if char in "\n\r\x0b\x0c\u2028\u2029\x85":
            classes[code] = NEWLINE
        elif category[0] in "ZC":
            classes[code] = SPACE
        elif _stands_alone(code):
            classes[code] = IDEOGRAPH
        elif category[0] in "LNM":
            classes[code] = WORD
        else:
            classes[code] = SIGN
    return classes


def _stands_alone(code: int) -> bool:
    """Whether each such character is a token: ideographs and kana, written without blanks."""
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x3040 <= code <= 0x30FF


@dataclass(slots=True)
class Flat:
    """The n-grams of many texts, end to end; a text without tokens has one that holds nothing."""

    grams: NDArray[np.int32]  # buckets, token by token
    gram_at: NDArray[np.int64]  # where each token's n-grams begin; one more at the end
    token_at: NDArray[np.int64]  # where each text's tokens begin; one more at the end


def flat_grams(texts: Sequence[str], classes: NDArray[np.uint8]) -> Flat:
    """Compute the n-grams of many texts."""
    grams, counts, tokens = [], [], []
    for number, text in enumerate(texts):
        found = grams_of(text[:LONGEST], classes, BUCKETS)
        if found is None:
            counts.append(np.zeros(1, np.int64))
            tokens.append(1)
            continue
        size = len(found)
        length = np.diff(np.append(found.first, found.of_characters.shape[1]))
        owner = np.repeat(np.arange(size), length)
        lead = found.first[0]  # a blank before the first token belongs to none
        of_characters = found.of_characters[:, lead:]
        token = np.concatenate(
            [np.tile(np.arange(size), len(found.of_tokens)), np.tile(owner, len(of_characters))]
        )
        every = np.concatenate([found.of_tokens.ravel(), of_characters.ravel()])
        order = np.argsort(token, kind="stable")
        grams.append(every[order].astype(np.int32))
        counts.append(np.bincount(token, minlength=size).astype(np.int64))
        tokens.append(size)
        if number % 20000 == 19999:
            print("n-grams of", number + 1, "texts", file=sys.stderr, flush=True)
    return Flat(
        grams=np.concatenate(grams),
        gram_at=np.concatenate([[0], np.cumsum(np.concatenate(counts))]),
        token_at=np.concatenate([[0], np.cumsum(tokens)]).astype(np.int64),
    )
