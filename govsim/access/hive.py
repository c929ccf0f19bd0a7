"""Decides the legacy model of hive_metastore: USAGE, DENY, and who is exempt."""

from __future__ import annotations

from govsim.access.answers import Refusal, Requirement
from govsim.access.identities import within_workspace
from govsim.access.standing import Standing
from govsim.catalog import Metastore
from govsim.model.kinds import METASTORE_KEY, SecurableType
from govsim.model.privileges import ALL_PRIVILEGES
from govsim.model.values import Securable

T = SecurableType


def hive_lacks(
    metastore: Metastore, standing: Standing, securable: Securable, privilege: str
) -> list[Requirement | Refusal]:
    """Return what stands in the way of a privilege in hive_metastore, nothing when it is held.

    USAGE on the schema or catalog is needed by everyone, the object's owner too, unless she owns
    the schema or is a workspace admin. A denial wins over any grant.

    Source:
        Documentation of the Hive metastore privileges.
    """
    if standing.is_workspace_admin:
        return []
    lacks: list[Requirement | Refusal] = []
    schema = next((held for held in standing.chain(securable) if held.type is T.SCHEMA), None)
    if schema is not None and not standing.owns(schema):
        lacks += _lack(metastore, standing, schema, "USAGE")
    if securable is not schema or privilege != "USAGE":
        owns = standing.owns(securable)
        if denied := _denied(metastore, standing, securable, privilege):
            lacks.append(denied)
        elif not owns:
            lacks += _lack(metastore, standing, securable, privilege)
    return list(dict.fromkeys(lacks))


def _lack(
    metastore: Metastore, standing: Standing, securable: Securable, privilege: str
) -> list[Requirement | Refusal]:
    if denied := _denied(metastore, standing, securable, privilege):
        return [denied]
    return (
        []
        if _granted(metastore, standing, securable, privilege)
        else [standing.requirement(privilege, securable)]
    )


def _granted(
    metastore: Metastore, standing: Standing, securable: Securable, privilege: str
) -> bool:
    return _row(metastore, standing, securable, privilege, denied=False)


def _denied(
    metastore: Metastore, standing: Standing, securable: Securable, privilege: str
) -> Refusal | None:
    if not _row(metastore, standing, securable, privilege, denied=True):
        return None
    return Refusal("denied", f"DENY {privilege} reaches {securable.title}, and wins over any grant")


def _row(
    metastore: Metastore, standing: Standing, securable: Securable, privilege: str, *, denied: bool
) -> bool:
    ids = within_workspace(metastore, standing.ids)
    for above in standing.chain(securable):
        if above.key == METASTORE_KEY:
            continue
        rows = metastore.grants.get(above.key, {})
        for word in (privilege, ALL_PRIVILEGES):
            holders = rows.get(word, {})
            if any(who in ids and row.denied is denied for who, row in holders.items()):
                return True
    return False
