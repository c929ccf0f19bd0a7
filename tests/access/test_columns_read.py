"""Which columns a statement reads: a mask comes with its column, however it is reached."""

import pytest

from govsim import Simulator

COLUMNS = ("id", "email", "phone", "region")
# Each is a query that reads the column in the braces, and no other but what `keeps` names.
SHAPES = {
    "selected": "SELECT {} FROM main.s.t",
    "in an expression": "SELECT concat(coalesce({}, ''), '!') AS x FROM main.s.t",
    "to filter": "SELECT 1 AS one FROM main.s.t WHERE {} IS NOT NULL",
    "to sort": "SELECT 1 AS one FROM main.s.t ORDER BY {}",
    "to group": "SELECT count(*) AS n FROM main.s.t GROUP BY {}",
    "in a window": "SELECT sum(1) OVER (PARTITION BY {}) AS n FROM main.s.t",
    "counted": "SELECT count(DISTINCT {}) AS n FROM main.s.t",
    "in a subquery": "SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM main.s.t WHERE {} = 'x')",
    "in a CTE": "WITH c AS (SELECT *, {} AS x FROM main.s.t) SELECT x FROM c",
    "in a set": "SELECT who FROM main.s.map UNION ALL SELECT {} FROM main.s.t",
    "to join": "SELECT m.who FROM main.s.map m LEFT JOIN main.s.t t ON m.who = t.{}",
    "through a view": "SELECT v_{} FROM main.s.v",
    "through two views": "SELECT w_{} FROM main.s.w",
    "through a function": "SELECT main.s.f_{}(1)",
}


@pytest.fixture(scope="module")
def sim() -> Simulator:
    made = Simulator(admin="admin@x.com")
    made.apply(
        "CREATE CATALOG main; CREATE SCHEMA main.s; CREATE TABLE main.s.map (who STRING);"
        "CREATE FUNCTION main.s.m(e STRING) RETURN '***';"
        f"CREATE TABLE main.s.t ({', '.join(f'{one} STRING MASK main.s.m' for one in COLUMNS)});"
        f"CREATE VIEW main.s.v AS SELECT {', '.join(f'{one} AS v_{one}' for one in COLUMNS)}"
        " FROM main.s.t;"
        f"CREATE VIEW main.s.w ({', '.join(f'w_{one}' for one in COLUMNS)}) AS TABLE main.s.v;"
        + "".join(
            f"CREATE FUNCTION main.s.f_{one}(i INT) RETURNS STRING"
            f" RETURN (SELECT max({one}) FROM main.s.t);"
            for one in COLUMNS
        )
    )
    return made


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_mask_comes_with_its_column_alone(shape: str, column: str, sim: Simulator) -> None:
    """In every place of a query, the mask of the column that stands there comes, and no other."""
    found = sim.check("admin@x.com", "read main.s.t")
    assert {one.column for one in found.obligations} == set(COLUMNS)

    found = sim.check("admin@x.com", SHAPES[shape].format(column))

    assert found.allowed, found.explain()
    assert {one.column for one in found.obligations} == {column}


def test_two_places_of_one_query_add_up(sim: Simulator) -> None:
    """What two views, a join and the table itself read is told together, with what for."""
    found = sim.check(
        "admin@x.com",
        "SELECT v.v_email AS mail, w.w_email AS again FROM main.s.v v "
        "JOIN main.s.w w ON v.v_id = w.w_id JOIN main.s.t t ON t.id = v.v_id ORDER BY t.phone",
    )

    assert [str(one) for one in found.obligations] == [
        "column mask main.s.m(id) on main.s.t.id, read to join rows",
        "column mask main.s.m(email) on main.s.t.email, read for again, mail",
        "column mask main.s.m(phone) on main.s.t.phone, read to sort rows",
    ]


def test_what_cannot_be_traced_is_read_whole(sim: Simulator) -> None:
    """A query with a name that nothing explains is taken to read every column."""
    found = sim.check("admin@x.com", "SELECT t FROM main.s.t")

    assert {one.column for one in found.obligations} == set(COLUMNS)


def test_views_that_read_one_another_end() -> None:
    """Two views that were made to read each other do not hang the question."""
    sim = Simulator(admin="a@x.com")
    sim.apply(
        "CREATE CATALOG main; CREATE SCHEMA main.s; CREATE FUNCTION main.s.m(e STRING) RETURN '*';"
        "CREATE TABLE main.s.t (id INT, e STRING MASK main.s.m);"
        "CREATE VIEW main.s.a AS SELECT * FROM main.s.t;"
        "CREATE VIEW main.s.b AS SELECT * FROM main.s.a;"
        "CREATE OR REPLACE VIEW main.s.a AS SELECT e FROM main.s.b UNION SELECT e FROM main.s.t;"
    )

    found = sim.check("a@x.com", "SELECT e FROM main.s.b")

    assert [one.column for one in found.obligations] == ["e"]


def test_temporary_views_are_opened(sim: Simulator) -> None:
    """A temporary view of the session reads what its query reads."""
    there = sim.branch()
    there.apply("CREATE TEMP VIEW tv AS SELECT id, email AS mail FROM main.s.t")

    assert [
        one.column for one in there.check("admin@x.com", "SELECT mail FROM tv").obligations
    ] == ["email"]


def test_a_table_function_reads_what_is_taken_of_it(sim: Simulator) -> None:
    """A function that returns a table is traced through, column by column."""
    there = sim.branch()
    there.apply(
        "CREATE FUNCTION main.s.some() RETURNS TABLE (i STRING, mail STRING)"
        " RETURN SELECT id, email FROM main.s.t"
    )

    found = there.check("admin@x.com", "SELECT i FROM main.s.some()")
    assert [one.column for one in found.obligations] == ["id"]


def test_what_a_function_reads_beside_an_untraced_one_is_read_whole(sim: Simulator) -> None:
    """Where a call inside a function cannot be traced, all that the function reads counts."""
    there = sim.branch()
    there.apply(
        "CREATE FUNCTION main.s.py(x STRING) RETURNS STRING LANGUAGE PYTHON AS $$return x$$;"
        "CREATE FUNCTION main.s.wraps(i INT) RETURNS STRING"
        " RETURN (SELECT main.s.py(max(email)) FROM main.s.t);"
        "CREATE VIEW main.s.uses AS SELECT id, main.s.wraps(1) AS m FROM main.s.t"
    )

    for asked in ("SELECT main.s.wraps(1)", "SELECT id FROM main.s.uses"):
        found = there.check("admin@x.com", asked)
        assert {one.column for one in found.obligations} == set(COLUMNS), asked

    found = there.check("admin@x.com", "SELECT main.s.py(id) AS p FROM main.s.t")
    assert [str(one) for one in found.obligations] == [
        "column mask main.s.m(id) on main.s.t.id, read for p"
    ]
