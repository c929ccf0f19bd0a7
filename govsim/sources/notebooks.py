"""Reads Jupyter notebooks: their cells as one script, each line known by its place in the file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from govsim.errors import GovsimError, Place
from govsim.sources.json_text import read_json_tree
from govsim.sources.statements import Gathered, Move
from govsim.sources.tree import Node
from govsim.sql import read_script

_BREAK: Final = "COMMAND ----------"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the script: what was put before it, and where the file has it."""

    text: str
    before: int
    at: Place | None


def read_notebook(
    text: str, source: str, variables: Mapping[str, str] | None, into: Gathered
) -> None:
    """Read the SQL cells of a notebook, and the texts of `spark.sql(…)` in its Python cells.

    Raises:
        GovsimError: `yaml-syntax`, or `unknown-format` when the file is no notebook.
    """
    lines = _script(text, source)
    script = read_script("\n".join(line.text for line in lines), source, variables)
    into.take(script, _mover(lines, source))


def notebook_text(text: str, source: str) -> str:
    """Return a notebook as the text that Databricks exports: cells with their marks.

    Raises:
        GovsimError: `yaml-syntax`, or `unknown-format` when the file is no notebook.
    """
    return "\n".join(line.text for line in _script(text, source))


def _script(text: str, source: str) -> list[_Line]:
    root = read_json_tree(text, source)
    cells = root.get("cells")
    if cells is None or cells.kind != "list":
        raise GovsimError("unknown-format", f"`{source}` is no notebook", at=Place(source, 1, 1))
    sign = "--" if _language(root) == "sql" else "#"
    lines = [_Line(f"{sign} Databricks notebook source", 0, None)]
    for cell in cells.entries:
        lines += [*_cell(cell, sign), _Line(f"{sign} {_BREAK}", 0, None)]
    return lines


def _language(root: Node) -> str:
    metadata: Any = root.plain().get("metadata")
    found: list[Any] = []
    if isinstance(metadata, dict):
        for key in ("application/vnd.databricks.v1+notebook", "language_info", "kernelspec"):
            held = metadata.get(key)
            if isinstance(held, dict):
                found += [held.get("language"), held.get("name")]
    return "sql" if "sql" in [str(name).lower() for name in found] else "python"


def _cell(cell: Node, sign: str) -> list[_Line]:
    kind = cell.get("cell_type")
    source = cell.get("source")
    if source is None or kind is None:
        return []
    magic = f"{sign} MAGIC "
    written = [line for text in (source.entries or (source,)) for line in _lines(text)]
    if kind.scalar != "code":
        return [_Line(f"{magic}%md", 0, None)]
    first = next((line.text.lstrip() for line in written if line.text.strip()), "")
    if not first.startswith("%"):
        return written
    return [
        _Line(magic + line.text.replace("%%", "%", 1), len(magic), line.at)
        if line.text.lstrip().startswith("%%")
        else _Line(magic + line.text, len(magic), line.at)
        for line in written
    ]


def _lines(text: Node) -> list[_Line]:
    return [_Line(line, 0, text.place) for line in str(text.scalar).rstrip("\n").split("\n")]


def _mover(lines: list[_Line], source: str) -> Move:
    def move(place: Place) -> Place:
        line = lines[min(place.line, len(lines)) - 1]
        if line.at is None:
            return Place(source, 1, 1)
        # Quotes and backslashes take two signs in the file.
        ahead = len(json.dumps(line.text[line.before : place.column - 1], ensure_ascii=False)) - 2
        return replace(line.at, column=line.at.column + 1 + ahead, length=place.length)

    return move
