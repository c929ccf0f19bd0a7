"""Renders a lineage as a picture that is laid out: things in layers, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govsim.graph import Carried
from govsim.impact.downstream import Affected
from govsim.model.flows import EdgeKind, Flow, Node, NodeKind
from govsim.report.lineage import View

COLLAPSED: Final = 300  # things; more are drawn as their schemas at first
_SWEEPS: Final = 6


@dataclass(frozen=True, slots=True)
class Box:
    """One thing with its columns. `mark` is what it carries of a tag; `marks` of each column."""

    number: int
    node: Node
    layer: int
    place: int  # in its layer, from the top
    type: str = ""
    owner: str = ""
    group: str = ""  # the schema, or the kind of what has none
    verdict: str = ""
    mark: str = ""
    columns: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def hidden(self) -> bool:
        """Whether it stands for what the asking principal may not see."""
        return self.node.name.startswith("(hidden")


@dataclass(frozen=True, slots=True)
class Line:
    """One edge between boxes, or between columns of boxes; `*` is all rows of a table."""

    source: int
    target: int
    source_column: str = ""
    target_column: str = ""
    indirect: bool = False
    transform: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn. `root` is the number of the box that was asked about."""

    title: str
    root: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    column: str = ""  # of the root, where a column was asked about


def picture_of(
    view: View, carried: Iterable[Carried] = (), affected: Iterable[Affected] = ()
) -> Picture:
    """Return the picture of a view, coloured by what columns carry and by verdicts."""
    wholes = dict.fromkeys(node.whole for node in view.nodes())
    names = {node.name for node in wholes}
    flows = [
        flow
        for flow in view.lineage.flows
        if flow.source.name in names and flow.target.name in names
        if flow.source.whole in wholes and flow.target.whole in wholes
    ]
    layers = _layers(tuple(wholes), flows)
    places = _places(tuple(wholes), flows, layers)
    levels: dict[Node, str] = {}
    for one in carried:
        levels.setdefault(one.node, str(one.level))
        if one.node.column:
            levels.setdefault(one.node.whole, str(one.level))
    verdicts = {one.node: str(one.verdict) for one in affected}
    boxes = tuple(
        _box(view, number, node, layers[node], places[node], levels, verdicts)
        for number, node in enumerate(wholes)
    )
    numbers = {node: number for number, node in enumerate(wholes)}
    lines = dict.fromkeys(_line(flow, numbers) for flow in flows)
    return Picture(str(view.node), numbers[view.node.whole], boxes, tuple(lines), view.node.column)


def _box(
    view: View,
    number: int,
    node: Node,
    layer: int,
    place: int,
    levels: Mapping[Node, str],
    verdicts: Mapping[Node, str],
) -> Box:
    asset = view.lineage.assets.get(node)
    names = tuple(view.lineage.columns.get(node.name, ())) if node.kind is NodeKind.TABLE else ()
    return Box(
        number,
        node,
        layer,
        place,
        asset.type if asset else "",
        asset.owner if asset else "",
        node.name.rpartition(".")[0] if node.name.count(".") == 2 else str(node.kind),
        verdicts.get(node, ""),
        levels.get(node, ""),
        names,
        tuple(levels.get(node.at(name.lower()), "") for name in names),
    )


def _line(flow: Flow, numbers: Mapping[Node, int]) -> Line:
    return Line(
        numbers[flow.source.whole],
        numbers[flow.target.whole],
        flow.source.column.lower(),
        flow.target.column.lower(),
        flow.kind is EdgeKind.INDIRECT,
        flow.transform or flow.why,
    )


def _layers(nodes: Sequence[Node], flows: Iterable[Flow]) -> dict[Node, int]:
    """Return the layer of each thing: one behind the last of all that it is made of."""
    before: dict[Node, set[Node]] = {node: set() for node in nodes}
    after: dict[Node, set[Node]] = {node: set() for node in nodes}
    for flow in flows:
        source, target = flow.source.whole, flow.target.whole
        if source != target:
            before[target].add(source)
            after[source].add(target)
    left = {node: len(sources) for node, sources in before.items()}
    layers = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if not left[node]]
    while left:
        if not ready:  # a cycle: begin with what waits for least
            ready = [min(left, key=left.__getitem__)]
        node = ready.pop(0)
        if left.pop(node, None) is None:
            continue
        for target in sorted(after[node]):
            if target in left:
                layers[target] = max(layers[target], layers[node] + 1)
                left[target] -= 1
                if not left[target]:
                    ready.append(target)
    return layers


def _places(
    nodes: Sequence[Node], flows: Iterable[Flow], layers: Mapping[Node, int]
) -> dict[Node, int]:
    """Return the place of each thing in its layer, so that few lines cross."""
    rows: dict[int, list[Node]] = {}
    for node in nodes:
        rows.setdefault(layers[node], []).append(node)
    near: dict[Node, set[Node]] = {node: set() for node in nodes}
    for flow in flows:
        near[flow.source.whole].add(flow.target.whole)
        near[flow.target.whole].add(flow.source.whole)
    places = {node: place for row in rows.values() for place, node in enumerate(row)}
    for sweep in range(_SWEEPS):
        for layer in sorted(rows, reverse=bool(sweep % 2)):
            towards = 1 if sweep % 2 else -1
            row = rows[layer]
            middles = {node: _middle(node, near, layers, places, towards) for node in row}
            row.sort(key=lambda node, held=middles: (held[node], places[node]))  # type: ignore[misc]
            places.update({node: place for place, node in enumerate(row)})
    return places


def _middle(
    node: Node,
    near: Mapping[Node, set[Node]],
    layers: Mapping[Node, int],
    places: Mapping[Node, int],
    towards: int,
) -> float:
    side = [places[other] for other in near[node] if (layers[other] - layers[node]) * towards > 0]
    return sum(side) / len(side) if side else float(places[node])
