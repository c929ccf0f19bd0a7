"""Reads what runs beside a metastore: SQL that is traced and not run, and lineage of others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govsim.model.flows import LineageFacts
from govsim.sources.flows import read_lineage
from govsim.sources.load import is_sql_file
from govsim.sources.notebooks import notebook_text
from govsim.sources.text import STDIN, read_bytes, read_text
from govsim.sources.walking import walk

_LARGEST: Final = 1 << 24  # bytes of a module that are looked through
_SPARK: Final = re.compile(
    rb"\bspark\s*\.\s*(?:sql|table|read|readStream)\b|^\s*(?:import dlt\b|from pyspark\b)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Scripts by path, and what other files say of lineage."""

    scripts: tuple[tuple[str, str], ...]
    facts: LineageFacts


def read_beside(
    paths: Iterable[str | Path], *, default: tuple[str, str] = ("main", "default")
) -> Beside:
    """Read scripts, notebooks and files of lineage; folders are walked in order of their paths.

    Raises:
        GovsimError: `unreadable` when a file cannot be read or is of no known format.
    """
    scripts: list[tuple[str, str]] = []
    others: list[str] = []
    for path in map(str, paths):
        if path != STDIN and Path(path).is_dir():
            scripts += [(each, sql_of(each)) for each in walk(path) if _is_script(each)]
            others.append(path)
        elif is_sql_file(path) or Path(path).suffix.lower() == ".py":
            scripts.append((path, sql_of(path)))
        else:
            others.append(path)
    return Beside(tuple(scripts), read_lineage(others, default=default))


def _is_script(path: str) -> bool:
    """Return whether a file of a folder is SQL, a notebook, or a module that speaks of Spark."""
    if is_sql_file(path):
        return True
    if Path(path).suffix.lower() != ".py":
        return False
    return _SPARK.search(read_bytes(path, _LARGEST)) is not None


def sql_of(path: str) -> str:
    """Return the text of a script; a Jupyter notebook comes as the text that Databricks exports.

    Raises:
        GovsimError: `unreadable`, or `unknown-format` when the file is no notebook.
    """
    text = read_text(path)
    return notebook_text(text, path) if Path(path).suffix.lower() == ".ipynb" else text
