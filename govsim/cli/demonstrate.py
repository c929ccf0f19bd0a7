"""Serves `govsim demo`: a metastore, a pull request, and what govsim says of it."""

from __future__ import annotations

import argparse

from govsim.cli.outcome import Outcome

HELP = "show what govsim does, on a metastore that it brings along"
ABOUT = (
    "Show what govsim does: a metastore of three teams, a pull request that changes grants, and "
    "what govsim says of it."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command: there are none."""


def run(options: argparse.Namespace) -> Outcome:
    """Tell the story."""
    raise NotImplementedError
