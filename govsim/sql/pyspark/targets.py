"""Reads merges of Delta tables, clause by clause, as MERGE INTO."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from govsim.sql.names import quote_name
from govsim.sql.pyspark.columns import as_column
from govsim.sql.pyspark.values import Column, Frame, NotFollowedError, Target, Text, Value

_WHEN = {
    "whenMatched": "WHEN MATCHED", "whenNotMatchedBySource": "WHEN NOT MATCHED BY SOURCE",
    "whenNotMatched": "WHEN NOT MATCHED",
}  # fmt: skip


def merged(
    held: Target, name: str, given: Sequence[Value], named: Mapping[str, Value]
) -> Target | Frame | str:
    """Return what a method of a Delta table gives: itself, or the statement that it runs.

    Raises:
        NotFollowedError: It is not known, or its arguments cannot be put as SQL.
    """
    arguments = [*given, *named.values()]
    first = arguments[0] if arguments else None
    if name in ("alias", "as") and isinstance(first, Text):
        return replace(held, alias=first.text)
    if name == "toDF":
        return Frame.of(f"SELECT * FROM {held.name}", (), held.alias)
    if name == "merge":
        source = named.get("source", first)
        condition = named.get("condition", given[1] if len(given) > 1 else None)
        if not isinstance(source, Frame):
            raise NotFollowedError("a merge of what is no DataFrame")
        one = _one_side(source)
        return replace(held, using=f"{one.source} ON {_said(condition, one)}")
    if name == "withSchemaEvolution":
        return held
    if name == "execute" and held.using:
        alias = f" AS {held.alias}" if held.alias else ""
        return f"MERGE INTO {held.name}{alias} USING {held.using} {' '.join(held.clauses)}"
    if name == "delete":
        return f"DELETE FROM {held.name}" + (f" WHERE {_said(first)}" if first is not None else "")
    if name == "update":
        condition = named.get("condition", given[0] if len(given) > 1 else None)
        where = f" WHERE {_said(condition)}" if condition is not None else ""
        values = named.get("set", given[-1] if given else None)
        return f"UPDATE {held.name} SET {_assigned(values)}{where}"
    return replace(held, clauses=(*held.clauses, _clause(name, given, named)))


def _one_side(frame: Frame) -> Frame:
    whole = frame.wheres or frame.order or len(set(frame.sides.values())) != 1
    return Frame.of(frame.query, frame.sides) if whole else frame


def _clause(name: str, given: Sequence[Value], named: Mapping[str, Value]) -> str:
    word = next((each for each in _WHEN if name.startswith(each)), "")
    if name.startswith("whenNotMatchedBySource"):
        word = "whenNotMatchedBySource"
    action = name.removeprefix(word)
    values = named.get("set", named.get("values"))
    rest = list(given)
    if values is None and action in ("Update", "Insert"):
        values = rest.pop() if rest else None
    condition = named.get("condition", rest[0] if rest else None)
    said = _WHEN.get(word, "") + (f" AND {_said(condition)}" if condition is not None else "")
    does = {"UpdateAll": "UPDATE SET *", "InsertAll": "INSERT *", "Delete": "DELETE"}.get(action)
    if action == "Update":
        does = f"UPDATE SET {_assigned(values)}"
    elif action == "Insert" and isinstance(values, dict):
        names = ", ".join(quote_name((each,)) for each in values)
        does = f"INSERT ({names}) VALUES ({', '.join(map(_said, values.values()))})"
    if not word or does is None:
        raise NotFollowedError(f"the method {name} of a Delta table")
    return f"{said} THEN {does}"


def _assigned(values: Value) -> str:
    if not isinstance(values, dict):
        raise NotFollowedError("what is set is no dict")
    return ", ".join(f"{quote_name(k.split('.'))} = {_said(v)}" for k, v in values.items())


def _said(value: Value, frame: Frame | None = None) -> str:
    """Return an expression: here, a text is SQL."""
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Column):
        sql = as_column(value).sql
        return frame.resolved(sql) if frame is not None else sql
    raise NotFollowedError("a condition that is computed")
