"""Decides by one pass of Hyperscan which patterns can match a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

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
        flags = (
            hyperscan.HS_FLAG_PREFILTER
            | hyperscan.HS_FLAG_SINGLEMATCH
            | hyperscan.HS_FLAG_CASELESS
            | hyperscan.HS_FLAG_DOTALL
            | hyperscan.HS_FLAG_MULTILINE
            | hyperscan.HS_FLAG_ALLOWEMPTY
        )
        readable: list[int] = []
        for number, pattern in enumerate(patterns):
            trial = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
            try:
                trial.compile(
                    expressions=[pattern.encode()], ids=[number], elements=1, flags=[flags]
                )
            except hyperscan.error:
                self._always.add(number)
            else:
                readable.append(number)
        self._database: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=[patterns[n].encode() for n in readable],
            ids=readable,
            elements=len(readable),
            flags=[flags] * len(readable),
        )

    def possible(self, text: str) -> frozenset[int] | None:
        """Return the patterns that can match; None is all, as for texts beyond ASCII.

        Beyond ASCII the engines differ in what a letter or a digit is.
        """
        if not text.isascii() or len(text) > _LONGEST:
            return None
        found = set(self._always)

        def met(number: int, start: int, end: int, flags: int, context: object) -> None:
            found.add(number)

        self._database.scan(text.encode(), match_event_handler=met)
        return frozenset(found)


def prefilter(patterns: Sequence[str]) -> Prefilter | None:
    """Return a prefilter of patterns, or None where Hyperscan is not installed."""
    try:
        return Prefilter(patterns)
    except ImportError:
        return None
