"""What a plan tells of row filters and masks: who loses a table by them, who may take them away."""

import pytest

from govsim import Simulator
from govsim.impact.answers import Pair

STATE = """
CREATE CATALOG main; CREATE SCHEMA main.hr; CREATE SCHEMA main.gov;
CREATE TABLE main.hr.pay (id INT, who STRING, amount INT); CREATE TABLE main.gov.map (who STRING);
CREATE FUNCTION main.gov.mapped(w STRING) RETURNS BOOLEAN
  RETURN EXISTS (SELECT 1 FROM main.gov.map m WHERE m.who = w);
CREATE FUNCTION main.gov.own(w STRING) RETURNS BOOLEAN RETURN main.gov.mapped(w);
CREATE FUNCTION main.gov.nought(x INT) RETURNS INT RETURN 0;
ALTER TABLE main.hr.pay SET ROW FILTER main.gov.own ON (who);
ALTER TABLE main.hr.pay ALTER COLUMN amount SET MASK main.gov.nought;
GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `account users`;
GRANT SELECT ON TABLE main.hr.pay TO `ana@x.com`;
"""


@pytest.fixture
def simulator() -> Simulator:
    made = Simulator(admin="admin@x.com")
    made.apply(STATE)
    return made


@pytest.mark.parametrize(
    "change",
    ["DROP TABLE main.gov.map", "ALTER TABLE main.gov.map RENAME TO main.gov.other"],
)
def test_a_filter_without_its_mapping_table_takes_the_table_away(simulator, change: str) -> None:
    """Through a function that the filter's function calls, too."""
    lost = simulator.plan(change).lost

    assert Pair("ana@x.com", "SELECT", "relation:main.hr.pay") in set(lost)


def test_the_mapping_table_gives_the_table_back(simulator) -> None:
    """A table under the name that the function reads mends the filter."""
    simulator.apply("DROP TABLE main.gov.map")
    gained = simulator.plan("CREATE TABLE main.gov.map (who STRING)").gained

    assert Pair("ana@x.com", "SELECT", "relation:main.hr.pay") in set(gained)


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("GRANT MANAGE ON TABLE main.hr.pay TO `ana@x.com`", "MANAGE on table main.hr.pay"),
        ("ALTER TABLE main.hr.pay SET OWNER TO `ana@x.com`", "ana@x.com owns table main.hr.pay"),
        (
            "GRANT MANAGE ON FUNCTION main.gov.nought TO `ana@x.com`",
            "MANAGE on function main.gov.nought",
        ),
        ("GRANT MANAGE ON SCHEMA main.gov TO `ana@x.com`", "MANAGE on schema main.gov"),
    ],
)
def test_who_comes_to_manage_guards_of_what_she_reads_is_told(simulator, change, by) -> None:
    """The table, or a function of its guards."""
    told = [one.words() for one in simulator.plan(change, source="c.sql").escalations]

    assert (
        "ana@x.com may now take the row filter and masks off table main.hr.pay, or have them show "
        f"everything: {by}, because of c.sql:1"
    ) in told


@pytest.mark.parametrize(
    "change",
    [
        "GRANT MANAGE ON TABLE main.gov.map TO `ana@x.com`",
        "GRANT MANAGE ON FUNCTION main.gov.nought TO `bob@x.com`",
        "GRANT EXECUTE ON FUNCTION main.gov.nought TO `ana@x.com`",
    ],
)
def test_whoever_manages_no_guard_or_reads_nothing_is_not_told(simulator, change: str) -> None:
    """Another table, a reader of nothing, a caller of the function."""
    assert not any(one.bares for one in simulator.plan(change).escalations)


POLICIES = """
CREATE CATALOG main; CREATE SCHEMA main.hr; CREATE SCHEMA main.gov;
CREATE FUNCTION main.gov.hide(x STRING) RETURNS STRING RETURN '*';
CREATE TABLE main.hr.pay (id INT, ssn STRING); CREATE TABLE main.hr.open (id INT);
ALTER TABLE main.hr.pay ALTER COLUMN ssn SET TAGS ('pii');
CREATE POLICY p ON SCHEMA main.hr COLUMN MASK main.gov.hide TO `account users` EXCEPT `boss@x.com`
  FOR TABLES MATCH COLUMNS has_tag('pii') AS c ON COLUMN c;
GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `account users`;
GRANT SELECT ON SCHEMA main.hr TO `ana@x.com`; GRANT SELECT ON SCHEMA main.hr TO `boss@x.com`;
"""


def policed(change: str, more: str = "") -> list[str]:
    sim = Simulator(admin="admin@x.com")
    sim.apply(POLICIES + more)
    return [one.words() for one in sim.plan(change, source="c.sql").escalations if one.bares]


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("GRANT APPLY TAG ON TABLE main.hr.pay TO `ana@x.com`", "APPLY TAG on table main.hr.pay"),
        ("GRANT APPLY TAG ON CATALOG main TO `ana@x.com`", "APPLY TAG on catalog main"),
        ("GRANT MANAGE ON TABLE main.hr.pay TO `ana@x.com`", "MANAGE on table main.hr.pay"),
        ("GRANT MANAGE ON SCHEMA main.hr TO `ana@x.com`", "MANAGE on schema main.hr"),
        ("ALTER TABLE main.hr.pay SET OWNER TO `ana@x.com`", "ana@x.com owns table main.hr.pay"),
    ],
)
def test_who_comes_to_do_without_a_policy_by_tag_is_told(change: str, by: str) -> None:
    """By taking the tag away, or by dropping the policy; each has been run."""
    assert policed(change) == [
        "ana@x.com may now take the row filter and masks off table main.hr.pay, or have them show "
        f"everything: {by}, because of c.sql:1"
    ]


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ("GRANT APPLY TAG ON TABLE main.hr.open TO `ana@x.com`", ""),
        ("GRANT APPLY TAG ON TABLE main.hr.pay TO `boss@x.com`", ""),
        ("GRANT APPLY TAG ON TABLE main.hr.pay TO `eve@x.com`", ""),
        (
            "GRANT APPLY TAG ON CATALOG main TO `ana@x.com`",
            "GRANT APPLY TAG ON TABLE main.hr.pay TO `ana@x.com`;",
        ),
    ],
)
def test_who_is_spared_reads_nothing_or_could_before_is_not_told(change: str, more: str) -> None:
    """So with a table that no policy reaches."""
    assert policed(change, more) == []


def test_a_table_with_its_own_mask_is_told_once() -> None:
    """Whoever manages it may do without both."""
    own = "ALTER TABLE main.hr.pay ALTER COLUMN id SET MASK main.gov.zero;"
    made = f"CREATE FUNCTION main.gov.zero(x INT) RETURNS INT RETURN 0; {own}"

    assert len(policed("GRANT MANAGE ON TABLE main.hr.pay TO `ana@x.com`", made)) == 1


def test_what_was_not_tried_is_told() -> None:
    """Scripts are run for so many people and tables; of the others it is said."""
    people = [f"reader{n:03}@x.com" for n in range(103)]
    reading = "".join(f"GRANT SELECT ON SCHEMA main.hr TO `{who}`;" for who in people)
    sim = Simulator(admin="admin@x.com")
    sim.apply(POLICIES + reading)
    plan = sim.plan("GRANT APPLY TAG ON CATALOG main TO `account users`", source="c.sql")

    told = [who for one in plan.escalations if one.bares for who in one.people]
    assert len(told) == 99  # and one script was for her whom the policy spares
    assert [(note.code, note.message) for note in plan.notes] == [
        (
            "untried-escalation",
            "whether 5 people may now take the row filter and masks of policies off table "
            "main.hr.pay, because of c.sql:1, was not tried: one plan tries 100 scripts",
        )
    ]
