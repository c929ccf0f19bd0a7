"""Compares what people could see bare: who comes to take off what policies by tag put on a table.

Whoever comes to manage the table, its function, or where the policy hangs, or to set tags, may do
without it: whether she may is found by the script that does it, run before and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from govsim.access import could_get
from govsim.access.abac import guards_of, policies_over
from govsim.catalog import Note, Snapshot
from govsim.impact.answers import Cause, Entry, Escalated, named
from govsim.impact.causes import Causes
from govsim.impact.effects import Effects
from govsim.impact.escalated import by_words, guarded_by
from govsim.impact.reach import MANAGE
from govsim.model import statements as s
from govsim.model.kinds import RELATIONS, parts_of

_HELD: Final = (MANAGE, "APPLY TAG")
MOST: Final = 100  # scripts that are run for one plan; tables alike to one of them go with it

# Who, the schema, policies and tags, what she comes to hold.
Alike = tuple[str, str | None, frozenset[str], str]


class Untagging:
    """The tables under policies by tag, and who of their readers could come to read them bare."""

    def __init__(self, effects: Effects, causes: Causes) -> None:
        self.effects = effects
        self.causes = causes
        self._known: dict[Alike, bool] = {}
        self._tried: dict[tuple[str, str], bool] = {}  # people and tables of which a script was run
        self._untried: dict[Cause, tuple[set[str], set[str]]] = {}  # people, tables

    def of(self, entry: Entry) -> Iterator[Escalated]:
        """Yield the people of one gain who may now do without what a policy puts on a table."""
        held = next((word for word in _HELD if word in entry.privileges), "")
        if not held or not self.effects.after.policies:
            return
        found: dict[tuple[str, ...], dict[str, str]] = {}
        bare: dict[str, set[str]] = {}  # who is told, by table
        told = guarded_by(self.effects.after) if held == MANAGE else {}  # with what is its own
        for block in entry.blocks:
            for key in block.keys:
                for table in _under_policies(self.effects.after).get(key, ()):
                    if table in told:
                        continue
                    readers = self._readers(block.people, table)
                    # A block is of people who gain alike; a policy may name one and spare another.
                    bares = {who: self._bares(who, key, table, held) for who in readers}
                    people = tuple(who for who, does in bares.items() if does)
                    bare.setdefault(table, set()).update(people)
                    untried = {who for who, does in bares.items() if does is None}
                    self._leave(entry.cause, untried - bare[table], table)
                    if people:
                        found.setdefault(people, {}).setdefault(table, key)
        for people, keys in sorted(found.items()):
            on, first = self.causes.on(iter(keys)), next(iter(keys.values()))
            by = by_words(self.effects, people[0], first, held)
            tables = tuple(sorted(keys))
            yield Escalated(entry.cause, "SELECT", people, tables, on, by, bares=True)

    def untried(self) -> Iterator[Note]:
        """Yield, for each cause, for how many people and on which tables no script was run.

        Ask when all that `of` yields was taken.
        """
        for cause, (people, tables) in self._untried.items():
            who, on = named(tuple(sorted(people))), self.causes.on(iter(tables))
            words = f"whether {who} may now take the row filter and masks of policies off {on}, "
            words += f"because of {cause.place}, was not tried: one plan tries {MOST} scripts"
            yield Note("untried-escalation", words, cause.at)

    def _leave(self, cause: Cause, people: set[str], table: str) -> None:
        if people:
            concerned, tables = self._untried.setdefault(cause, (set(), set()))
            concerned |= people
            tables.add(table)

    def _readers(self, people: tuple[str, ...], table: str) -> tuple[str, ...]:
        effects = self.effects
        reading = set(effects.columns.held(effects.row(effects.last, "SELECT", table)))
        return tuple(who for who in people if who in reading)

    def _bares(self, who: str, key: str, table: str, held: str) -> bool | None:
        """Whether somebody now may; None where too many scripts were run to try one more."""
        before, after = self.effects.before, self.effects.after
        securable = after.securables[table]
        words = {policy.name for policy in policies_over(after, securable)}
        words |= {tag for column in securable.columns for tag, _ in column.tags}
        alike = who, securable.parent, frozenset(words), f"{held} {key if key != table else ''}"
        if alike not in self._known:
            if (who, table) not in self._tried:
                if len(self._tried) >= MOST:
                    return None
                bares = bool(_could(after, who, table) - _could(before, who, table))
                self._tried[who, table] = bares
            self._known[alike] = self._tried[who, table]
        return self._known[alike]


def _could(snapshot: Snapshot, who: str, table: str) -> set[str]:
    """Return the filters and masks of policies that somebody could have out of her way."""
    if (held := snapshot.securables.get(table)) is None:
        return set()
    question = s.Ask(what="read", name=parts_of(held.name), type=held.type)
    found = could_get(snapshot, who, question)
    return {one.without for one in found if " by policy " in one.without}


def _under_policies(snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """Return the tables that policies filter or mask, by what rests on it: by key."""
    if (held := snapshot.memo.get("under policies")) is None:
        found: dict[str, dict[str, None]] = {}
        for key, table in snapshot.securables.items():
            for guard in guards_of(snapshot, table) if table.type in RELATIONS else ():
                if not guard.policy:
                    continue
                places = {p.on for p in policies_over(snapshot, table) if p.name == guard.policy}
                for place in (key, f"routine:{guard.function}", *sorted(places)):
                    found.setdefault(place, {})[key] = None
        held = snapshot.memo["under policies"] = {key: tuple(each) for key, each in found.items()}
    tables: Mapping[str, tuple[str, ...]] = held
    return tables
