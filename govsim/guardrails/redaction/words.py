"""Holds invented words for surrogates: they sound like names, and are nobody's."""

from __future__ import annotations

from typing import Final

_OPENINGS: Final = (
    "Bra Cal Dor El Fen Gal Hol Ir Jor Kel Lor Mar Nor Or Pel Quil Ros Sel Tor Ul".split()
)
_MIDDLES: Final = "da de di lo ma mi na ne ra ri so ta ti va ve vo".split()
_ENDINGS: Final = (
    "bry cott den dren fell grave lan lin mont nard rick shaw ston vale wick wyn".split()
)


def invented_word(index: int) -> str:
    """Return the word of an index; different indexes below 80 million give different words."""
    index, opening = divmod(index, len(_OPENINGS))
    index, ending = divmod(index, len(_ENDINGS))
    middles = ""
    while True:
        index, middle = divmod(index, len(_MIDDLES))
        middles = _MIDDLES[middle] + middles
        if not index:
            return f"{_OPENINGS[opening]}{middles}{_ENDINGS[ending]}"
        index -= 1
