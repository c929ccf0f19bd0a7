"""A query for a column that nothing in it has is refused, and no other query is."""

import pytest

from govsim import Simulator

TABLES = """
CREATE CATALOG main; CREATE SCHEMA main.s;
CREATE TABLE main.s.t (id INT, email STRING, a STRUCT<b: INT, c: STRUCT<d: INT>>,
    l ARRAY<STRUCT<k: INT>>, m MAP<STRING, INT>, ts TIMESTAMP, Country STRING);
CREATE TABLE main.s.u (id INT, name STRING); CREATE TABLE main.s.open;
CREATE TABLE main.s.hive (id INT) PARTITIONED BY (day DATE);
CREATE VIEW main.s.v AS SELECT id, email AS mail FROM main.s.t;
CREATE VIEW main.s.w (x, y) AS SELECT id, email FROM main.s.t;
CREATE FUNCTION main.s.f(p INT) RETURNS TABLE (q INT) RETURN SELECT id FROM main.s.u WHERE id = p;
USE main.s;
"""
FOUND = """
SELECT ID, `Email`, t.id, s.t.id, main.s.t.id FROM t
SELECT id AS x, x + 1 AS y FROM t
SELECT id x FROM t GROUP BY x HAVING x > 1 ORDER BY x
SELECT max(id) m FROM t GROUP BY email ORDER BY m, email
SELECT a.b, a.c.d, l.k, l[0].k, m.key1, m['z'], struct(id AS i).i FROM t
WITH c AS (SELECT id AS z FROM t) SELECT z FROM c
WITH RECURSIVE r(n) AS (SELECT id FROM u UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT n FROM r
SELECT transform(l, e -> e.k), aggregate(l, 0, (acc, x) -> acc + x.k) FROM t
SELECT _metadata.file_path, id FROM t
SELECT q FROM main.s.f(1)
SELECT * FROM t NATURAL JOIN u
SELECT id, name FROM t JOIN u USING (id)
SELECT de FROM (SELECT id, Country FROM t) PIVOT (count(id) FOR Country IN ('DE' AS de))
SELECT k, v FROM u UNPIVOT (v FOR k IN (id, name))
SELECT sum(id) OVER w FROM t WINDOW w AS (PARTITION BY Country)
SELECT :p, id FROM t WHERE id = :q
SELECT current_user, current_date, session_user, id FROM t
SELECT x.col FROM t LATERAL VIEW explode(l) x
SELECT e.k, p FROM t LATERAL VIEW posexplode(l) x AS p, e
SELECT key, value FROM t LATERAL VIEW explode(m)
SELECT mail, x FROM v JOIN w ON v.id = w.x
SELECT anything FROM open
SELECT day FROM hive
SELECT before FROM t VERSION AS OF 3
SELECT _change_type, _commit_version, id FROM table_changes('main.s.t', 1)
SELECT (SELECT max(u.id) FROM u WHERE u.name = t.email) FROM t
SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.id AND email IS NOT NULL)
SELECT * EXCEPT (id) FROM t
SELECT id AS n FROM t QUALIFY row_number() OVER (ORDER BY n) = 1
FROM t |> WHERE id > 1 |> EXTEND id + 1 AS z |> SELECT z
SELECT date_add(DAY, 1, ts), extract(YEAR FROM ts), date_trunc('DAY', ts) FROM t
SELECT grouping(Country), grouping__id FROM t GROUP BY CUBE (Country)
SELECT window.start FROM t GROUP BY window(ts, '1 hour')
SELECT raw:a.b::string FROM (SELECT email AS raw FROM t)
SELECT session.declared_elsewhere, id FROM t
SELECT `a.b` FROM (SELECT id AS `a.b` FROM t)
SELECT nowhere, not_even_here
""".strip().splitlines()[:-1]  # fmt: skip
LACKING = {
    "SELECT emial FROM t": ("emial", "did you mean `email`?"),
    "SELECT t.nope FROM t": ("t.nope", None),
    "SELECT id FROM t WHERE nope = 1": ("nope", None),
    "SELECT id FROM t ORDER BY nope": ("nope", None),
    "SELECT id FROM t GROUP BY nope": ("nope", None),
    "SELECT u.email FROM t JOIN u ON t.id = u.id": ("u.email", "did you mean `email`?"),
    "SELECT id AS x FROM t WHERE x > 1": ("x", None),
    "WITH c AS (SELECT id FROM t) SELECT email FROM c": ("email", "did you mean `email`?"),
    "SELECT a.zz FROM t": ("a.zz", None),
    "SELECT email FROM v": ("email", None),
    "EXPLAIN SELECT nope FROM t": ("nope", None),
}


@pytest.fixture(scope="module")
def sim() -> Simulator:
    made = Simulator(admin="admin@x.com")
    made.apply(TABLES)
    return made


@pytest.mark.parametrize("query", FOUND)
def test_a_column_that_may_be_there_is_not_missed(sim: Simulator, query: str) -> None:
    """Aliases, fields, lambdas, pivots, windows, variables, open tables and older versions."""
    assert sim.check("admin@x.com", query).refusals == ()


@pytest.mark.parametrize("query", LACKING)
def test_a_column_that_nothing_has_is_told(sim: Simulator, query: str) -> None:
    """With the platform's code, where all columns of all that is read are known."""
    name, hint = LACKING[query]
    decision = sim.check("admin@x.com", query)

    assert [one.code for one in decision.refusals] == ["unknown-column"]
    assert f"no column `{name}` in" in str(decision.refusals[0])
    assert "[UNRESOLVED_COLUMN]" in str(decision.refusals[0])
    assert hint is None or decision.refusals[0].hint == hint


def test_who_lacks_a_right_is_told_that_first(sim: Simulator) -> None:
    """Columns are told to nobody who may not read the table."""
    decision = sim.check("ana@x.com", "SELECT nope FROM t")

    assert decision.refusals == ()
    assert decision.missing
