"""Reads the pipe syntax `FROM t |> WHERE … |> SELECT …` into nested queries, token by token."""

from __future__ import annotations

from typing import Any, Final

from sqlglot import TokenType

from govsim.lineage.parsing import words

_ON_SOURCE: Final = frozenset(
    "JOIN LEFT RIGHT FULL INNER CROSS SEMI ANTI NATURAL LATERAL PIVOT UNPIVOT TABLESAMPLE".split()
)
_AT_END: Final = frozenset("ORDER SORT CLUSTER DISTRIBUTE LIMIT OFFSET WINDOW".split())
_SETS: Final = frozenset({"UNION", "EXCEPT", "INTERSECT", "MINUS"})


def unpiped(tokens: list[Any]) -> list[Any]:
    """Return the tokens with every chain of `|>` put as nested queries, inside brackets too."""
    flat = _inner_first(tokens)
    chain = _split(flat, "|>")
    if len(chain) == 1:
        return flat
    before, base = _with_prefix(chain[0])
    like = flat[0]
    source = base[1:] if base and base[0].text.upper() == "FROM" else _closed(base, like)
    piped = _Pipe(source, like)
    for step in chain[1:]:
        if step:
            piped.take(step)
    return [*before, *piped.query()]


def _inner_first(tokens: list[Any]) -> list[Any]:
    found: list[Any] = []
    place = 0
    while place < len(tokens):
        found.append(tokens[place])
        if tokens[place].token_type is TokenType.L_PAREN:
            end = _closing(tokens, place)
            inner = tokens[place + 1 : end]
            piped = any(each.text == "|>" for each in inner)
            found += unpiped(inner) if piped else inner
            place = end
        else:
            place += 1
    return found


def _closing(tokens: list[Any], place: int) -> int:
    depth = 0
    for index in range(place, len(tokens)):
        kind = tokens[index].token_type
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if depth == 0:
            return index
    return len(tokens)


def _split(tokens: list[Any], mark: str) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    depth = 0
    for each in tokens:
        kind = each.token_type
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if depth == 0 and each.text.upper() == mark:
            parts.append([])
        else:
            parts[-1].append(each)
    return parts


def _with_prefix(tokens: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return a leading WITH clause, and what follows it."""
    if not tokens or tokens[0].text.upper() != "WITH":
        return [], tokens
    depth = 0
    for place, each in enumerate(tokens):
        kind = each.token_type
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if depth == 0 and each.text.upper() in ("SELECT", "FROM", "VALUES"):
            return tokens[:place], tokens[place:]
    return [], tokens


def _closed(tokens: list[Any], like: Any) -> list[Any]:
    return [*words("(", like), *tokens, *words(")", like)]


class _Pipe:
    """A chain of pipes so far: what it reads from, and the conditions on it."""

    def __init__(self, source: list[Any], like: Any) -> None:
        self.source = source
        self.like = like
        self.conditions: list[list[Any]] = []
        self.done: list[Any] | None = None  # a whole query, once nothing can be added

    def query(self, selected: list[Any] | None = None, after: list[Any] | None = None) -> list[Any]:
        """Return the query that the chain comes to."""
        if self.done is not None:
            return self.done
        found = [*self._words("SELECT"), *(selected or self._words("*"))]
        if self.source:
            found += [*self._words("FROM"), *self.source]
        for place, condition in enumerate(self.conditions):
            found += [*self._words("AND" if place else "WHERE"), *_closed(condition, self.like)]
        return [*found, *(after or [])]

    def take(self, step: list[Any]) -> None:
        """Take one step of the chain."""
        word, rest = step[0].text.upper(), step[1:]
        if self.done is not None:
            self._restart(self.done)
        if word == "WHERE":
            self.conditions.append(rest)
        elif word in _ON_SOURCE:
            self.source = [*self.source, *step]
        elif word in _SETS:
            self.done = [*self.query(), *step]
        elif word == "AS":
            self._restart(self.query())
            self.source += step
        elif word == "AGGREGATE":
            self._aggregate(rest)
        elif word == "EXTEND" and self.source and all(map(_aliased, _split(rest, ","))):
            # Beside the source, so that the names of its tables still stand.
            made = [*self._words("SELECT"), *rest]
            self.source += [*self._words(", LATERAL"), *_closed(made, self.like)]
        elif word in ("SELECT", "EXTEND", "SET", "DROP", "DISTINCT"):
            self._restart(self.query(self._selected(word, rest)), keeps_name=word != "SELECT")
        elif word.split()[0] in _AT_END:
            self._restart(self.query(after=step), keeps_name=True)
        else:
            self.done = [*self.query(), *self._words("|>"), *step]  # the parser refuses it

    def _words(self, text: str) -> list[Any]:
        return words(text, self.like)

    def _restart(self, query: list[Any], *, keeps_name: bool = False) -> None:
        name = _name_of(self.source) if keeps_name else []
        called = [*self._words("AS"), *name] if name else []
        self.source = [*_closed(query, self.like), *called]
        self.conditions = []
        self.done = None

    def _selected(self, word: str, rest: list[Any]) -> list[Any]:
        if word == "SELECT":
            return rest
        if word == "DISTINCT":
            return self._words("DISTINCT *")
        if word == "EXTEND":
            return [*self._words("*,"), *rest]
        if word == "DROP":
            return [*self._words("* EXCEPT"), *_closed(rest, self.like)]
        made: list[Any] = []
        for part in _split(rest, ","):
            mark = next((place for place, each in enumerate(part) if each.text == "="), len(part))
            value = part[mark + 1 :]
            made += [*(self._words(",") if made else []), *value, *self._words("AS"), *part[:mark]]
        return [*self._words("* REPLACE"), *_closed(made, self.like)]

    def _aggregate(self, rest: list[Any]) -> None:
        group = next(
            (place for place in range(len(rest) - 1) if _starts_group(rest, place)), len(rest)
        )
        width = 1 if group < len(rest) and " " in rest[group].text else 2
        aggregates, keys = rest[:group], rest[group + width :]
        comma = self._words(",") if keys and aggregates else []
        after = self._words("GROUP BY ALL") if keys else []
        self._restart(self.query([*keys, *comma, *aggregates], after))


def _aliased(part: list[Any]) -> bool:
    return len(part) > 2 and part[-2].text.upper() == "AS"


def _name_of(source: list[Any]) -> list[Any]:
    """Return how a source is called, where it is one relation: `orders`, or what AS says."""
    depth = 0
    for each in source:
        kind = each.token_type
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if depth == 0 and (each.text == "," or each.text.upper() in _ON_SOURCE):
            return []
    aliased = len(source) > 1 and source[-2].text.upper() == "AS"
    dotted = all(each.text == "." for each in source[1::2]) and len(source) % 2
    return list(source[-1:]) if aliased or dotted else []


def _starts_group(tokens: list[Any], place: int) -> bool:
    depth = sum(
        (each.token_type is TokenType.L_PAREN) - (each.token_type is TokenType.R_PAREN)
        for each in tokens[:place]
    )
    text = tokens[place].text.upper()
    return depth == 0 and (
        text.startswith("GROUP ") or (text == "GROUP" and tokens[place + 1].text.upper() == "BY")
    )
