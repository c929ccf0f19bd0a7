"""Decides which smallest sets of changes would turn a denial into an allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from govsim.access.answers import Decision
from govsim.access.candidates import Candidates, Gap, Question, gaps_of
from govsim.access.changes import Change, applied
from govsim.catalog import Snapshot

BUDGET: Final = 3_000  # decisions made before the search is cut
Changes = frozenset[Change]


@dataclass(slots=True)
class Search:
    """A search through sets of changes, the smallest first.

    Each step closes the first gap that a set leaves, in every way there is, so that no set is
    overlooked. `cut` says whether the budget ran out before all were tried.
    """

    question: Question
    budget: int = BUDGET
    cut: bool = False
    reason: str = ""  # why the statement fails though every right to it is held
    feasible: Callable[[Change], bool] | None = None  # None: whoever may make the changes
    _known: dict[Changes, Decision | None] = field(default_factory=dict)

    def solutions(self) -> tuple[Changes, ...]:
        """Return every minimal set that is found: without any one of its changes it fails."""
        candidates = Candidates(self.question, own=self.feasible is not None)
        found: list[Changes] = []
        frontier: list[Changes] = [frozenset()]
        while frontier and not self.cut:
            left = [changes for changes in frontier if self._leaves_gaps(changes, found)]
            larger = (more for changes in left for more in self._larger(candidates, changes))
            frontier = list(dict.fromkeys(larger))
        return tuple(found)

    def _leaves_gaps(self, changes: Changes, found: list[Changes]) -> bool:
        """Note a set that is a solution; return whether it is to be enlarged."""
        decision = self.after(changes)
        if decision is None or any(done <= changes for done in found):
            return False
        if gaps_of(decision):
            return True
        if self._is_minimal(changes):
            found.append(changes)
        return False

    def _larger(self, candidates: Candidates, changes: Changes) -> Iterator[Changes]:
        """Yield a set with one change more that closes the first gap, in each way there is."""
        decision = self.after(changes)
        assert decision is not None
        gap = gaps_of(decision)[0]
        for change in candidates.closing(decision, gap):
            if self.feasible is None or self.feasible(change):
                more = changes | {change}
                if self._closes(more, gap):
                    yield more

    def _closes(self, changes: Changes, gap: Gap) -> bool:
        decision = self.after(changes)
        return decision is not None and gap not in gaps_of(decision)

    def _is_minimal(self, changes: Changes) -> bool:
        if not changes or not self._holds(changes):
            return False
        return not any(self._allowed(changes - {change}) for change in changes)

    def _allowed(self, changes: Changes) -> bool:
        if changes not in self._known:  # what is found is made sure of, whatever the budget
            self.budget += 1
        decision = self.after(changes)
        return decision is not None and decision.allowed

    def _holds(self, changes: Changes) -> bool:
        """Whether the question is allowed in full: rights, and a statement that then applies."""
        after = self.snapshot(changes)
        if after is None:
            return False
        decision = self.question.decide(after)
        if decision.refusals:
            self.reason = decision.refusals[0].sentence
        return decision.allowed

    def snapshot(self, changes: Changes) -> Snapshot | None:
        """Return the snapshot after some changes; None when they do not fit."""
        return applied(self.question.snapshot, changes)

    def after(self, changes: Changes) -> Decision | None:
        """Return the decision after some changes; None when they do not fit, or the budget ends."""
        if changes in self._known:
            return self._known[changes]
        if self.budget <= 0:
            self.cut = True
            return None
        self.budget -= 1
        snapshot = self.snapshot(changes)
        found = None if snapshot is None else self.question.ask(snapshot)
        self._known[changes] = found
        return found
