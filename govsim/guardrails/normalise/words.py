"""Holds the common words by which a decoding is known to have come out right."""

from __future__ import annotations

import codecs
import re
from typing import Final

COMMON: Final = frozenset(
    """
    about above access act again all also always and answer any anything are assistant bank because
    been before but bypass can code command commands content could data delete developer disable
    disregard do does earlier email every execute file files filter filters following follow for
    forget from give had has have here hidden his how human ignore important in info information
    initial input instead instruction instructions into is it its just keep key keys let list make
    me message mode model must my never new no not now of on one only or original other our out
    output override password passwords please pretend previous print prior prompt prompts provide
    rather repeat reply respond response restrictions reveal rule rules safety say secret secrets
    security send should show some stop system tell than that the their them then there these they
    this to token true unrestricted use user what when where which who will with without word words
    would write you your
    """.split()
)
_LONG: Final = frozenset(word for word in COMMON if len(word) > 2)
REVERSED: Final = frozenset(word[::-1] for word in _LONG) - COMMON - {"saw", "ton", "won", "dah"}
ROTATED: Final = frozenset(codecs.encode(word, "rot13") for word in _LONG) - COMMON
_PARTS: Final = re.compile("|".join(sorted(_LONG, key=len, reverse=True)))


def apart(run: str) -> str:
    """Return letters without blanks as words, where common words stand in them."""
    low = run.lower()
    if len(low) != len(run) or low in COMMON:
        return run
    pieces: list[str] = []
    at = 0
    for match in _PARTS.finditer(low):
        pieces += [run[at : match.start()], run[match.start() : match.end()]]
        at = match.end()
    pieces.append(run[at:])
    return " ".join(piece for piece in pieces if piece)
