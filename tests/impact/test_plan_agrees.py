"""What a plan says of reading is what full decisions say before and after, whatever is changed."""

import random

import pytest

from govsim import Simulator
from govsim.errors import GovsimError

RELATIONS = ("main.s.t", "main.s.u", "main.s.v", "main.s.w", "main.s.far", "main.g.map")
PEOPLE = ("ana@x.com", "bob@x.com", "own@x.com")
STATE = """
CREATE CATALOG main; CREATE SCHEMA main.s; CREATE SCHEMA main.g;
CREATE TABLE main.s.t (id INT, k STRING); CREATE TABLE main.s.u (id INT, k STRING);
CREATE VIEW main.s.v AS SELECT id, k FROM main.s.t;
CREATE VIEW main.s.w AS SELECT v.id, u.k FROM main.s.v JOIN main.s.u ON u.id = v.id;
CREATE TABLE main.g.map (id INT, k STRING);
CREATE FUNCTION main.g.keep(r STRING) RETURNS BOOLEAN
  RETURN EXISTS (SELECT 1 FROM main.g.map m WHERE m.k = r);
CREATE FUNCTION main.g.hide(r STRING) RETURNS STRING RETURN (SELECT max(k) FROM main.g.map);
CREATE CONNECTION pg TYPE postgresql OPTIONS (host 'h');
CREATE VIEW main.s.far AS SELECT * FROM remote_query('pg', query => 'x');
GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG main TO `ana@x.com`;
GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `own@x.com`;
GRANT SELECT ON TABLE main.g.map TO `own@x.com`;
GRANT USE CATALOG ON CATALOG main TO `bob@x.com`;
GRANT SELECT, USE SCHEMA ON SCHEMA main.s TO `bob@x.com`;
"""
CHANGES = (
    "ALTER TABLE {a} DROP COLUMN k", "ALTER TABLE {a} RENAME COLUMN k TO kk",
    "ALTER TABLE {a} RENAME COLUMN kk TO k", "ALTER TABLE {a} ADD COLUMN k STRING",
    "CREATE OR REPLACE TABLE {a} (id INT)", "CREATE OR REPLACE TABLE {a} (id INT, k STRING)",
    "GRANT SELECT ON TABLE {a} TO `{p}`", "REVOKE SELECT ON TABLE {a} FROM `{p}`",
    "REVOKE SELECT ON SCHEMA main.s FROM `{p}`", "GRANT SELECT ON SCHEMA main.g TO `{p}`",
    "ALTER FUNCTION main.g.keep OWNER TO `{p}`", "DROP FUNCTION main.g.keep",
    "ALTER TABLE main.s.t SET ROW FILTER main.g.keep ON (k)", "ALTER TABLE main.s.t DROP ROW FILTER",
    "ALTER TABLE main.s.t ALTER COLUMN k SET MASK main.g.hide", "ALTER VIEW main.s.v OWNER TO `{p}`",
    "ALTER VIEW main.s.v AS SELECT id FROM main.s.t", "ALTER VIEW main.s.w OWNER TO `{p}`",
    "CREATE OR REPLACE VIEW main.s.v AS SELECT id, k FROM main.s.t",
    "REVOKE USE SCHEMA ON CATALOG main FROM `{p}`", "DROP CONNECTION pg", "DROP TABLE {a}",
    "GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `{p}`", "ALTER VIEW main.s.far OWNER TO `{p}`",
    "REVOKE USE CONNECTION ON CONNECTION pg FROM `{p}`",
    "GRANT USE CONNECTION ON CONNECTION pg TO `{p}`",
    "BEGIN GRANT SELECT ON TABLE {a} TO `{p}`; DROP TABLE IF EXISTS main.g.map; END",
)  # fmt: skip


def readers(sim: Simulator) -> set[tuple[str, str]]:
    """Return who may read what, one full decision each."""
    there = [name for name in RELATIONS if f"relation:{name}" in sim.snapshot.securables]
    asked = [(who, name) for name in there for who in (*PEOPLE, "admin@x.com")]
    return {(who, name) for who, name in asked if sim.check(who, f"read {name}").allowed}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_a_plan_agrees_with_full_decisions(seed: int) -> None:
    """Columns, guards with mapping tables, connections, owners and grants, one after another."""
    pick = random.Random(seed)

    def change() -> str:
        return pick.choice(CHANGES).format(a=pick.choice(RELATIONS), p=pick.choice(PEOPLE))

    sim = Simulator(admin="admin@x.com")
    sim.apply(STATE)
    for _ in range(pick.randint(0, 5)):
        try:
            sim.apply(change())
        except GovsimError:
            continue  # it does not fit what those before it left
    script = [change() for _ in range(pick.randint(1, 3))]
    after = sim.branch()
    fitting = []
    for statement in script:
        try:
            after.apply(statement)
            fitting.append(statement)
        except GovsimError:
            continue
    plan = sim.plan("; ".join(fitting))

    was, now = readers(sim), readers(after)

    def told(pairs) -> set[tuple[str, str]]:
        return {
            (p.principal, p.name) for p in pairs if p.privilege == "SELECT" and p.name in RELATIONS
        }

    assert (told(plan.gained), told(plan.lost)) == (now - was, was - now), fitting
