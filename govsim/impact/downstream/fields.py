"""Compares: which fields inside a column are others now, and whether a text uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from govsim.impact.downstream.values import Effect
from govsim.model.datatypes import field_changes
from govsim.model.values import Column

# What stands in the path of a field, and not in an expression that takes it.
_INSIDE: Final = frozenset({"element", "key", "value"})


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
            yield Effect("type", f"{name} is {later}, not {then}", path)
        elif then:
            new = renamed.get(name.lower())
            yield Effect("type", f"{name} is {f'renamed to {new}' if new else 'dropped'}", path)
        elif path.rpartition(".")[2].lower() not in news:
            yield Effect("grows", f"{name} is added", path)


def touches(text: str, column: str, field: str) -> bool:
    """Return whether a text may take a field of a column, or the column as a whole.

    It does where the name stands alone, or with names after it that lead to the field, or out of
    it; and where the column is not named at all, but by a star.
    """
    wanted = [part for part in field.lower().split(".") if part not in _INSIDE]
    name = re.escape(column)
    mentions = re.findall(rf"(?<![\w`])`?{name}`?(?![\w`])((?:\s*\.\s*`?\w+`?)*)", text, re.I)
    if not mentions:
        return True
    for mention in mentions:
        parts = [part.strip(" `\n\t") for part in mention.lower().split(".")[1:]]
        shared = min(len(parts), len(wanted))
        if parts[:shared] == wanted[:shared]:
            return True
    return False
