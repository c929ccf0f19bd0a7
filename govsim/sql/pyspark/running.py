"""Runs the cells of a notebook as far as data goes: every statement that they would run, as SQL."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from govsim.sql.pyspark.calls import Calls
from govsim.sql.pyspark.cells import Called, Made, Read, Unread, apart, parsed, starts
from govsim.sql.pyspark.moving import notebook_runs, speaks_of_spark
from govsim.sql.pyspark.values import (
    Column,
    Frame,
    Function,
    NotFollowedError,
    Spark,
    Text,
    Value,
    restart,
)

_SPARK_SQL: Final = re.compile(
    r"""[\w.]*\.sql\(\s*(?P<prefix>[fr]{0,2})(?P<quote>\"\"\"|'''|"|')"""
    r"""(?P<sql>.*?)(?<!\\)(?P=quote)\s*[,)]""",
    re.DOTALL,
)
_MODULES: Final = {
    "pyspark.sql.functions": "functions", "pyspark.sql.types": "types", "dlt": "dlt",
    "pyspark.pipelines": "dlt",
}  # fmt: skip
_ROUNDS: Final = 1000  # of all loops together
_DEEPEST: Final = 8  # functions that call functions
_CALLS: Final = 500  # of functions of the notebook
_STEPS: Final = 100_000  # expressions of one notebook


ColumnsOf = Callable[[str], list[str] | None]


class _ReturnedError(Exception):
    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


class Notebook(Calls):
    """The cells of one notebook, which share what their names stand for."""

    def __init__(self, columns_of: ColumnsOf | None = None) -> None:
        super().__init__()
        self._columns_of = columns_of
        self._lines: list[int] = [0]
        self._cell = ""
        self._found: dict[tuple[int, int], list[str]] = {}
        self._unread: dict[Unread, None] = {}
        self._notebooks: dict[Called, None] = {}
        self._met: set[ast.Call] = set()  # calls that run another notebook
        self._at: Any = None  # the call around all functions that are followed
        self._depth = self._rounds = self._steps = self._calls = 0
        self._spoken: dict[str, bool] = {}  # functions, and whether they speak of Spark
        self._uncalled: dict[str, tuple[int, ast.FunctionDef]] = {}
        self._place = 0

    def columns_of(self, query: str) -> list[str] | None:
        """Return the names of a query's columns, where whoever asked for the notebook knows."""
        return self._columns_of(query) if self._columns_of is not None else None

    def run(self, cells: Sequence[str]) -> list[Read | None]:
        """Return what each cell runs; None for one that is no Python which can be read."""
        restart()
        trees = [parsed(cell) for cell in cells]
        found: list[Read | None] = []
        for self._place, (cell, tree) in enumerate(zip(cells, trees, strict=True)):
            found.append(self._run(cell, tree.body) if tree is not None else None)
        while self._uncalled:  # their arguments are not known
            _, (place, node) = self._uncalled.popitem()
            if not speaks_of_spark(node.body):
                continue
            read = self._run(cells[place], node.body, node)
            before = found[place]
            if before is not None:
                found[place] = before.with_more(read)
        for cell, tree, read_cell in zip(cells, trees, found, strict=True):
            if tree is not None and read_cell is not None:
                read_cell.called.extend(self._computed(cell, tree))
        return found

    def _computed(self, cell: str, tree: ast.Module) -> Iterator[Called]:
        """Yield the calls of other notebooks in a cell that were not met on the way."""
        self._cell, self._lines = cell, starts(cell)
        for node in notebook_runs(tree):
            if node not in self._met:
                first = node.args[0] if node.args else None
                path = first.value if isinstance(first, ast.Constant) else None
                yield Called(*self._span(node), path if isinstance(path, str) else None)

    def _run(
        self, cell: str, body: Iterable[ast.stmt], node: ast.FunctionDef | None = None
    ) -> Read:
        self._cell, self._lines = cell, starts(cell)
        self._found, self._unread, self._notebooks = {}, {}, {}
        kept = dict(self.names)
        for argument in _arguments(node) if node is not None else ():
            self.names.pop(argument, None)
        try:
            self._all(body)
        except _ReturnedError:
            pass
        except RecursionError:
            self._unread[Unread(0, len(cell), "a cell that is nested very deep")] = None
        if node is not None:
            self.names = kept
        made = [
            Made(start, end, tuple(texts), "" if texts else cell[start:end])
            for (start, end), texts in self._found.items()
        ]
        return Read(apart(made), list(self._unread), list(self._notebooks))

    # --- statements ---

    def _all(self, body: Iterable[ast.stmt]) -> None:
        for each in body:
            self._statement(each)

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Assign):
            value = self.attempt(node.value)
            for target in node.targets:
                self.assign(target, value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign):
            self._assigned(node)
        elif isinstance(node, ast.Expr):
            self.attempt(node.value)
        elif isinstance(node, ast.Return):
            raise _ReturnedError(self.attempt(node.value) if node.value is not None else None)
        elif isinstance(node, ast.For):
            self._loop(node)
        elif isinstance(node, ast.If):
            self._branches(node)
        elif isinstance(node, ast.FunctionDef):
            self._defined(node)
        elif isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef):
                    self._uncalled[f"{node.name}.{each.name}"] = self._place, each
        elif isinstance(node, ast.Import | ast.ImportFrom):
            self._imported(node)
        else:
            for block in ("body", "orelse", "finalbody"):
                self._all(getattr(node, block, ()))
            for handler in getattr(node, "handlers", ()):
                kept = dict(self.names)
                self._all(handler.body)
                self.names = kept

    def _assigned(self, node: ast.AnnAssign | ast.AugAssign) -> None:
        if isinstance(node, ast.AugAssign):
            whole = ast.BinOp(node.target, node.op, node.value)
            self.assign(node.target, self.attempt(ast.copy_location(whole, node)))
        elif node.value is not None:
            self.assign(node.target, self.attempt(node.value))

    def assign(self, target: ast.expr, value: Value) -> None:
        """Let a name, or the names of a tuple, stand for a value."""
        if isinstance(target, ast.Name):
            if value is None:
                self.names.pop(target.id, None)
            else:
                self.names[target.id] = value
        elif isinstance(target, ast.Tuple | ast.List):
            values = value if isinstance(value, list) and len(value) == len(target.elts) else None
            for place, each in enumerate(target.elts):
                self.assign(each, values[place] if values is not None else None)

    def _loop(self, node: ast.For) -> None:
        values = self.attempt(node.iter)
        if isinstance(values, dict):
            values = [Text(key) for key in values]
        if not isinstance(values, list):
            self.assign(node.target, None)
            values = [None]
        for value in values:
            self._rounds += 1
            if self._rounds > _ROUNDS:
                if speaks_of_spark(node.body):
                    self._tell(node, "a loop of very many rounds")
                return
            self.assign(node.target, value)
            self._all(node.body)
        self._all(node.orelse)

    def _branches(self, node: ast.If) -> None:
        """Take both branches: what they leave a name for is one or the other."""
        before = dict(self.names)
        ends: list[Value] = []
        left: list[dict[str, Value]] = []
        for body in (node.body, node.orelse):
            self.names = dict(before)
            try:
                self._all(body)
                left.append(self.names)
            except _ReturnedError as found:
                ends.append(found.value)
        if not left:
            raise _ReturnedError(next((v for v in ends if v is not None), None))
        self.returned += [each for each in ends if isinstance(each, Frame)]
        self.names = left[0] if len(left) == 1 else _either(*left)

    def _defined(self, node: ast.FunctionDef) -> None:
        self.names[node.name] = Function(node, self.around())
        if any(_is_udf(each) for each in node.decorator_list):
            self.names[node.name] = Spark("udf")  # whose body is no SQL
            return
        made = [each for each in node.decorator_list if self.is_pipeline(each)]
        if made:
            try:
                self.pipeline(node, made)
            except NotFollowedError as found:
                self._tell(node, str(found))
        else:
            self._uncalled[node.name] = self._place, node

    def _imported(self, node: ast.Import | ast.ImportFrom) -> None:
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        for each in node.names:
            whole = f"{module}.{each.name}".strip(".")
            called = each.asname or each.name
            if whole in _MODULES:
                self.names[called] = Spark(_MODULES[whole])
            elif module == "pyspark.sql.functions" and each.name == "*":
                self.starred = True
            elif module == "pyspark.sql.functions":
                self.names[called] = Spark(f"functions.{each.name}")

    # --- functions ---

    def around(self) -> dict[str, Value]:
        """Return the names that a function keeps of the function in which it is defined."""
        return dict(self.names) if self._depth else {}

    def inlined(self, made: Function, given: list[Value], named: dict[str, Value]) -> Value:
        """Return what a function of the notebook gives for these arguments."""
        node = made.node
        self._uncalled.pop(node.name, None)
        if self._depth >= _DEEPEST:
            raise NotFollowedError("functions that call functions")
        framed = any(isinstance(each, Frame | Column) for each in (*given, *named.values()))
        short = len(node.body) == 1 and isinstance(node.body[0], ast.Return)
        self._calls += 1
        if self._calls > _CALLS or not (framed or short or self._speaks(node)):
            raise NotFollowedError("a function of Python")
        kept, returned = dict(self.names), self.returned
        self._depth += 1
        self.returned = []
        self.names.update(made.around)
        self._bound(node, given, named)
        value: Value = None
        try:
            self._all(node.body)
        except _ReturnedError as found:
            value = found.value
        finally:
            every = [*self.returned, *([value] if isinstance(value, Frame) else [])]
            self.names, self.returned = kept, returned
            self._depth -= 1
        return _any_of(every) if every else value

    def _speaks(self, node: ast.FunctionDef) -> bool:
        if node.name not in self._spoken:
            self._spoken[node.name] = speaks_of_spark(node.body)
        return self._spoken[node.name]

    def _bound(self, node: ast.FunctionDef, given: list[Value], named: dict[str, Value]) -> None:
        """Let the arguments of a function stand for what it is given, or for their defaults."""
        plain = [each.arg for each in node.args.args]
        late = plain[len(plain) - len(node.args.defaults) :]
        held = {
            name: self.attempt(value) for name, value in zip(late, node.args.defaults, strict=True)
        }
        for one, value in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
            held[one.arg] = self.attempt(value) if value is not None else None
        held |= dict(zip(plain, given, strict=False)) | named
        own = _arguments(node)
        for name in own:
            self.assign(ast.Name(name), held.get(name))
        if node.args.vararg is not None:
            self.names[node.args.vararg.arg] = list(given[len(plain) :])
        if node.args.kwarg is not None:
            left = {name: value for name, value in named.items() if name not in own}
            self.names[node.args.kwarg.arg] = left

    # --- what is found ---

    def attempt(self, node: ast.expr) -> Value:
        """Return what an expression stands for; None, and a note if it moves data, if unknown."""
        self._steps += 1
        if self._steps > _STEPS:
            if self._steps == _STEPS + 1:
                self._tell(node, "a notebook of very many steps")
            return None
        outer = self._at
        if self._depth == 0:
            self._at = node
        try:
            return self.value(node)
        except NotFollowedError as found:
            if self.moves(node):
                self._tell(node, str(found))
            return None
        except (IndexError, ValueError, TypeError, AttributeError, KeyError):
            if self.moves(node):
                self._tell(node, "its arguments are not those that are known")
            return None
        finally:
            self._at = outer

    def made(self, node: ast.AST, text: str, *, reads: bool = False) -> None:
        """Keep a statement that a call runs."""
        start, end = self._span(self._at if self._depth else node)
        inside = any(start <= s and e <= end for s, e in self._found)
        if reads and inside and (start, end) not in self._found:
            return
        held = self._found.setdefault((start, end), [])
        if text not in held:
            held.append(text)

    def ran(self, node: ast.Call, said: Text) -> None:
        """Keep the text of `spark.sql(…)`; where it is written as it is, it stands for itself."""
        start, end = self._span(node)
        written = _SPARK_SQL.match(self._cell, start, end) if not self._depth else None
        if written is not None and said.text == written["sql"]:
            self._found.setdefault((start + written.start("sql") - start, written.end("sql")), [])
        else:
            self.made(node, said.text)

    def called(self, node: ast.Call, said: Value) -> None:
        """Keep the path of a notebook that a call runs; None where it is computed."""
        self._met.add(node)
        path = said.text if isinstance(said, Text) and said.known else None
        span = self._span(self._at if self._depth else node)
        self._notebooks[Called(*span, path)] = None

    def _tell(self, node: ast.AST, reason: str) -> None:
        start, end = self._span(self._at if self._depth else node)
        self._unread[Unread(start, end, reason)] = None

    def _span(self, node: Any) -> tuple[int, int]:
        return (
            self._offset(node.lineno, node.col_offset),
            self._offset(node.end_lineno, node.end_col_offset),
        )

    def _offset(self, line: int, column: int) -> int:
        start = self._lines[line - 1]
        end = self._lines[line] if line < len(self._lines) else len(self._cell)
        text = self._cell[start:end]
        return start + (
            column if text.isascii() else len(text.encode()[:column].decode(errors="ignore"))
        )


def _is_udf(decorator: ast.expr) -> bool:
    func = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
    return name in ("udf", "pandas_udf", "udtf", "arrow_udf")


def _arguments(node: ast.FunctionDef) -> list[str]:
    return [each.arg for each in (*node.args.args, *node.args.kwonlyargs)]


def _either(one: dict[str, Value], other: dict[str, Value]) -> dict[str, Value]:
    """Return what names stand for after two branches."""
    found = {**one, **other}
    for name in one.keys() & other.keys():
        first, second = one[name], other[name]
        if first is second or first == second:
            continue
        if isinstance(first, Frame) and isinstance(second, Frame):
            found[name] = _any_of([first, second])
        elif isinstance(first, Text) and isinstance(second, Text):
            found[name] = Text(f"{{{name}}}", known=False)
    return found


def _any_of(frames: list[Frame]) -> Frame:
    """Return the DataFrame that is one of several: its columns may be made of each of them."""
    queries = dict.fromkeys(each.query for each in frames)
    if len(queries) == 1:
        return frames[0]
    return Frame.of(" UNION ALL BY NAME ".join(f"({each})" for each in queries))
