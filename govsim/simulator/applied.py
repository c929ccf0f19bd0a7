"""Holds what a script did to a metastore."""

from __future__ import annotations

from dataclasses import dataclass

from govsim.access import Step
from govsim.catalog import Note


@dataclass(frozen=True, slots=True)
class Applied:
    """What a script did: the version it made, how many statements changed something, findings.

    `steps` holds each statement with what it did.
    """

    version: int
    changes: int
    findings: tuple[Note, ...] = ()
    steps: tuple[Step, ...] = ()
