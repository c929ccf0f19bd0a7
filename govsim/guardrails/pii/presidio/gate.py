"""Decides which of Presidio's recognisers can find anything in a text, before they read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final

from govsim.guardrails.pii.presidio.necessity import Needs, needs_of

_ROW: Final = re.compile(r"\d+")
# A whole word that no telephone number goes on across; what introduces an extension is no such.
_BARRIER: Final = re.compile(
    r"(?<=\s)(?!(?:e?xt|int|anexo|доб)\w{0,8}\b)[A-Za-z]{3,}(?=\s)", re.IGNORECASE
)
_LEAST_DIGITS: Final = 4  # of a telephone number that any plan holds valid


class Text:
    """What a text holds, looked up once for all recognisers."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _rows(self) -> tuple[int, int]:
        rows = [len(match.group()) for match in _ROW.finditer(self.text)]
        return sum(rows), max(rows, default=0)

    @cached_property
    def _characters(self) -> frozenset[str] | None:
        # Beyond ASCII, letters may equal each other in ways that differ between engines.
        return frozenset(self.text) if self.text.isascii() else None

    def can_hold(self, needs: Needs) -> bool:
        """Whether a match with these needs may be in the text."""
        digits, row = self._rows
        if digits < needs.digits or row < needs.row:
            return False
        characters = self._characters
        return characters is None or not any(map(characters.isdisjoint, needs.one_of))

    def telephone_windows(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches that may hold a telephone number; none goes beyond its stretch."""
        start = 0
        for barrier in _BARRIER.finditer(self.text):
            yield from self._window(start, barrier.start())
            start = barrier.end()
        yield from self._window(start, len(self.text))

    def _window(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        if end - start >= _LEAST_DIGITS:
            digits = sum(len(m.group()) for m in _ROW.finditer(self.text, start, end))
            if digits >= _LEAST_DIGITS:
                yield start, end


class Gated:
    """A recogniser, and what each of its patterns needs."""

    def __init__(self, recognizer: Any) -> None:
        self.recognizer = recognizer
        patterns: Sequence[Any] = getattr(recognizer, "patterns", ())
        self.patterns = tuple(str(pattern.regex) for pattern in patterns)
        self._needs = tuple(map(needs_of, self.patterns))
        self.telephone = type(recognizer).__name__ == "PhoneRecognizer"

    def results(
        self,
        text: Text,
        entities: Sequence[str],
        artifacts: Any,
        possible: frozenset[str] | None = None,
    ) -> list[Any]:
        """Return what the recogniser finds in a text.

        Args:
            text: What is read.
            entities: What is looked for.
            artifacts: What Presidio's engine made of the text.
            possible: The patterns that can match; None is all.
        """
        if possible is not None and self.patterns and possible.isdisjoint(self.patterns):
            return []
        if self.telephone:
            return list(self._telephones(text, entities, artifacts))
        if self._needs and not any(map(text.can_hold, self._needs)):
            return []
        return self.recognizer.analyze(text.text, entities, artifacts) or []

    def _telephones(self, text: Text, entities: Sequence[str], artifacts: Any) -> Iterator[Any]:
        for start, end in text.telephone_windows():
            for result in self.recognizer.analyze(text.text[start:end], entities, artifacts):
                result.start += start
                result.end += start
                yield result
