"""Holds the lineage of an estate: nodes, edges with their origins, and the walks over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from govsim.errors import GovsimError, Place, nearest
from govsim.graph.ids import Ids
from govsim.graph.tasks import tasks_without_file
from govsim.graph.walk import Walk
from govsim.model.bulk import collector_paused
from govsim.model.flows import Asset, Flow, Node, NodeKind, Origin

if TYPE_CHECKING:
    from govsim.graph.reading import Reading
    from govsim.lineage import Unknown

# Reasons for which nothing is known of a statement; others are told at the edge they are of.
UNREAD: Final = frozenset({"unread-python"}) | frozenset(
    {"syntax", "too-deep", "unsupported-statement", "not-simulated", "dynamic-statement"}
)
NO_ASSETS: Mapping[Node, Asset] = {}


@dataclass(frozen=True)
class LineageGraph:
    """What is made of what, by thing and by column.

    `columns` has the columns of each table in order, as far as they are known. `readings` are the
    texts behind the edges, where there are any.
    """

    flows: tuple[Flow, ...]
    assets: Mapping[Node, Asset] = field(default_factory=lambda: NO_ASSETS)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    readings: tuple[tuple[Reading, ...], ...] = ()

    @cached_property
    def ids(self) -> Ids:
        """The nodes by number, and the edges between them."""
        with collector_paused():
            return Ids(self.flows, self.assets, self.columns)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every thing and every column, in the order in which they were first met."""
        return tuple(node for node in self.ids.nodes if node.column != "*")

    @property
    def things(self) -> tuple[Node, ...]:
        """Every thing, without the columns."""
        return tuple(node for node in self.ids.nodes if not node.column)

    def downstream(self, node: Node, *, depth: int | None = None) -> Walk:
        """Return everything that is made of a thing or column, the nearest first."""
        return self._walk([node], upstream=False, depth=depth)

    def upstream(self, node: Node, *, depth: int | None = None) -> Walk:
        """Return everything that a thing or column is made of, the nearest first."""
        return self._walk([node], upstream=True, depth=depth)

    def downstream_of(self, nodes: Iterable[Node]) -> Walk:
        """Return everything that is made of any of these."""
        return self._walk(list(nodes), upstream=False, depth=None)

    def _walk(self, nodes: Sequence[Node], *, upstream: bool, depth: int | None) -> Walk:
        return Walk(self.ids, tuple(nodes), upstream, depth)

    @property
    def words(self) -> Mapping[str, Node]:
        """Every name in lower case, with the thing or column that it names."""
        return self.ids.words

    def named(self, name: str) -> Node:
        """Return the thing or column of a name; `dashboard Sales` names one of another kind.

        Raises:
            GovsimError: `unknown-node`.
        """
        if (found := self._named(name)) is not None:
            return found
        near = nearest(name.lower(), self.ids.words)
        raise GovsimError(
            "unknown-node",
            f"the lineage has no `{name}`",
            hint=f"did you mean `{near}`?" if near else "name a table, a column, or `dashboard X`",
        )

    def _named(self, name: str) -> Node | None:
        lowered = name.lower().replace("`", "")
        if (found := self.ids.words.get(lowered)) is not None:
            return found
        for kind in NodeKind:  # `table main.sales.orders`, `vector index main.s.i`
            if lowered.startswith(f"{kind.lower()} "):
                rest = lowered[len(kind) + 1 :]
                found = self.ids.words.get(rest)
                if found is not None and found.kind is kind:
                    return found
                return self._of_id(rest, kind)
        return None

    def _of_id(self, id_: str, kind: NodeKind) -> Node | None:
        """Return the thing of a kind that other files name by this id."""
        held = (asset for asset in self.assets.values() if asset.id)
        return next(
            (each.node for each in held if each.node.kind is kind and each.id.lower() == id_), None
        )

    def as_of(self, time: datetime) -> LineageGraph:
        """Return the lineage without what was first seen after a time."""
        kept = tuple(f for f in self.flows if f.origin.time is None or f.origin.time <= time)
        return LineageGraph(kept, self.assets, self.columns, self.readings)

    def is_view(self, node: Node) -> bool:
        """Return whether a thing, or what a column is of, is read anew at each use."""
        asset = self.assets.get(node.whole)
        return asset is not None and asset.type.upper() in ("VIEW", "METRIC VIEW")

    def untraced(self) -> Iterator[tuple[Place | None, Unknown]]:
        """Yield what of the texts could not be read at all, each with its place.

        Where scripts are at hand, so are the tasks of jobs that none of them is.
        """
        from govsim.graph.calls import runs_without_file
        from govsim.lineage import Unknown
        from govsim.sql import Source

        units = [reading.unit for readings in self.readings for reading in readings]
        if any(isinstance(text, tuple | Source) for unit in units for text in unit.texts):
            held = frozenset(task for unit in units for task in unit.tasks)
            for what in tasks_without_file(self.flows, held):
                yield None, Unknown("unread-task", what)
            for at, what in runs_without_file(self.readings):
                yield at, Unknown("unread-task", what)
        for readings in self.readings:
            for reading in readings:
                for each in reading.lineages:
                    for unknown in each.unknown:
                        if unknown.reason in UNREAD:
                            yield _place(each.at, reading.unit.origin), unknown

    def into(self, node: Node) -> tuple[Flow, ...]:
        """Return the edges that end at a thing or column."""
        return tuple(self.ids.into.get(node, ()))

    def out_of(self, node: Node) -> tuple[Flow, ...]:
        """Return the edges that begin at a thing or column."""
        return tuple(self.ids.out_of.get(node, ()))

    def to_networkx(self) -> Any:
        """Return a `networkx.MultiDiGraph` whose nodes are `Node`s and edges hold their `Flow`.

        A column is joined to its table by an edge of kind `column`.
        """
        from govsim.graph.exchange import to_networkx

        return to_networkx(self)

    @staticmethod
    def from_networkx(graph: Any) -> LineageGraph:
        """Return the lineage that `to_networkx` gave, or one of a graph of plain names."""
        from govsim.graph.exchange import from_networkx

        return from_networkx(graph)


def _place(at: Place | None, origin: Origin) -> Place | None:
    """Return where a text stands: in a file of its own, or in the record of a thing."""
    if at is None or not at.source.startswith("<"):
        return at
    source = origin.at.source if origin.at else origin.job or at.source
    return replace(at, source=source)
