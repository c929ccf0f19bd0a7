"""Holds one reading of a text, and where each character of it stands in the original."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Change = tuple[int, int, str]  # from, to, what stands there instead


@dataclass(frozen=True, slots=True)
class View:
    """A text after some decoding; `name` says which, from the first step to the last.

    `marks` are runs in order: where a run begins in this text, where it begins in the parent, how
    much of the parent it covers, and whether it was copied as it is. A view without a parent is
    the original.
    """

    text: str
    name: str = ""
    parent: View | None = None
    marks: tuple[tuple[int, int, int, bool], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of this text stands in the original text."""
        if self.parent is None:
            return start, end
        first = self._run(start)
        last = self._run(max(start, end - 1))
        begin = first[1] + (start - first[0] if first[3] else 0)
        stop = last[1] + (max(start, end - 1) - last[0] + 1 if last[3] else last[2])
        return self.parent.span(begin, max(begin, stop))

    def _run(self, position: int) -> tuple[int, int, int, bool]:
        at = bisect_right(self.marks, position, key=lambda mark: mark[0]) - 1
        return self.marks[max(0, at)]

    def named(self, step: str) -> str:
        """Return the name of a view that is made from this one by one more step."""
        return f"{self.name} > {step}" if self.name else step


def changed(view: View, step: str, changes: Iterable[Change]) -> View:
    """Return a view in which spans are replaced; without any change, the view itself.

    Args:
        view: What is read.
        step: The name of the decoding.
        changes: In order, and not overlapping.
    """
    pieces: list[str] = []
    marks: list[tuple[int, int, int, bool]] = []
    at = length = 0
    for start, end, new in changes:
        if start > at:
            marks.append((length, at, start - at, True))
            pieces.append(view.text[at:start])
            length += start - at
        if new:
            marks.append((length, start, end - start, len(new) == end - start))
            pieces.append(new)
            length += len(new)
        at = end
    if not at:
        return view
    if at < len(view.text):
        marks.append((length, at, len(view.text) - at, True))
        pieces.append(view.text[at:])
    if not marks:
        marks.append((0, 0, len(view.text), False))
    return View("".join(pieces), view.named(step), view, tuple(marks))


def substituted(
    view: View, step: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str | None]
) -> View:
    """Return a view in which each match is replaced; None leaves a match as it is."""
    return changed(
        view,
        step,
        (
            (match.start(), match.end(), text)
            for match in pattern.finditer(view.text)
            if (text := new(match)) is not None and text != match.group()
        ),
    )


def payload(view: View, step: str, start: int, end: int, text: str) -> View:
    """Return what a span of a view decodes to, as a view of its own."""
    return View(text, view.named(step), view, ((0, start, end - start, len(text) == end - start),))
