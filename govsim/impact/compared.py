"""Compares by one script: gains and losses first, then what follows from them."""

from __future__ import annotations

from collections.abc import Sequence

from govsim.access import Context
from govsim.catalog import Note, Snapshot
from govsim.impact.answers import (
    Denied,
    Dormant,
    Entry,
    Escalated,
    NoEffect,
    Redundant,
    Veiled,
    Woken,
)
from govsim.impact.callers import broken_calls
from govsim.impact.causes import Causes, cause_of
from govsim.impact.dormant import dormant_rows
from govsim.impact.effects import Effects
from govsim.impact.escalated import escalations
from govsim.impact.idle import idle_statements, redundant_rows
from govsim.impact.steps import Taken
from govsim.impact.untagged import Untagging
from govsim.impact.veiled import veils
from govsim.impact.woken import woken_rows


class Compared:
    """A script, its effects, and the findings that rest on them."""

    def __init__(
        self, before: Snapshot, taken: Sequence[Taken], principal: str, context: Context
    ) -> None:
        self.taken = taken
        self.principal = principal
        self.effects = Effects(before, taken, context)
        self.causes = Causes(self.effects)
        entries = [e for turn in self.effects.turns() for e in self.causes.entries(turn)]
        self.gained: tuple[Entry, ...] = tuple(entry for entry in entries if entry.gain)
        self.lost: tuple[Entry, ...] = tuple(entry for entry in entries if not entry.gain)

    def veiled(self) -> tuple[Veiled, ...]:
        """Return whose filters and masks change."""
        return tuple(veils(self.effects, self.causes))

    def dormant(self) -> tuple[Dormant, ...]:
        """Return the new grants that give nothing yet."""
        return tuple(dormant_rows(self.effects, self.causes))

    def woken(self) -> tuple[Woken, ...]:
        """Return the old grants that give something from now on."""
        return tuple(woken_rows(self.effects, self.causes, self.gained))

    def escalated(self) -> tuple[tuple[Escalated, ...], tuple[Note, ...]]:
        """Return who may from now on give herself what she cannot do, and what was not tried."""
        untagging = Untagging(self.effects, self.causes)
        policed = [each for entry in self.gained for each in untagging.of(entry)]
        found = (*escalations(self.effects, self.causes, self.gained), *policed)
        return found, tuple(untagging.untried())

    def broken_calls(self) -> tuple[Note, ...]:
        """Return the functions that are refused to their callers from now on."""
        return tuple(broken_calls(self.effects))

    def without_effect(self) -> tuple[NoEffect, ...]:
        """Return the statements that change nothing, and revokes that take nothing away."""
        return tuple(idle_statements(self.effects, self.causes, self.lost))

    def redundant(self) -> tuple[Redundant, ...]:
        """Return the new grants whose access everybody has by another route."""
        return tuple(redundant_rows(self.effects, self.causes, self.gained))

    def denied(self) -> tuple[Denied, ...]:
        """Return the statements that their author may not run, with the rights at that step."""
        return tuple(
            Denied(
                cause_of(one), self.principal, one.decision.lacking, one.decision.suggested_grants()
            )
            for one in self.taken
            if one.error is None and one.decision is not None and not one.decision.allowed
        )
