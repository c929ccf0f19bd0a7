"""Reads loops over written lists in Python cells: what stands for a name in each round."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from typing import Final, NamedTuple

_FOR: Final = re.compile(
    r"^(?P<indent>[ \t]*)for[ ]+(?P<name>\w+)[ ]+in[ ]+"
    r"(?P<values>\[[^\[\]]*\]|\([^()]*\))[ ]*:[ \t]*(?:\#[^\n]*)?$",
    re.MULTILINE,
)
_MOST: Final = 1000  # rounds of all loops around one text; more are no list that somebody wrote


class Loop(NamedTuple):
    """One `for NAME in [literals]:` and the span of its body, half-open."""

    name: str
    values: tuple[str, ...]
    start: int
    end: int


def loops_in(cell: str) -> tuple[Loop, ...]:
    """Return the loops of a cell over lists of texts or numbers that are written in it."""
    return tuple(loop for found in _FOR.finditer(cell) if (loop := _loop(cell, found)) is not None)


def rounds(sql: str, at: int, loops: tuple[Loop, ...]) -> tuple[str, ...]:
    """Return a formatted text once for each round of the loops around it, names filled in.

    Args:
        sql: The text between the quotes of an f-string.
        at: Where it starts in its cell.
        loops: The loops of the cell.
    """
    around = [loop for loop in loops if loop.start <= at < loop.end and f"{{{loop.name}}}" in sql]
    found = []
    for values in product(*(loop.values for loop in around)):
        text = sql
        for loop, value in zip(around, values, strict=True):
            text = text.replace(f"{{{loop.name}}}", value)
        found.append(text)
        if len(found) > _MOST:
            return (sql,)
    return tuple(found)


def _loop(cell: str, found: re.Match[str]) -> Loop | None:
    try:
        written = ast.literal_eval(found["values"])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    values = written if isinstance(written, list | tuple) else ()
    if not values or not all(isinstance(value, str | int) for value in values):
        return None
    end = found.end()
    for start, line in _lines(cell, found.end() + 1):
        if line.strip() and len(line) - len(line.lstrip()) <= len(found["indent"]):
            break
        end = start + len(line)
    return Loop(found["name"], tuple(map(str, values)), found.end(), end)


def _lines(cell: str, at: int) -> Iterator[tuple[int, str]]:
    for line in cell[at:].split("\n"):
        yield at, line
        at += len(line) + 1
