"""Holds what an identifier looks like: its shape, its check, and the words that stand near it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

Check = Callable[[str], bool]
WORTH: Final = 0.35  # a find less likely than this is none

# In a shape, 9 is a digit, A a letter, and any other character itself.
_SHAPE_TABLE: Final = {
    **dict.fromkeys(map(ord, "0123456789"), "9"),
    **dict.fromkeys(map(ord, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), "A"),
    ord("\u2011"): "-",
    ord("\u2013"): "-",
    ord("\u00a0"): " ",
}


_SHAPE_BYTES: Final = bytes(ord(_SHAPE_TABLE.get(code, chr(code))) for code in range(256))


def shape_of(text: str) -> str:
    """Return the shape of a text: as long as the text itself."""
    if text.isascii():
        return text.encode().translate(_SHAPE_BYTES).decode()
    return text.translate(_SHAPE_TABLE)


def shape_of_mirror(mirror: bytes) -> str:
    """Return the shape of a text by its mirror in Latin-1: `?` for what it lacks."""
    return mirror.translate(_SHAPE_BYTES).decode("latin-1")


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which something personal is written.

    Attributes:
        id: `fr-nir`; the rule of its findings.
        type: The type of its findings, as in `TYPES`.
        country: ISO 3166-1 alpha-2, in capitals; empty for what has no country.
        shapes: Each as `shape_of` writes it, with the separators people use.
        check: Whether the characters that count, in capitals, can be one; None is no check.
        topics: Which words near it speak for it; see `TOPICS`.
        alone: The probability that it is one, where no such word stands near; 0 is none.
        near: The probability where such a word stands near.
    """

    id: str
    type: str
    country: str
    shapes: tuple[str, ...]
    check: Check | None
    topics: tuple[str, ...]
    alone: float
    near: float = 0.95


def separated(*groups: int, by: str = " -", kind: str = "9") -> tuple[str, ...]:
    """Return the shapes of groups of digits: joined, and separated by each of `by`."""
    joined = kind * sum(groups)
    return (joined, *(sep.join(kind * n for n in groups) for sep in by))
