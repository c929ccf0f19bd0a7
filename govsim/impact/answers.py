"""Compares in words: what the plan of a change is made of, each part with its cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from govsim.errors import Place
from govsim.impact.naming import joined, name_of, place_of, plural
from govsim.model.privileges import DML
from govsim.model.values import Grant

if TYPE_CHECKING:
    from govsim.access.index_columns import Columns

_SHOWN: Final = 4  # privileges, and names, told one by one


@dataclass(frozen=True, slots=True)
class Cause:
    """One statement of a change."""

    number: int  # counts the statements of the script, from 1
    text: str = field(compare=False)
    at: Place | None = field(default=None, compare=False)

    @property
    def place(self) -> str:
        """Where it stands: source and line, or its number."""
        return place_of(self.at, self.number)


@dataclass(frozen=True, slots=True)
class Pair:
    """One principal's use of one privilege on one securable."""

    principal: str
    privilege: str
    key: str

    @property
    def name(self) -> str:
        """The full name of the securable."""
        return name_of(self.key)


@dataclass(slots=True)
class Block:
    """The same people on some securables. Who they are is worked out when it is asked."""

    keys: tuple[str, ...]
    bits: bytes
    columns: Columns = field(repr=False)
    _people: tuple[str, ...] | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """The users and service principals, in order."""
        if self._people is None:
            self._people = people_of(self.columns, (self.bits,))
        return self._people

    @property
    def who(self) -> str:
        """The people in words: `ana, ben and 212 others`."""
        return named(self.people)

    @property
    def names(self) -> tuple[str, ...]:
        """The full names of the securables."""
        return tuple(map(name_of, self.keys))

    @property
    def first(self) -> str:
        """One of the people: the first in order."""
        whole = int.from_bytes(self.bits, "little")
        return self.columns.users[(whole & -whole).bit_length() - 1]

    @property
    def count(self) -> int:
        """How many pairs of principal and securable there are."""
        return len(self.keys) * int.from_bytes(self.bits, "little").bit_count()


def people_of(columns: Columns, several: Iterable[bytes]) -> tuple[str, ...]:
    """Return all people of some rows of bits, in order."""
    import numpy as np

    whole = 0
    for bits in several:
        whole |= int.from_bytes(bits, "little")
    row = np.frombuffer(whole.to_bytes(columns.words * 8, "little"), dtype=np.uint64)
    return columns.held(row)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one statement gives or takes: the same privileges, on some securables, to some people.

    `through` is the group that a row or an owner names; `together` are other statements without
    which it would not be so; `why` tells of a loss what else is lacking, such as an owner's right.
    """

    gain: bool
    cause: Cause
    privileges: tuple[str, ...]
    blocks: tuple[Block, ...]
    on: str  # what they are, in words: `37 tables of prod.hr`
    through: str = ""
    together: tuple[Cause, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Every user and service principal concerned, in order."""
        return people_of(self.blocks[0].columns, (block.bits for block in self.blocks))

    @property
    def keys(self) -> tuple[str, ...]:
        """Every securable concerned, in order."""
        return tuple(sorted(key for block in self.blocks for key in block.keys))

    @property
    def count(self) -> int:
        """How many triples of principal, privilege and securable there are."""
        return len(self.privileges) * sum(block.count for block in self.blocks)

    def pairs(self) -> Iterator[Pair]:
        """Yield every triple of principal, privilege and securable."""
        for block in self.blocks:
            for key in block.keys:
                for privilege in self.privileges:
                    yield from (Pair(who, privilege, key) for who in block.people)

    def words(self) -> str:
        """Return the entry as a reviewer says it."""
        who = named(people := self.people)
        verb = ("gain" if self.gain else "lose") + ("s" if len(people) == 1 else "")
        via = f" through group {self.through}" if self.through else ""
        some = ", each on some of them" if len(self.blocks) > 1 else ""
        return f"{who} {verb} {shown(self.privileges)} on {self.on}{some}{via}, {self.because()}"

    def because(self) -> str:
        """Return the cause in words."""
        places = dict.fromkeys(cause.place for cause in self.together)
        places.pop(self.cause.place, None)  # two statements may stand in one line
        if not places:
            return f"because of {self.cause.place}"
        others = joined(places)
        return f"because of {self.cause.place} together with {others}"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Everything that is gained, or everything that is lost."""

    entries: tuple[Entry, ...] = ()

    @property
    def count(self) -> int:
        """How many triples of principal, privilege and securable there are."""
        return sum(entry.count for entry in self.entries)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody concerned, in order."""
        return tuple(sorted({who for entry in self.entries for who in entry.people}))

    def __iter__(self) -> Iterator[Pair]:
        """Yield every triple of principal, privilege and securable, entry by entry."""
        for entry in self.entries:
            yield from entry.pairs()

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True, slots=True)
class Veiled:
    """People who read some relations before and after, and do not see the same."""

    cause: Cause
    clearer: bool  # whether they see what was filtered or masked before
    people: tuple[str, ...]
    keys: tuple[str, ...]
    what: tuple[str, ...]  # `column mask prod.hr.hide on email`
    on: str

    def words(self) -> str:
        """Return the change as a reviewer says it."""
        one = len(self.people) == 1
        verb = "reads" if one else "read"
        how = "without" if self.clearer else "under"
        what = joined(self.what[:_SHOWN])
        return f"{named(self.people)} now {verb} {self.on} {how} {what}, because of {self.place}"

    @property
    def place(self) -> str:
        """Where the statement stands."""
        return self.cause.place


@dataclass(frozen=True, slots=True)
class Dormant:
    """A new grant that gives nothing yet, or nothing to some of those it names."""

    cause: Cause
    row: Grant
    on: str  # `TABLE prod.hr.pay`
    reason: str  # `gates`, `empty`, `nobody` or `denied`
    people: tuple[str, ...] = ()  # to whom it gives nothing
    members: int = 0  # whom it names in all
    lacking: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()  # what would wake it

    def words(self) -> str:
        """Return the finding as a reviewer says it."""
        what = f"{self.row.privilege} on {self.on} to {self.row.principal}"
        if self.reason == "nobody":
            return f"{what} gives nobody anything yet: {self.row.principal} has no members"
        if self.reason == "empty":
            return f"{what} gives nothing yet: nothing that it speaks of is there"
        lacking = joined(self.lacking)
        lacking += " is missing" if len(self.lacking) == 1 else " are missing"
        if len(self.people) == self.members:
            return f"{what} gives nothing yet: {lacking}"
        whom = f"{len(self.people):,} of {self.members:,} members"
        return f"{what} gives nothing yet to {whom}: {lacking}"


@dataclass(frozen=True, slots=True)
class Woken:
    """A grant that was there before, gave nothing to some people, and does so now."""

    cause: Cause
    row: Grant
    held_on: str  # `SCHEMA prod.hr`
    people: tuple[str, ...]
    on: str  # what they can now reach by it
    more: int = 0  # securables of the same statement whose grants were not looked into

    def words(self) -> str:
        """Return the finding as a reviewer says it."""
        rest = f"; {self.more:,} more were not looked into" if self.more else ""
        row = f"{self.row.privilege} on {self.held_on}, granted to {self.row.principal} before"
        verb = "reaches" if len(self.people) == 1 else "reach"
        return f"{self.cause.place} wakes {row}: {named(self.people)} now {verb} {self.on}{rest}"


@dataclass(frozen=True, slots=True)
class NoEffect:
    """A statement that changes nothing, or a revoke that takes nothing away."""

    cause: Cause
    why: str
    routes: tuple[str, ...] = ()  # by which the access stays

    def words(self) -> str:
        """Return the finding as a reviewer says it."""
        kept = f": {'; '.join(self.routes[:_SHOWN])}" if self.routes else ""
        return f"{self.cause.place} {self.why}{kept}"


@dataclass(frozen=True, slots=True)
class Redundant:
    """A new grant that gives nobody anything: everyone whom it names has it by another route."""

    cause: Cause
    row: Grant
    on: str
    routes: tuple[str, ...]

    def words(self) -> str:
        """Return the finding as a reviewer says it."""
        what = f"{self.row.privilege} on {self.on} to {self.row.principal}"
        return f"{what} is redundant: {'; '.join(self.routes[:_SHOWN])}"


@dataclass(frozen=True, slots=True)
class Escalated:
    """People who may now give themselves what they cannot do."""

    cause: Cause
    privilege: str  # what they would grant themselves
    people: tuple[str, ...]
    keys: tuple[str, ...]
    on: str
    by: str  # `MANAGE on SCHEMA prod.hr`
    bares: bool = False  # they read it already, and may do without its row filter and masks

    def words(self) -> str:
        """Return the finding as a reviewer says it."""
        who = f"{named(self.people)} may now"
        does = f"grant {_self(self.people)} {self.privilege} on {self.on}"
        if self.bares:
            does = f"take the row filter and masks off {self.on}, or have them show everything"
        return f"{who} {does}: {self.by}, because of {self.cause.place}"


@dataclass(frozen=True, slots=True)
class Denied:
    """A statement that its author may not run with the rights held at that step."""

    cause: Cause
    principal: str
    lacking: tuple[str, ...]
    grants: tuple[str, ...] = ()  # what would let her

    def words(self) -> str:
        """Return the finding as a reviewer says it."""
        return f"{self.principal} may not run {self.cause.place}: {'; '.join(self.lacking)}"


def named(people: tuple[str, ...]) -> str:
    """Return people by name when they are few, and else their number."""
    return joined(people) if len(people) <= 2 else f"{len(people):,} people"


def shown(privileges: Iterable[str]) -> str:
    """Return privileges as a list; those that another implies are left out, and many cut short."""
    every = set(privileges)
    kept = sorted(every - DML if "MODIFY" in every else every, key=_rank)
    if len(kept) <= _SHOWN + 1:
        return joined(kept)
    rest = len(kept) - _SHOWN
    return f"{', '.join(kept[:_SHOWN])} and {rest} more {plural('privilege', rest)}"


def _rank(privilege: str) -> tuple[int, str]:
    first = ("USE CATALOG", "USE SCHEMA", "SELECT", "MODIFY", "EXECUTE", "READ VOLUME")
    return (first.index(privilege) if privilege in first else len(first), privilege)


def _self(people: tuple[str, ...]) -> str:
    return "themselves" if len(people) > 1 else "herself"
