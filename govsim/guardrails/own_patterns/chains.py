"""Reads a pattern as chains of parts, in order, and tells what may be tried in many places.

A loop is what may be repeated without a low limit, and behind which a match may still fail: where
it begins and ends, each place is tried. Two loops that can read the same text, and what stands
between them too, are tried for each place where one might end and the other begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from govsim.guardrails.own_patterns.tree import REPEATS, TAKES, bodies_of, may_be_empty

_LONG: Final = 64  # times by which what is repeated may vary before it is as good as endless
_COPIES: Final = 3  # of what is repeated so many times; more tell nothing new


class Taker(NamedTuple):
    """One part of a pattern that takes a character."""

    operation: str
    argument: Any
    flags: int


@dataclass(frozen=True, slots=True)
class Link:
    """One part of a chain: what it may take, and how."""

    takers: tuple[Taker, ...]
    is_loop: bool = False
    is_optional: bool = False
    is_plain: bool = True  # one character at a time, without a group
    rounds: tuple[tuple[Link, ...], ...] = ()  # of a loop: the ways through what is repeated


Chain = tuple[Link, ...]


def chains_of(tree: Any, flags: int) -> Iterator[Chain]:
    """Yield the ways through a pattern, and through what looks around in it."""
    yield from _ways(tree, flags, may_fail=False)
    for body, inner in _around(tree, flags):
        yield from _ways(body, inner, may_fail=False)


def _ways(tree: Any, flags: int, *, may_fail: bool) -> list[Chain]:
    """Return a chain for each alternative, of one alternation at a time."""
    ways: list[Chain] = [()]
    for operation, argument in reversed(list(tree)):
        before = _part(str(operation), argument, flags, may_fail=may_fail)
        # Of several alternations, each is looked at with the first way through the others.
        ways = [(*part, *ways[0]) for part in before] + [(*before[0], *way) for way in ways[1:]]
        may_fail = may_fail or not may_be_empty(str(operation), argument)
    return ways


def _part(name: str, argument: Any, flags: int, *, may_fail: bool) -> list[Chain]:
    if name in TAKES:
        return [(Link((_taker(name, argument, flags),)),)]
    if name == "SUBPATTERN":
        _, more, less, body = argument
        return _ways(body, (flags | more) & ~less, may_fail=may_fail)
    if name == "BRANCH":
        return [way for body in argument[1] for way in _ways(body, flags, may_fail=may_fail)]
    if name in REPEATS:
        return _repeated(argument, flags, may_fail=may_fail)
    if name in ("POSSESSIVE_REPEAT", "ATOMIC_GROUP"):
        # It is read once from each place where the pattern may begin, and never given back.
        return [(Link(tuple(_takers(bodies_of(name, argument), flags)), is_loop=True),)]
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return [()]
    return [(Link(()),)]  # it refers back: nothing can be said


def _repeated(argument: Any, flags: int, *, may_fail: bool) -> list[Chain]:
    least, most, body = int(argument[0]), int(argument[1]), argument[2]
    if most - least >= _LONG:
        takers, rounds = tuple(_takers((body,), flags)), tuple(_ways(body, flags, may_fail=False))
        is_plain = len(body) == 1 and str(body[0][0]) in TAKES
        return [(Link(takers, may_fail, least == 0, is_plain, rounds),)]
    ways = _ways(body, flags, may_fail=may_fail or least > 1)
    several = [way * max(1, min(most, _COPIES)) for way in ways]
    if least:
        return several
    return [tuple(replace(link, is_optional=True) for link in way) for way in several]


def _takers(bodies: tuple[Any, ...], flags: int) -> Iterator[Taker]:
    for body in bodies:
        for operation, argument in body:
            name = str(operation)
            if name in TAKES:
                yield _taker(name, argument, flags)
            else:
                more, less = argument[1:3] if name == "SUBPATTERN" else (0, 0)
                yield from _takers(bodies_of(name, argument), (flags | more) & ~less)


def _taker(name: str, argument: Any, flags: int) -> Taker:
    return Taker(name, tuple(argument) if name == "IN" else argument, flags)


def _around(tree: Any, flags: int) -> Iterator[tuple[Any, int]]:
    for operation, argument in tree:
        name = str(operation)
        for body in bodies_of(name, argument):
            if name in ("ASSERT", "ASSERT_NOT"):
                yield body, flags
            more, less = argument[1:3] if name == "SUBPATTERN" else (0, 0)
            yield from _around(body, (flags | more) & ~less)
