"""Reads from Spark's analysed plan what each column of a query is made of.

Needs PySpark and Java; `make oracle` installs them apart from everything else.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Mapping
from typing import Any

from tests.oracle.plans import NONE, Sources, Walker, listed


class RefusedError(Exception):
    """Spark's analyser does not take a query; the message is its own."""


class Spark:
    """A local Spark with empty tables, asked for nothing but analysed plans."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]] | None = None) -> None:
        from pyspark.sql import SparkSession

        os.chdir(tempfile.mkdtemp())  # Spark writes where it stands
        builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("OFF")
        logging.getLogger("SQLQueryContextLogger").disabled = True  # it tells of every refusal
        for name, columns in (tables or {}).items():
            self.table(name, columns)

    def table(self, name: str, columns: Mapping[str, str]) -> None:
        """Make, or make anew, one empty table."""
        described = ", ".join(f"{column} {type_}" for column, type_ in columns.items())
        self.session.createDataFrame([], described).createOrReplaceTempView(name)

    def traced(self, sql: str) -> tuple[list[str], list[Sources]]:
        """Return the names of a query's columns, and what each is computed from.

        Raises:
            RefusedError: The analyser does not take it.
        """
        from pyspark.errors import PySparkException

        try:
            frame = self.session.sql(sql)
        except PySparkException as error:
            raise RefusedError(str(error).split("\n")[0]) from None
        walker = Walker(frame._jdf.queryExecution().analyzed())
        return frame.schema.names, [walker.values.get(each, NONE) for each in walker.outputs]

    def stored(self, name: str, columns: Mapping[str, str]) -> None:
        """Make one empty table that statements can write to."""
        described = ", ".join(f"{column} {type_}" for column, type_ in columns.items())
        self.session.sql(f"DROP TABLE IF EXISTS {name}")
        self.session.sql(f"CREATE TABLE {name} ({described}) USING parquet")

    def written(self, sql: str) -> list[tuple[str, Sources]]:
        """Return the columns that a statement writes, and what each is computed from.

        The statement is analysed and not run.

        Raises:
            RefusedError: The analyser does not take it.
        """
        from py4j.protocol import Py4JJavaError

        state = self.session._jsparkSession.sessionState()
        mode = getattr(state, "executePlan$default$2")()
        try:
            plan = state.executePlan(state.sqlParser().parsePlan(sql), mode).analyzed()
        except Exception as error:
            cause = error.java_exception if isinstance(error, Py4JJavaError) else error
            raise RefusedError(str(cause).strip().split("\n")[0]) from None
        if plan.nodeName() not in ("MergeIntoTable", "UpdateTable"):
            walker = Walker(plan.query())
            names = listed(plan.outputColumnNames())
            sources = [walker.values.get(number, NONE) for number in walker.outputs]
            return list(zip(names, sources, strict=True))
        walker = Walker(plan)
        return [
            (each.key().name(), walker.of_expression(each.value()))
            for action in _actions(plan)
            for each in listed(action.assignments())
        ]


def _actions(plan: Any) -> list[Any]:
    """Return what sets columns: an UPDATE itself, or the branches of a MERGE."""
    if plan.nodeName() == "UpdateTable":
        return [plan]
    groups = (plan.matchedActions(), plan.notMatchedActions(), plan.notMatchedBySourceActions())
    return [each for group in groups for each in listed(group) if each.nodeName() != "DeleteAction"]
