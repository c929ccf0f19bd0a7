"""Holds the views of a text: itself, and what is left of it when disguises are undone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """One reading of a stretch of the original text."""

    text: str
    start: int
    end: int
    steps: tuple[str, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original text that a stretch of the view comes from."""
        return self.start + start, self.start + end


@dataclass(frozen=True, slots=True)
class Hidden:
    """A stretch that a person does not see."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Views:
    """Every reading of a text."""

    plain: View
    decoded: tuple[View, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    truncated: bool = False


def views_of(text: str) -> Views:
    """Return the readings of a text."""
    return Views(View(text, 0, len(text)))
