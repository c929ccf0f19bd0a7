"""A version never changes: scripts that fail, branches and restores leave it as it was."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim import Simulator
from govsim.errors import GovsimError
from govsim.model.state import State
from govsim.model.statements import Statement
from govsim.sql import read_statement

SETUP = """
CREATE CATALOG c; CREATE SCHEMA c.s; CREATE TABLE c.s.t (id INT, email STRING);
CREATE FUNCTION c.s.f(x STRING) RETURNS STRING RETURN x;
GRANT USE CATALOG ON CATALOG c TO `ana@x`;
"""
GOOD = (
    "GRANT SELECT ON TABLE c.s.t TO `ana@x`",
    "REVOKE USE CATALOG ON CATALOG c FROM `ana@x`",
    "ALTER SCHEMA c.s OWNER TO `admin@corp.com`",
    "CREATE TABLE IF NOT EXISTS c.s.u (id INT)",
    "ALTER TABLE c.s.t SET TAGS ('a' = '1')",
    "ALTER TABLE c.s.t ALTER COLUMN email SET MASK c.s.f",
    "COMMENT ON TABLE c.s.t IS 'x'",
    "CREATE OR REPLACE VIEW c.s.v AS SELECT id FROM c.s.t",
    "CREATE OR REPLACE POLICY p ON SCHEMA c.s ROW FILTER c.s.f TO `account users` FOR TABLES "
    "MATCH COLUMNS has_tag('k') AS k USING COLUMNS (k)",
    "CREATE TABLE IF NOT EXISTS c.s.x (id INT); DROP TABLE c.s.x",
)
BAD = (
    "GRANT SELCT ON TABLE c.s.t TO `ana@x`",
    "GRANT SELECT ON TABLE c.s.gone TO `ana@x`",
    "GRANT READ VOLUME ON TABLE c.s.t TO `ana@x`",
    "DROP SCHEMA c.s",
    "SELECT FROM WHERE",
    "CREATE SCHEMA c.s",
    "ALTER TABLE c.s.t ALTER COLUMN nope SET MASK c.s.f",
    "GRANT SELECT ON TABLE c.s.t",
    "MERGE INTO",
)
scripts = st.lists(st.sampled_from(GOOD), max_size=5)


def simulator() -> Simulator:
    made = Simulator.of(State(users=("ana@x",)), clock=ticking())
    made.apply(SETUP)
    return made


def ticking():
    start, hours = datetime(2026, 1, 1, tzinfo=UTC), count()
    return lambda: start + timedelta(hours=next(hours))


@settings(max_examples=80)
@given(before=scripts, bad=st.sampled_from(BAD), after=scripts)
def test_a_script_that_fails_leaves_nothing(before, bad, after) -> None:
    """One bad statement, wherever it stands, and the newest version is the very same value."""
    made = simulator()
    snapshot, session, version = made.snapshot, made.session, made.version

    with pytest.raises(GovsimError):
        made.apply(";\n".join(["USE SCHEMA c.s", *before, bad, *after]))

    assert made.snapshot is snapshot
    assert made.session == session
    assert (made.version, len(made.history.versions)) == (version, version)


@settings(max_examples=40)
@given(before=scripts, at=st.integers(0, 5))
def test_the_audit_tells_of_a_script_that_failed(before, at) -> None:
    """What was refused for want of rights is in the audit, though nothing was applied."""
    made = simulator()
    statements: list[Statement] = [read_statement(text) for text in before if ";" not in text]
    statements.insert(at % (len(statements) + 1), read_statement("DROP TABLE c.s.t"))
    length = len(tuple(made.audit))

    with pytest.raises(GovsimError):
        made.apply(statements, principal="ana@x")

    events = tuple(made.audit)[length:]
    assert len(events) == len(statements)
    assert not all(event.allowed for event in events)


@settings(max_examples=40)
@given(steps=st.lists(scripts, min_size=1, max_size=4), at=st.integers(0, 10))
def test_restore_gives_the_version_and_keeps_the_history(steps, at) -> None:
    """Restoring makes a new version that is the same as the old one."""
    made = simulator()
    kept = {made.version: made.snapshot}
    for script in steps:
        made.apply(";\n".join(script))
        kept[made.version] = made.snapshot
    wanted = sorted(kept)[at % len(kept)]
    newest = made.version

    made.restore(version=wanted)

    assert made.snapshot.same_as(kept[wanted])
    assert made.version == newest + 1
    assert all(made.as_of(version=number).snapshot is held for number, held in kept.items())


@settings(max_examples=40)
@given(steps=st.lists(scripts, min_size=1, max_size=4), minutes=st.integers(-60, 400))
def test_as_of_a_time_is_as_of_the_version_that_then_was_newest(steps, minutes) -> None:
    """The version of a time is the last that was made at that time or before."""
    made = simulator()
    for script in steps:
        made.apply(";\n".join(script))
    time = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    old = [one for one in made.history.versions if one.time and one.time <= time]

    if old:
        assert made.as_of(time=time).snapshot is old[-1].snapshot
    else:
        with pytest.raises(GovsimError) as error:
            made.as_of(time=time)
        assert error.value.code == "unknown-version"


@settings(max_examples=40)
@given(here=scripts, there=scripts)
def test_a_branch_goes_its_own_way(here, there) -> None:
    """What happens on a branch does not show on the trunk, and the other way round."""
    made = simulator()
    start = made.snapshot
    branch = made.branch()
    branch.apply(";\n".join(there))

    assert made.snapshot is start
    end = branch.snapshot
    made.apply(";\n".join(here))
    assert branch.snapshot is end
    again = simulator()
    again.apply(";\n".join(here))
    assert made.snapshot.same_as(again.snapshot)


@settings(max_examples=40)
@given(script=st.lists(st.sampled_from(GOOD), min_size=1, max_size=6), cut=st.integers(0, 6))
def test_a_script_in_two_parts_does_what_it_does_in_one(script, cut) -> None:
    """Where a transaction ends does not matter to where it leads."""
    whole, parts = simulator(), simulator()
    whole.apply(";\n".join(script))
    parts.apply(";\n".join(script[:cut]))
    parts.apply(";\n".join(script[cut:]))

    assert whole.snapshot.same_as(parts.snapshot)


@settings(max_examples=40)
@given(script=st.lists(st.sampled_from(GOOD), min_size=1, max_size=6))
def test_a_plan_and_a_question_change_nothing(script) -> None:
    """Planning a script leaves the newest version the very same value."""
    made = simulator()
    snapshot, number = made.snapshot, len(made.history.versions)
    text = ";\n".join(script)
    made.check("ana@x", "read c.s.t")
    made.who_can("read c.s.t")
    made.plan(text)

    assert made.snapshot is snapshot
    assert len(made.history.versions) == number
