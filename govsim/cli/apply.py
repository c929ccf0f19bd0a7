"""Serves `govsim apply`: runs scripts, each as one transaction, and tells what they did."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.options import (
    ALL_FORMATS,
    add_as,
    add_assume,
    add_audit,
    add_context,
    add_format,
    add_state,
)
from govsim.cli.outcome import Outcome
from govsim.errors import ScriptError

if TYPE_CHECKING:
    from govsim.report import Answer, Block, Finding
    from govsim.simulator import Applied, Simulator

    Done = tuple[Applied, tuple[Finding, ...]]

HELP = "run scripts, and tell what they did"
ABOUT = (
    "Run SQL scripts and notebooks, each as one transaction: all of it or nothing. Without "
    "--catalog they begin with an empty metastore. Nothing is changed anywhere but in memory; "
    "--out writes the result."
)
_MANY: Final = 20  # statements that are told one by one


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "paths", metavar="SCRIPT", nargs="+", help="SQL or notebooks; `-` is standard input"
    )
    add_as(parser, "who runs the scripts; the default is the metastore admin")
    parser.add_argument("--out", metavar="FILE", help="write the metastore as a dump (JSON lines)")
    add_state(parser)
    add_assume(parser)
    add_context(parser)
    add_audit(parser)
    add_format(parser, ALL_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Run the scripts in order; the first that fails ends it, and is told as an error."""
    from govsim.cli.recording import record
    from govsim.cli.stage import simulator_of

    simulator = simulator_of(options)
    try:
        done = [(path, _applied(simulator, path, options)) for path in options.paths]
    finally:
        record(options, simulator.audit)
    if options.out:
        _write_dump(simulator, options.out)
    return Outcome(_answer(done, options.principal or simulator.admin))


def _applied(simulator: Simulator, path: str, options: argparse.Namespace) -> Done:
    from govsim.cli.assuming import assumed
    from govsim.cli.changes import changes_of
    from govsim.cli.stage import context_of
    from govsim.report import notes_of

    context = context_of(options)
    try:
        statements, left_out = changes_of([path], options, simulator)
    except ScriptError as unread:
        raise simulator.completed(unread, options.principal, context) from None
    notes = (*assumed(simulator, options, statements), *left_out)
    one = simulator.apply(statements, principal=options.principal, source=path, context=context)
    told = sorted((*notes, *notes_of(one.findings)), key=_place)
    return one, tuple(told)


def _place(finding: Finding) -> tuple[int, int]:
    return (finding.at.line, finding.at.column) if finding.at is not None else (0, 0)


def _answer(done: list[tuple[str, Done]], who: str) -> Answer:
    from govsim.report import Answer

    findings = tuple(note for _, (_, notes) in done for note in notes)
    value = {
        "scripts": [
            {"path": path, "version": one.version, "changes": one.changes}
            for path, (one, _) in done
        ],
        "findings": [finding.to_json() for finding in findings],
    }
    blocks = tuple(block for path, (one, _) in done for block in _told(path, one, who))
    return Answer("What the scripts did", blocks, value, findings)


def _told(path: str, one: Applied, who: str) -> Iterator[Block]:
    from govsim.report import Preformatted
    from govsim.sql import write

    name = "standard input" if path == "-" else path
    lines = [f"{name}: version {one.version}, run by {who}"]
    for step in one.steps if len(one.steps) <= _MANY else ():
        words = " ".join(write(step.statement).split())
        changed = step.applied is not None and step.applied.changed
        lines.append(f"  {words}" if changed else f"  {words}  (changes nothing)")
    if len(one.steps) > _MANY:
        lines.append(f"  {len(one.steps):,} statements, {one.changes:,} changed something")
    yield Preformatted("\n".join(lines))


def _write_dump(simulator: Simulator, path: str) -> None:
    from govsim.sources import write_dump

    with Path(path).open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in write_dump(simulator.snapshot))
