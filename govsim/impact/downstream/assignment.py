"""Compares types: whether a value may be stored in a column of another type."""

from __future__ import annotations

from typing import Final

_NUMBERS: Final = frozenset(
    "TINYINT BYTE SMALLINT SHORT INT INTEGER BIGINT LONG FLOAT REAL DOUBLE DECIMAL DEC "
    "NUMERIC".split()
)
_TIMES: Final = frozenset("DATE TIMESTAMP TIMESTAMP_NTZ TIMESTAMP_LTZ".split())
_TEXTS: Final = frozenset("STRING VARCHAR CHAR".split())
_OTHERS: Final = frozenset("BOOLEAN BINARY".split())


def assignable(source: str, target: str) -> bool:
    """Return whether INSERT stores a value of one type in a column of another.

    Types that are not known, and types made of others, are taken to fit.

    Source:
        Databricks SQL documentation: ANSI store assignment.
    """
    one, other = _family(source), _family(target)
    if not one or not other or one == other:
        return True
    return other == "text"


def _family(type_: str) -> str:
    word = type_.partition("(")[0].partition("<")[0].strip().upper()
    for name, words in (("number", _NUMBERS), ("time", _TIMES), ("text", _TEXTS)):
        if word in words:
            return name
    return word if word in _OTHERS else ""
