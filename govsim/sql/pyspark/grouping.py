"""Reads what groups the rows of DataFrames, and what turns values into columns and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from govsim.sql.names import quote_name
from govsim.sql.pyspark.columns import as_column, closed
from govsim.sql.pyspark.values import (
    Column,
    Frame,
    Grouped,
    NotFollowedError,
    Text,
    Value,
    literal,
)

Given = Sequence[Value]
Named = Mapping[str, Value]
_SUMS: Final = frozenset({"sum", "avg", "mean", "max", "min"})


def opaque(frame: Frame, name: str) -> Frame:
    """Return a DataFrame of columns that nobody can tell, made of all of another."""
    return Frame.of(f"SELECT * FROM `{name}`(TABLE({frame.query}))")


def flat(given: Given) -> list[Value]:
    """Return arguments that stand for themselves or in one list."""
    return list(given[0]) if len(given) == 1 and isinstance(given[0], list) else list(given)


def known(value: Value) -> str:
    """Return a text of which every part is known.

    Raises:
        NotFollowedError: It is none.
    """
    if isinstance(value, Text) and value.known:
        return value.text
    raise NotFollowedError("a name that is computed")


def grouped(held: Grouped, name: str, given: Given, named: Named) -> Frame | Grouped:
    """Return what a method of a grouped DataFrame gives."""
    frame = held.frame
    if name == "pivot" and not held.turned:
        return _turned(held, given, named)
    if name == "agg":
        columns = _aggregates([*given, *named.values()])
    elif name == "count" and not given:
        columns = [Column("count(*)", "count")]
    elif name in _SUMS:
        word = "avg" if name == "mean" else name
        columns = [Column(f"{word}({as_column(each).sql})") for each in flat(given)]
    else:
        return opaque(frame, name)
    if held.turned:
        if held.values is None:
            return opaque(frame, "pivot")
        columns = _by_value(held.turned, held.values, columns)
    said = ", ".join([*held.said, *(frame.resolved(each.said) for each in columns)])
    return frame.then(said, f" GROUP BY {', '.join(held.keys)}" if held.keys else "")


def _aggregates(given: Given) -> list[Column]:
    if len(given) == 1 and isinstance(given[0], dict):
        return [
            Column(f"{known(word)}({'*' if name == '*' else quote_name((name,))})")
            for name, word in given[0].items()
        ]
    return [closed(as_column(each)) for each in flat(given)]


def _turned(held: Grouped, given: Given, named: Named) -> Grouped:
    arguments = dict(zip(("pivot_col", "values"), given, strict=False)) | dict(named)
    column = held.frame.resolved(as_column(arguments.get("pivot_col")).sql)
    values = arguments.get("values")
    if not isinstance(values, list) or not all(isinstance(v, Text | int) for v in values):
        return replace(held, turned=column, values=None)
    said = [
        (literal(each), each.text if isinstance(each, Text) else literal(each)) for each in values
    ]
    return replace(held, turned=column, values=tuple(said))


def _by_value(
    turned: str, values: Sequence[tuple[str, str]], columns: Sequence[Column]
) -> list[Column]:
    """Return each aggregate for each value; where there is one, the value is its name."""
    return [
        Column(
            f"{each.sql} FILTER (WHERE {turned} = {value})",
            name if len(columns) == 1 else f"{name}_{each.alias or each.sql}",
        )
        for value, name in values
        for each in columns
    ]


def unpivoted(frame: Frame, given: Given, named: Named) -> Frame:
    """Return the DataFrame in which columns have become rows of a name and a value.

    Raises:
        NotFollowedError: Its arguments cannot be put as SQL.
    """
    words = ("ids", "values", "variableColumnName", "valueColumnName")
    arguments = dict(zip(words, given, strict=False)) | dict(named)
    ids, values = ([] if arguments.get(w) is None else _listed(arguments[w]) for w in words[:2])
    if not values:
        return opaque(frame, "unpivot")
    name, value = (quote_name((known(arguments.get(word)),)) for word in words[2:])
    whole = Frame.of(frame.query, frame.sides)
    said = ", ".join(whole.resolved(each.sql) for each in values)
    clause = f" UNPIVOT INCLUDE NULLS ({value} FOR {name} IN ({said}))"
    kept = ", ".join([*(whole.resolved(each.sql) for each in ids), name, value])
    return Frame.of(f"SELECT {kept} FROM ({frame.query}){clause}")


def _listed(value: Value) -> list[Column]:
    return [as_column(each) for each in (value if isinstance(value, list) else [value])]
