"""Tells whether a condition of Python holds for values that are written out."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any, Final

from govsim.sql.pyspark.values import NotFollowedError, Text, Value

_SIGNS: Final[dict[type, Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not,
    ast.In: lambda one, other: one in other, ast.NotIn: lambda one, other: one not in other,
}  # fmt: skip
_OF_TEXTS: Final = frozenset({"startswith", "endswith", "isdigit", "isupper", "islower"})


def holds(node: ast.expr, attempt: Callable[[ast.expr], Value]) -> bool:
    """Return whether a condition holds.

    Args:
        node: The condition.
        attempt: Gives what an expression stands for, None where that is not known.

    Raises:
        NotFollowedError: It asks for what is not written out.
    """
    if isinstance(node, ast.BoolOp):
        parts = [holds(each, attempt) for each in node.values]
        return all(parts) if isinstance(node.op, ast.And) else any(parts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return not holds(node.operand, attempt)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        left, right = (_plain(attempt(each)) for each in (node.left, node.comparators[0]))
        if (sign := _SIGNS.get(type(node.ops[0]))) is not None:
            return bool(_applied(sign, left, right))
    func = node.func if isinstance(node, ast.Call) else None
    if isinstance(node, ast.Call) and isinstance(func, ast.Attribute) and func.attr in _OF_TEXTS:
        said = _plain(attempt(func.value))
        given = [_plain(attempt(each)) for each in node.args]
        if isinstance(said, str) and not node.keywords:
            return bool(_applied(getattr(said, func.attr), *given))
    raise NotFollowedError("a condition that is computed")


def _applied(function: Callable[..., Any], *given: Any) -> Any:
    try:
        return function(*given)
    except TypeError:
        raise NotFollowedError("a condition that is computed") from None


def _plain(value: Value) -> Any:
    """Return a value of Python as itself; a tuple for a list, which `startswith` takes too."""
    if isinstance(value, Text) and value.known:
        return value.text
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list):
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return tuple(value)
    raise NotFollowedError("a condition that is computed")
