"""Compares which functions are refused to whoever calls them, by what others lack.

A function runs with its owner's rights, so that its callers keep EXECUTE and lose the function.
"""

from __future__ import annotations

from collections.abc import Iterator

from govsim.access import authorize, members_of
from govsim.access.index_standing import consulted
from govsim.catalog import Note, Snapshot
from govsim.impact.effects import Effects
from govsim.impact.naming import target_of
from govsim.impact.reasons import why_refused
from govsim.model.kinds import SecurableType
from govsim.model.statements import Ask
from govsim.model.values import ACCOUNT_USERS, RoutineDetail

_TOLD = 20
_DEFINED = "functions that read or call"


def broken_calls(effects: Effects) -> Iterator[Note]:
    """Yield each function that is refused to everybody after the script, or was before it alone."""
    touched = frozenset().union(*(one.touched for one in effects.changing))
    others = {
        member
        for one in effects.changing
        for name in one.regrouped
        for member in (name, *members_of(one.after, name), *members_of(effects.before, name))
    }
    found = [
        key
        for key in _functions(effects.before)
        if key in effects.after.securables
        and _concerned(effects, key, touched, others)
        and bool(_why(effects, effects.before, key)) is not bool(_why(effects, effects.after, key))
    ]
    for key in found[:_TOLD]:
        yield _note(effects, key)
    if len(found) > _TOLD:
        more = len(found) - _TOLD
        yield Note(
            "broken-function", f"and {more} more functions are refused, or no longer refused"
        )


def _functions(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the functions whose answers hang on more than themselves."""
    if (known := snapshot.memo.get(_DEFINED)) is None:
        known = snapshot.memo[_DEFINED] = tuple(
            key
            for key, held in snapshot.securables.items()
            if held.type is SecurableType.FUNCTION
            and isinstance(held.detail, RoutineDetail)
            and (held.detail.reads or held.detail.calls or held.detail.paths or held.detail.uses)
        )
    functions: tuple[str, ...] = known
    return functions


def _concerned(effects: Effects, key: str, touched: frozenset[str], others: set[str]) -> bool:
    for state in (effects.before, effects.after):
        deep = consulted(state, key)
        if not deep.isdisjoint(touched):
            return True
        owners = {held.owner for each in deep if (held := state.securables.get(each)) is not None}
        if not owners.isdisjoint(others):
            return True
    return False


def _why(effects: Effects, snapshot: Snapshot, key: str) -> tuple[str, ...]:
    on = target_of(snapshot.securables[key])
    asked = Ask(what="run", name=on.name, type=on.type)
    decision = authorize(snapshot, ACCOUNT_USERS, asked, context=effects.context)
    return tuple(why_refused(decision))


def _note(effects: Effects, key: str) -> Note:
    """Return what is told of a function, with the first statement after which that is so."""
    now = _why(effects, effects.after, key)
    first = next(
        one
        for one in effects.changing
        if key in one.after.securables and bool(_why(effects, one.after, key)) is bool(now)
    )
    sentence = f"function {effects.after.securables[key].name} is "
    sentence += (
        f"refused to whoever calls it: {'; '.join(now)}" if now else "no longer refused to callers"
    )
    return Note("broken-function", sentence, first.statement.at)
