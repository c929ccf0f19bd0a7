"""Serves `govsim check`: may she, in one line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from govsim.cli.options import (
    ALL_FORMATS,
    add_as_of,
    add_assume,
    add_audit,
    add_context,
    add_format,
    add_state,
    variables_of,
)
from govsim.cli.outcome import CLEAN, FOUND, Outcome

if TYPE_CHECKING:
    from govsim.access import Decision
    from govsim.model.statements import Statement
    from govsim.simulator import Simulator

HELP = "say whether a principal may do something"
ABOUT = (
    "Say in one line whether a principal may do something. The exit status says it too: 0 when "
    "allowed, 1 when denied."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_question(parser)
    add_state(parser)
    add_assume(parser)
    add_as_of(parser)
    add_context(parser)
    add_audit(parser)
    add_format(parser, ALL_FORMATS)


def add_question(parser: argparse.ArgumentParser) -> None:
    """Add who asks, and what."""
    parser.add_argument("who", metavar="WHO", help="a user, service principal or group")
    parser.add_argument(
        "question",
        metavar="QUESTION",
        nargs="+",
        help="a SQL statement; an action such as `api:path_read path=s3://…`; `read NAME` (also "
        "write, run, see, manage, use); or a privilege and a name",
    )


def run(options: argparse.Namespace) -> Outcome:
    """Decide, and tell the answer."""
    from govsim.cli.assuming import assumed, unnamed, with_notes
    from govsim.cli.recording import record
    from govsim.cli.stage import simulator_of
    from govsim.report import decision_answer, notes_of

    simulator = simulator_of(options)
    notes = (*assumed(simulator, options, [asked(options)]), *unnamed(simulator, options))
    decision = decided(simulator, options)
    record(options, simulator.audit)
    left_out = (note for note in decision.notes if note.code == "unset-variable")
    answer = with_notes(decision_answer(decision), (*notes, *notes_of(left_out)))
    return Outcome(answer, CLEAN if decision.allowed else FOUND)


def asked(options: argparse.Namespace) -> Statement:
    """Return what is asked."""
    from govsim.cli.asked import question_text
    from govsim.sql import read_question

    return read_question(question_text(options.question), variables=variables_of(options))


def decided(simulator: Simulator, options: argparse.Namespace) -> Decision:
    """Return the decision on the question of the command line."""
    from govsim.cli.asked import question_text
    from govsim.cli.stage import context_of

    return simulator.check(
        options.who,
        question_text(options.question),
        variables=variables_of(options),
        context=context_of(options),
    )
