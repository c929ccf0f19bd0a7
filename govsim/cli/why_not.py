"""Serves `govsim why-not`: which change would allow what is denied, and what else it opens."""

from __future__ import annotations

import argparse

from govsim.cli.check import add_question, decided
from govsim.cli.options import READ_FORMATS, add_as_of, add_context, add_format, add_state
from govsim.cli.outcome import CLEAN, Outcome

HELP = "list the changes that would allow what is denied"
ABOUT = (
    "List every smallest change (grants, a membership, an owner) that would allow what is denied, "
    "ranked by how much other access each would open, with the statements to run."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_question(parser)
    add_state(parser)
    add_as_of(parser)
    add_context(parser)
    parser.add_argument(
        "--limit",
        dest="remedies",
        type=int,
        default=10,
        metavar="N",
        help="how many to list; the default is %(default)s",
    )
    add_format(parser, READ_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """List the changes with their statements."""
    from govsim.cli.assuming import unnamed, with_notes
    from govsim.cli.explain import remedies_of
    from govsim.cli.stage import simulator_of
    from govsim.report import remedies_answer

    simulator = simulator_of(options)
    decision = decided(simulator, options)
    found = remedies_of(simulator, options)
    answer = with_notes(remedies_answer(decision, found), unnamed(simulator, options))
    return Outcome(answer, CLEAN)
