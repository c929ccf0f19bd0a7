"""A plan tells exactly who gains and who loses what, and why; its way back makes all as it was."""

import json
from pathlib import Path
from typing import Any

import pytest

from govsim import Simulator
from govsim.impact.rollback import rollback
from govsim.model.state import State
from govsim.model.values import GovernedTag
from govsim.sql import read_script

HERE = Path(__file__).parent
PLANS = [json.loads(line) for line in (HERE / "plans.jsonl").read_text().splitlines()]
WATCHED = ("SELECT", "MODIFY", "READ VOLUME", "WRITE VOLUME", "EXECUTE")
COUNTED = ("no_ops", "redundant", "dormant", "woken", "escalations", "veiled")
ADMIN = "admin@x.com"


@pytest.fixture
def sim() -> Simulator:
    """Return the metastore of `plans.sql`."""
    made = Simulator(admin=ADMIN)
    made.apply((HERE / "plans.sql").read_text())
    return made


def told(pairs: Any) -> list[str]:
    """Return what people but the admin gain or lose, as `ana SELECT t`."""
    return sorted(
        f"{pair.principal.partition('@')[0]} {pair.privilege} {pair.name.rpartition('.')[2]}"
        for pair in pairs
        if pair.principal != ADMIN and pair.privilege in WATCHED
    )


def test_the_table_is_whole() -> None:
    """No plan is left out in silence."""
    assert len(PLANS) == 159


@pytest.mark.parametrize("case", PLANS, ids=lambda case: case["change"][:70])
def test_a_plan_is_exact(sim: Simulator, case: dict[str, Any]) -> None:
    """Everybody who gains or loses is told, nobody else, and each finding is counted."""
    if given := case.get("given"):
        sim.apply(given)
    plan = sim.plan(case["change"])

    assert told(plan.gained) == case.get("gained", [])
    assert told(plan.lost) == case.get("lost", [])
    assert [error.code for error in plan.errors] == case.get("errors", [])
    counts = {name: len(getattr(plan, name)) for name in COUNTED}
    assert counts == {name: case.get(name, 0) for name in COUNTED}
    assert len(plan.notes) == case.get("notes", len(plan.notes))


def test_a_script_is_planned_statement_by_statement(sim: Simulator) -> None:
    """Each grant of a block is a cause of its own, with its own line."""
    plan = sim.plan(
        "BEGIN\n  GRANT SELECT ON TABLE main.s.t TO `pat@x.com`;\n"
        "  IF current_date() > '2026-01-01' THEN REVOKE SELECT ON SCHEMA main.s FROM `ana@x.com`; "
        "END IF;\nEND"
    )

    assert [entry.because() for entry in plan.gained.entries] == ["because of <change>:2"]
    assert not plan.lost
    assert [note.message for note in plan.notes] == [
        "what a branch of the script changes is left out: "
        "`REVOKE SELECT ON SCHEMA main.s FROM `ana@x.com``"
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(
            "ALTER VIEW main.s.v OWNER TO `dan@x.com`",
            "main.s.v and main.s.w: dan@x.com, whose rights it uses, lacks USE CATALOG on catalog main "
            "and USE SCHEMA on schema main.s",
            id="the new owner may not read",
        ),
        pytest.param(
            "ALTER TABLE main.s.t RENAME TO main.s.t2",
            "main.s.v and main.s.w: view main.s.v reads main.s.t, which does not exist "
            "[TABLE_OR_VIEW_NOT_FOUND]",
            id="the table has another name",
        ),
    ],
)
def test_a_loss_tells_what_somebody_else_lacks(sim: Simulator, change: str, why: str) -> None:
    """Readers of a view see by whose rights, or by which table, they lose it."""
    plan = sim.plan(change)

    assert why in [words for entry in plan.lost.entries for words in entry.why]


def test_what_one_lacks_oneself_is_no_further_reason(sim: Simulator) -> None:
    """A REVOKE is its own reason."""
    plan = sim.plan("REVOKE SELECT ON SCHEMA main.s FROM `ana@x.com`")

    assert [entry.why for entry in plan.lost.entries] == [()]


def test_views_and_functions_are_made_again(sim: Simulator) -> None:
    """After the way back a dropped view has its query, comment, tags, owner and grants again."""
    sim.apply(
        "ALTER VIEW main.s.v SET TAGS ('a' = 'b');"
        "CREATE VIEW main.s.y (n COMMENT 'number') COMMENT 'of t' AS SELECT id FROM main.s.w;"
        "ALTER VIEW main.s.y OWNER TO `eva@x.com`"
    )
    change = "DROP VIEW main.s.v; DROP VIEW main.s.w; DROP VIEW main.s.y; DROP FUNCTION main.gov.m"
    plan = sim.plan(change)
    back = rollback(plan.before, plan.after, plan.taken)
    sim.apply(change)

    sim.apply(back.script())

    assert back.impossible == []
    assert sim.snapshot.securables["relation:main.s.y"].comment == "of t"
    for key, held in plan.before.securables.items():
        now = sim.snapshot.securables[key]
        assert (now.owner, now.comment, now.tags) == (held.owner, held.comment, held.tags)
        assert sim.snapshot.grants.get(key, {}).keys() == plan.before.grants.get(key, {}).keys()
    assert not sim.plan("SELECT 1").lost


def test_a_view_of_short_names_is_left_to_its_author(sim: Simulator) -> None:
    """Nobody knows in which session the way back is run."""
    sim.apply("USE CATALOG main; USE SCHEMA s; CREATE VIEW main.s.y AS SELECT id FROM u")
    plan = sim.plan("DROP VIEW main.s.y")

    back = rollback(plan.before, plan.after, plan.taken)

    assert back.statements == []
    assert back.impossible == ["VIEW main.s.y was dropped, and UNDROP does not know its kind"]


@pytest.mark.parametrize("verb", ["GRANT", "REVOKE"])
def test_the_use_of_schemas_brings_what_is_done_in_them(sim: Simulator, verb: str) -> None:
    """CREATE TABLE waits for USE SCHEMA, be it granted on the catalog; none in information_schema."""
    sim.apply("GRANT CREATE TABLE ON CATALOG main TO `ana@x.com`")
    sim.apply("GRANT CREATE VOLUME ON SCHEMA main.b TO `ana@x.com`")
    if verb == "REVOKE":
        sim.apply("GRANT USE SCHEMA ON CATALOG main TO `ana@x.com`")
    direction = "TO" if verb == "GRANT" else "FROM"

    plan = sim.plan(f"{verb} USE SCHEMA ON CATALOG main {direction} `ana@x.com`")

    turned = plan.gained if verb == "GRANT" else plan.lost
    made = sorted((one.privilege, one.name) for one in turned if one.privilege.startswith("CREATE"))
    schemas = ("main.b", "main.default", "main.gov")
    assert made == [("CREATE TABLE", name) for name in schemas] + [("CREATE VOLUME", "main.b")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(
            "REVOKE SELECT ON TABLE main.s.u FROM team",
            ["dan@x.com, whose rights it uses, lacks SELECT on table main.s.u"],
            id="its owner's group lacks it",
        ),
        pytest.param(
            "ALTER FUNCTION main.gov.k OWNER TO `pat@x.com`",
            ["pat@x.com, whose rights it uses, lacks SELECT on table main.s.u"],
            id="another owner lacks it",
        ),
        pytest.param(
            "ALTER TABLE main.s.u RENAME TO main.s.u2",
            ["function main.gov.k reads main.s.u, which does not exist [TABLE_OR_VIEW_NOT_FOUND]"],
            id="its table has another name",
        ),
        pytest.param(
            "REVOKE SELECT ON TABLE main.s.u FROM team; GRANT SELECT ON SCHEMA main.s TO team",
            [],
            id="it is granted elsewhere in one script",
        ),
        pytest.param("REVOKE SELECT ON VIEW main.s.v FROM `pat@x.com`", [], id="another right"),
    ],
)
def test_a_plan_tells_which_functions_are_refused(
    sim: Simulator, change: str, told: list[str]
) -> None:
    """Callers keep EXECUTE, and lose what the owner may no longer do."""
    sim.groups.add("team", members=["dan@x.com"])
    sim.apply(
        "CREATE FUNCTION main.gov.k() RETURNS INT RETURN (SELECT count(*) FROM main.s.u);"
        "ALTER FUNCTION main.gov.k OWNER TO `dan@x.com`; GRANT SELECT ON TABLE main.s.u TO team;"
        "GRANT USE CATALOG ON CATALOG main TO team; GRANT USE SCHEMA ON SCHEMA main.s TO team"
    )

    plan = sim.plan(change)

    start = "function main.gov.k is refused to whoever calls it: "
    assert [note.message.removeprefix(start) for note in plan.notes] == told
    assert all(note.at is not None for note in plan.notes)


def test_a_plan_tells_which_functions_are_refused_no_longer(sim: Simulator) -> None:
    """Whoever may call one comes to what its owner may read from now on."""
    sim.apply(
        "CREATE FUNCTION main.gov.k() RETURNS INT RETURN (SELECT count(*) FROM main.s.u);"
        "ALTER FUNCTION main.gov.k OWNER TO `pat@x.com`"
    )

    plan = sim.plan("GRANT SELECT ON TABLE main.s.u TO `pat@x.com`")

    assert [note.message for note in plan.notes] == [
        "function main.gov.k is no longer refused to callers"
    ]


@pytest.mark.parametrize(
    ("given", "change", "turned"),
    [
        pytest.param("", "DROP GOVERNED TAG pii", ("lost", ["ana SELECT t"]), id="dropped"),
        pytest.param(
            "", "api:governed_tag_delete key=pii", ("lost", ["ana SELECT t"]), id="by the API"
        ),
        pytest.param(
            "; DROP GOVERNED TAG pii",
            "CREATE GOVERNED TAG pii",
            ("gained", ["ana SELECT t"]),
            id="made again",
        ),
        pytest.param("", "DROP GOVERNED TAG geo", ("lost", []), id="a tag that no policy names"),
    ],
)
def test_a_governed_tag_decides_over_the_tables_of_its_policies(
    given: str, change: str, turned: tuple[str, list[str]]
) -> None:
    """Without it nobody below the policy may read, be she excepted or not."""
    script = (
        "CREATE CATALOG main; CREATE SCHEMA main.s; CREATE TABLE main.s.t (id INT, email STRING);"
        "CREATE FUNCTION main.s.m(x STRING) RETURNS STRING RETURN '***';"
        "GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG main TO `ana@x.com`;"
        "CREATE POLICY p ON SCHEMA main.s COLUMN MASK main.s.m TO `account users` EXCEPT `ana@x.com` "
        f"FOR TABLES MATCH COLUMNS has_tag('pii') AS c ON COLUMN c{given}"
    )
    tags = GovernedTag("pii", ("email",)), GovernedTag("geo", ())
    statements = read_script(script, "<state>").statements
    sim = Simulator.of(State(admin=ADMIN, governed_tags=tags, statements=statements))

    plan = sim.plan(change)

    which, expected = turned
    assert told(getattr(plan, which)) == expected


def test_what_is_renamed_and_unmasked_is_told_at_its_statement(sim: Simulator) -> None:
    """The cause is the statement that takes the mask away, and no rename on the way to it."""
    sim.apply("ALTER TABLE main.s.t ALTER COLUMN email SET MASK main.gov.m")

    plan = sim.plan(
        "ALTER TABLE main.s.t RENAME COLUMN email TO mail; ALTER TABLE main.s.t RENAME TO main.s.t2;"
        "ALTER TABLE main.s.t2 ALTER COLUMN mail DROP MASK"
    )

    (veiled,) = plan.veiled
    assert veiled.cause.number == 3
    assert veiled.what == ("column mask main.gov.m on mail",)
    assert set(veiled.people) == {ADMIN, "ana@x.com", "eva@x.com"}
