"""What becomes of statements that write, of streams, and of readers of fields inside a column."""

from __future__ import annotations

import pytest

from govsim import Simulator
from govsim.impact.downstream import Impact
from govsim.impact.downstream.fields import touches

BEGUN = """
CREATE CATALOG main; CREATE SCHEMA main.s;
CREATE TABLE main.s.raw (id BIGINT, email STRING, meta STRUCT<geo: STRUCT<city: STRING,
  country: STRING>, n: INT>, lines ARRAY<STRUCT<sku: STRING, qty: INT>>, seq BIGINT);
CREATE TABLE main.s.users (id BIGINT, email STRING);
CREATE VIEW main.s.cities AS SELECT r.meta.geo.city AS city FROM main.s.raw r;
CREATE VIEW main.s.metas AS SELECT meta FROM main.s.raw;
CREATE VIEW main.s.ns AS SELECT meta.n + 1 AS n FROM main.s.metas;
CREATE VIEW main.s.skus AS SELECT l.sku FROM main.s.raw LATERAL VIEW explode(lines) x AS l;
CREATE FUNCTION main.s.hide(v STRING) RETURNS STRING RETURN '***';
"""
MERGE = (
    "MERGE INTO main.s.users t USING main.s.raw s ON t.id = s.id "
    "WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *"
)
STREAM = "CREATE OR REFRESH STREAMING TABLE main.s.{} AS SELECT id FROM STREAM {};"


@pytest.fixture
def sim() -> Simulator:
    made = Simulator(admin="admin@corp.com")
    made.apply(BEGUN)
    return made


def attach(sim: Simulator, tmp_path, text: str) -> None:
    script = tmp_path / "job.sql"
    script.write_text(text)
    sim.attach(script)


def verdicts(impact: Impact) -> dict[str, str]:
    return {one.node.name.rpartition(".")[2]: str(one.verdict) for one in impact.affected}


def errors(impact: Impact) -> dict[str, str]:
    return {
        one.node.name.rpartition(".")[2]: one.error.partition("]")[0].strip("[")
        for one in impact.affected
        if one.error
    }


@pytest.mark.parametrize(
    ("merge", "change", "broken"),
    [
        pytest.param(MERGE, "raw DROP COLUMN email", True, id="the source loses a column"),
        pytest.param(MERGE, "users ADD COLUMN late INT", True, id="the target gains one"),
        pytest.param(MERGE, "raw DROP COLUMN seq", False, id="a column that nobody takes"),
        pytest.param(
            MERGE.replace("MERGE", "MERGE WITH SCHEMA EVOLUTION"),
            "users ADD COLUMN late INT",
            False,
            id="the schema may evolve",
        ),
        pytest.param(
            MERGE.replace("*", "* EXCEPT (late)"), "users ADD COLUMN late INT", False, id="left out"
        ),
    ],
)
def test_a_star_in_a_merge_takes_every_column_of_the_target(
    sim: Simulator, tmp_path, merge: str, change: str, broken: bool
) -> None:
    """The source must give each of them, unless the schema may evolve."""
    attach(sim, tmp_path, merge)
    found = errors(sim.impact(f"ALTER TABLE main.s.{change}"))

    assert found == ({"users": "DELTA_MERGE_UNRESOLVED_EXPRESSION"} if broken else {})


VIOLATED, MISSING = "DELTA_NOT_NULL_CONSTRAINT_VIOLATED", "DELTA_MISSING_NOT_NULL_COLUMN_VALUE"


@pytest.mark.parametrize(
    ("load", "verdict", "error"),
    [
        ("INSERT INTO {t} SELECT id, email FROM {r}", "breaks", VIOLATED),
        ("INSERT INTO {t} SELECT id, email FROM {r} WHERE email IS NOT NULL", None, ""),
        ("INSERT INTO {t} SELECT id, coalesce(email, '') FROM {r}", None, ""),
        ("INSERT INTO {t} SELECT id, anybody_knows(email) FROM {r}", "unknown", ""),
        ("INSERT INTO {t} SELECT * FROM main.s.nowhere", "unknown", ""),
        ("COPY INTO {t} FROM 's3://b/raw' FILEFORMAT = CSV", "unknown", ""),
        ("INSERT INTO {t} (id) SELECT id FROM {r}", "breaks", MISSING),
        ("INSERT INTO {t} VALUES (1, NULL)", "breaks", VIOLATED),
        ("UPDATE {t} SET email = NULL", "breaks", VIOLATED),
        ("UPDATE {t} SET id = 3", None, ""),
        (MERGE, "breaks", VIOLATED),
        (
            "MERGE INTO {t} t USING {r} s ON t.id = s.id "
            "WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)",
            "breaks",
            VIOLATED,
        ),
        ("DELETE FROM {t} WHERE id IN (SELECT id FROM {r})", None, ""),
        ("CREATE OR REPLACE TABLE {t} AS SELECT id, email FROM {r}", None, ""),
    ],
)
def test_a_load_that_may_write_null_breaks_on_not_null(
    sim: Simulator, tmp_path, load: str, verdict: str | None, error: str
) -> None:
    """Where what it writes may be NULL, or is left out; what is not known is told as that."""
    attach(sim, tmp_path, load.format(t="main.s.users", r="main.s.raw"))
    impact = sim.impact("ALTER TABLE main.s.users ALTER COLUMN email SET NOT NULL")

    assert verdicts(impact).get("users") == verdict
    assert errors(impact).get("users", "") == error
    if verdict == "unknown":
        (told,) = [one for one in impact.affected if one.node.name == "main.s.users"]
        assert "whether it writes NULL to main.s.users.email is not known" in told.reasons[0]


@pytest.mark.parametrize(
    ("load", "verdict"),
    [
        ("INSERT INTO {t} (id) SELECT id FROM main.s.raw", None),
        ("INSERT INTO {t} (id, email) SELECT id, NULL FROM main.s.raw", "breaks"),
        (
            "MERGE INTO {t} t USING main.s.raw s ON t.id = s.id "
            "WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)",
            "unknown",
        ),
    ],
)
@pytest.mark.parametrize("dropped", [False, True])
def test_a_column_with_a_default_may_be_left_out(
    sim: Simulator, tmp_path, load: str, verdict: str | None, dropped: bool
) -> None:
    """Until the default is dropped."""
    sim.apply("CREATE TABLE main.s.filled (id INT, email STRING DEFAULT 'none' COMMENT 'c')")
    if dropped:
        sim.apply("ALTER TABLE main.s.filled ALTER COLUMN email DROP DEFAULT")
    attach(sim, tmp_path, load.format(t="main.s.filled"))
    impact = sim.impact("ALTER TABLE main.s.filled ALTER COLUMN email SET NOT NULL")

    assert verdicts(impact).get("filled") == ("breaks" if dropped else verdict)


def test_a_source_that_may_be_null_now_breaks_a_load_into_not_null(
    sim: Simulator, tmp_path
) -> None:
    """The target need not change itself; a load that could fail before is no news."""
    sim.apply(
        "ALTER TABLE main.s.raw ALTER COLUMN email SET NOT NULL;"
        "ALTER TABLE main.s.users ALTER COLUMN email SET NOT NULL"
    )
    attach(sim, tmp_path, "INSERT INTO main.s.users SELECT id, email FROM main.s.raw")

    assert errors(sim.impact("ALTER TABLE main.s.raw ALTER COLUMN email DROP NOT NULL")) == {
        "users": VIOLATED
    }
    assert errors(sim.impact("ALTER TABLE main.s.raw ALTER COLUMN id SET NOT NULL")) == {}


@pytest.mark.parametrize(
    "change", ["DROP TABLE main.s.users", "ALTER TABLE main.s.users RENAME TO main.s.people"]
)
def test_what_writes_to_a_table_that_is_gone_breaks(sim: Simulator, tmp_path, change: str) -> None:
    """The table is gone, and its load is told with the place where it stands."""
    attach(sim, tmp_path, MERGE)
    (told,) = [one for one in sim.impact(change).affected if one.node.name == "main.s.users"]

    assert told.error.startswith("[TABLE_OR_VIEW_NOT_FOUND]")
    assert str(told.at).endswith("job.sql:1:1")


def test_a_script_that_makes_its_table_anew_does_not_break(sim: Simulator, tmp_path) -> None:
    """CREATE OR REPLACE needs no table."""
    attach(sim, tmp_path, "CREATE OR REPLACE TABLE main.s.users AS SELECT id FROM main.s.raw")

    assert errors(sim.impact("DROP TABLE main.s.users")) == {}


@pytest.mark.parametrize(
    ("change", "stops"),
    [
        ("DROP COLUMN seq", True),
        ("RENAME COLUMN email TO mail", True),
        ("ALTER COLUMN seq TYPE DECIMAL(20)", True),
        ("DROP COLUMN meta.n", True),
        ("ADD COLUMN late INT", False),
        ("ADD COLUMN meta.late INT", False),
        ("ALTER COLUMN email SET MASK main.s.hide", False),
    ],
)
def test_a_stream_ends_when_its_source_is_altered(
    sim: Simulator, tmp_path, change: str, stops: bool
) -> None:
    """Also by a column that it does not take; a batch read of the same script goes on."""
    batch = "CREATE OR REPLACE TABLE main.s.batch AS SELECT id FROM main.s.raw;"
    attach(sim, tmp_path, STREAM.format("st", "(main.s.raw)") + batch)
    found = errors(sim.impact(f"ALTER TABLE main.s.raw {change}"))

    code = "DELTA_STREAMING_INCOMPATIBLE_SCHEMA_CHANGE_USE_SCHEMA_LOG"
    assert found.get("st") == (code if stops else None)
    assert "batch" not in found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            "DROP COLUMN meta.geo.city",
            {"cities": "breaks", "metas": "changes meaning", "ns": "untouched"},
            id="dropped",
        ),
        pytest.param(
            "RENAME COLUMN meta.geo.country TO land",
            {"cities": "untouched", "metas": "changes meaning", "ns": "untouched"},
            id="renamed",
        ),
        pytest.param(
            "ALTER COLUMN meta.n TYPE BIGINT",
            {"cities": "untouched", "metas": "changes meaning", "ns": "changes meaning"},
            id="of another type",
        ),
        pytest.param(
            "ADD COLUMN meta.geo.zip STRING",
            {"cities": "untouched", "metas": "changes meaning", "ns": "untouched"},
            id="added",
        ),
        pytest.param("DROP COLUMN lines.element.sku", {"skus": "breaks"}, id="inside an array"),
    ],
)
def test_a_field_reaches_those_who_take_it(
    sim: Simulator, change: str, expected: dict[str, str]
) -> None:
    """Who takes another field of the same column is untouched."""
    found = verdicts(sim.impact(f"ALTER TABLE main.s.raw {change}"))

    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("SELECT meta.geo.city FROM t", True),
        ("SELECT x.`meta`.`geo` FROM t x", True),
        ("SELECT to_json(meta) FROM t", True),
        ("SELECT * FROM t", True),
        ("SELECT meta.geo.city.name FROM t", True),
        ("SELECT meta.geo.country FROM t", False),
        ("SELECT metadata, meta.n FROM t", False),
    ],
)
def test_a_text_touches_a_field_by_its_path(text: str, touched: bool) -> None:
    """By the field itself, by what holds it, or by what it holds."""
    assert touches(text, "meta", "geo.city") is touched
