"""Decodes passwords and keys of which a text says how they are encoded, if they can be printed."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Final

from govsim import expressions as re

_LEAST: Final = 5  # signs
_PRINTED: Final = re.compile(r"[!-~]+")


def from_base64(value: str) -> str | None:
    """Return what base 64 stands for, that of addresses too, or nothing."""
    solid = value.rstrip(".=")
    padded = solid + "=" * (-len(solid) % 4)
    return _decoded(base64.urlsafe_b64decode, padded.replace("+", "-").replace("/", "_"))


def from_base32(value: str) -> str | None:
    """Return what base 32 stands for, or nothing."""
    solid = value.rstrip(".=").upper()
    return _decoded(base64.b32decode, solid + "=" * (-len(solid) % 8))


def from_hexadecimal(value: str) -> str | None:
    """Return what digits of base 16 stand for, with spaces between them or none."""
    return _decoded(bytes.fromhex, value)


def from_octal(value: str) -> str | None:
    """Return what numbers of base 8 stand for, spaces between them."""
    return printed(bytes(int(number, 8) & 255 for number in value.split()))


def _decoded(decode: Callable[[str], bytes], value: str) -> str | None:
    try:
        return printed(decode(value))
    except (binascii.Error, ValueError):
        return None


def printed(raw: bytes) -> str | None:
    """Return bytes as a text of signs that can be typed, or nothing."""
    plain = raw.rstrip(b"\n").decode("latin-1")
    return plain if len(plain) >= _LEAST and _PRINTED.fullmatch(plain) else None
