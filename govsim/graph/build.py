"""Traces a whole estate into one lineage: what runs, what stands, and what files say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from govsim.catalog import Snapshot
from govsim.graph.calls import with_callers
from govsim.graph.edges import flows_of
from govsim.graph.estate import Estate, is_held, standing_units
from govsim.graph.lineage_graph import LineageGraph
from govsim.graph.naming import Namer
from govsim.graph.past import past_of
from govsim.graph.reading import Known, Reading, read_units
from govsim.model.flows import Asset, Flow, Node, NodeKind, Origin
from govsim.model.kinds import RELATIONS, SecurableType
from govsim.model.values import RelationDetail, RoutineDetail, Securable, StorageDetail

T = SecurableType


def lineage_of(estate: Estate) -> LineageGraph:
    """Return the lineage of an estate.

    Edges come from the bodies of views, the statements of every version, scripts that run beside
    the metastore, and files. Each keeps its origin.
    """
    namer = Namer.of(estate)
    known = Known(estate.snapshot, estate.facts.assets)
    past = past_of(estate, namer)
    for reading, _ in past.alive:
        known.learn(reading)
    standing = with_callers(read_units(standing_units(estate), known))
    flows = [flow for _, ended in past.alive for flow in ended]
    flows += [flow for readings in standing for each in readings for flow in flows_of(each, namer)]
    flows += _known(estate.facts.flows, namer)
    flows += _declared(estate.snapshot)
    flows += _held(flows, namer)
    assets = {each.node: each for each in _made(standing, namer)}
    assets |= {each.node: each for each in _assets(estate, namer)}
    columns = _columns(estate, known, flows)
    readings = (*((reading,) for reading, _ in past.alive), *map(tuple, standing))
    return LineageGraph(tuple(dict.fromkeys(flows)), assets, columns, tuple(readings))


def _known(flows: Iterable[Flow], namer: Namer) -> Iterator[Flow]:
    """Yield the edges of files between nodes of the kinds that are known here."""
    found: dict[Node, Node] = {}
    for flow in flows:
        source, target = flow.source, flow.target
        for node in (source, target):
            if node not in found:
                known = namer.known(node)
                found[node] = node if known == node else known
        begin, end = found[source], found[target]
        same = begin == source and end == target
        yield flow if same else flow._replace(source=begin, target=end)


def _declared(snapshot: Snapshot) -> Iterator[Flow]:
    """Yield edges that securables state: functions that views call, tables that lie on a path."""
    origin = Origin("catalog")
    for held in snapshot.securables.values():
        detail = held.detail
        if isinstance(detail, RelationDetail):
            target = Node(NodeKind.TABLE, held.name)
            yield from (Flow(each, target, origin) for each in _called(snapshot, detail.calls))
            if detail.location and held.type is T.TABLE:
                yield Flow(Node(NodeKind.PATH, detail.location.rstrip("/")), target, origin)
        elif isinstance(detail, RoutineDetail):
            target = Node(_routine(held), held.name)
            yield from (Flow(each, target, origin) for each in _called(snapshot, detail.calls))
            for read in detail.reads:
                source = Node(NodeKind.TABLE, read.key.partition(":")[2])
                yield Flow(source, target, origin)


def _called(snapshot: Snapshot, keys: Iterable[str]) -> Iterator[Node]:
    for key in keys:
        if (held := snapshot.securables.get(key)) is not None:
            yield Node(_routine(held), held.name)


def _routine(held: Securable) -> NodeKind:
    return NodeKind.MODEL if held.type is T.MODEL else NodeKind.FUNCTION


def _held(flows: Iterable[Flow], namer: Namer) -> list[Flow]:
    """Return edges from external locations and volumes to the paths in them."""
    path = NodeKind.PATH
    ends = dict.fromkeys(
        node for flow in flows for node in (flow.source, flow.target) if node.kind is path
    )
    origin = Origin("catalog")
    found: list[Flow] = []
    for node in ends:
        holder = namer.holder(node)
        if holder is not None and holder.kind is not NodeKind.TABLE:
            found.append(Flow(holder, node, origin))
        elif holder is not None:
            found.append(Flow(node, holder, origin))
    return found


def _made(standing: Iterable[Iterable[Reading]], namer: Namer) -> Iterator[Asset]:
    """Yield the tables and views that scripts create."""
    for readings in standing:
        for reading in readings:
            for each in reading.lineages:
                if each.verb.startswith("CREATE") and each.writes and "TEMP" not in each.verb:
                    kind = each.verb.removeprefix("CREATE ")
                    yield Asset(namer.node(each.writes[0]), kind)


def _assets(estate: Estate, namer: Namer) -> Iterator[Asset]:
    for held in estate.snapshot.securables.values():
        if held.type in RELATIONS or isinstance(held.detail, RoutineDetail):
            yield _asset(held, namer)
        elif isinstance(held.detail, StorageDetail) and held.type in _PLACES:
            yield Asset(Node(_PLACES[held.type], held.name), str(held.type), held.owner)
    for each in estate.facts.assets:
        node = namer.known(each.node)
        if node.kind is not NodeKind.TABLE or not is_held(node, estate.snapshot):
            yield each if node == each.node else _renamed(each, node)


_PLACES = {T.VOLUME: NodeKind.VOLUME, T.EXTERNAL_LOCATION: NodeKind.LOCATION}


def _renamed(asset: Asset, node: Node) -> Asset:
    return replace(asset, node=node)


def _asset(held: Securable, namer: Namer) -> Asset:
    routine = isinstance(held.detail, RoutineDetail)
    node = Node(_routine(held), held.name) if routine else namer.node(held.name)
    return Asset(
        node,
        str(held.kind).upper() or str(held.type),
        held.owner,
        held.comment or "",
        tuple((key, value or "") for key, value in held.tags),
        tuple((column.name, column.type) for column in held.columns),
        tuple((c.name, key, value or "") for c in held.columns for key, value in c.tags),
    )


def _columns(estate: Estate, known: Known, flows: Iterable[Flow]) -> dict[str, tuple[str, ...]]:
    names = {
        node.name
        for flow in flows
        for node in (flow.source, flow.target)
        if node.kind is NodeKind.TABLE
    }
    names |= {held.name for held in estate.snapshot.securables.values() if held.type in RELATIONS}
    found = {name: tuple(column for column, _ in known.schema.types_of(name)) for name in names}
    return {name: columns for name, columns in found.items() if columns}
