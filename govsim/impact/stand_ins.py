"""Compares for groups whose members no state tells: somebody stands for them.

Who is in a group is often kept elsewhere than the grants. A plan that counted no member would say
that nobody gains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from govsim.catalog import Draft, Snapshot, kind_of_principal
from govsim.model import statements as s
from govsim.model.values import ACCOUNT_USERS, PrincipalKind


def stand_in(group: str) -> str:
    """Return the name of whoever stands for the members of a group."""
    return f"a member of {group}"


def with_stand_ins(before: Snapshot, statements: Iterable[s.Statement]) -> Snapshot:
    """Return a metastore in which every group without members has somebody.

    Args:
        before: The metastore.
        statements: A script; the groups that it names count, known or not.
    """
    known = [n for n, kind in before.principals.items() if kind is PrincipalKind.GROUP]
    named = (name for statement in s.flat(statements) for name in _named(statement))
    unknown = [
        name
        for name in named
        if name not in before.principals and kind_of_principal(name) is PrincipalKind.GROUP
    ]
    groups = dict.fromkeys(
        name
        for name in (*known, *unknown)
        if name != ACCOUNT_USERS and not before.members.get(name)
    )
    if not groups:
        return before
    draft = Draft(before)
    for group in groups:
        draft.principals[stand_in(group)] = PrincipalKind.USER
        draft.add_member(group, stand_in(group))
    return replace(draft.finish(), version=before.version)


def _named(statement: s.Statement) -> Iterator[str]:
    if isinstance(statement, s.Grant | s.Deny) and not getattr(statement, "to_recipient", False):
        yield statement.to
    elif isinstance(statement, s.AlterOwner):
        yield statement.owner
    elif isinstance(statement, s.CreatePolicy):
        yield from (*statement.to, *statement.excepted)
