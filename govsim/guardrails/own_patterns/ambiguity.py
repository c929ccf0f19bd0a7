"""Decides whether a repetition reads some text in ever more ways.

Source:
    Weber and Seidl, On the degree of ambiguity of finite automata (1991): the ways grow
    exponentially exactly when one state comes back to itself in two ways over the same text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from govsim.guardrails.own_patterns.characters import Characters
from govsim.guardrails.own_patterns.positions import Positions, TooManyError
from govsim.guardrails.own_patterns.tree import literals, parsed, repetitions

_MOST: Final = 60_000  # steps of one repetition; beyond, nothing is proven


class _Pair(NamedTuple):
    """Two readers of one text: where each stands, and whether they ever went apart."""

    one: int
    other: int
    apart: bool


def pump_of(pattern: str, flags: int = 0, *, whole: bool = False) -> str:
    """Return a text that, repeated, a pattern reads in exponentially many ways; empty if none.

    What cannot be proven is not said: parts that look around or refer back count as no way.

    Args:
        pattern: A regular expression that compiles.
        flags: Of `re`.
        whole: Whether it has to match a text from end to end.
    """
    tree, flags = parsed(pattern, flags)
    characters = Characters(literals(tree))
    for body, inner in repetitions(tree, flags, may_fail=whole):
        try:
            positions = Positions(body, inner, characters)
        except TooManyError:
            continue
        if pump := _pump(positions, characters):
            return pump
    return ""


def _pump(positions: Positions, characters: Characters) -> str:
    steps = _MOST
    for start in range(len(positions.takes)):
        goal = _Pair(start, start, True)
        came: dict[_Pair, tuple[_Pair, int]] = {}
        waiting = deque([_Pair(start, start, False)])
        while waiting and goal not in came:
            pair = waiting.popleft()
            for follower, common in _followers(pair, positions):
                steps -= 1
                if follower not in came:
                    came[follower] = pair, common
                    waiting.append(follower)
            if steps < 0:
                return ""
        if goal in came:
            return _way(goal, came, characters)
    return ""


def _followers(pair: _Pair, positions: Positions) -> Iterator[tuple[_Pair, int]]:
    """Yield where two readers may stand after one more character, and the characters it can be."""
    for one, ways in positions.after[pair.one].items():
        for other in positions.after[pair.other]:
            common = positions.takes[one] & positions.takes[other]
            if common:
                apart = pair.apart or one != other or (pair.one == pair.other and ways > 1)
                yield _Pair(one, other, apart), common


def _way(goal: _Pair, came: dict[_Pair, tuple[_Pair, int]], characters: Characters) -> str:
    """Return the characters on the way to a pair."""
    letters: list[str] = []
    at = goal
    while True:
        at, common = came[at]
        letters.append(characters.first(common))
        if not at.apart and at.one == at.other == goal.one:
            return "".join(reversed(letters))
