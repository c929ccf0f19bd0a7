"""Renders lineage as OpenLineage: one event a job, with datasets, columns, tags and owners."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from govsim.graph import LineageGraph
from govsim.model.flows import Asset, EdgeKind, Flow, Node, NodeKind

PRODUCER: Final = "https://github.com/govsim/govsim"
_SPEC: Final = "https://openlineage.io/spec"
_EVENT: Final = f"{_SPEC}/2-0-2/OpenLineage.json#/$defs/"
_NAMESPACE: Final = "unity-catalog"
_NO_TIME: Final = "1970-01-01T00:00:00Z"  # an event must have one, and a view was never run
_SUBTYPES: Final = {
    "identity": "IDENTITY",
    "transformed": "TRANSFORMATION",
    "masked": "TRANSFORMATION",
    "aggregated": "AGGREGATION",
}
_REASONS: Final = {
    "join": "JOIN",
    "group": "GROUP_BY",
    "filter": "FILTER",
    "sort": "SORT",
    "window": "WINDOW",
    "condition": "CONDITIONAL",
}
_DATASETS: Final = frozenset({NodeKind.TABLE, NodeKind.PATH, NodeKind.VOLUME, NodeKind.INDEX})


def to_openlineage(lineage: LineageGraph, nodes: Iterable[Node]) -> str:
    """Return the edges between datasets that are shown, as JSON lines."""
    shown = {node.whole for node in nodes}
    events = openlineage_events(lineage, shown)
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)


def openlineage_events(lineage: LineageGraph, shown: set[Node]) -> Iterator[dict[str, Any]]:
    """Yield one event for each target and origin, as OpenLineage 2-0-2 has them.

    What has run bears its time and run; what only stands, such as a view, is a job without one.
    """
    groups: dict[tuple[Any, ...], list[Flow]] = {}
    for flow in lineage.flows:
        source, target = flow.source.whole, flow.target.whole
        if {source, target} <= shown and _is_dataset(source) and _is_dataset(target):
            origin = flow.origin
            key = (target, origin.job, origin.run, origin.time, origin.at, origin.statement)
            groups.setdefault(key, []).append(flow)
    for flows in groups.values():
        yield _event(flows, lineage)


def _is_dataset(node: Node) -> bool:
    return node.kind in _DATASETS


def _event(flows: Sequence[Flow], lineage: LineageGraph) -> dict[str, Any]:
    origin, target = flows[0].origin, flows[0].target.whole
    sources = dict.fromkeys(flow.source.whole for flow in flows)
    name = str(origin.at) if origin.at else origin.job or str(target)
    job: dict[str, Any] = {"namespace": _NAMESPACE, "name": name, "facets": {}}
    if origin.statement:
        sql = {"query": origin.statement, "dialect": "databricks"}
        job["facets"]["sql"] = _facet("SQLJobFacet", "1-1-0", **sql)
    if origin.principal:
        owners = [{"name": origin.principal, "type": "RUN_AS"}]
        job["facets"]["ownership"] = _facet("OwnershipJobFacet", "1-0-1", owners=owners)
    event: dict[str, Any] = {
        "eventTime": origin.time.isoformat() if origin.time else _NO_TIME,
        "producer": PRODUCER,
        "schemaURL": f"{_EVENT}{'RunEvent' if origin.run else 'JobEvent'}",
        "job": job,
        "inputs": [_dataset(node, lineage) for node in sources],
        "outputs": [{**_dataset(target, lineage)}],
    }
    if origin.run:
        event |= {
            "eventType": "COMPLETE",
            "run": {"runId": _run_id(origin.run, name), "facets": {}},
        }
    if columns := _columns(flows):
        event["outputs"][0]["facets"]["columnLineage"] = columns
    return event


def _run_id(run: str, name: str) -> str:
    """Return the run as the UUID that an event must have; one that is a UUID stays."""
    if run.count("-") == 4 and len(run) == 36:
        return run
    return str(uuid5(NAMESPACE_URL, f"{run} {name}"))


def _facet(name: str, version: str, **held: Any) -> dict[str, Any]:
    return {
        "_producer": PRODUCER,
        "_schemaURL": f"{_SPEC}/facets/{version}/{name}.json#/$defs/{name}",
        **held,
    }


def _id(node: Node) -> dict[str, str]:
    scheme, found, rest = node.name.partition("://")
    if node.kind is NodeKind.PATH and found:
        bucket, _, path = rest.partition("/")
        return {"namespace": f"{scheme}://{bucket}", "name": path or "/"}
    if node.kind is NodeKind.PATH:
        return {"namespace": "file", "name": node.name}
    return {"namespace": _NAMESPACE, "name": node.name}


def _dataset(node: Node, lineage: LineageGraph) -> dict[str, Any]:
    asset = lineage.assets.get(node)
    facets = dict(_facets(asset)) if asset is not None else {}
    return {**_id(node), "facets": facets}


def _facets(asset: Asset) -> Iterator[tuple[str, Any]]:
    if asset.columns:
        fields = [{"name": name, "type": type_} for name, type_ in asset.columns]
        yield "schema", _facet("SchemaDatasetFacet", "1-1-1", fields=fields)
    if asset.owner:
        owners = [{"name": asset.owner, "type": "OWNER"}]
        yield "ownership", _facet("OwnershipDatasetFacet", "1-0-1", owners=owners)
    if asset.comment:
        yield (
            "documentation",
            _facet("DocumentationDatasetFacet", "1-0-1", description=asset.comment),
        )
    tags = [{"key": key, "value": value} for key, value in asset.tags]
    tags += [{"key": k, "value": v, "field": column} for column, k, v in asset.column_tags]
    if tags:
        yield "tags", _facet("TagsDatasetFacet", "1-0-0", tags=tags)


def _columns(flows: Iterable[Flow]) -> dict[str, Any] | None:
    fields: dict[str, dict[str, dict[str, Any]]] = {}
    whole: dict[str, dict[str, Any]] = {}
    for flow in flows:
        if not flow.source.column:
            continue
        column = flow.target.column
        into = whole if column in ("*", "") else fields.setdefault(column, {})
        entry = {**_id(flow.source.whole), "field": flow.source.column, "transformations": []}
        held = into.setdefault(str(flow.source), entry)
        held["transformations"].append(_transformation(flow))
    if not fields and not whole:
        return None
    made = {name: {"inputFields": list(each.values())} for name, each in fields.items()}
    return _facet("ColumnLineageDatasetFacet", "1-2-0", fields=made, dataset=list(whole.values()))


def _transformation(flow: Flow) -> dict[str, Any]:
    if flow.kind is EdgeKind.INDIRECT:
        reason = _REASONS.get(flow.why, flow.why.upper())
        return {"type": "INDIRECT", "subtype": reason, "description": "", "masking": False}
    masked = flow.transform == "masked"
    return {
        "type": "DIRECT",
        "subtype": _SUBTYPES.get(flow.transform, "TRANSFORMATION"),
        "description": flow.why if masked else "",
        "masking": masked,
    }
