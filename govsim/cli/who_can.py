"""Serves `govsim who-can`: everybody who may do something."""

from __future__ import annotations

import argparse

from govsim.cli.options import READ_FORMATS, add_as_of, add_context, add_format, add_state
from govsim.cli.outcome import Outcome

HELP = "list who may do something"
ABOUT = "List every user and service principal that may do something, one a line."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "question",
        metavar="QUESTION",
        nargs="+",
        help="what they would do: `read NAME`, a privilege and a name, a SQL statement",
    )
    add_state(parser)
    add_as_of(parser)
    add_context(parser)
    add_format(parser, READ_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """List the principals."""
    from govsim.cli.asked import question_text
    from govsim.cli.stage import context_of, simulator_of
    from govsim.report import names_answer

    question = question_text(options.question)
    found = simulator_of(options).who_can(question, context=context_of(options))
    return Outcome(names_answer(f"Who may: {question}", found, "nobody"))
