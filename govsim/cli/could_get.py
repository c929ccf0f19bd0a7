"""Serves `govsim could-get`: what a principal could come to by what she may do already."""

from __future__ import annotations

import argparse

from govsim.cli.options import READ_FORMATS, add_as_of, add_context, add_format, add_state
from govsim.cli.outcome import CLEAN, FOUND, Outcome

HELP = "list what a principal could get by means of what she may do already"
ABOUT = (
    "List what a principal could come to do by granting to herself, transferring to a group of "
    "hers, or changing what runs with more rights, and what she could read without the filters and "
    "masks on it, each with the shortest script; govsim has run every script. The exit status is "
    "1 when there is any."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("who", metavar="WHO", help="a user or service principal")
    parser.add_argument(
        "question",
        metavar="QUESTION",
        nargs="*",
        help="what she would want: `read NAME`, `write NAME`, or a statement; without it, to read "
        "each table, view and volume and to run each function",
    )
    add_state(parser)
    add_as_of(parser)
    add_context(parser)
    add_format(parser, READ_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """List the escalations with their scripts."""
    from govsim.cli.asked import question_text
    from govsim.cli.assuming import unnamed, with_notes
    from govsim.cli.stage import context_of, simulator_of
    from govsim.report import escalations_answer

    question = question_text(options.question) or None
    simulator = simulator_of(options)
    found = simulator.could_get(options.who, question, context=context_of(options))
    told = escalations_answer(options.who, found, everywhere=question is None)
    answer = with_notes(told, unnamed(simulator, options))
    return Outcome(answer, FOUND if found else CLEAN)
