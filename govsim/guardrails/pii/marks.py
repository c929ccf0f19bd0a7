"""Takes the marks off letters, so that a word is the same with them and without."""

from __future__ import annotations

import unicodedata
from typing import Final

# Letters that no sign is left of when the marks on letters are taken off.
_PLAIN: Final = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "ı": "i", "ə": "e", "đ": "d", "ð": "d", "æ": "ae", "þ": "th"}
)


def without_marks(text: str) -> str:
    """Return a text in small letters without the marks on them; its length may change."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
