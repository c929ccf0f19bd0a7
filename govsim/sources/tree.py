"""Reads YAML and JSON texts into values that know their places.

The text is read event by event, so that neither deep nesting nor aliases that multiply cost more
than a bounded amount: nothing here calls itself on what a file says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, NoReturn

import yaml

from govsim.errors import GovsimError, Place

LONGEST_SHOWN: Final = 500  # a longer line is not repeated in an error
DEEPEST: Final = 50  # lists and mappings inside one another
_LONGEST_NUMBER: Final = 1_000  # characters; a longer one is a text, whatever it is written to base
LARGEST: Final = 1_000_000  # values, those behind aliases counted each time
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TYPED: Final = frozenset(f"tag:yaml.org,2002:{name}" for name in ("bool", "null", "int", "float"))
_SCALARS: Any = yaml.SafeLoader("")
Scalar = str | int | float | bool | None
Kind = Literal["scalar", "list", "mapping"]


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a file: a scalar, a list or a mapping, with its place.

    `last` is the line on which it ends. `raw` is a scalar as written; `style` its first sign:
    `|` begins a block that keeps its lines.
    """

    kind: Kind
    place: Place
    last: int
    scalar: Scalar = None
    raw: str = ""
    style: str = ""
    entries: tuple[Node, ...] = ()
    pairs: tuple[tuple[Node, Node], ...] = ()
    size: int = 1

    def get(self, key: str | int) -> Node | None:
        """Return the value under a key or at an index, or None."""
        if isinstance(key, int):
            return self.entries[key] if 0 <= key < len(self.entries) else None
        return next((value for name, value in self.pairs if name.scalar == key), None)

    def key(self, key: str) -> Node | None:
        """Return the key itself, for its place, or None."""
        return next((name for name, _ in self.pairs if name.scalar == key), None)

    def plain(self) -> Any:
        """Return the value without its places. Depth is bounded, so this may call itself."""
        if self.kind == "list":
            return [entry.plain() for entry in self.entries]
        if self.kind == "mapping":
            return {str(key.scalar): value.plain() for key, value in self.pairs}
        return self.scalar


def read_tree(text: str, source: str) -> tuple[Node, ...]:
    """Return the documents of a YAML or JSON text; an empty document is left out.

    Raises:
        GovsimError: `yaml-syntax`, `quote-key`, `too-deep` or `too-large`.
    """
    lines = text.split("\n")
    builder = _Builder(source, lines)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise _syntax(error, source, lines) from None
    return tuple(root for root in builder.roots if root.kind != "scalar" or root.raw)


def place_at(source: str, lines: list[str], line: int, column: int, length: int = 1) -> Place:
    """Return a place by line and column from 0, with the text of the line."""
    shown = lines[line] if line < len(lines) else ""
    shown = "" if len(shown) > LONGEST_SHOWN else shown.replace("\t", " ").rstrip()
    return Place(source, line + 1, column + 1, max(1, length), shown)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not yet closed."""

    event: Any
    children: list[Node]
    keys: set[Scalar]
    size: int = 1


class _Builder:
    """Makes nodes of events, with a stack of its own."""

    def __init__(self, source: str, lines: list[str]) -> None:
        self.source = source
        self.lines = lines
        self.roots: list[Node] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._all = 0

    def take(self, event: Any) -> None:
        """Take one event of the parser."""
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event), event.anchor)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            if len(self._stack) >= DEEPEST:
                self._refuse("too-deep", f"nested deeper than {DEEPEST}", event, "split it")
            self._stack.append(_Open(event, [], set()))
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            closed = self._stack.pop()
            self._add(self._closed(closed, event), closed.event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            if (known := self._anchors.get(str(event.anchor))) is None:
                self._refuse("yaml-syntax", f"the alias `*{event.anchor}` names no anchor", event)
            self._add(known, None)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._anchors = {}

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = node
        if not self._stack:
            self.roots.append(node)
            return
        into = self._stack[-1]
        if isinstance(into.event, yaml.MappingStartEvent) and len(into.children) % 2 == 0:
            self._check_key(node, into)
        into.children.append(node)
        into.size += node.size
        if into.size > LARGEST:
            self._too_large(node.place)

    def _closed(self, closed: _Open, event: Any) -> Node:
        place, last = self._place(closed.event), event.end_mark.line + 1
        children = tuple(closed.children)
        if isinstance(closed.event, yaml.SequenceStartEvent):
            return Node("list", place, last, entries=children, size=closed.size)
        pairs = tuple(zip(children[::2], children[1::2], strict=True))
        return Node("mapping", place, last, pairs=pairs, size=closed.size)

    def _scalar(self, event: Any) -> Node:
        self._all += 1
        if self._all > LARGEST:
            self._too_large(self._place(event))
        tag = event.tag or _SCALARS.resolve(yaml.ScalarNode, event.value, event.implicit)
        if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
            self._refuse("yaml-syntax", f"the tag `{event.tag}` is not read", event, "leave it out")
        value: Scalar = event.value
        if tag in _TYPED:
            value = self._typed(tag, event)
        place = self._place(event)
        last = event.end_mark.line + 1
        return Node("scalar", place, last, value, event.value, event.style or "")

    def _typed(self, tag: str, event: Any) -> Scalar:
        if len(event.value) > _LONGEST_NUMBER:
            return str(event.value)
        try:
            found: Scalar = _SCALARS.construct_object(yaml.ScalarNode(tag, event.value))
        except (ValueError, OverflowError):  # a number of too many digits
            return str(event.value)
        return found

    def _check_key(self, key: Node, into: _Open) -> None:
        if not isinstance(key.scalar, str) or key.kind != "scalar":
            if isinstance(key.scalar, bool):
                said = f"YAML reads the key `{key.raw}` as {str(key.scalar).lower()}"
                self._fail("quote-key", said, key.place, f'write it in quotes: "{key.raw}"')
            self._fail("wrong-value", "a key is a text", key.place, "put it in quotes")
        if key.scalar in into.keys:
            self._fail("wrong-value", f"the key `{key.raw}` stands here twice", key.place)
        into.keys.add(key.scalar)

    def _place(self, event: Any) -> Place:
        mark, end = event.start_mark, event.end_mark
        length = end.column - mark.column if end.line == mark.line else 1
        return place_at(self.source, self.lines, mark.line, mark.column, length)

    def _refuse(self, code: str, message: str, event: Any, hint: str | None = None) -> NoReturn:
        self._fail(code, message, self._place(event), hint)

    def _too_large(self, place: Place) -> NoReturn:
        message = f"more than {LARGEST:,} values, those behind aliases counted each time"
        self._fail("too-large", message, place, "split the file, and write aliases out")

    def _fail(self, code: str, message: str, place: Place, hint: str | None = None) -> NoReturn:
        raise GovsimError(code, message, at=place, hint=hint)


def _syntax(error: yaml.YAMLError, source: str, lines: list[str]) -> GovsimError:
    mark = getattr(error, "problem_mark", None)
    words = getattr(error, "problem", None) or getattr(error, "reason", None) or "this is no YAML"
    at = place_at(source, lines, mark.line, mark.column) if mark else Place(source, 1, 1)
    hint = "indent with blanks, not tabs" if "'\\t'" in words else None
    return GovsimError("yaml-syntax", str(words), at=at, hint=hint)


def scalars(node: Node) -> Iterator[Node]:
    """Yield a scalar itself, or the entries of a list."""
    yield from node.entries if node.kind == "list" else (node,)
