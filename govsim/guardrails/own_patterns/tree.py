"""Reads the tree of a regular expression: its repetitions, and what stands behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT"})
TAKES: Final = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})
_KEPT: Final = frozenset({"POSSESSIVE_REPEAT", "ATOMIC_GROUP", "ASSERT", "ASSERT_NOT"})
_MANY: Final = 8  # rounds; with fewer, ways grow as a power of the text's length, no faster
_WAYS: Final = 1_000_000  # through a repetition, that can be tried
_UNLIMITED: Final = 16  # ways of one round that has no limit: those on a short text
_ROUNDS: Final = 32  # more are as good as endless


class Repetition(NamedTuple):
    """Something that is repeated, behind which a match may still fail."""

    body: Any
    flags: int


def parsed(pattern: str, flags: int) -> tuple[Any, int]:
    """Return the tree of a pattern that compiles, and the flags that hold for all of it."""
    tree = re._parser.parse(pattern, flags)  # type: ignore[attr-defined]
    return tree, int(tree.state.flags)


def literals(tree: Any) -> Iterator[int]:
    """Yield the code points that a tree names."""
    for operation, argument in tree:
        name = str(operation)
        if name in ("LITERAL", "NOT_LITERAL"):
            yield int(argument)
        elif name == "RANGE":
            yield from map(int, argument)
        elif name == "IN":
            yield from literals(argument)
        else:
            for body in bodies_of(name, argument):
                yield from literals(body)


def repetitions(tree: Any, flags: int, *, may_fail: bool) -> Iterator[Repetition]:
    """Yield what is repeated without a low limit where a match may fail behind it.

    Where nothing can fail, the first way that is tried is taken, and no other.

    Args:
        tree: A sequence of parts.
        flags: That hold there.
        may_fail: Whether a match may fail behind it all.
    """
    parts = [(str(operation), argument) for operation, argument in tree]
    for number in range(len(parts) - 1, -1, -1):
        name, argument = parts[number]
        inner = flags
        ends = may_fail and name not in _KEPT
        if name in REPEATS:
            least, most, body = argument
            if may_fail and is_endless(int(most), body):
                yield Repetition(body, flags)
            ends = may_fail or int(least) > 1
        if name == "SUBPATTERN":
            inner = (flags | argument[1]) & ~argument[2]
        for body in bodies_of(name, argument):
            yield from repetitions(body, inner, may_fail=ends)
        may_fail = may_fail or not may_be_empty(name, argument)


def is_endless(most: int, body: Any) -> bool:
    """Whether so many rounds of a body may be more ways than can be tried."""
    return most >= _MANY and _variety(body) ** min(most, _ROUNDS) > _WAYS


def _variety(tree: Any) -> int:
    """Return in how many lengths the part of a tree that varies most is taken."""
    ways = 1
    for operation, argument in tree:
        name = str(operation)
        if name in REPEATS:
            ways = max(ways, min(_UNLIMITED, int(argument[1]) - int(argument[0]) + 1))
        bodies = bodies_of(name, argument)
        ways = max([ways, len(bodies), *map(_variety, bodies)])
    return ways


def bodies_of(name: str, argument: Any) -> tuple[Any, ...]:
    """Return the sequences inside one part."""
    if name in REPEATS or name == "POSSESSIVE_REPEAT":
        return (argument[2],)
    if name == "SUBPATTERN":
        return (argument[3],)
    if name == "BRANCH":
        return tuple(argument[1])
    if name == "GROUPREF_EXISTS":
        return tuple(body for body in argument[1:] if body is not None)
    if name == "ATOMIC_GROUP":
        return (argument,)
    return (argument[1],) if name in ("ASSERT", "ASSERT_NOT") else ()


def may_be_empty(name: str, argument: Any) -> bool:
    """Whether a part takes nothing where it has to, whatever stands around it."""
    if name in REPEATS or name == "POSSESSIVE_REPEAT":
        return int(argument[0]) == 0 or _empty(argument[2])
    bodies = bodies_of(name, argument)
    if name == "BRANCH":
        return any(map(_empty, bodies))
    return name in ("SUBPATTERN", "ATOMIC_GROUP") and _empty(bodies[0])


def _empty(tree: Any) -> bool:
    return all(may_be_empty(str(operation), argument) for operation, argument in tree)
