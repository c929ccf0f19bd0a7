"""Reads which tokens a projection without alias stands on, and names its column as Spark does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from sqlglot import TokenType, exp

from govsim.lineage.functions import called
from govsim.lineage.name_tokens import NotNamedError, Seen
from govsim.lineage.names import Namer
from govsim.lineage.parsing import tokens_of
from govsim.lineage.spark_names import CAST_FUNCTIONS

_LIST_ENDS: Final = frozenset(
    {
        TokenType.FROM, TokenType.UNION, TokenType.EXCEPT, TokenType.INTERSECT,
        TokenType.SEMICOLON, TokenType.WHERE, TokenType.GROUP_BY, TokenType.HAVING,
        TokenType.ORDER_BY, TokenType.SORT_BY, TokenType.CLUSTER_BY, TokenType.DISTRIBUTE_BY,
        TokenType.LIMIT, TokenType.LATERAL, TokenType.QUALIFY, TokenType.WINDOW,
    }
)  # fmt: skip
_OPEN: Final = frozenset({TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE})
_CLOSE: Final = frozenset({TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE})
_SKIPPED: Final = frozenset({TokenType.DISTINCT, TokenType.ALL, TokenType.HINT})


class Unaliased(str):
    """The name that Spark gives to an expression, and the place of the expression's first token."""

    place: int

    def __new__(cls, name: str, place: int) -> Unaliased:
        """Return the name, with its place."""
        found = super().__new__(cls, name)
        found.place = place
        return found


class Naming:
    """Names projections of one statement."""

    def __init__(self, tokens: Sequence[Any]) -> None:
        self._tokens = tokens
        self._places: dict[int, int] = {}  # of a token, by where it starts in the text
        self._lists: dict[int, list[int]] = {}  # where the projections of a SELECT start

    def projection(self, select: Any, number: int, seen: Seen) -> str:
        """Return the name of a projection that has no alias."""
        node = plain = select.expressions[number]
        while isinstance(plain, exp.Paren):
            plain = plain.this
        place = self._start_of(select, number)
        cast = plain.this if isinstance(plain, exp.Cast) and self._is_cast(place) else None
        name = _last_key(plain) if cast is None else own_name(cast) or _last_key(cast)
        if name is None and isinstance(plain, exp.Anonymous) and called(plain) in WINDOWS:
            name = called(plain)
        kept = name is not None and (cast is None or not self._is_called(place))
        if name is None:
            name = self._named(place, node, seen)
        return name if kept or place is None else Unaliased(name, place)

    def as_written(self, name: str, text: str) -> str:
        """Return a projection that has no alias as the text has it; any other name as it is."""
        if not isinstance(name, Unaliased) or name.place >= len(self._tokens):
            return name
        found, end = "", None
        for each in self._tokens[name.place : self._end(name.place)]:
            gap = "" if end is None or each.start <= end + 1 else " "
            found += gap + text[each.start : each.end + 1]
            end = each.end
        return found or name

    def call(self, node: Any, seen: Seen) -> str:
        """Return a call as it is written, with one space after a comma; else as Spark has it."""
        offset = node.meta.get("start") if node.meta else None
        place = None if offset is None else self._place(offset)
        if place is None:
            return self._named(None, node, seen)
        while place + 1 < len(self._tokens) and self._tokens[place + 1].start == offset:
            place += 1  # words that were put before it bear its place too
        return call_at(self._tokens, place) or self._named(place, node, seen)

    def _named(self, place: int | None, node: Any, seen: Seen) -> str:
        try:
            if place is not None:
                return Namer(self._tokens, seen).name_at(place)
        except (NotNamedError, IndexError):
            pass
        return written(node, seen)

    def _is_cast(self, place: int | None) -> bool:
        """Return whether a cast is written as one, and not as a function that comes to it."""
        if place is None or not self._is_called(place):
            return True
        word = self._tokens[place].text.lower()
        return word in CAST_FUNCTIONS or word in ("cast", "try_cast", "(")

    def _is_called(self, place: int | None) -> bool:
        """Return whether a bracket follows the token at a place."""
        if place is None or place + 1 >= len(self._tokens):
            return False
        return self._tokens[place + 1].token_type is TokenType.L_PAREN

    # --- where a projection starts ---

    def _place(self, offset: int) -> int | None:
        if not self._places:  # the first of several tokens that stand at one place
            count = len(self._tokens)
            self._places = {self._tokens[n].start: n for n in range(count - 1, -1, -1)}
        return self._places.get(offset)

    def _start_of(self, select: Any, number: int) -> int | None:
        """Return the place of the first token of a projection."""
        starts = self._lists.get(id(select))
        if starts is None:
            starts = self._lists[id(select)] = self._starts(select)
        if len(starts) == len(select.expressions):
            return starts[number]
        offset = min(_offsets(select.expressions[number]), default=None)
        place = None if offset is None else self._place(offset)
        first = None if place is None else self._list_start(place)
        if place is None or first is None:
            return None
        return self._projection_start(first, place)

    def _starts(self, select: Any) -> list[int]:
        """Return where the projections of a SELECT start, as far as commas tell."""
        places = (self._place(offset) for offset in _offsets_of(select))
        place = next((place for place in places if place is not None), None)
        first = self._only_list() if place is None else self._list_start(place)
        if first is None:
            return []
        found, end = [first], self._end(first)
        while end < len(self._tokens) and self._tokens[end].token_type is TokenType.COMMA:
            found.append(end + 1)
            end = self._end(end + 1)
        return found

    def _end(self, place: int) -> int:
        """Return the place behind the projection that starts at one."""
        depth = 0
        for index in range(place, len(self._tokens)):
            kind = self._tokens[index].token_type
            if kind in _OPEN:
                depth += 1
            elif kind in _CLOSE:
                depth -= 1
            if depth < 0 or (depth == 0 and kind in _LIST_ENDS and self._ends(index)):
                return index
            if kind is TokenType.COMMA and depth == 0:
                return index
        return len(self._tokens)

    def _only_list(self) -> int | None:
        """Return the place behind SELECT, where a statement has no more than one."""
        kinds = [each.token_type for each in self._tokens]
        if kinds.count(TokenType.SELECT) != 1:
            return None
        return self._behind_select(kinds.index(TokenType.SELECT) + 1)

    def _ends(self, index: int) -> bool:
        """Return whether a word ends the list: not in `* EXCEPT (…)` or `IS DISTINCT FROM`."""
        before = self._tokens[index - 1].token_type
        return before is not TokenType.STAR and before is not TokenType.DISTINCT

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
        while self._tokens[place].token_type in _SKIPPED:
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


# Functions whose column is named after themselves alone.
WINDOWS: Final = frozenset({"window", "session_window"})


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


def written(node: Any, seen: Seen) -> str:
    """Return how Spark writes an expression whose place is not known."""
    sql = node.sql("databricks", normalize_functions=False)
    try:
        return Namer(tokens_of(sql), seen).name_at(0)
    except (NotNamedError, IndexError):
        return str(sql)


def _last_key(node: Any) -> str | None:
    """Return the last key of a path into a variant."""
    path = node.expression if isinstance(node, exp.JSONExtract) else None
    if isinstance(path, exp.JSONPath) and node.args.get("variant_extract"):
        keys = [step for step in path.expressions if isinstance(step, exp.JSONPathKey)]
        return str(keys[-1].this) if keys else None
    return None


def _offsets_of(select: Any) -> Iterator[int]:
    """Yield where parts of a SELECT stand that lie in no query of their own."""
    for node in select.expressions:
        yield from _offsets(node)
    for name in ("from_", "where", "group"):
        if (node := select.args.get(name)) is not None:
            yield from _offsets(node)


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


def call_at(tokens: Sequence[Any], place: int) -> str:
    """Return the text of a call from its name to its last bracket; nothing where none stands."""
    if place + 1 >= len(tokens) or tokens[place + 1].token_type is not TokenType.L_PAREN:
        return ""
    found, depth = tokens[place].text, 0
    for before, token in pairwise(tokens[place:]):
        depth += (token.token_type in _OPEN) - (token.token_type in _CLOSE)
        tight = _TIGHT_BEFORE if token.token_type in _TIGHT_BEFORE else _TIGHT_AFTER
        glued = before.token_type in tight or tight is _TIGHT_BEFORE
        called = token.token_type is TokenType.L_PAREN and before.text.upper() not in _WORDS
        found += f"{'' if glued or called else ' '}{_spelled(token)}"
        if depth == 0 and token.token_type in _CLOSE:
            return str(found)
    return ""


_TIGHT_BEFORE: Final = _CLOSE | {
    TokenType.COMMA, TokenType.DOT, TokenType.COLON, TokenType.DCOLON, TokenType.L_BRACKET,
}  # fmt: skip
_TIGHT_AFTER: Final = _OPEN | {TokenType.DOT, TokenType.COLON, TokenType.DCOLON}
_WORDS: Final = frozenset("AND OR NOT IN WHEN THEN ELSE AS OVER FROM || + - * / = < >".split())


def _spelled(token: Any) -> str:
    if token.token_type is TokenType.STRING:
        escaped = token.text.replace("'", "\\'")
        return f"'{escaped}'"
    quoted = token.token_type is TokenType.IDENTIFIER and not token.text.isidentifier()
    return f"`{token.text}`" if quoted else str(token.text)
