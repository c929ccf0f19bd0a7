"""Serves `govsim export`: the state of a metastore, written whole."""

from __future__ import annotations

import argparse
import sys

from govsim.cli.options import add_as_of, add_format, add_state, variables_of
from govsim.cli.outcome import Outcome

HELP = "write the state of a metastore as one file"
ABOUT = (
    "Write the whole state to standard output. `jsonl` is a dump that --catalog reads back "
    "exactly. `sql` is the statements of the state, one a line, with names and words made even; "
    "it leaves groups and settings out."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_state(parser)
    add_as_of(parser)
    add_format(parser, ("jsonl", "sql"))


def run(options: argparse.Namespace) -> Outcome:
    """Write the lines as they are made."""
    if options.format == "sql":
        _write_sql(options)
    else:
        from govsim.cli.stage import simulator_of
        from govsim.sources import write_dump

        for line in write_dump(simulator_of(options).snapshot):
            sys.stdout.write(f"{line}\n")
    return Outcome(None)


def _write_sql(options: argparse.Namespace) -> None:
    from govsim.sources import read_state
    from govsim.sql import write

    for statement in read_state(options.catalog, variables=variables_of(options)).statements:
        sys.stdout.write(f"{write(statement)};\n")
