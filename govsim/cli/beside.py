"""Serves what runs beside the metastore: reads it, and tells what of it was refused."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from govsim.cli.outcome import WRONG_INPUT

if TYPE_CHECKING:
    from govsim.errors import GovsimError
    from govsim.graph import LineageGraph
    from govsim.model.flows import LineageFacts
    from govsim.report import Answer
    from govsim.simulator import Simulator


def attached(simulator: Simulator, options: argparse.Namespace) -> LineageFacts:
    """Read what `--lineage` names, and return what the files say."""
    return simulator.attach(*options.lineage)


def with_refused(answer: Answer, facts: LineageFacts, lineage: LineageGraph) -> Answer:
    """Return an answer that also tells what of the files could not be read, or traced."""
    from govsim.report import Block, Finding, Paragraph

    blocks: list[Block] = []
    findings = [
        Finding(error.code, error.message, _level(error), error.at, error.hint)
        for error in facts.refused
    ]
    if facts.refused:
        said = f"{len(facts.refused)} of {facts.records:,} records of lineage could not be read."
        blocks.append(Paragraph(said))
    untraced = [
        Finding("untraced", f"this is not traced: {unknown.reason} ({unknown.what})", "note", at)
        for at, unknown in lineage.untraced()
    ]
    if untraced:
        plural = "s" if len(untraced) > 1 else ""
        blocks.append(Paragraph(f"{len(untraced):,} statement{plural} or part{plural} not traced."))
    findings += untraced
    value = answer.value
    if isinstance(value, dict):
        value = {**value, "unread": [each.to_json() for each in findings]}
    every = (*answer.findings, *findings)
    return replace(answer, blocks=(*answer.blocks, *blocks), value=value, findings=every)


def status_of_files(facts: LineageFacts, status: int) -> int:
    """Return the exit status: that of wrong input when a whole file could not be read."""
    return WRONG_INPUT if any(_level(error) == "error" for error in facts.refused) else status


def _level(error: GovsimError) -> Literal["warning", "error"]:
    """Return how grave it is: a record among others is left out, a file is missed."""
    return "warning" if error.code == "unreadable-lineage" else "error"
