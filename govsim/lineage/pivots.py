"""Traces PIVOT, which turns rows into columns, and UNPIVOT, which turns columns into rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from govsim.lineage.expressions import parts_of, walk
from govsim.lineage.flows import CONDITION, IDENTITY, Flows, pour
from govsim.lineage.relation import Output, Scope
from govsim.lineage.sight import Sight

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace


def pivoted(node: Any, scope: Scope, trace: Trace) -> list[Output]:
    """Return the columns that PIVOT or UNPIVOT gives of the relations in the scope."""
    return _unpivot(node, scope, trace) if node.args.get("unpivot") else _pivot(node, scope, trace)


def _columns(node: Any) -> set[str]:
    return {each.name.lower() for each in node.find_all(exp.Column)}


def _rest(scope: Scope, used: set[str]) -> list[Output]:
    return [
        each
        for relation in scope.relations
        for each in relation.columns.outputs
        if each.name.lower() not in used
    ]


def _pivot(node: Any, scope: Scope, trace: Trace) -> list[Output]:
    aggregates, fields = node.expressions, node.args["fields"]
    used = set[str]().union(*(_columns(each) for each in (*aggregates, *fields)))
    keys: Flows = {}
    for field in fields:
        walk(field.this, scope, keys, CONDITION, trace)
    names = [""]
    for field in fields:
        names = [
            f"{name}_{value}" if name else value
            for name in names
            for value in map(_value_name, field.expressions)
        ]
    found = _rest(scope, used)
    for name in names:
        for aggregate in aggregates:
            flows: Flows = {}
            walk(aggregate, scope, flows, IDENTITY, trace)
            pour(keys, flows, CONDITION)
            found.append(Output(_pivot_name(name, aggregate, len(aggregates), scope, trace), flows))
    return found


def _value_name(node: Any) -> str:
    if isinstance(node, (exp.PivotAlias, exp.Alias)):
        return str(node.args["alias"].name)
    if isinstance(node, exp.Tuple):
        return f"{{{', '.join(_value_name(each) for each in node.expressions)}}}"
    if isinstance(node, exp.Literal):
        return str(node.this)
    if isinstance(node, (exp.Boolean, exp.Null)):
        return str(node.sql("databricks")).lower()
    return str(getattr(node, "name", "") or node.sql("databricks"))


def _pivot_name(value: str, aggregate: Any, count: int, scope: Scope, trace: Trace) -> str:
    if count == 1:
        return value
    if isinstance(aggregate, exp.Alias):
        return f"{value}_{aggregate.alias}"
    name = trace.naming.call(aggregate, Sight(scope, trace))
    if isinstance(aggregate, exp.Count) and isinstance(aggregate.this, exp.Star):
        name = f"{name.partition('(')[0]}(1)"  # as Spark has it
    return f"{value}_{name}"


def _unpivot(node: Any, scope: Scope, trace: Trace) -> list[Output]:
    (field,) = node.args["fields"][:1]
    values = node.expressions[0].unnest()
    names = values.expressions if isinstance(values, exp.Tuple) else [values]
    found = [Output(each.name, {}) for each in names]
    which: Flows = {}
    used: set[str] = set()
    for each in field.expressions:
        given = (each.this if isinstance(each, (exp.PivotAlias, exp.Alias)) else each).unnest()
        columns = given.expressions if isinstance(given, exp.Tuple) else [given]
        for place, column in enumerate(columns):
            used.add(parts_of(column.args)[-1])
            walk(column, scope, found[min(place, len(found) - 1)].flows, IDENTITY, trace)
            walk(column, scope, which, CONDITION, trace)
    return [*_rest(scope, used), Output(field.this.name, which), *found]
