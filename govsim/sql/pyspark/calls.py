"""Reads the expressions of Python cells: what a call of PySpark gives, and what it writes."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Final

from govsim.sql.names import quote_name
from govsim.sql.pyspark import columns, frames
from govsim.sql.pyspark.columns import window_method
from govsim.sql.pyspark.containers import of_dict, of_list, reduced
from govsim.sql.pyspark.datatypes import TYPES, typed, with_field
from govsim.sql.pyspark.flows import CHANGED, changes, declared
from govsim.sql.pyspark.grouping import grouped, opaque
from govsim.sql.pyspark.moving import PYTHON, SHARED, moves_data
from govsim.sql.pyspark.operators import Operated
from govsim.sql.pyspark.targets import merged
from govsim.sql.pyspark.texts import (
    counted,
    of_text,
    with_arguments,
)
from govsim.sql.pyspark.values import (
    Access,
    Column,
    Frame,
    Function,
    Grouped,
    NotFollowedError,
    Spark,
    Target,
    Text,
    Value,
    Window,
    taken,
)

_QUERIES: Final = ("SELECT", "WITH", "FROM", "TABLE", "VALUES", "(")
_VIEWS: Final = {
    "createOrReplaceTempView": "TEMP VIEW", "createTempView": "TEMP VIEW",
    "createGlobalTempView": "GLOBAL TEMP VIEW", "createOrReplaceGlobalTempView": "GLOBAL TEMP VIEW",
    "registerTempTable": "TEMP VIEW",
}  # fmt: skip
_GIVERS: Final = frozenset({"createDataFrame", "range", "emptyDataFrame"})


class Calls(Operated):
    """The values of expressions; what runs them keeps the statements that they come to."""

    def __init__(self) -> None:
        super().__init__()
        self.returned: list[Frame] = []
        self.starred = False  # whether every function of Spark goes by its bare name

    def inlined(self, made: Function, given: list[Value], named: dict[str, Value]) -> Value:
        """Return what a function of the notebook gives."""
        raise NotImplementedError

    def columns_of(self, query: str) -> list[str] | None:
        """Return the names of a query's columns, where they are known."""
        raise NotImplementedError

    def made(self, node: ast.AST, text: str, *, reads: bool = False) -> None:
        """Keep a statement that a call runs."""
        raise NotImplementedError

    def ran(self, node: ast.Call, said: Text) -> None:
        """Keep the text of `spark.sql(…)`."""
        raise NotImplementedError

    def called(self, node: ast.Call, said: Value) -> None:
        """Keep the path of `dbutils.notebook.run(…)`."""
        raise NotImplementedError

    def moves(self, node: ast.expr) -> bool:
        """Return whether a call that cannot be followed may move data."""
        return isinstance(node, ast.Call) and moves_data(node)

    def value(self, node: ast.expr) -> Value:
        """Return what an expression stands for.

        Raises:
            NotFollowedError: That cannot be told, or not be put as SQL.
        """
        read = getattr(self, f"_{type(node).__name__.lower()}", None)
        if read is None:
            raise NotFollowedError("an expression of Python")
        found: Value = read(node)
        return found

    def _name(self, node: ast.Name) -> Value:
        if node.id in self.names:
            return self.names[node.id]
        known = {"spark": "spark", "sqlContext": "spark", "dbutils": "dbutils", "F": "functions"}
        known |= {"Window": "Window", "DeltaTable": "DeltaTable", "dlt": "dlt", "dp": "dlt"}
        known |= dict.fromkeys(("SparkSession", "DatabricksSession"), "session")
        known |= {"DataFrame": "DataFrame"}
        if node.id in known:
            return Spark(known[node.id])
        raise NotFollowedError(f"{node.id}, which nobody here sets")

    def _subscript(self, node: ast.Subscript) -> Value:
        held, key = self.value(node.value), self.attempt(node.slice)
        if isinstance(held, Frame) and isinstance(key, Text):
            return taken(held, key.text)
        if isinstance(held, Frame) and isinstance(key, list):
            return frames.method(held, "select", key, {})
        if isinstance(held, Column):
            return columns.method(held, "getItem", [key], {})
        if isinstance(held, list) and isinstance(key, int):
            return held[key]
        if isinstance(held, dict) and isinstance(key, Text):
            return held[key.text]
        raise NotFollowedError("an element that is computed")

    def _attribute(self, node: ast.Attribute) -> Value:
        held = self.attempt(node.value) if node.attr == "spark" else self.value(node.value)
        if isinstance(held, Frame):
            return self._of_a_frame(held, node.attr)
        if node.attr == "spark" and (held is None or held == Spark("dbutils")):
            return Spark("spark")  # which an object of the notebook keeps
        if isinstance(held, Spark) and held.name in ("session", "DataFrame"):
            return held if held.name == "session" else Spark(f"DataFrame.{node.attr}")
        if held == Spark("spark") and node.attr in ("read", "readStream"):
            return Access(None)
        if held == Spark("dbutils") and node.attr in ("widgets", "notebook"):
            return Spark(node.attr)
        if isinstance(held, Column):
            return columns.method(held, "getField", [Text(node.attr)], {})
        raise NotFollowedError(f"the attribute {node.attr}")

    def _of_a_frame(self, held: Frame, name: str) -> Value:
        if name in ("write", "writeStream"):
            return Access(held)
        if name == "sparkSession":
            return Spark("spark")
        if name == "columns":
            found = self.columns_of(held.query)
            if found is None:
                raise NotFollowedError("the columns of a DataFrame")
            return [Text(each) for each in found]
        return held if name in ("na", "stat") else taken(held, name)

    # --- calls ---

    def _call(self, node: ast.Call) -> Value:
        given: list[Value] = []
        for each in node.args:
            if isinstance(each, ast.Starred):
                held = self.attempt(each.value)
                given += held if isinstance(held, list) else [held]
            else:
                given.append(self.attempt(each))
        named: dict[str, Value] = {}
        for word in node.keywords:
            value = self.attempt(word.value)
            named |= {word.arg: value} if word.arg else value if isinstance(value, dict) else {}
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if "reduce" in (method, getattr(node.func, "id", "")) and given:
            return reduced(given, self._of_two)
        if isinstance(node.func, ast.Name):
            return self._called(node, node.func.id, given, named)
        if isinstance(node.func, ast.Attribute):
            return self._method(node, node.func, given, named)
        raise NotFollowedError("a call of what a call gives")

    def _of_two(self, function: Value, given: list[Value]) -> Value:
        """Return what a function, or a method of DataFrames, comes to for two values."""
        if isinstance(function, Function):
            return self.inlined(function, given, {})
        if isinstance(function, Spark) and isinstance(given[0], Frame):
            return frames.method(given[0], function.name.rpartition(".")[2], given[1:], {})
        raise NotFollowedError("reduce() of a function that is not known")

    def _function(self, name: str, given: list[Value], named: dict[str, Value]) -> Value:
        """Return what a function of Spark gives; functions that it takes are lambdas of SQL."""
        if name in TYPES:
            return typed(name, given, named)
        return columns.function(name, [self._as_lambda(each) for each in given], named)

    def _as_lambda(self, value: Value) -> Value:
        if not isinstance(value, Function):
            return value
        names = [each.arg for each in value.node.args.args]
        made = self.inlined(value, [Column(each) for each in names], {})
        if not names or not isinstance(made, Column):
            raise NotFollowedError("a function of Python")
        said = names[0] if len(names) == 1 else f"({', '.join(names)})"
        return Column(f"{said} -> {columns.closed(made).sql}")

    def _called(
        self, node: ast.Call, name: str, given: list[Value], named: dict[str, Value]
    ) -> Value:
        held = self.names.get(name)
        if isinstance(held, Function):
            return self.inlined(held, given, named)
        if isinstance(held, Spark) and held.name.startswith("functions."):
            return self._function(held.name.partition(".")[2], given, named)
        shown = [each for each in (*given, *named.values()) if isinstance(each, Frame)]
        if name != "broadcast" and shown:  # whatever it does, it reads them
            for each in shown:
                self.made(node, each.query, reads=True)
            raise NotFollowedError(f"{name}()")
        if name == "str" and len(given) == 1 and isinstance(given[0], Text):
            return given[0]
        if name == "range" and given and all(type(each) is int for each in given):
            return counted(given)
        if name in PYTHON and not (self.starred and name in SHARED):
            raise NotFollowedError(f"{name}()")
        return self._function(name, given, named)

    def _method(
        self, node: ast.Call, func: ast.Attribute, given: list[Value], named: dict[str, Value]
    ) -> Value:
        name = func.attr
        held = self.attempt(func.value)
        if isinstance(held, Spark):
            return self._of_spark(node, held.name, name, given, named)
        if isinstance(held, Text):
            struct = name == "add" and held.text.startswith("STRUCT<")
            return with_field(held, given, named) if struct else of_text(held, name, given, named)
        if isinstance(held, dict):
            return of_dict(held, name, given)
        if isinstance(held, list):
            return of_list(held, name, given)
        if isinstance(held, Column):
            return columns.method(held, name, given, named)
        if isinstance(held, Window):
            return window_method(held, name, given)
        if isinstance(held, Grouped):
            return grouped(held, name, given, named)
        if isinstance(held, Access):
            return self._of_access(node, held, name, given, named)
        if isinstance(held, Target):
            return self._of_target(node, held, name, given, named)
        if isinstance(held, Frame):
            fills = isinstance(func.value, ast.Attribute) and func.value.attr in ("na", "stat")
            if fills and name in ("fill", "drop", "replace", "sampleBy"):
                return held
            return self._of_frame(node, held, f"stat.{name}" if fills else name, given, named)
        for each in (*given, *named.values()):
            if isinstance(each, Frame):  # whatever it does, it reads it
                self.made(node, each.query, reads=True)
        raise NotFollowedError(f"{name}() of what is not known")

    def _of_frame(
        self, node: ast.Call, held: Frame, name: str, given: list[Value], named: dict[str, Value]
    ) -> Value:
        if name in _VIEWS:
            called = frames.text_of(given[0])
            self.made(node, f"CREATE OR REPLACE {_VIEWS[name]} {called} AS {held.query}")
            return None
        if name in frames.ACTIONS:
            self.made(node, held.query, reads=True)
            raise NotFollowedError(f"{name}()")
        if name == "writeTo":
            return Access(held, table=frames.text_of(given[0]))
        if name == "transform" and given and isinstance(given[0], Function):
            return self.inlined(given[0], [held, *given[1:]], named)
        try:
            return frames.method(held, name, given, named)
        except (NotFollowedError, IndexError, ValueError):
            return opaque(held, name)

    def _of_access(
        self, node: ast.Call, held: Access, name: str, given: list[Value], named: dict[str, Value]
    ) -> Value:
        if name == "foreachBatch" and given and isinstance(given[0], Function):
            self.inlined(given[0], [held.frame], named)
            return Access(None, format=name)
        if held.frame is None and held.format == "foreachBatch":
            return held
        if held.frame is None:
            return frames.loaded(held, name, given, named)
        found = frames.written(held, name, given, named)
        if isinstance(found, Access):
            return found
        for text in found:
            self.made(node, text)
        return None

    def _of_target(
        self, node: ast.Call, held: Target, name: str, given: list[Value], named: dict[str, Value]
    ) -> Value:
        found = merged(held, name, given, named)
        if isinstance(found, str):
            self.made(node, found)
            return None
        return found

    def _of_spark(
        self, node: ast.Call, of: str, name: str, given: list[Value], named: dict[str, Value]
    ) -> Value:
        if of == "spark":
            return self._of_session(node, name, given, named)
        if of == "functions":
            return self._function(name, given, named)
        if of == "types" and name in TYPES:
            return typed(name, given, named)
        if of == "session":
            return Spark("spark" if name in ("getOrCreate", "getActiveSession", "active") else of)
        if of == "widgets" and name in ("get", "getArgument"):
            return Text(f"${{{frames.text_of(given[0])}}}")
        if of == "notebook" and name == "run":
            self.called(node, named.get("path", given[0] if given else None))
            return None
        if of == "Window":
            return window_method(Window(), name, given)
        if of == "DeltaTable" and name in ("forName", "forPath"):
            said = frames.text_of(given[-1])
            return Target(said if name == "forName" else f"delta.`{said}`")
        if of == "dlt":
            return self._of_pipeline(node, name, given, named)
        raise NotFollowedError(f"{of}.{name}()")

    def _of_session(
        self, node: ast.Call, name: str, given: list[Value], named: dict[str, Value]
    ) -> Value:
        if name == "sql":
            return self._sql(node, named.get("sqlQuery", given[0] if given else None), named)
        if name == "table":
            return Frame.of(f"SELECT * FROM {frames.text_of(given[0])}")
        if name in _GIVERS:
            return frames.unknown(name)
        raise NotFollowedError(f"spark.{name}()")

    def _sql(self, node: ast.Call, said: Value, named: Mapping[str, Value]) -> Value:
        if not isinstance(said, Text):
            raise NotFollowedError("a text of spark.sql(…) that is computed")
        text = with_arguments(said.text, named)
        self.ran(node, Text(text, said.known))
        query = text.strip().rstrip(";").strip()
        if query.upper().startswith(_QUERIES) and ";" not in query:
            return Frame.of(query)
        return None

    # --- pipelines ---

    def is_pipeline(self, node: ast.expr) -> bool:
        """Return whether a decorator makes a function a table or view of a pipeline."""
        func = node.func if isinstance(node, ast.Call) else node
        return isinstance(func, ast.Attribute) and self.attempt(func.value) == Spark("dlt")

    def pipeline(self, node: ast.FunctionDef, decorators: list[ast.expr]) -> None:
        """Keep the table, view or flow that a function of a pipeline makes."""
        word, name, wheres = declared(node.name, decorators, self.attempt)
        value = self.inlined(Function(node), [], {})
        if not isinstance(value, Frame):
            raise NotFollowedError("a function of a pipeline")
        for where in wheres:
            value = Frame.of(value.query).where(where)
        quoted = quote_name(name.split(".")) if "{" not in name else name
        if word == "append_flow":
            self.made(node, f"INSERT INTO {quoted} BY NAME {value.query}")
        elif "view" in word and word != "materialized_view":
            self.made(node, f"CREATE TEMPORARY VIEW {quoted} AS {value.query}")
        else:
            self.made(node, f"CREATE OR REFRESH MATERIALIZED VIEW {quoted} AS {value.query}")

    def _of_pipeline(
        self, node: ast.Call, name: str, given: list[Value], named: dict[str, Value]
    ) -> Value:
        if name in ("read", "read_stream", "readStream"):
            return Frame.of(f"SELECT * FROM {frames.text_of(given[0])}")
        if name in ("apply_changes", "create_auto_cdc_flow"):
            self.made(node, changes(dict(zip(CHANGED, given, strict=False)) | named))
        return None
