"""Decides what adding something to a share asks for, and of whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim.access.abac import protection_of
from govsim.access.asking import Asking
from govsim.access.operations import perform
from govsim.access.standing import Standing
from govsim.catalog import Metastore
from govsim.model import statements as s
from govsim.model.kinds import RELATIONS, ROUTINES, SecurableType
from govsim.model.values import RelationDetail, Securable

T = SecurableType
# What whoever adds something to a share must be able to do with it herself.
_SHARED: Final = {
    T.SCHEMA: "read all of",
    T.VOLUME: "read a volume",
    **dict.fromkeys(ROUTINES, "call"),
}


def ask_sharing(asking: Asking, share: Securable, statement: s.Alter) -> None:
    """Ask for the reading of what is added to a share, and that nothing protects it from its owner.

    Source:
        SDK documentation: shares, update; what is shared must stay readable to the owner. Unity
        Catalog documentation: *Delta Sharing and ABAC*, of views by the tables below them.
    """
    sharer = _sharer(asking, share)
    for name in statement.names:
        shared = asking.known(asking.session.key(statement.member, name))
        if shared is None:
            continue
        perform(sharer, _SHARED.get(shared.type, "read"), shared)
        if not _has_own(asking, shared):
            _subject(asking, share, shared)


def _sharer(asking: Asking, share: Securable) -> Asking:
    """Return the question asked of the share's owner where she acts as one: a group's member."""
    as_member = asking.standing.owns(share) and share.owner != asking.standing.principal
    return asking.as_owner(share.owner) if as_member else asking


def _has_own(asking: Asking, shared: Securable) -> bool:
    detail = shared.detail
    found = isinstance(detail, RelationDetail) and bool(
        detail.row_filter or any(column.mask for column in detail.columns)
    )
    if found:
        what = f"{shared.name} has a row filter or mask of its own"
        asking.refuse("no-share", f"{what} and cannot be shared")
    return found


def _subject(asking: Asking, share: Securable, shared: Securable) -> None:
    """Refuse what a policy protects from the owner of the share."""
    ids = Standing(asking.metastore, share.owner).ids
    for table in _protected(asking.metastore, shared):
        if protection_of(asking.metastore, table, ids).active:
            what = f"the owner of {share.name} is subject to a policy on {table.name}"
            asking.refuse("no-share", what)


def _protected(metastore: Metastore, shared: Securable) -> Iterator[Securable]:
    """Yield the relations whose policies bear on what is shared."""
    if shared.type is T.VIEW:
        yield from behind(metastore, shared)
    elif shared.type is not T.SCHEMA:
        yield shared
    elif metastore.policies:
        for key in metastore.children.get(shared.key, ()):
            held = metastore.securables[key]
            if held.type in RELATIONS:
                yield from behind(metastore, held) if held.type is T.VIEW else (held,)


def behind(metastore: Metastore, relation: Securable) -> Iterator[Securable]:
    """Yield what a relation is computed from, views opened."""
    found, seen = [relation], {relation.key}
    for one in found:
        reads = one.detail.reads if isinstance(one.detail, RelationDetail) else ()
        for key in dict.fromkeys(read.key for read in reads):
            base = metastore.securables.get(key)
            if base is None or key in seen:
                continue
            seen.add(key)
            if base.type is T.VIEW:
                found.append(base)
            else:
                yield base
