"""The suggested grants are few, can be read back, and are enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.access import Decision, Requirement, authorize, decide, grants_for, run
from govsim.access.suggest import by_sql, others_for
from govsim.model.statements import Grant
from govsim.sql import read_statement
from tests.access.metastores import about, any_metastore, asks, metastore, shown
from tests.bench.small_worlds import USERS

SALES = """
CREATE CATALOG main; CREATE SCHEMA main.sales; CREATE TABLE main.sales.orders (id INT);
CREATE SCHEMA main.hr; CREATE TABLE main.hr.pay (id INT);
CREATE VIEW main.sales.costs AS SELECT * FROM main.hr.pay; ALTER VIEW main.sales.costs OWNER TO bob;
CREATE SHARE partners; CREATE CONNECTION crm TYPE mysql OPTIONS (host 'h');
"""
WORDS = ("read", "write", "run", "use", "see", "manage", "SELECT", "MODIFY", "CREATE TABLE")


@pytest.mark.parametrize(
    ("question", "grants"),
    [
        pytest.param(
            "read main.sales.orders",
            (
                "GRANT USE CATALOG ON CATALOG main TO ana",
                "GRANT USE SCHEMA ON SCHEMA main.sales TO ana",
                "GRANT SELECT ON TABLE main.sales.orders TO ana",
            ),
            id="each level has its statement",
        ),
        pytest.param(
            "CREATE TABLE main.sales.more (id INT)",
            (
                "GRANT USE CATALOG ON CATALOG main TO ana",
                "GRANT USE SCHEMA, CREATE TABLE ON SCHEMA main.sales TO ana",
            ),
            id="two privileges on one securable are one statement",
        ),
        pytest.param(
            "DROP TABLE main.sales.orders",
            (
                "GRANT USE CATALOG ON CATALOG main TO ana",
                "GRANT USE SCHEMA ON SCHEMA main.sales TO ana",
                "GRANT MANAGE ON TABLE main.sales.orders TO ana",
            ),
            id="managing",
        ),
        pytest.param("CREATE CATALOG dev", ("GRANT CREATE CATALOG ON METASTORE TO ana",), id="top"),
        pytest.param("read SHARE partners", (), id="a share is granted to recipients"),
        pytest.param("api:serving_query endpoint=chat", (), id="a workspace level is no grant"),
    ],
)
def test_each_securable_has_one_statement(question: str, grants: tuple[str, ...]) -> None:
    """What is missing on one securable is granted by one statement, and nothing else is."""
    decision = decide(metastore(SALES), "ana", asks(question))

    assert decision.suggested_grants() == grants


def test_what_an_owner_lacks_is_granted_to_the_owner() -> None:
    """A view is read with its owner's rights, so the grants go to her."""
    snapshot = metastore(SALES + "GRANT ALL PRIVILEGES ON CATALOG main TO ana;")

    assert grants_for(decide(snapshot, "ana", asks("read main.sales.costs"))) == (
        "GRANT USE CATALOG ON CATALOG main TO bob",
        "GRANT USE SCHEMA ON SCHEMA main.hr TO bob",
        "GRANT SELECT ON TABLE main.hr.pay TO bob",
    )


def test_a_member_needs_no_grant_beside_that_of_her_group() -> None:
    """What the group that owns a view must be granted, its members have by that."""
    script = SALES + "ALTER VIEW main.sales.costs OWNER TO keepers;"
    decision = decide(
        metastore(script, {"keepers": ("ana",)}), "ana", asks("read main.sales.costs")
    )

    assert grants_for(decision) == (
        "GRANT USE SCHEMA ON SCHEMA main.sales TO ana",
        "GRANT USE CATALOG ON CATALOG main TO keepers",
        "GRANT USE SCHEMA ON SCHEMA main.hr TO keepers",
        "GRANT SELECT ON TABLE main.hr.pay TO keepers",
    )


def test_what_sql_cannot_grant_is_told_in_words() -> None:
    """A level on a workspace object has no GRANT, and is not passed over."""
    decision = decide(metastore(SALES), "ana", asks("api:serving_query endpoint=chat"))

    assert list(others_for(decision)) == ["give ana CAN_QUERY on serving endpoint chat"]


def test_odd_names_are_quoted() -> None:
    """A dot within a name, and a blank within a group's, survive being written and read."""
    need = Requirement("SELECT", "TABLE", "main.`a.b`.my table", "relation:main.`a.b`.my table")
    decision = Decision("data team", "read", missing=(need,))

    (grant,) = grants_for(decision)

    read = read_statement(grant)
    assert isinstance(read, Grant)
    assert (read.on.name, read.to) == (("main", "a.b", "my table"), "data team")


@given(st.integers(0, 10_000), st.data())
def test_suggested_grants_suffice(seed: int, data: st.DataObject) -> None:
    """Whoever is denied for want of privileges alone is allowed after the suggested grants."""
    snapshot = any_metastore(seed)
    securable = data.draw(st.sampled_from(sorted(shown(snapshot), key=lambda held: held.key)))
    question = about(data.draw(st.sampled_from(WORDS)), securable)
    for user in USERS:
        denied = authorize(snapshot, user, question)
        if denied.refusals or not all(map(by_sql, denied.missing)):
            continue
        grants = [read_statement(text) for text in grants_for(denied)]
        done = run(snapshot, grants, "root", trusted=True)
        assert not done.errors
        assert authorize(done.after, user, question).allowed, (user, question, denied.lacking)
