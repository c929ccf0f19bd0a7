"""Reads OpenLineage events: runs, jobs and datasets with their facets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from govsim.errors import Place
from govsim.model.flows import Asset, Flow, Node, NodeKind, Origin
from govsim.sources.flows.columns_used import uses_of
from govsim.sources.flows.gathering import Gathering, Part, time_of
from govsim.sources.flows.runs import ColumnUse, Content, Key, Run

OWN: Final = "govsim"  # the namespace of what govsim itself wrote
_UNDONE: Final = frozenset({"FAIL", "ABORT"})
_STORES: Final = frozenset("file dbfs s3 s3a s3n abfs abfss wasb wasbs adl gs gcs hdfs".split())
_KINDS: Final = {kind.value: kind for kind in NodeKind}
_OURS: Final = frozenset("databricks unity unitycatalog unity-catalog hive spark".split())
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*)(?::|$)", re.IGNORECASE)
# Nodes whose rows a column can decide; everything else is meant as a whole.
_ROWS: Final = frozenset({NodeKind.TABLE, NodeKind.PATH, NodeKind.EXTERNAL, NodeKind.VOLUME})


def is_event(part: Part) -> bool:
    """Return whether a value is an OpenLineage event."""
    if not (part.has("job") or part.has("dataset")):
        return False
    said = str(part.value.get("schemaURL", ""))
    return part.has("eventTime") or part.has("run", "eventType") or "openlineage" in said.lower()


def read_event(part: Part, into: Gathering) -> None:
    """Read one event. What the events of one run say is put together when all are read."""
    if part.has("dataset") and not part.has("job"):
        datasets, job = [(part.at("dataset"), True)], ("", "")
    else:
        job = part.at("job").text("namespace"), part.at("job").need("name")
        datasets = [(each, False) for each in part.each("inputs")]
        datasets += [(each, True) for each in part.each("outputs")]
    if part.has("run"):
        part.at("run").need("runId")
    content, renamed = _content(part, job, datasets)
    known = [(_key(each), _linked(each, into), _asset(each)) for each, _ in datasets]
    for key, node, asset in known:
        if node is not None:
            into.events.nodes[key] = node
        into.events.assets[key] = _over(into.events.assets.get(key), asset)
    _job(part.at("job"), into)
    content = content._replace(links=(*content.links, *renamed))
    undone = part.text("eventType").upper() in _UNDONE
    time, run = time_of(part.text("eventTime")), part.at("run").text("runId")
    into.events.add(Run(content, run, time, into.source, into.line, undone))


def _content(
    part: Part, job: Key, datasets: list[tuple[Part, bool]]
) -> tuple[Content, list[tuple[Key, Key]]]:
    facets = part.at("job").at("facets")
    owners = list(facets.at("ownership").each("owners"))
    uses: list[ColumnUse] = []
    links: list[tuple[Key, Key]] = []
    renamed: list[tuple[Key, Key]] = []
    for each, written in datasets:
        if written:
            uses += uses_of(_key(each), each.at("facets").at("columnLineage"))
            found = _stated(_key(each), each.at("facets").at("lineage"))
            uses, links = [*uses, *found[0]], [*links, *found[1]]
            renamed += _renamed(each)
    for entry in facets.at("lineage").each("entries"):
        if entry.text("type").upper() != "JOB":
            found = _stated(_key(entry), entry)
            uses, links = [*uses, *found[0]], [*links, *found[1]]
    content = Content(
        job,
        facets.at("sql").text("query"),
        owners[0].text("name") if owners else "",
        tuple(_key(each) for each, written in datasets if not written),
        tuple(_key(each) for each, written in datasets if written),
        tuple(dict.fromkeys(uses)),
        tuple(dict.fromkeys(links)),
    )
    return content, renamed


def _key(each: Part) -> Key:
    return each.text("namespace"), each.need("name")


def _stated(key: Key, facet: Part) -> tuple[list[ColumnUse], list[tuple[Key, Key]]]:
    """Return what the lineage facet states of a dataset: columns, and datasets that it reads."""
    inputs = [each for each in facet.each("inputs") if each.text("type").upper() != "JOB"]
    return list(uses_of(key, facet)), [(_key(each), key) for each in inputs]


def _renamed(each: Part) -> Iterator[tuple[Key, Key]]:
    change = each.at("facets").at("lifecycleStateChange")
    before = change.at("previousIdentifier")
    if before.value is not None and change.text("lifecycleStateChange").upper() == "RENAME":
        yield _key(before), _key(each)


# --- datasets ---------------------------------------------------------------------------------


def _asset(each: Part) -> Asset:
    """Return what the facets of a dataset say of it; its node is found when all is read."""
    facets = each.at("facets")
    owners = [owner.need("name") for owner in facets.at("ownership").each("owners")]
    tags = list(facets.at("tags").each("tags"))
    gone = facets.at("lifecycleStateChange").text("lifecycleStateChange").upper() == "DROP"
    return Asset(
        Node(NodeKind.EXTERNAL, each.need("name")),
        "DROPPED" if gone else facets.at("datasetType").text("datasetType"),
        ", ".join(owners),
        facets.at("documentation").text("description"),
        tuple((tag.need("key"), tag.said("value")) for tag in tags if not tag.text("field")),
        tuple(_fields(facets.at("schema"))),
        tuple(
            (tag.text("field"), tag.need("key"), tag.said("value"))
            for tag in tags
            if tag.text("field")
        ),
    )


def _fields(schema: Part) -> Iterator[tuple[str, str]]:
    for each in schema.each("fields"):
        inner = ", ".join(f"{name}: {type_}" for name, type_ in _fields(each))
        written = each.text("type")
        nested = inner and "<" not in written
        yield each.need("name"), f"{written or 'struct'}<{inner}>" if nested else written


def _over(before: Asset | None, after: Asset) -> Asset:
    """Return what a later event says over what an earlier one said."""
    if before is None or before == after:
        return after
    said = {name: getattr(after, name) or getattr(before, name) for name in _SAID}
    return replace(after, **said)


_SAID: Final = ("type", "owner", "comment", "tags", "columns", "column_tags")


def _linked(each: Part, into: Gathering) -> Node | None:
    """Return the table that a symlink names; on Databricks a dataset is mostly its path."""
    for link in each.at("facets").at("symlinks").each("identifiers"):
        if link.text("type").upper() in ("TABLE", "VIEW", ""):
            name = link.need("name").removeprefix("table/").replace("/", ".")
            return Node(NodeKind.TABLE, into.full_name(name.removeprefix("spark_catalog.")))
    return None


def node_of(key: Key, into: Gathering) -> Node:
    """Return the node of a dataset: by its symlink, else a path, a table, or outside of both."""
    if (linked := into.events.nodes.get(key)) is not None:
        return linked
    namespace, name = key
    if namespace.startswith(f"{OWN}/"):
        return Node(_kind(namespace), name)
    found = _SCHEME.match(namespace)
    scheme = found[1].lower() if found else ""
    if scheme in _STORES:
        return Node(NodeKind.PATH, _path(namespace, name))
    if "://" in namespace and scheme not in _OURS:
        return Node(NodeKind.EXTERNAL, f"{namespace.rstrip('/')}/{name}")
    return into.table(name)


def _kind(namespace: str) -> NodeKind:
    word = namespace.partition("/")[2]
    return _KINDS.get(word, NodeKind.EXTERNAL)


def _path(namespace: str, name: str) -> str:
    if "://" in name or name.startswith(("dbfs:/", "file:/")):
        return name
    if "://" in namespace and not namespace.startswith("file:"):
        return f"{namespace.rstrip('/')}/{name.lstrip('/')}"
    return f"dbfs:/{name.lstrip('/')}" if namespace.startswith("dbfs") else name


# --- runs -------------------------------------------------------------------------------------


def finish(into: Gathering) -> None:
    """Make edges of the runs: each once, with all that its events say."""
    nodes: dict[Key, Node] = {}

    def known(key: Key) -> Node:
        if key not in nodes:
            nodes[key] = node_of(key, into)
        return nodes[key]

    for run in into.events.telling():
        origin = _origin(run)
        content = run.content
        into.flows += [Flow(known(a), known(b), origin) for a, b in _wholes(content)]
        into.flows += [
            _edge(known(use.source), known(use.target), use, origin) for use in content.uses
        ]
        if (runner := _runner(content.job)) is not None:
            into.flows += [Flow(known(key), runner, origin) for key in content.inputs]
            if not content.inputs and not content.uses and not content.links:
                into.flows += [Flow(runner, known(key), origin) for key in content.outputs]
    said = ((known(key), asset) for key, asset in into.events.assets.items())
    into.assets += [replace(asset, node=node) for node, asset in said if _says(asset)]


def _says(asset: Asset) -> bool:
    return any(getattr(asset, name) for name in _SAID)


def _wholes(content: Content) -> dict[tuple[Key, Key], None]:
    """Return the edges between datasets: as stated, by columns, and else every input to output."""
    found = dict.fromkeys(content.links)
    found.update(dict.fromkeys((use.source, use.target) for use in content.uses))
    placed = {source for source, _ in found}
    detailed = {target for _, target in found}
    for source in content.inputs:
        for target in content.outputs:
            if source not in placed or target not in detailed:
                found[(source, target)] = None
    return found


def _edge(source: Node, target: Node, use: ColumnUse, origin: Origin) -> Flow:
    column = use.target_column or ("*" if target.kind in _ROWS else "")
    begin = source.at(use.source_column)
    end = target.at(column)
    return Flow(begin, end, origin, use.kind, use.transform, use.why)


def _runner(job: Key) -> Node | None:
    """Return the node of what ran; None for edges that govsim wrote, which name their own."""
    namespace, name = job
    if not name or namespace == OWN:
        return None
    kind = _kind(namespace) if namespace.startswith(f"{OWN}/") else NodeKind.JOB
    return Node(kind, name)


def _origin(run: Run) -> Origin:
    namespace, name = run.content.job
    job = name if not namespace or namespace.startswith(OWN) else f"{namespace}/{name}"
    return Origin(
        "openlineage",
        run.content.sql,
        Place(run.source, run.line, 1),
        run.time,
        run.id,
        run.content.principal,
        job,
    )


def _job(job: Part, into: Gathering) -> None:
    facets = job.at("facets")
    owners = [each.need("name") for each in facets.at("ownership").each("owners")]
    said = facets.at("documentation").text("description")
    runner = _runner((job.text("namespace"), job.text("name")))
    if runner is not None and (owners or said):
        asset = Asset(runner, str(runner.kind), ", ".join(owners), said)
        if asset not in into.assets[-1:]:
            into.assets.append(asset)
