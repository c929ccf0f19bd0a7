"""Holds a metastore through its versions, and puts every question to it; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from govsim.access import Context, Decision, Run, decide, run
from govsim.audit import AuditLog
from govsim.catalog import (
    ADMIN,
    Draft,
    Founded,
    History,
    Note,
    Session,
    Snapshot,
    Version,
    add_group,
    found,
    remove_members,
)
from govsim.errors import ScriptError
from govsim.model.state import State
from govsim.model.statements import Action, Statement
from govsim.sources import read_state
from govsim.sql import read_question, read_script

if TYPE_CHECKING:
    from govsim.impact import Plan

Text = str | Statement | Iterable[Statement]


@dataclass(frozen=True, slots=True)
class Applied:
    """What a script did: the version it made, how many statements changed something, findings."""

    version: int
    changes: int
    findings: tuple[Note, ...] = ()


class Simulator:
    """One metastore, its versions, and every question about it.

    Args:
        admin: The metastore admin; statements run as this principal unless another is named.
        clock: Gives the time that versions and audit events bear; None leaves them without.
    """

    def __init__(self, admin: str = ADMIN, *, clock: Callable[[], datetime] | None = None) -> None:
        self._begin(found(State(admin=admin)), admin, clock)

    @classmethod
    def load(
        cls,
        *paths: str | Path,
        variables: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> Simulator:
        """Return the metastore that files describe: SQL scripts, notebooks, states, dumps.

        Raises:
            ScriptError: Everything that cannot be read or does not fit, told at once.
        """
        return cls.of(read_state(paths, variables=variables), clock=clock)

    @classmethod
    def of(cls, state: State, *, clock: Callable[[], datetime] | None = None) -> Simulator:
        """Return the metastore that a state describes."""
        made = cls.__new__(cls)
        made._begin(found(state), state.admin or ADMIN, clock, state.source)
        return made

    def _begin(
        self,
        founded: Founded,
        admin: str,
        clock: Callable[[], datetime] | None,
        source: str = "<empty>",
    ) -> None:
        self.admin = admin
        self.session: Session = founded.session
        self.findings: tuple[Note, ...] = founded.notes
        self.audit = AuditLog()
        self.groups = Groups(self)
        self._clock = clock
        self.history = History((Version(founded.snapshot, admin, source, self._now()),))

    def _now(self) -> datetime | None:
        return self._clock() if self._clock is not None else None

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
        label = f"RESTORE TO VERSION {then.version}"
        return self._record(replace(then, version=self.version + 1, memo={}), self.admin, label, 1)

    def _standing_on(self, snapshot: Snapshot) -> Simulator:
        made = Simulator.__new__(Simulator)
        made._begin(Founded(snapshot, self.session), self.admin, self._clock)
        kept = tuple(held for held in self.history.versions if held.number <= snapshot.version)
        made.history = History(kept)
        return made

    def _record(
        self,
        snapshot: Snapshot,
        principal: str,
        label: str,
        changes: int,
        findings: tuple[Note, ...] = (),
    ) -> Applied:
        self.history = self.history.record(Version(snapshot, principal, label, self._now()))
        return Applied(snapshot.version, changes, findings)

    # --- changes ---

    def apply(
        self,
        script: Text,
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
        statements = self._read(script, variables, source)
        done = run(self.snapshot, statements, who, session=self.session, context=context)
        self.audit.record_run(done, who, self._now())
        if done.errors:
            raise ScriptError(done.errors)
        self.session = done.session
        changes, findings = _outcome(done)
        return self._record(done.after, who, source, changes, findings)

    def _read(
        self, script: Text, variables: Mapping[str, str] | None, source: str
    ) -> tuple[Statement, ...]:
        if isinstance(script, Statement):
            return (script,)
        if not isinstance(script, str):
            return tuple(script)
        if script.lstrip().startswith("api:"):
            return (read_question(script, source, variables),)
        read = read_script(script, source, variables)
        if read.errors:
            raise ScriptError(read.errors)
        return read.statements

    # --- questions ---

    def check(
        self,
        principal: str,
        question: str | Statement | Action,
        *,
        variables: Mapping[str, str] | None = None,
        context: Context | None = None,
    ) -> Decision:
        """Decide whether a principal may do something, and why.

        Args:
            principal: Who asks.
            question: A statement, an action, or a short form: `read main.sales.orders`.
            variables: Values for the variables in the question.
            context: Where it is asked from.
        """
        statement = self._question(question, variables)
        text = question if isinstance(question, str) else ""
        decision = decide(
            self.snapshot,
            principal,
            statement,
            question=text,
            session=self.session,
            context=context,
        )
        self.audit.record_question(decision, statement, self._now())
        return decision

    def _question(
        self, question: str | Statement, variables: Mapping[str, str] | None = None
    ) -> Statement:
        if isinstance(question, Statement):
            return question
        return read_question(question, variables=variables)

    def who_can(
        self, what: str, name: str | None = None, *, context: Context | None = None
    ) -> tuple[str, ...]:
        """Return the users and service principals that may do something, in order.

        Args:
            what: A question such as `read main.sales.orders`; or a privilege or verb, with `name`.
            name: The full name of a securable, its type before it if need be.
            context: Where they would ask from.
        """
        from govsim.access.who import who_can

        statement = read_question(_about(what, name))
        return who_can(self.snapshot, statement, session=self.session, context=context)

    def what_can(
        self, principal: str, what: str = "SELECT", *, context: Context | None = None
    ) -> tuple[str, ...]:
        """Return the full names of all on which a principal may use a privilege or a verb."""
        from govsim.access.who import what_can

        return what_can(self.snapshot, principal, what, context=context)

    def plan(
        self,
        script: Text,
        *,
        principal: str | None = None,
        variables: Mapping[str, str] | None = None,
        source: str = "<change>",
        context: Context | None = None,
    ) -> Plan:
        """Return what a script would change, and for whom; nothing of this metastore changes."""
        from govsim.impact import plan

        return plan(
            self.snapshot,
            self._read(script, variables, source),
            principal=principal or self.admin,
            session=self.session,
            context=context,
        )


class Groups:
    """The account groups of one metastore."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def add(self, group: str, members: Iterable[str] = ()) -> Applied:
        """Add a group, or members to it: users, service principals, other groups.

        Raises:
            GovsimError: `group-cycle`.
        """
        draft = Draft(self._simulator.snapshot)
        add_group(draft, group, members)
        simulator = self._simulator
        return simulator._record(draft.finish(), simulator.admin, f"groups.add {group}", 1)

    def remove(self, group: str, members: Iterable[str]) -> Applied:
        """Take members out of a group."""
        draft = Draft(self._simulator.snapshot)
        remove_members(draft, group, members)
        simulator = self._simulator
        return simulator._record(draft.finish(), simulator.admin, f"groups.remove {group}", 1)


def _about(what: str, name: str | None) -> str:
    if name is None:
        return what
    return f"{what} {name}" if what.islower() else f"{what} ON {name}"


def _outcome(done: Run) -> tuple[int, tuple[Note, ...]]:
    applied = [step.applied for step in done.steps if step.applied is not None]
    notes = tuple(note for one in applied for note in one.notes)
    return sum(one.changed for one in applied), notes
