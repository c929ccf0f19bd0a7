"""Holds the encodings of bytes as text, and at what pitch their characters lie."""

from __future__ import annotations

import binascii
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.offsets import ONE, Offsets
from govsim.guardrails.views.readable import readable
from govsim.guardrails.views.rewriting import Rewriting

_HEXADECIMAL: Final = re.compile(r"[0-9A-Fa-f]+")
_BASE32: Final = re.compile(r"(?:[A-Z2-7]{16,}|[a-z2-7]{16,})={0,6}")
_TOKEN: Final = re.compile(r"[A-Za-z0-9+/_-]+={0,6}")
_LONG: Final = 24
_DIGITS32: Final = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHIJKLMNOPQRSTUV"
)
_WIDTHS: Final = re.compile("[\0-\x7f]+|[\x80-\u07ff]+|[\u0800-\uffff]+|[\U00010000-\U0010ffff]+")


class Encoding(NamedTuple):
    """How bytes are written."""

    step: str
    pitch: int  # of one byte, in sixtieths of a character
    group: int  # characters that are decoded together
    decode: Callable[[str], bytes]

    def sure(self, token: str) -> bool:
        """Whether a token looks like this encoding and nothing else."""
        return token.endswith("=")


def _base64(token: str) -> bytes:
    plain = token.rstrip("=").replace("-", "+").replace("_", "/")
    if len(plain) % 4 == 1:
        plain = plain[:-1]
    return binascii.a2b_base64(plain + "=" * (-len(plain) % 4))


def _base32(token: str) -> bytes:
    plain = token.rstrip("=").upper()
    if len(plain) % 8 in (1, 3, 6):
        plain = plain[:-1]
    # As one number, which takes a tenth of the time that the library takes.
    bits = 5 * len(plain)
    return (int(plain.translate(_DIGITS32), 32) >> bits % 8).to_bytes(bits // 8, "big")


def _hexadecimal(token: str) -> bytes:
    return bytes.fromhex(token[: len(token) // 2 * 2])


_HEX: Final = Encoding("hex", 2 * ONE, 2, _hexadecimal)
_B32: Final = Encoding("base32", 8 * ONE // 5, 8, _base32)
BASE64: Final = Encoding("base64", 4 * ONE // 3, 4, _base64)


def encodings_of(token: str) -> Iterator[Encoding]:
    """Yield the encodings that a token may be in, the narrowest first."""
    if _HEXADECIMAL.fullmatch(token):
        yield _HEX
    if _BASE32.fullmatch(token):
        yield _B32
    if not token.isdigit():
        yield BASE64


def pitched(plain: str, pitch: int, at: int, length: int, *, backwards: bool = False) -> Offsets:
    """Return the offsets of text that lies byte by byte in a token.

    Args:
        plain: The text, UTF-8 once.
        pitch: Of one byte, in sixtieths of a character.
        at: Where the token begins.
        length: Of the token.
        backwards: Whether the token is read from its end.
    """
    made = Rewriting()
    size = len(plain) if plain.isascii() else len(plain.encode("utf-8", "surrogatepass"))
    if abs(size * pitch // ONE - length) > 16 or (backwards and not plain.isascii()):
        made.add(plain, at, at + length)  # it was compressed, or wide: all is from all
    elif plain.isascii():
        made.add(plain, at, at + length, -pitch if backwards else pitch)
    else:
        byte = 0
        for match in _WIDTHS.finditer(plain):
            width = len(match.group()[0].encode("utf-8", "surrogatepass"))
            first = at + byte * pitch // ONE
            byte += width * len(match.group())
            last = min(at + length, at - (-byte * pitch // ONE))
            made.add(match.group(), first, last, pitch * width)
    return made.decoding(0, 0).maps[0]


def is_encoded(token: str) -> bool:
    """Whether a long token is readable when it is decoded."""
    if len(token) < _LONG or not _TOKEN.fullmatch(token):
        return False
    for encoding in encodings_of(token):
        try:
            raw = encoding.decode(token)
        except (binascii.Error, ValueError):
            continue
        if readable(raw, len(raw)) is not None:
            return True
    return False
