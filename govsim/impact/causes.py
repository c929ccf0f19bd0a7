"""Compares as a reviewer thinks: one entry for what each statement gives or takes."""

from __future__ import annotations

from collections.abc import Iterator

from govsim.access import authorize, identities_of
from govsim.access.identities import members_of
from govsim.access.index_gates import accepted, chain
from govsim.catalog.snapshot import NO_ROWS, Snapshot
from govsim.impact.answers import Block, Cause, Entry, people_of
from govsim.impact.effects import Effects, Turn
from govsim.impact.exact import questions
from govsim.impact.naming import common, counted, name_of, type_word
from govsim.impact.reasons import reasons
from govsim.impact.steps import Taken
from govsim.model import statements as s
from govsim.model.values import Grant, PrincipalKind
from govsim.sql import write

_GROUPS = (PrincipalKind.GROUP, PrincipalKind.WORKSPACE_GROUP)


def cause_of(one: Taken) -> Cause:
    """Return a statement as the cause of something."""
    return Cause(one.number, write(one.statement), one.statement.at)


class Causes:
    """The statements of a script, each as a cause, and the rows that each added or took away."""

    def __init__(self, effects: Effects) -> None:
        self.effects = effects
        self._causes: dict[int, Cause] = {}
        self.added: dict[tuple[str, str, str], int] = {}  # key, privilege, principal → number
        self.removed: dict[str, list[tuple[str, str, int]]] = {}  # key → privilege, principal
        for one in effects.changing:
            for row in rows_added(one):
                self.added[row.on, row.privilege, row.principal] = one.number
            for row in _rows(one.touched, one.before, one.after):
                self.removed.setdefault(row.on, []).append(
                    (row.privilege, row.principal, one.number)
                )

    def cause(self, number: int) -> Cause:
        """Return a statement as the cause of something."""
        if (found := self._causes.get(number)) is None:
            found = self._causes[number] = cause_of(self.effects.taken[number - 1])
        return found

    def entries(self, turn: Turn) -> Iterator[Entry]:
        """Yield what one statement turned; privileges that go together make one entry."""
        alike: dict[tuple[tuple[bytes, tuple[str, ...]], ...], list[str]] = {}
        for privilege, found in sorted(turn.keys.items()):
            shape = tuple(sorted((bits, tuple(keys)) for bits, keys in found.items()))
            alike.setdefault(shape, []).append(privilege)
        for shape, privileges in alike.items():
            blocks = tuple(Block(keys, bits, self.effects.columns) for bits, keys in shape)
            yield Entry(
                turn.gain,
                self.cause(turn.number),
                tuple(privileges),
                blocks,
                self.on(key for block in blocks for key in block.keys),
                self.through(turn.number, blocks, gain=turn.gain),
                tuple(self._together(turn, privileges[0], blocks[0])),
                () if turn.gain else reasons(self.effects, privileges[0], blocks),
            )

    def on(self, keys: Iterator[str]) -> str:
        """Return some securables in words: `37 tables of prod.hr`."""
        found = sorted(set(keys))
        states = (self.effects.after, self.effects.before)
        if len(found) == 1:
            return f"{type_word(found[0], *states)} {name_of(found[0])}".rstrip()
        within = common(found)
        return counted(found, *states) + (f" of {within}" if within else "")

    def through(self, number: int, blocks: tuple[Block, ...], *, gain: bool) -> str:
        """Return the group by which everybody concerned is given something, or has lost it.

        It is none where a statement names a group that they are not in: the owner of a view, say.
        """
        one = self.effects.taken[number - 1]
        if isinstance(one.statement, s.AlterGroup):
            return one.statement.name
        state = one.after if gain else one.before
        name = self._named(one, state)
        if not name or state.principals.get(name) not in _GROUPS:
            return ""
        members = members_of(state, name)
        concerned = people_of(blocks[0].columns, (block.bits for block in blocks))
        return name if members.issuperset(concerned) else ""

    def _named(self, one: Taken, state: Snapshot) -> str:
        statement = one.statement
        if isinstance(statement, s.Grant | s.Revoke | s.Deny):
            return statement.to
        if isinstance(statement, s.AlterOwner):
            owners = {held.owner for key in one.touched if (held := state.securables.get(key))}
            return owners.pop() if len(owners) == 1 else ""
        return ""

    # --- what else it took ---

    def _together(self, turn: Turn, privilege: str, block: Block) -> Iterator[Cause]:
        """Yield the other statements without which one of the people would not be turned."""
        who, key = block.first, block.keys[0]
        ways = self._given(who, privilege, key) if turn.gain else self._taken(who, privilege, key)
        for number in sorted(set(ways) - {turn.number}):
            yield self.cause(number)

    def _given(self, who: str, privilege: str, key: str) -> Iterator[int]:
        """Yield the statements that added the rows by which somebody has access after."""
        after = self.effects.after
        for asked in questions(privilege, after.securables[key]):
            decision = authorize(after, who, asked, context=self.effects.context)
            for met in decision.met:
                if (row := met.grant) is not None:
                    number = self.added.get((row.on, row.privilege, row.principal))
                    if number is not None:
                        yield number

    def _taken(self, who: str, privilege: str, key: str) -> Iterator[int]:
        """Yield the statements that took away rows by which somebody met what is missing after."""
        after = self.effects.after
        if (held := after.securables.get(key)) is None:
            return
        ids = identities_of(self.effects.before, who)
        for asked in questions(privilege, held):
            decision = authorize(after, who, asked, context=self.effects.context)
            for need in decision.missing:
                words = accepted(need.privilege, after)
                for above in chain(after, need.key or key):
                    for word, holder, number in self.removed.get(above.key, ()):
                        if holder in ids and word in words:
                            yield number


def rows_added(one: Taken) -> Iterator[Grant]:
    """Yield the rows that a statement added."""
    return _rows(one.touched, one.after, one.before)


def _rows(touched: frozenset[str], here: Snapshot, there: Snapshot) -> Iterator[Grant]:
    """Yield the rows on what was touched that one state has, and the other has not."""
    for key in touched:
        rows = here.grants.get(key, NO_ROWS)
        others = there.grants.get(key, NO_ROWS)
        for privilege, holders in rows.items():
            known = others.get(privilege, {})
            for who, row in holders.items():
                if who not in known or known[who].denied is not row.denied:
                    yield row
