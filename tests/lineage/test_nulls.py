"""What a statement may write NULL to, as far as that can be told."""

from __future__ import annotations

import pytest

from govsim import Simulator
from govsim.lineage import extract_each

BEGUN = """
CREATE CATALOG main;
CREATE TABLE main.default.a (id INT NOT NULL, may STRING, never STRING NOT NULL);
CREATE TABLE main.default.b (id INT NOT NULL, never STRING NOT NULL, g STRING);
CREATE TABLE main.default.t (x INT, y STRING);
CREATE VIEW main.default.v AS SELECT never FROM main.default.a;
CREATE FUNCTION main.default.f(x STRING) RETURNS STRING LANGUAGE PYTHON AS $$ return x $$;
CREATE VIEW main.default.w (may, f) AS
  SELECT b.never, main.default.f(v.never) FROM main.default.v v LEFT JOIN main.default.b b ON true;
"""


@pytest.fixture(scope="module")
def metastore():
    made = Simulator(admin="admin@corp.com")
    made.apply(BEGUN)
    return made.snapshot


def nulls(metastore, sql: str) -> dict[str, bool | None]:
    ((found,),) = extract_each(sql, metastore, ("main", "default"), nulls=True)
    return {column: null for table, column, null in found.nulls if table == "main.default.t"}


@pytest.mark.parametrize(
    ("expression", "null"),
    [
        ("never", False),
        ("may", True),
        ("NULL", True),
        ("'x'", False),
        ("upper(never) || 'x'", False),
        ("concat(may, never)", True),
        ("CAST(never AS STRING)", False),
        ("try_cast(never AS STRING)", True),
        ("coalesce(may, never)", False),
        ("coalesce(may, f(may))", None),
        ("greatest(may, 'x')", False),
        ("nullif(never, 'x')", True),
        ("may IS NULL", False),
        ("may <=> never", False),
        ("may = never", True),
        ("CASE WHEN id > 1 THEN never END", True),
        ("CASE WHEN id > 1 THEN never ELSE 'x' END", False),
        ("CASE WHEN id > 1 THEN may ELSE 'x' END", True),
        ("CASE WHEN length(may) > 0 THEN may ELSE 'x' END", None),
        ("if(id > 1, may, 'x')", True),
        ("nvl2(may, may, 'x')", None),
        ("f(never)", None),
        ("(SELECT max(never) FROM b)", True),
        ("(SELECT count(g) FROM b)", False),
        ("row_number() OVER (ORDER BY id)", False),
        ("lag(never) OVER (ORDER BY id)", True),
        ("lag(never, 1, 'x') OVER (ORDER BY id)", False),
        ("max(never) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING)", None),
        (":given", None),
    ],
)
def test_an_expression_may_be_null_never_or_nobody_knows(metastore, expression, null) -> None:
    """By what it is made of; what hangs on a function nobody knows is not guessed."""
    assert nulls(metastore, f"INSERT INTO t SELECT 1, {expression} FROM a") == {
        "x": False,
        "y": null,
    }


@pytest.mark.parametrize(
    ("query", "null"),
    [
        pytest.param("SELECT id, may FROM a WHERE may IS NOT NULL", False, id="filtered"),
        pytest.param("SELECT id, may FROM a WHERE may LIKE 'x' AND id > 1", False, id="compared"),
        pytest.param("SELECT id, may FROM a WHERE may LIKE 'x' OR id > 1", True, id="or not"),
        pytest.param("SELECT a.id, b.never FROM a LEFT JOIN b ON a.id = b.id", True, id="outer"),
        pytest.param("SELECT a.id, b.never FROM b RIGHT JOIN a ON a.id = b.id", True, id="right"),
        pytest.param("SELECT a.id, b.never FROM a JOIN b ON a.id = b.id", False, id="inner"),
        pytest.param("SELECT a.id, g FROM a JOIN b ON may = g", False, id="joined by it"),
        pytest.param("SELECT b.* EXCEPT (g) FROM a LEFT JOIN b USING (id)", True, id="a star"),
        pytest.param("SELECT id, max(never) FROM a GROUP BY id", False, id="of a group"),
        pytest.param("SELECT 1, max(never) FROM a", True, id="of no rows"),
        pytest.param("SELECT id, never FROM a GROUP BY ROLLUP (id, never)", None, id="totals"),
        pytest.param("SELECT id, never FROM a UNION ALL SELECT id, g FROM b", True, id="a union"),
        pytest.param("SELECT id, g FROM b INTERSECT SELECT id, never FROM a", None, id="both"),
        pytest.param(
            "WITH c (k, v) AS (SELECT id, never FROM a) SELECT * FROM c", False, id="a WITH"
        ),
        pytest.param("SELECT 1, z.never FROM (SELECT never FROM a) z", False, id="a subquery"),
        pytest.param("VALUES (1, 'x'), (2, NULL)", True, id="values"),
        pytest.param("SELECT * FROM (VALUES (1, 'x')) AS z (k, v)", False, id="values in FROM"),
        pytest.param("SELECT z.k, z.v FROM (VALUES (1, NULL)) AS z (k, v)", True, id="NULL there"),
        pytest.param("SELECT 1, y FROM nowhere", None, id="an unknown table"),
        pytest.param("SELECT 1, never FROM v", False, id="a view"),
        pytest.param("SELECT 1, may FROM w", True, id="a view that lists its columns"),
        pytest.param("SELECT 1, f FROM w", None, id="a view over a function"),
    ],
)
def test_joins_filters_and_groups_count(metastore, query: str, null: bool | None) -> None:
    """An outer join adds NULL, and a condition takes away the rows in which a column is."""
    assert nulls(metastore, f"INSERT INTO t {query}")["y"] is null


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("UPDATE t SET y = NULL", {"y": True}),
        ("UPDATE t SET y = upper(y) WHERE y IS NOT NULL", {"y": False}),
        ("{} WHEN MATCHED THEN UPDATE SET y = a.may", {"y": True}),
        ("{} WHEN MATCHED AND a.may > '' THEN UPDATE SET y = a.may", {"y": False}),
        ("{} WHEN MATCHED THEN UPDATE SET x = a.id + t.x", {"x": False}),
        ("{} WHEN NOT MATCHED THEN INSERT (x) VALUES (a.id)", {"x": False, "y": True}),
        ("{} WHEN NOT MATCHED BY SOURCE THEN UPDATE SET y = 'gone'", {"y": False}),
        ("DELETE FROM t WHERE y IS NULL", {}),
    ],
)
def test_updates_and_merges_are_told_branch_by_branch(metastore, sql: str, expected) -> None:
    """What a MERGE inserts without naming a column is NULL there."""
    assert nulls(metastore, sql.format("MERGE INTO t USING a ON t.x = a.id")) == expected


def test_nothing_is_told_where_nobody_asks(metastore) -> None:
    """The question costs time, so that it is put only where an answer counts."""
    ((found,),) = extract_each("INSERT INTO t SELECT 1, may FROM a", metastore, ("main", "default"))

    assert found.nulls == ()
