"""Holds which node a name in SQL stands for: a table, a path, an index, a volume."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from govsim.catalog import Snapshot
from govsim.model.flows import Node, NodeKind
from govsim.model.kinds import Kind, SecurableType, key_of
from govsim.model.paths import straight

if TYPE_CHECKING:
    from govsim.graph.estate import Estate

T = SecurableType
_VOLUME: Final = re.compile(r"(?:dbfs:)?/Volumes/([^/]+)/([^/]+)/([^/]+)", re.IGNORECASE)
# What SQL names like a table, and files know to be something else.
_NAMED_LIKE_TABLES: Final = (NodeKind.INDEX, NodeKind.FEATURES)


@dataclass(frozen=True, slots=True)
class Namer:
    """The names that a metastore and files know, each with the node it stands for."""

    snapshot: Snapshot
    others: Mapping[str, Node]
    types: Mapping[Node, str]
    by_id: Mapping[Node, Node]  # what files name by an id alone

    @staticmethod
    def of(estate: Estate) -> Namer:
        """Return the names of an estate."""
        facts = estate.facts
        ends = chain.from_iterable((flow.source, flow.target) for flow in facts.flows)
        nodes = chain((each.node for each in facts.assets), ends)
        others = {node.name: node.whole for node in nodes if node.kind in _NAMED_LIKE_TABLES}
        types = {each.node: each.type for each in facts.assets}
        by_id = {Node(a.node.kind, a.id): a.node for a in facts.assets if a.id}
        return Namer(estate.snapshot, others, types, by_id)

    def node(self, name: str, column: str = "") -> Node:
        """Return the node of a name as lineage writes it, or of one of its columns."""
        if "/" in name or "://" in name:
            return Node(NodeKind.PATH, name)
        if name in self.others:
            return self.others[name]
        held = self.snapshot.securables.get(key_of(T.TABLE, name))
        if held is not None and held.kind is Kind.INDEX:
            return Node(NodeKind.INDEX, name, column)
        return Node(NodeKind.TABLE, name, column)

    def known(self, node: Node) -> Node:
        """Return a node of a file under the kind that is known here."""
        if node.kind is not NodeKind.TABLE:
            return self.by_id.get(node, node)
        return self.node(node.name).at(node.column)

    def holder(self, node: Node) -> Node | None:
        """Return the volume or external location that a path lies in."""
        path = straight(node.name)
        if found := _VOLUME.match(path):
            return Node(NodeKind.VOLUME, ".".join(found.groups()).lower())
        place = path.rstrip("/") + "/"
        best: tuple[int, Node] | None = None
        for located, keys in self._above(place):
            for key in keys:
                held = self.snapshot.securables[key]
                kind = _HOLDERS.get(held.type)
                if kind is not None and (best is None or len(located) > best[0]):
                    best = len(located), Node(kind, held.name)
        return best[1] if best else None

    def _above(self, place: str) -> list[tuple[str, frozenset[str]]]:
        parts = place.split("/")
        above = ["/".join(parts[:size]) + "/" for size in range(3, len(parts))]
        return [(path, self.snapshot.located.get(path, frozenset())) for path in above]


_HOLDERS: Final = {
    T.EXTERNAL_LOCATION: NodeKind.LOCATION,
    T.VOLUME: NodeKind.VOLUME,
    T.TABLE: NodeKind.TABLE,
}
