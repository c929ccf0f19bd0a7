"""What a script reads and writes in the end, through what it makes, renames and drops."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.lineage import extract, script_lineage


def whole(sql: str) -> dict[str, list]:
    found = script_lineage(extract(sql, {}, ("m", "d"))).to_json()
    found["tables"] = [" > ".join(edge) for edge in found["tables"]]
    return {key: [each.replace("m.d.", "") for each in names] for key, names in found.items()}


@pytest.mark.parametrize(
    ("sql", "edges", "sources", "targets", "dropped"),
    [
        pytest.param(
            "CREATE TABLE a AS SELECT x FROM s; CREATE TABLE b AS SELECT x FROM a; DROP TABLE a",
            ["s > b"], ["s"], ["b"], ["a"], id="a table in between that is dropped",
        ),
        pytest.param(
            "CREATE TABLE a AS SELECT x FROM s; INSERT INTO b SELECT x FROM a",
            ["s > a", "s > b"], ["s"], ["a", "b"], [], id="a table in between that stays",
        ),
        pytest.param(
            "INSERT INTO a SELECT x FROM s; ALTER TABLE a RENAME TO b",
            ["s > b"], ["s"], ["b"], [], id="a target that is renamed",
        ),
        pytest.param(
            "INSERT INTO a SELECT x FROM s; ALTER TABLE s RENAME TO t",
            ["t > a"], ["t"], ["a"], [], id="a source that is renamed",
        ),
        pytest.param(
            "CREATE TABLE n AS SELECT x FROM s; ALTER TABLE a RENAME TO o; "
            "ALTER TABLE n RENAME TO a; DROP TABLE o",
            ["s > a"], ["s"], ["a"], [], id="a table that another takes the place of",
        ),
        pytest.param(
            "CREATE OR REPLACE TABLE a AS SELECT a.x FROM a JOIN s ON a.x = s.x",
            ["a > a", "s > a"], ["a", "s"], ["a"], [], id="a table that is made of itself",
        ),
        pytest.param(
            "INSERT INTO a SELECT x FROM s; INSERT INTO b SELECT x FROM a",
            ["s > a", "a > b", "s > b"], ["s", "a"], ["a", "b"], [],
            id="a table that had rows before",
        ),
        pytest.param(
            "CREATE TEMP VIEW v AS SELECT x FROM s; CREATE TABLE b AS SELECT x FROM v",
            ["s > b"], ["s"], ["b"], [], id="a temporary view",
        ),
        pytest.param(
            "CREATE TEMPORARY TABLE v AS SELECT x FROM s; INSERT INTO b SELECT x FROM v",
            ["s > b"], ["s"], ["b"], [], id="a temporary table",
        ),
        pytest.param(
            "CREATE TABLE a AS SELECT x FROM s; SELECT x FROM a; DROP TABLE a",
            ["s > <query>"], ["s"], [], ["a"], id="a query",
        ),
        pytest.param(
            "DROP TABLE IF EXISTS a; CREATE TABLE a AS SELECT 1 AS x",
            [], [], ["a"], [], id="a table that is made anew of nothing",
        ),
        pytest.param(
            "CREATE FLOW f AS INSERT INTO a BY NAME SELECT x FROM STREAM(s); "
            "CREATE FLOW g AS INSERT INTO a BY NAME SELECT x FROM STREAM(t)",
            ["s > a", "t > a"], ["s", "t"], ["a"], [], id="two flows into one table",
        ),
        pytest.param("DELETE FROM a; DROP TABLE b", [], [], ["a"], [], id="nothing flows"),
    ],
)  # fmt: skip
def test_a_script_is_taken_as_a_whole(sql, edges, sources, targets, dropped) -> None:
    """Sources lead to the targets that are there in the end, under the names of then."""
    assert whole(sql) == {
        "sources": sources, "targets": targets, "dropped": dropped, "tables": edges,
    }  # fmt: skip


@given(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=6, unique=True))
def test_tables_in_between_change_nothing(names: list[str]) -> None:
    """A chain of tables that are dropped again gives what one statement gives."""
    pairs = list(pairwise(names))
    sql = "; ".join(f"CREATE TABLE {new} AS SELECT x FROM {old}" for old, new in pairs)
    drops = "".join(f"; DROP TABLE {name}" for name in names[1:-1])
    first = whole(f"CREATE TABLE {names[-1]} AS SELECT x FROM {names[0]}")

    assert {**whole(sql + drops), "dropped": []} == first
