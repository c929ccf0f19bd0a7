"""Decides by one pass of Hyperscan which patterns can match a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govsim.guardrails.automaton import Automaton

_LONGEST: Final = 1 << 26  # characters that are scanned at once


class Prefilter:
    """All patterns in one automaton that may say yes too often, and never no.

    Args:
        patterns: Regular expressions; those that Hyperscan cannot read always may match.

    Raises:
        ImportError: Hyperscan is not installed.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        import hyperscan

        self._always: set[int] = set()
        readable: dict[int, bytes] = {}
        for number, pattern in enumerate(patterns):
            try:
                Automaton({number: pattern.encode()}, prefilter=True)
            except hyperscan.error:
                self._always.add(number)
            else:
                readable[number] = pattern.encode()
        self._automaton = Automaton(readable, prefilter=True)

    def possible(self, text: str) -> frozenset[int] | None:
        """Return the patterns that can match; None is all, as for texts beyond ASCII.

        Beyond ASCII the engines differ in what a letter or a digit is.
        """
        if not text.isascii() or len(text) > _LONGEST:
            return None
        return frozenset(self._always | self._automaton.met(text.encode()))


def prefilter(patterns: Sequence[str]) -> Prefilter | None:
    """Return a prefilter of patterns, or None where Hyperscan is not installed."""
    try:
        return Prefilter(patterns)
    except ImportError:
        return None
