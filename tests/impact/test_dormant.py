"""A new grant that gives something is never told as one that gives nothing yet."""

import pytest

from govsim import Simulator

STORY = """
CREATE CATALOG main; CREATE SCHEMA main.s; CREATE SCHEMA main.empty; CREATE SCHEMA main.calls;
CREATE TABLE main.s.t (id INT); CREATE VOLUME main.s.files;
CREATE FUNCTION main.calls.f() RETURNS INT RETURN 1;
"""
USE = "GRANT USE CATALOG ON CATALOG main TO `ana@x.com`;"
USE_ALL = "GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `ana@x.com`;"
HELD = {"nothing": "", "USE CATALOG": USE, "USE CATALOG and USE SCHEMA": USE_ALL}
GRANTS = [
    f"GRANT {privilege} ON {on} TO {who}"
    for who in ("`ana@x.com`", "team")
    for privilege, on in (
        *(("ALL PRIVILEGES", f"SCHEMA main.{name}") for name in ("s", "empty", "calls")),
        ("ALL PRIVILEGES", "VOLUME main.s.files"),
        ("ALL PRIVILEGES", "FUNCTION main.calls.f"),
        ("CREATE TABLE", "SCHEMA main.empty"),
        ("SELECT", "SCHEMA main.empty"),
        ("SELECT", "CATALOG main"),
        ("EXECUTE", "SCHEMA main.calls"),
    )
]


def simulator(held: str) -> Simulator:
    sim = Simulator(admin="admin@x.com")
    sim.groups.add("team", ["ana@x.com", "bob@x.com"])
    sim.apply(STORY + held)
    return sim


@pytest.mark.parametrize("held", HELD)
def test_nobody_gains_by_a_grant_and_is_told_that_it_gives_nothing(held: str) -> None:
    """Of each person a plan tells one or the other, for every new grant."""
    sim = simulator(HELD[held])
    for grant in GRANTS:
        plan = sim.plan(grant)

        gaining = {who for entry in plan.gained.entries for who in entry.people}
        idle = {who for one in plan.dormant for who in one.people}
        assert gaining | idle, grant
        assert not gaining & idle, grant


def test_all_privileges_on_what_cannot_be_read_are_asked_about_too() -> None:
    """An empty schema may be used and filled; a volume has the gates of its schema."""
    grant = "GRANT ALL PRIVILEGES ON {} TO `ana@x.com`"
    sim = simulator(USE)

    assert not sim.plan(grant.format("SCHEMA main.empty")).dormant
    assert [one.words() for one in sim.plan(grant.format("VOLUME main.s.files")).dormant] == [
        "ALL PRIVILEGES on VOLUME main.s.files to ana@x.com gives nothing yet: "
        "USE SCHEMA on main.s is missing"
    ]
