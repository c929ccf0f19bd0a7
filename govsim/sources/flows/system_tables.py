"""Reads exports of `system.access.table_lineage` and `column_lineage`."""

from __future__ import annotations

import json
from typing import Final

from govsim.model.flows import EdgeKind, Flow, Node, NodeKind, Origin, Transform
from govsim.sources.flows.gathering import Gathering, MisfitError, Part, time_of

_ENTITIES: Final = {
    "NOTEBOOK": NodeKind.NOTEBOOK,
    "JOB": NodeKind.JOB,
    "PIPELINE": NodeKind.PIPELINE,
    "DASHBOARD_V3": NodeKind.DASHBOARD,
    "DBSQL_DASHBOARD": NodeKind.DASHBOARD,
    "DBSQL_QUERY": NodeKind.QUERY,
    "GENIE_SPACE": NodeKind.GENIE,
}
_METADATA: Final = {
    "notebook_id": NodeKind.NOTEBOOK,
    "dashboard_id": NodeKind.DASHBOARD,
    "legacy_dashboard_id": NodeKind.DASHBOARD,
    "sql_query_id": NodeKind.QUERY,
    "genie_space_id": NodeKind.GENIE,
}


def is_row(part: Part) -> bool:
    """Return whether a value is a row of one of the lineage system tables."""
    ends = ("source_table_full_name", "target_table_full_name", "source_path", "target_path")
    return isinstance(part.value, dict) and any(part.has(end) for end in ends)


def read_row(part: Part, into: Gathering) -> None:
    """Read one row. A row that only reads, or only writes, joins a table to who did it."""
    origin = Origin(
        "system table",
        statement=part.text("statement_id"),
        time=time_of(part.text("event_time")),
        run=part.text("entity_run_id"),
        principal=part.text("created_by"),
        job=part.text("entity_id"),
    )
    source, target = _end(part, "source", into), _end(part, "target", into)
    entity = _entity(part)
    if source is None and target is None:
        raise MisfitError(f"{part.path} names neither a source nor a target")
    columns = part.text("source_column_name"), part.text("target_column_name")
    if source is not None and target is not None:
        begin, end = _column(source, columns[0]), _column(target, columns[1])
        transform: Transform = "transformed" if begin.column and end.column else ""
        into.flows.append(Flow(begin, end, origin, EdgeKind.DIRECT, transform))
        if entity is not None:
            into.flows.append(Flow(begin, entity, origin))
    elif source is not None and entity is not None:
        into.flows.append(Flow(_column(source, columns[0]), entity, origin))
    elif target is not None and entity is not None:
        into.flows.append(Flow(entity, target, origin))


def _end(part: Part, side: str, into: Gathering) -> Node | None:
    name, path = part.text(f"{side}_table_full_name"), part.text(f"{side}_path")
    if not name and part.text(f"{side}_table_name"):
        parts = (part.text(f"{side}_table_{one}") for one in ("catalog", "schema", "name"))
        name = ".".join(filter(None, parts))
    if name:
        return into.table(name)
    return Node(NodeKind.PATH, path) if path else None


def _column(node: Node, column: str) -> Node:
    return node._replace(column=column) if column and node.kind is NodeKind.TABLE else node


def _entity(part: Part) -> Node | None:
    kind, name = part.text("entity_type").upper(), part.text("entity_id")
    if kind and name:
        return Node(_ENTITIES.get(kind, NodeKind.APPLICATION), name)
    about = _metadata(part)
    if found := about.at("job_info").text("job_id"):
        return Node(NodeKind.JOB, found)
    if found := about.at("dlt_pipeline_info").text("dlt_pipeline_id"):
        return Node(NodeKind.PIPELINE, found)
    for key, entity in _METADATA.items():
        if found := about.text(key):
            return Node(entity, found)
    return None


def _metadata(part: Part) -> Part:
    """Return the entity's metadata, which CSV has as a text."""
    held = part.at("entity_metadata")
    if isinstance(held.value, str):
        try:
            return Part(json.loads(held.value), held.path)
        except ValueError:
            return Part(None, held.path)
    return held
