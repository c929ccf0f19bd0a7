"""Tells whether one of some words stands near a place of a text."""

from __future__ import annotations

from typing import Final

from govsim.guardrails.views.clues import WORDS, Clues, Words

_BEFORE: Final = 110  # characters in front of a place in which a word speaks for it
_BEHIND: Final = 60


def raw(word: str) -> bytes:
    r"""Return a word in small letters as `Clues.order` has it, `\xff` for letters beyond ASCII."""
    return "".join(sign if sign.isascii() else "\xff" for sign in word).encode("latin-1")


def raws(words: str) -> Words:
    """Return words that blanks set apart as `Clues.words` has them."""
    return frozenset(map(raw, words.split()))


def stands_near(
    clues: Clues, span: tuple[int, int], words: Words, before: int = _BEFORE, behind: int = _BEHIND
) -> bool:
    """Whether one of some words stands near a stretch.

    Args:
        clues: The text at a glance.
        span: The beginning of the stretch and its end.
        words: The words, as `Clues.words` has them.
        before: Characters in front of the stretch that are looked at.
        behind: Characters behind it, likewise.
    """
    start, end = span
    around = clues.lower[max(0, start - before) : start] + b" " + clues.lower[end : end + behind]
    return not words.isdisjoint(around.translate(WORDS, b"'").split())
