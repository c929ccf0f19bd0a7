"""Serves what runs beside the metastore: reads it, and tells what of it was refused."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govsim.model.flows import LineageFacts
    from govsim.report import Answer
    from govsim.simulator import Simulator


def attached(simulator: Simulator, options: argparse.Namespace) -> LineageFacts:
    """Read what `--lineage` names, and return what the files say."""
    return simulator.attach(*options.lineage)


def with_refused(answer: Answer, facts: LineageFacts) -> Answer:
    """Return an answer that also tells which records of the files could not be read."""
    from govsim.report import Finding, Paragraph

    if not facts.refused:
        return answer
    said = f"{len(facts.refused)} of {facts.records:,} records of lineage could not be read."
    findings = tuple(
        Finding(error.code, error.message, "warning", error.at, error.hint)
        for error in facts.refused
    )
    blocks = (*answer.blocks, Paragraph(said))
    return replace(answer, blocks=blocks, findings=(*answer.findings, *findings))
