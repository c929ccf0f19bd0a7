"""A plan tells exactly what turns, lays it to the statement that turned it, and can be undone."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from govsim import Simulator
from govsim.access import Context, authorize, run
from govsim.access.index_columns import persons
from govsim.audit import Event
from govsim.impact import plan
from govsim.impact.answers import Pair
from govsim.impact.candidates import acts
from govsim.impact.exact import questions
from govsim.impact.replay import replay
from govsim.impact.rollback import rollback
from govsim.impact.stand_ins import with_stand_ins
from govsim.model import statements as s
from govsim.sql import read_script
from tests.bench.small_worlds import GROUPS, USERS, Shape, world
from tests.laws.metastores import ADMIN, grantable, snapshot_of

HERE = Context("ws1")
PEOPLE = ("ana@x", "bob@x", "cy@x", "dee@x")
STORY = """
CREATE CATALOG prod; CREATE SCHEMA prod.hr; CREATE TABLE prod.hr.pay (id INT, ssn STRING);
CREATE SCHEMA prod.s; CREATE TABLE prod.s.t (id INT); GRANT SELECT ON SCHEMA prod.s TO `team`;
GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG prod TO `analysts`;
CREATE FUNCTION prod.hr.hide(x STRING) RETURNS STRING RETURN '*';
"""


@pytest.fixture
def simulator() -> Simulator:
    made = Simulator()
    made.groups.add("all-staff", ["ana@x.com", "bo@x.com", "team"])
    made.groups.add("team", ["cy@x.com"])
    made.groups.add("analysts", ["ian@x.com", "interns"])
    made.groups.add("interns", ["ina@x.com"])
    made.apply(STORY)
    return made


def words(found) -> list[str]:
    return [one.words() for one in found]


def changes(snapshot, seed: int) -> list[s.Statement]:
    """Return a few statements on a random world: grants, revokes, owners, tags, drops."""
    random = Random(seed)
    keys = sorted(key for key, held in snapshot.securables.items() if grantable(held))
    found: list[s.Statement] = []
    for _ in range(random.randint(1, 5)):
        held = snapshot.securables[random.choice(keys)]
        on = s.Target(held.type, tuple(held.name.split(".")) if held.name else ())
        who = random.choice((*PEOPLE, "g0", "g1", "g2", "account users"))
        rows = [(w, p) for w, hs in snapshot.grants.get(held.key, {}).items() for p in hs]
        kind = random.randrange(4)
        if kind == 0 and rows:
            word, who = random.choice(rows)
            found.append(s.Revoke(privileges=(word,), on=on, to=who))
        elif kind == 1 and held.name:
            found.append(s.AlterOwner(target=on, owner=who))
        else:
            word = random.choice(sorted(acts(held) - {"MANAGE"}) or ["SELECT"])
            found.append(s.Grant(privileges=(word,), on=on, to=who))
    return found


def able(state, who: str, privilege: str, key: str, context: Context = HERE) -> bool:
    held = state.securables.get(key)
    return held is not None and all(
        authorize(state, who, ask, context=context).allowed for ask in questions(privilege, held)
    )


@pytest.mark.slow
@settings(max_examples=40)
@given(seed=st.integers(0, 120), change=st.integers(0, 10**6))
def test_a_plan_holds_exactly_what_full_decisions_differ_in(seed, change) -> None:
    """Gains and losses are those of asking everybody everything, before and after."""
    before = snapshot_of(seed)
    found = plan(before, changes(before, change), principal=ADMIN, context=HERE)
    gained = {(one.principal, one.privilege, one.key) for one in found.gained}
    lost = {(one.principal, one.privilege, one.key) for one in found.lost}

    for key, held in found.after.securables.items():
        if held.parent is None or held.name.partition(".")[0] not in ("c", "d"):
            continue
        for privilege in acts(held):
            for who in PEOPLE:
                was = able(found.before, who, privilege, key)
                now = able(found.after, who, privilege, key)
                pair = (who, privilege, key)
                assert (pair in gained) is (now and not was), pair
                assert (pair in lost) is (was and not now), pair


GATES = {"CATALOG": ("USE CATALOG", "USE SCHEMA", "SELECT", "MANAGE"), "SCHEMA": ("USE SCHEMA",)}


def on_containers(snapshot, seed: int) -> list[s.Statement]:
    """Return grants and revokes on catalogs and schemas, and owners, that undo one another too."""
    random = Random(seed)
    held = [h for h in snapshot.securables.values() if str(h.type) in GATES and h.name[0] == "c"]
    found: list[s.Statement] = []
    for _ in range(random.randint(2, 6)):
        one, who = random.choice(held), random.choice((*USERS, *GROUPS))
        on = s.Target(one.type, tuple(one.name.split(".")))
        word = random.choice((*GATES[str(one.type)], "ALL PRIVILEGES"))
        kind = random.choice((s.Grant, s.Revoke, s.Revoke, s.AlterOwner))
        if kind is s.AlterOwner:
            found.append(s.AlterOwner(target=on, owner=who))
        else:
            found.append(kind(privileges=(word,), on=on, to=who))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_what_a_container_holds_is_laid_to_the_statement_that_turned_it_last(seed) -> None:
    """Full decisions turn just there, in every later state they stay so, and none is left out."""
    before = world(seed, Shape(density=0.35, policies=seed % 3 == 0))
    found = plan(before, on_containers(before, seed), principal="root@x", context=Context("w1"))
    asked = {(k, p) for k, held in before.securables.items() if held.name for p in acts(held)}
    turned = {pair: one for one in found.because for pair in one.pairs()}

    for key, privilege in sorted(asked):
        for who in persons(found.before):
            states = [found.before, *(one.after for one in found.taken)]
            may = [able(state, who, privilege, key, Context("w1")) for state in states]
            one = turned.pop(Pair(who, privilege, key), None)
            assert (one is not None) is (may[0] is not may[-1]), (who, privilege, key)
            if one is not None:
                last = max(at for at in range(1, len(may)) if may[at] is not may[at - 1])
                assert (one.cause.number, one.gain) == (last, may[-1])
    assert not turned


@settings(max_examples=60)
@given(seed=st.integers(0, 120), change=st.integers(0, 10**6))
def test_the_rollback_leads_back(seed, change) -> None:
    """A script and its rollback leave grants, owners, policies and securables as they were."""
    before = snapshot_of(seed)
    found = plan(before, changes(before, change), principal=ADMIN, context=HERE)
    back = rollback(found.before, found.after, found.taken)
    done = run(found.after, back.statements, ADMIN, trusted=True)

    assert not done.errors
    assert back.impossible == []
    for name in ("securables", "policies"):
        assert getattr(done.after, name) == getattr(with_stand_ins(before, ()), name)
    assert rows(done.after) == rows(before)


def rows(state) -> set[tuple[str, str, str]]:
    return {(k, w, p) for k, by in state.grants.items() for w, hs in by.items() for p in hs}


def test_a_gain_is_told_by_cause(simulator) -> None:
    """One entry a cause: who, what, where, through which group, because of which lines."""
    found = simulator.plan(
        "GRANT USE CATALOG, USE SCHEMA ON CATALOG prod TO `all-staff`;\n"
        "GRANT SELECT ON SCHEMA prod.hr TO `all-staff`;",
        source="change.sql",
    )

    assert words(found.because) == snapshot(
        [
            "cy@x.com gains SELECT on table prod.s.t through group all-staff, because of change.sql:1",
            "3 people gain USE CATALOG on catalog prod through group all-staff, because of change.sql:1",
            "3 people gain USE SCHEMA on 4 schemas of prod through group all-staff, because of change.sql:1",
            "3 people gain SELECT on table prod.hr.pay through group all-staff, because of change.sql:2 together with change.sql:1",
        ]
    )
    assert words(found.woken) == snapshot(
        [
            "change.sql:1 wakes SELECT on SCHEMA prod.s, granted to team before: cy@x.com now reaches table prod.s.t"
        ]
    )


def test_statements_of_one_line_are_one_place(simulator) -> None:
    """A cause that stands in the same line as the others is not told as beside itself."""
    change = "GRANT USE CATALOG, USE SCHEMA ON CATALOG prod TO `interns`; "
    change += "GRANT READ VOLUME ON VOLUME prod.s.v TO `team`; "
    simulator.apply("CREATE VOLUME prod.s.v")
    change += "GRANT USE CATALOG, USE SCHEMA ON CATALOG prod TO `team`"

    told = words(simulator.plan(change).gained.entries)

    assert any(line.endswith("because of <change>:1") for line in told), told
    assert not [line for line in told if "together with" in line]


def test_each_grant_that_wakes_counts_what_it_gives_itself() -> None:
    """Though the same people gain on all of it at once."""
    sim = Simulator(admin="admin@x.com")
    sim.apply(
        "CREATE CATALOG c; CREATE SCHEMA c.a; CREATE SCHEMA c.b; CREATE TABLE c.a.t (i INT);"
        "CREATE TABLE c.a.u (i INT); CREATE TABLE c.b.t (i INT); CREATE TABLE c.b.u (i INT);"
        "CREATE TABLE c.b.v (i INT); GRANT SELECT ON SCHEMA c.a TO `ana@x.com`;"
        "GRANT SELECT ON TABLE c.b.t TO `ana@x.com`; GRANT SELECT ON TABLE c.b.v TO `ana@x.com`"
    )

    found = sim.plan("GRANT USE CATALOG, USE SCHEMA ON CATALOG c TO `ana@x.com`", source="x.sql")

    assert words(found.woken) == snapshot(
        [
            "x.sql:1 wakes SELECT on TABLE c.b.t, granted to ana@x.com before: ana@x.com now reaches table c.b.t",
            "x.sql:1 wakes SELECT on TABLE c.b.v, granted to ana@x.com before: ana@x.com now reaches table c.b.v",
            "x.sql:1 wakes SELECT on SCHEMA c.a, granted to ana@x.com before: ana@x.com now reaches 2 tables of c.a",
        ]
    )


@pytest.mark.parametrize(
    ("change", "side", "told"),
    [
        pytest.param(
            "GRANT SELECT ON TABLE prod.hr.pay TO `dan@x.com`",
            "dormant",
            "SELECT on TABLE prod.hr.pay to dan@x.com gives nothing yet: "
            "USE CATALOG on prod and USE SCHEMA on prod.hr are missing",
            id="dormant",
        ),
        pytest.param(
            "GRANT SELECT ON TABLE prod.hr.pay TO `interns`",
            "redundant",
            "SELECT on TABLE prod.hr.pay to interns is redundant: interns holds it inherited from "
            "catalog prod, granted to analysts",
            id="redundant",
        ),
        pytest.param(
            "GRANT SELECT ON SCHEMA prod.s TO `team`",
            "no_ops",
            "change.sql:1 changes nothing: it is granted already",
            id="already granted",
        ),
        pytest.param(
            "REVOKE SELECT ON TABLE prod.hr.pay FROM `interns`",
            "no_ops",
            "change.sql:1 takes nothing away: no such grant, and the access stays: interns keeps "
            "SELECT, inherited from catalog prod, granted to analysts",
            id="revoke of nothing",
        ),
        pytest.param(
            "GRANT USE CATALOG ON CATALOG prod TO `bo@x.com`; GRANT MANAGE ON SCHEMA prod.hr TO `bo@x.com`",
            "escalations",
            "bo@x.com may now grant herself SELECT on table prod.hr.pay: MANAGE on schema prod.hr, "
            "because of change.sql:1",
            id="escalation",
        ),
        pytest.param(
            "ALTER TABLE prod.hr.pay ALTER COLUMN ssn SET MASK prod.hr.hide",
            "veiled",
            "3 people now read table prod.hr.pay under column mask prod.hr.hide on ssn, "
            "because of change.sql:1",
            id="masked",
        ),
    ],
)
def test_each_finding_says_why(simulator, change, side, told) -> None:
    """What deserves a reviewer's eye is found, with its reason."""
    found = simulator.plan(change, source="change.sql")

    assert told in words(getattr(found, side))


def test_the_deployer_check_takes_each_statement_with_the_rights_of_its_step(simulator) -> None:
    """A right that the script gives itself counts from then on, and not before."""
    simulator.apply(
        "GRANT USE CATALOG ON CATALOG prod TO `bo@x.com`; GRANT MANAGE ON SCHEMA prod.s TO `bo@x.com`"
    )
    script = (
        "SELECT * FROM prod.s.t;\nGRANT USE SCHEMA, SELECT ON SCHEMA prod.s TO `bo@x.com`;\n"
        "SELECT * FROM prod.s.t;\nGRANT SELECT ON TABLE prod.hr.pay TO `bo@x.com`"
    )
    found = simulator.plan(script, principal="bo@x.com", source="change.sql")

    assert [one.cause.place for one in found.denied] == ["change.sql:1", "change.sql:4"]
    assert not found.runs


def test_groups_without_members_are_planned_for_all_the_same(simulator) -> None:
    """Where no state tells who is in a group, a member of it stands for all."""
    found = simulator.plan("GRANT USE CATALOG ON CATALOG prod TO `newcomers`")

    assert found.gained.people == ("a member of newcomers",)


def test_a_log_is_replayed_under_the_change(simulator) -> None:
    """What is allowed before and denied after is broken; the rest is counted."""
    found = simulator.plan("REVOKE SELECT ON CATALOG prod FROM `analysts`")
    read = "SELECT * FROM prod.hr.pay"
    events = [Event(who, None, "getTable", read) for who in ("ian@x.com", "ina@x.com", "ana@x.com")]
    replayed = replay(found.before, found.after, events)

    assert [one.event.principal for one in replayed.broken] == ["ian@x.com", "ina@x.com"]
    assert (replayed.checked, replayed.denied_before) == (2, 1)


def test_an_invalid_statement_is_an_error_and_the_rest_is_planned(simulator) -> None:
    """Nothing is dropped in silence: the error is told, and the other statements count."""
    script = read_script(
        "GRANT SELECT ON TABLE prod.hr.nope TO `ana@x.com`; GRANT USE CATALOG ON CATALOG prod TO `ana@x.com`"
    )
    found = simulator.plan(script.statements)

    assert [error.code for error in found.errors] == ["unknown-securable"]
    assert found.gained.count == 1


def test_a_group_is_named_only_to_those_who_are_in_it() -> None:
    """Who reads a view through the rights of a group that owns it is not in that group."""
    simulator = Simulator()
    simulator.groups.add("loaders", ["lo@x.com"])
    simulator.groups.add("risk", ["ri@x.com"])
    simulator.apply(
        "CREATE CATALOG c; CREATE SCHEMA c.s; CREATE TABLE c.s.t (id INT);"
        "CREATE VIEW c.s.v AS SELECT id FROM c.s.t; ALTER VIEW c.s.v OWNER TO loaders;"
        "GRANT USE CATALOG, USE SCHEMA ON CATALOG c TO `account users`;"
        "GRANT SELECT ON TABLE c.s.t TO loaders; GRANT SELECT ON VIEW c.s.v TO `ana@x.com`"
    )

    found = simulator.plan("ALTER VIEW c.s.v OWNER TO risk", source="change.sql")

    assert [entry.words() for entry in found.lost.entries] == snapshot(
        [
            "lo@x.com loses APPLY TAG and MANAGE on view c.s.v through group loaders, because of change.sql:1",
            "ana@x.com and lo@x.com lose SELECT on view c.s.v, because of change.sql:1",
        ]
    )


@pytest.mark.parametrize("function", ["hide", "inner"])
def test_a_mask_that_is_defined_anew_is_seen_otherwise(simulator: Simulator, function: str) -> None:
    """A plan tells whom a new body of a mask reaches, also of a function that the mask calls."""
    simulator.apply(
        "CREATE FUNCTION prod.hr.inner(x STRING) RETURNS STRING RETURN '*';"
        "CREATE OR REPLACE FUNCTION prod.hr.hide(x STRING) RETURNS STRING RETURN prod.hr.inner(x);"
        "ALTER TABLE prod.hr.pay ALTER COLUMN ssn SET MASK prod.hr.hide;"
    )
    found = simulator.plan(
        f"CREATE OR REPLACE FUNCTION prod.hr.{function}(x STRING) RETURNS STRING RETURN x"
    )
    (veiled,) = found.veiled

    assert veiled.what == ("column mask prod.hr.hide (defined anew) on ssn",)
    assert veiled.people == ("admin@corp.com", "ian@x.com", "ina@x.com")


def test_names_and_bodies_are_led_back(simulator: Simulator) -> None:
    """A column gets its name back, and is not dropped; a function gets its body."""
    found = simulator.plan(
        "ALTER TABLE prod.hr.pay RENAME COLUMN ssn TO a; ALTER TABLE prod.hr.pay RENAME COLUMN a TO b;"
        "CREATE OR REPLACE FUNCTION prod.hr.hide(x STRING) RETURNS STRING RETURN x"
    )
    script = rollback(found.before, found.after, found.taken).script()

    assert script == snapshot("""\
ALTER TABLE prod.hr.pay RENAME COLUMN b TO ssn;
CREATE OR REPLACE FUNCTION prod.hr.hide(x STRING)
RETURNS STRING
LANGUAGE SQL
RETURN '*';
""")


VIEWS = """
CREATE CATALOG prod; CREATE SCHEMA prod.hr; CREATE SCHEMA prod.bi; CREATE SCHEMA prod.gov;
CREATE FUNCTION prod.gov.hide(s STRING) RETURN '***';
CREATE FUNCTION prod.gov.eu(r STRING) RETURN r = 'EU';
CREATE TABLE prod.hr.staff (id INT, ssn STRING MASK prod.gov.hide, region STRING);
CREATE VIEW prod.bi.all AS SELECT id, ssn AS social FROM prod.hr.staff;
CREATE VIEW prod.bi.over AS SELECT upper(social) AS s FROM prod.bi.all;
CREATE VIEW prod.bi.few AS SELECT id FROM prod.hr.staff;
GRANT USE CATALOG, USE SCHEMA ON CATALOG prod TO `account users`;
GRANT SELECT ON SCHEMA prod.bi TO `vi@x.com`;
GRANT SELECT ON CATALOG prod TO `ana@x.com`;
"""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(
            "ALTER TABLE prod.hr.staff ALTER COLUMN ssn DROP MASK",
            {
                ("ana@x.com", "table prod.hr.staff", True, "column mask prod.gov.hide on ssn"),
                ("vi@x.com", "2 views of prod.bi", True, "column mask prod.gov.hide on prod.hr.staff.ssn"),
            },
            id="through the views that show the column",
        ),
        pytest.param(
            "ALTER TABLE prod.hr.staff ALTER COLUMN id SET MASK prod.gov.hide",
            {
                ("ana@x.com", "table prod.hr.staff", False, "column mask prod.gov.hide on id"),
                ("vi@x.com", "2 views of prod.bi", False, "column mask prod.gov.hide on prod.hr.staff.id"),
            },
            id="and no others",
        ),
        pytest.param(
            "ALTER TABLE prod.hr.staff SET ROW FILTER prod.gov.eu ON (region)",
            {
                ("ana@x.com", "table prod.hr.staff", False, "row filter prod.gov.eu"),
                ("vi@x.com", "3 views of prod.bi", False, "row filter prod.gov.eu on prod.hr.staff"),
            },
            id="a row filter through every view",
        ),
        pytest.param(
            "ALTER TABLE prod.hr.staff ALTER COLUMN region SET MASK prod.gov.hide",
            {("ana@x.com", "table prod.hr.staff", False, "column mask prod.gov.hide on region")},
            id="a column that no view shows",
        ),
    ],
)  # fmt: skip
def test_who_reads_a_view_is_told_of_the_masks_below_it(
    change: str, told: set[tuple[str, str, bool, str]]
) -> None:
    """Masks of a table concern who reads the view alone, where the view shows the column."""
    sim = Simulator(admin="admin@x.com")
    sim.apply(VIEWS)

    found = {
        (who, one.on, one.clearer, what)
        for one in sim.plan(change).veiled
        for who in one.people
        if who != "admin@x.com"
        for what in one.what
    }

    assert found == told


def test_a_change_above_a_view_is_told_by_its_statement() -> None:
    """The statement that is named is the one after which the view shows something else."""
    sim = Simulator(admin="admin@x.com")
    sim.apply(VIEWS)

    plan = sim.plan(
        "COMMENT ON TABLE prod.hr.staff IS 'x'; CREATE SCHEMA prod.other;"
        "ALTER TABLE prod.hr.staff ALTER COLUMN ssn DROP MASK"
    )

    assert {one.cause.number for one in plan.veiled} == {3}
