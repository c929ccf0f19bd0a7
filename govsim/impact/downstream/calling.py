"""Compares: which functions of two states of SQL files are others, and which texts call them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from govsim.graph.lineage_graph import LineageGraph

_MADE: Final = re.compile(
    r"CREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP(?:ORARY)?\s+)?FUNCTION\s+(?:IF\s+NOT\s+EXISTS\s+)?"
    r"(?P<name>[\w.`]+)",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(r"(?<![\w.`])(?P<name>[\w.`]+)\s*\(")


def other_functions(before: LineageGraph, after: LineageGraph) -> frozenset[str]:
    """Return the functions, as they are written, that one of two states defines otherwise.

    Those that call one of them are others too.
    """
    then, now = _functions(before), _functions(after)
    found = {name for name, text in then.items() if now.get(name) != text}
    while more := {n for n, t in now.items() if n not in found and any(called_in(t, found))}:
        found |= more
    return frozenset(found)


def called_in(text: str, functions: Iterable[str]) -> Iterator[str]:
    """Yield the functions that a text calls by as much of their names as both write."""
    called = {each["name"].replace("`", "").lower() for each in _CALLED.finditer(text)}
    for name in sorted(functions):
        if any(f".{one}".endswith(f".{name}") or f".{name}".endswith(f".{one}") for one in called):
            yield name


def _functions(lineage: LineageGraph) -> dict[str, str]:
    found: dict[str, str] = {}
    for readings in lineage.readings:
        for each in (one for reading in readings for one in reading.lineages):
            if made := _MADE.match(each.text):
                name = made["name"].replace("`", "").lower()
                found[name] = " ".join(each.text[made.end() :].split())
    return found
