"""Renders lineage as OpenLineage events, one for each thing that was made and what made it."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from govsim.model.flows import Asset, EdgeKind, Flow, Node, NodeKind, Origin

if TYPE_CHECKING:
    from govsim.graph import LineageGraph

PRODUCER: Final = "https://pypi.org/project/govsim"
_SPEC: Final = "https://openlineage.io/spec"
_CORE: Final = f"{_SPEC}/2-0-2/OpenLineage.json#/$defs"
_VERSIONS: Final = {
    "ColumnLineageDatasetFacet": "1-2-0",
    "SchemaDatasetFacet": "1-2-0",
    "TagsDatasetFacet": "1-0-0",
    "OwnershipDatasetFacet": "1-0-1",
    "DocumentationDatasetFacet": "1-1-0",
    "DatasetTypeDatasetFacet": "1-0-1",
    "OwnershipJobFacet": "1-0-1",
    "SQLJobFacet": "1-1-0",
    "ExternalQueryRunFacet": "1-0-2",
}
_SUBTYPES: Final = {
    "identity": "IDENTITY",
    "transformed": "TRANSFORMATION",
    "aggregated": "AGGREGATION",
    "masked": "TRANSFORMATION",
    "": "TRANSFORMATION",
}
_REASONS: Final = {"group": "GROUP_BY", "condition": "CONDITIONAL"}
_OWN: Final = "govsim"
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
_RUNS: Final = uuid.UUID("5b0f4a0e-7d7c-5a52-9c51-4c2b8a2f8d11")
_TABLE: Final = re.compile(r"[^\s/`.]+(\.[^\s/`.]+){2}")
_URL: Final = re.compile(r"((?:s3a?|abfss?|gs|wasbs?|hdfs)://[^/]+)/([^/].*)")
# What runs, and so is a job rather than a dataset.
_RUNNERS: Final = frozenset({NodeKind.JOB, NodeKind.NOTEBOOK, NodeKind.PIPELINE, NodeKind.QUERY})
Event = dict[str, Any]


def to_openlineage(lineage: LineageGraph, nodes: Iterable[Node]) -> str:
    """Return the edges between the nodes that are shown, as JSON lines."""
    shown = {node.whole for node in nodes}
    events = openlineage_events(lineage, shown)
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)


def openlineage_events(lineage: LineageGraph, shown: set[Node]) -> Iterator[Event]:
    """Yield the events of the edges between the nodes that are shown."""
    flows = (flow for flow in lineage.flows if {flow.source.whole, flow.target.whole} <= shown)
    assets = (asset for node, asset in lineage.assets.items() if node in shown)
    yield from events_of(flows, assets)


def events_of(
    flows: Iterable[Flow], assets: Iterable[Asset] = (), *, now: datetime = _NO_TIME
) -> Iterator[Event]:
    """Yield lineage as events of OpenLineage 2-0-2; one a line makes a file that others read.

    Reading the events gives the same edges again. Edges with a run become a RunEvent, the others
    a JobEvent. What is no table and no path has the namespace `govsim/KIND`.

    Args:
        flows: The edges. Those of one target and one origin share an event.
        assets: What is known of the nodes: columns, tags, owners.
        now: The time of events whose edges have none.
    """
    known = {asset.node: asset for asset in assets}
    grouped: dict[tuple[Node, Origin, bool], list[Flow]] = {}
    for flow in flows:
        whole = flow.target.kind in _RUNNERS and not (flow.source.column or flow.target.column)
        grouped.setdefault((flow.target.whole, flow.origin, whole), []).append(flow)
    told: set[Node] = set()
    for (target, origin, runs), edges in grouped.items():
        made = None if runs else target
        yield _event(made, origin, edges, known, now, _job(target, origin, runs=runs))
        told |= set() if runs else {target}
    for node, asset in known.items():
        if node not in told:
            yield _static(asset, now)


def _event(
    target: Node | None,
    origin: Origin,
    edges: list[Flow],
    known: Mapping[Node, Asset],
    now: datetime,
    job: Event,
) -> Event:
    sources = dict.fromkeys(flow.source.whole for flow in edges)
    outputs = []
    if target is not None:
        facets = _described(known[target]) if target in known else {}
        outputs = [{**_dataset(target), "facets": facets | _column_lineage(edges)}]
    event: Event = {
        "eventTime": (origin.time or now).isoformat(),
        "producer": PRODUCER,
        "schemaURL": f"{_CORE}/{'RunEvent' if origin.run else 'JobEvent'}",
        "job": job,
        "inputs": [{**_dataset(source), "facets": {}} for source in sources],
        "outputs": outputs,
    }
    if not origin.run:
        return event
    # Events of one run are read as one: each has its own, so that no input meets other outputs.
    own = uuid.uuid5(_RUNS, f"{origin.run}\0{job['name']}\0{target}\0{origin!r}")
    query = _facet("ExternalQueryRunFacet", externalQueryId=origin.run, source=_OWN)
    run = {"runId": str(own), "facets": {"externalQuery": query}}
    return {"eventType": "COMPLETE", "run": run, **event}


def _job(target: Node, origin: Origin, *, runs: bool) -> Event:
    facets: Event = {}
    if origin.statement:
        facets["sql"] = _facet("SQLJobFacet", query=origin.statement, dialect="databricks")
    if origin.principal:
        owners = [{"name": origin.principal, "type": "RUNNER"}]
        facets["ownership"] = _facet("OwnershipJobFacet", owners=owners)
    if runs:
        return {"namespace": f"{_OWN}/{target.kind}", "name": target.name, "facets": facets}
    return {"namespace": _OWN, "name": origin.job or f"lineage of {target}", "facets": facets}


def _static(asset: Asset, now: datetime) -> Event:
    return {
        "eventTime": now.isoformat(),
        "producer": PRODUCER,
        "schemaURL": f"{_CORE}/DatasetEvent",
        "dataset": {**_dataset(asset.node), "facets": _described(asset)},
    }


def _facet(name: str, **said: Any) -> Event:
    url = f"{_SPEC}/facets/{_VERSIONS[name]}/{name}.json#/$defs/{name}"
    return {"_producer": PRODUCER, "_schemaURL": url, **said}


# --- datasets ---------------------------------------------------------------------------------


def _dataset(node: Node) -> Event:
    """Return the namespace and name of a node, by which it is read back."""
    if node.kind is NodeKind.TABLE and _TABLE.fullmatch(node.name):
        return {"namespace": "databricks", "name": node.name}
    found = _URL.fullmatch(node.name) if node.kind is NodeKind.PATH else None
    if found:
        return {"namespace": found[1], "name": found[2]}
    return {"namespace": f"{_OWN}/{node.kind}", "name": node.name}


def _described(asset: Asset) -> Event:
    facets: Event = {}
    if asset.columns:
        fields = [{"name": name, "type": type_} for name, type_ in asset.columns]
        facets["schema"] = _facet("SchemaDatasetFacet", fields=fields)
    tags = [{"key": key, "value": value, "source": _OWN} for key, value in asset.tags]
    tags += [
        {"key": key, "value": value, "source": _OWN, "field": column}
        for column, key, value in asset.column_tags
    ]
    if tags:
        facets["tags"] = _facet("TagsDatasetFacet", tags=tags)
    if asset.owner:
        owners = [{"name": asset.owner, "type": "OWNER"}]
        facets["ownership"] = _facet("OwnershipDatasetFacet", owners=owners)
    if asset.comment:
        said = _facet("DocumentationDatasetFacet", description=asset.comment)
        facets["documentation"] = said
    if asset.type:
        facets["datasetType"] = _facet("DatasetTypeDatasetFacet", datasetType=asset.type)
    return facets


def _column_lineage(edges: Iterable[Flow]) -> Event:
    fields: dict[str, dict[tuple[Node, str], list[Event]]] = {}
    dataset: dict[tuple[Node, str], list[Event]] = {}
    for flow in edges:
        if not flow.source.column:
            continue  # the edge of the whole things says it
        column = flow.target.column
        held = dataset if column in ("", "*") else fields.setdefault(column, {})
        how = held.setdefault((flow.source.whole, flow.source.column), [])
        if (one := _transformation(flow)) not in how:
            how.append(one)
    if not fields and not dataset:
        return {}
    named = {column: {"inputFields": _inputs(held)} for column, held in fields.items()}
    facet = _facet("ColumnLineageDatasetFacet", fields=named, dataset=_inputs(dataset))
    return {"columnLineage": facet}


def _inputs(held: Mapping[tuple[Node, str], list[Event]]) -> list[Event]:
    return [
        {**_dataset(node), "field": column, "transformations": how}
        for (node, column), how in held.items()
    ]


def _transformation(flow: Flow) -> Event:
    masked = flow.transform == "masked"
    if flow.kind is EdgeKind.INDIRECT:
        subtype = _REASONS.get(flow.why, flow.why.upper())
    else:
        subtype = _SUBTYPES[flow.transform]
    return {
        "type": str(flow.kind),
        "subtype": subtype,
        "description": flow.why if masked else "",
        "masking": masked,
    }
