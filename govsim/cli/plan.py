"""Serves `govsim plan`: who gains or loses access by a script."""

from __future__ import annotations

import argparse

from govsim.cli.options import ALL_FORMATS, add_as, add_context, add_format, add_state
from govsim.cli.outcome import Outcome

HELP = "show who gains or loses access by a script"
ABOUT = "Show who would gain or lose access by a script."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("paths", metavar="SCRIPT", nargs="+", help="SQL; `-` is standard input")
    add_as(parser, "who would run the scripts; the default is the metastore admin")
    add_state(parser)
    add_context(parser)
    add_format(parser, ALL_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Compare before and after."""
    raise NotImplementedError
