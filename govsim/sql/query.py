"""Reads what a query touches: its relations, routines, paths, endpoints and columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from govsim.errors import GovsimError
from govsim.model.kinds import parts_of
from govsim.model.statements import Body, Name, TableRead
from govsim.sql.builtins import BUILTINS
from govsim.sql.constants import literal
from govsim.sql.cursor import Cursor
from govsim.sql.names import path_in
from govsim.sql.rewrite import rewritten

if TYPE_CHECKING:
    from sqlglot import exp

_READING: Final = frozenset({"READ_FILES", "CLOUD_FILES", "FILES"})
# What goes through a connection, and the argument that names it where it is not the first.
_CREDENTIAL: Final = "servicecredential"
_CONNECTING: Final = {"REMOTE_QUERY": "connection", "HTTP_REQUEST": "conn"}


def read_query(cursor: Cursor, start: int, end: int | None = None) -> Body:
    """Return the facts of a query that stands from token `start` to `end`."""
    stop = len(cursor.tokens) if end is None else end
    return body_of(cursor, start, stop, cursor.text(start, stop))


def read_expression(cursor: Cursor, start: int, end: int | None = None) -> Body:
    """Return the facts of a single expression."""
    stop = len(cursor.tokens) if end is None else end
    return body_of(cursor, start, stop, cursor.text(start, stop), prefix="SELECT ")


def body_of(
    cursor: Cursor,
    start: int,
    stop: int,
    text: str,
    *,
    prefix: str = "",
    target: bool = False,
    without: tuple[int, int] = (0, 0),
) -> Body:
    """Return a body with the given text, and the facts of the tokens from `start` to `stop`.

    `prefix` makes the tokens a query that sqlglot reads; with `target`, the first relation is
    written to, and left out of the reads; tokens of `without` are no part of the query.
    """
    if stop <= start:
        raise cursor.wanted("a query")
    _refuse_commas(cursor, start, stop)
    sql = prefix + rewritten(cursor, start, stop, without)
    tree = _parsed(cursor, sql, len(prefix), start, stop)
    try:
        facts = _Facts(tree, tree.this if target else None)
    except RecursionError:
        raise _too_deep(cursor, start) from None
    except (AttributeError, TypeError):  # a tree that no valid query has
        raise cursor.error("syntax", "the query cannot be read", cursor.tokens[start]) from None
    return Body(
        text,
        tuple(dict.fromkeys(facts.reads)),
        tuple(dict.fromkeys(facts.calls)),
        tuple(dict.fromkeys(facts.paths)),
        tuple(dict.fromkeys(facts.endpoints)),
        None if facts.every else tuple(dict.fromkeys(facts.columns)),
        tuple(dict.fromkeys(facts.connections)),
        tuple(dict.fromkeys(facts.logs)),
        tuple(dict.fromkeys(facts.credentials)),
        tuple(dict.fromkeys(facts.unfixed)),
    )


def _refuse_commas(cursor: Cursor, start: int, stop: int) -> None:
    """Refuse a comma with nothing before or behind it, which sqlglot overlooks."""
    before = ""
    for token in cursor.tokens[start:stop]:
        text = token.text if token.kind == "op" else token.text.upper()
        lone = before == "," and (text in (",", ")", "]", ";") or text in _CLAUSES)
        if lone or (text == "," and before in ("(", "[", "SELECT")):
            raise cursor.error(
                "syntax", f"expected an expression, found `{token.text}`", token, "is one missing?"
            )
        before = text if token.kind in ("op", "word") else ""
    if before == ",":
        cursor.index = stop
        raise cursor.wanted("an expression")


_CLAUSES: Final = frozenset({"FROM"})  # others may be names of columns


def _parsed(cursor: Cursor, sql: str, shift: int, start: int, stop: int) -> exp.Expr:
    import logging

    import sqlglot  # only a query needs it, and it is slow to load
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    log = logging.getLogger("sqlglot")
    was_disabled, log.disabled = log.disabled, True  # what it warns of is refused below
    try:
        trees = [tree for tree in sqlglot.parse(sql, dialect="databricks") if tree is not None]
    except SqlglotError as found:
        raise _refusal(cursor, found, sql, shift, start, stop) from None
    except RecursionError:
        raise _too_deep(cursor, start) from None
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError):
        raise cursor.error("syntax", "the query cannot be read", cursor.tokens[start]) from None
    finally:
        log.disabled = was_disabled
    if len(trees) != 1 or isinstance(trees[0], exp.Command):
        raise cursor.error("syntax", "this is not a query", cursor.tokens[start])
    return trees[0]


def _too_deep(cursor: Cursor, start: int) -> GovsimError:
    return cursor.error(
        "too-deep", "the query is nested too deep", cursor.tokens[start], "split it into views"
    )


def _refusal(
    cursor: Cursor, found: Exception, sql: str, shift: int, start: int, stop: int
) -> GovsimError:
    from sqlglot.errors import ParseError

    for index in range(start, stop):
        cursor.index = index
        if cursor.peek().text == "<":
            cursor.refuse_placeholder(cursor.peek())
        if index > start and cursor.starts_statement() and cursor.word() in _ALONE:
            return cursor.missing_semicolon()
    cursor.index = stop
    details = found.errors[0] if isinstance(found, ParseError) and found.errors else {}
    line, column = details.get("line"), details.get("col")
    mark = details.get("highlight") or ""
    at = cursor.tokens[start].start
    if line is not None and column is not None:
        lines = sql.split("\n")
        offset = sum(len(text) + 1 for text in lines[: line - 1]) + column - len(mark) - shift
        at += max(0, offset)
    at = min(at, max(cursor.tokens[start].start, cursor.tokens[stop - 1].end - 1))
    near = f" near `{mark[:40]}`" if mark.strip() else ""
    return cursor.source.error(
        "syntax",
        f"the query cannot be read{near}",
        (at, at + max(1, len(mark))),
        "check the words before this place",
    )


_ALONE: Final = frozenset("GRANT REVOKE DENY CREATE ALTER DROP SHOW OPTIMIZE VACUUM".split())


class _Facts:
    """What a tree touches, found in one walk that knows which names are CTEs."""

    def __init__(self, tree: exp.Expr, target: Any) -> None:
        self.reads: list[TableRead] = []
        self.calls: list[Name] = []
        self.paths: list[str] = []
        self.endpoints: list[str] = []
        self.connections: list[str] = []
        self.logs: list[Name] = []
        self.credentials: list[str] = []
        self.unfixed: list[str] = []
        self.columns: list[str] = []
        self.every = False
        self._target = target.this if _is(target, "Schema") else target
        self._walk(tree)

    def _walk(self, tree: exp.Expr) -> None:
        waiting: list[tuple[Any, frozenset[str]]] = [(tree, frozenset())]
        while waiting:
            node, hidden = waiting.pop()
            self._take(node, hidden)
            children = list(_children(node, hidden))
            waiting.extend(reversed(children))

    def _take(self, node: Any, hidden: frozenset[str]) -> None:
        kind = type(node).__name__
        if kind == "Table":
            self._take_table(node, hidden)
        elif kind == "Column":
            self._take_column(node)
        elif kind == "Star":
            self.every = self.every or type(node.parent).__name__ not in ("Count", "Anonymous")
        elif kind == "Select" and not node.expressions:
            self.every = True
        elif kind == "Dot" and _is(node.expression, "Anonymous"):
            self.calls.append((*_dotted(node.this), str(node.expression.this)))
        elif kind == "Anonymous":
            self._take_call(node)
        elif kind == "AIQuery":
            self._take_endpoint(node.this)

    def _take_table(self, node: Any, hidden: frozenset[str]) -> None:
        if node is self._target:
            return
        parts = [part for part in node.parts if _is(part, "Identifier")]
        if len(parts) != len(node.parts) or not parts:
            if len(node.parts) > 1 and _is(node.this, "Anonymous"):
                self.calls.append((*(p.name for p in node.parts[:-1]), str(node.this.this)))
            return
        name = tuple(part.name for part in parts)
        if len(name) == 1 and name[0].lower() in hidden:
            return
        if (path := path_in(name)) is not None:
            self.paths.append(path)
            return
        travel = node.args.get("version") is not None or node.args.get("when") is not None
        self.reads.append(TableRead(name, travel))

    def _take_column(self, node: Any) -> None:
        if _is(node.this, "Star"):
            return
        first = node.parts[0] if len(node.parts) > 3 else node.this
        self.columns.append(str(first.name))

    def _take_call(self, node: Any) -> None:
        if _is(node.parent, "Dot") and node.parent.expression is node:
            return
        if _is(node.parent, "Table") and len(node.parent.parts) > 1:
            return
        name = str(node.this).upper()
        if (credential := _named(node.expressions, _CREDENTIAL)) is not None:
            self._keep(self.credentials, credential, f"the credential of {name.lower()}")
        if name in _READING and node.expressions:
            path = _argument(node.expressions, "path")
            self._keep(self.paths, path, f"the path of {name.lower()}")
        elif name == "AI_QUERY" and node.expressions:
            self._take_endpoint(node.expressions[0])
        elif name in _CONNECTING and node.expressions:
            self._take_connection(name, node.expressions)
        elif name == "_VECTOR_SEARCH":
            self._take_index(node)
        elif name == "TABLE_CHANGES" and node.expressions:
            tables: list[str] = []
            self._keep(tables, node.expressions[0], "the table of table_changes")
            self.reads += [TableRead(parts_of(table)) for table in tables]
        elif (table_name := _table_argument(node)) is not None:
            if _is(node.parent, "Anonymous") and str(node.parent.this).upper() == "EVENT_LOG":
                self.logs.append(table_name)
            else:
                self.reads.append(TableRead(table_name))
        elif name not in BUILTINS and name != "_WINDOW":
            self.calls.append((str(node.this),))

    def _take_endpoint(self, node: Any) -> None:
        value = node.expression if _is_named(node) else node
        self._keep(self.endpoints, value, "the endpoint of ai_query")

    def _keep(self, found: list[str], node: Any, what: str) -> None:
        """Keep a name that is written as a text; any other is told as not known yet."""
        if (text := literal(node)) is not None:
            found.append(text)
        else:
            self.unfixed.append(what)

    def _take_connection(self, name: str, arguments: list[Any]) -> None:
        connection = _argument(arguments, *_CONNECTING.values())
        self._keep(self.connections, connection, f"the connection of {name.lower()}")

    def _take_index(self, node: Any) -> None:
        for argument in node.expressions:
            if type(argument).__name__ not in ("Kwarg", "PropertyEQ", "EQ"):
                continue
            index = literal(argument.expression)
            if argument.this.name.lower() == "index" and index is None:
                self.unfixed.append("the index of vector_search")
            elif argument.this.name.lower() == "index" and index is not None:
                self.reads.append(TableRead(tuple(index.split("."))))


def _named(arguments: list[Any], name: str) -> Any:
    """Return the argument of a name, or None."""
    said = (one for one in arguments if _is_named(one) and one.this.name.lower() == name)
    return next((one.expression for one in said), None)


def _argument(arguments: list[Any], *names: str) -> Any:
    """Return the argument of one of these names, or else the first."""
    named = {one.this.name.lower(): one.expression for one in arguments if _is_named(one)}
    return next((named[name] for name in names if name in named), arguments[0])


def _children(node: Any, hidden: frozenset[str]) -> Iterator[tuple[Any, frozenset[str]]]:
    within = node.args.get("with_") or node.args.get("with")
    seen = hidden
    if within is not None:
        recursive = bool(within.args.get("recursive"))
        if recursive:
            seen = hidden | {cte.alias.lower() for cte in within.expressions}
        for cte in within.expressions:
            yield cte, seen
            seen = seen | {cte.alias.lower()}
    if _table_argument(node) is not None:
        return  # the name of a table, no column
    for value in node.args.values():
        if value is within:
            continue
        for child in value if isinstance(value, list) else (value,):
            if hasattr(child, "args") and not _skipped(node, child):
                yield child, seen


def _skipped(node: Any, child: Any) -> bool:
    """Whether a child names nothing: the key of a named argument, or what a hint says of joins."""
    return (_is_named(node) and child is node.this) or _is(child, "Hint")


def _is_named(node: Any) -> bool:
    return type(node).__name__ in ("Kwarg", "PropertyEQ")


def _is(node: Any, kind: str) -> bool:
    return type(node).__name__ == kind


def _table_argument(node: Any) -> Name | None:
    """Return the table that `TABLE(main.sales.orders)` hands to a function; None of all else."""
    if not _is(node, "Anonymous") or str(node.this).upper() != "TABLE":
        return None
    if len(node.expressions) != 1 or not _is(node.expressions[0], "Column"):
        return None
    return tuple(part.name for part in node.expressions[0].parts)


def _dotted(node: Any) -> tuple[str, ...]:
    parts: list[str] = []
    while _is(node, "Dot"):
        parts.append(node.expression.name)
        node = node.this
    if _is(node, "Column"):
        return (*(part.name for part in node.parts), *reversed(parts))
    return (node.name, *reversed(parts))
