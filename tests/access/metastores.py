"""Makes small metastores from SQL, and random ones, for the tests of questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from govsim import Simulator
from govsim.access import run
from govsim.catalog import Snapshot, found
from govsim.model import statements as s
from govsim.model.kinds import SINGLETONS, SecurableType, parts_of
from govsim.model.state import State
from govsim.model.values import Securable
from govsim.sql import read_question, read_script, read_statement
from tests.bench.small_worlds import GROUPS, USERS, world

T = SecurableType
ADMIN = "admin@corp.com"
Groups = Mapping[str, tuple[str, ...]]


def metastore(sql: str, groups: Groups | None = None, **said: Any) -> Snapshot:
    """Return what a script makes when the admin runs it."""
    script = read_script(sql, "<setup>")
    assert not script.errors, script.errors
    return found(State(statements=script.statements, groups=groups or {}, **said)).snapshot


def trusted(snapshot: Snapshot, *texts: str) -> Snapshot:
    """Return a metastore after statements that nobody needs to be allowed."""
    done = run(snapshot, [read_statement(text) for text in texts], ADMIN, trusted=True)
    assert not done.errors, done.errors
    return done.after


def asks(text: str) -> s.Statement:
    """Return a question."""
    return read_question(text)


def about(what: str, securable: Securable) -> s.Ask:
    """Return the short question of a verb or privilege about a securable."""
    return s.Ask(what=what, name=parts_of(securable.name), type=securable.type)


def shown(snapshot: Snapshot) -> Iterator[Securable]:
    """Yield all that a question can be about."""
    return (held for held in snapshot.securables.values() if held.type not in SINGLETONS)


def organisation(seed: int) -> Snapshot:
    """Return a random metastore with functions, volumes, views, filters, nested groups, owners."""
    random = Random(seed)
    who = (*USERS, *GROUPS)
    lines = ["CREATE CATALOG main"]
    grants = [("CATALOG main", "USE CATALOG,USE SCHEMA,SELECT,MANAGE,EXECUTE,CREATE TABLE")]
    for schema in ("main.a", "main.b"):
        lines += [
            f"CREATE SCHEMA {schema}",
            f"CREATE TABLE {schema}.t (id INT, mail STRING)",
            f"CREATE VOLUME {schema}.files",
            f"CREATE FUNCTION {schema}.f(x STRING) RETURN x",
        ]
        grants += [
            (f"SCHEMA {schema}", "USE SCHEMA,SELECT,MODIFY,MANAGE,EXECUTE,ALL PRIVILEGES"),
            (f"TABLE {schema}.t", "SELECT,MODIFY,MANAGE"),
            (f"VOLUME {schema}.files", "READ VOLUME,WRITE VOLUME,MANAGE"),
            (f"FUNCTION {schema}.f", "EXECUTE,MANAGE"),
        ]
    lines += [
        "CREATE VIEW main.b.v AS SELECT * FROM main.a.t",
        "CREATE VIEW main.a.w AS SELECT main.b.f(mail) FROM main.b.v",
    ]
    grants += [("VIEW main.b.v", "SELECT,MANAGE"), ("VIEW main.a.w", "SELECT")]
    if random.random() < 0.3:
        lines.append("ALTER TABLE main.a.t ALTER COLUMN mail SET MASK main.b.f")
    for on, names in grants:
        for privilege in names.split(","):
            lines += [
                f"GRANT {privilege} ON {on} TO `{name}`" for name in who if random.random() < 0.1
            ]
        if random.random() < 0.6:
            lines.append(f"ALTER {on} OWNER TO `{random.choice(who)}`")
    groups = {
        group: tuple(n for n in (*USERS, *GROUPS[place + 1 :]) if random.random() < 0.25)
        for place, group in enumerate(GROUPS)
    }
    said: dict[str, Any] = {"account_admins": ("dee@x",)} if random.random() < 0.2 else {}
    if random.random() < 0.2:
        said["bindings"] = {"main": {random.choice(("ws1", "ws2")): "READ_WRITE"}}
    return metastore(";".join(lines), groups, users=USERS, **said)


def any_metastore(seed: int) -> Snapshot:
    """Return one random metastore or the other."""
    return organisation(seed) if seed % 2 else world(seed)


def grouped(groups: dict[str, list[str]], script: Path) -> Simulator:
    """Return the metastore of a script, with the groups of its account."""
    sim = Simulator(admin="admin@x.com")
    for group, members in groups.items():
        sim.groups.add(group, members)
    sim.apply(script.read_text("utf-8"))
    return sim
