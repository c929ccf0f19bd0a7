"""Serves `--assume`: what is named and not in the state is taken to exist."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govsim.model.statements import Statement
    from govsim.report import Answer, Finding
    from govsim.simulator import Simulator


def assumed(
    simulator: Simulator, options: argparse.Namespace, statements: Iterable[Statement]
) -> tuple[Finding, ...]:
    """Take for given what statements name, and return a note for each.

    That is done when it is asked for, and when no state was given and the statements create
    nothing: then they speak of a metastore that nobody described.
    """
    statements = tuple(statements)
    if not options.assume and (options.catalog or _creates(statements)):
        return ()
    from govsim.report import notes_of

    return notes_of(simulator.assume(statements).findings)


def _creates(statements: Iterable[Statement]) -> bool:
    from govsim.model.statements import Create, CreateRoutine

    return any(isinstance(each, Create | CreateRoutine) for each in statements)


def with_notes(answer: Answer, notes: tuple[Finding, ...]) -> Answer:
    """Return an answer with notes behind it."""
    if not notes:
        return answer
    from dataclasses import replace

    from govsim.report import Preformatted, render_findings

    value = {**answer.value, "findings": [note.to_json() for note in notes]}
    if not answer.told:
        return replace(answer, value=value, findings=(*answer.findings, *notes))
    blocks = (*answer.blocks, Preformatted(render_findings(notes)))
    return replace(answer, value=value, blocks=blocks, findings=(*answer.findings, *notes))
