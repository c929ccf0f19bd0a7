"""Reads files of other tools that know of lineage; each is recognised by what it holds."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, Final

import yaml

from govsim.errors import GovsimError, Place
from govsim.model.flows import LineageFacts
from govsim.sources.flows import consumers, dbt, openlineage, serving, system_tables
from govsim.sources.flows.gathering import Gathering, MisfitError, Part
from govsim.sources.text import read_text

Is = Callable[[Part], bool]
Read = Callable[[Part, Gathering], None]
# The first that fits is taken, so what says more of itself comes first.
FORMATS: Final[tuple[tuple[str, Is, Read], ...]] = (
    ("OpenLineage", openlineage.is_event, openlineage.read_event),
    ("a dbt catalog", dbt.is_catalog, dbt.read_catalog),
    ("a dbt manifest", dbt.is_manifest, dbt.read_manifest),
    ("a row of a lineage system table", system_tables.is_row, system_tables.read_row),
    ("a dashboard", consumers.is_dashboard, consumers.read_dashboard),
    ("a Genie space", consumers.is_genie, consumers.read_genie),
    ("a vector index", serving.is_index, serving.read_index),
    ("a feature spec", serving.is_feature_spec, serving.read_feature_spec),
    ("an MLmodel file", serving.is_ml_model, serving.read_ml_model),
    ("a model version", serving.is_model_version, serving.read_model_version),
    ("an endpoint", serving.is_endpoint, serving.read_endpoint),
    ("a synced table", serving.is_synced_table, serving.read_synced_table),
    ("a monitor", serving.is_monitor, serving.read_monitor),
    ("external lineage", serving.is_external_lineage, serving.read_external_lineage),
    ("a job", consumers.is_job, consumers.read_job),
    ("a pipeline", consumers.is_pipeline, consumers.read_pipeline),
)
# Where a REST list keeps its entries.
_LISTS: Final = (
    "jobs", "endpoints", "vector_indexes", "statuses", "model_versions", "dashboards", "spaces",
    "external_lineage_relationships", "events",
)  # fmt: skip
_HINT: Final = (
    "known are OpenLineage, dbt manifests and catalogs, exports of the lineage system tables, "
    "dashboards, Genie spaces, jobs, pipelines, models, feature specs, indexes, endpoints"
)
_YAML: Final = frozenset({".yaml", ".yml"})
ENDINGS: Final = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".parquet", ".yaml", ".yml"})


def read_lineage(
    paths: Iterable[str],
    *,
    default: tuple[str, str] = ("main", "default"),
    found: Iterable[str] = (),
) -> LineageFacts:
    """Return what files say of lineage.

    Args:
        paths: JSON, JSON lines, CSV, YAML or parquet.
        found: More of them, out of folders: one that cannot be read at all is refused like a
            record, and the rest is read.
        default: The catalog and schema of names with fewer parts.

    Raises:
        GovsimError: `unreadable` when a file cannot be read at all.
    """
    into = Gathering("", default)
    for path in paths:
        into.source = path
        _read_file(path, into)
    for path in found:
        into.source = path
        try:
            _read_file(path, into)
        except GovsimError as error:
            into.records += 1
            into.refused.append(error)
    openlineage.finish(into)
    return into.facts()


def _read_file(path: str, into: Gathering) -> None:
    for line, value in _values(path, into):
        _read(Part(value), into, line)


def _values(path: str, into: Gathering) -> Iterator[tuple[int, Any]]:
    ending = Path(path).suffix.lower()
    if ending == ".parquet":
        yield from _parquet(path)
        return
    text = read_text(path)
    if ending == ".csv":
        yield from _csv(text)
    elif ending in _YAML or Path(path).name == "MLmodel":
        yield 1, _yaml(text, path)
    else:
        yield from _json(text, path, into)


def _json(text: str, path: str, into: Gathering) -> Iterator[tuple[int, Any]]:
    """Yield the value of a JSON text, or the value of each line of JSON lines."""
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    if _is_json(first) and sum(bool(line.strip()) for line in lines) > 1:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield from _line(line, number, into)
        return
    try:
        yield 1, json.loads(text)
    except (ValueError, RecursionError) as error:
        found = error if isinstance(error, json.JSONDecodeError) else None
        at = Place(path, found.lineno if found else 1, found.colno if found else 1)
        raise GovsimError("unreadable", f"`{path}` holds no JSON", at=at, hint=_HINT) from None


def _is_json(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _line(line: str, number: int, into: Gathering) -> Iterator[tuple[int, Any]]:
    try:
        yield number, json.loads(line)
    except (ValueError, RecursionError):
        into.records += 1
        into.refuse("this line holds no JSON", number)


def _csv(text: str) -> Iterator[tuple[int, Any]]:
    csv.field_size_limit(2**31 - 1)
    rows = csv.DictReader(StringIO(text.replace("\x00", "")))
    try:
        for row in rows:
            plain = {k: v for k, v in row.items() if k and v not in ("", "null", "NULL", None)}
            yield rows.line_num, {**dict.fromkeys(rows.fieldnames or ()), **plain}
    except csv.Error:
        return


def _yaml(text: str, path: str) -> Any:
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        at = Place(path, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
        raise GovsimError("unreadable", f"`{path}` holds no YAML", at=at) from None


def _parquet(path: str) -> Iterator[tuple[int, Any]]:
    try:
        import pyarrow.parquet as pq
    except ImportError:
        hint = "install it: pip install 'govsim[lineage]', or export CSV or JSON lines"
        raise GovsimError("missing-extra", "parquet needs pyarrow", hint=hint) from None
    try:
        number = 0
        with pq.ParquetFile(path) as opened:
            for batch in opened.iter_batches():
                for row in batch.to_pylist():
                    number += 1
                    yield number, {key: _plain(value) for key, value in row.items()}
    except (OSError, ValueError) as error:
        said = str(error).split("\n")[0]
        raise GovsimError("unreadable", f"`{path}` is no parquet file: {said}") from None


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _read(part: Part, into: Gathering, line: int) -> None:
    if isinstance(part.value, list):
        for entry in part.each():
            _one(entry, into, line)
        return
    if isinstance(part.value, dict):
        for key in _LISTS:
            if isinstance(part.value.get(key), list) and not _format(part):
                for entry in part.each(key):
                    _one(entry, into, line)
                return
    _one(part, into, line)


def _one(part: Part, into: Gathering, line: int) -> None:
    read = _format(part)
    if read is not None:
        into.record(part, read, line)
        return
    into.records += 1
    into.refuse(f"{part.path} is nothing that knows of lineage", line)


def _format(part: Part) -> Read | None:
    if not isinstance(part.value, dict):
        return None
    for _, fits, read in FORMATS:
        try:
            if fits(part):
                return read
        except MisfitError:
            continue
    return None
