"""Decides which identifier all values of one shape are, against what chance would pass."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from govsim.guardrails.pii.formats import FORMATS
from govsim.guardrails.pii.shape import Format, shape_of

_JOINERS = str.maketrans("", "", " -./()+:\u00a0\u2011\u2013")
_TRIES = 64  # made-up values of a shape that tell how easily a check is passed


class Match(NamedTuple):
    """How many values are of a type, and how unlikely that is by chance, 0 to 1."""

    type: str
    hits: int
    surprise: float


@cache
def _by_shape() -> Mapping[str, tuple[Format, ...]]:
    rows: defaultdict[str, list[Format]] = defaultdict(list)
    for known in FORMATS:
        for shape in known.shapes:
            rows[shape].append(known)
    return {shape: tuple(found) for shape, found in rows.items()}


def identified(
    values: list[str], topics: frozenset[str], countries: frozenset[str] | None
) -> list[Match]:
    """Return the types of identifiers that the values can be, each with its matches.

    A check digit holds for one made-up number in ten, so a check counts only for what it passes
    beyond that.

    Args:
        values: Of a column.
        topics: What its header speaks of; some formats are nothing where nobody speaks of them.
        countries: Whose national formats count; None is all.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for value in values:
        groups[shape_of(value)].append(value)
    hits: Counter[str] = Counter()
    surprise: defaultdict[str, float] = defaultdict(float)
    for shape, members in groups.items():
        for type_, (count, unlikely) in _of_group(shape, members, topics, countries).items():
            hits[type_] += count
            surprise[type_] += unlikely * count
    return [Match(type_, count, surprise[type_] / count) for type_, count in hits.items() if count]


def _of_group(
    shape: str, members: list[str], topics: frozenset[str], countries: frozenset[str] | None
) -> dict[str, tuple[int, float]]:
    found: dict[str, tuple[int, float]] = {}
    plain = [member.translate(_JOINERS).upper() for member in members]
    for known in _by_shape().get(shape, ()):
        if not known.alone and topics.isdisjoint(known.topics):
            continue
        if countries is not None and known.country and known.country not in countries:
            continue
        passed = sum(1 for value in plain if known.check is None or known.check(value))
        if passed < 0.85 * len(plain):
            continue
        unlikely = 1.0 - by_chance(known, shape)
        if (passed, unlikely) > found.get(known.type, (0, 0.0)):
            found[known.type] = passed, unlikely
    return found


@lru_cache(maxsize=4096)
def by_chance(known: Format, shape: str) -> float:
    """Return which share of made-up values of a shape passes the check of a format."""
    if known.check is None:
        return 1.0
    passed = sum(known.check(_made(shape, at)) for at in range(_TRIES))
    return passed / _TRIES


def _made(shape: str, seed: int) -> str:
    """Return characters of a shape that look picked at random, and are the same every time."""
    state = seed * 2654435761 + len(shape) * 40503 + 12345
    marks = []
    for mark in shape:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        if mark == "9":
            marks.append(str((state >> 33) % 10))
        elif mark == "A":
            marks.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(state >> 33) % 26])
    return "".join(marks)
