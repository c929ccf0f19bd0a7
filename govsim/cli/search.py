"""Serves `govsim search`: what a principal may find."""

from __future__ import annotations

import argparse

from govsim.cli.options import READ_FORMATS, add_as, add_as_of, add_format, add_state
from govsim.cli.outcome import Outcome

HELP = "find securables that a principal may see"
ABOUT = (
    "Find securables by words in their name, comment, columns and tags, limited to what a "
    "principal may see."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("words", metavar="WORDS", nargs="*", help="what to look for")
    add_as(parser, "who looks; the default is the metastore admin")
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="KEY[=VALUE]",
        help="only what bears the tag; may be repeated",
    )
    add_state(parser)
    add_as_of(parser)
    add_format(parser, READ_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """List what is found."""
    from govsim.cli.stage import simulator_of
    from govsim.report import found_answer

    simulator = simulator_of(options)
    who, words = options.principal or simulator.admin, " ".join(options.words)
    found = simulator.search(who, words, tags=tuple(options.tag))
    return Outcome(found_answer(f"What {who} may find: {words}".rstrip(": "), found))
