"""The statements in a procedure are found in every branch, and what cannot be known is told."""

from govsim import Simulator
from govsim.catalog.procedures import statements_of
from govsim.model import statements as s

BODY = """
BEGIN
  DECLARE n INT DEFAULT 0;
  IF (SELECT count(*) FROM main.s.t) > 3 THEN DELETE FROM main.s.t;
  ELSE again: LOOP INSERT INTO main.s.t VALUES (1); LEAVE again; END LOOP again;
  END IF;
  EXECUTE IMMEDIATE 'DROP TABLE main.s.t';
  EXECUTE IMMEDIATE 'DROP TABLE ' || n;
  GRANT SELECT ON TABLE main.s.t TO `ana@corp.com`;
END"""


def made(body: str) -> Simulator:
    """Return a metastore with one table and one procedure of this body."""
    sim = Simulator(admin="admin@corp.com")
    sim.apply("CREATE CATALOG main; CREATE SCHEMA main.s; CREATE TABLE main.s.t (id INT)")
    sim.apply(f"CREATE PROCEDURE main.s.p() LANGUAGE SQL SQL SECURITY INVOKER AS {body}")
    return sim


def test_every_branch_is_read_and_words_of_control_are_left_out() -> None:
    """A condition with a query is a query; what is put together as it runs is not simulated."""
    procedure = made(BODY).snapshot.securables["routine:main.s.p"]

    kinds = [type(each) for each in statements_of(procedure)]

    assert kinds == [s.Setting, s.Query, s.Write, s.Write, s.Drop, s.NotSimulated, s.Grant]


def test_a_body_that_cannot_be_read_is_not_simulated() -> None:
    """Nothing is taken to be harmless because it is not understood."""
    procedure = made("BEGIN SELEC 1 FROM; END").snapshot.securables["routine:main.s.p"]

    assert [type(each) for each in statements_of(procedure)] == [s.NotSimulated]


def test_a_call_tells_what_it_would_change() -> None:
    """Which branch runs is not known, so that the change is told and left out."""
    applied = made("BEGIN GRANT SELECT ON TABLE main.s.t TO `ana@corp.com`; END").apply(
        "CALL main.s.p()"
    )

    (note,) = applied.findings
    assert note.code == "not-simulated"
    assert "GRANT SELECT ON TABLE main.s.t TO `ana@corp.com`" in note.message


def test_a_call_that_only_writes_rows_says_nothing() -> None:
    """Rows are no part of the metastore."""
    applied = made("BEGIN INSERT INTO main.s.t VALUES (1); END").apply("CALL main.s.p()")

    assert applied.findings == ()
