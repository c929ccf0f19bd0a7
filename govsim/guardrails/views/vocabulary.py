"""Holds the common words of English, and cuts letters that run together into them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import inf, log2
from typing import Final

WORDS: Final = files("govsim.guardrails.views") / "words.txt"  # the most common first
_LONGEST: Final = 20
_UNKNOWN: Final = 13.0  # bits for a letter that is in no word
_ALONE: Final = {"a": 5.0, "i": 6.0}


@cache
def _costs() -> dict[str, float]:
    """Return by how many bits each word is rarer than certain."""
    words = WORDS.read_text(encoding="ascii").split()
    return {word: 3.0 + log2(rank + 8) for rank, word in enumerate(words)} | _ALONE


@cache
def raw_words() -> frozenset[bytes]:
    """Return the common words as bytes."""
    return frozenset(word.encode("ascii") for word in _costs())


def common(words: Iterable[str], least: int = 2) -> set[str]:
    """Return which of some words, in small letters, are common ones of so many letters or more."""
    return {word for word in _costs().keys() & set(words) if len(word) >= least}


@cache
def _signatures() -> dict[str, str]:
    """Return the commonest word by its first and last letter and those between, in order."""
    found: dict[str, str] = {}
    for word in _costs():
        if len(word) > 3:
            found.setdefault(_signature(word), word)
    return found


def _signature(word: str) -> str:
    return word[0] + word[-1] + "".join(sorted(word[1:-1]))


def unscrambled(word: str) -> str | None:
    """Return the common word with the letters of a word, of which the first and last are right."""
    return _signatures().get(_signature(word)) if len(word) > 3 else None


def known(word: str) -> bool:
    """Whether a word, in small letters, is a common one."""
    return word in _costs()


def commonest(words: Iterable[str]) -> str | None:
    """Return the commonest of some words, or None if none of them is common."""
    costs = _costs()
    return min(filter(costs.__contains__, words), key=costs.__getitem__, default=None)


def cut(letters: str) -> list[str]:
    """Return the likeliest words that small letters make when they run together.

    Letters that make no word come one by one. It takes time in proportion to the letters.
    """
    costs, heads, length = _costs(), _heads(), len(letters)
    best = [0.0, *[inf] * length]
    begins = [0] * (length + 1)
    for start in range(length):
        before = best[start]
        # Of words that cost the same, the letter alone is taken, then what begins first.
        if before + _UNKNOWN <= best[start + 1]:
            best[start + 1], begins[start + 1] = before + _UNKNOWN, start
        for end in range(start + 1, min(start + _LONGEST, length) + 1):
            word = letters[start:end]
            cost = costs.get(word)
            if cost is not None and before + cost < best[end]:
                best[end], begins[end] = before + cost, start
            if word not in heads:
                break
    words, end = [], length
    while end:
        words.append(letters[begins[end] : end])
        end = begins[end]
    return words[::-1]


@cache
def _heads() -> frozenset[str]:
    """Return what words begin with that are longer."""
    return frozenset(word[:end] for word in _costs() for end in range(1, len(word)))


def share(words: list[str]) -> float:
    """Return the share of letters that stand in common words of two letters or more."""
    letters = sum(map(len, words))
    return sum(len(word) for word in words if len(word) > 1 and known(word)) / max(1, letters)
