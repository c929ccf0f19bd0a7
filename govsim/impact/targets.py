"""Compares rows by what they reach: the securables that a grant speaks of, and whom it names."""

from __future__ import annotations

from collections.abc import Iterator

from govsim.access import members_of
from govsim.catalog import Snapshot
from govsim.impact.candidates import acts
from govsim.model.kinds import IN_SCHEMA, SecurableType
from govsim.model.values import Grant, PrincipalKind

T = SecurableType
_PEOPLE = (PrincipalKind.USER, PrincipalKind.SERVICE_PRINCIPAL)


def named_by(snapshot: Snapshot, row: Grant) -> tuple[str, ...]:
    """Return the users and service principals that a row names, in order."""
    if snapshot.principals.get(row.principal) in _PEOPLE:
        return (row.principal,)
    return tuple(sorted(members_of(snapshot, row.principal)))


def reached_by(snapshot: Snapshot, row: Grant) -> tuple[str, ...]:
    """Return what a row speaks of: one securable a container, for all in it share their gates."""
    held = snapshot.securables.get(row.on)
    if held is None:
        return ()
    if row.privilege in acts(held) or held.type in IN_SCHEMA or held.parent is None:
        return (row.on,)
    if held.type in (T.CATALOG, T.SCHEMA):
        return tuple(_first_of_each(snapshot, row.on, row.privilege))
    return (row.on,)


def _first_of_each(snapshot: Snapshot, container: str, privilege: str) -> Iterator[str]:
    held = snapshot.securables
    wanted = "SELECT" if privilege == "ALL PRIVILEGES" else privilege
    for key in sorted(snapshot.children.get(container, ())):
        if held[key].type is T.SCHEMA and wanted not in acts(held[key]):
            yield from _first_of_each(snapshot, key, privilege)
        elif wanted in acts(held[key]):
            yield key
            if held[key].type is not T.SCHEMA:
                return
