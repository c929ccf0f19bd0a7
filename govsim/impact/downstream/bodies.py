"""Compares: in which of its columns a query is written another way, and whether its rest is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from govsim.impact.downstream.calling import called_in
from govsim.lineage import ColumnEdge, StatementLineage

_WORD: Final = re.compile(
    r"""--[^\n]*|/\*.*?\*/|\s+            # what says nothing
    |(?P<said>'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`[^`]*`|[\w.]+|.)""",
    re.DOTALL | re.VERBOSE,
)
_SIGNS: Final = "+-*/%|&^~=<>!(,:?."


class Body(NamedTuple):
    """A query: the expression of each column in order, and everything else that it says."""

    columns: tuple[tuple[str, ...], ...]
    rest: tuple[str, ...]


def body_of(text: str) -> Body:
    """Return the query that a statement ends in; one that does not begin with SELECT is all rest.

    Comments, blanks, the case of words and needless backticks say nothing; nor do aliases, as the
    columns stand in order.
    """
    words = tuple(_said(text))
    start = next((i for i, word in enumerate(words) if word == "as"), -1) + 1
    if not words[start:] or words[start] != "select":
        return Body((), words[start:])
    depth, ends = 0, [start]
    stop = len(words)
    for place, word in enumerate(words[start:], start):
        depth += (word in "([") - (word in ")]")
        if depth == 0 and word == "from":
            stop = place
            break
        if depth == 0 and word == ",":
            ends.append(place)
    pieces = [words[a + 1 : b] for a, b in pairwise([*ends, stop])]
    distinct = pieces[0][:1] if pieces[0][:1] == ("distinct",) else ()
    pieces[0] = pieces[0][len(distinct) :]
    return Body(tuple(pieces), (*distinct, *words[stop:]))


def written_anew(
    before: str, was_called: Sequence[str], after: str, called: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    """Return the columns that a statement writes another way, and whether its rest is another.

    Args:
        before: The statement as it was.
        was_called: What its columns were called, in order.
        after: The statement as it is.
        called: What its columns are called.
    """
    was, now = body_of(before), body_of(after)
    then, since = _by_name(was, was_called), _by_name(now, called)
    changed = (name for name in called if _differ(then.get(name.lower()), since.get(name.lower())))
    return tuple(changed), was.rest != now.rest


def columns_calling(text: str, called: Sequence[str], function: str) -> tuple[str, ...] | None:
    """Return the columns of a query that call a function.

    None is a query in which something else calls it, or of which the columns cannot be told.
    """
    body = body_of(text)
    rest = " ".join(body.rest)
    if len(body.columns) != len(called) or any(called_in(rest, (function,))):
        return None
    pairs = zip(called, body.columns, strict=True)
    return tuple(name for name, each in pairs if any(called_in(" ".join(each), (function,))))


def _by_name(body: Body, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the expressions by the names of their columns; none where a star hides which is."""
    if len(body.columns) != len(names):
        return {}
    lowered = [name.lower() for name in names]
    return {name: _bare(each, name) for name, each in zip(lowered, body.columns, strict=True)}


def _differ(was: tuple[str, ...] | None, now: tuple[str, ...] | None) -> bool:
    return was is not None and now is not None and was != now


def _said(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        word = found["said"]
        if word is not None and word != ";":
            yield word if word[0] in "'\"" else word.strip("`").lower()


def _bare(words: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return an expression without its alias."""
    if len(words) > 2 and words[-2] == "as":
        return words[:-2]
    aliased = (
        len(words) > 1 and words[-1] == name and (words[-2] == ")" or words[-2][0] not in _SIGNS)
    )
    return words[:-1] if aliased else words


def made_of(lineage: StatementLineage) -> dict[str, frozenset[ColumnEdge]]:
    """Return the edges into each column of a statement, whatever the case of names."""
    found: dict[str, set[ColumnEdge]] = {}
    for edge in lineage.columns:
        column, source = edge.target_column.lower(), edge.source_column.lower()
        plain = edge._replace(target_column=column, source_column=source)
        found.setdefault(column, set()).add(plain)
    return {column: frozenset(edges) for column, edges in found.items()}
