"""Reads an offset back into a place of the file that a person wrote, whatever was edited since."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from govsim.errors import GovsimError, Place

LONGEST_SHOWN = 500  # a longer line is not repeated in an error
LINES_KEPT = 200  # of a longer statement, for an error to point into


class Edit(NamedTuple):
    """A span of the text, half-open, and what stands there instead."""

    start: int
    end: int
    text: str


class Source:
    """A text with its name; after edits, a text that knows the one it was made from."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._parent: Source | None = None
        self._runs: list[int] = []  # where each run of this text starts
        self._origins: list[tuple[int, bool]] = []  # its offset in the parent; whether it is copied
        self._lines: list[int] | None = None
        self._shown: tuple[int, str] = (0, "")

    def edited(self, edits: Iterable[Edit]) -> Source:
        """Return the text with these edits made; they are in order and do not overlap."""
        made = Source(self.name, "")
        made._parent = self
        pieces: list[str] = []
        length = done = 0
        for edit in edits:
            for origin, copied, text in (
                (done, True, self.text[done : edit.start]),
                (edit.start, False, edit.text),
            ):
                if text:
                    made._runs.append(length)
                    made._origins.append((origin, copied))
                    pieces.append(text)
                    length += len(text)
            done = edit.end
        made._runs.append(length)
        made._origins.append((done, True))
        pieces.append(self.text[done:])
        made.text = "".join(pieces)
        return made

    def place(self, start: int, end: int | None = None) -> Place:
        """Return the place of a span; it marks the first line, and holds the lines after it."""
        if self._parent is not None:
            return self._parent.place(*self._in_parent(start, end))
        lines = self.line_starts()
        line = bisect_right(lines, start)
        first = lines[line - 1]
        last = lines[line] - 1 if line < len(lines) else len(self.text)
        stop = min(end if end is not None else start + 1, len(self.text))
        length = max(1, min(last, stop) - start)
        shown = self._line(line, first, last)
        more = self._more(line, stop) if stop > last + 1 else ()
        return Place(self.name, line, start - first + 1, length, shown, more)

    def line_starts(self) -> list[int]:
        """Return the offset at which each line starts."""
        if self._lines is None:
            starts, found = [0], self.text.find("\n")
            while found >= 0:
                starts.append(found + 1)
                found = self.text.find("\n", found + 1)
            self._lines = starts
        return self._lines

    @property
    def is_original(self) -> bool:
        """Whether offsets of this text are those of the file."""
        return self._parent is None

    def error(
        self, code: str, message: str, span: tuple[int, int], hint: str | None = None
    ) -> GovsimError:
        """Return an error that points at a span of this text."""
        return GovsimError(code, message, at=self.place(*span), hint=hint)

    def _in_parent(self, start: int, end: int | None) -> tuple[int, int]:
        run = max(0, bisect_right(self._runs, start) - 1)
        origin, copied = self._origins[run]
        if not copied:
            following = self._origins[run + 1][0] if run + 1 < len(self._origins) else origin + 1
            return origin, following
        found = origin + start - self._runs[run]
        if end is None or end <= start + 1:
            return found, found + 1
        return found, max(found + 1, self._origin_of_end(end))

    def _origin_of_end(self, end: int) -> int:
        """Return where in the parent a span ends whose last character is before `end`."""
        run = max(0, bisect_right(self._runs, end - 1) - 1)
        origin, copied = self._origins[run]
        if copied:
            return origin + end - self._runs[run]
        return self._origins[run + 1][0] if run + 1 < len(self._origins) else origin + 1

    def _more(self, line: int, stop: int) -> tuple[str, ...]:
        """Return the lines after this one up to an offset, each cut where it ends."""
        lines = self.line_starts()
        last = min(bisect_right(lines, stop - 1), line + LINES_KEPT)
        ends = (*lines[line + 1 : last], min(stop, lines[last] if last < len(lines) else stop))
        return tuple(
            self._shown_as(self.text[start:end]) if end - start <= LONGEST_SHOWN else ""
            for start, end in zip(lines[line:last], ends, strict=True)
        )

    def _shown_as(self, line: str) -> str:
        return line.rstrip("\r\n").replace("\t", " ")

    def _line(self, line: int, first: int, last: int) -> str:
        if last - first > LONGEST_SHOWN:
            return ""
        if self._shown[0] != line:
            self._shown = (line, self._shown_as(self.text[first:last]))
        return self._shown[1]
