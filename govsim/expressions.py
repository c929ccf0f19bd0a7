"""Stands for `re` where a module holds expressions that most texts have no use for.

One is compiled when it is first used: those of the readers of disguised values and of names took
longer than the screening of a short text.
"""

from __future__ import annotations

import re
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    I,
    M,
    Match,
    Pattern,
    S,
    error,
    escape,
    findall,
    finditer,
    fullmatch,
    search,
    split,
    sub,
)
from typing import AnyStr, cast

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "I",
    "M",
    "Match",
    "Pattern",
    "S",
    "compile",
    "error",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "search",
    "split",
    "sub",
]


_OFFERED = tuple(name for name in dir(Pattern) if not name.startswith("_"))


class Late:
    """An expression that is not compiled yet; from its first use on it answers as one that is."""

    # Each is found as fast as that of one that is compiled.
    __slots__ = (*_OFFERED, "_as_flags")

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._as_flags = flags

    def __getattr__(self, name: str) -> object:
        """Compile it, so that it has every method of one that is."""
        if name not in _OFFERED:
            raise AttributeError(f"an expression has no attribute {name!r}")
        compiled = re.compile(self.pattern, self._as_flags)
        for each in _OFFERED:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """Return an expression that is compiled when it is first used."""
    return cast("Pattern[AnyStr]", Late(pattern, flags))
