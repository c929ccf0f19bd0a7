"""Reads JSON texts into values with places where the text has them, and without where not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from govsim.errors import GovsimError, Place
from govsim.sources.tree import DEEPEST, LARGEST, Node, place_at, read_tree

_TOO_DEEP: Final = "nested too deeply"


def read_json(text: str, source: str, line: int = 1) -> Any:
    """Return the value of a JSON text that begins on a line of a file.

    Raises:
        GovsimError: `yaml-syntax` or `too-deep`.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = text.split("\n")
        at = place_at(source, lines, error.lineno - 1, error.colno - 1)
        at = Place(source, at.line + line - 1, at.column, 1, at.text)
        words = error.msg[0].lower() + error.msg[1:]
        raise GovsimError("yaml-syntax", f"this is no JSON: {words}", at=at) from None
    except RecursionError:
        raise GovsimError("too-deep", _TOO_DEEP, at=Place(source, line, 1)) from None
    except ValueError as error:  # a number of too many digits
        words = str(error).partition(";")[0].lower()
        at = Place(source, line, 1)
        raise GovsimError("yaml-syntax", f"this is no JSON: {words}", at=at) from None


def read_json_tree(text: str, source: str) -> Node:
    """Return a JSON text as a tree.

    Raises:
        GovsimError: `yaml-syntax`, `too-deep` or `too-large`.
    """
    value = read_json(text, source)
    try:
        roots = read_tree(text, source)
        if len(roots) == 1:
            return roots[0]
    except GovsimError as error:
        if error.code != "yaml-syntax":
            raise
    return _placeless(value, Place(source, 1, 1), 0)


def _placeless(value: Any, at: Place, depth: int) -> Node:
    """Return a tree for the rare JSON that is no YAML; all of it has the file's first place."""
    if depth > DEEPEST:
        raise GovsimError("too-deep", _TOO_DEEP, at=at)
    if isinstance(value, dict):
        pairs = tuple(
            (_placeless(str(key), at, depth + 1), _placeless(held, at, depth + 1))
            for key, held in value.items()
        )
        return _bounded(Node("mapping", at, 1, pairs=pairs, size=_sizes(v for _, v in pairs)))
    if isinstance(value, list):
        entries = tuple(_placeless(held, at, depth + 1) for held in value)
        return _bounded(Node("list", at, 1, entries=entries, size=_sizes(entries)))
    return Node("scalar", at, 1, value, str(value), '"' if isinstance(value, str) else "")


def _sizes(nodes: Iterable[Node]) -> int:
    return 1 + sum(node.size for node in nodes)


def _bounded(node: Node) -> Node:
    if node.size > LARGEST:
        raise GovsimError("too-large", f"more than {LARGEST:,} values", at=node.place)
    return node
