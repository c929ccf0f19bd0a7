"""Compares: which texts call which functions, and which take what their script keeps for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govsim.graph.lineage_graph import LineageGraph
from govsim.lineage import StatementLineage

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


_KEPT: Final = re.compile(
    r"(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:GLOBAL\s+)?TEMP(?:ORARY)?\s+(?:VIEW|FUNCTION)"
    r"(?:\s+IF\s+NOT\s+EXISTS)?|CACHE\s+(?:LAZY\s+)?TABLE|DECLARE(?:\s+OR\s+REPLACE)?"
    r"(?:\s+VARIABLE)?|SET\s+VAR(?:IABLE)?)\s+(?:[\w`]+\.)*`?(?P<name>\w+)`?",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"\w+")


def is_kept_for_script(text: str) -> bool:
    """Return whether a statement makes what only its own script sees."""
    return _KEPT.match(text) is not None


def feeding(statements: Sequence[StatementLineage], place: int) -> tuple[int, ...]:
    """Return the places of the temporary views and variables that a statement of a script takes.

    Those that they take themselves are among them; all stand before the statement.
    """
    kept = [
        (before, made["name"].lower(), each.text)
        for before, each in enumerate(statements[:place])
        if (made := _KEPT.match(each.text))
    ]
    wanted = {name.lower() for name in _NAME.findall(statements[place].text)} if kept else set()
    found: list[int] = []
    for before, name, text in reversed(kept):
        if name in wanted:
            found.append(before)
            wanted.update(each.lower() for each in _NAME.findall(text))
    return tuple(reversed(found))


def _functions(lineage: LineageGraph) -> dict[str, str]:
    found: dict[str, str] = {}
    for readings in lineage.readings:
        for each in (one for reading in readings for one in reading.lineages):
            if made := _MADE.match(each.text):
                name = made["name"].replace("`", "").lower()
                found[name] = " ".join(each.text[made.end() :].split())
    return found
