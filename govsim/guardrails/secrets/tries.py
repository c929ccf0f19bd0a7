"""Holds how much may be tried in one text before it counts as unscanned."""

from __future__ import annotations

from typing import Final

from govsim.guardrails.values import Unscanned

_LEAST: Final = 20_000  # tries, however short the text is


class Tries:
    """Counts what is tried in one text, so that no text takes more than in proportion to it.

    Args:
        text: The text.
        each: Characters of it to one try, if it is long.
        what: What is tried, for whoever is told that it was too much.
    """

    def __init__(self, text: str, each: int, what: str) -> None:
        self._left = self._most = max(_LEAST, len(text) // each)
        self._what = what

    def one_more(self) -> None:
        """Count one.

        Raises:
            Unscanned: There were too many.
        """
        self._left -= 1
        if self._left < 0:
            raise Unscanned("secrets", f"more than {self._most} {self._what} stand in the text")
