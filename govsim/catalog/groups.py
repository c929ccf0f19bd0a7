"""Holds who is in which group, and refuses a group that would come to hold itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from govsim.catalog.snapshot import Draft, Metastore, kind_of_principal, known_principals
from govsim.errors import GovsimError, Place, nearest
from govsim.model.values import ACCOUNT_USERS, PrincipalKind

_GROUPS: Final = (PrincipalKind.GROUP, PrincipalKind.WORKSPACE_GROUP)


def declare(draft: Draft, name: str, kind: PrincipalKind | None = None) -> None:
    """Say that a principal exists; without a kind, one that is known keeps its own."""
    if kind is not None:
        draft.principals[name] = kind
    elif name not in draft.principals:
        draft.principals[name] = kind_of_principal(name)


def add_group(
    draft: Draft,
    group: str,
    members: Iterable[str] = (),
    *,
    kind: PrincipalKind = PrincipalKind.GROUP,
    at: Place | None = None,
    refuse_cycles: bool = True,
) -> None:
    """Add a group, or members to a group that is there.

    Raises:
        GovsimError: `group-cycle` when a member holds the group already; `fixed-group` when
            somebody is put into `account users`, which holds everyone by itself.
    """
    _refuse_fixed(group, at)
    declare(draft, group, kind)
    for member in members:
        declare(draft, member)
        if refuse_cycles and (path := _way_up(draft, group, member)) is not None:
            raise GovsimError(
                "group-cycle",
                f"`{member}` cannot be a member of `{group}`: {' → '.join(path)} is a circle",
                at=at,
                hint=f"take `{group}` out of `{path[1] if len(path) > 2 else member}` first",
            )
        draft.add_member(group, member)


def require_group(metastore: Metastore, name: str, at: Place | None = None) -> PrincipalKind:
    """Return which kind of group a name is.

    Raises:
        GovsimError: `unknown-principal` when nothing is called so; `wrong-type` when a user or a
            service principal is; `fixed-group` for `account users`.
    """
    _refuse_fixed(name, at)
    kind = metastore.principals.get(name)
    if kind is None:
        groups = (n for n in known_principals(metastore) if metastore.principals[n] in _GROUPS)
        near = nearest(name, groups)
        hint = f"did you mean `{near}`?" if near else None
        raise GovsimError("unknown-principal", f"no group named `{name}`", at=at, hint=hint)
    if kind not in _GROUPS:
        raise GovsimError("wrong-type", f"`{name}` is a {kind}, no group", at=at)
    return kind


def remove_members(draft: Draft, group: str, members: Iterable[str]) -> None:
    """Take members out of a group; who is not in it stays out."""
    for member in members:
        if member in draft.members.get(group, frozenset()):
            draft.drop_member(group, member)


def _refuse_fixed(group: str, at: Place | None) -> None:
    if group == ACCOUNT_USERS:
        raise GovsimError(
            "fixed-group",
            f"`{ACCOUNT_USERS}` holds every user of the account by itself",
            at=at,
            hint="declare the user, and leave the group out",
        )


def _way_up(draft: Draft, group: str, member: str) -> tuple[str, ...] | None:
    """Return the memberships from a group up to one that is to become its member, or None."""
    via: dict[str, str | None] = {group: None}
    queue = [group]
    for at in queue:
        if at == member:
            return _path(via, at, group)
        for above in sorted(draft.parents.get(at, ())):
            if above not in via:
                via[above] = at
                queue.append(above)
    return None


def _path(via: Mapping[str, str | None], end: str, group: str) -> tuple[str, ...]:
    path: list[str] = []
    step: str | None = end
    while step is not None:
        path.append(step)
        step = via[step]
    return (*reversed(path), group)
