"""Decides by which statements a principal could come to do something, each of which she may run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from govsim.access.answers import Decision, Requirement
from govsim.access.candidates import Question
from govsim.access.changes import Change
from govsim.access.counterfactual import Search
from govsim.access.run import run
from govsim.access.standing import Standing
from govsim.access.suggest import grouped
from govsim.catalog import Snapshot
from govsim.model import statements as s
from govsim.model.kinds import METASTORE_KEY

_DEPTH: Final = 3  # a right to grant, got by a right to transfer, got by a role
_BUDGET: Final = 600  # decisions for one question; who may change little needs few
_TRIED: Final = 60  # sets of changes that are run
Script = tuple[s.Statement, ...]


@dataclass(slots=True)
class Escalating:
    """The search for a script, as one principal, from one snapshot."""

    asked: Question
    depth: int = _DEPTH
    cut: bool = False
    best: Script = ()  # the script that was found
    _feasible: dict[Change, bool] = field(default_factory=dict)

    def script(self) -> Script | None:
        """Return the shortest script after which she may do what was asked, as it has been run.

        It is empty when she may do so already, and None when no script was found.
        """
        asked = self.asked
        decision = asked.ask(asked.snapshot)
        if decision.allowed:
            return () if asked.decide(asked.snapshot).allowed else None
        if self.depth == 0 or hopeless(asked, decision):
            return None
        search = Search(asked, budget=_BUDGET, feasible=self.feasible)
        found = search.solutions()
        self.cut |= search.cut or len(found) > _TRIED
        ordered = sorted((ordered_script(changes) for changes in found), key=_length)
        return self._shortest(ordered[:_TRIED])

    def _shortest(self, scripts: Sequence[Script]) -> Script | None:
        best: Script | None = None
        for statements in scripts:
            if best is not None and len(statements) >= len(best):
                break  # they come in order of their length, and only grow
            script = self._ran(statements)
            if script is not None and (best is None or len(script) < len(best)):
                best = script
        self.best = best or ()
        return best

    def feasible(self, change: Change) -> bool:
        """Whether she may make a change, or could come to."""
        if isinstance(change, s.Grant | s.AlterOwner) and change not in self._feasible:
            self._feasible[change] = self._before(change, self.asked.snapshot) is not None
        return self._feasible.get(change, False)

    def _before(self, statement: s.Statement, snapshot: Snapshot) -> Script | None:
        asked = replace(self.asked, snapshot=snapshot, statement=statement)
        if asked.ask(snapshot).allowed:
            return ()
        return Escalating(asked, self.depth - 1).script() if self.depth > 1 else None

    def _ran(self, statements: Sequence[s.Statement]) -> Script | None:
        """Return statements with what must come before each, when all of it runs as her."""
        asked, at = self.asked, self.asked.snapshot
        script: list[s.Statement] = []
        for statement in statements:
            before = self._before(statement, at)
            if before is None:
                return None
            after = ran(at, asked, [*before, statement])
            if after is None:
                return None
            script += [*before, statement]
            at = after
        return tuple(script) if asked.decide(at).allowed else None


def hopeless(asked: Question, decision: Decision) -> bool:
    """Whether some gap is nowhere near what she manages, so that no statement of hers closes it."""
    standing = Standing(asked.snapshot, asked.principal)
    if standing.is_metastore_admin or standing.is_account_admin:
        return False
    return not all(_near(asked, standing, need) for need in decision.missing)


def _near(asked: Question, standing: Standing, need: Requirement) -> bool:
    """Whether she manages something whose rows or owner bear on a requirement."""
    on = asked.snapshot.securables.get(need.key)
    if on is None or on.key == METASTORE_KEY:
        return False
    places = [on]
    if need.holder:  # she might take over what reads it
        places += [held for held in asked.named().values() if held.owner == need.holder]
    return any(standing.holds(held) for place in places for held in standing.chain(place))


def ordered_script(changes: Iterable[Change]) -> Script:
    """Return changes as statements: owners first, from above, then one GRANT a securable."""
    owners = [change for change in changes if isinstance(change, s.AlterOwner)]
    grants = [change for change in changes if isinstance(change, s.Grant)]
    grants.sort(key=_order)
    owners.sort(key=lambda owner: (len(owner.target.name), owner.target.name))
    rows = ((grant.privileges[0], grant.on, grant.to) for grant in grants)
    return (*owners, *grouped(rows))


def _order(grant: s.Grant) -> tuple[int, s.Name, str, bool, tuple[str, ...]]:
    use = grant.privileges[0].startswith("USE")
    return len(grant.on.name), grant.on.name, grant.to, not use, grant.privileges


def _length(script: Script) -> tuple[int, int]:
    high = sum(3 - len(found.on.name) for found in script if isinstance(found, s.Grant))
    return len(script), high


def ran(snapshot: Snapshot, asked: Question, statements: Sequence[s.Statement]) -> Snapshot | None:
    """Return the snapshot after statements that she may all run, in order; None otherwise."""
    done = run(snapshot, statements, asked.principal, session=asked.session, context=asked.context)
    return None if done.errors else done.after
