"""Traces functions in FROM: files, changes, vector search, forecasts, SQL table functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from govsim.lineage.expressions import walk
from govsim.lineage.flows import CONDITION, IDENTITY, TRANSFORMED, Flows, pour
from govsim.lineage.functions import arguments, called, dotted
from govsim.lineage.relation import Columns, Output, Scope, opaque, unknown_table
from govsim.lineage.written_schemas import type_written
from govsim.model.datatypes import fields_of
from govsim.sql import literal

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace

_FILES: Final = frozenset({"read_files", "cloud_files", "files", "list"})
_STREAMS: Final = {
    "read_kafka": ("key", "value", "topic", "partition", "offset", "timestamp", "timestampType"),
    "read_kinesis": ("partitionKey", "data", "stream", "shardId", "sequenceNumber",
                     "approximateArrivalTimestamp"),
    "read_pubsub": ("messageId", "payload", "attributes", "publishTimestampInMillis"),
    "read_pulsar": ("__key", "value", "__topic", "__messageId", "__publishTime", "__eventTime",
                    "__messageProperties"),
    "sql_keywords": ("keyword", "reserved"),
    "collations": ("CATALOG", "SCHEMA", "NAME", "LANGUAGE", "COUNTRY", "ACCENT_SENSITIVITY",
                   "CASE_SENSITIVITY", "PAD_ATTRIBUTE", "ICU_VERSION"),
}  # fmt: skip
# Columns that files have beside those of a schema: a star does not have them.
_BESIDE_FILES: Final = ("_metadata", "_rescued_data")
_NUMBERS: Final = frozenset({"range", "sequence", "generateseries"})
_CHANGES: Final = (
    ("_change_type", "STRING"), ("_commit_version", "BIGINT"), ("_commit_timestamp", "TIMESTAMP"),
)  # fmt: skip


def table_function(
    node: Any, call: Any, scope: Scope, influences: Flows, trace: Trace
) -> tuple[Columns, str]:
    """Return the columns of a table function, and the name they can be qualified with."""
    name = _name(node, call)
    plain, named = arguments(call.expression if isinstance(call, exp.Dot) else call)
    last = name[-1]
    if len(name) == 1:
        if last in _NUMBERS:
            return Columns([Output("id", {}, "BIGINT")]), last
        if last in _FILES:
            return _files(plain, named, trace), last
        if last == "vector_search":
            return _index(plain, named, scope, influences, trace), last
        if last == "table_changes":
            return _changes(plain, trace), last
        if last in ("event_log", "ai_forecast"):
            return _over_table(last, plain, named, scope, influences, trace), last
        if last in _STREAMS:
            return Columns([Output(each, {}) for each in _STREAMS[last]]), last
        if last == "identifier":
            trace.note("unknown-name", call.sql("databricks"))
            return opaque(), last
        if last == "table":
            return _of_table(node, call, scope, influences, trace)
    return _routine(name, plain, named, scope, influences, trace), last


def _of_table(
    node: Any, call: Any, scope: Scope, influences: Flows, trace: Trace
) -> tuple[Columns, str]:
    """Return the columns of `TABLE(name)`, `TABLE(query)` or `TABLE(function(…))`."""
    if (found := _argument_table(call, scope, influences, trace)) is not None:
        return found, "table"
    inner = call.expressions[0] if len(call.expressions) == 1 else None
    if isinstance(inner, exp.Dot | exp.Func):
        return table_function(node, inner, scope, influences, trace)
    trace.note("unknown-name", call.sql("databricks"))
    return opaque(), "table"


def _name(node: Any, call: Any) -> tuple[str, ...]:
    own = called(call) if isinstance(call, exp.Anonymous) else type(call).__name__.lower()
    if isinstance(call, exp.Dot):
        return tuple(part.lower() for part in (*dotted(call.this), called(call.expression)))
    around = [node.args.get("catalog"), node.args.get("db")]
    return (*(part.name.lower() for part in around if part is not None), own)


def _files(plain: list[Any], named: dict[str, Any], trace: Trace) -> Columns:
    path = literal(plain[0] if plain else named.get("path"))
    if path is None:
        trace.note("unknown-path", "the path is no constant")
        return opaque()
    trace.read(path)
    known = trace.session.columns_of(path)
    written = literal(named.get("schema"))
    if known is None and written is not None and (fields := fields_of(type_written(written))):
        found = Columns(Output(name, {(path, name): IDENTITY}, type_) for name, type_ in fields)
        for name in _BESIDE_FILES:
            found.index.setdefault(name, Output(name, {(path, name): IDENTITY}))
        return found
    return known or unknown_table(path)


def _index(
    plain: list[Any], named: dict[str, Any], scope: Scope, influences: Flows, trace: Trace
) -> Columns:
    index = literal(named.get("index", plain[0] if plain else None))
    for given in (*plain, *named.values()):
        walk(given, scope, influences, CONDITION, trace)
    if index is None:
        trace.note("unknown-index", "the index is no constant")
        return opaque()
    name = trace.session.full_name(index.replace("`", "").split("."))
    trace.read(name)
    found = trace.session.columns_of(name)
    score = Output("search_score", {}, "DOUBLE")
    return Columns([*found.outputs, score]) if found else unknown_table(name)


def _changes(plain: list[Any], trace: Trace) -> Columns:
    name = literal(plain[0]) if plain else None
    if name is None:
        trace.note("unknown-name", "the table of table_changes() is no constant")
        return opaque()
    full = trace.session.full_name(name.replace("`", "").split("."))
    trace.read(full)
    found = trace.session.relation(full)
    added = [Output(each, {}, type_) for each, type_ in _CHANGES]
    return Columns([*found.outputs, *added], found.open)


def _argument_table(node: Any, scope: Scope, influences: Flows, trace: Trace) -> Columns | None:
    """Return the table of `TABLE(name)` or `TABLE(query)` as an argument."""
    from govsim.lineage.sources import columns_named

    if isinstance(node, exp.Anonymous) and called(node) == "table" and node.expressions:
        node = node.expressions[0]
    if isinstance(node, exp.Query):
        found = trace.query(node, scope.parent, scope.ctes)
        pour(found.influences, influences, IDENTITY)
        return found.columns()
    if not isinstance(node, exp.Column):
        return None
    return columns_named([part.name for part in node.parts], scope, influences, trace)[0]


def _over_table(
    name: str,
    plain: list[Any],
    named: dict[str, Any],
    scope: Scope,
    influences: Flows,
    trace: Trace,
) -> Columns:
    given = plain[0] if plain else named.get("observed")
    found = None if given is None else _argument_table(given, scope, influences, trace)
    if name == "event_log" or found is None:
        if found is None:
            trace.note("unknown-columns", f"{name}()")
        return opaque() if found is None else _log()
    time, value = (literal(named.get(key)) or "" for key in ("time_col", "value_col"))
    keys = [each.strip() for each in (time, *(literal(named.get("group_col")) or "").split(","))]
    made = [
        Output(key, column.flows, column.type)
        for key in keys
        if key and (column := found.find(key.lower())) is not None
    ]
    for part in (value.split(",")) if value else ():
        column = found.find(part.strip().lower())
        flows: Flows = {}
        if column is not None:
            pour(column.flows, flows, TRANSFORMED)
        made += [Output(f"{part.strip()}_{each}", flows) for each in ("forecast", "upper", "lower")]
    if not made:
        trace.note("unknown-columns", "ai_forecast()")
        return opaque()
    return Columns(made)


def _log() -> Columns:
    names = "id sequence origin timestamp message level maturity_level error details event_type"
    return Columns([Output(name, {}) for name in names.split()])


def _routine(
    name: tuple[str, ...],
    plain: list[Any],
    named: dict[str, Any],
    scope: Scope,
    influences: Flows,
    trace: Trace,
) -> Columns:
    routine = trace.session.routine(name)
    if routine is None:
        trace.note("unknown-function", ".".join(name))
        for given in (*plain, *named.values()):
            table = isinstance(given, exp.Anonymous) and called(given) == "table"
            held = _argument_table(given, scope, influences, trace) if table else None
            for output in held.outputs if held is not None else ():
                pour(output.flows, influences, CONDITION)
            if held is None:
                walk(given, scope, influences, CONDITION, trace)
        return opaque()
    values: dict[str, Flows] = {}
    for place, parameter in enumerate(routine.parameters):
        argument = plain[place] if place < len(plain) else named.get(parameter)
        values[parameter] = {}
        if argument is not None:
            walk(argument, scope, values[parameter], IDENTITY, trace)
    found = trace.called(name, routine, values, len(plain) + len(named))
    pour(found.influences, influences, IDENTITY)
    outputs = found.outputs
    if routine.returns and len(routine.returns) == len(outputs):
        outputs = [
            Output(column, each.flows, type_)
            for (column, type_), each in zip(routine.returns, outputs, strict=True)
        ]
    return Columns(outputs)
