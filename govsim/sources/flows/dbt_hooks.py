"""Reads the hooks of dbt: SQL with Jinja in it, of which only names are filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from govsim.sources.flows.gathering import Part

HOOKS: Final = ("pre-hook", "post-hook")
_COMMENT: Final = re.compile(r"\{#(?s:.*?)#\}")
_NAME: Final = re.compile(r"\{\{-?([^{}]*+)-?\}\}")
_CALL: Final = re.compile(
    r"""(?P<word>ref|source)\(\s*(?P<a>'[^']*'|"[^"]*")(?:\s*,\s*(?P<b>'[^']*'|"[^"]*"))?\s*\)"""
)
_THIS: Final = {"database": 0, "schema": 1, "identifier": 2, "name": 2, "table": 2}


def is_hook(part: Part) -> bool:
    """Return whether a node of a manifest is a hook of a whole run."""
    return part.text("resource_type") == "operation"


def hook_text(part: Part, names: Mapping[str, str]) -> str | None:
    """Return the SQL of a hook; None where its Jinja does more than to name tables.

    Args:
        part: A node that is a hook of the whole run, or a model with one `hook`.
        names: The tables that `ref`, `source` and `this` may name, by model, by `package.model`,
            or by `source.table`.
    """
    text = _COMMENT.sub("", _written(part))

    def filled(found: re.Match[str]) -> str:
        table = _table(found[1].strip(), names)
        return table if table is not None else found[0]

    said = _NAME.sub(filled, text)
    return None if "{{" in said or "{%" in said else said


def _written(part: Part) -> str:
    if not part.has("hook"):
        return part.text("compiled_code", "compiled_sql", "raw_code", "raw_sql")
    hook = part.at("hook")
    return hook.value if isinstance(hook.value, str) else hook.text("sql")


def _table(said: str, names: Mapping[str, str]) -> str | None:
    first, _, rest = said.partition(".")
    if first == "this" and "this" in names:
        parts = names["this"].split(".")
        if not rest:
            return _quoted(parts)
        return parts[_THIS[rest]] if rest in _THIS else None
    call = _CALL.fullmatch(said)
    if call is None:
        return None
    given = ".".join(each[1:-1] for each in (call["a"], call["b"]) if each)
    found = names.get(given) if call["word"] == "ref" or call["b"] else None
    return _quoted(found.split(".")) if found is not None else None


def _quoted(parts: list[str]) -> str:
    return ".".join(f"`{part}`" for part in parts)
