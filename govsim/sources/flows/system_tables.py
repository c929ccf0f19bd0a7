"""Reads exports of `system.access.table_lineage` and `column_lineage`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Final

from govsim.errors import Place
from govsim.model.flows import EdgeKind, Flow, Node, NodeKind, Origin, Transform
from govsim.sources.flows.gathering import Gathering, MisfitError, Part, time_of

_ENTITIES: Final = {
    "NOTEBOOK": NodeKind.NOTEBOOK,
    "JOB": NodeKind.JOB,
    "PIPELINE": NodeKind.PIPELINE,
    "DLT_PIPELINE": NodeKind.PIPELINE,
    "DASHBOARD_V3": NodeKind.DASHBOARD,
    "DASHBOARD": NodeKind.DASHBOARD,
    "DBSQL_DASHBOARD": NodeKind.DASHBOARD,
    "DBSQL_QUERY": NodeKind.QUERY,
    "GENIE_SPACE": NodeKind.GENIE,
}
_METADATA: Final = {
    "dashboard_id": NodeKind.DASHBOARD,
    "legacy_dashboard_id": NodeKind.DASHBOARD,
    "genie_space_id": NodeKind.GENIE,
    "sql_query_id": NodeKind.QUERY,
    "alert_id": NodeKind.QUERY,
    "notebook_id": NodeKind.NOTEBOOK,
}
_PLAIN: Final = frozenset({"", "TABLE", "PATH", "NULL"})


def is_row(part: Part) -> bool:
    """Return whether a value is a row of one of the lineage system tables."""
    ends = ("source_table_full_name", "target_table_full_name", "source_path", "target_path")
    return isinstance(part.value, dict) and any(map(part.value.__contains__, ends))


def read_row(part: Part, into: Gathering) -> None:
    """Read one row. A row that only reads, or only writes, joins a table to who did it."""
    begin, end = _end(part, "source", into), _end(part, "target", into)
    if begin is None and end is None:
        raise MisfitError("this row names neither a source nor a target")
    about = _metadata(part)
    actors = tuple(into.one(each) for each in _actors(part, about))
    origin = _origin(part, about, actors, into)
    for type_key, node in (("source_type", begin), ("target_type", end)):
        type_ = part.text(type_key)
        if node is not None and type_ not in _PLAIN:
            into.types[node.whole] = type_.upper().replace("_", " ")
    if begin is None or end is None:
        actors = actors or (Node(NodeKind.QUERY, f"by {origin.principal or 'somebody unknown'}"),)
    elif bool(begin.column) is bool(end.column):
        transform: Transform = "transformed" if begin.column else ""
        into.observe(Flow(begin, end, origin, EdgeKind.DIRECT, transform))
    else:
        into.observe(Flow(begin.whole, end.whole, origin))
    for actor in actors:
        if begin is not None:
            into.observe(Flow(begin, actor, origin))
        elif end is not None:
            into.observe(Flow(actor, end.whole, origin))


def _end(part: Part, side: str, into: Gathering) -> Node | None:
    name, path = part.text(f"{side}_table_full_name"), part.text(f"{side}_path")
    if not name and part.text(f"{side}_table_name"):
        parts = (part.text(f"{side}_table_{one}") for one in ("catalog", "schema", "name"))
        name = ".".join(filter(None, parts))
    column = part.text(f"{side}_column_name")
    if name:
        return into.table(name, column)
    return into.one(Node(NodeKind.PATH, path, column)) if path else None


def _origin(part: Part, about: Part, actors: tuple[Node, ...], into: Gathering) -> Origin:
    run = (
        part.text("entity_run_id")
        or about.at("job_info").text("job_run_id")
        or about.at("dlt_pipeline_info").text("dlt_update_id")
    )
    return Origin(
        "system table",
        part.text("statement_id"),
        Place(into.source, into.line, 1),
        time_of(part.text("event_time", "event_date")),
        run,
        sys.intern(part.text("created_by")),
        into.called(actors[0]) if actors else "",
    )


def _actors(part: Part, about: Part) -> Iterable[Node]:
    """Return what did it, each once: a notebook that a job runs is named with its job."""
    found: dict[Node, None] = {}
    if about:
        if name := about.at("job_info").text("job_id"):
            found[Node(NodeKind.JOB, name)] = None
        if name := about.at("dlt_pipeline_info").text("dlt_pipeline_id"):
            found[Node(NodeKind.PIPELINE, name)] = None
        for key, entity in _METADATA.items():
            if name := about.text(key):
                found[Node(entity, name)] = None
    kind, name = part.text("entity_type").upper(), part.text("entity_id")
    if kind and name:
        found[Node(_ENTITIES.get(kind, NodeKind.APPLICATION), name)] = None
    return found


def _metadata(part: Part) -> Part:
    """Return the entity's metadata, which CSV has as a text."""
    held = part.at("entity_metadata")
    if not isinstance(held.value, str):
        return held
    try:
        found = json.loads(held.value)
    except (ValueError, RecursionError):
        found = None  # the text of a struct that is no JSON: entity_type and entity_id say enough
    return Part(found if isinstance(found, dict) else None, held.steps)
