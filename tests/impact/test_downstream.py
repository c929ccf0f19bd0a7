"""Verdicts on what is downstream of a change, and the laws they keep."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim import Simulator
from govsim.audit import Event
from govsim.errors import GovsimError
from govsim.impact.downstream import Impact, Verdict, counted

BEGUN = """
CREATE CATALOG main; CREATE SCHEMA main.raw; CREATE SCHEMA main.crm;
CREATE FUNCTION main.crm.hide(v STRING) RETURNS STRING RETURN '***';
CREATE FUNCTION main.crm.mine(v STRING) RETURNS BOOLEAN RETURN true;
CREATE TABLE main.raw.events (id BIGINT NOT NULL, email STRING, age INT, country STRING);
CREATE TABLE main.raw.unread (x INT);
CREATE TABLE main.crm.people (id BIGINT, email STRING);
CREATE VIEW main.crm.star AS SELECT * FROM main.raw.events;
CREATE VIEW main.crm.mails AS SELECT lower(email) AS mail FROM main.raw.events;
CREATE VIEW main.crm.top AS SELECT mail FROM main.crm.mails;
CREATE VIEW main.crm.adults AS SELECT id FROM main.raw.events WHERE age > 17;
CREATE MATERIALIZED VIEW main.crm.kept AS SELECT email, id FROM main.raw.events;
"""
LOAD = "INSERT INTO main.crm.people SELECT id, email FROM main.raw.events;"


@pytest.fixture
def sim(tmp_path) -> Simulator:
    made = Simulator(admin="admin@corp.com")
    made.apply(BEGUN)
    script = tmp_path / "load.sql"
    script.write_text(LOAD)
    made.attach(script)
    return made


def verdicts(impact: Impact) -> dict[str, str]:
    return {str(one.node): str(one.verdict) for one in impact.affected}


def errors(impact: Impact) -> dict[str, str]:
    return {
        str(one.node): one.error.partition("]")[0].strip("[")
        for one in impact.affected
        if one.error
    }


def test_a_dropped_column_breaks_what_names_it(sim: Simulator) -> None:
    """Views that name it, and what reads those; star views; loads. Others are untouched."""
    impact = sim.impact("ALTER TABLE main.raw.events DROP COLUMN email")

    assert verdicts(impact) == {
        "main.crm.mails": "breaks",
        "main.crm.top": "breaks",
        "main.crm.star": "breaks",
        "main.crm.people": "breaks",
        "main.crm.kept": "breaks",
        "main.crm.adults": "untouched",
    }
    assert errors(impact)["main.crm.mails"] == "UNRESOLVED_COLUMN.WITH_SUGGESTION"
    assert errors(impact)["main.crm.star"] == "INCOMPATIBLE_VIEW_SCHEMA_CHANGE"
    assert counted(impact.with_verdict(Verdict.BREAKS)) == "1 table, 1 materialized view, 3 views"


def test_a_column_of_a_filter_breaks_too(sim: Simulator) -> None:
    """What only chooses rows is named as well."""
    found = verdicts(sim.impact("ALTER TABLE main.raw.events RENAME COLUMN age TO years"))

    assert found["main.crm.adults"] == "breaks"
    assert found["main.crm.mails"] == "untouched"


def test_a_dropped_table_breaks_its_readers(sim: Simulator) -> None:
    """With the platform's words."""
    impact = sim.impact("DROP TABLE main.raw.events")

    assert errors(impact)["main.crm.mails"] == "TABLE_OR_VIEW_NOT_FOUND"
    assert verdicts(impact)["main.crm.top"] == "breaks"


def test_types_change_meaning_and_loads_that_cannot_store_break(sim: Simulator) -> None:
    """A view gives another type; a load into a number breaks on text; a widening does not."""
    text = sim.impact("ALTER TABLE main.raw.events ALTER COLUMN id TYPE STRING")
    wide = sim.impact("ALTER TABLE main.raw.events ALTER COLUMN id TYPE DECIMAL(20)")

    assert verdicts(text)["main.crm.adults"] == "changes meaning"
    assert errors(text) == {"main.crm.people": "INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST"}
    assert verdicts(wide)["main.crm.people"] == "recompute"


def test_a_mask_changes_meaning_of_views_and_dates_copies(sim: Simulator) -> None:
    """Views show the mask at once, stored copies when they are made anew."""
    found = verdicts(
        sim.impact("ALTER TABLE main.raw.events ALTER COLUMN email SET MASK main.crm.hide")
    )

    assert found["main.crm.top"] == "changes meaning"
    assert found["main.crm.kept"] == found["main.crm.people"] == "recompute"
    assert found["main.crm.adults"] == "untouched"


def test_a_row_filter_reaches_everything(sim: Simulator) -> None:
    """Fewer rows change every reader."""
    found = verdicts(
        sim.impact("ALTER TABLE main.raw.events SET ROW FILTER main.crm.mine ON (country)")
    )

    assert "untouched" not in found.values()


def test_nullability_is_told(sim: Simulator) -> None:
    """NOT NULL that goes away changes what a view promises."""
    impact = sim.impact("ALTER TABLE main.raw.events ALTER COLUMN id DROP NOT NULL")

    assert verdicts(impact)["main.crm.adults"] == "changes meaning"


def test_a_new_body_is_read_from_both_queries(sim: Simulator) -> None:
    """Columns that are gone break their readers; columns that are made otherwise change them."""
    gone = verdicts(sim.impact("ALTER VIEW main.crm.mails AS SELECT id FROM main.raw.events"))
    other = verdicts(
        sim.impact("ALTER VIEW main.crm.mails AS SELECT country AS mail FROM main.raw.events")
    )

    assert gone == {"main.crm.top": "breaks", "main.crm.mails": "changes meaning"}
    assert other == {"main.crm.top": "changes meaning", "main.crm.mails": "changes meaning"}


def test_a_revoke_breaks_views_of_owners_who_may_not_read(sim: Simulator) -> None:
    """A view reads with the rights of its owner, so everybody loses it."""
    sim.apply(
        "GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `ana@corp.com`;"
        "GRANT SELECT ON TABLE main.raw.events TO `ana@corp.com`;"
        "ALTER VIEW main.crm.mails OWNER TO `ana@corp.com`"
    )
    impact = sim.impact("REVOKE SELECT ON TABLE main.raw.events FROM `ana@corp.com`")

    assert verdicts(impact)["main.crm.mails"] == verdicts(impact)["main.crm.top"] == "breaks"
    assert errors(impact)["main.crm.mails"] == "INSUFFICIENT_PERMISSIONS"
    assert impact.plan is not None
    assert impact.plan.lost.people == ("ana@corp.com",)


def test_inserts_count_columns(sim: Simulator) -> None:
    """A load by position breaks when its target gains a column, one by name does not."""
    change = "ALTER TABLE main.crm.people ADD COLUMN late INT"

    assert errors(sim.impact(change)) == {
        "main.crm.people": "INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS"
    }


def test_owner_readers_path_and_last_use(sim: Simulator) -> None:
    """A reviewer sees whom to ask, and whether anybody cares."""
    when = datetime(2026, 3, 1, tzinfo=UTC)
    log = [Event("ana@corp.com", when, "commandSubmit", "", ("main.crm.top",))]
    impact = sim.impact("ALTER TABLE main.raw.events DROP COLUMN email", events=log)

    top = next(one for one in impact.affected if one.node.name == "main.crm.top")
    assert (top.owner, top.distance, top.last_use) == ("admin@corp.com", 2, when)
    assert [str(flow.target) for flow in top.path] == ["main.crm.mails.mail", "main.crm.top.mail"]
    assert "admin@corp.com" in top.readers


def test_two_states_of_a_folder(tmp_path) -> None:
    """A pull request: what it no longer gives breaks, what it makes otherwise changes."""
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, columns in ((before, "id, email, age"), (after, "id, age + 1 AS age")):
        folder.mkdir()
        (folder / "models.sql").write_text(
            "CREATE TABLE main.s.raw (id BIGINT, email STRING, age INT);\n"
            f"CREATE OR REPLACE TABLE main.s.stage AS SELECT {columns} FROM main.s.raw;\n"
            "CREATE OR REPLACE VIEW main.s.mart AS SELECT email FROM main.s.stage;\n"
            "CREATE OR REPLACE VIEW main.s.ages AS SELECT avg(age) AS a FROM main.s.stage;\n"
        )
    impact = Simulator().impact_of_files([before], [after])

    assert verdicts(impact) == {
        "main.s.mart": "breaks",
        "main.s.stage": "changes meaning",
        "main.s.ages": "changes meaning",
    }
    assert Simulator().impact_of_files([before], [before]).changes == ()


def dbt(folder, stage: str, *, backwards: bool) -> None:
    """Write a manifest of a stage and a mart, in either order."""
    nodes = [
        {
            "resource_type": "model",
            "unique_id": f"model.s.{name}",
            "database": "main",
            "schema": "crm",
            "name": name,
            "config": {"materialized": kind},
            "compiled_code": code,
        }
        for name, kind, code in (
            ("stage", "view", stage),
            ("mart", "table", "select email, count(*) n from main.crm.stage group by 1"),
        )
    ]
    columns = {n: {"name": n, "data_type": "string"} for n in ("id", "email")}
    source = {"resource_type": "source", "database": "main", "schema": "raw", "name": "users"}
    value = {
        "metadata": {},
        "nodes": {n["unique_id"]: n for n in (nodes[::-1] if backwards else nodes)},
        "sources": {"source.s.raw": {**source, "columns": columns}},
    }
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(value))


@pytest.mark.parametrize("backwards", [False, True])
def test_two_states_of_a_dbt_project(tmp_path, backwards: bool) -> None:
    """Models are read in the order in which they depend on each other, whatever the file has."""
    dbt(tmp_path / "a", "select * from main.raw.users", backwards=backwards)
    dbt(tmp_path / "b", "select id from main.raw.users", backwards=backwards)
    impact = Simulator().impact_of_files([tmp_path / "a"], [tmp_path / "b"])

    assert verdicts(impact) == {"main.crm.mart": "breaks", "main.crm.stage": "changes meaning"}


# --- laws -------------------------------------------------------------------------------------


CHANGES = st.sampled_from(
    [
        "ALTER TABLE main.raw.events DROP COLUMN country",
        "ALTER TABLE main.raw.events ALTER COLUMN age TYPE BIGINT",
        "ALTER TABLE main.raw.events ALTER COLUMN email SET MASK main.crm.hide",
        "DROP TABLE main.raw.events",
        "DROP VIEW main.crm.mails",
        "ALTER VIEW main.crm.mails AS SELECT 'x' AS mail FROM main.raw.events",
    ]
)


@given(CHANGES)
def test_only_what_is_downstream_is_affected(change: str) -> None:
    """No verdict falls on anything that does not depend on what changes."""
    sim = Simulator()
    sim.apply(BEGUN)
    impact = sim.impact(change)
    below = {
        hit.node for c in impact.changes for hit in sim.lineage().downstream(c.node.whole).things
    }
    own = {c.node.whole for c in impact.changes}

    assert {one.node for one in impact.affected} <= below | own


@given(
    st.sampled_from(
        [
            ("ADD COLUMN late INT", "DROP COLUMN late"),
            ("ALTER COLUMN email SET MASK main.crm.hide", "ALTER COLUMN email DROP MASK"),
            ("RENAME COLUMN email TO mail", "RENAME COLUMN mail TO email"),
            ("ALTER COLUMN age TYPE BIGINT", "ALTER COLUMN age TYPE INT"),
        ]
    )
)
def test_a_change_and_its_undo_cancel(pair: tuple[str, str]) -> None:
    """Nothing is left of a change that the same script takes back."""
    sim = Simulator()
    sim.apply(BEGUN)
    script = "; ".join(f"ALTER TABLE main.raw.events {part}" for part in pair)

    assert sim.impact(script).touched == ()


@given(st.sampled_from(["DROP TABLE main.raw.unread", "ALTER TABLE main.raw.unread DROP COLUMN x"]))
def test_an_unread_table_breaks_nothing(change: str) -> None:
    """Nobody downstream, nothing affected."""
    sim = Simulator()
    sim.apply(BEGUN)

    assert sim.impact(change).affected == ()


def test_no_change_no_impact(sim: Simulator) -> None:
    """Statements that alter nothing have no impact."""
    impact = sim.impact("GRANT SELECT ON TABLE main.raw.events TO `ana@corp.com`")

    assert (impact.changes, impact.touched) == ((), ())


@pytest.mark.parametrize(
    ("function", "verdict"),
    [
        pytest.param("(x STRING) RETURNS STRING RETURN lower(x)", None, id="the same"),
        pytest.param("(x STRING) RETURNS STRING RETURN upper(x)", "changes meaning", id="another"),
        pytest.param("(x STRING, y INT) RETURNS STRING RETURN lower(x)", "breaks", id="one more"),
    ],
)
def test_a_pull_request_may_change_a_function(tmp_path, function: str, verdict) -> None:
    """Whatever calls it, itself or through another function, is told, though its text stays."""
    rest = (
        "CREATE FUNCTION main.g.outer(x STRING) RETURNS STRING RETURN main.g.f(x);"
        "CREATE VIEW main.crm.v AS SELECT main.g.f(email) AS e FROM main.raw.events;"
        "CREATE VIEW main.crm.w AS SELECT main.g.outer(email) AS e FROM main.raw.events;"
        "CREATE VIEW main.crm.x AS SELECT lower(email) AS e FROM main.raw.events;"
    )
    for folder, made in (("a", "(x STRING) RETURNS STRING RETURN lower(x)"), ("b", function)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "all.sql").write_text(f"CREATE FUNCTION main.g.f{made}; {rest}")
    found = verdicts(Simulator().impact_of_files([tmp_path / "a"], [tmp_path / "b"]))

    assert found == ({"main.crm.v": verdict, "main.crm.w": verdict} if verdict else {})


PIPELINE = """# Databricks notebook source
source = "main.a.cust"
mails = spark.table(source).where("land = 'DE'").select("id", "email")

# COMMAND ----------

mails.write.mode("overwrite").saveAsTable("main.b.mails")
"""


def test_a_notebook_that_writes_a_dataframe_breaks(tmp_path) -> None:
    """What Python cells read and write counts, with the place of the call."""
    (tmp_path / "load.py").write_text(PIPELINE)
    sim = Simulator()
    sim.apply("CREATE CATALOG main; CREATE SCHEMA main.a; CREATE SCHEMA main.b")
    sim.apply("CREATE TABLE main.a.cust (id INT, email STRING, land STRING, age INT)")
    sim.attach(tmp_path / "load.py")

    def found(column: str):
        touched = sim.impact(f"ALTER TABLE main.a.cust DROP COLUMN {column}").touched
        return [(str(one.node), str(one.verdict), one.at.line) for one in touched]

    assert found("email") == [("main.b.mails", "breaks", 7)]
    assert found("land") == [("main.b.mails", "breaks", 7)]
    assert found("age") == []


def test_a_module_of_a_folder_that_cannot_be_read_is_told(tmp_path) -> None:
    """Whether it speaks of Spark is not known, so it is not passed over."""
    (tmp_path / "load.py").symlink_to(tmp_path / "nowhere.py")

    with pytest.raises(GovsimError, match="cannot be read"):
        Simulator().attach(tmp_path)


def test_a_job_whose_principal_may_no_longer_write_breaks(tmp_path) -> None:
    """MODIFY that is taken away stops what writes, and nothing else."""
    runs = {"name": "nightly", "run_as": {"user_name": "bea@x.com"}, "tasks": [{"task_key": "a"}]}
    (tmp_path / "job.json").write_text(json.dumps({"job_id": 77, "settings": runs}))
    (tmp_path / "table_lineage.csv").write_text(
        "source_table_full_name,source_type,target_table_full_name,target_type,"
        "entity_type,entity_id,created_by,event_time\n"
        "main.a.s,TABLE,main.a.t,TABLE,JOB,77,bea@x.com,2026-03-01T07:00:00Z\n"
    )
    sim = Simulator()
    sim.apply("CREATE CATALOG main; CREATE SCHEMA main.a; CREATE TABLE main.a.s (a INT)")
    sim.apply("CREATE TABLE main.a.t (a INT); CREATE TABLE main.a.u (a INT)")
    sim.apply("GRANT USE CATALOG, USE SCHEMA, SELECT, MODIFY ON CATALOG main TO `bea@x.com`")
    sim.apply("GRANT MODIFY ON TABLE main.a.u TO `bea@x.com`")
    sim.attach(tmp_path)

    assert sim.impact("REVOKE MODIFY ON TABLE main.a.u FROM `bea@x.com`").touched == ()
    (one,) = sim.impact("REVOKE MODIFY ON CATALOG main FROM `bea@x.com`").touched
    assert str(one.node) == "job nightly"
    assert one.reasons == ("whoever it runs as may no longer write what it writes",)
    assert "does not have MODIFY on Table 'main.a.t'" in one.error
