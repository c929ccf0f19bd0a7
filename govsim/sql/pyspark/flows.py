"""Reads the changes that a pipeline in Python captures, as APPLY CHANGES."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

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
