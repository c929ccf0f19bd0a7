"""Reads the statements of TPC-H and TPC-DS, and their tables, out of sqlglot's source package.

`make oracle` fetches it: the texts are not part of this repository.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path

SUITES = {"tpc-h": ("TPCH_SCHEMA", 22), "tpc-ds": ("TPCDS_SCHEMA", 99)}
Tables = Mapping[str, Mapping[str, str]]


def suites(sources: Path) -> Iterator[tuple[str, Tables, list[str]]]:
    """Yield each suite with its tables and statements, in the words of Spark.

    Raises:
        ValueError: The package holds another number of statements than the suite has.
    """
    held = runpy.run_path(str(sources / "tests" / "helpers.py"))
    for name, (schema, count) in SUITES.items():
        pairs = held["load_sql_fixture_pairs"](f"optimizer/{name}/{name}.sql")
        found = [_in_spark(sql) for _, sql, _ in pairs]
        if len(found) != count:
            raise ValueError(f"{len(found)} statements of {name}, and not {count}")
        yield name, held[schema], found


def _in_spark(sql: str) -> str:
    """Return a statement without the aliases that sqlglot adds, with names in backticks."""
    return re.sub(r'"([^"]+)"', r"`\1`", re.sub(r'\s+AS\s+"_col_\d+"', "", sql, flags=re.I))
