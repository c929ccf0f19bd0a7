"""Traces a tag along the flow of data, and how much of the tagged value each column still has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Final, NamedTuple

from govsim.graph.ids import ROWS, Ids
from govsim.graph.lineage_graph import LineageGraph
from govsim.model.flows import EdgeKind, Flow, Node, NodeKind


class Level(IntEnum):
    """How much of a value is left. Where several ways meet, the most counts."""

    NONE = 0
    INDIRECT = 1  # it only decides which value or row is taken
    AGGREGATE = 2  # a number over many rows; of a small group, it tells of persons
    PROTECTED = 3  # a keyed hash, a mask, encryption: not undone without the key
    PSEUDONYMOUS = 4  # a plain hash: a dictionary of values undoes it
    BARE = 5

    def __str__(self) -> str:
        return self.name.lower()


class Label(NamedTuple):
    """A tag whose spread is followed."""

    key: str
    value: str

    def __str__(self) -> str:
        return f"{self.key}={self.value}" if self.value else self.key


@dataclass(frozen=True, slots=True)
class Carried:
    """How much of a label one column or thing carries, and the edges it came by."""

    node: Node
    label: Label
    level: Level
    path: tuple[Flow, ...]

    @property
    def source(self) -> Node:
        """The tagged column that it comes from."""
        return self.path[0].source if self.path else self.node


@dataclass(frozen=True)
class Spread:
    """Where tags flow. `declared` are the columns that bear each label themselves."""

    carried: tuple[Carried, ...]
    declared: Mapping[Label, frozenset[Node]]

    @cached_property
    def by_node(self) -> Mapping[Node, tuple[Carried, ...]]:
        """What each column or thing carries."""
        found: dict[Node, list[Carried]] = {}
        for one in self.carried:
            found.setdefault(one.node, []).append(one)
        return {node: tuple(every) for node, every in found.items()}

    def untagged(self, at_least: Level = Level.PSEUDONYMOUS) -> tuple[Carried, ...]:
        """Return the columns that carry a label and do not bear it."""
        return tuple(
            one
            for one in self.carried
            if one.level >= at_least
            and one.node.column
            and one.node not in self.declared.get(one.label, frozenset())
        )


def spread_of(
    lineage: LineageGraph,
    keys: Iterable[str],
    declared_effects: Mapping[str, Level] | None = None,
) -> Spread:
    """Return where the tags of some keys flow.

    Args:
        lineage: What is made of what; its assets bear the tags.
        keys: The keys of the tags to follow; `pii=email` follows one value only.
        declared_effects: Functions by full name, with what they are declared to leave of a value.
    """
    ids = lineage.ids
    declared = _declared(lineage, tuple(keys))
    out: dict[int, list[tuple[int, Flow | None]]] = {}
    for source, target, flow in ids.all:
        out.setdefault(source, []).append((target, flow))
    effects = declared_effects or {}
    carried: list[Carried] = []
    for label, nodes in declared.items():
        carried += _followed(ids, out, label, nodes, effects)
    order = sorted(carried, key=lambda one: (one.label, -one.level, len(one.path), one.node))
    return Spread(tuple(order), declared)


def _declared(lineage: LineageGraph, keys: tuple[str, ...]) -> dict[Label, frozenset[Node]]:
    wanted = [key.partition("=")[::2] for key in keys]
    found: dict[Label, set[Node]] = {}
    for asset in lineage.assets.values():
        for column, key, value in asset.column_tags:
            if any(key == k and v in ("", value) for k, v in wanted):
                node = asset.node.at(column.lower())
                found.setdefault(Label(key, value), set()).add(node)
    return {label: frozenset(nodes) for label, nodes in sorted(found.items())}


def _followed(
    ids: Ids,
    out: Mapping[int, list[tuple[int, Flow | None]]],
    label: Label,
    nodes: frozenset[Node],
    effects: Mapping[str, Level],
) -> list[Carried]:
    """Follow one label, the fullest first, so that every node is settled once."""
    waiting: list[set[int]] = [set() for _ in Level]
    levels: dict[int, Level] = {}
    came: dict[int, tuple[int, Flow | None]] = {}
    for node in nodes:
        if (number := ids.number.get(node)) is not None:
            levels[number] = Level.BARE
            waiting[Level.BARE].add(number)
    for level in sorted(Level, reverse=True):
        queue = sorted(waiting[level])
        for number in queue:
            if levels[number] is not level:
                continue
            for target, flow in out.get(number, ()):
                left = _left(level, flow, ids.nodes[number], ids.nodes[target], effects)
                if left > levels.get(target, Level.NONE):
                    levels[target] = left
                    came[target] = number, flow
                    (queue.append if left is level else waiting[left].add)(target)
    return [
        Carried(ids.nodes[number], label, level, _path(number, came))
        for number, level in levels.items()
        if ids.nodes[number].column != ROWS and _tells(ids.nodes[number])
    ]


def _tells(node: Node) -> bool:
    """Return whether to tell of a node: of a table, its columns say it."""
    return bool(node.column) or node.kind is not NodeKind.TABLE


def _path(number: int, came: Mapping[int, tuple[int, Flow | None]]) -> tuple[Flow, ...]:
    steps: list[Flow] = []
    while number in came:
        number, flow = came[number]
        if flow is not None:
            steps.append(flow)
    return tuple(reversed(steps))


def _left(
    level: Level, flow: Flow | None, source: Node, target: Node, effects: Mapping[str, Level]
) -> Level:
    """Return what is left of a value after one edge."""
    if flow is None:  # between a column, the rows and the whole of one table
        rows = ROWS in (source.column, target.column)
        return min(level, Level.INDIRECT) if rows and target.column else level
    if flow.kind is EdgeKind.INDIRECT:
        return min(level, Level.INDIRECT)
    if flow.transform == "aggregated":
        return min(level, _AGGREGATES.get(flow.why, Level.AGGREGATE))
    if flow.transform == "masked":
        return min(level, mask_level(flow.why, effects))
    return level


_AGGREGATES: Final = {"count": Level.NONE, "collect": Level.BARE}
_PLAIN_HASHES: Final = frozenset("crc32 hash md5 murmur3 sha sha1 sha2 xxhash64".split())
# A secret, or a long text that is joined to the value; one that only replaces something is none.
_SALT = r"'[^']{8,}'"
_SECRET: Final = re.compile(
    rf"\bsecret\s*\(|\|\|\s*{_SALT}|{_SALT}\s*\|\||"
    rf"\bconcat(?:_ws)?\s*\((?:[^()]|\([^()]*\))*{_SALT}",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[\w.`]+(?=\s*\()")


def mask_level(expression: str, effects: Mapping[str, Level]) -> Level:
    """Return what a masking expression leaves of a value.

    A plain hash is pseudonymous: whoever has a list of values finds each again. With a secret or
    a long salt beside the value, it is keyed.
    """
    found = _NAME.match(expression)
    name = found[0].replace("`", "").lower() if found else ""
    if name in effects:
        return effects[name]
    if name in _PLAIN_HASHES:
        keyed = _SECRET.search(expression) is not None
        return Level.PROTECTED if keyed else Level.PSEUDONYMOUS
    return Level.PROTECTED
