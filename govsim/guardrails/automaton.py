"""Finds by one pass of Hyperscan which of many expressions match a text, where it is installed."""

from __future__ import annotations

from collections.abc import Mapping
from threading import local
from typing import Any


class Automaton:
    """Expressions in one automaton, which several threads may ask at once.

    Args:
        expressions: Each with its number.
        prefilter: Whether an expression may be met where it does not match, so that almost every
            one can be read; letters of either case are then alike.

    Raises:
        ImportError: Hyperscan is not installed.
        hyperscan.error: An expression cannot be read.
    """

    def __init__(self, expressions: Mapping[int, bytes], *, prefilter: bool = False) -> None:
        import hyperscan

        flags = hyperscan.HS_FLAG_SINGLEMATCH | hyperscan.HS_FLAG_DOTALL
        if prefilter:
            flags |= (
                hyperscan.HS_FLAG_PREFILTER
                | hyperscan.HS_FLAG_CASELESS
                | hyperscan.HS_FLAG_MULTILINE
                | hyperscan.HS_FLAG_ALLOWEMPTY
            )
        self._database: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=list(expressions.values()),
            ids=list(expressions),
            elements=len(expressions),
            flags=[flags] * len(expressions),
        )
        # What a scan writes to: no two may share it at a time.
        self._new_scratch: Any = hyperscan.Scratch
        self._own = local()

    def met(self, text: bytes) -> set[int]:
        """Return the numbers of the expressions that a text meets."""
        found: set[int] = set()

        def met(number: int, start: int, end: int, flags: int, context: object) -> None:
            found.add(number)

        scratch = getattr(self._own, "scratch", None)
        if scratch is None:
            scratch = self._own.scratch = self._new_scratch(self._database)
        self._database.scan(text, match_event_handler=met, scratch=scratch)
        return found
