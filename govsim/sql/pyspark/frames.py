"""Reads the methods of DataFrames as the queries that they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from govsim.sql.names import quote_name, quote_text
from govsim.sql.pyspark.columns import as_column
from govsim.sql.pyspark.grouping import flat, grouped, known, opaque, unpivoted
from govsim.sql.pyspark.values import (
    Access,
    Column,
    Frame,
    Grouped,
    NotFollowedError,
    Text,
    Value,
    lenient,
    literal,
)

Given = Sequence[Value]
Named = Mapping[str, Value]
# They give the same columns of the same rows, or of some of them.
_SAME: Final = frozenset(
    "cache persist unpersist checkpoint localCheckpoint repartition repartitionByRange coalesce "
    "hint sample limit offset distinct dropna fillna withWatermark observe replace "
    "sortWithinPartitions tail to withMetadata".split()
)
_JOINS: Final = {
    "inner": "JOIN", "cross": "CROSS JOIN", "left": "LEFT JOIN", "leftouter": "LEFT JOIN",
    "right": "RIGHT JOIN", "rightouter": "RIGHT JOIN", "outer": "FULL JOIN", "full": "FULL JOIN",
    "fullouter": "FULL JOIN", "semi": "LEFT SEMI JOIN", "leftsemi": "LEFT SEMI JOIN",
    "anti": "LEFT ANTI JOIN", "leftanti": "LEFT ANTI JOIN",
}  # fmt: skip
_SETS: Final = {
    "union": "UNION ALL", "unionAll": "UNION ALL", "intersect": "INTERSECT",
    "intersectAll": "INTERSECT ALL", "subtract": "EXCEPT", "exceptAll": "EXCEPT ALL",
}  # fmt: skip
# They run the query, and what they give is no DataFrame.
ACTIONS: Final = frozenset(
    "show collect toPandas take first head count foreach foreachBatch foreachPartition "
    "toLocalIterator isEmpty display summary describe toArrow rdd".split()
)


def method(frame: Frame, name: str, given: Given, named: Named) -> Value:
    """Return what a method of a DataFrame gives.

    One that is not known gives a DataFrame of unknown columns, made of all that this one has.

    Raises:
        NotFollowedError: Its arguments cannot be put as SQL.
    """
    if name in _SAME:
        return frame
    if name in ("dropDuplicates", "drop_duplicates"):
        return _without_copies(frame, given, named)
    if name in _SETS:
        return _set(frame, given, _SETS[name])
    if name == "unionByName":
        return _set(frame, given, "UNION ALL BY NAME")
    if name in ("groupBy", "groupby", "rollup", "cube"):
        keys = _columns(given)
        said = tuple(frame.resolved(each.said) for each in keys)
        return Grouped(frame, tuple(frame.resolved(each.sql) for each in keys), said)
    if (made := _METHODS.get(name)) is not None:
        return made(frame, given, named)
    return opaque(frame, name)


def _columns(given: Given) -> list[Column]:
    return [as_column(each) for each in flat(given)]


def text_of(value: Value) -> str:
    """Return a text; one that is known in part only has its unknown parts in braces."""
    if isinstance(value, Text):
        return value.text
    raise NotFollowedError("a name that is computed")


def texts_of(value: Value) -> list[str]:
    """Return the texts of a dict, by any names."""
    if isinstance(value, dict):
        return [text_of(each) for each in value.values()]
    raise NotFollowedError("conditions that are computed")


def _listed(frame: Frame, columns: Sequence[Column]) -> str:
    return ", ".join(frame.resolved(each.said) for each in columns)


def _select(frame: Frame, given: Given, named: Named) -> Frame:
    return frame.then(_listed(frame, _columns(given)))


def _select_expr(frame: Frame, given: Given, named: Named) -> Frame:
    return frame.then(", ".join(known(each) for each in flat(given)))


def _filter(frame: Frame, given: Given, named: Named) -> Frame:
    condition = [*given, *named.values()][0]
    if isinstance(condition, Text):
        return frame.where(known(condition))
    return frame.where(frame.resolved(as_column(condition).sql))


def _with(frame: Frame, columns: Mapping[str, Value]) -> Frame:
    """Return the DataFrame with columns made anew in their places, or added at the end."""
    made = {name: as_column(value).sql for name, value in columns.items()}
    return frame.with_columns(made) if made else frame


def _with_column(frame: Frame, given: Given, named: Named) -> Frame:
    name, value = [*given, *named.values()]
    return _with(frame, {known(name): value})


def _with_columns(frame: Frame, given: Given, named: Named) -> Frame:
    held = [*given, *named.values()][0]
    if not isinstance(held, dict):
        raise NotFollowedError("columns that are no dict")
    return _with(frame, held)


def _renamed(frame: Frame, given: Given, named: Named) -> Frame:
    arguments = [*given, *named.values()]
    pairs = arguments[0] if isinstance(arguments[0], dict) else {known(arguments[0]): arguments[1]}
    said = (f"{quote_name((old,))} AS {quote_name((known(new),))}" for old, new in pairs.items())
    return frame.then(f"* RENAME ({', '.join(said)})")


def _drop(frame: Frame, given: Given, named: Named) -> Frame:
    gone: list[str] = []
    for each in flat(given):
        sql = frame.resolved(each.sql) if isinstance(each, Column) else known(each)
        side, dot, name = sql.rpartition(".")
        of_side = dot and isinstance(each, Column) and side in set(frame.sides.values())
        gone.append(f"{side}.{lenient(name)}" if of_side else lenient(sql))
    return frame.then(f"* EXCEPT ({', '.join(gone)})")


def _sorted(frame: Frame, given: Given, named: Named) -> Frame:
    return frame.sorted(frame.resolved(each.sql) for each in _columns(given))


def _alias(frame: Frame, given: Given, named: Named) -> Frame:
    return Frame.of(frame.query, frame.sides, known([*given, *named.values()][0]))


def _join(frame: Frame, given: Given, named: Named) -> Frame:
    arguments = dict(zip(("other", "on", "how"), given, strict=False)) | dict(named)
    other, on, how = (arguments.get(key) for key in ("other", "on", "how"))
    if not isinstance(other, Frame):
        raise NotFollowedError("a join with what is no DataFrame")
    word = _JOINS.get(known(how).lower().replace("_", "") if how is not None else "inner", "JOIN")
    left, right = _side(frame), _side(other)
    shared = set(left.sides) & set(right.sides)
    sides = {n: a for n, a in {**left.sides, **right.sides}.items() if n not in shared}
    made = Frame(f"{left.source} {word} {right.source}", (), sides)
    return replace(made, source=f"{made.source}{_on(made, on)}")


def _side(frame: Frame) -> Frame:
    """Return a DataFrame as one relation that can stand in a join."""
    whole = frame.wheres or frame.order or len(set(frame.sides.values())) != 1
    return Frame.of(frame.query, frame.sides) if whole else frame


def _on(made: Frame, on: Value) -> str:
    if on is None:
        return ""
    listed = on if isinstance(on, list) else [on]
    if all(isinstance(each, Text) for each in listed):
        return f" USING ({', '.join(quote_name((known(each),)) for each in listed)})"
    return f" ON {' AND '.join(made.resolved(as_column(each).sql) for each in listed)}"


def _cross(frame: Frame, given: Given, named: Named) -> Frame:
    return _join(frame, [*given, None, Text("cross")], named)


def _set(frame: Frame, given: Given, word: str) -> Frame:
    other = given[0] if given else None
    if not isinstance(other, Frame):
        raise NotFollowedError("a union with what is no DataFrame")
    return Frame.of(f"({frame.query}) {word} ({other.query})")


def _without_copies(frame: Frame, given: Given, named: Named) -> Frame:
    names = flat([*given, *named.values()])
    if not names:
        return frame
    keys = ", ".join(quote_name((known(each),)) for each in names)
    return frame.then("*", f" QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY 1) = 1")


def _to_names(frame: Frame, given: Given, named: Named) -> Frame:
    alias = f"_t{frame.number}"
    names = ", ".join(quote_name((known(each),)) for each in flat(given))
    return Frame.of(f"SELECT * FROM ({frame.query}) AS {alias}({names})")


def _aggregated(frame: Frame, given: Given, named: Named) -> Value:
    return grouped(Grouped(frame, (), ()), "agg", given, named)


_METHODS: Final[dict[str, Callable[[Frame, Given, Named], Value]]] = {
    "select": _select, "selectExpr": _select_expr, "filter": _filter, "where": _filter,
    "withColumn": _with_column, "withColumns": _with_columns, "withColumnRenamed": _renamed,
    "withColumnsRenamed": _renamed, "drop": _drop, "orderBy": _sorted, "sort": _sorted,
    "alias": _alias, "join": _join, "crossJoin": _cross, "toDF": _to_names, "agg": _aggregated,
    "unpivot": unpivoted, "melt": unpivoted,
}  # fmt: skip


# --- what is written ---

_CREATES: Final = frozenset({"create", "createOrReplace", "replace"})
_ADDS: Final = frozenset({"append", "overwrite", "overwritePartitions"})


def written(access: Access, name: str, given: Given, named: Named) -> tuple[str, ...] | Access:
    """Return the statements that a method of `df.write` and its like runs, or what it says.

    Raises:
        NotFollowedError: It writes where SQL does not, or what nobody knows.
    """
    frame = access.frame
    assert frame is not None
    arguments = [*given, *named.values()]
    first = arguments[0] if arguments else None
    if name == "saveAsTable":
        mode = named.get("mode", given[2] if len(given) > 2 else None)
        return (_stored(replace(access, mode=_said(mode) or access.mode), _said(first)),)
    if name == "insertInto":
        over = named.get("overwrite", given[1] if len(given) > 1 else access.mode == "overwrite")
        return (f"INSERT {'OVERWRITE' if over else 'INTO'} {_said(first)} {frame.query}",)
    if name in ("toTable", "table"):
        return (f"INSERT INTO {_said(first)} BY NAME {frame.query}",)
    if name in _CREATES or name in _ADDS:
        return (_stored(replace(access, mode="" if name in _CREATES else name), access.table),)
    if name in ("save", "start", "parquet", "csv", "json", "orc", "text", "delta", "avro", "xml"):
        path = _said(named.get("path", first)) or access.path
        if not path:
            raise NotFollowedError(f"{name}() without a path")
        kind = access.format or ("delta" if name in ("save", "start") else name)
        return (f"INSERT OVERWRITE DIRECTORY {quote_text(path)} USING {kind} {frame.query}",)
    if name in ("jdbc", "foreachBatch", "foreach"):
        raise NotFollowedError(f"{name}()")
    return said_of(access, name, given, named)


def _stored(access: Access, table: str) -> str:
    """Return the statement that stores a DataFrame as a table, as its mode says."""
    assert access.frame is not None
    if not table:
        raise NotFollowedError("a table whose name is not told")
    if access.mode in ("append", "overwritePartitions"):
        return f"INSERT INTO {table} BY NAME {access.frame.query}"
    return f"CREATE OR REPLACE TABLE {table} AS {access.frame.query}"


def _said(value: Value) -> str:
    return value.text if isinstance(value, Text) else ""


def said_of(access: Access, name: str, given: Given, named: Named) -> Access:
    """Return a reader or writer after one of the methods that only set something."""
    first = _said([*given, *named.values()][0]) if given or named else ""
    if name == "format":
        return replace(access, format=first)
    if name in ("mode", "outputMode"):
        return replace(access, mode=first) if name == "mode" else access
    if name == "schema":
        return replace(access, schema=first)
    if name == "option" and first == "path" and len(given) > 1:
        return replace(access, path=_said(given[1]))
    if name == "options" and "path" in named:
        return replace(access, path=_said(named["path"]))
    return access


def loaded(access: Access, name: str, given: Given, named: Named) -> Frame | Access:
    """Return the DataFrame that a method of `spark.read` gives, or what it says."""
    first = [*given, *named.values()][0] if given or named else None
    if name == "table":
        return Frame.of(f"SELECT * FROM {_said(first)}") if _said(first) else unknown(name)
    kinds = ("load", "parquet", "csv", "json", "orc", "text", "delta", "avro", "xml", "excel")
    if name not in kinds:
        return unknown(name) if name == "jdbc" else said_of(access, name, given, named)
    path = _said(first) or access.path
    schema = _said(named.get("schema")) or access.schema
    if access.format in ("delta", "iceberg") and path and "/" not in path:
        return Frame.of(f"SELECT * FROM {path}")
    if not path:
        return unknown(access.format or name)
    typed = f", schema => {literal(Text(schema))}" if schema else ""
    return Frame.of_files(f"read_files({quote_text(path)}{typed})")


def unknown(name: str) -> Frame:
    """Return a DataFrame of which nothing is known but what gives it."""
    return Frame.of(f"SELECT * FROM {quote_name((name,))}()")
