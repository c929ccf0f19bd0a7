"""Reads the columns of PySpark, `F.upper("a").alias("b")` and the like, as expressions of SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from govsim.sql.builtins import BUILTINS
from govsim.sql.names import quote_name
from govsim.sql.pyspark.values import Column, NotFollowedError, Text, Value, Window, literal

# Whose texts are all names of columns; of the others, only the first is.
_ALL: Final = frozenset(
    "concat coalesce greatest least struct array create_map map_from_arrays datediff arrays_zip "
    "months_between levenshtein nvl nvl2 ifnull nullif map_concat array_union array_except hash "
    "array_intersect arrays_overlap atan2 corr covar_pop covar_samp max_by min_by xxhash64 "
    "count_distinct"
    "approx_count_distinct countDistinct date_add date_sub add_months element_at ai_query".split()
)
_SECOND: Final = frozenset({"concat_ws", "date_trunc", "format_string", "locate"})  # a text first
_CALLED: Final = {
    "create_map": "map", "sumDistinct": "sum", "approxCountDistinct": "approx_count_distinct",
    "monotonicallyIncreasingId": "monotonically_increasing_id", "toDegrees": "degrees",
    "toRadians": "radians", "shiftLeft": "shiftleft", "shiftRight": "shiftright", "input_file_name":
    "input_file_name", "collectSet": "collect_set", "collectList": "collect_list",
}  # fmt: skip
_INFIX: Final = {
    "eqNullSafe": "<=>", "like": "LIKE", "rlike": "RLIKE", "ilike": "ILIKE", "bitwiseAND": "&",
    "bitwiseOR": "|", "bitwiseXOR": "^",
}  # fmt: skip
_AFTER: Final = {
    "isNull": "IS NULL", "isNotNull": "IS NOT NULL", "asc": "ASC", "desc": "DESC",
    "asc_nulls_first": "ASC", "asc_nulls_last": "ASC", "desc_nulls_first": "DESC",
    "desc_nulls_last": "DESC",
}  # fmt: skip
_WITHIN: Final = {"contains": "contains", "startswith": "startswith", "endswith": "endswith"}
_PLAIN: Final = re.compile(r"[\w.]+")


def name_of(text: str) -> Column:
    """Return the column of a name; `*` and `t.*` stand for several, backticks keep a dot."""
    if text == "*" or text.endswith(".*"):
        return Column(text)
    if "`" in text:
        return Column(text)
    return Column(quote_name(text.split(".")))


def as_column(value: Value) -> Column:
    """Return a column: a text is its name, and a number or truth value stands for itself.

    One that cannot be told is the value of a function that nobody knows.
    """
    if isinstance(value, Column):
        return closed(value)
    if value is None:
        return Column("`a computed column`()")
    if isinstance(value, Text):
        if not value.known:
            raise NotFollowedError("the name of a column is computed")
        return name_of(value.text)
    return Column(literal(value))


def as_value(value: Value) -> str:
    """Return an operand: a text is a constant here."""
    return closed(value).sql if isinstance(value, Column) else literal(value)


def closed(column: Column) -> Column:
    """Return a column whose CASE has its END."""
    return Column(f"{column.cases} END", column.alias) if column.cases else column


def function(name: str, given: Sequence[Value], named: Mapping[str, Value]) -> Value:
    """Return what a function of `pyspark.sql.functions`, or a UDF, gives.

    Raises:
        NotFollowedError: Its arguments cannot be put as SQL.
    """
    arguments = [*given, *named.values()]
    first = arguments[0] if arguments else None
    if name in ("col", "column"):
        return as_column(first)
    if name in ("lit", "typedLit", "typedlit"):
        return first if isinstance(first, Column) else Column(literal(first))
    if name == "expr" and isinstance(first, Text):
        if _PLAIN.fullmatch(first.text):
            return name_of(first.text)
        sql, *alias = first.text.rsplit(None, 2)
        if [each.upper() for each in alias[:1]] == ["AS"] and sql.count("(") == sql.count(")"):
            return Column(f"({sql})", alias[1].strip("`"))
        return Column(f"({first.text})")
    if name == "when" and len(arguments) == 2:
        return _when("CASE", arguments)
    if name == "broadcast":
        return first
    if name in ("countDistinct", "count_distinct"):
        return Column(f"count(DISTINCT {', '.join(as_column(each).sql for each in arguments)})")
    if name in ("desc", "asc"):
        return Column(f"{as_column(first).sql} {name.upper()}")
    word = _CALLED.get(name, name)
    if word.upper() not in BUILTINS:  # a function of the notebook: the parser may know its name
        word = f"`{word}`"
    return Column(f"{word}({', '.join(_arguments(name, arguments))})")


def _arguments(name: str, given: Sequence[Value]) -> list[str]:
    if len(given) == 1 and isinstance(given[0], list):
        given = given[0]
    found = []
    for place, each in enumerate(given):
        column = name in _ALL or (place > 0 if name in _SECOND else place == 0)
        if name == "count" and isinstance(each, Text) and each.text == "*":
            found.append("*")
        elif name == "struct" and isinstance(each, Column) and each.alias:
            found.append(closed(each).said)
        else:
            found.append(as_column(each).sql if column else as_value(each))
    return found


def _when(before: str, given: Sequence[Value]) -> Column:
    condition, value = (as_value(each) for each in given)
    return Column("", "", f"{before} WHEN {condition} THEN {value}")


def operation(sign: str, left: Value, right: Value) -> Column:
    """Return a column with an operator between two others."""
    return Column(f"({as_value(left)} {sign} {as_value(right)})")


def method(column: Column, name: str, given: Sequence[Value], named: Mapping[str, Value]) -> Column:
    """Return what a method of a column gives.

    Raises:
        NotFollowedError: It is not known, or its arguments cannot be put as SQL.
    """
    arguments = [*given, *named.values()]
    if name in ("alias", "name") and isinstance(arguments[0], Text):
        names = tuple(each.text for each in given if isinstance(each, Text))
        sql = closed(column).sql
        return Column(sql, aliases=names) if len(names) > 1 else Column(sql, arguments[0].text)
    if name == "when" and column.cases:
        return _when(column.cases, arguments)
    if name == "otherwise" and column.cases:
        return Column(f"{column.cases} ELSE {as_value(arguments[0])} END")
    sql = closed(column).sql
    if name == "over" and isinstance(arguments[0], Window):
        return Column(f"{sql} OVER {arguments[0].sql}")
    if name in ("cast", "astype", "try_cast") and isinstance(arguments[0], Text):
        return Column(f"CAST({sql} AS {arguments[0].text})")
    if name in ("cast", "astype", "try_cast"):
        return Column(f"cast_as({sql})")
    return _plain_method(sql, name, arguments)


def _plain_method(sql: str, name: str, given: Sequence[Value]) -> Column:
    if name in _AFTER:
        return Column(f"{sql} {_AFTER[name]}")
    if name in _INFIX:
        return Column(f"({sql} {_INFIX[name]} {as_value(given[0])})")
    if name in _WITHIN:
        return Column(f"{_WITHIN[name]}({sql}, {as_value(given[0])})")
    if name == "isin":
        values = given[0] if len(given) == 1 and isinstance(given[0], list) else given
        return Column(f"({sql} IN ({', '.join(map(as_value, values)) or 'NULL'}))")
    if name == "between":
        return Column(f"({sql} BETWEEN {as_value(given[0])} AND {as_value(given[1])})")
    if name == "substr":
        return Column(f"substr({sql}, {as_value(given[0])}, {as_value(given[1])})")
    if name in ("getField", "getItem") and isinstance(given[0], Text):
        return Column(f"{sql}.{quote_name((given[0].text,))}")
    if name == "getItem":
        return Column(f"{sql}[{as_value(given[0])}]")
    raise NotFollowedError(f"the method {name} of a column")


def window_method(held: Window, name: str, given: Sequence[Value]) -> Window:
    """Return what a method of `Window` gives."""
    flat = given[0] if len(given) == 1 and isinstance(given[0], list) else given
    said = tuple(as_column(each).sql for each in flat) if name.endswith("By") else ()
    if name == "partitionBy":
        return Window((*held.keys, *said), held.order)
    if name == "orderBy":
        return Window(held.keys, (*held.order, *said))
    return held
