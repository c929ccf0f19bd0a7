"""Traces set operations and WITH, a recursive one until nothing new flows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from govsim.lineage.flows import FILTER, GROUP, IDENTITY, Flows, pour, told_apart
from govsim.lineage.nulls import any_null
from govsim.lineage.relation import Columns, Output, Result, Scope

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace

Ctes = Mapping[str, Columns]
_ROUNDS: Final = 12


def set_operation(
    node: Any, parent: Scope | None, ctes: Ctes, trace: Trace, *, named: bool = True
) -> Result:
    """Return what UNION, INTERSECT or EXCEPT gives; a long chain takes no recursion."""
    chain: list[Any] = []
    left: Any = node
    while isinstance(left, exp.SetOperation) and (left is node or left.args.get("with_") is None):
        chain.append(left)
        left = left.this
    found = trace.query(left, parent, ctes, named=named)
    for operation in reversed(chain):
        by_name = bool(operation.args.get("by_name"))
        right = trace.query(operation.expression, parent, ctes, named=by_name)
        found = _combined(operation, found, right, trace)
        if (order := operation.args.get("order")) is not None:
            trace.sort(order, found.outputs, Scope(parent, ctes), found)
    return found


def _combined(node: Any, left: Result, right: Result, trace: Trace) -> Result:
    influences: Flows = dict(left.influences)
    pour(right.influences, influences, IDENTITY)
    if (step := _compares(node)) is not None:
        for output in (*left.outputs, *right.outputs):
            told_apart(output.flows, influences, step)
    if isinstance(node, exp.Except):
        return Result(left.outputs, influences)
    if node.args.get("by_name"):
        return Result(_joined_by_name(left.outputs, right.outputs), influences)
    stars = any(output.name == "*" for output in (*left.outputs, *right.outputs))
    if len(left.outputs) != len(right.outputs) or stars:
        return Result(_uneven(left.outputs, right.outputs, trace), influences)
    outputs = [_merged(a, b) for a, b in zip(left.outputs, right.outputs, strict=True)]
    if isinstance(node, exp.Intersect):
        for output in outputs:
            output.null = None
    return Result(outputs, influences)


def _compares(node: Any) -> int | None:
    """Return what comparing whole rows does with them; None for UNION ALL, which compares none."""
    if isinstance(node, exp.Union):
        return GROUP if node.args.get("distinct") else None
    return FILTER


def _uneven(left: list[Output], right: list[Output], trace: Trace) -> list[Output]:
    if len(left) == len(right) == 1:
        return [_merged(left[0], right[0])]
    if not any(output.name == "*" for output in (*left, *right)):
        trace.note("uneven-union", f"{len(left)} and {len(right)} columns")
    else:
        trace.note("unknown-columns", "a set operation over a star")
    return [*left, *right]


def with_ctes(node: Any, parent: Scope | None, ctes: Ctes, trace: Trace) -> Ctes:
    """Return the common table expressions in sight, those of a WITH clause added."""
    known = dict(ctes)
    for cte in node.expressions:
        name = cte.alias.lower()
        alias = cte.args.get("alias")
        names = [each.name for each in alias.args.get("columns") or ()] if alias else []
        if node.args.get("recursive") and isinstance(cte.this, exp.SetOperation):
            found = _recursive(cte.this, name, names, parent, known, trace)
        else:
            found = trace.query(cte.this, parent, known)
        known[name] = _cte(found, names)
    return known


def _recursive(
    node: Any, name: str, names: list[str], parent: Scope | None, ctes: Ctes, trace: Trace
) -> Result:
    """Return what a recursive query gives: its anchor, and each step until nothing is new."""
    known = dict(ctes)
    if (with_ := node.args.get("with_")) is not None:
        known = dict(with_ctes(with_, parent, known, trace))
    if not _mentions(node, name):
        return set_operation(node, parent, known, trace)
    found = trace.query(node.this, parent, known)
    for _ in range(_ROUNDS):
        known[name] = _cte(found, names)
        step = trace.query(node.expression, parent, known)
        after = _combined(node, found, step, trace)
        if _same(found, after):
            break
        found = after
    return found


def _merged(left: Output, right: Output) -> Output:
    flows = dict(left.flows)
    pour(right.flows, flows, IDENTITY)
    null = any_null((left.null, right.null))
    return Output(left.name, flows, left.type if left.type == right.type else "", null)


def _joined_by_name(left: list[Output], right: list[Output]) -> list[Output]:
    others = {output.name.lower(): output for output in right}
    found = [
        _merged(output, other)
        if (other := others.pop(output.name.lower(), None))
        else _one_sided(output)
        for output in left
    ]
    return [*found, *map(_one_sided, others.values())]


def _one_sided(output: Output) -> Output:
    """Return a column that the other side does not have, and fills with NULL."""
    return Output(output.name, output.flows, output.type, True)


def _cte(found: Result, names: list[str]) -> Columns:
    outputs = found.outputs
    if names and len(names) == len(outputs):
        outputs = [
            Output(name, each.flows, each.type, each.null)
            for name, each in zip(names, outputs, strict=True)
        ]
    columns = Result(outputs, found.influences).columns()
    columns.influences = found.influences
    return columns


def _mentions(node: Any, name: str) -> bool:
    return any(
        table.name.lower() == name and not table.args.get("db")
        for table in node.find_all(exp.Table)
    )


def _same(before: Result, after: Result) -> bool:
    return before.influences == after.influences and all(
        a.flows == b.flows for a, b in zip(before.outputs, after.outputs, strict=False)
    )
