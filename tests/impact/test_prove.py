"""A proof speaks of everybody: it agrees with trying every principal there could be."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from govsim import Simulator
from govsim.catalog.snapshot import Draft, Snapshot
from govsim.impact.prove import Proof, never, prove_no_new_access
from govsim.impact.proving import prove
from govsim.model.kinds import SecurableType
from govsim.model.state import State
from govsim.model.values import GovernedTag, Grant, MaskCall, PrincipalKind, RelationDetail
from govsim.sql import read_script
from tests.bench.plain_rule import Rule
from tests.bench.small_worlds import GROUPS, USERS, Shape, change, world

T = SecurableType
EVERYBODY = [
    (user, groups)
    for user in (None, *USERS)
    for size in range(len(GROUPS) + 1)
    for groups in combinations(GROUPS, size)
]


def reach(snapshot: Snapshot, privilege: str) -> dict[str, set[int]]:
    """Return, for each securable, which of EVERYBODY has data access."""
    rule = Rule(snapshot)
    ids = [rule.ids(*groups) | ({user} if user else set()) for user, groups in EVERYBODY]
    return {
        key: {at for at, who in enumerate(ids) if rule.allows_as(who, privilege, key)}
        for key in snapshot.securables
    }


def joined(before: Snapshot, after: Snapshot, privilege: str) -> set[tuple[str, str]]:
    """Return what present users gain, where a change put them into groups."""
    was, now = Rule(before), Rule(after)
    return {
        (user, key)
        for user in USERS
        if now.ids(user) - was.ids(user)
        for key in after.securables
        if now.allows(user, privilege, key) and not was.allows(user, privilege, key)
    }


def check(before: Snapshot, after: Snapshot, privilege: str, note: object) -> Proof:
    """Assert that a proof, and each counterexample, is right."""
    proof = prove_no_new_access(before, after, privilege=privilege)
    was, now = reach(before, privilege), reach(after, privilege)
    gained = {key for key, who in now.items() if who - was.get(key, set())}
    join = joined(before, after, privilege)
    told = {c.key for c in proof.counterexamples}
    open_ = {key for key, _ in proof.unproved}
    assert gained | {key for _, key in join} <= told | open_, note
    for c in proof.counterexamples:
        who = EVERYBODY.index((c.user, c.groups)) if c.groups or c.user else 0
        gains = who in now[c.key] and who not in was.get(c.key, set())
        assert gains or (c.user, c.key) in join, (note, c)
    return proof


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 300, 30))
def test_a_proof_agrees_with_trying_everybody(seed: int) -> None:
    """With no exceptions in policies nothing is left open, and every answer is exact."""
    for number in range(seed, seed + 30):
        shape = Shape(density=0.2, policies=number % 3 == 0)
        before = world(number, shape)
        after = change(before, number)
        for privilege in ("SELECT", "EXECUTE") if number % 5 == 0 else ("SELECT",):
            proof = check(before, after, privilege, number)
            assert number % 3 == 0 or proof.unproved == ()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 40, 20))
def test_two_metastores_that_share_nothing_are_compared(seed: int) -> None:
    """A proof needs no common history: everything is then looked at."""
    for number in range(seed, seed + 20):
        check(world(number, Shape(0.5)), world(number + 500, Shape(0.2)), "SELECT", number)


def test_more_than_today_is_proved() -> None:
    """A grant to a group that nobody is in is no gain today, and one for whoever joins it."""
    before = readers("account users")
    draft = Draft(before)
    draft.principals["empty"] = PrincipalKind.GROUP
    draft.add_row(Grant("empty", "SELECT", "relation:c.s.t"))

    proof = prove_no_new_access(before, draft.finish(), keys=["relation:c.s.t"])

    (found,) = proof.counterexamples
    assert not proof.proved
    assert (found.user, found.groups) == (None, ("empty",))
    assert found.fails == ("SELECT", "relation:c.s.t")


def test_a_row_for_those_who_have_it_already_is_proved() -> None:
    """SELECT on a table, for a group with SELECT on the schema, is nothing new to anybody."""
    before = readers()
    draft = Draft(before)
    draft.add_row(Grant("g0", "SELECT", "relation:c.s.t"))

    proof = prove_no_new_access(before, draft.finish())

    assert proof.proved
    assert proof.checked > 1


def test_who_joins_a_group_gains() -> None:
    """Putting a present user into a group is told as her gain, with the group."""
    before = readers()
    draft = Draft(before)
    draft.add_member("g0", "ana@x")
    proof = prove_no_new_access(before, draft.finish(), keys=["relation:c.s.t"])

    assert [(c.user, c.groups) for c in proof.counterexamples] == [("ana@x", ("g0",))]


def test_a_newcomer_needs_no_group_too_many() -> None:
    """A group that passes every gate is told alone, though others pass some of them too."""
    before = readers("g2")
    draft = Draft(before)
    draft.add_row(Grant("g1", "USE CATALOG", "catalog:c"))
    held = draft.finish()
    draft = Draft(held)
    draft.add_row(Grant("g2", "SELECT", "relation:c.s.t"))

    proof = prove_no_new_access(held, draft.finish(), keys=["relation:c.s.t"])

    assert [found.groups for found in proof.counterexamples] == [("g2",)]


def test_a_mask_that_is_dropped_leaves_the_proof_open() -> None:
    """Filters and masks are no gates: dropping one is told, adding one is not."""
    plain = readers()
    masked = filtered(plain)

    dropped = prove_no_new_access(masked, plain)

    assert prove_no_new_access(plain, masked).proved
    assert [key for key, _ in dropped.unproved] == ["relation:c.s.t"]
    assert not dropped.proved


def test_never_finds_who_is_outside() -> None:
    """Only members of g0 read the schema, until somebody is named on the table."""
    snapshot = readers("account users")
    keys = ["relation:c.s.t"]

    inside = never(snapshot, "SELECT", keys, frozenset({"g0", "owner@x"}))
    draft = Draft(snapshot)
    draft.add_row(Grant("bob@x", "SELECT", keys[0]))
    outside = never(draft.finish(), "SELECT", keys, frozenset({"g0", "owner@x"}))

    assert inside.proved
    assert [(c.user, c.groups) for c in outside.counterexamples] == [("bob@x", ())]


@pytest.mark.parametrize("seed", range(0, 60, 20))
def test_never_agrees_with_trying_everybody(seed: int) -> None:
    """Nobody outside two groups is found exactly when there is nobody."""
    for number in range(seed, seed + 20):
        snapshot = world(number, Shape(0.15, policies=False))
        proof = never(snapshot, "SELECT", list(snapshot.securables), frozenset({"g0", "g1"}))
        rule, reached = Rule(snapshot), reach(snapshot, "SELECT")
        out = {
            at
            for at, (user, groups) in enumerate(EVERYBODY)
            if not rule.ids(*groups) & {"g0", "g1"}
        }
        assert {c.key for c in proof.counterexamples} == {k for k, w in reached.items() if w & out}


def readers(users: str = "g0") -> Snapshot:
    """Return a metastore where g0 may read one schema, and `users` may use it."""
    draft = Draft(world(4, Shape(density=0.0, policies=False, views=False)))
    draft.set(bindings={})
    for held in draft.base.securables.values():
        draft.put(replace(held, owner="owner@x"))
    for member, groups in draft.base.parents.items():
        for group in groups:
            draft.drop_member(group, member)
    for privilege, key in (("USE CATALOG", "catalog:c"), ("USE SCHEMA", "schema:c.s")):
        draft.add_row(Grant(users, privilege, key))
    draft.add_row(Grant("g0", "SELECT", "schema:c.s"))
    return draft.finish()


def filtered(snapshot: Snapshot) -> Snapshot:
    """Return the metastore with a row filter on its first table."""
    draft = Draft(snapshot)
    table = snapshot.securables["relation:c.s.t"]
    draft.put(replace(table, detail=RelationDetail(row_filter=MaskCall("routine:c.s.f"))))
    return draft.finish()


@pytest.mark.parametrize(
    ("change", "gains"),
    [
        pytest.param("ALTER TABLE main.s.t RENAME TO main.s.t2", [], id="under another name"),
        pytest.param(
            "ALTER TABLE main.s.t RENAME TO main.s.x; ALTER TABLE main.s.x RENAME TO main.b.t",
            [("zed@x.com", "relation:main.b.t")],
            id="into a schema that others read",
        ),
        pytest.param(
            "ALTER TABLE main.s.t RENAME TO main.s.t2; GRANT SELECT ON TABLE main.s.t2 TO `bo@x.com`",
            [("bo@x.com", "relation:main.s.t2")],
            id="with a new reader",
        ),
        pytest.param(
            "ALTER TABLE main.s.t RENAME TO main.s.t2; CREATE TABLE main.s.t (id INT)",
            [("ana@x.com", "relation:main.s.t")],
            id="and its name given to something new",
        ),
    ],
)
def test_what_is_renamed_is_nothing_new(change: str, gains: list[tuple[str, str]]) -> None:
    """Its readers of before gain nothing; who can read it only where it is now does."""
    sim = Simulator(admin="admin@x.com")
    sim.apply(
        "CREATE CATALOG main; CREATE SCHEMA main.s; CREATE SCHEMA main.b; CREATE TABLE main.s.t (id INT);"
        "GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `account users`;"
        "GRANT SELECT ON SCHEMA main.s TO `ana@x.com`; GRANT SELECT ON SCHEMA main.b TO `zed@x.com`;"
        "ALTER SCHEMA main.s OWNER TO `own@x.com`; ALTER TABLE main.s.t OWNER TO `ana@x.com`"
    )
    plan = sim.plan(change, principal="ana@x.com")

    (proof,) = prove(plan.before, plan.after, privileges=("SELECT",), renamed=plan.renamed)

    assert [(one.user, one.key) for one in proof.counterexamples] == gains


def test_a_governed_tag_that_is_back_leaves_the_proof_open() -> None:
    """The policies that name it refused everybody, and whom they let in now is not worked out."""
    script = (
        "CREATE CATALOG main; CREATE SCHEMA main.s; CREATE SCHEMA main.b; CREATE TABLE main.s.t (e STRING);"
        "CREATE VIEW main.b.v AS SELECT e FROM main.s.t; CREATE TABLE main.b.u (id INT);"
        "CREATE FUNCTION main.s.m(x STRING) RETURNS STRING RETURN '***';"
        "CREATE POLICY p ON SCHEMA main.s COLUMN MASK main.s.m TO `account users` "
        "FOR TABLES MATCH COLUMNS has_tag('pii') AS c ON COLUMN c; DROP GOVERNED TAG pii"
    )
    tags = (GovernedTag("pii", ()),)
    statements = read_script(script, "<state>").statements
    sim = Simulator.of(State(admin="admin@x.com", governed_tags=tags, statements=statements))
    plan = sim.plan("CREATE GOVERNED TAG pii")

    (proof,) = prove(plan.before, plan.after, privileges=("SELECT",))
    (back,) = prove(plan.after, plan.before, privileges=("SELECT",))

    assert [key for key, _ in proof.unproved] == [
        "relation:main.b.v",
        "relation:main.s.t",
    ]
    assert back.proved


@pytest.mark.parametrize(
    ("given", "change"),
    [
        pytest.param(
            "ALTER FUNCTION main.g.f OWNER TO `bob@x.com`",
            "ALTER FUNCTION main.g.f OWNER TO `admin@x.com`",
            id="another owner may read the mapping table",
        ),
        pytest.param(
            "DROP FUNCTION main.g.f",
            "CREATE FUNCTION main.g.f(x STRING) RETURNS BOOLEAN RETURN true",
            id="it is made again",
        ),
        pytest.param("DROP TABLE main.g.map", "UNDROP TABLE main.g.map", id="its table is back"),
    ],
)
def test_a_filter_that_runs_again_leaves_the_proof_open(given: str, change: str) -> None:
    """Every reader was refused, and a plan tells that they gain; through views as well."""
    sim = Simulator(admin="admin@x.com")
    sim.apply(
        "CREATE CATALOG main; CREATE SCHEMA main.s; CREATE SCHEMA main.g; CREATE TABLE main.s.t (e STRING);"
        "CREATE TABLE main.g.map (who STRING); CREATE TABLE main.s.u (id INT);"
        "CREATE FUNCTION main.g.f(x STRING) RETURNS BOOLEAN RETURN EXISTS "
        "(SELECT 1 FROM main.g.map WHERE who = x); ALTER TABLE main.s.t SET ROW FILTER main.g.f ON (e);"
        "CREATE VIEW main.s.v AS SELECT e FROM main.s.t"
    )
    sim.apply(given)
    plan = sim.plan(change)

    (proof,) = prove(plan.before, plan.after, privileges=("SELECT",))
    (back,) = prove(plan.after, plan.before, privileges=("SELECT",))

    assert [key for key, _ in proof.unproved] == ["relation:main.s.t", "relation:main.s.v"]
    assert back.proved
