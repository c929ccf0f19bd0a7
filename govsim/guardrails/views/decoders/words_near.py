"""Tells whether one of some words stands near a place of a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import WORDS, Clues, Words
from govsim.guardrails.views.rewriting import stretches

_BEFORE: Final = 110  # characters in front of a place in which a word speaks for it
_BEHIND: Final = 60
_MOST: Final = 128  # places of words that are looked at


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


def matches_near(
    pattern: re.Pattern[str], text: str, clues: Clues, words: Words, reach: int = _BEFORE
) -> Iterator[re.Match[str]]:
    """Yield what matches a pattern near one of some words, the first hundred or so of them.

    Args:
        pattern: What to look for.
        text: Any text.
        clues: The same at a glance.
        words: The words, as `Clues.words` has them.
        reach: Characters on either side of a word that are looked at.
    """
    places = [(at, at) for at in clues.places(words)[:_MOST]]
    for near in stretches(places, 2 * reach):
        yield from pattern.finditer(text, max(0, near[0][0] - reach), near[-1][1] + reach)
