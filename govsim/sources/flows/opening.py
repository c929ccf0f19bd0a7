"""Reads a file value by value, lines and rows as they come, so that long ones stay small."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TextIO

import yaml

from govsim.errors import GovsimError, Place
from govsim.sources.row_forms import Refuse, Values, csv_rows, json_lines, parquet_rows
from govsim.sources.text import STDIN, read_text

LONGEST_FIRST: Final = 16 * 1024 * 1024  # characters; a longer first line is one whole JSON
KNOWN: Final = (
    "known are OpenLineage, dbt manifests and catalogs, exports of the lineage system tables, "
    "dashboards, Genie spaces, jobs, pipelines, bundles, models, feature specs, indexes, endpoints"
)
YAML: Final = frozenset({".yaml", ".yml"})
_LINES: Final = frozenset({".jsonl", ".ndjson"})
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def values_of(path: str, refuse: Refuse) -> Values:
    """Yield the values of a file, each with its line.

    Args:
        path: A file, or `-` for standard input.
        refuse: Takes what is wrong with a line; the lines after it are read all the same.

    Raises:
        GovsimError: The file is of no form that can be read; `missing-extra` for parquet.
    """
    ending = Path(path).suffix.lower()
    if ending == ".parquet" or (path != STDIN and _begins(path, 4) == b"PAR1"):
        yield from parquet_rows(path)
    elif ending in YAML or Path(path).name == "MLmodel":
        yield from ((1, each) for each in _yaml(read_text(path), path))
    elif ending == ".csv":
        yield from _streamed(path, csv_rows, refuse)
    elif ending in _LINES or _is_lines(path):
        yield from _streamed(path, json_lines, refuse)
    else:
        yield from _whole(read_text(path), path, refuse)


def is_yaml(path: str) -> bool:
    """Return whether a file is YAML by its name, of which there are many that mean other things."""
    return Path(path).suffix.lower() in YAML


def _begins(path: str, count: int) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(count)
    except (OSError, ValueError):
        return read_text(path)[:0].encode()  # says why it cannot be read


def _streamed(path: str, read: Callable[..., Values], refuse: Refuse) -> Values:
    if path == STDIN or _begins(path, 2) in _MARKS:
        yield from read(iter(read_text(path).splitlines(keepends=True)), refuse)
        return
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            yield from read(file, refuse)
    except UnicodeDecodeError:
        message = f"`{path}` is not in UTF-8"
        raise GovsimError("unreadable", message, at=Place(path, 1, 1)) from None


def _is_lines(path: str) -> bool:
    """Return whether a file is JSON lines: its first line is an object, and more lines follow."""
    if path == STDIN or _begins(path, 2) in _MARKS:
        return False
    try:
        with Path(path).open(encoding="utf-8-sig") as file:
            first = file.readline(LONGEST_FIRST)
            while first and not first.strip():
                first = file.readline(LONGEST_FIRST)
            return _is_object(first) and _more(file)
    except UnicodeDecodeError:
        return False


def _more(file: TextIO) -> bool:
    return any(line.strip() for line in file)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _whole(text: str, path: str, refuse: Refuse) -> Values:
    """Yield the value of a JSON text; of a text without an ending to tell, whatever it is."""
    lines = text.splitlines(keepends=True)
    first = next((line for line in lines if line.strip()), "")
    try:
        yield 1, json.loads(text)
    except (ValueError, RecursionError) as error:
        if _is_object(first):
            yield from json_lines(iter(lines), refuse)
        elif not first.lstrip().startswith(("{", "[")) and "," in first:
            yield from csv_rows(iter(lines), refuse)
        else:
            found = error if isinstance(error, json.JSONDecodeError) else None
            at = Place(path, found.lineno if found else 1, found.colno if found else 1)
            message = f"`{path}` holds no JSON"
            raise GovsimError("unreadable", message, at=at, hint=KNOWN) from None


def _yaml(text: str, path: str) -> Iterator[Any]:
    from govsim.sources.tree import read_tree

    try:
        for root in read_tree(text, path):
            yield root.plain()
    except (yaml.YAMLError, RecursionError, ValueError):
        at = Place(path, 1, 1)
        raise GovsimError("unreadable", f"`{path}` holds no YAML", at=at) from None
