"""Renders text with colour; whether to is decided by the command line."""

from __future__ import annotations

import re
from typing import Final

_RESET: Final = "\x1b[0m"
_BOLD, _RED, _GREEN, _YELLOW, _BLUE, _DIM = (
    f"\x1b[{code}m" for code in ("1", "1;31", "1;32", "1;33", "1;34", "2")
)
# What stands first on a line says what the line is.
_PAINTS: Final = tuple(
    (re.compile(pattern, re.MULTILINE), colour)
    for pattern, colour in (
        (r"^error\[[\w-]+\]:", _RED),
        (r"^warning\[[\w-]+\]:", _YELLOW),
        (r"^note\[[\w-]+\]:", _BLUE),
        (r"^hint:", _GREEN),
        (r"^ALLOW\b", _GREEN),
        (r"^(?:DENY|FAIL|REFUTED)\b", _RED),
        (r"^(?:PASS|PROVED)\b", _GREEN),
        (r"^== .* ==$", _BOLD),
        (r"^ +missing\b", _RED),
        (r"^ +met\b", _GREEN),
        (r"^ +(?:-->|\|).*$", _DIM),
        (r"^ *\+ ", _GREEN),
        (r"^ *- ", _RED),
    )
)


def painted(text: str) -> str:
    """Return text with the words that say how it stands in colour."""
    for pattern, colour in _PAINTS:
        text = pattern.sub(lambda found, c=colour: f"{c}{found[0]}{_RESET}", text)  # type: ignore[misc]
    return text
