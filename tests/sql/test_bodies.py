"""A query tells what it touches."""

import pytest

from govsim.model.statements import Body, Query, TableRead, Write
from govsim.sql import read_statement


def body(text: str) -> Body:
    statement = read_statement(text)
    assert isinstance(statement, Query)
    return statement.body


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("SELECT a FROM c.s.t", ["c.s.t"]),
        ("WITH x AS (SELECT 1 FROM c.s.t) SELECT * FROM x, c.s.x", ["c.s.t", "c.s.x"]),
        ("WITH t AS (SELECT 1 FROM t) SELECT * FROM t", ["t"]),
        ("SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) y JOIN x", ["x"]),
        ("SELECT a FROM STREAM(c.s.t)", ["c.s.t"]),
        ("TABLE c.s.t", ["c.s.t"]),
        ("FROM c.s.t", ["c.s.t"]),
        ("SELECT * FROM vector_search(index => 'c.s.i', query_text => 'x')", ["c.s.i"]),
    ],
)
def test_reads_leave_ctes_out(text: str, reads: list[str]) -> None:
    """A CTE is no relation, but only where it is in scope."""
    assert [".".join(read.name) for read in body(text).reads] == reads


@pytest.mark.parametrize("travel", [" VERSION AS OF 3", " TIMESTAMP AS OF '2024-01-01'", "@v3"])
def test_time_travel_is_flagged(travel: str) -> None:
    """All three spellings of time travel are seen."""
    assert body(f"SELECT a FROM c.s.t{travel}").reads == (TableRead(("c", "s", "t"), True),)


def test_calls_paths_and_endpoints() -> None:
    """Built-ins are no calls; files and endpoints are told apart from relations."""
    found = body(
        "SELECT c.s.f(a), mine(b), is_account_group_member('x'), ai_query('ep', p), count(*) "
        "FROM read_files('s3://b/p') JOIN delta.`s3://b/q` JOIN c.s.tf(1)"
    )

    assert set(found.calls) == {("c", "s", "f"), ("mine",), ("c", "s", "tf")}
    assert found.paths == ("s3://b/p", "s3://b/q")
    assert found.endpoints == ("ep",)
    assert found.columns == ("a", "b", "p")
    assert found.reads == ()


@pytest.mark.parametrize(
    ("text", "effects", "reads"),
    [
        ("INSERT INTO t SELECT a FROM u", ("INSERT",), ["u"]),
        ("INSERT INTO t REPLACE WHERE d > 1 SELECT a FROM u", ("INSERT", "DELETE"), ["u"]),
        ("INSERT OVERWRITE t TABLE u", ("INSERT", "DELETE"), ["u"]),
        ("WITH x AS (SELECT 1 FROM u) INSERT INTO t SELECT * FROM x", ("INSERT",), ["u"]),
        ("UPDATE t SET a = 1 WHERE b IN (SELECT b FROM u)", ("UPDATE",), ["u"]),
        ("DELETE FROM t WHERE a = (SELECT max(a) FROM t)", ("DELETE",), ["t"]),
        (
            "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE "
            "WHEN NOT MATCHED THEN INSERT *",
            ("INSERT", "DELETE"),
            ["u"],
        ),
        ("TRUNCATE TABLE t", ("DELETE",), []),
    ],
)
def test_a_write_tells_its_effects(text: str, effects: tuple[str, ...], reads: list[str]) -> None:
    """The target is read only when it is named a second time."""
    statement = read_statement(text)

    assert isinstance(statement, Write)
    assert statement.effects == effects
    assert statement.target.name == ("t",)
    assert [read.name[0] for read in statement.body.reads] == reads
