"""Traces what the value of an expression is made of, and what merely decides it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from govsim.lineage.flows import (
    AGGREGATED,
    CONDITION,
    DIRECT,
    GROUP,
    IDENTITY,
    TRANSFORMED,
    WINDOW,
    Flows,
    masked,
    pour,
)
from govsim.lineage.functions import (
    AGGREGATES,
    MASKS,
    NAMED_AGGREGATES,
    arguments,
    called,
    dotted,
    effect_of,
)
from govsim.lineage.relation import AMBIGUOUS, NOTHING, Result, Scope
from govsim.lineage.spark_names import UNIT_FIRST
from govsim.model.datatypes import lacks
from govsim.sql import BUILTINS

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace

Walker = Callable[[Any, Scope, Flows, int, "Trace"], None]


def walk(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Add to `into` every column that an expression depends on, after one `step`."""
    WALKERS[type(node)](node, scope, into, step, trace)


def _walker_of(kind: type) -> Walker:
    if not issubclass(kind, exp.Expr):
        return _nothing
    effect = effect_of(kind)
    if effect == "mask":
        return _mask
    if effect == "aggregate":
        return _aggregate
    if issubclass(kind, exp.Query):
        return _subquery
    if kind.__name__.startswith("AI"):
        return _model
    return _any


def _nothing(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Take a node that no value comes from."""


def _any(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    _children(node, scope, into, TRANSFORMED if step == IDENTITY else step, trace)


def _children(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    for value in node.args.values():
        if type(value) is list:
            for each in value:
                WALKERS[type(each)](each, scope, into, step, trace)
        elif isinstance(value, exp.Expr):
            WALKERS[type(value)](value, scope, into, step, trace)


def _inner(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    walk(node.this, scope, into, step, trace)


def _chain(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Take `a + b + c …` and `a AND b AND c …`, which may be long, without recursion."""
    inner = TRANSFORMED if step == IDENTITY else step
    rights: list[Any] = []
    while type(node) in _CHAINS:
        rights.append(node.expression)
        node = node.this
    WALKERS[type(node)](node, scope, into, inner, trace)
    for right in reversed(rights):
        WALKERS[type(right)](right, scope, into, inner, trace)


def column(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Add one column."""
    args = node.args
    if type(args["this"]) is exp.Star:
        for output in trace.starred(node, scope):
            pour(output.flows, into, TRANSFORMED if step == IDENTITY else step)
        return
    parts = parts_of(args)
    found, used = scope.find(parts)
    if used < len(parts) and lacks(found.type, parts[used:]):
        found = NOTHING
    if found is AMBIGUOUS or found is NOTHING:
        trace.missing(parts, ambiguous=found is AMBIGUOUS, into=into, step=step)
        return
    field = found if found.fields is None else trace.field_in(found, parts[used:])
    pour((field or found).flows, into, step)


def parts_of(args: dict[str, Any]) -> tuple[str, ...]:
    """Return the parts of a column's name in lower case."""
    name = args["this"].args["this"].lower()
    if (table := args.get("table")) is None:
        return (name,)
    if (schema := args.get("db")) is None:
        return (table.args["this"].lower(), name)
    if (catalog := args.get("catalog")) is None:
        return (schema.this.lower(), table.this.lower(), name)
    return (catalog.this.lower(), schema.this.lower(), table.this.lower(), name)


def _star(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    for output in trace.starred(node, scope):
        pour(output.flows, into, TRANSFORMED if step == IDENTITY else step)


def _aggregate(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    inner = AGGREGATED if step < AGGREGATED else step
    name = called(node) if isinstance(node, exp.Anonymous) else type(node).__name__.lower()
    word = NAMED_AGGREGATES.get(name.replace("_", ""))
    if word is None or step > DIRECT:
        _children(node, scope, into, inner, trace)
        return
    inside: Flows = {}
    _children(node, scope, inside, inner, trace)
    for source, bits in inside.items():
        key = source if len(source) == 3 or not bits & DIRECT else (source[0], source[1], word)
        into[key] = into.get(key, 0) | bits


def _count(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    if type(node.this) is not exp.Star:
        _aggregate(node, scope, into, step, trace)
        return
    for relation in scope.relations:  # the number of rows of each table
        for table in {source[0] for each in relation.columns.outputs for source in each.flows}:
            if table is not None:
                pour({(table, "*"): IDENTITY}, into, GROUP)


def _mask(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    if step > DIRECT:
        _children(node, scope, into, step, trace)
        return
    inside: Flows = {}
    _children(node, scope, inside, TRANSFORMED, trace)
    masked(inside, into, trace.mask_name(node, scope))


def _decides(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Take IF and NVL2: the first part only decides which of the others is taken."""
    inner = TRANSFORMED if step == IDENTITY else step
    walk(node.this, scope, into, max(step, CONDITION), trace)
    for name in ("true", "false"):
        if (value := node.args.get(name)) is not None:
            walk(value, scope, into, inner, trace)


def _case(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    inner = TRANSFORMED if step == IDENTITY else step
    condition = max(step, CONDITION)
    if (operand := node.args.get("this")) is not None:
        walk(operand, scope, into, condition, trace)
    for branch in node.args["ifs"]:
        walk(branch.this, scope, into, condition, trace)
        walk(branch.args["true"], scope, into, inner, trace)
    if (default := node.args.get("default")) is not None:
        walk(default, scope, into, inner, trace)


def _decode(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Take DECODE: the operand and what it is compared with decide, the results are values."""
    first, *pairs = node.expressions
    inner = TRANSFORMED if step == IDENTITY else step
    walk(first, scope, into, max(step, CONDITION), trace)
    for place, each in enumerate(pairs):
        compared = place % 2 == 0 and place + 1 < len(pairs)
        walk(each, scope, into, max(step, CONDITION) if compared else inner, trace)


def _filter(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    walk(node.this, scope, into, step, trace)
    walk(node.expression, scope, into, max(step, CONDITION), trace)


def _window(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    walk(node.this, scope, into, TRANSFORMED if step == IDENTITY else step, trace)
    keys: Flows = {}
    window_keys(node, scope, keys, trace)
    pour(keys, into, max(step, WINDOW))


def window_keys(node: Any, scope: Scope, into: Flows, trace: Trace) -> None:
    """Add what a window is divided and sorted by."""
    for each in node.args.get("partition_by") or ():
        walk(each, scope, into, WINDOW, trace)
    if (order := node.args.get("order")) is not None:
        for each in order.expressions:
            walk(each, scope, into, WINDOW, trace)
    if (named := node.args.get("alias")) is not None:
        pour(scope.window(named.name.lower()), into, WINDOW)


def _within_group(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Take `percentile_cont(0.5) WITHIN GROUP (ORDER BY x)`, whose value comes from the order."""
    inner = AGGREGATED if step < AGGREGATED else step
    sorted_only = type(node.this).__name__ in ("GroupConcat", "ArrayAgg", "ListAgg", "StringAgg")
    walk(node.this, scope, into, inner, trace)
    walk(node.expression, scope, into, max(step, WINDOW) if sorted_only else inner, trace)


def _queried(node: Any, scope: Scope, trace: Trace) -> Result:
    """Return what a subquery gives, and keep which columns it takes from around it."""
    before = len(scope.lent)
    place = len(scope.subqueries)
    scope.subqueries.append([])
    found = trace.query(node, scope, scope.ctes, named=False)
    scope.subqueries[place] = scope.lent[before:]
    return found


def _subquery(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    found = _queried(node, scope, trace)
    for output in found.outputs:
        pour(output.flows, into, TRANSFORMED if step == IDENTITY else step)
    pour(found.influences, into, max(step, CONDITION))


def _exists(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    if not isinstance(node.this, exp.Query):
        _any(node, scope, into, step, trace)  # exists(array, x -> …)
        return
    found = _queried(node.this, scope, trace)
    for output in found.outputs:
        pour(output.flows, into, max(step, CONDITION))
    pour(found.influences, into, max(step, CONDITION))


def _in(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    walk(node.this, scope, into, TRANSFORMED if step == IDENTITY else step, trace)
    for each in node.expressions:
        walk(each, scope, into, TRANSFORMED if step == IDENTITY else step, trace)
    if (query := node.args.get("query")) is not None:
        walk(query, scope, into, max(step, CONDITION), trace)


def _dot(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Take a field of a struct, or a function that is called by its full name."""
    if isinstance(node.expression, exp.Anonymous):
        name = (*dotted(node.this), called(node.expression))
        _call(name, node.expression, scope, into, step, trace)
    elif (field := trace.field_of(node, scope)) is not None:
        pour(field.flows, into, step)
    else:
        walk(node.this, scope, into, step, trace)


def _anonymous(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    name = called(node)
    if name in AGGREGATES:
        _aggregate(node, scope, into, step, trace)
    elif name in MASKS:
        _mask(node, scope, into, step, trace)
    elif name.startswith("ai_"):
        _model(node, scope, into, step, trace)
    elif name in UNIT_FIRST and len(node.expressions) == 3:
        for each in node.expressions[1:]:  # the first one is a unit of time
            walk(each, scope, into, TRANSFORMED if step == IDENTITY else step, trace)
    elif name in _CHECKS:
        _children(node, scope, into, max(step, CONDITION), trace)
    else:
        _call((name,), node, scope, into, step, trace)


def _grouping(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    _children(node, scope, into, max(step, GROUP), trace)


def _call(
    name: tuple[str, ...], node: Any, scope: Scope, into: Flows, step: int, trace: Trace
) -> None:
    if len(name) == 1 and name[0].upper() in BUILTINS:
        _any(node, scope, into, step, trace)
        return
    routine = trace.session.routine(name)
    if routine is None:
        if len(name) > 1 or name[0] not in SILENT:
            trace.note("unknown-function", ".".join(name))
        _any(node, scope, into, step, trace)
        return
    if routine.masks:
        _mask(node, scope, into, step, trace)
        return
    given, named = arguments(node)
    values: dict[str, Flows] = {}
    for place, parameter in enumerate(routine.parameters):
        argument = given[place] if place < len(given) else named.get(parameter)
        values[parameter] = {}
        if argument is not None:
            walk(argument, scope, values[parameter], IDENTITY, trace)
    found = trace.called(name, routine, values, len(given) + len(named))
    for output in found.outputs:
        pour(output.flows, into, step)
    pour(found.influences, into, max(step, CONDITION))


def _model(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Take a function of a model; `ai_query` names the endpoint that serves it."""
    name = called(node) if isinstance(node, exp.Anonymous) else type(node).__name__.lower()
    if name.replace("_", "") == "aiquery":
        trace.calls_endpoint(node)
    if name == "ai_mask" and step <= DIRECT:
        _mask(node, scope, into, step, trace)
    else:
        _any(node, scope, into, step, trace)


def _named(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    walk(node.expression, scope, into, step, trace)


def _alias(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    walk(node.this, scope, into, step, trace)


_LEAVES: Final = (
    exp.Literal, exp.Boolean, exp.Null, exp.Identifier, exp.DataType, exp.Var, exp.Placeholder,
    exp.Parameter, exp.Interval, exp.JSONPath,
)  # fmt: skip
_CHAINS: Final = frozenset({exp.And, exp.Or, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.DPipe})
SILENT: Final = frozenset({"struct", "table", "identifier"})
_CHECKS: Final = frozenset({"assert_true", "raise_error"})  # they give no value


class _Walkers(dict[type, Walker]):
    """How each kind of node is walked; one that is seen for the first time is looked at once."""

    def __missing__(self, kind: type) -> Walker:
        found = self[kind] = _walker_of(kind)
        return found


_KNOWN: Final[dict[type, Walker]] = {
    **dict.fromkeys(_LEAVES, _nothing),
    **dict.fromkeys(_CHAINS, _chain),
    exp.Column: column,
    exp.Paren: _inner,
    exp.Alias: _alias,
    exp.Aliases: _alias,
    exp.Star: _star,
    exp.Count: _count,
    exp.If: _decides,
    exp.Nvl2: _decides,
    exp.Case: _case,
    exp.DecodeCase: _decode,
    exp.Filter: _filter,
    exp.Window: _window,
    exp.WithinGroup: _within_group,
    exp.Exists: _exists,
    exp.In: _in,
    exp.Dot: _dot,
    exp.Anonymous: _anonymous,
    exp.Kwarg: _named,
    exp.PropertyEQ: _named,
    exp.Grouping: _grouping,
    exp.GroupingId: _grouping,
}
WALKERS: Final = _Walkers(_KNOWN)
