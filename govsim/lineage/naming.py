"""Reads which tokens a projection without alias stands on, and names its column as Spark does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlglot import TokenType, exp

from govsim.lineage.name_tokens import NotNamedError, Resolve
from govsim.lineage.names import Namer
from govsim.lineage.parsing import tokens_of
from govsim.lineage.spark_names import CAST_FUNCTIONS

_LIST_ENDS: Final = frozenset(
    {TokenType.FROM, TokenType.UNION, TokenType.EXCEPT, TokenType.INTERSECT, TokenType.SEMICOLON}
)
_OPEN: Final = frozenset({TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE})
_CLOSE: Final = frozenset({TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE})


class Naming:
    """Names projections of one statement."""

    def __init__(self, tokens: Sequence[Any]) -> None:
        self._tokens = tokens
        self._starts: list[int] | None = None

    def projection(self, node: Any, resolve: Resolve) -> str:
        """Return the name of a projection that has no alias."""
        plain = node
        while isinstance(plain, exp.Paren):
            plain = plain.this
        name = own_name(plain.this) if isinstance(plain, exp.Cast) else None
        if name is not None and self._is_cast(node):
            return name
        if isinstance(plain, (exp.Subquery, exp.Select)):
            return "scalarsubquery()"
        if isinstance(plain, exp.JSONExtract) and (name := _last_key(plain)) is not None:
            return name
        return self.expression(plain, resolve)

    def _is_cast(self, node: Any) -> bool:
        """Return whether a cast is written as one, and not as a function that comes to it."""
        start = self._start_of(node)
        if start is None or self._starts is None:
            return True
        place = bisect_left(self._starts, start)
        called = self._tokens[place + 1].token_type is TokenType.L_PAREN
        word = self._tokens[place].text.lower()
        return not called or word in CAST_FUNCTIONS or word in ("cast", "try_cast", "(")

    def expression(self, node: Any, resolve: Resolve) -> str:
        """Return how Spark writes an expression."""
        start = self._start_of(node)
        try:
            if start is not None:
                return Namer(self._tokens, resolve).name_at(start)[0]
        except NotNamedError:
            pass
        return written(node, resolve)

    def call(self, node: Any, resolve: Resolve) -> str:
        """Return how Spark writes a call that knows its own place."""
        offset = node.meta.get("start") if node.meta else None
        try:
            if offset is not None:
                return Namer(self._tokens, resolve).name_at(offset)[0]
        except NotNamedError:
            pass
        return written(node, resolve)

    def _start_of(self, node: Any) -> int | None:
        offset = min(_offsets(node), default=None)
        if offset is None:
            return None
        if self._starts is None:
            self._starts = [token.start for token in self._tokens]
        place = bisect_right(self._starts, offset) - 1
        if self._starts[place] != offset:
            return None
        first = self._list_start(place)
        if first is None or bisect_left(self._starts, offset) >= len(self._tokens):
            return None
        found: int = self._tokens[self._projection_start(first, place)].start
        return found

    def _list_start(self, place: int) -> int | None:
        """Return the place behind the SELECT whose list a token stands in."""
        depth = 0
        while place >= 0:
            kind = self._tokens[place].token_type
            if kind in _CLOSE:
                depth += 1
            elif kind in _OPEN:
                depth = max(0, depth - 1)
            elif kind is TokenType.SELECT and depth == 0:
                return self._behind_select(place + 1)
            place -= 1
        return None

    def _behind_select(self, place: int) -> int:
        while self._tokens[place].token_type in (
            TokenType.DISTINCT, TokenType.ALL, TokenType.HINT,
        ):  # fmt: skip
            place += 1
        return place

    def _projection_start(self, first: int, place: int) -> int:
        depth, start = 0, first
        for index in range(first, place):
            kind = self._tokens[index].token_type
            if kind in _OPEN:
                depth += 1
            elif kind in _CLOSE:
                depth -= 1
            elif kind is TokenType.COMMA and depth == 0:
                start = index + 1
        return start


def own_name(node: Any) -> str | None:
    """Return the name that a column or a field of a struct brings along."""
    if isinstance(node, exp.Column) and not isinstance(node.this, exp.Star):
        return str(node.name)
    if isinstance(node, exp.Dot) and isinstance(node.expression, exp.Identifier):
        inner = node.this
        while isinstance(inner, exp.Dot):
            inner = inner.this
        return str(node.expression.name) if isinstance(inner, exp.Column) else None
    return None


def written(node: Any, resolve: Resolve) -> str:
    """Return how Spark writes an expression whose place is not known."""
    sql = node.sql("databricks", normalize_functions=False)
    try:
        return Namer(tokens_of(sql), resolve).name_at(0)[0]
    except NotNamedError:
        return str(sql)


def _last_key(node: Any) -> str | None:
    path = node.expression
    if isinstance(path, exp.JSONPath) and node.args.get("variant_extract"):
        keys = [step for step in path.expressions if isinstance(step, exp.JSONPathKey)]
        return str(keys[-1].this) if keys else None
    return None


def _offsets(node: Any) -> Iterator[int]:
    waiting = [node]
    while waiting:
        found = waiting.pop()
        meta = found._meta
        if meta and "start" in meta:
            yield meta["start"]
        for value in found.args.values():
            inner = value if isinstance(value, list) else (value,)
            waiting += [
                each
                for each in inner
                if isinstance(each, exp.Expr) and not isinstance(each, exp.Query)
            ]
