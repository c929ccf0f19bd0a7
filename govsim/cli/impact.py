"""Serves `govsim impact`: what a change breaks downstream, and for whom."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.options import (
    ALL_FORMATS,
    add_as,
    add_assume,
    add_context,
    add_format,
    add_lineage,
    add_state,
    variables_of,
)
from govsim.cli.outcome import CLEAN, FOUND, Outcome
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.impact.downstream import Impact
    from govsim.model.statements import Statement
    from govsim.report import Finding
    from govsim.simulator import Simulator

HELP = "show what a change breaks downstream, and for whom"
ABOUT = (
    "Show what becomes of everything downstream of a change: what breaks, with the error it would "
    "raise; what changes meaning; what is to be computed anew; what is untouched; with the path, "
    "the owner, who may read it, and who uses it by the audit log."
)
FAIL_ON: Final = ("breaks", "changes", "unknown", "recompute")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "change",
        metavar="CHANGE",
        nargs="*",
        help="a statement such as 'ALTER TABLE t DROP COLUMN c', or a SQL file; `-`: standard in",
    )
    for side, meaning in (("before", "as they are"), ("after", "as a pull request leaves them")):
        parser.add_argument(
            f"--{side}",
            action="append",
            default=[],
            metavar="PATH",
            help=f"instead of a change: SQL folders or dbt projects {meaning}; may be repeated",
        )
    add_as(parser, "who would run the change; the default is the metastore admin")
    parser.add_argument(
        "--log", action="append", default=[], metavar="FILE", help="an audit log: who used what"
    )
    parser.add_argument(
        "--fail-on",
        action="append",
        default=[],
        metavar="WHAT",
        help=f"exit with 1 when something {', '.join(FAIL_ON)}; may be repeated",
    )
    add_lineage(parser)
    add_state(parser)
    add_assume(parser)
    add_context(parser)
    add_format(parser, ALL_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Apply the change on a branch and read everything downstream anew."""
    from govsim.cli.assuming import assumed, with_notes
    from govsim.cli.audit import events_in
    from govsim.cli.beside import attached, status_of_files, with_refused
    from govsim.cli.stage import context_of, simulator_of
    from govsim.report import impact_answer

    for word in options.fail_on:
        if word not in FAIL_ON:
            hint = f"one of {', '.join(FAIL_ON)}"
            raise GovsimError("usage", f"--fail-on takes no `{word}`", hint=hint)
    if bool(options.change) == bool(options.before or options.after):
        message = "an impact is of a CHANGE, or of what lies between --before and --after"
        raise GovsimError("usage", message, hint="write 'ALTER TABLE t DROP COLUMN c', or a file")
    simulator = simulator_of(options)
    statements, left_out = _statements(options, simulator)
    facts = attached(simulator, options)
    notes = (*assumed(simulator, options, statements), *left_out)
    events = events_in(options.log)
    if statements or options.change:
        context = context_of(options)
        found = simulator.impact(
            statements, principal=options.principal, events=events, context=context
        )
    else:
        found = simulator.impact_of_files(options.before, options.after, events=events)
    answer = with_notes(impact_answer(found, ", ".join(options.change or options.after)), notes)
    failed = any(_holds(found, word) for word in options.fail_on)
    return Outcome(
        with_refused(answer, facts, simulator.lineage()),
        status_of_files(facts, FOUND if failed else CLEAN),
    )


def _statements(
    options: argparse.Namespace, simulator: Simulator
) -> tuple[list[Statement], list[Finding]]:
    from govsim.cli.changes import changes_of
    from govsim.simulator import statements_of

    found: list[Statement] = []
    left_out: list[Finding] = []
    for each in options.change:
        if each == "-" or (" " not in each.strip() and Path(each).suffix) or Path(each).exists():
            read, notes = changes_of([each], options, simulator)
            found, left_out = [*found, *read], [*left_out, *notes]
        else:
            found += statements_of(each, variables_of(options), "<change>")
    return found, left_out


def _holds(found: Impact, word: str) -> bool:
    return any(one.verdict.startswith(word) for one in found.affected)
