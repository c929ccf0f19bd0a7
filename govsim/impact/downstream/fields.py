"""Compares: which fields inside a column are others now, and whether a text uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from govsim.catalog.widening import Change, change_of
from govsim.impact.downstream.values import Effect
from govsim.model.datatypes import field_changes
from govsim.model.values import Column

# What stands in the path of a field, and not in an expression that takes it.
_INSIDE: Final = frozenset({"element", "key", "value"})
_WORD: Final = re.compile(r"\s*\(.*", re.DOTALL)
_INTEGERS: Final = frozenset("TINYINT BYTE SMALLINT SHORT INT INTEGER BIGINT LONG".split())
# Calls that go through the elements of an array: with a lambda, or as rows of their own.
_GONE_THROUGH: Final = re.compile(
    r"\b(?:(transform|exists|forall)|(explode(?:_outer)?))\s*\(\s*(?:\w+\s*\.\s*)*\Z", re.IGNORECASE
)
_NAMED_AS: Final = re.compile(
    r"\s*,\s*\(?\s*(\w+)(?:\s*,\s*\w+)?\s*\)?\s*->"
    r"|\s*\)\s*(?:(?!AS\b)\w+\s+)?AS\s+\(?\s*`?(\w+)`?\s*\)?(?!\s*,)",
    re.IGNORECASE,
)
_PARAMETER: Final = re.compile(r"\s*(?:,\s*\w+\s*)?\)?\s*->")  # behind one of a lambda
_STAR: Final = re.compile(r"(?:\bSELECT|,|\.)\s*\*", re.IGNORECASE)
_MOST: Final = 200  # mentions of a column that are looked at one by one
_BEFORE: Final = 200  # characters in front of a name in which the call stands that is given it
# Functions and operators that work on the bits or the type of a value.
_OF_TYPES: Final = re.compile(
    r"\b(?:hash|xxhash64|typeof|crc32|hex|bin|conv|bit\w*|shift\w*|schema_of\w*|to_avro|to_binary)"
    r"\s*\(|~|<<|>>",
    re.IGNORECASE,
)


def type_effects(was: Column, now: Column, renamed: Mapping[str, str]) -> Iterator[Effect]:
    """Yield what readers of a column notice of its new type, field by field.

    Args:
        was: The column before.
        now: The column after.
        renamed: The paths of columns and fields that got another name, in lower case.
    """
    news = {new.lower() for new in renamed.values()}
    for path, then, later in field_changes(was.type, now.type):
        name = f"{was.name}.{path}" if path else was.name
        if then and later:
            kind = "wider" if keeps_values(then, later) else "type"
            yield Effect(kind, f"{name} is {later}, not {then}", path)
        elif then:
            new = renamed.get(name.lower())
            yield Effect("type", f"{name} is {f'renamed to {new}' if new else 'dropped'}", path)
        elif path.rpartition(".")[2].lower() not in news:
            yield Effect("grows", f"{name} is added", path)


def keeps_values(was: str, now: str) -> bool:
    """Return whether every comparison and every order of values comes out as it did.

    So it is with wider integers and longer texts; a FLOAT that becomes a DOUBLE is no longer equal
    to what it was, and a CHAR loses the blanks behind it.
    """
    words = [_WORD.sub("", each).strip().upper() for each in (was, now)]
    if words[0] == "VARCHAR":
        return change_of(was, now) is Change.ALWAYS
    return all(word in _INTEGERS for word in words) and change_of(was, now) is not Change.NEVER


def looks_at_types(text: str) -> bool:
    """Return whether a text may give another value for the same value of another type."""
    return _OF_TYPES.search(text) is not None


def touches(text: str, column: str, field: str) -> bool:
    """Return whether a text may take a field of a column, or the column as a whole.

    It does where the name stands alone, or with names after it that lead to the field, or out of
    it; and where the column is not named at all, but by a star.
    """
    wanted = [part for part in field.lower().split(".") if part not in _INSIDE]
    mentions = list(_mentions(text, column))
    if not mentions or len(mentions) > _MOST:
        return True
    for start, end, parts in mentions:
        inner = _element(text, start, end) if not parts else None
        for taken in [parts] if inner is None else inner:
            shared = min(len(taken), len(wanted))
            if taken[:shared] == wanted[:shared]:
                return True
    return False


def _mentions(text: str, name: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield where a name stands in a text, with the names that lead on from it."""
    pattern = rf"(?<![\w`])`?{re.escape(name)}`?(?![\w`])((?:\s*\.\s*`?\w+`?)*)"
    for found in re.finditer(pattern, text, re.I):
        parts = [part.strip(" `\n\t") for part in found[1].lower().split(".")[1:]]
        yield found.start(), found.end(), parts


def _element(text: str, start: int, end: int) -> list[list[str]] | None:
    """Return what is taken of the elements of an array that is gone through under another name.

    None is an array that is used in another way.
    """
    before = _GONE_THROUGH.search(text, max(0, start - _BEFORE), start)
    after = _NAMED_AS.match(text, end)
    if before is None or after is None or bool(after[1]) == bool(before[2]):
        return None
    if after[2] and _STAR.search(text):
        return None  # which takes the rows as they are
    place = 1 if after[1] else 2
    named = after.start(place)
    uses = [
        parts
        for at, until, parts in _mentions(text, after[place])
        if not at <= named < until and (at > named or place > 1)
        if _PARAMETER.match(text, until) is None
    ]
    return uses if all(uses) else None
