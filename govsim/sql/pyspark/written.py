"""Reads what a Python cell writes out: constants, texts, lists, dicts, and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from govsim.sql.pyspark.conditions import holds
from govsim.sql.pyspark.texts import not_long
from govsim.sql.pyspark.values import Function, NotFollowedError, Text, Value


class Written:
    """The values of expressions that are written out."""

    def __init__(self) -> None:
        self.names: dict[str, Value] = {}

    def attempt(self, node: ast.expr) -> Value:
        """Return what an expression stands for; None where that is not known."""
        raise NotImplementedError

    def around(self) -> dict[str, Value]:
        """Return the names that a function keeps of the function in which it is defined."""
        return {}

    def assign(self, target: ast.expr, value: Value) -> None:
        """Let a name, or the names of a tuple, stand for a value."""
        raise NotImplementedError

    def _constant(self, node: ast.Constant) -> Value:
        value = node.value
        if isinstance(value, str):
            return Text(value)
        if value is None or isinstance(value, bool | int | float):
            return value
        raise NotFollowedError("a constant of Python")

    def _joinedstr(self, node: ast.JoinedStr) -> Value:
        said, known = "", True
        for part in node.values:
            if isinstance(part, ast.Constant):
                said += str(part.value)
                continue
            assert isinstance(part, ast.FormattedValue)
            value = self.attempt(part.value)
            if isinstance(value, Text):
                said, known = said + value.text, known and value.known
            elif isinstance(value, int | float) and part.format_spec is None:
                said += str(value)
            else:
                said, known = f"{said}{{{ast.unparse(part.value)}}}", False
        return Text(said, known)

    def _list(self, node: ast.List | ast.Tuple) -> Value:
        found: list[Value] = []
        for each in node.elts:
            held = self.attempt(each.value if isinstance(each, ast.Starred) else each)
            found += held if isinstance(each, ast.Starred) and isinstance(held, list) else [held]
        return not_long(found)

    _tuple = _list

    def _dict(self, node: ast.Dict) -> Value:
        found: dict[str, Value] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None and isinstance(held := self.attempt(value), dict):
                found |= held
                continue
            name = self.attempt(key) if key is not None else None
            if not isinstance(name, Text):
                raise NotFollowedError("a dict whose keys are computed")
            found[name.text] = self.attempt(value)
        return found

    def _listcomp(self, node: ast.ListComp | ast.GeneratorExp) -> Value:
        return not_long([self.attempt(node.elt) for _ in self._rounds_of(node.generators)])

    _generatorexp = _listcomp

    def _dictcomp(self, node: ast.DictComp) -> Value:
        found: dict[str, Value] = {}
        for _ in self._rounds_of(node.generators):
            name = self.attempt(node.key)
            if not isinstance(name, Text) or not name.known:
                raise NotFollowedError("a dict whose keys are computed")
            found[name.text] = self.attempt(node.value)
        return found

    def _rounds_of(self, generators: Sequence[ast.comprehension]) -> Iterator[None]:
        """Yield once for each round of a comprehension over values that are written out."""
        each, *others = generators
        values = self.attempt(each.iter)
        values = [Text(key) for key in values] if isinstance(values, dict) else values
        if others or not isinstance(values, list):
            raise NotFollowedError("a list that is computed")
        kept = dict(self.names)
        try:
            for value in values:
                self.assign(each.target, value)
                if all(holds(condition, self.attempt) for condition in each.ifs):
                    yield
        finally:
            self.names = kept

    def _lambda(self, node: ast.Lambda) -> Value:
        body: list[ast.stmt] = [ast.copy_location(ast.Return(node.body), node)]
        name = f"<lambda {node.lineno}:{node.col_offset}>"
        made = ast.FunctionDef(name=name, args=node.args, body=body, decorator_list=[])
        return Function(made, self.around())

    def _ifexp(self, node: ast.IfExp) -> Value:
        one, other = self.attempt(node.body), self.attempt(node.orelse)
        return one if one is not None else other
