"""Reads what the functions of a pipeline in Python make, and the changes that it captures."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from govsim.sql.pyspark import columns, frames
from govsim.sql.pyspark.values import Column, Text, Value

CHANGED: Final = ("target", "source", "keys", "sequence_by")  # what stands without a name


def changes(said: Mapping[str, Value]) -> str:
    """Return the statement that `apply_changes` runs, for its arguments by name."""
    keys = said.get("keys")
    listed = ", ".join(columns.as_column(k).sql for k in keys) if isinstance(keys, list) else "id"
    order = columns.as_column(said.get("sequence_by")).sql
    text = f"APPLY CHANGES INTO {frames.text_of(said.get('target'))} "
    text += f"FROM STREAM({frames.text_of(said.get('source'))}) KEYS ({listed})"
    if isinstance(deletes := said.get("apply_as_deletes"), Text | Column):
        text += (
            f" APPLY AS DELETE WHEN {deletes.text if isinstance(deletes, Text) else deletes.sql}"
        )
    text += f" SEQUENCE BY {order}"
    for word, key in (("COLUMNS", "column_list"), ("COLUMNS * EXCEPT", "except_column_list")):
        if isinstance(held := said.get(key), list):
            text += f" {word} ({', '.join(columns.as_column(each).sql for each in held)})"
    return text


_TABLES: Final = frozenset(
    "table view materialized_view temporary_view append_flow create_table create_view".split()
)


def declared(
    name: str, decorators: Iterable[ast.expr], value: Callable[[ast.expr], Value]
) -> tuple[str, str, list[str]]:
    """Return what a function makes, by the word of its decorator; its name; what drops rows."""
    word, wheres = "table", list[str]()
    for each in decorators:
        func: Any = each.func if isinstance(each, ast.Call) else each
        said = {k.arg: value(k.value) for k in getattr(each, "keywords", ()) if k.arg}
        given = [value(one) for one in getattr(each, "args", ())]
        if func.attr in _TABLES:
            word = func.attr
            held = said.get("target" if word == "append_flow" else "name")
            name = held.text if isinstance(held, Text) else name
        elif func.attr in ("expect_or_drop", "expect_or_fail") and len(given) > 1:
            wheres.append(frames.text_of(given[1]))
        elif func.attr in ("expect_all_or_drop", "expect_all_or_fail") and given:
            wheres += frames.texts_of(given[0])
    return word, name, wheres
