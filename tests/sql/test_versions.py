"""Time travel: every way to write it reads the same."""

import pytest

from govsim import Simulator
from govsim.errors import GovsimError
from govsim.lineage import extract
from govsim.sql import read_statement

VERSIONS = [
    " VERSION AS OF 3",
    " FOR VERSION AS OF 3",
    " SYSTEM_VERSION AS OF 3",
    " FOR SYSTEM_VERSION AS OF 3",
    " TIMESTAMP AS OF '2026-01-01'",
    " FOR TIMESTAMP AS OF '2026-01-01'",
    " SYSTEM_TIME AS OF '2026-01-01'",
    " for system_time as of date_sub(current_date(), 1)",
    " FOR SYSTEM_TIMESTAMP AS OF '2026-01-01'",
    "@v3",
    "@V3",
    "@20260101000000000",
]
QUERIES = [
    "SELECT id FROM main.s.t{0} ",
    "SELECT x.id FROM main.s.t{0} AS x WHERE x.id > 1",
    "SELECT u.id FROM main.s.u u JOIN main.s.t{0} t ON t.id = u.id",
    "SELECT id FROM (SELECT * FROM main.s.t{0}) UNION ALL SELECT id FROM main.s.u",
    "INSERT INTO main.s.u SELECT id FROM main.s.t{0}",
    "MERGE INTO main.s.u USING main.s.t{0} AS x ON x.id = u.id WHEN MATCHED THEN DELETE",
    "CREATE TABLE main.s.c CLONE main.s.t{0}",
]


@pytest.fixture(scope="module")
def sim() -> Simulator:
    made = Simulator(admin="admin@x.com")
    made.apply(
        "CREATE CATALOG main; CREATE SCHEMA main.s; CREATE TABLE main.s.t (id INT);"
        "CREATE TABLE main.s.u (id INT); CREATE FUNCTION main.s.f(i INT) RETURN i > 1;"
        "ALTER TABLE main.s.t SET ROW FILTER main.s.f ON (id);"
    )
    return made


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("query", QUERIES)
def test_a_version_is_seen_however_it_is_written(query: str, version: str, sim: Simulator) -> None:
    """Time travel on a filtered table is refused, and its lineage is that of the table."""
    text = query.format(version)

    codes = {refusal.code for refusal in sim.check("admin@x.com", text).refusals}
    assert "no-time-travel" in codes

    now, then = (extract(query.format(each), sim.snapshot)[0] for each in ("", version))
    assert then.reads == now.reads
    assert then.columns == now.columns
    assert not then.unknown


@pytest.mark.parametrize(
    "text",
    [
        "SELECT system_version AS of FROM main.s.t",
        "SELECT system_time AS of, id FROM main.s.t",
        "SELECT (SELECT max(system_version) AS of FROM main.s.t) AS x",
        "SELECT id FROM main.s.t system_version",
        "SELECT id FROM main.s.t AS system_time",
    ],
)
def test_names_like_a_version_are_none(text: str) -> None:
    """A column or alias of such a name asks for no version."""
    (read,) = set(read_statement(text).body.reads)

    assert not read.time_travel
    assert not any("version" in each.source_column.lower() for each in extract(text, {})[0].columns
                   if "system" not in each.source_column.lower())  # fmt: skip


@pytest.mark.parametrize("words", ["VERSION", "TIMESTAMP", "SYSTEM_VERSION", "SYSTEM_TIME"])
def test_restore_takes_the_same_words(words: str, sim: Simulator) -> None:
    """RESTORE names a version in the same words, with or without TO."""
    for before in ("TO ", ""):
        assert sim.check("admin@x.com", f"RESTORE TABLE main.s.u {before}{words} AS OF 1").allowed


def test_a_version_in_a_path_is_of_the_same_path() -> None:
    """The files of delta.`path@v3` are those of the path."""
    for mark in ("", "@v3", "@20260101000000000"):
        text = f"SELECT * FROM delta.`s3://lake/t{mark}`"

        assert read_statement(text).body.paths == ("s3://lake/t",)
        assert extract(text, {})[0].reads == ("s3://lake/t",)
    assert read_statement("SELECT * FROM csv.`s3://lake/a@v3`").body.paths == ("s3://lake/a@v3",)


def test_what_changes_a_table_takes_no_version() -> None:
    """Only what is read has versions."""
    with pytest.raises(GovsimError, match="expected the end of the statement, found `@`"):
        read_statement("DROP TABLE main.s.t@v3")
