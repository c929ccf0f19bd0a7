"""Holds a labelled row: a text, where it stands, and what is known to be right about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from govsim.errors import Place
from govsim.guardrails.values import Channel

UNSTATED: Final = "unstated"
By = Literal["source", "channel", "lang", "kind"]
WAYS: Final[tuple[By, ...]] = ("source", "channel", "lang", "kind")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text that is known to hold something, in characters, half-open."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Row:
    """One text with what is known of it.

    A row may be labelled as a whole, by spans, both ways, or not at all.
    """

    id: str | int  # as given, else FILE:LINE
    text: str
    label: bool | None = None  # whether it is an attack; None: nobody said
    spans: tuple[Span, ...] | None = None  # None: nobody said; empty: there is nothing in it
    channel: Channel = Channel.USER
    source: str = UNSTATED
    lang: str = UNSTATED
    kind: str = UNSTATED
    licence: str = UNSTATED
    at: Place | None = field(default=None, compare=False)  # where its file has it

    def group(self, by: By) -> str:
        """Return what the row counts under, in one way of grouping."""
        return str(getattr(self, by))
