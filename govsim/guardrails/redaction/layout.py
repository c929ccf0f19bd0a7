"""Writes a surrogate as the original was written: its groups, its separators, its case."""

from __future__ import annotations

import re
from typing import Final

_SEPARATORS: Final = (" ", "-", ".", "", "/", "  ", " - ")


def in_layout(core: str, like: str) -> str:
    """Return the marks of `core` in the places where `like` has letters or digits, from the end.

    What `like` has more of stays as it is in front; what it has less of is put in front.
    """
    places = [at for at, mark in enumerate(like) if mark.isalnum()]
    cut = len(core) - len(places)
    head, body = (core[:cut], core[cut:]) if cut > 0 else ("", core)
    written = list(like)
    capitals = any(map(str.isupper, like)) or not any(map(str.islower, like))
    for at, mark in zip(places[len(places) - len(body) :], body, strict=True):
        written[at] = mark.upper() if capitals else mark.lower()
    return head + "".join(written)


def grouped(core: str, attempt: int) -> str:
    """Return digits in groups with one of several separators: one subject, several spellings."""
    separator = _SEPARATORS[attempt % len(_SEPARATORS)]
    size = 2 + attempt // len(_SEPARATORS) % 3
    return separator.join(re.findall(f".{{1,{size}}}", core))


def in_case(core: str, like: str) -> str:
    """Return a word in the case of another: small, capitals, or as it is."""
    if like.islower():
        return core.lower()
    if like.isupper() and len(like) > 1:
        return core.upper()
    return core[:1].upper() + core[1:]


def in_odd_case(core: str, attempt: int) -> str:
    """Return a word in a case that nobody writes: the bits of the attempt pick the capitals."""
    bits = attempt + 2
    return "".join(mark.upper() if bits >> at & 1 else mark.lower() for at, mark in enumerate(core))
