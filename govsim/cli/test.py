"""Serves `govsim test`: runs scenarios and cases."""

from __future__ import annotations

import argparse

from govsim.cli.options import ALL_FORMATS, add_format
from govsim.cli.outcome import CLEAN, FOUND, Outcome

HELP = "run scenarios and cases"
ABOUT = (
    "Run scenarios (YAML) and cases (JSON lines), of a folder all that are in it. The exit status "
    "is 1 when one fails."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="files or folders")
    add_format(parser, ALL_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Run every file, and tell what failed."""
    from govsim.cli.scenarios import report_of

    answer, failed = report_of(options.paths)
    return Outcome(answer, FOUND if failed else CLEAN)
