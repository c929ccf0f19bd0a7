"""Serves `govsim apply`: runs scripts, each as one transaction, and tells what they did."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.options import (
    ALL_FORMATS,
    add_as,
    add_audit,
    add_context,
    add_format,
    add_state,
    variables_of,
)
from govsim.cli.outcome import CLEAN, FOUND, WRONG_INPUT, Outcome
from govsim.errors import GovsimError, ScriptError

if TYPE_CHECKING:
    from govsim.report import Block
    from govsim.simulator import Applied, Simulator

HELP = "run scripts, and tell what they did"
ABOUT = (
    "Run SQL scripts and notebooks, each as one transaction: all of it or nothing. Without "
    "--catalog they begin with an empty metastore. Nothing is changed anywhere but in memory; "
    "--out writes the result."
)
# Refusals of rights; every other error is one of input.
_DENIALS: Final = frozenset(
    {
        "catalog-owner",
        "denied",
        "denied-by-policy",
        "hive-owner",
        "metastore-admin",
        "not-bound",
        "owner-only",
        "protected-table",
        "transfer-to-self",
        "workspace-admin",
    }
)
_MANY: Final = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "paths", metavar="SCRIPT", nargs="+", help="SQL or notebooks; `-` is standard input"
    )
    add_as(parser, "who runs the scripts; the default is the metastore admin")
    parser.add_argument("--out", metavar="FILE", help="write the metastore as a dump (JSON lines)")
    add_state(parser, required=False)
    add_context(parser)
    add_audit(parser)
    add_format(parser, ALL_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Run the scripts in order; the first that fails ends it."""
    from govsim.cli.recording import record
    from govsim.cli.stage import simulator_of
    from govsim.report import Answer, findings_of, notes_of

    simulator = simulator_of(options)
    done: list[tuple[str, Applied]] = []
    status, findings = CLEAN, []
    for path in options.paths:
        try:
            done.append((path, _applied(simulator, path, options)))
        except ScriptError as error:
            findings += findings_of(error)
            status = FOUND if _is_denial(error) else WRONG_INPUT
            break
    record(options, simulator.audit)
    if not status and options.out:
        _write_dump(simulator, options.out)
    told = tuple(findings) or notes_of(note for _, one in done for note in one.findings)
    who = options.principal or simulator.admin
    blocks = tuple(block for path, one in done for block in _told(path, one, who))
    value = {
        "scripts": [
            {"path": path, "version": one.version, "changes": one.changes} for path, one in done
        ],
        "findings": [finding.to_json() for finding in told],
    }
    if status and options.format == "text":
        _complain(findings)
        told = ()
    return Outcome(Answer("What the scripts did", blocks, value, told), status)


def _applied(simulator: Simulator, path: str, options: argparse.Namespace) -> Applied:
    from govsim.cli.stage import context_of
    from govsim.sources import read_changes

    statements = read_changes([path], variables_of(options))
    context = context_of(options)
    return simulator.apply(statements, principal=options.principal, source=path, context=context)
