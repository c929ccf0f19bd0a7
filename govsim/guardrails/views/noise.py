"""Decides how much of a long text is noise: signs in an order that no writing has."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.views import characters as ch

_BLOCK: Final = 65_536  # characters that are looked at together
_LEAST: Final = 16_384  # characters of a last block that are enough to tell
_ROW: Final = 4  # signs that follow each other
# Share of rows of signs in a block that are in it once: a third and more where chance made it, a
# fourteenth at most in programs, tables, pages and prose.
_CHANCE: Final = 0.2
_CAPITAL, _DIGIT, _BLANK = range(0x110100, 0x110103)  # as no script and no sign is
_CODES: Final = 16  # scripts and the like, below which no sign is


def noise_in(text: str) -> int:
    """Return how many characters of a text stand in blocks of noise.

    A capital is like any other, and so is a digit, and a letter of one script: what is written in
    base64 is no noise, however much chance is in it.
    """
    found = 0
    for start in range(0, len(text), _BLOCK):
        block = text[start : start + _BLOCK]
        if len(block) >= _LEAST and _varied(block) > _CHANCE:
            found += len(block)
    return found


def _varied(block: str) -> float:
    """Return which share of the rows of signs in a block are different ones."""
    kinds, at = np.unique(_kinds_of(ch.code_points(block)), return_inverse=True)
    rows = np.zeros(len(at) - _ROW + 1, np.int64)
    for place in range(_ROW):
        rows *= len(kinds)
        rows += at[place : place + len(rows)]
    return len(np.unique(rows)) / len(block)


def _kinds_of(codes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return what kind of sign each character is: a letter of a script, a digit, or itself."""
    scripts = ch.characters().scripts[np.minimum(codes, ch.SIZE - 1)].astype(np.int64)
    signs = (scripts == ch.NO_SCRIPT) | (scripts == ch.EMOJI)
    kinds = np.where(signs, codes.astype(np.int64) + _CODES, scripts)
    kinds[(codes >= ord("A")) & (codes <= ord("Z"))] = _CAPITAL
    kinds[(codes >= ord("0")) & (codes <= ord("9"))] = _DIGIT
    kinds[codes == ord(" ")] = _BLANK
    return kinds
