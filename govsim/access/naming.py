"""Decides which principals a snapshot names at all: only they can make an answer differ."""

from __future__ import annotations

from collections.abc import Iterator

from govsim.catalog import Snapshot
from govsim.model import statements as s


def names_in(snapshot: Snapshot) -> frozenset[str]:
    """Return every principal that a row, an owner, a policy, a level or a role names."""
    found: frozenset[str] | None = snapshot.memo.get("names")
    if found is None:
        found = snapshot.memo["names"] = frozenset(_names(snapshot))
    return found


def names_of(statement: s.Statement) -> frozenset[str]:
    """Return the principals that a statement names where a rule compares them to its author."""
    return frozenset({statement.owner} if isinstance(statement, s.AlterOwner) else ())


def _names(snapshot: Snapshot) -> Iterator[str]:
    for rows in snapshot.grants.values():
        for holders in rows.values():
            yield from holders
    for securable in snapshot.securables.values():
        yield securable.owner
    for gone in snapshot.dropped.values():
        yield gone.securable.owner
    for policies in snapshot.policies.values():
        for policy in policies:
            yield from (*policy.to, *policy.excepted)
    for levels in snapshot.acls.values():
        yield from levels
    settings = snapshot.settings
    yield from (*settings.account_admins, *settings.workspace_admins)
    for tag in settings.governed_tags.values():
        yield from (*tag.assign, *tag.manage)
