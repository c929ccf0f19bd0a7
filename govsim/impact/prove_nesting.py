"""Holds how groups nest before and after a change, and which of them nest differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govsim.access.index_changes import changed
from govsim.access.index_standing import groups_above, identities
from govsim.catalog.snapshot import Snapshot, kind_of_principal
from govsim.model.values import ACCOUNT_USERS, PrincipalKind

_NONE: frozenset[str] = frozenset()
_PERSONS = (PrincipalKind.USER, PrincipalKind.SERVICE_PRINCIPAL)


class Nesting:
    """The groups above each group, in two snapshots."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.old = before
        self.new = after
        self.persons: set[str] = set()
        self._escapes: dict[frozenset[str], Escape] = {}
        self._before: dict[str, frozenset[str]] = {}
        self._after: dict[str, frozenset[str]] = {}
        # Whose own groups changed.
        self.moved = {
            name
            for name in changed(before.parents, after.parents)
            if before.parents.get(name, _NONE) != after.parents.get(name, _NONE)
        }
        self.changed = frozenset(self._changed())  # groups that stand in other groups than before

    def is_person(self, name: str) -> bool:
        """Whether a name is a user or service principal, who cannot be joined.

        Whoever is asked about is in `persons` from then on, if so.
        """
        found = (self.new.principals.get(name) or kind_of_principal(name)) in _PERSONS
        if found:
            self.persons.add(name)
        return found

    def before(self, group: str) -> frozenset[str]:
        """Return a group with every group above it, before the change."""
        if (found := self._before.get(group)) is None:
            found = self._before[group] = groups_above(self.old, (group,))
        return found

    def after(self, group: str) -> frozenset[str]:
        """Return a group with every group above it, after the change."""
        if (found := self._after.get(group)) is None:
            found = self._after[group] = groups_above(self.new, (group,))
        return found

    def escape(self, closed: frozenset[str]) -> Escape:
        """Return the ways around one gate."""
        if (found := self._escapes.get(closed)) is None:
            if len(self._escapes) > 1000:
                self._escapes.clear()
            found = self._escapes[closed] = Escape(self, closed)
        return found

    def both(
        self, user: str | None, groups: Iterable[str]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Return the identities of a newcomer before and after the change."""
        start = {ACCOUNT_USERS} | ({user} if user else set())
        was = start.union(*map(self.before, groups))
        return frozenset(was), frozenset(start.union(*map(self.after, groups)))

    def joined(self) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
        """Yield each present user who came into some group, with her identities on both sides."""
        for name in sorted(self.moved):
            if name in self.old.principals and self.is_person(name):
                was, now = identities(self.old, name), identities(self.new, name)
                if now - was:
                    yield name, was, now

    @property
    def shaken(self) -> set[str]:
        """The groups that some group came to stand in, or no longer does."""
        return set().union(*(self.before(g) ^ self.after(g) for g in self.changed))

    def _changed(self) -> Iterator[str]:
        waiting = [name for name in self.moved if not self.is_person(name)]
        seen = set(waiting)
        while waiting:
            group = waiting.pop()
            if self.before(group) != self.after(group):
                yield group
            for state in (self.old, self.new):
                for member in state.members.get(group, ()):
                    if member not in seen and not self.is_person(member):
                        seen.add(member)
                        waiting.append(member)


class Escape:
    """The groups that a newcomer may be put into without passing one gate before the change."""

    def __init__(self, nesting: Nesting, closed: frozenset[str]) -> None:
        self.nesting = nesting
        self.closed = closed
        self._stuck: set[str] = set()  # persons, and groups that pass the gate
        self._free: set[str] = set()
        self._changed = [group for group in nesting.changed if self._is_free(group)]

    def into(self, names: frozenset[str]) -> str | None:
        """Return the first group by which a newcomer passes another gate, if there is one.

        Those named are enough, for a group below one has more; unless its nesting changed.
        """
        left = names - self._stuck
        for name in left - self._free:
            (self._free if self._is_free(name) else self._stuck).add(name)
        left -= self._stuck
        below = (g for g in self._changed if not self.nesting.after(g).isdisjoint(names))
        return min((*left, *below), default=None)

    def _is_free(self, name: str) -> bool:
        nesting = self.nesting
        return not nesting.is_person(name) and nesting.before(name).isdisjoint(self.closed)
