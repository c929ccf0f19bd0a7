"""Decides the legacy model of hive_metastore: USAGE, DENY, and who is exempt."""

from __future__ import annotations

from govsim.access.answers import Conveyance, Refusal, Requirement
from govsim.access.identities import path_to, within_workspace
from govsim.access.standing import Standing
from govsim.catalog import Metastore
from govsim.model.kinds import LEGACY_ALONE, METASTORE_KEY, SecurableType, key_of
from govsim.model.privileges import ALL_PRIVILEGES
from govsim.model.values import Grant, Securable

T = SecurableType


def hive_found(
    metastore: Metastore, standing: Standing, securable: Securable, privilege: str
) -> tuple[list[Conveyance], list[Requirement | Refusal]]:
    """Return what conveys a privilege in hive_metastore, and what stands in its way.

    USAGE on the schema or catalog is needed by everyone, the object's owner too, unless she owns
    the schema or is a workspace admin. A denial wins over any grant.

    Source:
        Documentation of the Hive metastore privileges.
    """
    need = standing.requirement(privilege, securable)
    if admin := standing.as_workspace_admin:
        return [_convey(standing, need, "workspace admin", admin, securable)], []
    met: list[Conveyance] = []
    lacks: list[Requirement | Refusal] = []
    schema = next((held for held in standing.chain(securable) if held.type is T.SCHEMA), None)
    asked = {} if schema is None else {("USAGE", schema.key): schema}
    asked[privilege, securable.key] = securable
    for (word, _), on in asked.items():
        found = _one(metastore, standing, on, word)
        if isinstance(found, Conveyance):
            met.append(found)
        else:
            lacks.append(found)
    return met, lacks


def any_file(metastore: Metastore, standing: Standing, privilege: str) -> Conveyance | None:
    """Return what conveys a privilege on all paths that Unity Catalog does not govern, or None.

    Source:
        Documentation of the ANY FILE securable.
    """
    on = metastore.securables[key_of(T.ANY_FILE, "")]
    if (admin := standing.as_workspace_admin) and privilege == "MODIFY":
        return _convey(standing, standing.requirement(privilege, on), "workspace admin", admin, on)
    found = _one(metastore, standing, on, privilege)
    return found if isinstance(found, Conveyance) else None


def _one(
    metastore: Metastore, standing: Standing, securable: Securable, privilege: str
) -> Conveyance | Requirement | Refusal:
    need = standing.requirement(privilege, securable)
    # Who owns a schema needs no USAGE on it, and no DENY of it reaches her.
    owns = standing.owns(securable) and securable.type not in LEGACY_ALONE
    if privilege == "USAGE" and owns:
        return _convey(standing, need, "ownership", securable.owner, securable)
    if _row(metastore, standing, securable, privilege, denied=True) is not None:
        sentence = f"DENY {privilege} reaches {securable.title}, and wins over any grant"
        return Refusal("denied", sentence)
    if owns:
        return _convey(standing, need, "ownership", securable.owner, securable)
    row = _row(metastore, standing, securable, privilege, denied=False)
    if row is None:
        return need
    on = metastore.securables[row.on]
    path = path_to(within_workspace(metastore, standing.ids), row.principal)
    return Conveyance(need, "grant", on.name, str(on.type), path, row)


def _convey(standing: Standing, need: Requirement, how: str, who: str, on: Securable) -> Conveyance:
    return Conveyance(need, how, on.name, str(on.type), path_to(standing.ids, who))


def _row(
    metastore: Metastore, standing: Standing, securable: Securable, privilege: str, *, denied: bool
) -> Grant | None:
    ids = within_workspace(metastore, standing.ids)
    for above in standing.chain(securable):
        if above.key == METASTORE_KEY:
            continue
        rows = metastore.grants.get(above.key, {})
        for word in (privilege, ALL_PRIVILEGES):
            for who, row in rows.get(word, {}).items():
                if who in ids and row.denied is denied:
                    return row
    return None
