"""Screens a text into views: the plain text, and what is encoded or hidden in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim.guardrails.normalise.disguises import unleet, unmorsed, unspaced
from govsim.guardrails.normalise.escapes import spelled, unescape, unmarked
from govsim.guardrails.normalise.fold import fold, smuggled
from govsim.guardrails.normalise.hidden import hidden
from govsim.guardrails.normalise.payloads import payloads
from govsim.guardrails.normalise.view import View

SMUGGLED: Final = ("tag characters", "variation selectors")
HIDDEN: Final = ("html comment", "hidden element", "attribute", "markdown comment")
_DEEPEST: Final = 3
_MOST: Final = 100  # views of one text


def plain(text: str) -> View:
    """Return the text with look-alikes, escapes and disguises undone in place."""
    return _plain(View(text))


def views(text: str) -> tuple[View, ...]:
    """Return every reading of a text: the plain one first, then what is in it, nested too.

    A reading stands instead of what it was read from: a text whose decoding is harmless is not
    judged by the look of its code. The work grows with the length of the text.
    """
    found: list[View] = []
    budget = 4 * len(text) + 1000
    for view in _unfold(View(text), 0):
        budget -= len(view.text)
        if budget < 0 or len(found) == _MOST:
            break
        found.append(view)
    return tuple(found)


def _unfold(view: View, depth: int) -> Iterator[View]:
    shown = _plain(view)
    yield shown
    if depth == _DEEPEST:
        return
    for inner in smuggled(view):
        yield from _unfold(inner, depth + 1)
    for inner in payloads(shown):
        yield from _unfold(inner, depth + 1)
    for inner in hidden(shown):
        yield inner
        for deeper in payloads(inner):
            yield from _unfold(deeper, depth + 2 if depth + 2 < _DEEPEST else _DEEPEST)


def _plain(view: View) -> View:
    view = unescape(fold(view))
    view = fold(view)
    for step in (unmarked, unspaced, unleet, unmorsed, spelled):
        view = step(view)
    return view
