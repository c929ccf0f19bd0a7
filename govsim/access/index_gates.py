"""Decides which names open each gate of a request: rows, owners and GRANT policies, unresolved.

Data access is a conjunction of gates, and a gate is a disjunction of names. The index turns names
into bitsets of users; the proof of no new access reasons on the names themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from govsim.catalog.snapshot import NO_ROWS, Metastore
from govsim.model.kinds import IN_SCHEMA, METASTORE_KEY, RELATIONS, Kind, SecurableType
from govsim.model.privileges import (
    ALL_PRIVILEGES,
    DML,
    NOT_BY_OWNER,
    NOT_IN_ALL,
    applicable,
)
from govsim.model.values import (
    Condition,
    Policy,
    PolicyKind,
    Securable,
)

T = SecurableType
USE_CATALOG, USE_SCHEMA = "USE CATALOG", "USE SCHEMA"
_COVERED: Final = {
    "TABLES": RELATIONS - {T.VIEW},
    "MODELS": {T.MODEL},
    "FUNCTIONS": {T.FUNCTION},
    "VIEWS": {T.VIEW},
    "VOLUMES": {T.VOLUME},
    "SCHEMAS": {T.SCHEMA},
    "CATALOGS": {T.CATALOG},
}


@dataclass(frozen=True, slots=True)
class Gate:
    """One requirement: a privilege on a securable, and what meets it."""

    privilege: str
    on: str  # key
    names: frozenset[str]  # any one of these meets it
    gifts: tuple[Policy, ...] = ()  # so does any of these policies

    def open_to(self, identities: frozenset[str]) -> bool:
        """Whether a principal of these identities meets the requirement."""
        if not self.names.isdisjoint(identities):
            return True
        return any(gives(policy, identities) for policy in self.gifts)


def gives(policy: Policy, identities: frozenset[str]) -> bool:
    """Whether a policy speaks of a principal: some identity in TO, and none in EXCEPT."""
    return not identities.isdisjoint(policy.to) and identities.isdisjoint(policy.excepted)


def accepted(privilege: str, metastore: Metastore) -> tuple[str, ...]:
    """Return the privileges whose row meets a need for `privilege`."""
    found = [privilege]
    if privilege in DML:
        found = [privilege, "MODIFY"] if metastore.settings.fine_grained_dml else []
    if privilege not in NOT_IN_ALL and privilege != ALL_PRIVILEGES:
        found.append(ALL_PRIVILEGES)
    return tuple(found)


def applies(privilege: str, securable: Securable) -> bool:
    """Whether a privilege can be held on a securable."""
    return privilege in applicable(securable.type, securable.kind)


def holders(metastore: Metastore, key: str, privileges: Iterable[str]) -> list[str]:
    """Return the names that hold one of the privileges by a row on this very securable."""
    rows = metastore.grants.get(key, NO_ROWS)
    return [
        name
        for privilege in privileges
        for name, row in rows.get(privilege, {}).items()
        if not row.denied
    ]


def chain(metastore: Metastore, key: str) -> tuple[Securable, ...]:
    """Return a securable and what holds it, nearest first, the metastore left out.

    The metastore itself is its own chain; an unknown key has none.
    """
    found: list[Securable] = []
    at: str | None = key
    while at is not None and (held := metastore.securables.get(at)) is not None:
        if at == METASTORE_KEY and found:
            break
        found.append(held)
        at = held.parent
    return tuple(found)


def bound(metastore: Metastore, workspace: str | None, catalog: str) -> bool:
    """Whether a catalog (by name) answers to a workspace; None is any workspace."""
    listed = metastore.settings.bindings.get(catalog)
    return workspace is None or listed is None or workspace in listed


def gate(metastore: Metastore, privilege: str, line: tuple[Securable, ...]) -> Gate:
    """Return the gate for a privilege on the first securable of a chain.

    Source:
        Unity Catalog documentation: *privileges reference*, *manage privileges*. Rows reach
        downwards, ownership does not.
    """
    securable = line[0]
    words = accepted(privilege, metastore)
    names: set[str] = set()
    for held in line:
        if reaches(privilege, held):
            names.update(holders(metastore, held.key, words))
    if owns(privilege, securable):
        names.add(securable.owner)
    return Gate(privilege, securable.key, frozenset(names), gifts(metastore, privilege, line))


def reaches(privilege: str, held: Securable) -> bool:
    """Whether rows on a container count: USE SCHEMA on catalog `system` reaches no schema."""
    return not (privilege == USE_SCHEMA and held.type is T.CATALOG and held.kind is Kind.SYSTEM)


def owns(privilege: str, securable: Securable) -> bool:
    """Whether owning this securable conveys the privilege on it."""
    return privilege not in NOT_BY_OWNER and applies(privilege, securable)


def gates(
    metastore: Metastore, privilege: str, key: str, workspace: str | None
) -> tuple[Gate, ...] | None:
    """Return what must all be met to use a privilege; None when nobody can, whatever is granted.

    Args:
        metastore: What is asked about.
        privilege: The privilege that the act needs, such as `SELECT`.
        key: The securable. An unknown one, or one the privilege does not fit, is closed to all.
        workspace: Where the request comes from; None when bindings do not matter.
    """
    line = chain(metastore, key)
    if not line or not applies(privilege, line[0]):
        return None
    top = line[-1]
    if not bound(metastore, workspace, top.name):
        return None
    found = []
    if top.type is T.CATALOG and len(line) > 1:
        found.append(gate(metastore, USE_CATALOG, line[-1:]))
    if line[0].type in IN_SCHEMA:
        found.append(gate(metastore, USE_SCHEMA, line[1:]))
    found.append(gate(metastore, privilege, line))
    return tuple(found)


# --- GRANT policies -------------------------------------------------------------------------


def gifts(metastore: Metastore, privilege: str, line: tuple[Securable, ...]) -> tuple[Policy, ...]:
    """Return the GRANT policies that give a privilege on the first securable of a chain."""
    if not metastore.policies or privilege in (USE_CATALOG, USE_SCHEMA):
        return ()
    return tuple(
        policy
        for held in line
        for policy in metastore.policies.get(held.key, ())
        if policy.kind is PolicyKind.GRANT
        and privilege in policy.privileges
        and covers_type(policy, line[0].type)
        and holds(policy.when, line)
    )


def covers_type(policy: Policy, type_: SecurableType) -> bool:
    """Whether a policy FOR some plural type speaks of a securable of this type."""
    return type_ in _COVERED.get(policy.covers, ())


def holds(condition: Condition | None, line: tuple[Securable, ...]) -> bool:
    """Whether a condition holds on the tags of a securable, its own and those it inherits."""
    if condition is None:
        return True
    tags: dict[str, str | None] = {}
    for held in reversed(line):
        tags.update(held.tags)
    return met(condition, tags)


def met(condition: Condition, tags: dict[str, str | None]) -> bool:
    """Whether a condition holds on tags, given as key to value."""
    match condition.op:
        case "has_tag":
            return condition.key in tags
        case "has_tag_value":
            return condition.key in tags and tags[condition.key] == condition.value
        case "and":
            return all(met(part, tags) for part in condition.parts)
        case "or":
            return any(met(part, tags) for part in condition.parts)
        case "not":
            return not met(condition.parts[0], tags)
    return True
