"""Reads which types each source of labelled rows labels wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from govsim.errors import GovsimError, Place
from govsim.sources.json_text import read_json
from govsim.sources.text import read_text

_HINT: Final = 'write {"SOURCE": ["PERSON", "EMAIL"]}, or [{"source": …, "scope": […]}]'


def read_scopes(path: str | Path) -> dict[str, tuple[str, ...]]:
    """Return source → types: of a mapping, or of a manifest with `source` and `scope`.

    Raises:
        GovsimError: `unreadable`, `yaml-syntax`, or `wrong-value` where it is neither.
    """
    value = read_json(read_text(path), str(path))
    pairs = value.items() if isinstance(value, Mapping) else _listed(value)
    found = {}
    for source, types in pairs:
        if not isinstance(types, list) or not all(isinstance(each, str) for each in types):
            raise _wrong(path)
        found[str(source)] = tuple(types)
    return found


def _listed(value: Any) -> list[tuple[Any, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return [("", None)]
    return [(each.get("source"), each.get("scope")) for each in value]


def _wrong(path: str | Path) -> GovsimError:
    message = f"`{path}` does not say which types each source labels"
    return GovsimError("wrong-value", message, at=Place(str(path), 1, 1), hint=_HINT)
