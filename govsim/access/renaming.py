"""Decides what a rename needs: of what is renamed, and of where it goes."""

from __future__ import annotations

from typing import Final

from govsim.access.asking import Asking
from govsim.access.operations import perform
from govsim.catalog import parent_key
from govsim.model import statements as s
from govsim.model.kinds import RELATIONS, ROUTINES, SecurableType
from govsim.model.values import Securable

T = SecurableType

_MAKES: Final = {
    T.TABLE: "CREATE TABLE",
    T.VIEW: "CREATE TABLE",
    T.MATERIALIZED_VIEW: "CREATE MATERIALIZED VIEW",
    T.VOLUME: "CREATE VOLUME",
    T.MODEL: "CREATE MODEL",
    T.FUNCTION: "CREATE FUNCTION",
    T.SCHEMA: "CREATE SCHEMA",
}


_RENAMED_BY_OWNER: Final = RELATIONS | ROUTINES | {T.SCHEMA, T.SHARE, T.RECIPIENT, T.PROVIDER}
_SHARING: Final = frozenset({T.RECIPIENT, T.PROVIDER})


def ask_rename(asking: Asking, found: Securable, to: s.Name) -> None:
    """Ask for a rename: ownership or MANAGE, and the right to create it there.

    Source:
        SQL documentation: *alter table*, *alter view*; volumes: privileges; SDK: schemas, shares,
        recipients, providers.
    """
    managed = found.type is T.VIEW or found.type not in _RENAMED_BY_OWNER
    perform(asking, "rename" if managed else "rename as owner", found)
    parent = _new_parent(asking, found, to)
    if found.type in _MAKES and parent is not None:
        if parent.key != found.parent:
            asking.inside(parent)
            asking.bound(parent, write=True)
        if found.type is not T.VIEW or parent.key != found.parent:
            asking.need(parent, _MAKES[found.type])
    elif found.type in (T.CATALOG, T.SHARE):
        asking.need_on_metastore(f"CREATE {found.type}")
    elif found.type in _SHARING and not asking.standing.is_metastore_admin:
        words = "only a metastore admin who owns a recipient or provider renames it"
        asking.refuse("metastore-admin", words)


def _new_parent(asking: Asking, found: Securable, to: s.Name) -> Securable | None:
    """Return what holds a securable after a rename; one part stays where it is."""
    if len(to) < 2:
        return asking.metastore.securables.get(found.parent or "")
    key = parent_key(found.type, asking.session.qualify(found.type, to))
    return asking.known(key) if key is not None else None
