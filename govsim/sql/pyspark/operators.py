"""Reads the operators of Python between columns, texts, lists and numbers."""

from __future__ import annotations

import ast
from typing import Final

from govsim.sql.pyspark import columns
from govsim.sql.pyspark.texts import as_text, not_long, percent
from govsim.sql.pyspark.values import Column, NotFollowedError, Text, Value
from govsim.sql.pyspark.written import Written

_SIGNS: Final[dict[type, str]] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Mod: "%", ast.BitAnd: "AND",
    ast.BitOr: "OR", ast.Eq: "=", ast.NotEq: "<>", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">",
    ast.GtE: ">=",
}  # fmt: skip


class Operated(Written):
    """The values of expressions with operators."""

    def value(self, node: ast.expr) -> Value:
        """Return what an expression stands for.

        Raises:
            NotFollowedError: That cannot be told, or not be put as SQL.
        """
        raise NotImplementedError

    def _binop(self, node: ast.BinOp) -> Value:
        left, right = self.attempt(node.left), self.attempt(node.right)
        if isinstance(left, Column) or isinstance(right, Column):
            return self._operated(type(node.op), left, right)
        if isinstance(node.op, ast.Add) and isinstance(left, list) and isinstance(right, list):
            return not_long([*left, *right])
        if isinstance(node.op, ast.Mod) and isinstance(left, Text):
            return percent(left, right)
        if isinstance(node.op, ast.Add) and (isinstance(left, Text) or isinstance(right, Text)):
            one, other = as_text(left, node.left), as_text(right, node.right)
            return Text(one.text + other.text, one.known and other.known)
        raise NotFollowedError("a value that is computed")

    def _compare(self, node: ast.Compare) -> Value:
        left, right = self.attempt(node.left), self.attempt(node.comparators[0])
        return self._operated(type(node.ops[0]), left, right)

    def _operated(self, sign: type, left: Value, right: Value) -> Value:
        columnar = isinstance(left, Column) or isinstance(right, Column)
        if not columnar or sign not in _SIGNS:
            raise NotFollowedError("an operator of Python")
        return columns.operation(_SIGNS[sign], left, right)

    def _unaryop(self, node: ast.UnaryOp) -> Value:
        value = self.value(node.operand)
        if isinstance(value, Column):
            return Column(
                f"(NOT {value.sql})" if isinstance(node.op, ast.Invert) else f"(- {value.sql})"
            )
        if isinstance(node.op, ast.USub) and isinstance(value, int | float):
            return -value
        raise NotFollowedError("an operator of Python")
