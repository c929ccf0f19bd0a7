"""Cuts the windows of texts that the second tier learns from."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

from tools.training.injection.pool import Row

SHORT = 340  # a text up to here is one window
WINDOW = 300


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of a row, as the second tier sees it."""

    text: str
    label: int
    channel: str
    row: int


def windows_of(row: Row, number: int, rng: random.Random) -> Iterator[Window]:
    """Return what to learn from a row: all of it, its attack, or some stretches."""
    text = row.text
    if len(text) <= SHORT:
        yield Window(text, row.label, row.channel, number)
    elif row.focus and (span := found(text, row.focus)):
        yield Window(around(text, *span, rng), 1, row.channel, number)
        if clean := _elsewhere(text, span, rng):
            yield Window(clean, 0, row.channel, number)
    elif row.label and row.channel == "data":
        return  # where the attack stands is not known
    elif row.label:
        yield Window(text[:WINDOW], 1, row.channel, number)
        if len(text) > 700:
            yield Window(cut(text, rng.randrange(len(text) - WINDOW)), 1, row.channel, number)
    else:
        yield Window(cut(text, 0), 0, row.channel, number)
        for _ in range(1 + (len(text) > 1500)):
            yield Window(cut(text, rng.randrange(len(text) - WINDOW)), 0, row.channel, number)


def cut(text: str, start: int) -> str:
    """Return a window from a place on, moved to the next blank."""
    if start:
        blank = text.find(" ", start, start + 30)
        start = blank + 1 if blank >= 0 else start
    return text[start : start + WINDOW]


def around(text: str, start: int, end: int, rng: random.Random) -> str:
    """Return a window that holds a span, not always in the middle."""
    spare = max(0, WINDOW - (end - start))
    before = rng.randrange(spare + 1)
    return cut(text, max(0, min(start - before, len(text) - WINDOW)))


def found(text: str, focus: str) -> tuple[int, int] | None:
    for form in (focus, " ".join(focus.split()), json.dumps(focus, ensure_ascii=False)[1:-1]):
        head = form[:WINDOW]
        if (at := text.find(head)) >= 0:
            return at, at + len(head)
    return None


def _elsewhere(text: str, span: tuple[int, int], rng: random.Random) -> str | None:
    """Return a stretch well away from a span."""
    start, end = span
    free = [(0, start - 10), (end + 10, len(text))]
    long = [(low, high) for low, high in free if high - low > 120]
    if not long:
        return None
    low, high = rng.choice(long)
    at = rng.randrange(low, max(low + 1, high - WINDOW))
    return text[at : min(at + WINDOW, high)]
