"""Makes small random metastores, each from a seed, that hold every form the rule speaks of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from govsim.catalog.snapshot import Draft, Snapshot
from govsim.model.kinds import METASTORE_KEY, Kind, SecurableType, key_of
from govsim.model.values import (
    ACCOUNT_USERS,
    Condition,
    Grant,
    Policy,
    PolicyKind,
    PrincipalKind,
    Read,
    RelationDetail,
    Securable,
)

T = SecurableType
USERS = ("ana@x", "bob@x", "cy@x", "dee@x")
GROUPS = ("g0", "g1", "g2", "g3")
ROWS = {
    T.CATALOG: ("USE CATALOG", "USE SCHEMA", "SELECT", "MODIFY", "ALL PRIVILEGES", "MANAGE"),
    T.SCHEMA: ("USE SCHEMA", "SELECT", "MODIFY", "INSERT", "ALL PRIVILEGES"),
    T.TABLE: ("SELECT", "MODIFY", "INSERT", "ALL PRIVILEGES", "MANAGE"),
    T.VIEW: ("SELECT", "ALL PRIVILEGES"),
    T.MATERIALIZED_VIEW: ("SELECT", "REFRESH"),
    T.MODEL: ("EXECUTE", "ALL PRIVILEGES"),
}


@dataclass(frozen=True)
class Shape:
    """How much of what a random metastore holds."""

    density: float = 0.25  # chance that a principal holds a privilege on a securable
    policies: bool = True
    views: bool = True


def world(seed: int, shape: Shape = Shape()) -> Snapshot:
    """Return a metastore of two catalogs with two schemas each; one catalog is a system one."""
    random = Random(seed)
    draft = Draft(Snapshot())
    for user in USERS:
        draft.principals[user] = PrincipalKind.USER
    for group in (*GROUPS, ACCOUNT_USERS):
        draft.principals[group] = PrincipalKind.GROUP
    for member in (*USERS, *GROUPS):
        for group in GROUPS:
            if group != member and random.random() < 0.2:
                draft.add_member(group, member)
    draft.put(Securable(METASTORE_KEY, T.METASTORE, "", None, "root@x"))
    for catalog in ("c", "system"):
        put_catalog(draft, random, catalog, shape)
    if random.random() < 0.3:
        draft.set(bindings={"c": {random.choice(("w1", "w2")): "READ_WRITE"}})
    draft.set(fine_grained_dml=random.random() < 0.8)
    return draft.finish()


def put_catalog(draft: Draft, random: Random, catalog: str, shape: Shape) -> None:
    """Add a catalog with all that is in it, rows and policies among it."""
    kind = Kind.SYSTEM if catalog == "system" else Kind.PLAIN
    put(draft, random, T.CATALOG, catalog, METASTORE_KEY, shape, kind)
    for schema in ("s", "t"):
        name = f"{catalog}.{schema}"
        put(draft, random, T.SCHEMA, name, key_of(T.CATALOG, catalog), shape)
        for type_, leaf in RELATIONS.items():
            if type_ is not T.VIEW or shape.views:
                put(draft, random, type_, f"{name}.{leaf}", key_of(T.SCHEMA, name), shape)
        if shape.views:
            put(draft, random, T.VIEW, f"{name}.w", key_of(T.SCHEMA, name), shape)


RELATIONS = {T.TABLE: "t", T.VIEW: "v", T.MATERIALIZED_VIEW: "m", T.MODEL: "o"}


def put(
    draft: Draft,
    random: Random,
    type_: SecurableType,
    name: str,
    parent: str,
    shape: Shape,
    kind: Kind = Kind.PLAIN,
) -> None:
    """Add one securable with a random owner, random tags, rows and policies."""
    key = key_of(type_, name)
    owner = random.choice((*USERS, *GROUPS))
    tags = tuple((tag, random.choice(("1", "2"))) for tag in ("a", "b") if random.random() < 0.3)
    detail = RelationDetail(reads=reads(draft, random)) if type_ is T.VIEW else None
    draft.put(Securable(key, type_, name, parent, owner, kind, tags=tags, detail=detail))
    for privilege in ROWS[type_]:
        for principal in (*USERS, *GROUPS, ACCOUNT_USERS):
            chance = shape.density / (4 if principal == ACCOUNT_USERS else 1)
            if random.random() < chance / 2:
                draft.add_row(Grant(principal, privilege, key))
    if shape.policies and type_ in (T.CATALOG, T.SCHEMA) and random.random() < 0.4:
        draft.policies[key] = (policy(random, key),)


def reads(draft: Draft, random: Random) -> tuple[Read, ...]:
    """Return up to two relations that are there already, and now and then one that is not."""
    schemas = [f"{catalog}.{schema}" for catalog in ("c", "system") for schema in ("s", "t")]
    keys = [f"relation:{schema}.{leaf}" for schema in schemas for leaf in ("t", "v", "m", "w")]
    there = [key for key in keys if key in draft.securables]
    chosen = random.sample(there, min(len(there), random.randint(1, 2)))
    return tuple(map(Read, chosen if random.random() < 0.95 else ["relation:c.s.gone"]))


def policy(random: Random, key: str) -> Policy:
    """Return a GRANT policy for tables or models that bear a tag."""
    condition = Condition("has_tag_value", "a", "1")
    if random.random() < 0.5:
        condition = Condition("or", parts=(Condition("has_tag", "b"), condition))
    return Policy(
        "p",
        key,
        PolicyKind.GRANT,
        to=(random.choice((*GROUPS, ACCOUNT_USERS)),),
        excepted=(random.choice((*GROUPS, *USERS)),) if random.random() < 0.4 else (),
        privileges=("SELECT",) if random.random() < 0.5 else ("EXECUTE",),
        covers=random.choice(("TABLES", "MODELS", "VIEWS")),
        when=condition,
    )


def change(snapshot: Snapshot, seed: int) -> Snapshot:
    """Return the metastore after a few random changes of rows, owners, members and securables."""
    random = Random(seed)
    draft = Draft(snapshot)
    keys = sorted(key for key in snapshot.securables if key != METASTORE_KEY)
    for _ in range(random.randint(1, 4)):
        key = random.choice(keys)
        if key not in draft.securables:
            continue
        alter(draft, random, draft.securables[key])
    return draft.finish()


def alter(draft: Draft, random: Random, held: Securable) -> None:
    """Change one thing about a securable, or about the groups."""
    who = random.choice((*USERS, *GROUPS, ACCOUNT_USERS))
    privilege = random.choice(ROWS[held.type])
    match random.randrange(7):
        case 0 | 1:
            draft.add_row(Grant(who, privilege, held.key))
        case 2 | 3:
            for name, rows in list(draft.grants.get(held.key, {}).items())[:1]:
                draft.drop_row(held.key, name, next(iter(rows)))
        case 4:
            owner = random.choice((*USERS, *GROUPS))
            draft.put(replace(held, owner=owner))
        case 5:
            draft.add_member(random.choice(GROUPS[2:]), random.choice((*USERS, *GROUPS[:2])))
        case 6 if held.key.startswith("relation:"):
            draft.remove(held.key)
            if random.random() < 0.5:
                name = held.name + "2"
                put(draft, random, T.TABLE, name, str(held.parent), Shape())
