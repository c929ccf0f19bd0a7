"""Compares new grants with their gates: which of them give nothing yet, and to whom."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from govsim.access import authorize
from govsim.access.index_columns import ones
from govsim.impact.answers import Dormant
from govsim.impact.candidates import acts
from govsim.impact.causes import Causes, rows_added
from govsim.impact.effects import Effects
from govsim.impact.exact import questions
from govsim.impact.targets import reached_by
from govsim.model.kinds import METASTORE_KEY, SecurableType
from govsim.model.privileges import ALL_PRIVILEGES
from govsim.model.values import ACCOUNT_USERS, Grant, PrincipalKind, Securable

T = SecurableType
# What ALL PRIVILEGES is asked about, as the others on the same securable have the same gates.
_SHOWN_BY = ("SELECT", "USE CATALOG", "USE SCHEMA", "EXECUTE", "READ VOLUME")
_NO_GATES = (T.SHARE, T.RECIPIENT, T.PROVIDER, T.CLEAN_ROOM)


def dormant_rows(effects: Effects, causes: Causes) -> Iterator[Dormant]:
    """Yield each new grant that gives nothing to some of those whom it names."""
    for one in effects.changing:
        for row in sorted(rows_added(one), key=lambda row: (row.on, row.privilege)):
            kept = effects.after.grants.get(row.on, {}).get(row.privilege, {})
            if row.principal in kept and not row.denied and effects.is_new(row):
                yield from _dormant(effects, causes, one.number, row)


def _dormant(effects: Effects, causes: Causes, number: int, row: Grant) -> Iterator[Dormant]:
    after = effects.after
    held = after.securables.get(row.on)
    if held is None or held.is_hive or held.key == METASTORE_KEY or held.type in _NO_GATES:
        return
    cause, on = causes.cause(number), held.title
    columns = effects.columns
    people = effects.masks(effects.last).union((row.principal,))
    if not people.any():
        group = after.principals.get(row.principal) is PrincipalKind.GROUP
        if group and row.principal != ACCOUNT_USERS:
            yield Dormant(cause, row, on, "nobody")
        return
    keys = reached_by(after, row)
    if row.privilege == ALL_PRIVILEGES:  # nothing in it can be read, but it may be used
        keys = keys or (row.on,)
    if not keys:
        named = columns.held(people)
        yield Dormant(cause, row, on, "empty", named, len(named))
        return
    privilege = _shown_by(after.securables[keys[0]], row.privilege)
    rows = effects.rows(effects.last, privilege, list(keys))
    left = columns.held(people & ~np.bitwise_or.reduce(rows, axis=0))
    if left:
        lacking, _ = _lacking(effects, left[0], privilege, keys[0])
        _, grants = _lacking(effects, row.principal, privilege, keys[0])
        if lacking:
            yield Dormant(cause, row, on, "gates", left, int(ones(people)), lacking, grants)


def _shown_by(held: Securable, privilege: str) -> str:
    if privilege != ALL_PRIVILEGES:
        return privilege
    own = acts(held)
    return next((each for each in _SHOWN_BY if each in own), min(own))


def _lacking(
    effects: Effects, who: str, privilege: str, key: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what one of them is missing, and the grants that would wake the row for her."""
    lacking: dict[str, None] = {}
    grants: dict[str, None] = {}
    for asked in questions(privilege, effects.after.securables[key]):
        decision = authorize(effects.after, who, asked, context=effects.context)
        for need in decision.missing:
            lacking[f"{need.privilege} on {need.name or need.type}"] = None
        grants.update(dict.fromkeys(decision.suggested_grants()))
    return tuple(lacking), tuple(grants)
