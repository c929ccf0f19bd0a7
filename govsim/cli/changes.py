"""Reads the changes that a command is given: scripts, notebooks, and the grants of dbt."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from govsim.cli.options import variables_of

if TYPE_CHECKING:
    from govsim.errors import Place
    from govsim.model.statements import Statement
    from govsim.report import Finding
    from govsim.simulator import Simulator


def changes_of(
    paths: list[str], options: argparse.Namespace, simulator: Simulator
) -> tuple[tuple[Statement, ...], tuple[Finding, ...]]:
    """Return the statements of files, and a note for each part that was left out.

    Raises:
        ScriptError: Everything that cannot be read.
    """
    from govsim.report import Finding
    from govsim.sources import read_changes

    left_out: list[tuple[Place, str]] = []
    statements = read_changes(
        paths, variables_of(options), held=simulator.snapshot, left_out=left_out
    )
    notes = (Finding("not-simulated", reason, "note", at) for at, reason in left_out)
    return statements, tuple(notes)
