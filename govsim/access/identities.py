"""Decides whom a principal acts as: herself, every group she is in, and all account users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govsim.catalog import Metastore, known_principals
from govsim.model.values import ACCOUNT_USERS, PrincipalKind, principal_named

WORKSPACE_USERS = "users"
PEOPLE = frozenset({PrincipalKind.USER, PrincipalKind.SERVICE_PRINCIPAL})


class Identities(dict[str, str | None]):
    """Every identity of a principal, each with the member that leads to it."""

    __slots__ = ("paths",)

    def __init__(self, principal: str) -> None:
        super().__init__({principal: None})
        self.paths: dict[str, tuple[str, ...]] = {}  # to those that were asked for


def identities_of(metastore: Metastore, principal: str) -> Mapping[str, str | None]:
    """Return every identity of a principal, each with the member that leads to it.

    A cycle in nesting ends where it began. The principal itself leads from None.

    Source:
        Unity Catalog documentation: *principal*; membership is transitive.
    """
    memo = metastore.memo
    if (held := memo.get(("ids", principal))) is not None:
        found: Mapping[str, str | None] = held
        return found
    asker = principal_named(principal)
    via = Identities(asker)
    queue = [asker]
    for member in queue:
        for group in sorted(metastore.parents.get(member, ())):
            if group not in via:
                via[group] = member
                queue.append(group)
    if ACCOUNT_USERS not in via:
        via[ACCOUNT_USERS] = asker
    memo["ids", principal] = via
    return via


def within_workspace(
    metastore: Metastore, via: Mapping[str, str | None]
) -> Mapping[str, str | None]:
    """Return identities with the workspace's own group `users`, which holds everybody in it.

    Where somebody has told the members of `users`, they alone are in it.

    Source:
        Documentation of groups: *users* and *admins* are local to each workspace.
    """
    if WORKSPACE_USERS in via or WORKSPACE_USERS in metastore.members:
        return via
    return {**via, WORKSPACE_USERS: next(iter(via))}


def path_to(via: Mapping[str, str | None], identity: str) -> tuple[str, ...]:
    """Return the memberships from the principal to one of its identities, both included."""
    kept = via.paths if isinstance(via, Identities) else {}
    if (found := kept.get(identity)) is None:
        path: list[str] = []
        step: str | None = identity
        while step is not None:
            path.append(step)
            step = via[step]
        found = kept[identity] = tuple(reversed(path))
    return found


def people(metastore: Metastore) -> Iterator[str]:
    """Yield every user and service principal."""
    return (n for n in known_principals(metastore) if metastore.principals.get(n) in PEOPLE)


def members_of(metastore: Metastore, group: str) -> frozenset[str]:
    """Return the users and service principals of a group, nested ones too."""
    if group == ACCOUNT_USERS:
        return frozenset(people(metastore))
    seen: set[str] = {group}
    queue = [group]
    for held in queue:
        for member in metastore.members.get(held, ()):
            if member not in seen:
                seen.add(member)
                queue.append(member)
    return frozenset(name for name in seen if metastore.principals.get(name) in PEOPLE)
