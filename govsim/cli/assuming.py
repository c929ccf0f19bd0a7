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


def unnamed(simulator: Simulator, options: argparse.Namespace) -> tuple[Finding, ...]:
    """Return a note when a state was given that names the one asked about nowhere.

    She then holds what everybody holds, and a denial says nothing of whoever was meant.
    """
    from govsim.access.decide import unknown_principal
    from govsim.errors import nearest
    from govsim.report import Finding

    snapshot = simulator.snapshot
    if not options.catalog or snapshot.settings.closed_identities:  # it is refused there
        return ()
    if unknown_principal(snapshot, options.who) is None:
        return ()
    words = f"`{options.who}` is named nowhere in the state, and holds what everybody holds"
    if near := nearest(options.who, snapshot.principals, cutoff=0.9):
        words += f"; did you mean `{near}`?"
    return (Finding("assumed-principal", words, "note"),)


def with_notes(answer: Answer, notes: tuple[Finding, ...]) -> Answer:
    """Return an answer with notes behind it."""
    if not notes:
        return answer
    from dataclasses import replace

    from govsim.report import Preformatted, render_findings

    value = answer.value
    if isinstance(value, dict):
        value = {**value, "findings": [note.to_json() for note in notes]}
    if not answer.told:
        return replace(answer, value=value, findings=(*answer.findings, *notes))
    blocks = (*answer.blocks, Preformatted(render_findings(notes)))
    return replace(answer, value=value, blocks=blocks, findings=(*answer.findings, *notes))
