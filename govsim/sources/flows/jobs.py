"""Reads what runs on tables: jobs with their tasks, and pipelines."""

from __future__ import annotations

from collections.abc import Iterator

from govsim.model.flows import Asset, Definition, Flow, Node, NodeKind, Origin
from govsim.sources.flows.gathering import Gathering, Part


def is_job(part: Part) -> bool:
    """Return whether a value is a job."""
    held = part.at("settings") if part.has("settings") else part
    return held.has("tasks") and (part.has("job_id") or held.has("name"))


def read_job(part: Part, into: Gathering) -> None:
    """Read a job: what its tasks run, and which tables set it off."""
    body = part.at("settings") if part.has("settings") else part
    id_ = part.text("job_id")
    node = into.thing(NodeKind.JOB, body.text("name") or part.need("job_id"), id_)
    run_as = body.at("run_as")
    who = run_as.text("user_name", "service_principal_name", "group_name")
    runs_as = who or part.text("run_as_user_name")
    owner = part.text("creator_user_name") or who
    into.assets.append(Asset(node, "job", owner, runs_as=runs_as, id=id_))
    origin = Origin("asset", job=node.name, principal=who)
    for name in body.at("trigger").at("table_update").each("table_names"):
        into.flows.append(Flow(into.table(str(name.value)), node, origin))
    for task in _all_tasks(body):
        for ran in _tasks(task):
            into.flows.append(Flow(ran, node, origin))
        text = task.at("sql_task").at("query").text("query")
        if text:
            into.definitions.append(Definition(node, text, into.default, origin))


def _all_tasks(body: Part) -> Iterator[Part]:
    """Yield the tasks, those inside of loops too."""
    for task in body.each("tasks"):
        while task.value is not None:
            yield task
            task = task.at("for_each_task").at("task")


def _tasks(task: Part) -> Iterator[Node]:
    """Yield what a task runs. Data flows from there into the job, for the job does its work."""
    notebook = task.at("notebook_task").text("notebook_path")
    if notebook:
        yield Node(NodeKind.NOTEBOOK, notebook)
    sql = task.at("sql_task")
    if found := sql.at("file").text("path"):
        yield Node(NodeKind.QUERY, found)
    if found := task.at("spark_python_task").text("python_file"):
        yield Node(NodeKind.NOTEBOOK, found)
    wheel = task.at("python_wheel_task")
    if found := wheel.text("package_name"):
        yield Node(NodeKind.NOTEBOOK, f"{found}:{wheel.text('entry_point')}")
    if found := sql.at("alert").text("alert_id"):
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
    id_ = part.text("pipeline_id") or body.text("id")
    node = into.thing(NodeKind.PIPELINE, name, id_)
    run_as = part.text("run_as_user_name") or body.at("run_as").text("user_name")
    owner = part.text("creator_user_name")
    into.assets.append(Asset(node, "pipeline", owner, runs_as=run_as, id=id_))
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
        if whole := each.at("schema"):
            parts = (connection, whole.text("source_catalog"), whole.need("source_schema"))
            outside = Node(NodeKind.EXTERNAL, ".".join(filter(None, parts)).lower())
            into.assets.append(Asset(outside, "source of a connection"))
            into.flows.append(Flow(outside, node, origin))


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
