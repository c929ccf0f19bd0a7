"""Reads what consumes tables: dashboards, Genie spaces, jobs, pipelines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from govsim.model.flows import Asset, Definition, Flow, Node, NodeKind, Origin
from govsim.sources.flows.gathering import Gathering, MisfitError, Part

_PARAMETER: Final = re.compile(r":(\w+)")


def is_dashboard(part: Part) -> bool:
    """Return whether a value is an AI/BI dashboard, as a file or as REST gives it."""
    if part.has("serialized_dashboard"):
        return True
    return part.has("datasets") and part.has("pages")


def read_dashboard(part: Part, into: Gathering) -> None:
    """Read a dashboard: every dataset is SQL that it reads."""
    body = _unwrapped(part, "serialized_dashboard")
    name = part.text("display_name", "name") or _stem(into.source, ".lvdash")
    node = Node(NodeKind.DASHBOARD, name)
    owner = part.text("owner", "creator_user_name")
    into.assets.append(Asset(node, "dashboard", owner, runs_as=_publisher(part)))
    for each in body.each("datasets"):
        text = _joined(each, "queryLines") or each.text("query")
        if not text:
            continue
        default = (
            each.text("catalog") or into.default[0],
            each.text("schema") or into.default[1],
        )
        values = tuple(_defaults(each))
        told = each.text("displayName", "name")
        origin = Origin("asset", statement=text, job=f"{name}: {told}" if told else name)
        into.definitions.append(Definition(node, text, default, origin, values))


def _publisher(part: Part) -> str:
    """Return whose rights viewers borrow: of a dashboard with embedded credentials, one's."""
    published = part.at("published")
    if any(each.at("embed_credentials").value is True for each in (published, part)):
        return published.text("publisher", "owner") or part.text("publisher", "owner")
    return ""


def _joined(each: Part, key: str) -> str:
    return "".join(str(line.value) for line in each.each(key))


def _defaults(each: Part) -> Iterator[tuple[str, str]]:
    for parameter in each.each("parameters"):
        keyword = parameter.text("keyword", "name")
        values = list(parameter.at("defaultSelection").at("values").each("values"))
        if keyword and values:
            yield keyword, values[0].text("value")


def _unwrapped(part: Part, key: str) -> Part:
    if not part.has(key):
        return part
    held = part.at(key)
    if not isinstance(held.value, str):
        return held
    try:
        return Part(json.loads(held.value), held.path)
    except (ValueError, RecursionError):
        raise MisfitError(f"{held.path} holds no JSON") from None


def _stem(source: str, ending: str) -> str:
    return PurePath(source).stem.removesuffix(ending)


def is_genie(part: Part) -> bool:
    """Return whether a value is a Genie space."""
    return part.has("serialized_space") or part.has("data_sources")


def read_genie(part: Part, into: Gathering) -> None:
    """Read a Genie space: its tables with the columns it describes, and its example queries."""
    body = _unwrapped(part, "serialized_space")
    node = Node(NodeKind.GENIE, part.text("title", "name") or _stem(into.source, ".geniespace"))
    into.assets.append(Asset(node, "Genie space", part.text("owner", "creator_user_name")))
    origin = Origin("asset", job=node.name)
    sources = body.at("data_sources")
    for table in (*sources.each("tables"), *sources.each("metric_views")):
        into.flows.append(Flow(into.table(table.need("identifier")), node, origin))
    for example in body.at("instructions").each("example_question_sqls"):
        text = _joined(example, "sql")
        if text:
            into.definitions.append(
                Definition(node, text, into.default, Origin("asset", text, job=node.name))
            )


def is_job(part: Part) -> bool:
    """Return whether a value is a job."""
    held = part.at("settings") if part.has("settings") else part
    return held.has("tasks") and (part.has("job_id") or held.has("name"))


def read_job(part: Part, into: Gathering) -> None:
    """Read a job: what its tasks run, and which tables set it off."""
    body = part.at("settings") if part.has("settings") else part
    node = Node(NodeKind.JOB, body.text("name") or part.need("job_id"))
    run_as = body.at("run_as")
    who = run_as.text("user_name", "service_principal_name", "group_name")
    runs_as = who or part.text("run_as_user_name")
    into.assets.append(Asset(node, "job", part.text("creator_user_name") or who, runs_as=runs_as))
    origin = Origin("asset", job=node.name, principal=who)
    for name in body.at("trigger").at("table_update").each("table_names"):
        into.flows.append(Flow(into.table(str(name.value)), node, origin))
    for task in body.each("tasks"):
        for ran in _tasks(task):
            into.flows.append(Flow(ran, node, origin))
        text = task.at("sql_task").at("query").text("query")
        if text:
            into.definitions.append(Definition(node, text, into.default, origin))


def _tasks(task: Part) -> Iterator[Node]:
    """Yield what a task runs. Data flows from there into the job, for the job does its work."""
    notebook = task.at("notebook_task").text("notebook_path")
    if notebook:
        yield Node(NodeKind.NOTEBOOK, notebook)
    sql = task.at("sql_task")
    if found := sql.at("file").text("path"):
        yield Node(NodeKind.QUERY, found)
    if found := sql.at("dashboard").text("dashboard_id"):
        yield Node(NodeKind.DASHBOARD, found)
    if found := sql.at("query").text("query_id"):
        yield Node(NodeKind.QUERY, found)
    if found := task.at("pipeline_task").text("pipeline_id"):
        yield Node(NodeKind.PIPELINE, found)
    if found := task.at("dashboard_task").text("dashboard_id"):
        yield Node(NodeKind.DASHBOARD, found)
    if found := task.at("run_job_task").text("job_id"):
        yield Node(NodeKind.JOB, found)


def is_pipeline(part: Part) -> bool:
    """Return whether a value is a pipeline."""
    body = part.at("spec") if part.has("spec") else part
    return body.has("libraries") or body.has("ingestion_definition")


def read_pipeline(part: Part, into: Gathering) -> None:
    """Read a pipeline: its notebooks and files, and the tables that it ingests."""
    body = part.at("spec") if part.has("spec") else part
    name = body.text("name") or part.text("name") or part.need("pipeline_id")
    node = Node(NodeKind.PIPELINE, name)
    run_as = part.text("run_as_user_name") or body.at("run_as").text("user_name")
    into.assets.append(Asset(node, "pipeline", part.text("creator_user_name"), runs_as=run_as))
    origin = Origin("asset", job=node.name)
    for library in body.each("libraries"):
        if path := library.at("notebook").text("path"):
            into.flows.append(Flow(Node(NodeKind.NOTEBOOK, path), node, origin))
        for key, inner in (("file", "path"), ("glob", "include")):
            if path := library.at(key).text(inner):
                into.flows.append(Flow(Node(NodeKind.QUERY, path), node, origin))
    catalog = body.text("catalog") or into.default[0]
    schema = body.text("schema", "target") or into.default[1]
    ingestion = body.at("ingestion_definition")
    connection = ingestion.text("connection_name")
    for each in ingestion.each("objects"):
        table = each.at("table")
        if table:
            _ingested(table, node, connection, (catalog, schema), into)


def _ingested(
    table: Part, node: Node, connection: str, default: tuple[str, str], into: Gathering
) -> None:
    parts = [
        table.text("source_catalog"),
        table.text("source_schema"),
        table.need("source_table"),
    ]
    outside = Node(NodeKind.EXTERNAL, ".".join(filter(None, [connection, *parts])).lower())
    made = [
        table.text("destination_catalog") or default[0],
        table.text("destination_schema") or default[1],
        table.text("destination_table") or table.need("source_table"),
    ]
    origin = Origin("asset", job=node.name)
    into.assets.append(Asset(outside, "source of a connection"))
    into.flows.append(Flow(outside, Node(NodeKind.TABLE, ".".join(made).lower()), origin))
    into.flows.append(Flow(node, Node(NodeKind.TABLE, ".".join(made).lower()), origin))
