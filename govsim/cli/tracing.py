"""Serves `govsim lineage FILE.sql`: the flow of data in SQL text, statement by statement."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from govsim.cli.options import variables_of
from govsim.cli.outcome import Outcome
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.graph.tasks import Files
    from govsim.lineage import ScriptLineage, StatementLineage
    from govsim.report import Block


def traced(options: argparse.Namespace) -> Outcome:
    """Trace the files one after another, in one session."""
    from govsim.graph.tasks import Files, with_runs
    from govsim.lineage import extract, script_lineage
    from govsim.report import Answer, Paragraph

    texts = _files(options.paths)
    traced = extract(
        with_runs(texts),
        _schema(options),
        _default(options.default),
        variables=variables_of(options),
    )
    files = Files(path for path, _ in texts)
    found = tuple(_with_missing(each, files) for each in traced)
    value: dict[str, Any] = {
        "statements": [each.to_json(columns=options.columns) for each in found],
        "script": (whole := script_lineage(found)).to_json(),
    }
    blocks: list[Block] = [] if options.coverage else list(_told(found, options.columns))
    if not found and not options.coverage:
        blocks.append(Paragraph("no statement was found that moves data"))
    if len(found) > 1 and not options.coverage:
        blocks.append(_whole(whole))
    if options.coverage:
        value["coverage"] = _coverage(found)
        blocks += _counted(found)
    return Outcome(Answer("Lineage", tuple(blocks), value))


def _with_missing(each: StatementLineage, files: Files) -> StatementLineage:
    """Return a statement with the notebooks that it runs and that nobody gives."""
    from govsim.lineage import Unknown

    caller = each.at.source if each.at else ""
    gone = [path for path in each.calls if files.called(caller, path) is None]
    said = (f"notebook {path}: its file is not among those given" for path in gone)
    unknown = tuple(Unknown("unread-task", words) for words in said)
    return replace(each, unknown=(*each.unknown, *unknown)) if unknown else each


def _files(paths: list[str]) -> list[tuple[str, str]]:
    from govsim.sources.beside import sql_of

    texts = [(path, sql_of(path)) for path in paths]
    for path, text in texts:
        if text.lstrip()[:1] in ("{", "["):
            message = f"`{path}` holds JSON, and no SQL"
            raise GovsimError("usage", message, hint=f"write a NAME, and --lineage {path}")
    return texts


def _default(written: str | None) -> tuple[str, str]:
    catalog, dot, schema = (written or "main.default").partition(".")
    if not catalog or not dot or not schema:
        message = f"`{written}` is no schema"
        raise GovsimError("usage", message, hint="write --default CATALOG.SCHEMA")
    return catalog, schema


def _schema(options: argparse.Namespace) -> Any:
    if options.schema is None and options.catalog:
        from govsim.cli.stage import simulator_of

        return simulator_of(options).snapshot
    if options.schema is None:
        return {}
    return _checked(options.schema)


def _checked(path: str) -> dict[str, dict[str, str]]:
    import json

    from govsim.sources import read_text

    hint = 'write {"main.sales.orders": {"id": "BIGINT"}}'
    try:
        said = json.loads(read_text(path))
    except ValueError:
        if path.endswith(".sql"):
            hint = f"give SQL that makes the tables as the state: --state {path}"
        raise GovsimError("unreadable", f"`{path}` holds no JSON", hint=hint) from None
    if not isinstance(said, dict) or not all(isinstance(each, dict) for each in said.values()):
        raise GovsimError("unreadable", f"`{path}` holds no tables with columns", hint=hint)
    return {
        table: {column: str(type_ or "") for column, type_ in columns.items()}
        for table, columns in said.items()
    }


def _told(found: Iterable[StatementLineage], columns: bool) -> Iterable[Block]:
    from govsim.report import Preformatted

    for each in found:
        place = f"{each.at}  " if each.at else ""
        lines = [f"{place}{each.verb or 'statement'}: {each.outcome}"]
        lines += [f"  {source} → {target}" for source, target in each.tables]
        if columns:
            lines += [f"  {_edge(edge)}" for edge in each.told]
        lines += [f"  calls endpoint {use.endpoint}" for use in each.endpoints]
        lines += [f"  unknown: {unknown.reason} ({unknown.what})" for unknown in each.unknown]
        yield Preformatted("\n".join(lines))


def _whole(found: ScriptLineage) -> Block:
    from govsim.report import Preformatted

    lines = ["in the end: " + ("edges" if found.tables else "no data flows")]
    lines += [f"  {source} → {target}" for source, target in found.tables]
    fed = {edge.target for edge in found.tables}
    lines += [f"  writes {name}" for name in found.targets if name not in fed]
    lines += [f"  drops {name} again" for name in found.dropped]
    return Preformatted("\n".join(lines))


def _edge(edge: Any) -> str:
    source = f"{edge.source_table or '?'}.{edge.source_column}"
    how = edge.transform or edge.why
    by = f" by {edge.why}" if edge.transform == "masked" else ""
    return f"{source} → {edge.target_table}.{edge.target_column}  {edge.kind} {how}{by}"


def _coverage(found: tuple[StatementLineage, ...]) -> dict[str, Any]:
    reasons = Counter(unknown.reason for each in found for unknown in each.unknown)
    outcomes = Counter(each.outcome for each in found)
    return {
        "statements": len(found),
        "edges": outcomes["edges"],
        "no data flows": outcomes["no data flows"],
        "unknown": outcomes["unknown"],
        "reasons": dict(sorted(reasons.items())),
    }


def _counted(found: tuple[StatementLineage, ...]) -> list[Block]:
    from govsim.report import Table

    counts = _coverage(found)
    reasons = counts.pop("reasons")
    rows = [(name, str(count)) for name, count in counts.items()]
    rows += [(f"  {reason}", str(count)) for reason, count in reasons.items()]
    return [Table(("", ""), tuple(rows), frozenset({1}))]
