"""Says of an expression whether it may be NULL: never, it may, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from govsim.lineage.expressions import parts_of
from govsim.lineage.relation import AMBIGUOUS, NOTHING, Output, Relation, Scope

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace

# A NULL among what they are given makes them NULL, and nothing else does.
_STRICT: Final = (
    exp.Paren, exp.Alias, exp.Cast, exp.Neg, exp.Not, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod,
    exp.IntDiv, exp.DPipe, exp.Concat, exp.Predicate, exp.Between, exp.In, exp.And, exp.Or,
    exp.Lower, exp.Upper, exp.Trim, exp.Substring, exp.Length, exp.Abs, exp.Round, exp.Floor,
    exp.Ceil, exp.SHA, exp.SHA2, exp.MD5, exp.Initcap, exp.Replace, exp.DateAdd, exp.DateSub,
    exp.DateDiff, exp.TsOrDsAdd, exp.TimestampTrunc, exp.DateTrunc, exp.Year, exp.Month, exp.Day,
    exp.Reverse, exp.Xor, exp.TsOrDsToDate, exp.RegexpReplace,
)  # fmt: skip
_NEVER: Final = (
    exp.Literal, exp.Boolean, exp.Count, exp.Exists, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Struct,
    exp.Array, exp.ArrayAgg, exp.ArrayUniqueAgg, exp.RowNumber, exp.Rank, exp.DenseRank,
    exp.CurrentDate, exp.CurrentTimestamp, exp.CurrentUser, exp.Rand, exp.Uuid, exp.CountIf,
    exp.ConcatWs,
)  # fmt: skip
_MAY: Final = (exp.Null, exp.TryCast, exp.Nullif, exp.SafeDivide)
_REDUCING: Final = (exp.Sum, exp.Max, exp.Min, exp.Avg, exp.First, exp.Last, exp.AnyValue)
_MODIFIERS: Final = (exp.DataType, exp.Var, exp.Interval, exp.WeekStart)
_SETS: Final = (exp.Rollup, exp.Cube, exp.GroupingSets)
_REJECTING: Final = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Like, exp.ILike)


def may_be_null(node: Any, scope: Scope, trace: Trace) -> bool | None:
    """Return whether an expression may be NULL; None where that hangs on what nobody knows."""
    if isinstance(node, exp.Column):
        return _column(node, scope)
    if isinstance(node, _MAY) or (isinstance(node, exp.Cast) and node.args.get("safe")):
        return True
    if isinstance(node, _NEVER):
        return False
    if isinstance(node, exp.Is):
        return False
    if isinstance(node, exp.Coalesce | exp.Greatest | exp.Least):
        given = {may_be_null(each, scope, trace) for each in (node.this, *node.expressions)}
        return False if False in given else True if given == {True} else None
    if isinstance(node, exp.If | exp.Nvl2):
        branches = [node.args.get("true"), node.args.get("false")]
        return _chosen(branches, [node.this], scope, trace)
    if isinstance(node, exp.Case):
        branches = [*(each.args["true"] for each in node.args["ifs"]), node.args.get("default")]
        conditions = [node.this, *(each.this for each in node.args["ifs"])]
        return _chosen(branches, conditions, scope, trace)
    if isinstance(node, exp.Window):
        framed = node.args.get("spec") is not None  # a frame may be empty
        return None if framed else _reduced(node.this, scope, trace, grouped=True)
    if isinstance(node, exp.Filter | exp.IgnoreNulls):
        return _reduced(node.this, scope, trace, grouped=False)
    if isinstance(node, exp.In) and node.args.get("query") is not None:
        return None
    if isinstance(node, _REDUCING):
        select = node.find_ancestor(exp.Select)
        grouped = select is not None and bool(_keys(select))
        return _reduced(node, scope, trace, grouped=grouped)
    if isinstance(node, exp.Subquery | exp.Select):
        return _scalar(node)
    if isinstance(node, _STRICT):
        return any_null([may_be_null(each, scope, trace) for each in _given(node)])
    return None


def any_null(given: Iterable[bool | None]) -> bool | None:
    """Return whether one of several may be NULL, given whether each may be."""
    found: bool | None = False
    for each in given:
        if each:
            return True
        found = None if each is None else found
    return found


def _chosen(
    branches: Iterable[Any], conditions: Iterable[Any], scope: Scope, trace: Trace
) -> bool | None:
    """Return whether one of several branches may be NULL; no ELSE is a branch that is NULL.

    A condition may keep a branch from the rows in which a column that it tests is NULL.
    """
    tested = {
        column.name.lower()
        for condition in conditions
        if isinstance(condition, exp.Expr)
        for column in condition.find_all(exp.Column)
    }
    found: list[bool | None] = []
    for branch in branches:
        null = True if branch is None else may_be_null(branch, scope, trace)
        guarded = null and branch is not None and bool(tested)
        if guarded and any(c.name.lower() in tested for c in branch.find_all(exp.Column)):
            null = None
        found.append(null)
    return any_null(found)


def _given(node: Any) -> Iterator[Any]:
    for key, value in node.args.items():
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, exp.Expr) and not isinstance(each, _MODIFIERS) and key != "alias":
                yield each


def _keys(select: Any) -> list[Any]:
    group = select.args.get("group")
    return list(group.expressions) if group is not None else []


def _reduced(node: Any, scope: Scope, trace: Trace, *, grouped: bool) -> bool | None:
    """Return whether an aggregate may be NULL: of no rows it is, unless rows make its groups."""
    if isinstance(node, _NEVER):
        return False
    if isinstance(node, _MAY):
        return True
    if isinstance(node, exp.Lag | exp.Lead):
        last = node.args.get("default")
        if last is None or isinstance(last, exp.Null):
            return True
        return any_null(may_be_null(each, scope, trace) for each in (node.this, last))
    if not isinstance(node, _REDUCING):
        return None
    return may_be_null(node.this, scope, trace) if grouped else True


def _scalar(node: Any) -> bool | None:
    """Return whether a query that stands for one value may be NULL: of no rows it is."""
    inner = node.this if isinstance(node, exp.Subquery) else node
    if isinstance(inner, exp.Select) and inner.args.get("group") is None:
        first = inner.expressions[0].unalias() if len(inner.expressions) == 1 else None
        return not isinstance(first, exp.Count)
    return True


def _column(node: Any, scope: Scope) -> bool | None:
    parts = parts_of(node.args)
    found, used = scope.find(parts)
    if found is NOTHING or found is AMBIGUOUS or used != len(parts):
        return None
    relation = _holder(parts, scope)
    return found.null if relation is None else seen_null(found, relation, scope)


def _holder(parts: tuple[str, ...], scope: Scope) -> Relation | None:
    """Return the one relation of a scope whose column these parts name, if that is plain."""
    name = parts[-1]
    if len(parts) == 1 and name in scope.merged:
        return None
    held = [
        each
        for each in scope.relations
        if name in each.columns.index and (len(parts) == 1 or each.is_called(parts[:-1]))
    ]
    return held[0] if len(held) == 1 else None


def seen_null(output: Output, relation: Relation, scope: Scope) -> bool | None:
    """Return whether a column may be NULL where it is seen, behind joins and filters."""
    if (id(relation), output.name.lower()) in (scope.certain or ()):
        return False
    return True if relation.loose else output.null


def shown(relation: Relation, outputs: list[Output], scope: Scope) -> list[Output]:
    """Return the columns of a relation as a star shows them, behind joins and filters."""
    if not (scope.certain or relation.loose):
        return outputs
    return [
        Output(each.name, each.flows, each.type, seen_null(each, relation, scope))
        for each in outputs
    ]


def loosen(scope: Scope, first: int, side: str) -> None:
    """Take that an outer join gives rows in which one side, or either, is NULL."""
    for merged in scope.merged.values():
        merged.null = None
    if side in ("RIGHT", "FULL"):
        for relation in scope.relations[:first]:
            relation.loose = True
    if side in ("LEFT", "FULL"):
        for relation in scope.relations[first:]:
            relation.loose = True


def forget_in_totals(select: Any, outputs: Iterable[Output]) -> None:
    """Take nothing for sure of columns where ROLLUP and the like give rows of totals."""
    group = select.args.get("group")
    if group is None:
        return
    sets = any(map(group.args.get, ("rollup", "cube", "grouping_sets")))
    if sets or any(isinstance(key, _SETS) for key in group.expressions):
        for each in outputs:
            each.null = None


def settle(select: Any, scope: Scope) -> None:
    """Keep which columns are not NULL in any row that passes WHERE and the inner joins."""
    where, joins = select.args.get("where"), select.args.get("joins") or ()
    conditions = [] if where is None else [where.this]
    if not any(join.args.get("side") in ("RIGHT", "FULL") for join in joins):
        conditions += [
            join.args["on"]
            for join in joins
            if not join.args.get("side") and join.args.get("on") is not None
        ]
    settle_by(conditions, scope)


def settle_by(conditions: Iterable[Any], scope: Scope) -> None:
    """Keep which columns are not NULL where all of these conditions hold."""
    scope.certain = set()
    for condition in conditions:
        for each in _ands(condition):
            for column in _not_null_in(each):
                parts = parts_of(column.args)
                relation = _holder(parts, scope)
                if relation is not None:
                    scope.certain.add((id(relation), parts[-1]))


def _ands(node: Any) -> Iterator[Any]:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, exp.And):
            waiting += [each.left, each.right]
        elif isinstance(each, exp.Paren):
            waiting.append(each.this)
        else:
            yield each


def _not_null_in(node: Any) -> Iterator[Any]:
    """Yield the columns that are not NULL where a condition holds."""
    if isinstance(node, exp.Not) and isinstance(node.this, exp.Is):
        sides = [node.this.this] if isinstance(node.this.expression, exp.Null) else []
    elif isinstance(node, _REJECTING):
        sides = [node.this, node.expression]
    else:
        sides = [node.this] if isinstance(node, exp.In | exp.Between) else []
    yield from (each for each in sides if isinstance(each, exp.Column))
