"""Decides which changes could close one gap: grants at each level, groups, owners, levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from govsim.access.answers import Decision, Refusal, Requirement
from govsim.access.changes import Change, Join, Level, applied
from govsim.access.decide import authorize, decide
from govsim.access.identities import identities_of
from govsim.access.questions import named
from govsim.access.standing import USE, Context, Standing
from govsim.access.workspace import LEVELS
from govsim.catalog import Session, Snapshot
from govsim.model import statements as s
from govsim.model.kinds import LEGACY_ALONE, METASTORE_KEY, SecurableType, parts_of
from govsim.model.privileges import applicable
from govsim.model.values import (
    ACCOUNT_USERS,
    PrincipalKind,
    RelationDetail,
    RoutineDetail,
    Securable,
)

T = SecurableType
Gap = Requirement | Refusal
_ACL: Final = {kind.upper().replace("_", " "): kind for kind in LEVELS}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one principal, wherever it is asked again."""

    snapshot: Snapshot
    principal: str
    statement: s.Statement
    session: Session
    context: Context

    def ask(self, snapshot: Snapshot) -> Decision:
        """Return what is held and missing in another snapshot."""
        return authorize(
            snapshot,
            self.principal,
            self.statement,
            question="?",
            session=self.session,
            context=self.context,
        )

    def decide(self, snapshot: Snapshot) -> Decision:
        """Return the same, and whether the statement would then apply."""
        return decide(
            snapshot,
            self.principal,
            self.statement,
            question="?",
            session=self.session,
            context=self.context,
        )

    def named(self) -> dict[str, Securable]:
        """Return every securable that the question names, and what those read, by key."""
        found: dict[str, Securable] = {}
        waiting = list(_keys(self))
        for key in waiting:
            held = self.snapshot.securables.get(key)
            if held is not None and held.key not in found:
                found[held.key] = held
                if isinstance(held.detail, RelationDetail | RoutineDetail):
                    waiting += [read.key for read in held.detail.reads]
                    waiting += held.detail.calls
        return found


def _keys(question: Question) -> Iterator[str]:
    statement, session = question.statement, question.session
    if isinstance(statement, s.Explain):
        statement = statement.inner
    if isinstance(statement, s.Compound):
        for one in s.flat((statement,)):
            yield from _keys(replace(question, statement=one))
    if isinstance(statement, s.Ask):
        yield from (held.key for held in named(question.snapshot, session, statement))
    target = getattr(statement, "target", None) or getattr(statement, "on", None)
    if isinstance(target, s.Target):
        yield session.key(target.type, target.name)
    body = getattr(statement, "body", None)
    if isinstance(body, s.Body):
        yield from (read.key for read in session.reads(body))
        yield from session.calls(body, question.snapshot)


@dataclass(slots=True)
class Candidates:
    """What could close the gaps of one question.

    `own` leaves out what a principal cannot do by herself with SQL, memberships and levels, and
    takes in what why-not leaves out: the metastore.
    """

    question: Question
    own: bool = False
    groups: dict[str, dict[str, frozenset[Gap]]] = field(default_factory=dict)

    def closing(self, decision: Decision, gap: Gap) -> Iterator[Change]:
        """Yield changes that could close a gap; whether they do is for the caller to find out."""
        if isinstance(gap, Refusal):
            if not self.own:
                yield from self._joins(self.question.principal, gap)
            yield from self._owners([*self.question.named().values()], self.question.principal)
            return
        who = gap.holder or self.question.principal
        if not self.own:
            yield from self._beside(who, gap)
        if (on := self.question.snapshot.securables.get(gap.key)) is not None:
            line = Standing(self.question.snapshot, who).chain(on)
            yield from _grants(gap.privilege, line, who)
            if gap.privilege == "BROWSE":
                line = self._sights(line, who)
                yield from (grant for gate in USE.values() for grant in _grants(gate, line, who))
            if gap.privilege == "BROWSE" or _manages(decision):
                yield from _grants("MANAGE", line, who)
            # Whoever could take a container over could as well grant what is missing.
            above = not self.own or gap.privilege == "MANAGE"
            yield from self._owners(line if above else line[:1], who)
            if gap.holder:
                yield from self._definers(gap.holder)

    def _sights(self, line: list[Securable], who: str) -> list[Securable]:
        """Return every level from which what is named can be seen, not only its catalog."""
        standing = Standing(self.question.snapshot, who)
        chains = [standing.chain(held) for held in self.question.named().values()]
        return list({held.key: held for chain in (line, *chains) for held in chain}.values())

    def _beside(self, who: str, gap: Requirement) -> Iterator[Change]:
        yield from self._joins(who, gap)
        if gap.type in _ACL:
            yield Level(_ACL[gap.type], gap.name, gap.privilege, who)

    def _owners(self, line: Sequence[Securable], who: str) -> Iterator[Change]:
        for securable in line:
            # The metastore is no remedy for what is in it, though an admin could take it over.
            beside = securable.key == METASTORE_KEY and len(line) > 1 and not self.own
            if securable.owner != who and not beside and securable.type not in LEGACY_ALONE:
                yield _owner(securable, who)

    def _definers(self, holder: str) -> Iterator[Change]:
        for securable in self.question.named().values():
            if securable.owner == holder:
                yield _owner(securable, self.question.principal)

    def _joins(self, who: str, gap: Gap) -> Iterator[Change]:
        if who not in self.groups:
            self.groups[who] = dict(self._useful(who))
        for group, closed in self.groups[who].items():
            if gap in closed:
                yield Join(who, group)

    def _useful(self, who: str) -> Iterator[tuple[str, frozenset[Gap]]]:
        """Yield each group that would close something, with all that it would close."""
        snapshot = self.question.snapshot
        ids = identities_of(snapshot, who)
        before = gaps_of(self.question.ask(snapshot))
        for group, kind in snapshot.principals.items():
            if kind is not PrincipalKind.GROUP or group in ids or group == ACCOUNT_USERS:
                continue
            after = applied(snapshot, [Join(who, group)])
            if after is not None:
                closed = frozenset(before) - frozenset(gaps_of(self.question.ask(after)))
                if closed:
                    yield group, closed


def gaps_of(decision: Decision) -> tuple[Gap, ...]:
    """Return everything in the way: refusals first, for few changes help against them."""
    return (*decision.refusals, *decision.missing)


def _manages(decision: Decision) -> bool:
    needs = (*decision.missing, *(met.requirement for met in decision.met))
    return any(need.privilege == "MANAGE" for need in needs)


def _grants(privilege: str, line: list[Securable], who: str) -> Iterator[Change]:
    for held in line:
        if held.key == METASTORE_KEY and held is not line[0]:
            continue
        takes = applicable(held.type, held.kind, hive=held.is_hive)
        if held.type is not T.SHARE and privilege in takes:
            yield s.Grant(privileges=(privilege,), on=_target(held), to=who)


def _owner(securable: Securable, who: str) -> s.AlterOwner:
    return s.AlterOwner(target=_target(securable), owner=who)


def _target(securable: Securable) -> s.Target:
    return s.Target(securable.type, parts_of(securable.name))
