"""Puts the same question to pycasbin and cedarpy: may a user select from a table?

Both are given the rows as they are; whatever walks the securables is written for them by hand.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, Protocol

from tests.bench.world import World

MODEL = """
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
"""
POLICY = """
permit(principal, action == Action::"select", resource is Table) when {
  principal in resource.schema.catalog.use
  && (principal in resource.schema.use || principal in resource.schema.catalog.inside)
  && (principal in resource.read || principal in resource.schema.read
      || principal in resource.schema.catalog.read)
};
"""


class Peer(Protocol):
    """An engine that was given a world."""

    def allows(self, user: str, table: str) -> bool:
        """Whether a user may select from a table, by full name."""


def above(table: str) -> tuple[str, str]:
    """Return the schema and the catalog of a table."""
    schema = table.rpartition(".")[0]
    return schema, schema.partition(".")[0]


class Casbin:
    """FastEnforcer, which looks rows up by object; the tree is walked in Python."""

    name = "pycasbin FastEnforcer"

    def __init__(self, world: World) -> None:
        import casbin

        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "model.conf")
            file.write_text(MODEL, encoding="utf-8")
            self.enforcer = casbin.FastEnforcer(str(file), cache_key_order=[2, 1])
        rows = [[who, key.partition(":")[2], privilege] for who, privilege, key in world.rows]
        self.enforcer.add_policies(rows)
        self.enforcer.add_named_grouping_policies("g", [list(pair) for pair in world.members])

    def allows(self, user: str, table: str) -> bool:
        schema, catalog = above(table)
        ask = self.enforcer.enforce
        return (
            ask(user, catalog, "USE CATALOG")
            and any(ask(user, name, "USE SCHEMA") for name in (schema, catalog))
            and any(ask(user, name, "SELECT") for name in (table, schema, catalog))
        )


class Cedar:
    """One policy over entities that bear the rows as attributes; parsed once."""

    name = "cedarpy"

    def __init__(self, world: World) -> None:
        import cedarpy

        self.cedar = cedarpy
        self.entities = cedarpy.Entities.from_json_str(json.dumps(list(entities(world))))
        self.policies = cedarpy.PolicySet.from_str(POLICY)

    def allows(self, user: str, table: str) -> bool:
        request = {
            "principal": f'User::"{user}"',
            "action": 'Action::"select"',
            "resource": f'Table::"{table}"',
            "context": {},
        }
        return self.cedar.is_authorized(request, self.policies, self.entities).allowed


def entities(world: World) -> list[dict[str, Any]]:
    """Return users, groups, catalogs, schemas and tables as Cedar entities."""
    users = set(world.users)
    parents, held = defaultdict(list), defaultdict(list)
    for member, group in world.members:
        parents[member].append({"type": "Group", "id": group})
    for who, privilege, key in world.rows:
        uid = {"type": "User" if who in users else "Group", "id": who}
        held[privilege, key.partition(":")[2]].append({"__entity": uid})

    def entity(type_: str, name: str, **attributes: Any) -> dict[str, Any]:
        uid = {"type": type_, "id": name}
        return {"uid": uid, "attrs": attributes, "parents": parents[name]}

    def link(type_: str, name: str) -> dict[str, Any]:
        return {"__entity": {"type": type_, "id": name}}

    found = [entity("User", user) for user in world.users]
    found += [entity("Group", group) for group in world.groups]
    for name in world.catalogs:
        use, inside = held["USE CATALOG", name], held["USE SCHEMA", name]
        found.append(entity("Catalog", name, use=use, inside=inside, read=held["SELECT", name]))
    for name in world.schemas:
        catalog = link("Catalog", name.partition(".")[0])
        use, read = held["USE SCHEMA", name], held["SELECT", name]
        found.append(entity("Schema", name, catalog=catalog, use=use, read=read))
    for name in world.tables:
        schema = link("Schema", above(name)[0])
        found.append(entity("Table", name, schema=schema, read=held["SELECT", name]))
    return found
