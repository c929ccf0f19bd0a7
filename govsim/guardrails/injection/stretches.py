"""Decides which stretches of a text the encoder reads."""

from __future__ import annotations

from typing import Final

SHORT: Final = 340  # characters of a text that is read whole
WIDTH: Final = 300  # characters of a stretch


def stretches_of(
    text: str, hot: tuple[tuple[int, int], ...], *, beginning: bool
) -> tuple[tuple[int, int], ...]:
    """Return at most two stretches, the hottest first.

    Args:
        text: The text.
        hot: Where the first tier found it hottest, hottest first.
        beginning: Whether the second stretch is where the text begins, as it is for prompts: who
            hides a role in a long prompt gives it there.
    """
    if len(text) <= SHORT:
        return ((0, len(text)),)
    around = [_around(text, *span) for span in hot]
    if beginning:
        around = [*around[:1], (0, WIDTH)]
    chosen: list[tuple[int, int]] = []
    for start, end in around:
        if all(abs(start - other) > WIDTH // 2 for other, _ in chosen):
            chosen.append((start, end))
    return tuple(chosen[:2])


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch with a span in its middle, begun at a blank where one is near."""
    low = max(0, min((start + end - WIDTH) // 2, len(text) - WIDTH))
    if low:
        blank = text.find(" ", low, low + 30)
        low = blank + 1 if blank >= 0 else low
    return low, min(low + WIDTH, len(text))
