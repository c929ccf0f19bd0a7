"""Decides whether a regular expression takes linear time on every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

MOST: Final = 400  # repetitions
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_BACKWARDS: Final = frozenset({"GROUPREF", "GROUPREF_EXISTS"})


def why_not_linear(pattern: str) -> str:
    """Return what makes a pattern slow on some text, lower case, no full stop; empty if nothing.

    A pattern is tried at the anchors of its rule. So it takes linear time if one try is bounded:
    every repetition has a limit, and none stands in another.

    Raises:
        re.error: It cannot be read.
    """
    tree = re._parser.parse(pattern)  # type: ignore[attr-defined]
    return next(_faults(tree, inside=False), "")


def _faults(tree: Any, *, inside: bool) -> Iterator[str]:
    for operation, argument in tree:
        name = str(operation)
        if name in _BACKWARDS:
            yield "it refers back to a group"
        elif name in _REPEATS:
            least, most, held = argument
            most = int(most)
            if most > MOST:
                yield f"it repeats something without a limit of {MOST} or less"
            varies = most > 1 and least != most
            if varies and inside:
                yield "it repeats what repeats itself"
            yield from _faults(held, inside=inside or most > 1)
        else:
            for held in _held(argument):
                yield from _faults(held, inside=inside)


def _held(argument: Any) -> Iterator[Any]:
    """Yield the patterns inside whatever the parser keeps of a part."""
    if hasattr(argument, "data"):  # a pattern of its own
        yield argument
    elif isinstance(argument, tuple | list):
        for each in argument:
            yield from _held(each)
