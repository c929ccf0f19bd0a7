"""Tells which calls of Python move data, so that one that cannot be followed is told."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Final

_MOVES: Final = frozenset(
    "saveAsTable insertInto toTable save start execute sql table jdbc foreachBatch load parquet "
    "apply_changes create_auto_cdc_flow createOrReplace overwritePartitions append".split()
)

# Functions that both have.
SHARED: Final = frozenset({"sum", "max", "min", "abs", "round", "format_string", "any"})
# Functions of Python itself: none of them gives a column.
PYTHON: Final = frozenset(
    "print len int float bool list dict set tuple range sorted open isinstance type zip enumerate "
    "map getattr setattr hasattr min max sum abs round any all repr format super input"
    "iter next id "
    "Exception ValueError RuntimeError NotImplementedError".split()
)


_SPARK: Final = frozenset({"spark", "sqlContext", "dlt", "dp", "DeltaTable"})
_OF_FRAMES: Final = frozenset(
    "write writeStream writeTo sparkSession createOrReplaceTempView createTempView foreachBatch "
    "withColumn selectExpr groupBy saveAsTable insertInto notebook".split()
)


def speaks_of_spark(body: Iterable[ast.AST]) -> bool:
    """Return whether code may move data: by the session, or by what DataFrames have."""
    return any(
        (isinstance(each, ast.Name) and each.id in _SPARK)
        or (isinstance(each, ast.Attribute) and each.attr in _OF_FRAMES)
        for part in body
        for each in ast.walk(part)
    )


def moves_data(node: ast.Call) -> bool:
    """Return whether a call may move data: by its name, and by what it hangs on."""
    return _called(node) in _MOVES and _on_spark(node)


def _called(node: ast.Call) -> str:
    func = node.func
    return (
        func.attr
        if isinstance(func, ast.Attribute)
        else func.id
        if isinstance(func, ast.Name)
        else ""
    )


def _on_spark(node: ast.Call) -> bool:
    """Return whether a call hangs on `spark`, a reader, a writer or a merge."""
    if _called(node) in (
        "saveAsTable",
        "insertInto",
        "toTable",
        "foreachBatch",
        "create_auto_cdc_flow",
    ):
        return True
    words = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    words |= {each.id for each in ast.walk(node.func) if isinstance(each, ast.Name)}
    return bool(words & {"spark", "write", "writeStream", "writeTo", "readStream", "merge", "dlt"})


def notebook_runs(tree: ast.AST) -> list[ast.Call]:
    """Return the calls of `dbutils.notebook.run` in a cell, wherever they stand."""
    return [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr == "run"
        and ast.unparse(each.func) == "dbutils.notebook.run"
    ]
