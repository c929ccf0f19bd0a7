"""Decides whether a value only stands for a secret: an example, a variable, a pattern, a mask."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.letters import word_share

_VARIABLE: Final = re.compile(r"(?<![A-Za-z0-9])\$([A-Za-z_]\w*)")
_TABLES: Final = tomllib.loads(
    (files("govsim.guardrails.secrets") / "placeholders.toml").read_text(encoding="utf-8")
)
_TEMPLATE: Final = re.compile("|".join(_TABLES["templates"]))
_LETTERED: Final = re.compile("|".join(_TABLES["lettered"]))
_HELD: Final[list[str]] = _TABLES["held"].split()
_WORDS: Final = re.compile("|".join(_TABLES["words"]), re.IGNORECASE)
_NOTHING: Final = frozenset(_TABLES["nothing"].split())
_SEQUENCES: Final[list[str]] = _TABLES["sequences"]
_RUN: Final = 4  # characters of a sequence that chance does not make
_GRAMS: Final = frozenset(
    sequence[at : at + _RUN] for sequence in _SEQUENCES for at in range(len(sequence) - _RUN + 1)
)
_SIGNS_OF_GRAMS: Final = frozenset(map(tuple, _GRAMS))
_COUNTED: Final = re.compile(r"(?<![A-Za-z0-9])1234(?:5(?:6(?:7(?:89?0?)?)?)?)?(?![A-Za-z0-9])")
_GROUPS: Final = 2
_REPEATED: Final = re.compile(r"(.)\1{3,}|(.{2,8}?)\2{2,}")


@lru_cache(maxsize=2048)
def made_up_share(value: str) -> float:
    """Return which share of a value is counted up, typed along the keyboard or repeated, 0 to 1."""
    lower = value.lower()
    rows = zip(lower, lower[1:], lower[2:], lower[3:], strict=False)
    counted = not _SIGNS_OF_GRAMS.isdisjoint(rows)
    # What is repeated shows some pair of signs once more, and then again.
    repeated = len(set(pairwise(lower))) < len(lower) - _GROUPS
    if not (counted or repeated):
        return 0.0
    marked = bytearray(len(lower))
    for found in _REPEATED.finditer(lower) if repeated else ():
        marked[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    for at in range(len(lower) - _RUN + 1) if counted else ():
        if lower[at : at + _RUN] in _GRAMS:
            marked[at : at + _RUN] = b"\1\1\1\1"
    return sum(marked) / max(1, len(lower))


def has_counted_groups(value: str) -> bool:
    """Whether several groups of a value are counted up, as in `xoxp-1234-1234-1234-…`."""
    return len(_COUNTED.findall(value)) > _GROUPS


def why_placeholder(value: str, *, variables: bool = True) -> str:
    """Return why a value is no secret: `template`, `words`, `nothing`, `counted`, or nothing.

    With `variables`, what follows a `$` may be the name of one.
    """
    if not value or value.strip(" \t\"'").lower() in _NOTHING:
        return "nothing"
    named = variables and any(map(_is_name, _VARIABLE.findall(value)))
    if named or (_LETTERED if value.isalnum() else _TEMPLATE).search(value):
        return "template"
    if _may_be_worded(value) and _WORDS.search(value):
        return "words"
    return "counted" if _few_marks(value) else ""


def _may_be_worded(value: str) -> bool:
    """Whether one of the words may be in a value: to look for all of them takes much longer."""
    if not value.isascii():
        return True  # a few letters beyond are one of ASCII but for their case
    lower = value.lower()
    return any(held in lower for held in _HELD)


def _is_name(name: str) -> bool:
    """Whether what follows a `$` reads like the name of a variable, and not like chance."""
    return len(name) > 2 and (word_share(name) > 0.6 or ("_" in name and name.isupper()))


def _few_marks(value: str) -> bool:
    """Whether hardly any characters make up the value, such as `aaaa…` or `0000…1`."""
    distinct = len(set(value.lower()) - set("-_./=+"))
    return distinct < min(6, max(3, len(value) // 3))
