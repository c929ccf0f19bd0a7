"""Decides whether a pattern of the user's own would be tried on a text for too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from govsim.guardrails.own_patterns.chains import Chain, Link, Taker, chains_of
from govsim.guardrails.own_patterns.characters import Characters, takes
from govsim.guardrails.own_patterns.tree import literals, parsed

_MOST: Final = 1_000_000_000  # tries on one text: some seconds
_FEW: Final = 4  # rounds of one loop in which there is little to try
_GROUP: Final = 8  # how much longer a round of a group takes than one of a character, as measured
_BEGINNINGS: Final = frozenset({"AT_BEGINNING", "AT_BEGINNING_STRING"})
_LINES: Final = frozenset({Taker("LITERAL", ord("\n"), 0)})
Takers = frozenset[Taker]


@dataclass(frozen=True, slots=True)
class Loop:
    """One loop: what it takes in a round, and where it may end for another that reads the same."""

    rounds: tuple[tuple[Takers, ...], ...]
    borders: Takers
    weight: int  # how much longer than a character a round takes to be tried


@dataclass(frozen=True, slots=True)
class _Runs:
    """The stretches of a text that one loop reads."""

    spans: tuple[tuple[int, int], ...]
    borders: tuple[int, ...]  # in each, where the loop may end

    @property
    def longest(self) -> int:
        return max((end - start for start, end in self.spans), default=0)


@dataclass(frozen=True, slots=True)
class Trial:
    """Where a pattern is tried again and again.

    Attributes:
        starts: What a match begins with.
        groups: Loops in a row, each of which can read what the one before it reads.
    """

    starts: Takers
    groups: tuple[tuple[Loop, ...], ...]

    def too_long(self, text: str) -> int:
        """Return the length of the stretch of a text that would be tried for too long, or 0.

        From each start, a loop reads a stretch to its end; for each place where it may end, the
        next one reads on. Takes time in proportion to the text.
        """
        letters = sorted(set(text)) if len(text) > _FEW and self.groups else []
        starts = re.compile(_class(letters, self.starts))
        for first, *others in self.groups if letters else ():
            runs = _runs(text, letters, first)
            behind = 1 if others else 0
            for loop in others:
                more = _runs(text, letters, loop)
                behind *= 1 + (more.longest if loop is others[-1] else max(more.borders, default=0))
            tries = 0
            for (start, end), borders in zip(runs.spans, runs.borders, strict=True):
                begun = len(starts.findall(text, start, end)) + 1
                tries += begun * ((end - start) * first.weight + borders * behind)
                if tries > _MOST:
                    return runs.longest
        return 0


@lru_cache(maxsize=512)
def trial_of(pattern: re.Pattern[str]) -> Trial:
    """Return where a pattern is tried again and again."""
    tree, flags = parsed(pattern.pattern, pattern.flags)
    characters = Characters(literals(tree))
    chains = list(chains_of(tree, flags))
    starts = frozenset(taker for chain in chains for taker in _first(chain))
    if tree and str(tree[0][0]) == "AT" and str(tree[0][1]) in _BEGINNINGS:
        starts = _LINES if flags & re.MULTILINE else frozenset()
    groups = dict.fromkeys(group for chain in chains for group in _groups(chain, characters))
    return Trial(starts, tuple(groups))


def _runs(text: str, letters: list[str], loop: Loop) -> _Runs:
    ways = {"".join(_class(letters, each) for each in way) for way in loop.rounds}
    stretch = re.compile(f"(?:{'|'.join(sorted(ways))}){{{_FEW},}}+", re.DOTALL)
    spans = tuple(run.span() for run in stretch.finditer(text))
    border = re.compile(_class(letters, loop.borders))
    counts = (len(border.findall(text, *span)) if loop.borders else 0 for span in spans)
    return _Runs(spans, tuple(counts))


def _groups(chain: Chain, characters: Characters) -> Iterator[tuple[Loop, ...]]:
    """Yield the loops of a chain, those together of which one reads on what another reads."""
    taken: set[int] = set()
    for place, link in enumerate(chain):
        if link.is_loop and place not in taken:
            group = list(_group(chain, place, characters))
            taken.update(at for at, _ in group)
            yield tuple(loop for _, loop in group)


def _group(chain: Chain, place: int, characters: Characters) -> Iterator[tuple[int, Loop]]:
    optional: list[Taker] = []
    for number in range(place + 1, len(chain)):
        link = chain[number]
        if link.is_loop and _reads_alike(chain[place], link, characters):
            yield place, _loop(chain[place], [*optional, *link.takers])
            yield from _group(chain, number, characters)
            return
        if not link.is_optional:
            yield from _needed(chain, place, number, characters)
            return
        optional.extend(link.takers)
    yield place, _loop(chain[place], ())


def _loop(link: Link, borders: Iterable[Taker]) -> Loop:
    weight = 1 if link.is_plain else _GROUP
    return Loop(tuple(_rounds(link)), frozenset(borders), weight)


def _needed(
    chain: Chain, at: int, number: int, characters: Characters
) -> Iterator[tuple[int, Loop]]:
    """Yield a loop that ends only where a certain part stands, and those behind that."""
    for further in range(number, len(chain)):
        link = chain[further]
        if link.is_loop and _reads_alike(chain[at], link, characters):
            yield at, _loop(chain[at], chain[number].takers)
            yield from _group(chain, further, characters)
            return
        if not link.is_optional and not _common(chain[at], link, characters):
            break
    yield at, _loop(chain[at], ())


def _reads_alike(one: Link, other: Link, characters: Characters) -> bool:
    """Whether each of two loops can read what the other reads in a round."""
    return all(
        any(
            all(each.is_optional or _common(each, reader, characters) for each in way)
            for way in loop.rounds or ((loop,),)
        )
        for loop, reader in ((one, other), (other, one))
    )


def _rounds(loop: Link) -> Iterator[tuple[Takers, ...]]:
    """Yield what each way through a round takes, one character after the other.

    Where a way holds a loop itself, or may leave something out, any of its characters will do.
    """
    for way in loop.rounds or ((loop,),):
        if any(link.rounds or link.is_optional for link in way):
            yield (frozenset(taker for link in way for taker in link.takers),)
        else:
            yield tuple(frozenset(link.takers) for link in way)


def _common(one: Link, other: Link, characters: Characters) -> int:
    return _mask(one.takers, characters) & _mask(other.takers, characters)


def _mask(takers: tuple[Taker, ...], characters: Characters) -> int:
    mask = 0
    for taker in takers:
        mask |= characters.taken(*taker)
    return mask


def _first(chain: Chain) -> list[Taker]:
    found: list[Taker] = []
    for link in chain:
        found.extend(link.takers)
        if not link.is_optional:
            break
    return found


def _class(letters: list[str], takers: Takers) -> str:
    """Return a class of those letters that some parts take."""
    taken = [
        letter
        for letter in letters
        if any(takes(each.operation, each.argument, letter, each.flags) for each in takers)
    ]
    return f"[{''.join(map(re.escape, taken))}]" if taken else r"(?!)"
