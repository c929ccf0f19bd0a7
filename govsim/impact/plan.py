"""Compares a metastore before and after a script: who gains, who loses, and because of what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from govsim.access import Context
from govsim.catalog import Note, Session, Snapshot
from govsim.errors import GovsimError
from govsim.impact.answers import (
    Denied,
    Dormant,
    Entry,
    Escalated,
    NoEffect,
    Pairs,
    Redundant,
    Veiled,
    Woken,
)
from govsim.impact.stand_ins import with_stand_ins
from govsim.impact.steps import Taken, origins, take
from govsim.model import statements as s
from govsim.model.bulk import collector_paused

_NOTHING = Pairs()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a script would change. Every valid statement takes effect, allowed or not."""

    principal: str  # who would run it
    before: Snapshot
    after: Snapshot
    taken: tuple[Taken, ...] = field(repr=False)
    session: Session = field(repr=False)
    gained: Pairs = _NOTHING
    lost: Pairs = _NOTHING
    veiled: tuple[Veiled, ...] = ()
    dormant: tuple[Dormant, ...] = ()
    woken: tuple[Woken, ...] = ()
    escalations: tuple[Escalated, ...] = ()
    no_ops: tuple[NoEffect, ...] = ()
    redundant: tuple[Redundant, ...] = ()
    denied: tuple[Denied, ...] = ()  # the deployer check
    errors: tuple[GovsimError, ...] = ()  # statements that are invalid
    untried: tuple[Note, ...] = ()  # where there may be more escalations than were found
    broken_calls: tuple[Note, ...] = ()  # functions that callers lose by what others lack

    @property
    def because(self) -> tuple[Entry, ...]:
        """Every gain and every loss, in the order of the statements that cause them."""
        every = (*self.gained.entries, *self.lost.entries)
        return tuple(sorted(every, key=lambda entry: (entry.cause.number, not entry.gain)))

    @property
    def notes(self) -> tuple[Note, ...]:
        """What else deserves a word, in order."""
        made = [n for one in self.taken if one.applied for n in one.applied.notes]
        return (*made, *self.broken_calls, *self.untried)

    @property
    def renamed(self) -> dict[str, str]:
        """The keys that renames led to, each with the key before the script.

        What was made under a name that became free so had none, which is empty.
        """
        found = {new: old for new, old in origins(self.taken).items() if old}
        taken = {old: "" for old in found.values() if old in self.after.securables}
        return {**taken, **found}

    @property
    def changes(self) -> int:
        """How many statements change something."""
        return sum(one.applied is not None and one.applied.changed for one in self.taken)

    @property
    def runs(self) -> bool:
        """Whether the whole script is valid and its author may run it."""
        return not self.errors and not self.denied


def plan(
    before: Snapshot,
    statements: Iterable[s.Statement],
    *,
    principal: str,
    session: Session | None = None,
    context: Context | None = None,
) -> Plan:
    """Return what a script would change, and for whom; nothing of `before` changes.

    Args:
        before: The metastore as it is.
        statements: The script.
        principal: Who would run it, and own what it creates.
        session: Where unqualified names are looked up.
        context: Where it would be run from, and access be used from.
    """
    with collector_paused():
        return _plan(before, tuple(statements), principal, session, context or Context())


def _plan(
    before: Snapshot,
    statements: tuple[s.Statement, ...],
    principal: str,
    session: Session | None,
    context: Context,
) -> Plan:
    before = with_stand_ins(before, statements)
    taken, later = take(before, statements, principal, session=session, context=context)
    # Comparing loads numpy, so it is loaded for a plan and not for the package.
    from govsim.impact.compared import Compared

    found = Compared(before, taken, principal, context)
    escalations, untried = found.escalated()
    return Plan(
        principal,
        before,
        taken[-1].after if taken else before,
        taken,
        later,
        Pairs(found.gained),
        Pairs(found.lost),
        found.veiled(),
        found.dormant(),
        found.woken(),
        escalations,
        found.without_effect(),
        found.redundant(),
        found.denied(),
        tuple(one.error for one in taken if one.error is not None),
        untried,
        found.broken_calls(),
    )
