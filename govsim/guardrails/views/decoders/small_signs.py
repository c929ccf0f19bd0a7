"""Reads values in raised, lowered and circled signs: `A⁴⁻³¹⁻⁴¹⁻D¹…`, `⓪⓪:ⓐ⑦:ⓓ①`, `ᴬᵀ¹¹³⁴…`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import (
    ADDRESS,
    GROUPED,
    HARDWARE,
    checks_card,
    checks_iban,
    is_internet_address,
)
from govsim.guardrails.views.values import Decoding

_CODES: Final = (
    *(0xB2, 0xB3, 0xB9),
    *range(0x2070, 0x208F),
    *range(0x1D2C, 0x1D62),
    *range(0x2460, 0x2469),
    *range(0x24B6, 0x24EB),
)


def _plain(code: int) -> str:
    """Return the sign of ASCII that another one is but for its place or its circle, or nothing."""
    same = unicodedata.normalize("NFKC", chr(code)).replace("\u2212", "-")
    return same if len(same) == 1 and same.isascii() else ""


_SMALL: Final = {code: plain for code in _CODES if (plain := _plain(code))}
_CLASS: Final = "".join(map(re.escape, map(chr, _SMALL)))
_ANY: Final = re.compile(f"[{_CLASS}]")
_RUN: Final = re.compile(rf"[{_CLASS}A-Za-z0-9.:@ -]{{9,64}}+")
_LEAST: Final = 2  # such signs in a value
_SIGNS: Final = re.compile(r"[ .-]")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such values in plain signs."""
    if clues.ascii or _ANY.search(text) is None:
        return
    pieces: list[Piece] = []
    for run in _RUN.finditer(text):
        if len(_ANY.findall(run.group())) >= _LEAST:
            pieces += _values(run)
    for near in gathered(pieces):
        yield rewritten(text, near, "small-signs")


def _values(run: re.Match[str]) -> Iterator[Piece]:
    """Yield the values between blanks of a run, and that which all of it may be."""
    first, last = run.start(), run.end()
    words = [(run.start() + word.start(), word.group()) for word in re.finditer("[^ ]+", run[0])]
    for nth, (start, _) in enumerate(words):
        for at, word in words[nth : nth + 5]:
            end = min(last, at + len(word))
            plain = run.string[start:end].translate(_SMALL)
            if start >= first and _ANY.search(run.string, start, end) and _is_value(plain):
                yield start, end, plain
                first = end
                break


def _is_value(plain: str) -> bool:
    solid = _SIGNS.sub("", plain)
    return (
        HARDWARE.fullmatch(plain) is not None
        or GROUPED.fullmatch(plain) is not None
        or ADDRESS.fullmatch(plain) is not None
        or is_internet_address(plain.split("."))
        or checks_card(solid)
        or checks_iban(solid.upper())
    )
