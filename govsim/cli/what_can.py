"""Serves `govsim what-can`: all on which a principal may use a privilege."""

from __future__ import annotations

import argparse

from govsim.cli.options import READ_FORMATS, add_as_of, add_context, add_format, add_state
from govsim.cli.outcome import Outcome

HELP = "list what a principal may do something to"
ABOUT = (
    "List the full names of all on which a principal may use a privilege or a verb, one a line: "
    "`govsim what-can ana@corp.com read`."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("who", metavar="WHO", help="a user, service principal or group")
    parser.add_argument(
        "what",
        metavar="WHAT",
        nargs="*",
        help="a privilege such as SELECT, or read, write, run, see, manage, use; default: SELECT",
    )
    add_state(parser)
    add_as_of(parser)
    add_context(parser)
    add_format(parser, READ_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """List the names."""
    from govsim.cli.assuming import unnamed, with_notes
    from govsim.cli.stage import context_of, simulator_of
    from govsim.report import names_answer

    what = " ".join(options.what) or "SELECT"
    simulator = simulator_of(options)
    found = simulator.what_can(options.who, what, context=context_of(options))
    answer = names_answer(f"What {options.who} may {what}", found, "nothing")
    return Outcome(with_notes(answer, unnamed(simulator, options)))
