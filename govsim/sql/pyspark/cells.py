"""Holds what a cell of Python runs, and cuts cells into trees and lines."""

from __future__ import annotations

import ast
import re
from typing import Final, NamedTuple

_MAGIC: Final = re.compile(r"^[ \t]*[%!][^\n]*", re.MULTILINE)


class Made(NamedTuple):
    """Statements that a stretch of a cell runs; none where the stretch itself is the statement."""

    start: int
    end: int
    texts: tuple[str, ...] = ()
    said: str = ""  # the stretch, where no texts stand for it


class Unread(NamedTuple):
    """A call that moves data and cannot be followed, with the reason."""

    start: int
    end: int
    reason: str


class Called(NamedTuple):
    """Another notebook that a cell runs: its path, or None where that is computed.

    `inside` is `%run`, which runs it in the session of the one that calls it.
    """

    start: int
    end: int
    path: str | None
    inside: bool = False


class Read(NamedTuple):
    """One cell: what it runs, in order, what cannot be followed, which notebooks it runs."""

    made: list[Made]
    unread: list[Unread]
    called: list[Called]

    def with_more(self, other: Read) -> Read:
        """Return the cell with what functions of it run that nobody calls."""
        made = sorted([*self.made, *other.made])
        return Read(made, self.unread + other.unread, self.called + other.called)


def parsed(cell: str) -> ast.Module | None:
    """Return the tree of a cell; lines of magic are blanked, so that all else keeps its place."""
    for text in (cell, _MAGIC.sub(lambda line: "#" * len(line[0]), cell)):
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def starts(cell: str) -> list[int]:
    """Return the offset at which each line starts."""
    return [0, *(each.end() for each in re.finditer(r"\r\n|\r|\n", cell))]


def apart(made: list[Made]) -> list[Made]:
    """Return what is run, in order; what stands inside of a longer stretch is part of it."""
    found: list[Made] = []
    for each in sorted(made, key=lambda one: (one.start, -one.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return found
