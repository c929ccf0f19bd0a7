"""Reads OpenLineage events: runs, jobs and datasets with their facets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from govsim.model.flows import Asset, EdgeKind, Flow, Node, NodeKind, Origin, Transform
from govsim.sources.flows.gathering import Gathering, MisfitError, Part, time_of

_SUBTYPES: Final[dict[str, Transform]] = {
    "IDENTITY": "identity",
    "TRANSFORMATION": "transformed",
    "AGGREGATION": "aggregated",
}
_REASONS: Final = {
    "JOIN": "join",
    "GROUP_BY": "group",
    "FILTER": "filter",
    "SORT": "sort",
    "WINDOW": "window",
    "CONDITIONAL": "condition",
}
_GONE: Final = frozenset({"DROP"})
_UNDONE: Final = frozenset({"FAIL", "ABORT"})


def is_event(part: Part) -> bool:
    """Return whether a value is an OpenLineage event."""
    return part.has("eventTime") and (
        part.has("job") or part.has("dataset") or part.has("run", "eventType")
    )


def read_event(part: Part, into: Gathering) -> None:
    """Read one event. What the events of one run say is put together when all are read."""
    if part.has("dataset"):
        _dataset(part.at("dataset"), into)
        return
    run = part.at("run").text("runId")
    if run:
        part.at("job").need("name")
        into.runs.setdefault(run, []).append((part, into.source, into.line))
    else:
        _read_whole(part, into)


def finish(into: Gathering) -> None:
    """Read the runs: each once, with all that its events say of its inputs and outputs."""
    for events in into.runs.values():
        part, into.source, line = events[-1]
        whole = part if len(events) == 1 else Part(_merged([each for each, _, _ in events]))
        into.again(whole, _read_whole, line)
    into.runs.clear()


def _merged(events: list[Part]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for event in events:
        held = dict(event.value)
        for side in ("inputs", "outputs"):
            known = {_id(each): each for each in found.get(side) or ()}
            for each in event.each(side):
                before = known.get(_id(each.value), {})
                known[_id(each.value)] = _over(before, each.value)
            held[side] = list(known.values())
        held["job"] = _over(found.get("job") or {}, event.at("job").value)
        found = {**found, **held}
    return found


def _id(dataset: Any) -> tuple[str, str]:
    known = dataset if isinstance(dataset, dict) else {}
    return str(known.get("namespace")), str(known.get("name"))


def _over(before: Any, after: Any) -> dict[str, Any]:
    """Return an object with its facets, those of a later event over those of an earlier one."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return after if isinstance(after, dict) else {}
    facets = {**(before.get("facets") or {}), **(after.get("facets") or {})}
    return {**before, **after, "facets": facets}


def _read_whole(part: Part, into: Gathering) -> None:
    if part.text("eventType").upper() in _UNDONE:
        return  # what it would have written is not there
    origin = _origin(part, into)
    inputs = [(_dataset(each, into), each) for each in part.each("inputs")]
    outputs = [(_dataset(each, into), each) for each in part.each("outputs")]
    _job(part.at("job"), into)
    for target, each in outputs:
        detailed = _columns(each, target, origin, into)
        for source, _ in inputs:
            if source not in detailed or not detailed:
                into.flows.append(Flow(source, target, origin))
        for source in detailed:
            into.flows.append(Flow(source, target, origin))
    job = Node(NodeKind.JOB, part.at("job").need("name"))
    into.flows += [Flow(source, job, origin) for source, _ in inputs]


def _origin(part: Part, into: Gathering) -> Origin:
    job = part.at("job")
    sql = job.at("facets").at("sql").text("query")
    owners = list(job.at("facets").at("ownership").each("owners"))
    return Origin(
        "openlineage",
        statement=sql,
        time=time_of(part.text("eventTime")),
        run=part.at("run").text("runId"),
        principal=owners[0].text("name") if owners else "",
        job=f"{job.text('namespace')}/{job.need('name')}".lstrip("/"),
    )


def _job(job: Part, into: Gathering) -> None:
    owners = [each.text("name") for each in job.at("facets").at("ownership").each("owners")]
    if owners:
        node = Node(NodeKind.JOB, job.need("name"))
        into.assets.append(Asset(node, "job", owners[0]))


def _named(each: Part, into: Gathering) -> Node:
    """Return the node of a dataset: by its symlink to a table, if it has one."""
    for link in each.at("facets").at("symlinks").each("identifiers"):
        if link.text("type").upper() in ("TABLE", "VIEW"):
            return into.table(link.need("name"))
    namespace, name = each.text("namespace"), each.need("name")
    if "/" in name or _is_store(namespace):
        scheme = namespace if "://" in namespace else f"{namespace}:" if namespace else ""
        return Node(NodeKind.PATH, _path(scheme, name))
    return into.table(name)


def _path(scheme: str, name: str) -> str:
    if not scheme or scheme in ("file:", "dbfs:"):
        return name if "://" in name or name.startswith("/") else f"{scheme}/{name.lstrip('/')}"
    return f"{scheme.rstrip('/')}/{name.lstrip('/')}"


def _is_store(namespace: str) -> bool:
    return namespace.partition(":")[0].lower() in (
        "s3", "s3a", "gs", "abfss", "wasbs", "adl", "file", "dbfs", "hdfs",
    )  # fmt: skip


def _dataset(each: Part, into: Gathering) -> Node:
    node = _named(each, into)
    facets = each.at("facets")
    change = facets.at("lifecycleStateChange").text("lifecycleStateChange").upper()
    owners = [owner.text("name") for owner in facets.at("ownership").each("owners")]
    tags = list(facets.at("tags").each("tags"))
    into.assets.append(
        Asset(
            node,
            "DROPPED" if change in _GONE else "",
            owners[0] if owners else "",
            facets.at("documentation").text("description"),
            tuple((t.need("key"), t.text("value")) for t in tags if not t.text("field")),
            tuple(_fields(facets.at("schema"))),
            tuple(
                (t.text("field"), t.need("key"), t.text("value")) for t in tags if t.text("field")
            ),
        )
    )
    return node


def _fields(schema: Part) -> Iterator[tuple[str, str]]:
    for each in schema.each("fields"):
        yield each.need("name"), each.text("type")


def _columns(each: Part, target: Node, origin: Origin, into: Gathering) -> dict[Node, None]:
    """Read column lineage; return the datasets that it names."""
    facet = each.at("facets").at("columnLineage")
    named: dict[Node, None] = {}
    for column, made in facet.items("fields"):
        old = made.text("transformationType").upper()
        for source in made.each("inputFields"):
            node = _named(source, into)
            named[node] = None
            begin = node._replace(column=source.need("field")) if _has_columns(node) else node
            end = target._replace(column=column) if _has_columns(target) else target
            into.flows += _edges(begin, end, origin, source, old)
    for source in facet.each("dataset"):
        node = _named(source, into)
        named[node] = None
        begin = node._replace(column=source.need("field")) if _has_columns(node) else node
        end = target._replace(column="*") if _has_columns(target) else target
        into.flows += _edges(begin, end, origin, source, "")
    return named


def _has_columns(node: Node) -> bool:
    return node.kind is NodeKind.TABLE


def _edges(begin: Node, end: Node, origin: Origin, source: Part, old: str) -> Iterator[Flow]:
    known = list(source.each("transformations"))
    if not known:
        whole = end.column == "*"
        if whole:
            yield Flow(begin, end, origin, EdgeKind.INDIRECT, "", "condition")
        elif old == "MASKED":
            yield Flow(begin, end, origin, EdgeKind.DIRECT, "masked", _MASK)
        else:
            plain: Transform = "identity" if old else "transformed"
            yield Flow(begin, end, origin, EdgeKind.DIRECT, plain)
        return
    for each in known:
        kind_word, subtype = each.text("type").upper(), each.text("subtype").upper()
        if kind_word not in ("DIRECT", "INDIRECT"):
            raise MisfitError(f"{each.path}.type is neither DIRECT nor INDIRECT")
        if kind_word == "INDIRECT":
            reason = _REASONS.get(subtype, subtype.lower())
            yield Flow(begin, end, origin, EdgeKind.INDIRECT, "", reason)
        elif each.at("masking").value is True:
            said = each.text("description") or _MASK
            yield Flow(begin, end, origin, EdgeKind.DIRECT, "masked", said)
        else:
            transform = _SUBTYPES.get(subtype, "transformed")
            yield Flow(begin, end, origin, EdgeKind.DIRECT, transform)


_MASK: Final = "masking"  # an event says that a value is masked, and not how
