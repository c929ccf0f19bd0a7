"""Compares two snapshots for anybody, present or future: does some principal gain access?

Access is a conjunction of gates, each met by being somebody or by being in some group; nothing is
negated, so more memberships never take access away. A newcomer who passes every gate after and
fails one before is found, or shown not to exist, gate by gate: the work is linear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from govsim.access.index_gates import Gate
from govsim.catalog.snapshot import Snapshot
from govsim.impact.prove_gates import Doors, States
from govsim.impact.prove_nesting import Nesting
from govsim.model.values import ACCOUNT_USERS

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Somebody who would gain access: at most one user, put into some groups."""

    key: str
    privilege: str
    user: str | None  # a named user or service principal it must be; None: anybody
    groups: tuple[str, ...]  # what they must be in, no more; in order
    fails: tuple[str, str] | None  # the privilege and key of a gate closed to them before


Answer = tuple[Counterexample | None, bool]  # and whether it holds with exceptions


@dataclass(frozen=True, slots=True)
class Proof:
    """What was shown of every principal, present or future."""

    privilege: str
    checked: int  # securables spoken of, those that nothing reached among them
    counterexamples: tuple[Counterexample, ...] = ()
    unproved: tuple[tuple[str, str], ...] = ()  # key, and why nothing can be said

    @property
    def proved(self) -> bool:
        """Whether nothing refutes it and nothing is left open."""
        return not self.counterexamples and not self.unproved


def prove_no_new_access(
    before: Snapshot,
    after: Snapshot,
    *,
    privilege: str = "SELECT",
    keys: Collection[str] | None = None,
    workspace: str | None = None,
    renamed: Mapping[str, str] = _NOTHING,
) -> Proof:
    """Prove that a change gives nobody a data access they had not, whatever groups they are in.

    Args:
        before: The metastore before the change.
        after: The metastore after it. What it shares with `before` is not looked at again.
        privilege: The access in question.
        keys: Which securables to speak of; None speaks of all that the privilege fits.
        workspace: Where requests come from; None leaves bindings out.
        renamed: New keys with the keys that they had; they are no new securables.

    Returns:
        The proof. Groups are nested as each snapshot has them; who is in them is left open, and
        present users whose memberships changed are replayed as they are.
    """
    states = States(before, after, privilege, workspace, renamed)
    nesting = Nesting(before, after)
    shared: dict[object, Answer] = {}
    found: list[Counterexample] = []
    left: list[tuple[str, str]] = []
    for key in sorted(states.reached(nesting, keys)):
        left.extend((key, why) for why in states.doubts(key))
        share = states.share(key)
        if (answer := shared.get(share)) is None:
            answer = shared[share] = _answer(key, states.doors(key), nesting, privilege)
        gain, sure = answer
        if gain is not None and sure and not states.denies(key):
            found.append(_of(gain, key))
        elif gain is not None:
            left.append((key, "a policy with EXCEPT, or a DENY, takes part"))
    found.extend(_joined(states, nesting, keys))
    return Proof(privilege, states.count(keys), tuple(found), tuple(left))


def never(
    snapshot: Snapshot,
    privilege: str,
    keys: Collection[str],
    outside: frozenset[str],
    *,
    workspace: str | None = None,
) -> Proof:
    """Prove that nobody outside some groups can have access, present or future.

    Args:
        snapshot: The metastore.
        privilege: The access in question.
        keys: The securables to speak of.
        outside: The groups, or single principals, that may have access.
        workspace: Where requests come from; None leaves bindings out.

    Returns:
        The proof; a counterexample is somebody in none of these groups, and `fails` is None.
    """
    states = States(snapshot, snapshot, privilege, workspace)
    nesting = Nesting(snapshot, snapshot)
    allowed = Gate("", "", outside)
    found: list[Counterexample] = []
    left: list[tuple[str, str]] = []
    for key in sorted(keys):
        doors = Doors(states.after.gates(key), None)
        if doors.after is None:
            continue
        gain = _gain(key, Doors(doors.after, (allowed,)), nesting, privilege)
        if gain is not None and _replays(gain, Doors(doors.after, None), nesting):
            found.append(replace(gain, fails=None))
        elif gain is not None:
            left.append((key, "a policy with EXCEPT takes part"))
    return Proof(privilege, len(keys), tuple(found), tuple(left))


def _answer(key: str, doors: Doors, nesting: Nesting, privilege: str) -> Answer:
    gain = None if doors.after is None else _gain(key, doors, nesting, privilege)
    return gain, gain is not None and _replays(gain, doors, nesting)


def _of(gain: Counterexample, key: str) -> Counterexample:
    """Return the same counterexample, told of another securable that is like its own."""
    fails = gain.fails
    if fails is not None and fails[1] == gain.key:
        fails = (fails[0], key)
    return replace(gain, key=key, fails=fails)


def _gain(key: str, doors: Doors, nesting: Nesting, privilege: str) -> Counterexample | None:
    """Return somebody who passes every gate after, and fails one before."""
    wide = [(gate, _widest(gate)) for gate in doors.after or ()]
    names = [names for _, names in wide]
    for closed, gate in _narrowest(doors.before):
        if ACCOUNT_USERS in closed or (
            not nesting.changed and any(open_ <= closed for open_ in names)
        ):
            continue
        picked = newcomer(names, closed, nesting)
        if picked is not None:
            fails = (gate.privilege, gate.on) if gate else None
            return Counterexample(key, privilege, picked[0], picked[1], fails)
    return None


def newcomer(
    after: Iterable[frozenset[str]], closed: frozenset[str], nesting: Nesting
) -> tuple[str | None, tuple[str, ...]] | None:
    """Return a user, or None for anybody, and groups that pass every gate but the closed one.

    A gate that names everybody needs nothing. Else some group in it must miss the closed gate, or
    the one user must be named in it.
    """
    gates = [names for names in after if ACCOUNT_USERS not in names]
    escape = nesting.escape(closed)
    picked: list[tuple[str, frozenset[str]]] = []  # a group, and the gate it passes
    persons: frozenset[str] | None = None  # who must pass the gates that no group passes
    for names in gates:
        if (group := escape.into(names)) is not None:
            picked.append((group, names))
            continue
        named = (names & nesting.persons) - closed
        persons = named if persons is None else persons & named
        if not persons:
            return None
    user = min(persons) if persons else None
    groups = {group for group, names in picked if user is None or user not in names}
    return user, _fewest(user, groups, gates, nesting)


def _fewest(
    user: str | None, groups: set[str], gates: list[frozenset[str]], nesting: Nesting
) -> tuple[str, ...]:
    """Return as few of some groups as pass the same gates: one may pass another's as well."""
    for group in sorted(groups) if len(groups) > 1 else ():
        _, now = nesting.both(user, tuple(sorted(groups - {group})))
        if not any(names.isdisjoint(now) for names in gates):
            groups = groups - {group}
    return tuple(sorted(groups))


def _widest(gate: Gate) -> frozenset[str]:
    """Return all who may pass a gate, as if no policy had exceptions."""
    return gate.names.union(*(p.to for p in gate.gifts)) if gate.gifts else gate.names


def _narrowest(gates: tuple[Gate, ...] | None) -> Iterator[tuple[frozenset[str], Gate | None]]:
    """Yield those sure to pass each gate: a policy with exceptions may not let them."""
    if gates is None:
        yield frozenset(), None
        return
    for gate in gates:
        sure = [policy.to for policy in gate.gifts if not policy.excepted]
        yield gate.names.union(*sure) if sure else gate.names, gate


def _replays(gain: Counterexample, doors: Doors, nesting: Nesting) -> bool:
    """Whether somebody passes every gate after, and not every gate before, with exceptions."""
    was, now = nesting.both(gain.user, gain.groups)
    opens = all(gate.open_to(now) for gate in doors.after or ())
    return opens and (doors.before is None or not all(g.open_to(was) for g in doors.before))


def _joined(
    states: States, nesting: Nesting, keys: Collection[str] | None
) -> Iterator[Counterexample]:
    """Yield what present users gain by the groups that the change puts them into."""
    for user, was, now in nesting.joined():
        groups = nesting.new.parents[user] - nesting.old.parents.get(user, frozenset())
        for key in sorted(states.named(now - was, keys)):
            doors = states.doors(key)
            if doors.after is None or not all(gate.open_to(now) for gate in doors.after):
                continue
            closed = [gate for gate in doors.before or () if not gate.open_to(was)]
            if closed or doors.before is None:
                fails = (closed[0].privilege, closed[0].on) if closed else None
                yield Counterexample(key, states.privilege, user, tuple(sorted(groups)), fails)
