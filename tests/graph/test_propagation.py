"""What is left of a tagged value, column by column."""

from __future__ import annotations

import pytest

from govsim import Simulator
from govsim.graph.effects import broken_declarations
from govsim.impact.exposure import exposures, unmasked_copies

BEGUN = """
CREATE CATALOG main; CREATE SCHEMA main.hr; CREATE SCHEMA main.bi;
CREATE FUNCTION main.hr.hide(v STRING) RETURNS STRING RETURN '***';
CREATE TABLE main.hr.staff (id BIGINT, email STRING, age INT);
ALTER TABLE main.hr.staff ALTER COLUMN email SET TAGS ('pii' = 'email');
"""


@pytest.fixture
def sim() -> Simulator:
    made = Simulator()
    made.apply(BEGUN)
    return made


@pytest.mark.parametrize(
    ("expression", "level"),
    [
        ("email", "bare"),
        ("CAST(email AS VARCHAR(20))", "bare"),
        ("concat('x', email)", "bare"),
        ("substr(email, 1, 3)", "bare"),
        ("collect_list(email)", "bare"),
        ("sha2(email, 256)", "pseudonymous"),
        ("md5(lower(email))", "pseudonymous"),
        ("upper(sha1(email))", "pseudonymous"),
        ("sha2(concat(email, secret('s', 'k')), 256)", "protected"),
        ("sha2(concat(lower(email), 'a-long-salt'), 256)", "protected"),
        ("md5(email || 'a-long-salt')", "protected"),
        ("sha2(concat(email, 'short'), 256)", "pseudonymous"),
        ("sha2(regexp_replace(email, '[^a-z0-9@]', ''), 256)", "pseudonymous"),
        ("mask(email)", "protected"),
        ("ai_mask(email, array('email'))", "protected"),
        ("aes_encrypt(email, 'k')", "protected"),
        ("max(email)", "aggregate"),
        ("CASE WHEN email IS NULL THEN 1 ELSE 2 END", "indirect"),
        ("coalesce(md5(email), email)", "bare"),  # the highest counts
        ("count(email)", ""),
        ("count(DISTINCT email)", ""),
        ("id", ""),
    ],
)
def test_what_an_expression_leaves(sim: Simulator, expression: str, level: str) -> None:
    """The lattice: bare, pseudonymous, protected, aggregate, indirect, nothing."""
    sim.apply(f"CREATE VIEW main.bi.v AS SELECT {expression} AS c FROM main.hr.staff")
    found = {str(one.node): str(one.level) for one in sim.spread("pii").carried}

    assert found.get("main.bi.v.c", "") == level


def test_a_filter_is_indirect_and_joins_keep_the_highest(sim: Simulator) -> None:
    """Rows that the value chose tell of it; two ways into a column count as the fuller one."""
    sim.apply(
        "CREATE TABLE main.bi.h AS SELECT id, md5(email) AS who FROM main.hr.staff;"
        "CREATE VIEW main.bi.only AS SELECT id FROM main.hr.staff WHERE email LIKE '%@x.y';"
        "CREATE VIEW main.bi.both AS SELECT who AS c FROM main.bi.h UNION ALL SELECT email FROM main.hr.staff"
    )
    found = {str(one.node): str(one.level) for one in sim.spread("pii").carried}

    assert found["main.bi.only.id"] == "indirect"
    assert found["main.bi.both.c"] == "bare"
    assert found["main.bi.h.who"] == "pseudonymous"
    assert "main.bi.h.id" not in found


def test_a_function_that_is_no_sql_may_declare_its_effect(sim: Simulator) -> None:
    """A Python function keeps everything unless its tag says otherwise."""
    sim.apply(
        "CREATE FUNCTION main.hr.tokenize(v STRING) RETURNS STRING LANGUAGE PYTHON AS $$ return v $$;"
        "CREATE VIEW main.bi.v AS SELECT main.hr.tokenize(email) AS c FROM main.hr.staff"
    )
    before = {str(one.node): str(one.level) for one in sim.spread("pii").carried}
    sim.apply("ALTER FUNCTION main.hr.tokenize SET TAGS ('data_effect' = 'protected')")
    after = {str(one.node): str(one.level) for one in sim.spread("pii").carried}

    assert (before["main.bi.v.c"], after["main.bi.v.c"]) == ("bare", "protected")


def test_a_declaration_is_held_against_the_body(sim: Simulator) -> None:
    """SQL bodies are read: a tag that promises more than the body keeps is found."""
    sim.apply(
        "CREATE FUNCTION main.hr.good(v STRING) RETURNS STRING RETURN mask(v);"
        "CREATE FUNCTION main.hr.bad(v STRING) RETURNS STRING RETURN upper(v);"
        "ALTER FUNCTION main.hr.good SET TAGS ('data_effect' = 'protected');"
        "ALTER FUNCTION main.hr.bad SET TAGS ('data_effect' = 'protected')"
    )
    (broken,) = broken_declarations(sim.snapshot)

    assert broken == ("main.hr.bad", "protected", "bare")


def test_who_reads_it_there_and_not_here(sim: Simulator) -> None:
    """Readers of a copy who may not read the source, without those who see a mask."""
    sim.apply(
        "CREATE TABLE main.bi.copy AS SELECT id, email FROM main.hr.staff;"
        "GRANT USE CATALOG ON CATALOG main TO `ana@corp.com`;"
        "GRANT USE SCHEMA, SELECT ON SCHEMA main.bi TO `ana@corp.com`"
    )
    (found,) = exposures(sim.spread("pii"), sim.lineage(), sim.snapshot)
    assert found.people == ("ana@corp.com",)

    sim.apply("ALTER TABLE main.bi.copy ALTER COLUMN email SET MASK main.hr.hide")
    assert exposures(sim.spread("pii"), sim.lineage(), sim.snapshot) == ()


def test_a_path_to_an_endpoint_counts(tmp_path) -> None:
    """Whoever may query the endpoint reaches what its index holds."""
    import json

    from govsim.model.state import State

    sim = Simulator.of(
        State(admin="admin@corp.com", acls={"serving_endpoint chat": {"bob@corp.com": "CAN_QUERY"}})
    )
    sim.apply(BEGUN)
    files = {
        "index.json": {
            "name": "main.hr.docs",
            "delta_sync_index_spec": {
                "source_table": "main.hr.staff",
                "columns_to_sync": ["email"],
            },
        },
        "external.json": {
            "model_name": "rag",
            "catalog_name": "main",
            "schema_name": "hr",
            "version": 1,
            "flavors": {},
            "registered_model_name": "main.hr.rag",
            "resources": {"databricks": {"vector_search_index": [{"name": "main.hr.docs"}]}},
        },
        "endpoint.json": {
            "name": "chat",
            "config": {"served_entities": [{"entity_name": "main.hr.rag"}]},
        },
    }
    for name, value in files.items():
        (tmp_path / name).write_text(json.dumps(value))
    sim.attach(tmp_path)
    (found,) = exposures(sim.spread("pii"), sim.lineage(), sim.snapshot)

    assert (str(found.carried.node), found.people) == ("endpoint chat", ("bob@corp.com",))


def test_a_copy_loses_the_mask_and_a_view_keeps_it(sim: Simulator) -> None:
    """Masks are applied where a table is read, so only what is stored elsewhere is bare."""
    sim.apply(
        "ALTER TABLE main.hr.staff ALTER COLUMN email SET MASK main.hr.hide;"
        "CREATE VIEW main.bi.v AS SELECT email FROM main.hr.staff;"
        "CREATE TABLE main.bi.copy AS SELECT email FROM main.hr.staff"
    )
    found = unmasked_copies(sim.spread("pii"), sim.lineage(), sim.snapshot)

    assert [str(one.node) for one in found] == ["main.bi.copy.email"]


def test_a_mask_inside_a_function_is_named_by_its_body(sim: Simulator) -> None:
    """A body that only hashes leaves a pseudonym, whatever the function is called."""
    sim.apply(
        "CREATE FUNCTION main.hr.anon(v STRING) RETURNS STRING RETURN sha2(v, 256);"
        "CREATE VIEW main.bi.v AS SELECT main.hr.anon(email) AS c FROM main.hr.staff"
    )
    (found,) = [one for one in sim.spread("pii").carried if str(one.node) == "main.bi.v.c"]

    assert (str(found.level), found.path[-1].why) == ("pseudonymous", "sha2(v, 256)")


def test_a_view_shows_the_mask_below_it_and_a_copy_does_not() -> None:
    """A mask is worked out for whoever reads, so it follows a view; what is stored is bare."""
    sim = Simulator(admin="admin@corp.com")
    sim.apply(
        "CREATE CATALOG h; CREATE SCHEMA h.a; CREATE SCHEMA h.b;"
        "CREATE FUNCTION h.a.m(v STRING) RETURNS STRING RETURN '*';"
        "CREATE TABLE h.a.staff (id INT, email STRING MASK h.a.m);"
        "ALTER TABLE h.a.staff ALTER COLUMN email SET TAGS ('pii' = 'email');"
        "CREATE VIEW h.b.v AS SELECT email FROM h.a.staff;"
        "CREATE VIEW h.b.w AS SELECT lower(email) AS email FROM h.b.v;"
        "CREATE TABLE h.b.copy AS SELECT email FROM h.b.v;"
        "GRANT USE CATALOG, USE SCHEMA ON CATALOG h TO `ana@corp.com`;"
        "GRANT SELECT ON SCHEMA h.b TO `ana@corp.com`"
    )
    found = exposures(sim.spread("pii"), sim.lineage(), sim.snapshot)

    assert {one.carried.node.name for one in found} == {"h.b.copy"}
    assert "ana@corp.com" in found[0].people


def test_a_generated_column_holds_what_it_is_generated_from(sim: Simulator, tmp_path) -> None:
    """A load of the column that it names fills it too; a temporary view on the way is no table."""
    sim.apply(
        "CREATE TABLE main.bi.t (who STRING, key STRING GENERATED ALWAYS AS (sha2(who, 256)));"
    )
    (tmp_path / "load.sql").write_text(
        "CREATE TEMP VIEW mails AS SELECT email FROM main.hr.staff;"
        "INSERT INTO main.bi.t (who) SELECT email FROM mails"
    )
    sim.attach(tmp_path)
    found = {str(one.node): str(one.level) for one in sim.spread("pii").carried}

    assert found == {
        "main.hr.staff.email": "bare",
        "main.bi.t.who": "bare",
        "main.bi.t.key": "pseudonymous",
    }


def test_tags_of_another_case_are_other_tags(sim: Simulator) -> None:
    """The keys of tags are told apart by case, as the platform does."""
    assert sim.spread("pii").declared
    assert not sim.spread("PII").declared
    assert not sim.spread("pii=EMAIL").declared
