"""Could get: every script told has been run as the principal, and does what it says."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.access import Escalation, could_get, decide, run
from govsim.catalog import Snapshot
from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.sql import read_statement
from tests.access.metastores import ADMIN, about, any_metastore, asks, metastore, shown
from tests.bench.small_worlds import USERS

PROD = """
CREATE CATALOG prod; CREATE SCHEMA prod.hr; CREATE TABLE prod.hr.salaries (id INT);
CREATE TABLE prod.hr.bonuses (id INT); CREATE SCHEMA prod.lib;
CREATE FUNCTION prod.lib.count() RETURNS INT RETURN 1;
CREATE VIEW prod.lib.pay AS SELECT * FROM prod.hr.salaries;
ALTER VIEW prod.lib.pay OWNER TO `bob@x`;
GRANT USE CATALOG ON CATALOG prod TO staff; GRANT USE SCHEMA ON SCHEMA prod.lib TO staff;
ALTER SCHEMA prod.hr OWNER TO `hr-leads`;
GRANT MANAGE ON CATALOG prod TO `steward@x`;
GRANT CREATE FUNCTION ON SCHEMA prod.lib TO staff;
GRANT MANAGE ON FUNCTION prod.lib.count TO `fay@x`;
GRANT MANAGE ON VIEW prod.lib.pay TO `vic@x`; GRANT SELECT ON TABLE prod.hr.salaries TO `vic@x`;
GRANT USE SCHEMA ON SCHEMA prod.hr TO `vic@x`;
GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG prod TO `admin@corp.com`;
"""
HELD = {"staff": ("hans@x", "fay@x", "vic@x", "sue@x"), "hr-leads": ("hans@x",)}


def prod() -> Snapshot:
    return metastore(PROD, HELD, account_admins=("root@x",))


@pytest.mark.parametrize(
    ("who", "question", "script"),
    [
        pytest.param("sue@x", "read prod.hr.salaries", None, id="nothing of hers is near it"),
        pytest.param(
            "hans@x",
            "read prod.hr.salaries",
            ("GRANT SELECT ON TABLE prod.hr.salaries TO `hans@x`",),
            id="her group owns the schema",
        ),
        pytest.param(
            "steward@x",
            "read prod.hr.salaries",
            ("GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG prod TO `steward@x`",),
            id="MANAGE grants itself everything in one statement",
        ),
        pytest.param(
            "steward@x",
            "EXTERNAL USE SCHEMA ON SCHEMA prod.hr",
            (
                "ALTER CATALOG prod SET OWNER TO `steward@x`",
                "GRANT USE CATALOG, EXTERNAL USE SCHEMA ON CATALOG prod TO `steward@x`",
            ),
            id="what only the owner may grant, by becoming the owner",
        ),
        pytest.param(
            "root@x",
            "read prod.hr.salaries",
            (
                "ALTER METASTORE SET OWNER TO `root@x`",
                "GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG prod TO `root@x`",
            ),
            id="an account admin names herself metastore admin",
        ),
        pytest.param(
            "vic@x",
            "read prod.lib.pay",
            ("ALTER VIEW prod.lib.pay SET OWNER TO `vic@x`",),
            id="taking over a view whose owner lacks what she has",
        ),
        pytest.param(
            "vic@x",
            "ALTER VIEW prod.lib.pay AS SELECT 1 AS id",
            ("ALTER VIEW prod.lib.pay SET OWNER TO `vic@x`",),
            id="what only an owner may do",
        ),
        pytest.param(ADMIN, "read prod.hr.salaries", None, id="what she may do already"),
    ],
)
def test_the_shortest_script_is_found(who: str, question: str, script: object) -> None:
    """Each way to more rights has its script; nothing is told of those who have no way."""
    found = could_get(prod(), who, asks(question))

    assert (found[0].script if found else None) == script


def test_a_function_lends_its_owners_rights() -> None:
    """Whoever manages a function of a reader rewrites it, and reads through it."""
    (found,) = could_get(prod(), "fay@x", asks("read prod.hr.salaries"))

    assert found.through == "prod.lib.count"
    assert found.script[0].startswith("CREATE OR REPLACE FUNCTION prod.lib.count()")
    assert found.script[-1] == "SELECT prod.lib.count()"
    assert found.words().startswith("fay@x could read prod.hr.salaries through function prod.lib")


def test_all_securables_are_gone_through() -> None:
    """Without a question every table, view, routine and volume is asked about."""
    found = could_get(prod(), "hans@x")

    assert [(one.what, one.securable) for one in found] == [
        ("read prod.hr.bonuses", "prod.hr.bonuses"),
        ("read prod.hr.salaries", "prod.hr.salaries"),
    ]
    assert not found.cut
    assert could_get(prod(), "sue@x").words() == "nothing more than she may do already"


def test_a_table_of_its_own_is_asked_of_itself() -> None:
    """By its owner or a filter it differs from the tables beside it, which she reads."""
    lines = ["CREATE CATALOG m; CREATE SCHEMA m.s; ALTER SCHEMA m.s OWNER TO `ana@x`"]
    lines += [f"CREATE TABLE m.s.t{n} (id INT)" for n in range(3)]
    lines += ["ALTER TABLE m.s.t1 OWNER TO `bob@x`", "ALTER TABLE m.s.t0 OWNER TO `ana@x`"]
    lines += ["ALTER TABLE m.s.t2 OWNER TO `ana@x`", "GRANT USE CATALOG ON CATALOG m TO `ana@x`"]

    assert [one.securable for one in could_get(metastore(";".join(lines)), "ana@x")] == ["m.s.t1"]


def test_what_is_left_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that is cut says so."""
    monkeypatch.setattr(sys.modules["govsim.access.could_get"], "MOST", 1)

    assert could_get(prod(), "hans@x").words().endswith("the search was cut: there may be others")


@given(st.integers(0, 5_000), st.data(), st.sampled_from((*USERS, "root@x", "stranger@x")))
def test_every_script_runs_and_opens(seed: int, data: st.DataObject, user: str) -> None:
    """What is told was denied; its script runs statement by statement, and then it is allowed."""
    world = any_metastore(seed)
    held = data.draw(st.sampled_from(sorted(shown(world), key=lambda one: one.key)))
    question = about(data.draw(st.sampled_from(("read", "write", "manage", "run"))), held)
    for found in could_get(world, user, question):
        assert decide(world, user, question).allowed <= bool(found.without)
        assert_runs(world, found, question)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_every_script_of_the_whole_metastore_runs(seed: int) -> None:
    """What is told of all securables is as true as what is told of one."""
    world = any_metastore(seed)
    for user in USERS:
        for found in could_get(world, user):
            assert_runs(world, found, asks(found.what))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_tables_that_only_names_set_apart_are_told_as_if_each_were_asked(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asking once of all that are alike leaves no table out, and adds none."""
    world = any_metastore(seed)
    once = [could_get(world, user) for user in USERS]
    monkeypatch.setattr(sys.modules["govsim.access.could_get"], "_alike_to", lambda *_: None)

    assert [could_get(world, user) for user in USERS] == once


def assert_runs(world: Snapshot, found: Escalation, question: s.Statement) -> None:
    """Run a script from its text as its principal, and put the question after it."""
    done = run(world, [read_statement(text) for text in found.script], found.principal)
    assert not done.errors, found.words()
    if found.through:
        assert found.script[-1].startswith("SELECT ")
    else:
        assert decide(done.after, found.principal, question).allowed, found.words()


@given(st.integers(0, 5_000), st.data(), st.sampled_from(USERS))
def test_one_grant_to_herself_is_never_overlooked(
    seed: int, data: st.DataObject, user: str
) -> None:
    """Whenever one GRANT that she may make opens a table, some script is told."""
    world = any_metastore(seed)
    tables = [held for held in shown(world) if held.key.startswith("relation:")]
    held = data.draw(st.sampled_from(sorted(tables, key=lambda one: one.key)))
    question = about("read", held)
    denied = decide(world, user, question)
    if denied.allowed or len(denied.missing) != 1:
        return
    grants = [read_statement(text) for text in denied.suggested_grants()]
    done = run(world, grants, user)
    if grants and not done.errors and decide(done.after, user, question).allowed:
        assert could_get(world, user, question)


def test_what_does_not_exist_is_told() -> None:
    """Nothing could be got of it, which is no answer."""
    with pytest.raises(GovsimError, match="nope"):
        could_get(any_metastore(0), USERS[0], s.Ask(what="read", name=("main", "s", "nope")))
