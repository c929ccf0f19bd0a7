"""Reads the tables in a text, so that the header of a column stands before each of its values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from govsim.guardrails.pii.context import in_front_of

_SIGNS: Final = ",;\t|"
# A line without digits whose cells a sign sets apart, before a line with digits; the rule of a
# table of Markdown may stand between.
_FIRST: Final = re.compile(
    r"([^\n0-9,;\t|]{0,64}+[,;\t|][^\n0-9]{0,600}+)\n(?:[ \t|:+-]{3,600}\n)?(?=[^\n]{0,600}[0-9])"
)
_LATER: Final = re.compile(rf"\n{_FIRST.pattern}")  # ends of lines are searched quickly
_LABEL: Final = re.compile(r"[^\W\d][\w.#/-]{0,32}(?: [\w.#/-]{1,32}){0,3}(?<!\.)")
_QUOTES: Final = " \t\"'`*"
_LONGEST: Final = 200  # characters of a cell; a longer one says by itself what it is about


class Cell(NamedTuple):
    """A value of a table in a text, and the header of its column."""

    start: int
    end: int
    label: str


def cells(text: str) -> Iterator[Cell]:
    """Yield the cells under headers that name something, in linear time."""
    done = 0
    first = _FIRST.match(text)
    for match in (*((first,) if first else ()), *_LATER.finditer(text)):
        if match.start(1) < done:
            continue
        sign = max(_SIGNS, key=match[1].count)
        labels = _labels(match[1], sign)
        if labels is None:
            continue
        done = match.end()
        while done < len(text):
            stop = text.find("\n", done)
            stop = len(text) if stop < 0 else stop
            spans = list(_split(text, done, stop, sign))
            if len(spans) != len(labels):
                break
            for (start, end), label in zip(spans, labels, strict=True):
                if label and start < end <= start + _LONGEST:
                    yield Cell(start, end, label)
            done = stop + 1


def _labels(line: str, sign: str) -> list[str] | None:
    """Return the headers of a line, empty where one names nothing; None if none does."""
    labels = [line[start:end] for start, end in _split(line, 0, len(line), sign)]
    if not all(not label or _LABEL.fullmatch(label) for label in labels):
        return None
    told = [label if label and _names(label) else "" for label in labels]
    return told if any(told) else None


@lru_cache(maxsize=4_096)
def _names(label: str) -> bool:
    """Whether a header speaks of something that people hide."""
    spoken = in_front_of(f"{label}: ")
    return any(near.topic not in {"number", "nobody"} for near in spoken)


def _split(text: str, start: int, end: int, sign: str) -> Iterator[tuple[int, int]]:
    """Yield where the cells of a line stand, without spaces and quotes around them."""
    line = text[start:end]
    quoted = _QUOTED[sign] if '"' in line else None
    at = 0
    while at <= len(line):
        match = quoted.match(line, at) if quoted is not None else None
        if match is not None:
            stop = match.end()
        else:
            stop = line.find(sign, at)
            stop = len(line) if stop < 0 else stop
        cell = line[at:stop].lstrip(_QUOTES)
        first = start + stop - len(cell)
        yield first, first + len(cell.rstrip(_QUOTES))
        at = stop + 1


_QUOTED: Final = {
    sign: re.compile(rf'[ \t]*"(?:[^"\n]|"")*"[ \t]*(?=\{sign}|$)') for sign in _SIGNS
}
