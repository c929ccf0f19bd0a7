"""Puts govsim behind the few calls that a comparison of access engines makes of each of them."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import Protocol

from govsim.access.index import AccessIndex
from govsim.access.index_columns import ones
from govsim.access.index_diff import Difference, effective_diff
from govsim.catalog.snapshot import Draft, empty
from govsim.model.kinds import METASTORE_KEY, SecurableType, key_of
from govsim.model.values import Grant, PrincipalKind, RelationDetail, Securable

T = SecurableType
Triple = tuple[str, str, str]  # principal, privilege with an underscore, full name
OWNER = "nobody"
TYPES = (T.CATALOG, T.SCHEMA, T.TABLE)


class Workload(Protocol):
    """What is compared on: names, nested groups, and grants at three levels."""

    users: list[str]
    groups: list[str]
    members: list[tuple[str, str]]  # member, group
    catalogs: list[str]
    schemas: list[str]
    tables: list[str]
    grants: list[Triple]


class Engine:
    """May a user run SELECT on a table: the fast index, loaded from a workload."""

    def load(self, workload: Workload) -> None:
        gc.disable()
        draft = Draft(empty(OWNER))
        for name in workload.users:
            draft.principals[name] = PrincipalKind.USER
        for name in workload.groups:
            draft.principals[name] = PrincipalKind.GROUP
        for member, group in workload.members:
            draft.add_member(group, member)
        for name in (*workload.catalogs, *workload.schemas, *workload.tables):
            _put(draft, name)
        _change(draft, workload.grants, ())
        self.snapshot = draft.finish()
        self.index = AccessIndex.of(self.snapshot)
        self.index.table("SELECT")
        gc.enable()

    def check(self, user: str, table: str) -> bool:
        return self.index.allows(user, "SELECT", f"relation:{table}")

    def who_can(self, table: str) -> set[str]:
        return set(self.index.who_can("SELECT", f"relation:{table}")) - {OWNER}

    def what_can(self, user: str) -> set[str]:
        held = self.index.what_can(user, "SELECT", {T.TABLE})
        return {key[len("relation:") :] for key in held}

    def full_count(self) -> int:
        owned = len(self.index.what_can(OWNER, "SELECT")) if OWNER in self.index.users else 0
        return self.index.count("SELECT") - owned

    def diff(self, added: Iterable[Triple], removed: Iterable[Triple]) -> tuple[int, int]:
        """Count the pairs of user and table that a change of grants gives and takes."""
        draft = Draft(self.snapshot)
        _change(draft, added, removed)
        after = self.index.after(draft.finish())
        gained, lost = effective_diff(self.index, after, "SELECT")
        return _tables(gained), _tables(lost)


def _tables(found: Difference) -> int:
    """Count the pairs whose securable is a table; the rest are schemas and catalogs."""
    chosen = [key.startswith("relation:") for key in found.keys]
    return int(ones(found.bits)[found.rows[chosen]].sum()) if any(chosen) else 0


def _put(draft: Draft, name: str) -> None:
    depth = name.count(".")
    above = name.rpartition(".")[0]
    parent = key_of(TYPES[depth - 1], above) if depth else METASTORE_KEY
    detail = RelationDetail() if depth == 2 else None
    draft.put(
        Securable(key_of(TYPES[depth], name), TYPES[depth], name, parent, OWNER, detail=detail)
    )


def _change(draft: Draft, added: Iterable[Triple], removed: Iterable[Triple]) -> None:
    for who, privilege, name in added:
        key = key_of(TYPES[name.count(".")], name)
        draft.add_row(Grant(who, privilege.replace("_", " "), key, OWNER))
    for who, privilege, name in removed:
        key = key_of(TYPES[name.count(".")], name)
        draft.drop_row(key, privilege.replace("_", " "), who)
