"""Reads short base64 of values in the paths and queries of addresses: `/u/a2ltQHdlYi5kZQ?t=1`."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.value_shapes import ADDRESS
from govsim.guardrails.views.values import Decoding

# Each byte that is printed begins with a sign of this range; three more go with it.
_PART: Final = re.compile(
    r"(?<=[/=])[K-OQ-Za-e][\w-]{3}(?:[I-Za-f][\w-]{3}){1,20}(?:[I-Za-f][\w-]{1,2}(?:%3[dD]"
    r"|=){0,2})?"
    r"(?![\w+/=-])|(?<=[/=])[K-OQ-Za-e][\w-]{3}(?:[I-Za-f][\w-]{3}){1,20}(?:[I-Za-f][\w-]{1,2})?"
    r"(?=/(?![A-Za-z0-9+/]{24}))"
)
_FEWEST: Final = 10  # signs
_FORMS: Final = re.compile(
    r"[+(]?\d[\d .()/-]{6,24}\d|[A-Z]{2}\d{2}[A-Z0-9 ]{11,40}|\d{1,3}(?:\.\d{1,3}){3}"
    r"|(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{1,4}:{1,2}){3,7}[0-9A-Fa-f]{1,4}"
    r"|[A-Za-z_]{2,16}[:=].{4,48}|(?=[A-Za-z_-]{0,19}\d)(?=\d{0,19}[A-Za-z_])[\w-]{16,48}"
)
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"/=")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such addresses, the values in them as they are usually written."""
    pieces: list[Piece] = []
    raw = clues.raw
    for start, end in clues.tokens:
        if end - start < _FEWEST or not _is_set_apart(raw, start, end):
            continue
        parts = _PART.finditer(text, max(0, start - 1), min(len(text), end + 6))
        pieces += ((*m.span(), value) for m in parts if (value := _value(m.group())) is not None)
    for near in stretches(pieces):
        yield rewritten(text, near, "base64")


def _is_set_apart(raw: bytes, start: int, end: int) -> bool:
    """Whether a sign of paths or queries is in a stretch, or in front of it."""
    return (
        raw.find(b"/", max(0, start - 1), end) >= 0 or raw.find(b"=", max(0, start - 1), end) >= 0
    )


@lru_cache(maxsize=2048)
def _value(part: str) -> str | None:
    """Return the value that a part of an address stands for."""
    token = part.replace("%3d", "").replace("%3D", "").rstrip("=")
    if len(token) < _FEWEST or token.islower() or token.isdigit() or not token.isascii():
        return None
    try:
        plain = binascii.a2b_base64(
            token.replace("-", "+").replace("_", "/") + "=" * (-len(token) % 4)
        ).decode("ascii")
    except ValueError:
        return None
    if not plain.isprintable():
        return None
    return plain if ADDRESS.fullmatch(plain) or _FORMS.fullmatch(plain) else None
