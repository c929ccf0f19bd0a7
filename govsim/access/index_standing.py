"""Decides one request at a time, from names: for owners of views, groups and strangers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from govsim.access.index_gates import gates
from govsim.access.paths import reading, using
from govsim.catalog import columns_gone
from govsim.catalog.snapshot import Metastore
from govsim.model.kinds import METASTORE_KEY, ROUTINES, SecurableType
from govsim.model.values import ACCOUNT_USERS, RelationDetail, RoutineDetail

# What runs with its owner's rights.
_DEFINED: Final = ROUTINES | {SecurableType.VIEW}


def sources(metastore: Metastore, key: str) -> tuple[tuple[str, str], ...]:
    """Return what a view or routine does with its owner's rights: privileges, each with a key.

    A materialized view holds its rows, so nothing is read when it is. A call of a routine that
    does not exist is left out, for it may be built in.
    """
    held = metastore.securables.get(key)
    if held is None or held.type not in _DEFINED:
        return ()
    if not isinstance(held.detail, RelationDetail | RoutineDetail):
        return ()
    reads = [("SELECT", read.key) for read in held.detail.reads]
    calls = [("EXECUTE", call) for call in held.detail.calls if call in metastore.securables]
    paths = [reading(metastore, path) for path in held.detail.paths]
    uses = [(using(key), key) for key in held.detail.uses]
    return tuple(dict.fromkeys([*reads, *calls, *paths, *uses]))


def identities(metastore: Metastore, principal: str) -> frozenset[str]:
    """Return a principal, every group it is in through any nesting, and `account users`."""
    return groups_above(metastore, (principal,)) | {ACCOUNT_USERS}


def groups_above(metastore: Metastore, start: Iterable[str]) -> frozenset[str]:
    """Return some principals and every group that holds one of them, through any nesting."""
    found = set(start)
    waiting = list(found)
    while waiting:
        for group in metastore.parents.get(waiting.pop(), ()):
            if group not in found:
                found.add(group)
                waiting.append(group)
    return frozenset(found)


class Standing:
    """Answers one request at a time, and remembers what each view's owner may read."""

    def __init__(self, metastore: Metastore, workspace: str | None = None) -> None:
        self.metastore = metastore
        self.workspace = workspace
        self.views: dict[str, bool] = {}  # key → whether its owner may read all it reads

    def may(self, ids: frozenset[str], privilege: str, key: str) -> bool:
        """Whether a principal of these identities has data access."""
        needed = gates(self.metastore, privilege, key, self.workspace)
        if needed is None or not all(gate.open_to(ids) for gate in needed):
            return False
        return privilege != "SELECT" or self.definer_may(key)

    def definer_may(self, key: str) -> bool:
        """Whether the owner of a view or routine may do all that it does; true of anything else."""
        if (known := self.views.get(key)) is not None:
            return known
        if not (done := sources(self.metastore, key)):
            return True
        # A view that reads itself, at any distance, opens to nobody.
        self.views[key] = False
        ids = identities(self.metastore, self.metastore.securables[key].owner)
        held = self.metastore.securables[key]
        found = next(columns_gone(self.metastore, held), None) is None and all(
            self.may(ids, *need) and self.definer_may(need[1]) for need in done
        )
        self.views[key] = found
        return found


def consulted(metastore: Metastore, key: str) -> frozenset[str]:
    """Return every securable that decides whether a view's owner may read, by key."""
    waiting, seen = [key], set()
    while waiting:
        at = waiting.pop()
        if at in seen or at == METASTORE_KEY:
            continue
        seen.add(at)
        if (held := metastore.securables.get(at)) is not None:
            waiting.extend(below for _, below in sources(metastore, at))
            waiting.extend(held.detail.calls if isinstance(held.detail, RelationDetail) else ())
            if held.parent is not None:
                waiting.append(held.parent)
    return frozenset(seen)
