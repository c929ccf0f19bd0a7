"""Holds how a lineage becomes a networkx graph, and how one of networkx becomes a lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govsim.errors import GovsimError
from govsim.model.flows import Flow, Node, NodeKind, Origin

if TYPE_CHECKING:
    from govsim.graph.lineage_graph import LineageGraph


def to_networkx(lineage: LineageGraph) -> Any:
    """Return a `networkx.MultiDiGraph`: nodes are `Node`s, edges hold their `Flow`."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for node in lineage.nodes:
        asset = lineage.assets.get(node)
        graph.add_node(
            node,
            kind=str(node.kind),
            name=str(node),
            column=node.column,
            owner=asset.owner if asset else "",
            tags=dict(asset.tags) if asset else {},
        )
        if node.column:
            graph.add_edge(node, node.whole, kind="column")
    for flow in lineage.flows:
        graph.add_edge(
            flow.source, flow.target, kind=str(flow.kind), transform=flow.transform, flow=flow
        )
    return graph


def from_networkx(graph: Any) -> LineageGraph:
    """Return the lineage that a graph of networkx says.

    Edges that hold a `Flow` are taken as they are; edges between plain names become edges between
    tables, or between columns where both ends have an attribute `column`.

    Raises:
        GovsimError: `unreadable` when a node is neither a `Node` nor a text.
    """
    from govsim.graph.lineage_graph import LineageGraph

    flows: list[Flow] = []
    for source, target, data in graph.edges(data=True):
        if data.get("kind") == "column":
            continue
        flow = data.get("flow")
        flows.append(flow if isinstance(flow, Flow) else _plain(graph, source, target))
    return LineageGraph(tuple(flows))


def _plain(graph: Any, source: Any, target: Any) -> Flow:
    return Flow(_node(graph, source), _node(graph, target), Origin("asset"))


def _node(graph: Any, name: Any) -> Node:
    if isinstance(name, Node):
        return name
    if not isinstance(name, str):
        message = f"a node of the graph is a {type(name).__name__}"
        raise GovsimError("unreadable", message, hint="name the nodes by text, or by Node")
    column = str(graph.nodes[name].get("column", ""))
    table = name.removesuffix(f".{column}") if column else name
    return Node(NodeKind.TABLE, table.lower(), column)
