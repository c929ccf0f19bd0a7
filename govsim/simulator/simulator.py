"""Holds a metastore through its versions: loaded, changed by scripts, restored, branched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from govsim.access import Context, run
from govsim.audit import AuditLog
from govsim.catalog import (
    ADMIN,
    NOTHING_MOVED,
    Founded,
    Moved,
    Note,
    Session,
    Snapshot,
    Version,
    assume,
    found,
    moving,
)
from govsim.errors import ScriptError
from govsim.model.state import State
from govsim.model.values import principal_named
from govsim.simulator.applied import Applied
from govsim.simulator.groups import Groups
from govsim.simulator.reading import Script, statements_of
from govsim.simulator.screening import Screening
from govsim.sources import read_state

Clock = Callable[[], datetime]


class Simulator(Screening):
    """One metastore, its versions, and every question about it.

    Args:
        admin: The metastore admin; statements run as this principal unless another is named.
        clock: Gives the time that versions and audit events bear; None leaves them without.
    """

    def __init__(self, admin: str = ADMIN, *, clock: Clock | None = None) -> None:
        self._begin(found(State(admin=admin)), admin, clock)

    @classmethod
    def load(
        cls,
        *paths: str | Path,
        variables: Mapping[str, str] | None = None,
        clock: Clock | None = None,
    ) -> Simulator:
        """Return the metastore that files describe: SQL scripts, notebooks, states, dumps.

        Raises:
            ScriptError: Everything that cannot be read or does not fit, told at once.
        """
        return cls.of(read_state(paths, variables=variables), clock=clock)

    @classmethod
    def of(cls, state: State, *, clock: Clock | None = None) -> Simulator:
        """Return the metastore that a state describes."""
        (made := cls.__new__(cls))._begin(found(state), state.admin or ADMIN, clock, state.source)
        return made

    def _begin(
        self, founded: Founded, admin: str, clock: Clock | None, source: str = "<empty>"
    ) -> None:
        self.admin = principal_named(admin)
        self.session: Session = founded.session
        self.findings: tuple[Note, ...] = founded.notes
        self.audit = AuditLog()
        self._clock = clock
        self.history = founded.history(admin, source, self._now())
        self.groups = Groups(
            lambda: self.snapshot, lambda snapshot, label: self._record(snapshot, admin, label)
        )

    # --- versions ---

    @property
    def snapshot(self) -> Snapshot:
        """The newest version; it never changes."""
        return self.history.head

    @property
    def version(self) -> int:
        """The number of the newest version."""
        return self.snapshot.version

    def as_of(self, *, version: int | None = None, time: datetime | None = None) -> Simulator:
        """Return the metastore as it was at a version, or at a time.

        Raises:
            GovsimError: `unknown-version`.
        """
        return self._standing_on(self.history.as_of(version=version, time=time))

    def branch(self) -> Simulator:
        """Return a metastore that goes its own way from here."""
        return self._standing_on(self.snapshot)

    def restore(self, *, version: int | None = None, time: datetime | None = None) -> Applied:
        """Make the metastore as it was; what came between stays in the history."""
        then = self.history.as_of(version=version, time=time)
        now = replace(then, version=self.version + 1, memo={})
        return self._record(now, self.admin, f"RESTORE TO VERSION {then.version}", restored=then)

    def _standing_on(self, snapshot: Snapshot) -> Simulator:
        made = Simulator.__new__(Simulator)
        made._begin(Founded(snapshot, self.session), self.admin, self._clock)
        made.history = self.history.until(snapshot.version)
        made._scripts, made._facts = self._scripts, self._facts
        made._lineage = self._lineage  # of the same history; of a shorter one it is made anew
        return made

    def _record(
        self,
        snapshot: Snapshot,
        principal: str,
        label: str,
        changes: int = 1,
        findings: tuple[Note, ...] = (),
        moved: Moved = NOTHING_MOVED,
        restored: Snapshot | None = None,
    ) -> Applied:
        version = Version(snapshot, principal, label, self._now(), moved, restored)
        self.history = self.history.record(version)
        return Applied(snapshot.version, changes, findings)

    # --- changes ---

    def apply(
        self,
        script: Script,
        *,
        principal: str | None = None,
        variables: Mapping[str, str] | None = None,
        source: str = "<script>",
        context: Context | None = None,
    ) -> Applied:
        """Run a script as one transaction: all of it, or nothing.

        Args:
            script: SQL, or statements that were read before.
            principal: Who runs it; None is the metastore admin.
            variables: Values for the variables in the text.
            source: What an error calls the text.
            context: Where it is run from.

        Raises:
            ScriptError: Every statement that is invalid or that `principal` may not run.
        """
        who = principal or self.admin
        statements = self._read(script, variables, source, who, context)
        done = run(self.snapshot, statements, who, session=self.session, context=context)
        self.audit.record_run(done, who, self._now())
        if done.errors:
            raise ScriptError(done.errors)
        self.session = done.session
        moved = moving(statements, self.session.within)
        made = self._record(done.after, who, source, done.changes, done.notes, moved)
        return replace(made, steps=done.steps)

    def assume(self, script: Script, *, variables: Mapping[str, str] | None = None) -> Applied:
        """Take what a script names, and no state has, to exist; the findings say what that is."""
        statements = statements_of(script, variables, "<script>")
        known = self._described()
        snapshot, notes = assume(self.snapshot, statements, self.session, self.admin, known)
        now = replace(snapshot, version=self.version + bool(notes))
        return self._record(now, self.admin, "assumed", len(notes), notes)
