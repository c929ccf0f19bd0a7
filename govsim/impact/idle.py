"""Compares statements with what they change: those that do nothing, and grants nobody needs."""

from __future__ import annotations

from collections.abc import Iterator

from govsim.access import Standing, authorize
from govsim.catalog import Draft, Snapshot
from govsim.impact.answers import Entry, NoEffect, Redundant
from govsim.impact.causes import Causes, rows_added
from govsim.impact.effects import Effects
from govsim.impact.exact import questions
from govsim.impact.steps import Taken
from govsim.impact.targets import named_by, reached_by
from govsim.model import statements as s
from govsim.model.kinds import METASTORE_KEY
from govsim.model.privileges import ALL_PRIVILEGES
from govsim.model.values import Grant, Securable

_DATA = (s.Write, s.Maintain, s.Refresh, s.Files)
_QUIET = (*s.LOOKING, *_DATA, s.Use, s.NotSimulated, s.Compound)
_ASKED = 50  # members of a group that are looked into one by one


def idle_statements(
    effects: Effects, causes: Causes, lost: tuple[Entry, ...]
) -> Iterator[NoEffect]:
    """Yield statements that change nothing, and revokes after which nobody lost anything."""
    takes = {number for entry in lost for number in _numbers(entry)}
    for one in effects.taken:
        statement = one.statement
        if one.applied is None or isinstance(statement, _QUIET):
            continue
        if isinstance(statement, s.Create | s.CreateRoutine) and statement.temporary:
            continue
        if isinstance(statement, s.Revoke) and not statement.to_recipient:
            if one.applied.changed and one.number in takes:
                continue
            routes = tuple(dict.fromkeys(_kept(effects, one, statement)))
            why = "takes nothing away" if one.applied.changed else "changes nothing: no such grant"
            if routes and not one.applied.changed:
                why = "takes nothing away: no such grant, and the access stays"
            elif not routes and one.applied.changed:
                why = "takes nothing away: nobody could use it"
            yield NoEffect(causes.cause(one.number), why, routes)
        elif not one.applied.changed:
            yield NoEffect(causes.cause(one.number), _why(statement))


def _numbers(entry: Entry) -> tuple[int, ...]:
    return (entry.cause.number, *(cause.number for cause in entry.together))


def _why(statement: s.Statement) -> str:
    if isinstance(statement, s.Grant):
        return "changes nothing: it is granted already"
    if isinstance(statement, s.Create | s.CreateRoutine):
        return "changes nothing: it is there already"
    if isinstance(statement, s.Drop):
        return "changes nothing: there is none"
    return "changes nothing"


def _kept(effects: Effects, one: Taken, statement: s.Revoke) -> Iterator[str]:
    """Yield the routes by which the principal of a revoke keeps what was revoked."""
    key = one.session.key(statement.on.type, statement.on.name)
    held = effects.after.securables.get(key)
    if held is None:
        return
    standing = Standing(effects.after, statement.to)
    for privilege in statement.privileges:
        if privilege == ALL_PRIVILEGES:
            continue
        if (found := standing.has(privilege, held)) is not None:
            yield f"{statement.to} keeps {privilege}, {found.words()}"
        elif one.applied is not None and one.applied.changed:
            yield from _used(effects, one, Grant(statement.to, privilege, key))


def _used(effects: Effects, one: Taken, row: Grant) -> Iterator[str]:
    """Yield how somebody who used a row that is gone keeps the access, below where it was."""
    for key in reached_by(one.before, row):
        if key not in effects.after.securables:
            continue
        able = set(effects.columns.held(effects.row(one.number - 1, row.privilege, key)))
        for who in named_by(one.before, row):
            if who not in able:
                continue
            for asked in questions(row.privilege, effects.after.securables[key]):
                decision = authorize(effects.after, who, asked, context=effects.context)
                for met in decision.met:
                    if met.requirement.privilege == row.privilege:
                        on = effects.after.securables[key].title
                        yield f"{who} keeps {row.privilege} on {on}, {met.words()}"
            return


def redundant_rows(
    effects: Effects, causes: Causes, gained: tuple[Entry, ...]
) -> Iterator[Redundant]:
    """Yield each new grant from which nobody gains, with the routes that everybody has anyway.

    A grant that waits for a gate is dormant, not redundant: the routes count without the gates,
    and there must be one for each person that the grant names.
    """
    gives = {number for entry in gained for number in _numbers(entry)}
    for one in effects.changing:
        if one.number in gives or not isinstance(one.statement, s.Grant):
            continue
        for row in sorted(rows_added(one), key=lambda row: (row.on, row.privilege)):
            held = effects.after.securables.get(row.on)
            if held is None or held.is_hive or held.key == METASTORE_KEY:
                continue
            if (routes := _routes(effects.after, row, held)) is not None:
                yield Redundant(causes.cause(one.number), row, held.title, routes)


def _routes(after: Snapshot, row: Grant, held: Securable) -> tuple[str, ...] | None:
    """Return how everybody named by a row holds the privilege without it; None when not all do."""
    without = _without(after, row)
    keys = reached_by(without, row) or (held.key,)
    whole = _all(without, row.principal, row.privilege, keys)
    if whole is not None:
        return (f"{row.principal} holds it {whole}",)
    people = named_by(after, row)
    if not people or len(people) > _ASKED or people == (row.principal,):
        return None
    routes: dict[str, None] = {}
    for who in people:
        found = _all(without, who, row.privilege, keys)
        if found is None:
            return None
        routes[f"{who} holds it {found}"] = None
    return tuple(routes)


def _all(without: Snapshot, who: str, privilege: str, keys: tuple[str, ...]) -> str | None:
    standing = Standing(without, who)
    words = ""
    for key in keys:
        found = standing.has(privilege, without.securables[key])
        if found is None:
            return None
        words = words or found.words()
    return words


def _without(after: Snapshot, row: Grant) -> Snapshot:
    draft = Draft(after)
    draft.drop_row(row.on, row.privilege, row.principal)
    return draft.finish()
