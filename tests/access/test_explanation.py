"""An explanation tells every cause, and the statements that would help."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from govsim.access import decide, question_words, what_it_does
from tests.access.metastores import ADMIN, about, any_metastore, asks, metastore, shown
from tests.bench.small_worlds import USERS

SALES = """
CREATE CATALOG main; CREATE SCHEMA main.sales;
CREATE TABLE main.sales.orders (id INT, email STRING);
CREATE SCHEMA main.hr; CREATE TABLE main.hr.pay (id INT);
CREATE VIEW main.sales.costs AS SELECT * FROM main.hr.pay; ALTER VIEW main.sales.costs OWNER TO bob;
CREATE FUNCTION main.sales.stars(x STRING) RETURNS STRING RETURN '*';
CREATE TABLE main.sales.masked (id INT, email STRING);
ALTER TABLE main.sales.masked ALTER COLUMN email SET MASK main.sales.stars;
GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO analysts;
GRANT SELECT ON VIEW main.sales.costs TO ana; GRANT SELECT ON TABLE main.sales.masked TO analysts;
GRANT INSERT ON TABLE main.sales.orders TO interns; GRANT MODIFY ON SCHEMA main.sales TO interns;
"""
GROUPS = {"team": ("ana",), "analysts": ("team", "bea"), "interns": ("cy", "ana")}


def explained(who: str, question: str) -> str:
    return decide(metastore(SALES, GROUPS), who, asks(question), question=question).explain()


def effect(statement: str) -> str:
    return "\n".join(what_it_does(metastore(SALES, GROUPS), asks(statement))) + "\n"


def test_a_denial_lists_met_and_missing() -> None:
    """A denial says what is met and how, what is missing, the platform's words, and the grant."""
    assert explained("ana", "SELECT email\n  FROM main.sales.orders") == snapshot("""\
DENY  ana may not: SELECT email FROM main.sales.orders
  met      USE CATALOG on catalog main         granted to analysts (ana → team → analysts)
  met      USE SCHEMA on schema main.sales     inherited from catalog main, granted to analysts
  missing  SELECT on table main.sales.orders
error: [INSUFFICIENT_PERMISSIONS] Insufficient privileges:
       User does not have SELECT on Table 'main.sales.orders'. SQLSTATE: 42501
hint: GRANT SELECT ON TABLE main.sales.orders TO ana
""")


def test_an_owner_who_lacks_is_named() -> None:
    """What the owner of a view lacks is told as hers, and granted to her."""
    assert explained("ana", "read main.sales.costs") == snapshot("""\
DENY  ana may not: read main.sales.costs
  met      USE CATALOG on catalog main       granted to analysts (ana → team → analysts)
  met      USE SCHEMA on schema main.sales   inherited from catalog main, granted to analysts
  met      SELECT on view main.sales.costs   granted to ana
  missing  USE CATALOG on catalog main       needed by bob, the owner of what reads it
  missing  USE SCHEMA on schema main.hr      needed by bob, the owner of what reads it
  missing  SELECT on table main.hr.pay       needed by bob, the owner of what reads it
error: [INSUFFICIENT_PERMISSIONS] Insufficient privileges:
       User does not have USE CATALOG on Catalog 'main'. SQLSTATE: 42501
hint: GRANT USE CATALOG ON CATALOG main TO bob
hint: GRANT USE SCHEMA ON SCHEMA main.hr TO bob
hint: GRANT SELECT ON TABLE main.hr.pay TO bob
""")


def test_obligations_come_with_an_allow() -> None:
    """An allowed read tells the masks that come with it."""
    assert explained("bea", "SELECT * FROM main.sales.masked") == snapshot("""\
ALLOW  bea may: SELECT * FROM main.sales.masked
  met      USE CATALOG on catalog main         granted to analysts (bea → analysts)
  met      USE SCHEMA on schema main.sales     inherited from catalog main, granted to analysts
  met      SELECT on table main.sales.masked   granted to analysts
  with     column mask main.sales.stars(email) on main.sales.masked.email
""")


def test_a_refusal_is_no_missing_privilege() -> None:
    """What no grant helps against is told as refused."""
    assert explained("ana", "CREATE OR REPLACE VIEW main.sales.costs AS SELECT 1") == snapshot("""\
DENY  ana may not: CREATE OR REPLACE VIEW main.sales.costs AS SELECT 1
  met      USE CATALOG on catalog main         granted to analysts (ana → team → analysts)
  met      USE SCHEMA on schema main.sales     inherited from catalog main, granted to analysts
  missing  CREATE TABLE on schema main.sales
  refused  replacing a view needs ownership of main.sales.costs
error: PERMISSION_DENIED: User does not have CREATE TABLE on Schema 'main.sales'.
hint: GRANT CREATE TABLE ON SCHEMA main.sales TO ana
hint: the grants alone do not allow it: replacing a view needs ownership of main.sales.costs
hint: bob is the owner
""")


def test_a_grant_is_explained_by_who_may_grant() -> None:
    """The admin may grant by her role, and is told that INSERT is a Beta privilege."""
    grant = "GRANT SELECT, INSERT ON TABLE main.sales.orders TO `analysts`"

    assert explained(ADMIN, grant) == snapshot("""\
ALLOW  admin@corp.com may: GRANT SELECT, INSERT ON TABLE main.sales.orders TO `analysts`
  met      MANAGE on table main.sales.orders   admin@corp.com is metastore admin
  note     beta-privilege: INSERT is a Beta privilege: where the preview is off, this is refused and MODIFY is the only write privilege
""")


def test_a_level_on_a_workspace_object_is_told_in_words() -> None:
    """No SQL gives a level, so the hint says who must be given what."""
    assert explained("ana", "api:serving_query endpoint=chat") == snapshot("""\
DENY  ana may not: api:serving_query endpoint=chat
  missing  CAN_QUERY on serving endpoint chat
error: PERMISSION_DENIED: User does not have CAN_QUERY on Serving Endpoint 'chat'.
hint: give ana CAN_QUERY on serving endpoint chat
""")


def test_a_long_statement_is_cut() -> None:
    """The headline keeps to one line of 80 characters of the question."""
    question = "SELECT " + ", ".join(f"column_{n}" for n in range(40)) + " FROM main.sales.orders"

    headline = explained("ana", question).splitlines()[0]

    assert headline.endswith("…")
    assert len(headline) == len("DENY  ana may not: ") + 80


@given(st.integers(0, 5_000), st.data())
def test_the_explanation_suffices(seed: int, data: st.DataObject) -> None:
    """An answer is an allow exactly when its text has no line of what is missing or refused."""
    world = any_metastore(seed)
    securable = data.draw(st.sampled_from(sorted(shown(world), key=lambda held: held.key)))
    decision = decide(world, data.draw(st.sampled_from(USERS)), about("read", securable))

    text = decision.explain()

    closed = sum(line.startswith(("  missing", "  refused")) for line in text.splitlines())
    assert text.startswith("ALLOW" if decision.allowed else "DENY")
    assert closed == len(decision.missing) + len(decision.refusals)
    assert text.count("\n  met ") == len(decision.met)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        pytest.param("read main.sales.orders", "read main.sales.orders", id="a verb"),
        pytest.param("select on table a.b.c", "SELECT ON TABLE a.b.c", id="a privilege"),
        pytest.param(
            "grant select on a.b.c to `x y`", "GRANT SELECT ON TABLE a.b.c TO `x y`", id="SQL"
        ),
    ],
)
def test_a_question_is_told_as_it_is_asked(statement: str, words: str) -> None:
    """Without the text that was typed, a question is written anew."""
    assert question_words(asks(statement)) == words


# --- what a statement does --------------------------------------------------------------------


def test_a_grant_opens_the_way_that_is_there() -> None:
    """Whoever has the gates reads at once."""
    assert effect("GRANT SELECT ON TABLE main.sales.orders TO analysts") == snapshot(
        "analysts (2 people) may read table main.sales.orders\n"
    )


def test_a_grant_without_gates_is_dormant() -> None:
    """The gates that are missing are named, and who of the group has them by other ways."""
    assert effect("GRANT SELECT ON SCHEMA main.sales TO interns") == snapshot("""\
interns (2 people) may read schema main.sales, once the way to it is open
until then the grant is dormant: interns lacks USE CATALOG on catalog main and USE SCHEMA on schema main.sales; 1 of its 2 people has the way to it by other grants
SELECT on schema main.sales reaches everything in it, what is created later too
""")


def test_a_grant_that_is_there_changes_nothing() -> None:
    """A grant made twice says so; a view whose owner lacks rights opens nothing."""
    assert effect("GRANT SELECT ON VIEW main.sales.costs TO ana") == snapshot("""\
nothing changes: ana already has SELECT on view main.sales.costs
ana may read view main.sales.costs
reading it fails all the same: its owner bob lacks USE CATALOG on catalog main, USE SCHEMA on schema main.hr, SELECT on table main.hr.pay
""")


def test_manage_is_more_than_it_seems() -> None:
    """MANAGE on a catalog is told to reach all of it, and to let its holder grant to herself."""
    assert effect("GRANT MANAGE ON CATALOG main TO `zoe@x`") == snapshot("""\
zoe@x may grant, transfer and drop catalog main, and so may grant itself any privilege on it
MANAGE on catalog main reaches everything in it, what is created later too
""")


def test_a_revoke_takes_one_row() -> None:
    """What the group keeps from above is told, and that INSERT is a Beta privilege."""
    assert effect("REVOKE INSERT ON TABLE main.sales.orders FROM interns") == snapshot("""\
the row of INSERT on table main.sales.orders is taken from interns, and no other
interns keeps INSERT: inherited from schema main.sales, granted to interns as MODIFY
INSERT is a Beta privilege: where the preview is off the platform refuses the statement, and MODIFY is the only write privilege
""")


def test_a_revoke_of_what_a_group_holds_changes_nothing() -> None:
    """A privilege that comes through a group is not taken from its member."""
    assert effect("REVOKE USE CATALOG ON CATALOG main FROM ana") == snapshot("""\
nothing changes: ana has no row of USE CATALOG on catalog main
ana keeps USE CATALOG: granted to analysts (via team)
""")


def test_other_statements_are_left_to_the_plan() -> None:
    """Only grants and revokes that fit the metastore are told."""
    assert effect("DROP TABLE main.sales.orders") == "\n"
    assert effect("GRANT SELECT ON TABLE main.sales.nothing TO ana") == "\n"
