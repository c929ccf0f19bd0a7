"""Compares old grants with new gates: which of them give something from now on."""

from __future__ import annotations

from collections.abc import Iterator

from govsim.access import authorize, members_of
from govsim.access.index_gates import chain
from govsim.catalog import Snapshot
from govsim.impact.answers import Block, Entry, Woken
from govsim.impact.causes import Causes
from govsim.impact.effects import Effects
from govsim.impact.exact import questions
from govsim.model.values import Grant, PrincipalKind

_GATES = ("USE CATALOG", "USE SCHEMA", "MANAGE", "BROWSE")
_PEOPLE = (PrincipalKind.USER, PrincipalKind.SERVICE_PRINCIPAL)
_ASKED = 500  # questions about one entry, at most


def woken_rows(effects: Effects, causes: Causes, gained: tuple[Entry, ...]) -> Iterator[Woken]:
    """Yield each grant of before the script by which somebody gains access now."""
    found: dict[tuple[int, str, str, str], tuple[Grant, set[str], set[str]]] = {}
    left: dict[int, int] = {}
    for entry in gained:
        privileges = [word for word in entry.privileges if word not in _GATES]
        if not privileges:
            continue
        for block, row, given in _given(effects, entry, privileges[0]):
            if row is None:
                number = entry.cause.number
                left[number] = left.get(number, 0) + len(given)
                continue
            place = (entry.cause.number, row.on, row.privilege, row.principal)
            _, people, keys = found.setdefault(place, (row, set(), set()))
            people |= _named(effects, row) & set(block.people)
            keys.update(given)
    for (number, *_), (row, people, keys) in sorted(found.items(), key=lambda item: item[0]):
        held_on = effects.after.securables[row.on].title
        on = causes.on(iter(keys))
        more = left.pop(number, 0)
        yield Woken(causes.cause(number), row, held_on, tuple(sorted(people)), on, more)


def _given(
    effects: Effects, entry: Entry, privilege: str
) -> Iterator[tuple[Block, Grant | None, list[str]]]:
    """Yield the grants of before by which people of an entry now hold a privilege, and on what.

    Without a grant come the securables that too many questions were asked to be looked into.
    """
    asked = 0
    for block in entry.blocks:
        left: dict[str, list[str]] = {}
        for key in block.keys:
            left.setdefault(effects.after.securables[key].parent or "", []).append(key)
        while left and asked < _ASKED:
            asked += 1
            parent = next(iter(left))
            key = left[parent].pop()
            row = _by(effects, block.first, privilege, key)
            given = [key]
            # What a row gives on one thing it gives on all below the place where it stands.
            on = parent if row is None else row.on
            if on != key:
                for each in [each for each in left if on in _above(effects.after, each)]:
                    given += left.pop(each)
            if not left.get(parent, True):
                del left[parent]
            if row is not None:
                yield block, row, given
        if left:
            yield block, None, [key for keys in left.values() for key in keys]


def _above(snapshot: Snapshot, parent: str) -> set[str]:
    return {each.key for each in chain(snapshot, parent)}


def _by(effects: Effects, who: str, privilege: str, key: str) -> Grant | None:
    """Return the grant of before by which somebody now holds a privilege, if there is one."""
    held = effects.after.securables[key]
    for asked in questions(privilege, held):
        decision = authorize(effects.after, who, asked, context=effects.context)
        for met in decision.met:
            row = met.grant
            if row is None or met.requirement.privilege != privilege:
                continue
            before = effects.before.grants.get(row.on, {}).get(row.privilege, {})
            if row.principal in before:
                return row
    return None


def _named(effects: Effects, row: Grant) -> frozenset[str]:
    if effects.after.principals.get(row.principal) in _PEOPLE:
        return frozenset({row.principal})
    return members_of(effects.after, row.principal)
