"""Renders lineage: as a tree in the terminal, as JSON, and for Mermaid and Graphviz."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from govsim.graph import LineageGraph, Walk
from govsim.model.flows import EdgeKind, Flow, Node, NodeKind

_MOST: Final = 400  # lines of a tree


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a lineage: from one node, up, down or both, so many steps."""

    lineage: LineageGraph
    node: Node
    up: bool = True
    down: bool = True
    depth: int | None = None
    columns: bool = False

    @property
    def by_column(self) -> bool:
        """Whether columns are shown, not only whole things."""
        return self.columns or bool(self.node.column)

    def walks(self) -> Iterator[Walk]:
        """Yield the walks that are shown."""
        if self.up:
            yield self.lineage.upstream(self.node, depth=self.depth)
        if self.down:
            yield self.lineage.downstream(self.node, depth=self.depth)

    def nodes(self) -> tuple[Node, ...]:
        """Return every node that is shown, the one that is asked about first."""
        found = dict.fromkeys([self.node, *self._own()])
        for walk in self.walks():
            hits = walk.hits if self.by_column else walk.things
            found.update(dict.fromkeys(hit.node for hit in hits))
        return tuple(found)

    def _own(self) -> Iterable[Node]:
        names = self.lineage.columns.get(self.node.name, ()) if self.columns else ()
        return [self.node.at(name.lower()) for name in names]

    def flows(self) -> tuple[Flow, ...]:
        """Return every edge between nodes that are shown."""
        shown = set(self.nodes())
        shown |= {node.whole for node in shown}
        names = {node.name for node in shown}
        between = [
            flow
            for flow in self.lineage.flows
            if flow.source.name in names and flow.target.name in names
            if flow.source.whole in shown and flow.target.whole in shown
        ]
        finer = {_ends(flow) for flow in between if flow.source.column or flow.target.column}
        kept = dict.fromkeys(_level(flow, self.by_column, finer) for flow in between)
        return tuple(
            flow
            for flow in kept
            if flow is not None and _shown(flow.source, shown) and _shown(flow.target, shown)
        )


def _ends(flow: Flow) -> tuple[Node, Node]:
    return flow.source.whole, flow.target.whole


def _level(flow: Flow, by_column: bool, finer: set[tuple[Node, Node]]) -> Flow | None:
    """Return an edge as it is shown; between columns, where any are known of its two ends."""
    source, target = _ends(flow)
    if by_column:
        whole = not flow.source.column and not flow.target.column
        return None if whole and (source, target) in finer else flow
    return None if source == target else Flow(source, target, flow.origin)


def _shown(node: Node, shown: set[Node]) -> bool:
    return node.column == "*" or node.at(node.column.lower()) in shown


# --- the tree --------------------------------------------------------------------------------


def tree(view: View, note: Callable[[Node], str]) -> str:
    """Return what is upstream and downstream of a node as trees; `note` says more of a node."""
    lines: list[str] = []
    for up in (True, False):
        if view.up if up else view.down:
            lines += _tree(view, _Steps(view, up=up), "made of" if up else "goes into", note)
    return "\n".join(lines)


class _Steps:
    """Where each node of a tree leads to, one step up or down."""

    def __init__(self, view: View, *, up: bool) -> None:
        self.root = view.node.whole
        self.exact = _joined(view.flows(), up=up)
        self.wholes: Mapping[Node, dict[Node, Flow]] = {}
        if view.by_column:
            self.wholes = _joined(replace(view, node=self.root, columns=False).flows(), up=up)

    def of(self, node: Node) -> dict[Node, Flow]:
        """Return the next nodes; a table that is reached as a whole goes on as a whole."""
        found = self.exact.get(node, {})
        return found if found or node.column or node == self.root else self.wholes.get(node, {})


def _joined(flows: Iterable[Flow], *, up: bool) -> dict[Node, dict[Node, Flow]]:
    found: dict[Node, dict[Node, Flow]] = {}
    for flow in flows:
        begin, end = (flow.target, flow.source) if up else (flow.source, flow.target)
        found.setdefault(_plain(begin), {}).setdefault(_plain(end), flow)
    return found


def _plain(node: Node) -> Node:
    return node.at(node.column.lower()) if node.column else node


def _tree(view: View, steps: _Steps, word: str, note: Callable[[Node], str]) -> list[str]:
    begun = [view.node]
    if view.columns and not view.node.column:
        begun = [node for node in steps.exact if node.whole == view.node]
    lines = [f"{view.node}  {word}{'' if begun else ' nothing'}"]
    seen: set[Node] = set()
    stack = [(node, "", node == begun[-1], None) for node in begun]
    if begun == [view.node]:
        seen.add(view.node)
        nexts = list(steps.of(view.node).items())
        if not nexts:
            return [f"{view.node}  {word} nothing"]
        stack = [(n, "", i == len(nexts) - 1, f) for i, (n, f) in enumerate(nexts)]  # type: ignore[misc]
    queue: list[tuple[Node, str, bool, Flow | None]] = list(reversed(stack))
    while queue and len(lines) < _MOST:
        node, indent, last, flow = queue.pop()
        again = node in seen and bool(steps.of(node))
        lines.append(f"{indent}{'└─' if last else '├─'} {_line(node, flow, note)}{_AGAIN[again]}")
        if node in seen:
            continue
        seen.add(node)
        inner = f"{indent}{'   ' if last else '│  '}"
        nexts = list(steps.of(node).items())
        queue += [
            (each, inner, place == len(nexts) - 1, via)
            for place, (each, via) in reversed(list(enumerate(nexts)))
        ]
    if queue:
        lines.append(f"… and more: limit it with --depth ({_MOST} lines are shown)")
    return lines


_AGAIN: Final = {False: "", True: "  (see above)"}


def _line(node: Node, flow: Flow | None, note: Callable[[Node], str]) -> str:
    name = f"{node.whole} (its rows)" if node.column == "*" else str(node)
    how = ""
    if flow is not None and (flow.source.column or flow.target.column):
        how = flow.transform or flow.why if flow.kind is EdgeKind.DIRECT else flow.why
        how = f"  {flow.kind} {how}" if flow.kind is EdgeKind.INDIRECT else f"  {how}"
        if flow.transform == "masked":
            how = f"{how} by {flow.why}"
    said = note(node)
    return f"{name}{how.rstrip()}{f'  [{said}]' if said else ''}"


# --- for programs ----------------------------------------------------------------------------


def lineage_json(view: View) -> dict[str, Any]:
    """Return what is shown as JSON: nodes with their columns, and edges with their origins."""
    nodes = view.nodes()
    return {
        "node": _node_json(view.node, view.lineage),
        "nodes": [_node_json(node, view.lineage) for node in nodes],
        "edges": [_edge_json(flow) for flow in view.flows()],
    }


def _node_json(node: Node, lineage: LineageGraph) -> dict[str, Any]:
    asset = lineage.assets.get(node)
    found: dict[str, Any] = {"kind": str(node.kind), "name": node.name}
    if node.column:
        found["column"] = node.column
    elif node.kind is NodeKind.TABLE:
        found["columns"] = list(lineage.columns.get(node.name, ()))
    if asset is not None:
        found |= {"type": asset.type, "owner": asset.owner, "tags": dict(asset.tags)}
    return found


def _edge_json(flow: Flow) -> dict[str, Any]:
    origin = flow.origin
    return {
        "source": [str(flow.source.kind), flow.source.name, flow.source.column or None],
        "target": [str(flow.target.kind), flow.target.name, flow.target.column or None],
        "kind": str(flow.kind),
        "transform": flow.transform or None,
        "why": flow.why or None,
        "evidence": origin.evidence,
        "at": str(origin.at) if origin.at else None,
        "time": origin.time.isoformat() if origin.time else None,
        "run": origin.run or None,
        "principal": origin.principal or None,
    }


def to_mermaid(nodes: Sequence[Node], flows: Iterable[Flow]) -> str:
    """Return a Mermaid flowchart of whole things."""
    ids = {node: f"n{place}" for place, node in enumerate(dict.fromkeys(n.whole for n in nodes))}
    lines = ["flowchart LR"]
    for node, name in ids.items():
        begin, end = _MERMAID.get(node.kind, ("[", "]"))
        label = str(node).replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
        lines.append(f'  {name}{begin}"{label}"{end}')
    lines += [f"  {ids[a]} --> {ids[b]}" for a, b in _pairs(flows, ids)]
    return "\n".join(lines) + "\n"


_MERMAID: Final = {
    NodeKind.PATH: ("[(", ")]"),
    NodeKind.LOCATION: ("[(", ")]"),
    NodeKind.MODEL: ("{{", "}}"),
    NodeKind.ENDPOINT: ("([", "])"),
    NodeKind.DASHBOARD: (">", "]"),
}


def to_dot(nodes: Sequence[Node], flows: Iterable[Flow]) -> str:
    """Return a Graphviz digraph of whole things."""
    ids = {node: f"n{place}" for place, node in enumerate(dict.fromkeys(n.whole for n in nodes))}
    lines = ["digraph lineage {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f"  {name} [label={json.dumps(str(node))}];" for node, name in ids.items()]
    lines += [f"  {ids[a]} -> {ids[b]};" for a, b in _pairs(flows, ids)]
    return "\n".join([*lines, "}"]) + "\n"


def _pairs(flows: Iterable[Flow], ids: Mapping[Node, str]) -> dict[tuple[Node, Node], None]:
    pairs = ((flow.source.whole, flow.target.whole) for flow in flows)
    return dict.fromkeys((a, b) for a, b in pairs if a != b and a in ids and b in ids)
