"""Reads files of other tools that know of lineage; each is recognised by what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from govsim.errors import GovsimError, Place
from govsim.model.flows import LineageFacts
from govsim.sources.flows import bundle, consumers, dbt, jobs, openlineage, serving, system_tables
from govsim.sources.flows.gathering import Gathering, MisfitError, Part
from govsim.sources.flows.opening import KNOWN, is_yaml, values_of
from govsim.sources.text import STDIN
from govsim.sources.walking import walk

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
    ("external metadata", serving.is_external_metadata, serving.read_external_metadata),
    ("a job", jobs.is_job, jobs.read_job),
    ("a pipeline", jobs.is_pipeline, jobs.read_pipeline),
)
# Where a REST list keeps its entries.
_LISTS: Final = (
    "jobs", "endpoints", "vector_indexes", "statuses", "pipelines", "model_versions", "dashboards",
    "spaces", "monitors", "external_lineage_relationships", "external_metadata", "events",
)  # fmt: skip
# Files of dbt that lie beside a manifest, and know nothing of lineage that it does not.
_SILENT: Final = ("run-results", "sources", "semantic_manifest", "graph_summary")
ENDINGS: Final = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".parquet", ".yaml", ".yml"})
PATIENCE: Final = 1_000  # values of no known format, after which the rest is not read


def read_lineage(
    paths: Iterable[str | Path], *, default: tuple[str, str] = ("main", "default")
) -> LineageFacts:
    """Return what files say of lineage, with what of them was refused.

    Args:
        paths: JSON, JSON lines, CSV, YAML or parquet; of a folder, every such file in it, where
            YAML of another kind is passed over. `-` is standard input.
        default: The catalog and schema of names with fewer parts.

    Raises:
        GovsimError: `unreadable` when a file is not there or may not be read.
    """
    into = Gathering("", default)
    for path in map(str, paths):
        if path != STDIN and Path(path).is_dir():
            for file in walk(path):
                if Path(file).suffix.lower() in ENDINGS or Path(file).name == "MLmodel":
                    _read_file(file, into, among=True)
        else:
            _read_file(path, into)
    openlineage.finish(into)
    return into.facts()


def _read_file(path: str, into: Gathering, *, among: bool = False) -> None:
    """Read a file; `among` others of a folder it may be YAML that means something else."""
    if path != STDIN:
        _is_there(path)
    into.source = path
    before = len(into.refused), into.unsaid, into.records
    known = unknown = 0

    def refuse(message: str, line: int) -> None:
        into.records += 1
        into.refuse(message, line)

    try:
        for line, value in values_of(path, refuse):
            found = _read(Part(value), into, line)
            known, unknown = known + found[0], unknown + found[1]
            if not known and unknown >= PATIENCE:
                break
    except GovsimError as error:
        into.records += 1
        into.keep(error)
        return
    if unknown and not known:
        del into.refused[before[0] :]
        into.unsaid, into.records = before[1:]
        if not (among and is_yaml(path)):
            into.records += unknown
            message = f"`{path}` is of no format that knows of lineage"
            into.keep(GovsimError("unknown-format", message, at=Place(path, 1, 1), hint=KNOWN))


def _is_there(path: str) -> None:
    """Raise when a file is not there at all: a name that was mistyped is no bad record."""
    try:
        with Path(path).open("rb"):
            return
    except (OSError, ValueError):
        from govsim.sources.text import read_text

        read_text(path)


def _read(part: Part, into: Gathering, line: int) -> tuple[int, int]:
    """Read the records of a value; return how many are of a known format, and how many of none."""
    known = unknown = 0
    for each, read in _parts(part):
        if read is not None:
            known += 1
            into.record(each, read, line)
        elif not _is_silent(each):
            unknown += 1
            into.records += 1
            into.refuse(f"{each.path} is nothing that knows of lineage", line)
    return known, unknown


def _parts(part: Part) -> Iterator[tuple[Part, Read | None]]:
    """Yield the records of a value, each with what reads it, if anything does."""
    read = _format(part)
    if read is not None:
        yield part, read
    else:
        yield from ((each, _format(each)) for each in _listed(part))


def _listed(part: Part) -> Iterator[Part]:
    """Yield the entries of a list, or what a page of REST or a bundle lists."""
    if isinstance(part.value, list):
        yield from part.each()
        return
    if isinstance(part.value, dict):
        for key in _LISTS:
            if isinstance(part.value.get(key), list):
                yield from part.each(key)
                return
        if part.has("model_version") and isinstance(part.value["model_version"], dict):
            yield part.at("model_version")
            return
        if isinstance(part.value.get("resources"), dict):
            yield from bundle.resources_of(part)
            return
    yield part


def _is_silent(part: Part) -> bool:
    about = part.value.get("metadata") if isinstance(part.value, dict) else None
    said = str(about.get("dbt_schema_version", "")) if isinstance(about, dict) else ""
    return any(f"/{word}/" in said or f"/{word}" in said for word in _SILENT)


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
