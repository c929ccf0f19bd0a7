"""Serves `govsim classify`: what the columns of a table hold, and how they should be protected."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.options import add_format, add_state
from govsim.cli.outcome import CLEAN, FOUND, Outcome
from govsim.cli.printing import handed_on, printed
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.guardrails.columns import Classified, Column, Residue
    from govsim.guardrails.pii.settings import Settings
    from govsim.report import Answer, Block

HELP = "say which columns of a table hold personal data, and how to protect them"
ABOUT = (
    "Classify the columns of a table from rows of it: by whole values, headers and neighbours. "
    "`--format sql` writes the tags, masks and row filters that follow, as statements of Unity "
    "Catalog. The masks are tried on the same rows, and what they leave is told. No value of the "
    "table is printed."
)
_PROTECTIONS: Final = ("masks", "policies")
_NAMING: Final = "write --name CATALOG.SCHEMA.TABLE"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "table", metavar="FILE|TABLE", help="CSV, JSON lines or parquet; or a table of the state"
    )
    parser.add_argument("--sample", metavar="FILE", help="rows of TABLE: CSV, JSON lines, parquet")
    parser.add_argument("--name", metavar="TABLE", help="the full name of the table, in the SQL")
    parser.add_argument(
        "--readers", metavar="GROUP", help="the group that sees what is masked, in the SQL"
    )
    parser.add_argument(
        "--protect",
        default=_PROTECTIONS[0],
        metavar="HOW",
        help="`masks` on the columns, or `policies` by their tags; the default is masks",
    )
    parser.add_argument(
        "--policy",
        metavar="POLICY",
        help="a policy whose types, countries and thresholds of `pii` count here too",
    )
    parser.add_argument(
        "--fail-on-personal", action="store_true", help="exit 1 when a column is personal"
    )
    add_state(parser)
    parser.set_defaults(needs_state=False)
    add_format(parser, ("text", "json", "markdown", "html", "sql"))


def run(options: argparse.Namespace) -> Outcome:
    """Classify the columns, try the masks, and tell or write what follows."""
    from govsim.guardrails.columns import classify, residues

    if options.protect not in _PROTECTIONS:
        message = f"columns are protected by {' or '.join(_PROTECTIONS)}, not `{options.protect}`"
        raise GovsimError("usage", message)
    name, columns, assumed = _table(options)
    if assumed is not None:
        _tell(assumed)
    found = classify(columns, _settings(options.policy))
    status = FOUND if options.fail_on_personal and any(each.type for each in found) else CLEAN
    if options.format == "sql":
        handed_on("".join(f"{line};\n" for line in _statements(name, found, options)), sys.stdout)
        return Outcome(None, status)
    return Outcome(_answer(name, found, residues(columns, found)), status)


def _settings(policy: str | None) -> Settings:
    """Return what a policy sets for personal data."""
    from govsim.guardrails.columns.classify import USUAL
    from govsim.guardrails.pii.settings import settings_of
    from govsim.sources.policies import read_policy

    return settings_of(read_policy(policy).options.get("pii", {})) if policy else USUAL


def _tell(assumed: GovsimError) -> None:
    """Tell on standard error, for the answer may be SQL or JSON."""
    from govsim.report import Finding, render_findings

    note = Finding(assumed.code, assumed.message, "note", assumed.at, assumed.hint)
    printed(f"{render_findings([note])}\n", sys.stderr, "text")


def _table(
    options: argparse.Namespace,
) -> tuple[str, tuple[Column, ...], GovsimError | None]:
    """Return the table's name, its columns with values of the sample, and what was assumed."""
    from govsim.sources.samples import read_sample

    if not options.sample:
        if options.catalog or _is_table(options.table):
            message = f"`{options.table}` is a table, and it is told by rows of it"
            hint = "name rows and the state: --sample FILE --catalog PATH"
            raise GovsimError("usage", message, hint=hint)
        name = options.name or Path(options.table).stem or "standard_input"
        return (name, *read_sample(options.table))
    columns, assumed = read_sample(options.sample)
    if not options.catalog:
        return options.name or options.table, columns, assumed
    return (*_of_state(options, columns), assumed)


def _is_table(name: str) -> bool:
    """Whether a name is that of a table rather than of a file."""
    return name.count(".") == 2 and "/" not in name and not Path(name).exists()


def _of_state(
    options: argparse.Namespace, sampled: Sequence[Column]
) -> tuple[str, tuple[Column, ...]]:
    """Return a table of the state: its columns in order, each with what the sample has of it."""
    from govsim.cli.stage import simulator_of
    from govsim.guardrails.columns import Column

    found = simulator_of(options).securable(options.table)
    declared = [(each.name, each.type) for each in found.columns]
    if not declared:
        return options.name or found.name, tuple(sampled)
    held: list[Column] = []
    for name, kind in declared:
        fields = [each for each in sampled if each.parent and _same(each.parent[0], name)]
        whole = next((each.values for each in sampled if _same(each.name, name)), ())
        if whole or not fields:
            held.append(Column(name, whole, kind or "STRING"))
        held += [replace(each, parent=(name, kind or "STRING")) for each in fields]
    return options.name or found.name, tuple(held)


def _same(name: str, other: str) -> bool:
    return name.lower() == other.lower()


def _statements(
    name: str, found: Sequence[Classified], options: argparse.Namespace
) -> Iterator[str]:
    from govsim.guardrails.columns import masks, policies, row_filters, tags
    from govsim.guardrails.columns.suggest import READERS

    readers = options.readers or READERS
    name = _in_sql(name, options)
    yield from tags(name, found)
    if options.protect == "policies":
        yield from policies(name, found, readers)
    else:
        yield from masks(name, found, readers)
    yield from row_filters(name, found, readers)


def _in_sql(name: str, options: argparse.Namespace) -> str:
    """Return the name of the table as SQL takes it.

    Raises:
        GovsimError: `usage`: it has too many parts, or policies have no schema to stand on.
    """
    from govsim.model.kinds import parts_of
    from govsim.sql.names import quote_name

    parts = parts_of(name)
    if len(parts) > 3:
        raise GovsimError("usage", f"`{name}` is no name of a table", hint=_NAMING)
    if len(parts) == 1 and options.protect == "policies":
        raise GovsimError("usage", "policies stand on a schema, and none is named", hint=_NAMING)
    return quote_name(parts)


def _answer(name: str, found: Sequence[Classified], left: Sequence[Residue]) -> Answer:
    from govsim.report import Answer, Paragraph, Table

    rows = tuple(
        (each.column, each.tag or "-", f"{each.score:.2f}", _share(each), each.why)
        for each in found
    )
    header = ("column", "tag", "score", "values", "why")
    blocks: list[Block] = [Table(header, rows, right=frozenset({2, 3}))]
    personal = sum(each.type is not None for each in found)
    blocks.append(Paragraph(f"{personal} of {len(found)} columns are personal"))
    blocks += [Paragraph(_residue(each)) for each in left]
    if personal and not left:
        blocks.append(Paragraph("the suggested masks leave nothing personal in these rows"))
    return Answer(f"What `{name}` holds", tuple(blocks), _json(name, found, left))


def _share(each: Classified) -> str:
    return f"{each.matched}/{each.looked_at}"


def _residue(left: Residue) -> str:
    if left.type is None:
        verb = "holds" if left.unmasked == 1 else "hold"
        held = f"{left.unmasked} of {left.distinct} values {verb} {left.still}"
        return f"`{left.column}` is not masked, and {held}"
    still = f"still reads as {left.still}" if left.still else "is not changed everywhere"
    return (
        f"masked as {left.type}, `{left.column}` {still}: "
        f"{left.unmasked} of {left.distinct} values stay as they are"
    )


def _json(name: str, found: Sequence[Classified], left: Sequence[Residue]) -> dict[str, object]:
    return {
        "table": name,
        "columns": [
            {
                "column": each.column,
                "type": each.type,
                "tag": each.tag,
                "score": each.score,
                "values": each.looked_at,
                "matched": each.matched,
                "why": each.why,
            }
            for each in found
        ],
        "left_by_masks": [
            {
                "column": each.column,
                "type": each.type,
                "still": each.still,
                "unmasked": each.unmasked,
                "distinct": each.distinct,
            }
            for each in left
        ],
    }
