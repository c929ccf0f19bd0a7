"""Tells what stands inside a token that a program made: a UUID, or a long row of base64.

Parts of one look like numbers, names and places of people by chance alone.
"""

from __future__ import annotations

import re
import string
from typing import Final

_UUID: Final = re.compile(
    r"(?<![0-9A-Za-z-])[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?![0-9A-Za-z-])"
)
_WIDE: Final = 36  # characters of a UUID
_BASE_64: Final = string.ascii_letters + string.digits + "+/-_"  # that of addresses, too
_LONG: Final = 64  # characters from which on a row is no word, path or number
_KINDS: Final = tuple(re.compile(of) for of in ("[A-Z]", "[a-z]", "[0-9]"))
_LEAST: Final = 5  # of each kind in a row; a path has fewer


def is_part_of_token(text: str, start: int, end: int, *, decoded: bool = False) -> bool:
    """Whether a stretch is a part of such a token, or reaches into one; the whole of one is not.

    Args:
        text: Any text.
        start: Where the stretch begins.
        end: Where it ends, exclusive.
        decoded: Whether what stands there was decoded, so that a row of base64 may hold it.
    """
    near = max(0, start - _WIDE), min(len(text), end + _WIDE)
    if any(_cuts(found, start, end) for found in _UUID.finditer(text, *near)):
        return True
    return not decoded and _is_in_row(text, start, end)


def _cuts(found: re.Match[str], start: int, end: int) -> bool:
    overlaps = found.start() < end and start < found.end()
    return overlaps and not (start <= found.start() and found.end() <= end)


def _is_in_row(text: str, start: int, end: int) -> bool:
    """Whether signs of base64 go on before or behind a stretch that is made of them."""
    if text[start:end].strip(_BASE_64):
        return False
    head, tail = text[max(0, start - _LONG) : start], text[end : end + _LONG]
    before = head[len(head.rstrip(_BASE_64)) :]
    behind = tail[: len(tail) - len(tail.lstrip(_BASE_64))]
    row = before + text[start:end] + behind
    if len(row) < _LONG or not (before or behind):
        return False
    return all(len(kind.findall(row)) >= _LEAST for kind in _KINDS)
