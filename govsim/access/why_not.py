"""Decides why not: every smallest change that would turn a denial into an allow, and its price."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from govsim.access.answers import Decision
from govsim.access.candidates import Question
from govsim.access.changes import Change, kind_of, told
from govsim.access.counterfactual import BUDGET, Changes, Search
from govsim.access.reach import Pairs, Reach, reaches
from govsim.access.standing import Context
from govsim.catalog import Session, Snapshot
from govsim.model import statements as s
from govsim.model.kinds import METASTORE_KEY, RELATIONS, SecurableType

_WEIGHED: Final = 300  # sets of changes whose price is worked out
_KINDS: Final = ("membership", "grant", "level", "ownership", "mixed")


@dataclass(frozen=True, slots=True)
class Remedy:
    """One smallest set of changes that allows what was denied.

    `opens` counts the pairs of privilege and securable that come with it beyond what was asked,
    `tables` those of them that are SELECT on a table or view.
    """

    statements: tuple[str, ...]
    opens: int
    kind: str  # grant, membership, ownership, level or mixed
    tables: int
    changes: tuple[Change, ...]

    def words(self) -> str:
        """Return the remedy and its price: `add amy to sales-readers: +0 other tables`."""
        others = self.opens - self.tables
        price = f"+{self.tables} other {'table' if self.tables == 1 else 'tables'}"
        if others:
            price += f", +{others} other {'privilege' if others == 1 else 'privileges'}"
        return f"{'; '.join(self.statements)}: {price}"


class Remedies(tuple[Remedy, ...]):
    """The remedies of one denial, the narrowest first, and what should be known about them."""

    total: int  # how many were found, with those beyond the limit
    cut: bool  # whether there may be more than were found
    reason: str  # why nothing helps, when that can be said
    decision: Decision

    @classmethod
    def of(
        cls,
        held: Iterable[Remedy],
        decision: Decision,
        *,
        total: int = 0,
        cut: bool = False,
        reason: str = "",
    ) -> Remedies:
        """Return remedies with what is known about them."""
        made = cls(held)
        made.decision, made.total, made.cut, made.reason = decision, total, cut, reason
        return made

    def words(self) -> str:
        """Return one line a remedy, and a last one that says what is not told."""
        lines = [remedy.words() for remedy in self]
        if self.decision.allowed:
            lines.append("it is allowed already")
        elif not self:
            lines.append("no grant, membership or ownership helps")
            lines[-1] += f": {self.reason}" if self.reason else ""
        if self.total > len(self):
            lines.append(f"and {self.total - len(self)} more, each opening as much or more")
        if self.cut:
            lines.append("the search was cut: there may be others")
        return "\n".join(lines)


def why_not(
    snapshot: Snapshot,
    principal: str,
    statement: s.Statement,
    *,
    session: Session | None = None,
    context: Context | None = None,
    limit: int = 10,
    budget: int = BUDGET,
) -> Remedies:
    """Return the smallest sets of changes that turn a denial into an allow, the narrowest first.

    A set takes grants at every level that the privilege applies to, memberships in groups that
    are there, owners, and levels on workspace objects. Each was applied, and the question decided
    again; without any one of its changes it is still denied. ALL PRIVILEGES is never proposed.

    Args:
        snapshot: What is asked about.
        principal: Who was denied.
        statement: What she asked for.
        session: Where unqualified names are looked up.
        context: Where she asks from.
        limit: How many remedies to return.
        budget: How many decisions to make at most; what is left untried is told.
    """
    asked = Question(snapshot, principal, statement, session or Session(), context or Context())
    decision = asked.decide(snapshot)
    if decision.allowed:
        return Remedies.of((), decision)
    search = Search(asked, budget)
    found = search.solutions()
    prices = _Prices(search, decision)
    remedies = sorted(
        (prices.remedy(changes) for changes in found[:_WEIGHED]),
        key=_rank,
    )
    cut = search.cut or len(found) > _WEIGHED
    reason = decision.refusals[0].sentence if decision.refusals else search.reason
    reason = reason or ("" if found else _gone(asked))
    return Remedies.of(remedies[:limit], decision, total=len(remedies), cut=cut, reason=reason)


def _gone(asked: Question) -> str:
    """Return what does not exist, which whoever may not see it is not told; or nothing."""
    admin = asked.snapshot.securables[METASTORE_KEY].owner
    seen = replace(asked, principal=admin).decide(asked.snapshot)
    gone = (each.sentence for each in seen.refusals if each.code.startswith("unknown-"))
    return next(gone, "")


def _rank(one: Remedy) -> tuple[int, int, int, int, tuple[str, ...]]:
    # Of two that open as much today, the lower one opens less of what will be created.
    high = sum(3 - len(change.on.name) for change in one.changes if isinstance(change, s.Grant))
    owned = [change.target.name for change in one.changes if isinstance(change, s.AlterOwner)]
    high += sum(4 - len(name) for name in owned)
    return one.opens, high, len(one.statements), _KINDS.index(one.kind), one.statements


@dataclass(slots=True)
class _Prices:
    """Works out how much other access each set of changes opens."""

    search: Search
    decision: Decision
    reach: Reach
    before: dict[str, Pairs]

    def __init__(self, search: Search, decision: Decision) -> None:
        self.search, self.decision = search, decision
        self.reach = Reach(search.question.snapshot)
        self.before = {}

    def remedy(self, changes: Changes) -> Remedy:
        """Return a set of changes with its price."""
        after = self.search.snapshot(changes)
        assert after is not None
        gained: Pairs = Pairs()
        for who in _whom(changes):
            gained += self._gained(after, who, changes)
            gained -= self._needed(after, who, changes)
        tables = sum(gained["SELECT", type_] for type_ in RELATIONS)
        ordered = tuple(sorted(changes, key=str))
        return Remedy(told(ordered), gained.total(), kind_of(changes), tables, ordered)

    def _gained(self, after: Snapshot, who: str, changes: Changes) -> Pairs:
        if who not in self.before:
            self.before[who] = self.reach.of(self.reach.base, who)
        return self.reach.of(after, who, _keys(changes)) - self.before[who]

    def _needed(self, after: Snapshot, who: str, changes: Changes) -> Pairs:
        """Return the pairs that she did not reach, and that the question itself needs."""
        later = self.search.after(changes)
        assert later is not None
        needs = {
            (need.privilege, need.key): need
            for need in (
                *self.decision.missing,
                *(met.requirement for met in (*self.decision.met, *later.met)),
            )
            if need.key and (need.holder or self.search.question.principal) == who
        }
        return Pairs(
            (privilege, SecurableType(need.type))
            for (privilege, key), need in needs.items()
            if privilege in reaches(after, who, key) - reaches(self.reach.base, who, key)
        )


def _whom(changes: Iterable[Change]) -> Sequence[str]:
    found: dict[str, None] = {}
    for change in changes:
        for name in ("to", "owner", "member"):
            if (who := getattr(change, name, None)) is not None:
                found[who] = None
    return tuple(found)


def _keys(changes: Iterable[Change]) -> frozenset[str]:
    found = set()
    for change in changes:
        target = getattr(change, "on", None) or getattr(change, "target", None)
        if isinstance(target, s.Target):
            found.add(Session().key(target.type, target.name))
    return frozenset(found)
