"""Holds the places inside a repetition that take a character, and which may follow which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from govsim.guardrails.own_patterns.characters import Characters
from govsim.guardrails.own_patterns.tree import REPEATS, TAKES, is_endless

_MOST: Final = 400  # positions; a longer repetition is not looked into
_COPIES: Final = 12  # of what is repeated so many times; more tell nothing new
_LONG: Final = 8  # times by which what is repeated may vary before it is as good as endless
Counts = dict[int, int]  # a position, and in how many ways it is met: 1, or 2 for several


class TooManyError(Exception):
    """A repetition has too many positions to be looked into."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of a pattern begins and ends with."""

    empty: int  # in how many ways it takes nothing: 0, 1, or 2 for several
    first: Counts = field(default_factory=dict)
    last: Counts = field(default_factory=dict)


_NOTHING: Final = _Part(1)
# What looks around, refers back or gives nothing back: no way through it is counted.
_CLOSED: Final = _Part(0)


class Positions:
    """The positions of one repetition, in rounds without end.

    Args:
        body: What is repeated, as the parser of `re` gives it.
        flags: That hold there.
        characters: By which positions are compared.
    """

    def __init__(self, body: Any, flags: int, characters: Characters) -> None:
        self._characters = characters
        self.takes: list[int] = []  # by position, the characters
        self.after: list[Counts] = []  # by position, which may follow
        self._rounds(self._sequence(body, flags))

    def _sequence(self, tree: Any, flags: int) -> _Part:
        whole = _NOTHING
        for operation, argument in tree:
            whole = self._then(whole, self._part(str(operation), argument, flags))
        return whole

    def _part(self, name: str, argument: Any, flags: int) -> _Part:
        if name in TAKES:
            return self._position(self._characters.taken(name, argument, flags))
        if name == "SUBPATTERN":
            _, more, less, body = argument
            return self._sequence(body, (flags | more) & ~less)
        if name == "BRANCH":
            return _either([self._sequence(body, flags) for body in argument[1]])
        if name in REPEATS:
            least, most, body = argument
            return self._repeated(int(least), int(most), body, flags)
        return _CLOSED

    def _position(self, takes: int) -> _Part:
        if len(self.takes) >= _MOST:
            raise TooManyError
        self.takes.append(takes)
        self.after.append({})
        here = {len(self.takes) - 1: 1}
        return _Part(0, here, here)

    def _repeated(self, least: int, most: int, body: Any, flags: int) -> _Part:
        endless = most > least + _LONG or is_endless(most, body)
        whole = _NOTHING
        for _ in range(min(least, _COPIES) - (endless and least > 0)):
            whole = self._then(whole, self._sequence(body, flags))
        if endless:
            loop = self._rounds(self._sequence(body, flags))
            more = loop if least else _either([_NOTHING, loop])
            return self._then(whole, more)
        rest = _NOTHING
        for _ in range(most - least):
            rest = _either([_NOTHING, self._then(self._sequence(body, flags), rest)])
        return self._then(whole, rest)

    def _rounds(self, part: _Part) -> _Part:
        self._join(part.last, part.first, 1)
        return part

    def _then(self, left: _Part, right: _Part) -> _Part:
        self._join(left.last, right.first, 1)
        return _Part(
            min(2, left.empty * right.empty),
            _added(left.first, right.first, left.empty),
            _added(right.last, left.last, right.empty),
        )

    def _join(self, before: Counts, behind: Counts, times: int) -> None:
        for one, ways in before.items():
            self.after[one] = _added(self.after[one], behind, ways * times)


def _either(parts: list[_Part]) -> _Part:
    whole = _Part(0)
    for part in parts:
        whole = _Part(
            min(2, whole.empty + part.empty),
            _added(whole.first, part.first, 1),
            _added(whole.last, part.last, 1),
        )
    return whole


def _added(counts: Counts, more: Counts, times: int) -> Counts:
    if not times:
        return counts
    keys = counts.keys() | more.keys()
    return {key: min(2, counts.get(key, 0) + more.get(key, 0) * times) for key in keys}
