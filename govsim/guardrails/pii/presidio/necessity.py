"""Decides what a text must hold for a regular expression to match anything in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

try:  # its name since Python 3.11; before it was `sre_parse`
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - older or other Pythons
    parser = None

_DIGITS: Final = frozenset("0123456789")
_MANY: Final = 64  # a set of more characters excludes nothing worth a look
_ENDLESS: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Needs:
    """What every match of a pattern holds.

    Attributes:
        digits: At least so many digits, of any script.
        row: At least so many digits in a row.
        one_of: For each set, at least one of its characters; case counts.
    """

    digits: int = 0
    row: int = 0
    one_of: tuple[frozenset[str], ...] = ()


NOTHING: Final = Needs()


def needs_of(pattern: str, flags: int = re.IGNORECASE) -> Needs:
    """Return what each match needs; what cannot be read needs nothing, so nothing is missed."""
    if parser is None:
        return NOTHING
    try:
        tree = parser.parse(
            pattern, flags & (re.IGNORECASE | re.DOTALL | re.MULTILINE | re.VERBOSE)
        )
    except Exception:
        return NOTHING
    digits, row, sets, _, _ = _sequence(tree)
    letters = tuple(dict.fromkeys(s for s in sets if s.isdisjoint(_DIGITS)))
    return Needs(digits, row, tuple(frozenset(_both_cases(s)) for s in letters[:4]))


def _both_cases(characters: Iterable[str]) -> Iterable[str]:
    for c in characters:
        yield from (c, c.lower(), c.upper())


# Of a part of a pattern: digits it needs, the longest row it needs, sets of which it needs one,
# the row it starts with and the row it ends with (both only where the part is digits throughout).
_Part = tuple[int, int, tuple[frozenset[str], ...], int, bool]
_EMPTY: Final[_Part] = (0, 0, (), 0, True)


def _sequence(items: Any) -> _Part:
    digits = longest = run = 0
    sets: list[frozenset[str]] = []
    pure = True
    for op, argument in items:
        part_digits, part_row, part_sets, part_run, part_pure = _one(op, argument)
        digits += part_digits
        sets += part_sets
        run = run + part_run if part_pure else 0
        longest = max(longest, part_row, run)
        pure = pure and part_pure
    return digits, longest, tuple(sets), run, pure


def _one(op: Any, argument: Any) -> _Part:
    if op is codes.LITERAL:
        return _characters(frozenset(chr(argument)))
    if op is codes.IN:
        return _characters(_members(argument))
    if op is codes.SUBPATTERN:
        return _sequence(argument[3])
    if op in _REPEATS:
        least, most, inner = argument
        if least == 0:
            return 0, 0, (), 0, False
        digits, row, sets, run, pure = _sequence(inner)
        times = min(int(least), _ENDLESS)
        fixed = pure and least == most
        return digits * times, max(row, run * times if pure else row), sets, run * times, fixed
    if op is codes.BRANCH:
        return _either([_sequence(branch) for branch in argument[1]])
    if op in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return _EMPTY
    return 0, 0, (), 0, False


def _characters(found: frozenset[str] | None) -> _Part:
    if found is None:
        return 0, 0, (), 0, False
    if (found and found <= _DIGITS) or found == _ANY_DIGIT:
        return 1, 1, (), 1, True
    return 0, 0, ((found,) if len(found) <= _MANY else ()), 0, False


_ANY_DIGIT: Final = frozenset({"\\d"})
_REPEATS: Final = {codes.MAX_REPEAT, codes.MIN_REPEAT} | {
    getattr(codes, name) for name in ("POSSESSIVE_REPEAT",) if hasattr(codes, name)
}


def _members(items: Any) -> frozenset[str] | None:
    """Return the characters of a class, one sign for any digit; None where they are too many."""
    found: set[str] = set()
    for op, argument in items:
        if op is codes.LITERAL:
            found.add(chr(argument))
        elif op is codes.RANGE and argument[1] - argument[0] <= _MANY:
            found |= {chr(c) for c in range(argument[0], argument[1] + 1)}
        elif op is codes.CATEGORY and argument is codes.CATEGORY_DIGIT:
            found.add("\\d")
        else:
            return None
    if "\\d" in found:
        return _ANY_DIGIT if found <= _DIGITS | _ANY_DIGIT else None
    return frozenset(found)


def _either(parts: list[_Part]) -> _Part:
    digits = min(p[0] for p in parts)
    row = min(p[1] for p in parts)
    pure = all(p[4] for p in parts) and len({p[3] for p in parts}) == 1
    firsts = [p[2][0] if p[2] else None for p in parts]
    sets: tuple[frozenset[str], ...] = ()
    if None not in firsts:
        union = frozenset(c for s in firsts if s is not None for c in s)
        sets = (union,) if len(union) <= _MANY else ()
    return digits, row, sets, parts[0][3] if pure else 0, pure
