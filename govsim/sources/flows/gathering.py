"""Reads JSON of other tools part by part: what does not fit is refused with its path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from govsim.errors import GovsimError, Place
from govsim.model.flows import Asset, Definition, Flow, LineageFacts, Node, NodeKind
from govsim.sources.flows.runs import Events

MOST_REFUSED: Final = 1_000  # errors that are told one by one
_DOTS: Final = re.compile(r"\.(?=(?:[^`]*`[^`]*`)*[^`]*$)")  # those outside of backticks


class MisfitError(Exception):
    """A part that is not of the shape it must have; the message says which and what."""


class Part(NamedTuple):
    """One value of a JSON text, with the steps that lead to it: its path, or from which part."""

    value: Any
    steps: Any = "$"

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def path(self) -> str:
        """The path from the whole text to this value. It is put together only for an error."""
        ends: list[str] = []
        steps = self.steps
        while not isinstance(steps, str):
            steps, end = steps
            ends.append(f"[{end}]" if isinstance(end, int) else f".{end}")
        return steps + "".join(reversed(ends))

    def at(self, key: str) -> Part:
        """Return the value of a key; an empty part where there is none."""
        if self.value is None:
            return Part(None, (self.steps, key))
        if not isinstance(self.value, dict):
            raise MisfitError(f"{self.path} is no object")
        return Part(self.value.get(key), (self.steps, key))

    def text(self, key: str, *others: str) -> str:
        """Return the text of the first of these keys that has any; empty where none has."""
        value = self.value
        if type(value) is dict:  # most often, the first key has a text or nothing
            held = value.get(key)
            if type(held) is str and held:
                return held
            if held is None and not others:
                return ""
        return self._first_text((key, *others))

    def _first_text(self, keys: Sequence[str]) -> str:
        if self.value is None:
            return ""
        if not isinstance(self.value, dict):
            raise MisfitError(f"{self.path} is no object")
        for key in keys:
            held = self.value.get(key)
            if held is None or held == "":
                continue
            if isinstance(held, str):
                return held
            if isinstance(held, (bool, dict, list)):
                raise MisfitError(f"{self.path}.{key} is no text")
            return str(held)
        return ""

    def said(self, key: str) -> str:
        """Return any plain value as a text: true, false and numbers too."""
        held = self.at(key)
        if isinstance(held.value, bool):
            return str(held.value).lower()
        return self.text(key)

    def need(self, *keys: str) -> str:
        """Return the text of the first of these keys.

        Raises:
            MisfitError: None of them has any.
        """
        if found := self.text(*keys):
            return found
        raise MisfitError(f"{self.path} has no {' or '.join(keys)}")

    def each(self, key: str = "") -> Iterator[Part]:
        """Yield the entries of a list; none where there is no list."""
        held = self.at(key) if key else self
        if held.value is None:
            return
        if not isinstance(held.value, list):
            raise MisfitError(f"{held.path} is no list")
        for place, entry in enumerate(held.value):
            yield Part(entry, (held.steps, place))

    def items(self, key: str = "") -> Iterator[tuple[str, Part]]:
        """Yield the keys and values of an object; none where there is no object."""
        held = self.at(key) if key else self
        if held.value is None:
            return
        if not isinstance(held.value, dict):
            raise MisfitError(f"{held.path} is no object")
        for name, value in held.value.items():
            yield str(name), Part(value, (held.steps, str(name)))

    def has(self, *keys: str) -> bool:
        """Return whether this is an object with all of these keys."""
        held = self.value
        return isinstance(held, dict) and all(map(held.__contains__, keys))


@dataclass(slots=True)
class Gathering:
    """What the files say so far."""

    source: str
    default: tuple[str, str]
    flows: list[Flow] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    refused: list[GovsimError] = field(default_factory=list)
    records: int = 0
    line: int = 1
    unsaid: int = 0  # refused beyond those that are told one by one
    events: Events = field(default_factory=Events)
    observed: dict[tuple[object, ...], tuple[Flow, Flow]] = field(default_factory=dict)
    types: dict[Node, str] = field(default_factory=dict)
    _nodes: dict[Node, Node] = field(default_factory=dict)
    _called: dict[Node, str] = field(default_factory=dict)
    _ids: dict[Node, str] = field(default_factory=dict)
    _tables: dict[tuple[str, str], Node] = field(default_factory=dict)

    def record(self, part: Part, read: Callable[[Part, Gathering], None], line: int = 1) -> None:
        """Read one record; where it does not fit, refuse it and keep the rest."""
        self.records += 1
        self.line = line
        marks = len(self.flows), len(self.definitions), len(self.assets)
        try:
            read(part, self)
        except MisfitError as misfit:
            del self.flows[marks[0] :], self.definitions[marks[1] :], self.assets[marks[2] :]
            self.refuse(str(misfit), line)

    def refuse(self, message: str, line: int = 1, hint: str | None = None) -> None:
        """Keep that something could not be read."""
        at = Place(self.source, line, 1)
        self.keep(GovsimError("unreadable-lineage", message, at=at, hint=hint))

    def keep(self, error: GovsimError) -> None:
        """Keep an error; beyond the first ones only their count."""
        if len(self.refused) >= MOST_REFUSED:
            self.unsaid += 1
        else:
            self.refused.append(error)

    def observe(self, flow: Flow) -> None:
        """Keep an edge that was seen at work; of all times by one principal the first and last."""
        origin = flow.origin
        key = flow.source, flow.target, origin.principal, origin.job
        seen = self.observed.setdefault(key, (flow, flow))
        time = origin.time
        if time is None or seen[0] is flow:
            return
        first, last = seen
        if first.origin.time is None or time < first.origin.time:
            first = flow
        if last.origin.time is None or time >= last.origin.time:
            last = flow
        self.observed[key] = first, last

    def full_name(self, name: str) -> str:
        """Return the full name of a table as a file writes it."""
        parts = [part.strip("` ").lower() for part in _DOTS.split(name.strip())]
        missing = self.default[: max(0, 3 - len(parts))]
        return ".".join([*map(str.lower, missing), *parts])

    def table(self, name: str, column: str = "") -> Node:
        """Return the node of a table, or of a path where the name is one."""
        found = self._tables.get((name, column))
        if found is None:
            if column:
                found = self.table(name).at(column)
            elif "`" not in name and "/" in name:
                found = Node(NodeKind.PATH, name)
            else:
                found = Node(NodeKind.TABLE, self.full_name(name))
            self._tables[(name, column)] = found
        return found

    def thing(self, kind: NodeKind, name: str, id_: str) -> Node:
        """Return the node of a thing that has an id: of two of one name, the second bears it too.

        Another file may name it by its id alone.
        """
        node = Node(kind, name or id_)
        if id_ and self._ids.setdefault(node, id_) != id_:
            return Node(kind, f"{name} ({id_})")
        return node

    def called(self, node: Node) -> str:
        """Return the name of a thing as a person reads it, worked out once."""
        found = self._called.get(node)
        if found is None:
            found = self._called[node] = str(node)
        return found

    def one(self, node: Node) -> Node:
        """Return the one node that stands for all that are equal."""
        return self._nodes.setdefault(node, node)

    def facts(self) -> LineageFacts:
        """Return all of it."""
        if self.unsaid:
            said = f"{self.unsaid:,} more records could not be read"
            self.refused.append(GovsimError("unreadable-lineage", said))
            self.unsaid = 0
        pairs = self.observed.values()
        seen = (flow for a, b in pairs for flow in ((a,) if a is b or a == b else (a, b)))
        self.assets += [Asset(node, type_) for node, type_ in self.types.items()]
        return LineageFacts(
            (*self.flows, *seen),
            tuple(self.definitions),
            tuple(self.assets),
            tuple(self.refused),
            self.records,
        )


@lru_cache(1024)  # many rows of one run
def time_of(text: str) -> datetime | None:
    """Return the time of an event; None for a template, or where there is none."""
    if not text:
        return None
    if text.isdigit():
        if not text.isascii() or len(text) > 14:
            return None
        return datetime.fromtimestamp(int(text) / (1000 if len(text) > 11 else 1), UTC)
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00").replace(" UTC", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
