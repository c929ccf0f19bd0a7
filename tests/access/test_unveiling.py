"""What a principal could read without the filters and masks that lie on it."""

import pytest

from govsim import Simulator

GIVEN = """
CREATE CATALOG main; CREATE SCHEMA main.hr; CREATE SCHEMA main.gov;
CREATE TABLE main.hr.pay (id INT, who STRING, amount INT);
CREATE VIEW main.hr.v AS SELECT id, amount FROM main.hr.pay;
CREATE FUNCTION main.gov.nought(x INT, d INT DEFAULT 0) RETURNS INT RETURN d;
CREATE FUNCTION main.gov.own(w STRING) RETURNS BOOLEAN RETURN w = current_user();
GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `account users`;
GRANT SELECT ON SCHEMA main.hr TO `ana@x.com`;
"""
MASK = "ALTER TABLE main.hr.pay ALTER COLUMN amount SET MASK main.gov.nought;"
FILTER = "ALTER TABLE main.hr.pay SET ROW FILTER main.gov.own ON (who);"
POLICY = """
ALTER TABLE main.hr.pay ALTER COLUMN amount SET TAGS ('pii' = 'pay');
CREATE POLICY hide ON SCHEMA main.hr COLUMN MASK main.gov.nought TO `account users`
  FOR TABLES MATCH COLUMNS has_tag_value('pii', 'pay') AS c ON COLUMN c;
"""


def could(given: str, question: str | None = "read main.hr.pay") -> list[tuple[str, ...]]:
    sim = Simulator(admin="admin@x.com")
    sim.apply(GIVEN + given)
    return [(one.without, *one.script) for one in sim.could_get("ana@x.com", question)]


@pytest.mark.parametrize(
    ("given", "without", "script"),
    [
        pytest.param(
            f"{MASK} ALTER TABLE main.hr.pay SET OWNER TO `ana@x.com`;",
            "column mask main.gov.nought(amount) on main.hr.pay.amount",
            ("ALTER TABLE main.hr.pay ALTER COLUMN amount DROP MASK",),
            id="the owner of a table drops its mask",
        ),
        pytest.param(
            f"{FILTER} GRANT MANAGE ON SCHEMA main.hr TO `ana@x.com`;",
            "row filter main.gov.own(who) on main.hr.pay",
            ("ALTER TABLE main.hr.pay DROP ROW FILTER",),
            id="whoever manages it drops its filter",
        ),
        pytest.param(
            f"{POLICY} GRANT MANAGE ON SCHEMA main.hr TO `ana@x.com`;",
            "column mask main.gov.nought(amount) on main.hr.pay.amount by policy hide",
            ("DROP POLICY hide ON SCHEMA main.hr",),
            id="whoever manages what a policy hangs on drops the policy",
        ),
        pytest.param(
            f"{POLICY} GRANT APPLY TAG ON TABLE main.hr.pay TO `ana@x.com`;",
            "column mask main.gov.nought(amount) on main.hr.pay.amount by policy hide",
            ("ALTER TABLE main.hr.pay ALTER COLUMN amount UNSET TAGS ('pii')",),
            id="whoever sets tags takes away the tag that a policy looks for",
        ),
        pytest.param(
            f"{MASK} ALTER SCHEMA main.gov SET OWNER TO `ana@x.com`;",
            "column mask main.gov.nought(amount) on main.hr.pay.amount",
            (
                "CREATE OR REPLACE FUNCTION main.gov.nought(x INT, d INT DEFAULT 0)\n"
                "RETURNS INT\nLANGUAGE SQL\nRETURN x",
            ),
            id="whoever manages the function of a mask rewrites it",
        ),
        pytest.param(
            f"{FILTER} ALTER SCHEMA main.gov SET OWNER TO `ana@x.com`;",
            "row filter main.gov.own(who) on main.hr.pay",
            (
                "CREATE OR REPLACE FUNCTION main.gov.own(w STRING)\n"
                "RETURNS BOOLEAN\nLANGUAGE SQL\nRETURN true",
            ),
            id="and that of a filter",
        ),
    ],
)
def test_a_guard_that_she_could_have_out_of_her_way_is_told(
    given: str, without: str, script: tuple[str, ...]
) -> None:
    """Asked about the table, and asked about everything."""
    assert (without, *script) in could(given)
    assert (without, *script) in could(given, None)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(MASK + FILTER, id="who only reads"),
        pytest.param(POLICY, id="under a policy too"),
        pytest.param(
            f"{POLICY} ALTER TABLE main.hr.pay SET OWNER TO `hal@x.com`;", id="others may, not she"
        ),
        pytest.param(
            f"{MASK} GRANT EXECUTE ON FUNCTION main.gov.nought TO `ana@x.com`;",
            id="calling the function is not changing it",
        ),
    ],
)
def test_whoever_manages_nothing_sees_no_more(given: str) -> None:
    """Nothing is told of whoever reads alone."""
    assert could(given) == could(given, None) == []


def test_what_she_would_first_have_to_open_is_opened_and_bared() -> None:
    """A table that she does not read yet comes with the grant before what bares it."""
    given = f"{MASK} REVOKE SELECT ON SCHEMA main.hr FROM `ana@x.com`;"
    found = could(f"{given} GRANT MANAGE ON TABLE main.hr.pay TO `ana@x.com`;")

    assert found == [
        ("", "GRANT SELECT ON TABLE main.hr.pay TO `ana@x.com`"),
        (
            "column mask main.gov.nought(amount) on main.hr.pay.amount",
            "GRANT SELECT ON TABLE main.hr.pay TO `ana@x.com`",
            "ALTER TABLE main.hr.pay ALTER COLUMN amount DROP MASK",
        ),
    ]


def test_a_view_is_bared_by_what_lies_below_it() -> None:
    """Who reads a view, and manages the table, could drop the mask that the view shows."""
    given = f"{MASK} GRANT MANAGE ON TABLE main.hr.pay TO `ana@x.com`;"

    assert [one[1:] for one in could(given, "read main.hr.v")] == [
        ("ALTER TABLE main.hr.pay ALTER COLUMN amount DROP MASK",)
    ]
