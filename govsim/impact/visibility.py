"""Compares what there is with what a principal may see of it: lineage under her own eyes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govsim.access import decide, identities_of
from govsim.catalog import Session, Snapshot
from govsim.errors import GovsimError
from govsim.graph import LineageGraph
from govsim.model.flows import Flow, Node, NodeKind
from govsim.model.kinds import SecurableType, key_of
from govsim.model.statements import Action, Ask

T = SecurableType
HIDDEN = "hidden"
_ACLS = {
    NodeKind.DASHBOARD: "dashboard",
    NodeKind.NOTEBOOK: "notebook",
    NodeKind.JOB: "job",
    NodeKind.PIPELINE: "pipeline",
    NodeKind.ENDPOINT: "serving_endpoint",
    NodeKind.GENIE: "genie_space",
    NodeKind.QUERY: "query",
}
_SECURABLES = {
    NodeKind.FUNCTION: T.FUNCTION,
    NodeKind.MODEL: T.MODEL,
    NodeKind.VOLUME: T.VOLUME,
    NodeKind.LOCATION: T.EXTERNAL_LOCATION,
    NodeKind.EXTERNAL: T.EXTERNAL_METADATA,
}


def seen_by(lineage: LineageGraph, snapshot: Snapshot, principal: str) -> LineageGraph:
    """Return a lineage as a principal sees it.

    Tables need BROWSE on the catalog or SELECT on the table; jobs, notebooks, dashboards and
    endpoints a level of their own. What she may not see stands as `hidden`, without columns, and
    nothing beyond it is shown.

    Source:
        Unity Catalog documentation: data lineage.
    """
    may = _sight(snapshot, principal)
    numbers: dict[Node, int] = {}
    kept: list[Flow] = []
    for flow in lineage.flows:
        source, target = may(flow.source.whole), may(flow.target.whole)
        if not source and not target:
            continue
        if source and target:
            kept.append(flow)
            continue
        # One stand-in before and one behind, so that no walk leads through what is hidden.
        hidden = flow.target if source else flow.source
        number = numbers.setdefault(hidden.whole, len(numbers) + 1)
        word = f"({HIDDEN} {number}{'' if source else ', source'})"
        stand_in = Node(hidden.kind, word)
        ends = (flow.source, stand_in) if source else (stand_in, flow.target)
        kept.append(flow._replace(source=ends[0], target=ends[1]))
    assets = {node: asset for node, asset in lineage.assets.items() if may(node)}
    columns = {
        name: held for name, held in lineage.columns.items() if may(Node(NodeKind.TABLE, name))
    }
    return LineageGraph(tuple(kept), assets, columns)


def _sight(snapshot: Snapshot, principal: str) -> Callable[[Node], bool]:
    known: dict[Node, bool] = {}
    identities = identities_of(snapshot, principal)

    def may(node: Node) -> bool:
        if node not in known:
            known[node] = _may_see(snapshot, principal, identities, node)
        return known[node]

    return may


def _may_see(
    snapshot: Snapshot, principal: str, identities: Mapping[str, object], node: Node
) -> bool:
    if node.kind in _ACLS:
        levels = snapshot.acls.get(f"{_ACLS[node.kind]} {node.name}", {})
        return any(who in identities for who in levels)
    name = tuple(node.name.split("."))
    if node.kind in (NodeKind.TABLE, NodeKind.INDEX):
        return _table(snapshot, principal, node.name)
    type_ = _SECURABLES.get(node.kind)
    if type_ is None or key_of(type_, node.name) not in snapshot.securables:
        return _is_admin(snapshot, identities)
    question = Ask(what="see", name=name, type=type_)
    return decide(snapshot, principal, question, session=Session()).allowed


def _table(snapshot: Snapshot, principal: str, name: str) -> bool:
    asked = Action(name="lineage_get", arguments=(("object", name),))
    try:
        return decide(snapshot, principal, asked, session=Session()).allowed
    except GovsimError:  # a table that no state describes
        return _is_admin(snapshot, identities_of(snapshot, principal))


def _is_admin(snapshot: Snapshot, identities: Mapping[str, object]) -> bool:
    return snapshot.securables[key_of(T.METASTORE, "")].owner in identities
