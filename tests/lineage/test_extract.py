"""What a statement's edges say beside their ends: kinds, transforms, reasons, unknowns, scripts."""

import pytest
from inline_snapshot import snapshot

from govsim.lineage import Routine, Schema, StatementLineage, extract
from govsim.sql import read_script

TABLES = {
    "main.default.people": {"id": "INT", "name": "STRING", "email": "STRING", "age": "INT"},
    "main.default.sales": {"person": "INT", "amount": "DOUBLE", "day": "DATE"},
    "main.default.kept": {"k": "INT", "v": "STRING"},
}


def told(sql: str, tables=TABLES) -> list[str]:
    return [line for each in extract(sql, tables) for line in lines(each)]


def lines(found: StatementLineage) -> list[str]:
    edges = [
        f"{edge.source_table}.{edge.source_column} > {edge.target_column}: "
        f"{edge.transform or edge.kind.lower()} {edge.why}".replace("main.default.", "").strip()
        for edge in found.columns
    ]
    return [*edges, *(f"unknown: {each.reason} {each.what}" for each in found.unknown)]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        pytest.param("age", ["people.age > x: identity"], id="a column as it stands"),
        pytest.param("(age)", ["people.age > x: identity"], id="in brackets"),
        pytest.param("age + 1", ["people.age > x: transformed"], id="computed"),
        pytest.param("CAST(age AS STRING)", ["people.age > x: transformed"], id="cast"),
        pytest.param("max(age)", ["people.age > x: aggregated"], id="aggregated"),
        pytest.param(
            "sha2(email, 256)", ["people.email > x: masked sha2(email, 256)"], id="masked"
        ),
        pytest.param(
            "lower(mask(name, 'X'))",
            ["people.name > x: masked mask(name, 'X')"],
            id="masked inside",
        ),
        pytest.param(
            "CASE WHEN age > 18 THEN name END",
            ["people.age > x: indirect condition", "people.name > x: transformed"],
            id="chosen by a condition",
        ),
        pytest.param(
            "row_number() OVER (PARTITION BY age ORDER BY id)",
            ["people.age > x: indirect window", "people.id > x: indirect window"],
            id="numbered in a window",
        ),
        pytest.param("1", [], id="made of nothing"),
    ],
)
def test_an_edge_says_what_happens_to_the_value(expression: str, expected: list[str]) -> None:
    """A value is taken as it stands, transformed, aggregated or masked, or only decided."""
    assert told(f"CREATE TABLE t AS SELECT {expression} AS x FROM people") == expected


def test_the_rows_of_a_table_are_decided_as_a_whole() -> None:
    """Filters, joins, groups and sorts are INDIRECT edges to every column of the target."""
    found = told(
        "CREATE TABLE t AS SELECT p.name, sum(amount) AS s FROM people p JOIN sales ON id = person "
        "WHERE day > '2026-01-01' GROUP BY p.name ORDER BY age"
    )

    assert found == snapshot(
        [
            "people.name > name: identity",
            "sales.amount > s: aggregated",
            "people.id > *: indirect join",
            "sales.person > *: indirect join",
            "sales.day > *: indirect filter",
            "people.name > *: indirect group",
            "people.age > *: indirect sort",
        ]
    )


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        pytest.param("SELECT * FROM nowhere", "unknown-columns", id="a star over no schema"),
        pytest.param("SELECT id FROM a JOIN b", "ambiguous-column", id="one of two unknown tables"),
        pytest.param("SELECT wrong FROM people", "unknown-column", id="a column that is not there"),
        pytest.param("SELECT * EXCEPT (no) FROM people", "unknown-column", id="one left out"),
        pytest.param(
            "SELECT 1 FROM people JOIN kept USING (k)", "unknown-join-column", id="one of USING"
        ),
        pytest.param(
            "SELECT 1 FROM kept LEFT JOIN sales USING (day)",
            "unknown-join-column",
            id="on the left",
        ),
        pytest.param(
            "INSERT INTO nowhere SELECT id FROM people", "unknown-target-columns", id="its order"
        ),
        pytest.param("SELECT * FROM IDENTIFIER(:t)", "unknown-name", id="a name that is computed"),
        pytest.param(
            "COPY INTO IDENTIFIER(:t) FROM 's3://b/x' FILEFORMAT = CSV",
            "unknown-name",
            id="a target that is computed",
        ),
        pytest.param("SELECT ${c} FROM people", "unknown-name", id="a variable for a column"),
        pytest.param("SELECT 1 FROM ${c}.s.t", "unknown-name", id="a variable in a name"),
        pytest.param("REPLACE VIEW v AS SELECT 1", "syntax", id="a view is not replaced so"),
        pytest.param("SELECT 1 FROM t_{{ d }}", "unknown-name", id="a variable behind a name"),
        pytest.param("INSERT INTO a.${t} SELECT 1", "unknown-name", id="a variable for a target"),
        pytest.param(
            "UPDATE kept SET (k, v) = (SELECT 1, 2)", "syntax", id="several columns at once"
        ),
        pytest.param("SELECT c.s.f(id) FROM people", "unknown-function", id="a function's body"),
        pytest.param("EXECUTE IMMEDIATE q", "dynamic-statement", id="text that is computed"),
        pytest.param("CALL c.s.p()", "unknown-procedure", id="a procedure"),
        pytest.param("SELECT FROM WHERE", "syntax", id="no SQL"),
        pytest.param("SELECT 'open", "syntax", id="an open text"),
        pytest.param("FROBNICATE x", "unsupported-statement", id="no statement"),
    ],
)
def test_what_cannot_be_resolved_has_a_reason(sql: str, reason: str) -> None:
    """Nothing is guessed and nothing ends in silence: an unknown names its reason."""
    (found,) = extract(sql, TABLES)

    assert reason in {each.reason for each in found.unknown}
    assert found.outcome == "unknown"


@pytest.mark.parametrize(
    "sql",
    [
        "GRANT SELECT ON TABLE a TO b",
        "DROP TABLE a",
        "SET x = 1",
        "OPTIMIZE a",
        "SHOW TABLES",
        "INSERT INTO nowhere VALUES (1, 2)",
        "CREATE TABLE a (b STRING) ROW FORMAT SERDE 'c' WITH SERDEPROPERTIES ('d' = 'e') "
        "STORED AS TEXTFILE",
    ],
)
def test_a_statement_that_moves_no_data_says_so(sql: str) -> None:
    """Statements of governance and upkeep end as `no data flows`."""
    assert [each.outcome for each in extract(sql, TABLES)] == ["no data flows"]


@pytest.mark.parametrize(
    ("condition", "decides"),
    [
        pytest.param(
            "REPLACE WHERE k > 3 SELECT id, name FROM people",
            ["kept.k > *: indirect filter"],
            id="where",
        ),
        pytest.param(
            "REPLACE WHERE kept.k IN (SELECT person FROM sales) SELECT id, name FROM people",
            ["kept.k > *: indirect filter", "sales.person > *: indirect filter"],
            id="where, with a query in it",
        ),
        pytest.param(
            "AS old REPLACE ON old.k <=> new.id (SELECT id, name FROM people) AS new",
            ["kept.k > *: indirect join", "people.id > *: indirect join"],
            id="on",
        ),
        pytest.param(
            "REPLACE USING (k) BY NAME SELECT name AS v, id AS k FROM people",
            ["kept.k > *: indirect join", "people.id > *: indirect join"],
            id="using",
        ),
    ],
)
def test_what_says_which_rows_are_replaced_decides_them(condition: str, decides) -> None:
    """REPLACE WHERE, ON and USING decide the rows of the target, as the WHERE of a DELETE does."""
    found = told(f"INSERT INTO kept {condition}")

    assert sorted(found) == sorted(
        ["people.id > k: identity", "people.name > v: identity", *decides]
    )


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        pytest.param("AS (a STRING, b INT)", ["a", "b"], id="with types"),
        pytest.param("AS a, b", ["a", "b"], id="without brackets"),
        pytest.param("", ["key", "value"], id="not named"),
    ],
)
def test_a_script_over_rows_may_use_every_column_it_is_given(columns: str, names) -> None:
    """Each column that TRANSFORM gives is made of all that the script takes."""
    found = told(f"SELECT TRANSFORM(id, age) USING 'cat' {columns} FROM people")

    assert sorted(found) == sorted(
        f"people.{source} > {name}: transformed" for name in names for source in ("id", "age")
    )


def test_files_have_the_columns_of_the_schema_they_are_read_with() -> None:
    """A star over `read_files` with a schema gives its columns."""
    query = "SELECT * FROM STREAM read_files('s3://b/in', schema => 'k INT, v STRUCT<a: INT>')"

    assert told(query) == ["s3://b/in.k > k: identity", "s3://b/in.v > v: identity"]


def test_variables_take_their_values_and_the_others_are_told() -> None:
    """A value stands in the place of its variable; places are those of the text."""
    text = "SELECT 1;\nSELECT ${col} FROM ${schema}.people WHERE ${other} > IDENTIFIER(:key)"
    _, found = extract(text, TABLES, variables={"col": "name", "schema": "default", "key": "id"})

    assert lines(found)[0] == "people.name > name: identity"
    assert [(each.reason, each.what) for each in found.unknown] == [("unknown-name", "${other}")]
    assert str(found.at) == "<text>:2:1"


def test_a_table_that_is_replaced_is_filled_like_one_that_is_made() -> None:
    """`REPLACE TABLE` is `CREATE OR REPLACE TABLE` of a table that is there."""
    assert told("REPLACE TABLE kept AS SELECT id FROM people") == ["people.id > id: identity"]


def test_a_star_says_what_it_says_once() -> None:
    """What is told leaves out an edge that one from `*` to `*` implies; the edges keep it."""
    (found,) = extract("CREATE TABLE t AS SELECT a, *, upper(a) AS u FROM nowhere", {})

    assert [edge[1:4:2] for edge in found.columns] == [("a", "a"), ("*", "*"), ("a", "u")]
    assert [edge[1:4:2] for edge in found.told] == [("*", "*"), ("a", "u")]
    assert len(found.to_json()["columns"]) == len(found.to_json()["details"]) == 2


@pytest.mark.parametrize(
    ("projection", "column"),
    [
        pytest.param("age+1", "age+1", id="a sum"),
        pytest.param("p.age  +\n  1 -- one more", "p.age + 1", id="on two lines"),
        pytest.param("CAST(age AS STRING)", "CAST(age AS STRING)", id="a cast that is called"),
        pytest.param("age::string", "age", id="a cast behind a column"),
        pytest.param("name || 'a  b'", "name || 'a  b'", id="a text with blanks"),
        pytest.param("max(age)", "max(age)", id="a call"),
        pytest.param("age", "age", id="a column"),
        pytest.param("age + 1 AS n", "n", id="with an alias"),
    ],
)
@pytest.mark.parametrize(
    "behind",
    ["FROM people p", ", id FROM people p", "FROM people p UNION ALL SELECT person FROM sales"],
)
def test_a_column_of_an_unknown_target_is_called_as_it_is_written(
    projection: str, column: str, behind: str
) -> None:
    """Nobody knows what Spark's name for the expression would go into."""
    (found,) = extract(f"INSERT INTO nowhere SELECT {projection}\n{behind}", TABLES)

    assert found.columns[0].target_column == column
    assert "unknown-target-columns" in {each.reason for each in found.unknown}


def test_a_known_target_and_a_new_table_take_no_text_for_a_name() -> None:
    """The target's own columns count where they are known, and Spark's names in a new table."""
    into, made = extract(
        "INSERT INTO kept SELECT age+1, name FROM people; CREATE TABLE t AS SELECT age+1 FROM people",
        TABLES,
    )

    assert [edge.target_column for edge in into.columns] == ["k", "v"]
    assert [edge.target_column for edge in made.columns] == ["(age + 1)"]


STRUCTS = {
    "main.default.o": {"id": "INT", "status": "STRING", "meta": "STRUCT<geo: STRUCT<city: STRING>>"}
}


@pytest.mark.parametrize(
    ("sql", "edges"),
    [
        ("UPDATE o SET meta.geo.city = status", ["status > meta"]),
        ("UPDATE o x SET x.meta.geo.city = status, x.id = 1 + x.id", ["status > meta", "id > id"]),
        ("UPDATE main.default.o SET default.o.meta.geo = id", ["id > meta"]),
        ("UPDATE o SET o.status = upper(o.status)", ["status > status"]),
        (
            "MERGE INTO o t USING o s ON t.id = s.id WHEN MATCHED THEN UPDATE SET "
            "t.meta.geo.city = s.status, id = s.id",
            ["status > meta", "id > id"],
        ),
    ],
)
def test_a_field_that_is_set_is_of_its_column(sql: str, edges: list[str]) -> None:
    """What stands before it may be the table, by its alias or name; what follows are fields."""
    (found,) = extract(sql, STRUCTS)
    direct = [edge for edge in found.columns if edge.kind == "DIRECT"]

    assert [f"{edge.source_column} > {edge.target_column}" for edge in direct] == edges


def test_a_star_over_a_value_gives_its_fields() -> None:
    """Of a struct that an expression makes; where its fields are not known, that is told."""
    known, unknown = extract(
        "SELECT struct(id, age AS years).* FROM people; SELECT c.s.f(email).* FROM people", TABLES
    )

    assert {edge.target_column for edge in known.columns} == {"id", "years"}
    assert [edge[:4] for edge in unknown.columns] == [
        ("main.default.people", "email", "<query>", "*")
    ]
    assert "unknown-fields" in {each.reason for each in unknown.unknown}


def test_the_row_of_a_loop_is_made_of_what_its_query_reads() -> None:
    """By its variable or without, inside of the loop alone; loops stand in loops."""
    found = extract(
        """BEGIN
             FOR r AS SELECT id, upper(name) AS n FROM people DO
               INSERT INTO kept VALUES (r.id, r.n);
               FOR s AS SELECT amount FROM sales WHERE person = r.id DO
                 INSERT INTO kept (k) VALUES (amount);
               END FOR;
               INSERT INTO kept (v) SELECT n;
             END FOR;
             INSERT INTO kept (v) SELECT n;
           END""",
        TABLES,
    )
    told = [lines(each) for each in found if each.verb == "INSERT"]

    assert told == snapshot(
        [
            ["people.id > k: identity", "people.name > v: transformed"],
            ["sales.amount > k: identity"],
            ["people.name > v: transformed"],
            ["None.n > v: identity", "unknown: unknown-column n"],
        ]
    )
    assert found[1].tables == (("main.default.people", "main.default.kept"),)


@pytest.mark.parametrize(
    "query",
    [
        "WITH day AS (SELECT day, amount FROM sales) SELECT * FROM ai_forecast(TABLE(day), {})",
        "SELECT * FROM ai_forecast(TABLE(SELECT day, amount FROM sales), {})",
        "SELECT * FROM ai_forecast(TABLE(sales), {})",
    ],
)
def test_a_table_that_is_an_argument_is_read(query: str) -> None:
    """By name, by a common table expression, or as a query."""
    given = "horizon => '2027-01-01', time_col => 'day', value_col => 'amount'"
    (found,) = extract(query.format(given), TABLES)

    assert found.reads == ("main.default.sales",)
    assert [edge.source_column for edge in found.columns] == ["day", *["amount"] * 3]


def test_a_function_that_nobody_knows_reads_the_tables_it_is_given() -> None:
    """Its columns hang on them in a way that is not known."""
    (found,) = extract("SELECT * FROM f(TABLE(sales), 3)", TABLES)

    assert found.tables == (("main.default.sales", "<query>"),)
    assert {each.reason for each in found.unknown} == {"unknown-function"}


def test_a_global_temporary_view_is_composed_away() -> None:
    """It is read under the name of the schema that holds it."""
    *_, found = extract(
        "CREATE GLOBAL TEMPORARY VIEW g AS SELECT id FROM people;"
        "INSERT INTO kept (k) SELECT id FROM global_temp.g",
        TABLES,
    )

    assert found.tables == (("main.default.people", "main.default.kept"),)


@pytest.mark.parametrize("name", ["people", "default.people", "main.default.people"])
def test_a_schema_may_name_a_table_short(name: str) -> None:
    """Its names are looked up in the default catalog and schema, as those of statements are."""
    (found,) = extract("SELECT * FROM people", {name: {"id": "INT", "age": "INT"}})

    assert [edge[:4] for edge in found.columns] == [
        ("main.default.people", "id", "<query>", "id"),
        ("main.default.people", "age", "<query>", "age"),
    ]
    assert not found.unknown


def test_a_temporary_view_is_composed_away() -> None:
    """What reads a temporary view reads the tables behind it, under the same filter."""
    *_, found = extract(
        "CREATE TEMP VIEW v AS SELECT id, upper(name) AS n FROM people WHERE age > 18;"
        "INSERT INTO kept SELECT id, n FROM v",
        TABLES,
    )

    assert found.tables == (("main.default.people", "main.default.kept"),)
    assert lines(found) == snapshot(
        [
            "people.id > k: identity",
            "people.name > v: transformed",
            "people.age > *: indirect filter",
        ]
    )


def test_a_table_that_a_script_makes_is_known_to_what_follows() -> None:
    """The columns of CREATE, CREATE AS and ALTER are those that a later star stands for."""
    found = told(
        "CREATE TABLE a AS SELECT id, max(age) FROM people GROUP BY id;"
        "ALTER TABLE a RENAME COLUMN id TO person; CREATE TABLE b AS SELECT * FROM a"
    )

    assert found[-2:] == ["a.person > person: identity", "a.max(age) > max(age): identity"]


def test_a_function_is_traced_through_its_body() -> None:
    """A call takes what its arguments are made of, and what its body reads besides."""
    schema = Schema(
        TABLES,
        {"main.default.f": Routine(("k",), "upper(k) || (SELECT max(name) FROM people)")},
    )
    found = told("CREATE TABLE t AS SELECT f(email) AS x FROM people", schema)

    assert found == ["people.email > x: transformed", "people.name > x: aggregated"]


def test_a_function_that_a_script_makes_is_known_to_what_follows() -> None:
    """CREATE FUNCTION reads what its body reads; a call in FROM has its columns."""
    made, used = extract(
        "CREATE FUNCTION f(k INT) RETURNS TABLE (i INT, e STRING) "
        "RETURN SELECT id, email FROM people WHERE age > k;"
        "CREATE TABLE t AS SELECT e FROM f(3)",
        TABLES,
    )

    assert made.tables == (("main.default.people", "<query>"),)
    assert lines(used) == ["people.email > e: identity", "people.age > *: indirect filter"]


def test_a_call_leaves_the_tables_of_its_body_as_they_are() -> None:
    """What a function filters by stays with its callers; other readers of its table have none."""
    filtered = Routine((), "SELECT email FROM people WHERE age > 3", (("e", "STRING"),))
    found = told(
        "CREATE TABLE t AS SELECT e FROM f(); CREATE TABLE u AS SELECT email FROM people",
        Schema(TABLES, {"main.default.f": filtered}),
    )

    assert found[-1] == "people.email > email: identity"
    assert "people.age > email: indirect filter" not in found


def test_scripting_is_traced_statement_by_statement() -> None:
    """Blocks, branches, loops and constant texts hold statements; control words hold none."""
    found = extract(
        """BEGIN
             DECLARE q STRING DEFAULT 'INSERT INTO kept SELECT id, email FROM people';
             IF (SELECT count(*) FROM sales) > 0 THEN EXECUTE IMMEDIATE q;
             ELSE INSERT INTO kept SELECT id, name FROM people; END IF;
             FOR row AS SELECT id FROM people DO DELETE FROM kept WHERE k = row.id; END FOR;
           END""",
        TABLES,
    )

    assert [each.verb for each in found] == [
        "DECLARE", "SELECT", "INSERT", "INSERT", "SELECT", "DELETE",
    ]  # fmt: skip
    assert [edge.source_column for edge in found[2].columns] == ["id", "email"]


def test_the_endpoint_of_a_model_is_named() -> None:
    """`ai_query` calls an endpoint, and the value it gives is made of what it is given."""
    (found,) = extract("CREATE TABLE t AS SELECT ai_query('llm', email) AS x FROM people", TABLES)

    assert found.endpoints == (("llm", "main.default.t"),)
    assert lines(found) == ["people.email > x: transformed"]


def test_statements_that_were_read_before_are_traced_too() -> None:
    """Typed statements give the edges of their text, and keep their places."""
    text = "-- first\nINSERT INTO kept SELECT id, name FROM people;"
    statements = read_script(text, "a.sql").statements
    (found,) = extract(statements, TABLES)

    assert found.columns == extract(text, TABLES)[0].columns
    assert str(found.at) == "a.sql:2:1"


def test_the_cells_of_a_notebook_are_traced() -> None:
    """SQL cells and `spark.sql` of a notebook are statements, at their places."""
    text = (
        "# Databricks notebook source\n# MAGIC %sql\n# MAGIC INSERT INTO kept\n"
        "# MAGIC SELECT id, name FROM people\n"
    )
    found = extract([("n.py", text)], TABLES)

    assert [str(each.at) for each in found if each.flows] == ["n.py:3:9"]


@pytest.mark.parametrize(
    ("expression", "named"),
    [
        ("sha2(concat(email,'x'),256)", "sha2(concat(email, 'x'), 256)"),
        ("SHA2(lower(c.email)||`name`, 256)", "SHA2(lower(c.email) || name, 256)"),
        ("upper(sha1(email))", "sha1(email)"),
        ("mask(email)", "mask(email)"),
        ("md5(CASE WHEN id>1 THEN email END)", "md5(CASE WHEN id > 1 THEN email END)"),
        ("sha2(email::binary, 256)", "sha2(email::binary, 256)"),
    ],
)
def test_a_masked_edge_names_the_expression_as_it_is_written(expression: str, named: str) -> None:
    """With its literals as literals, for a salt is what makes a hash hard to undo."""
    tables = {"main.default.c": {"id": "INT", "email": "STRING", "name": "STRING"}}
    (found,) = extract(f"CREATE VIEW v AS SELECT {expression} AS x FROM c", tables)

    assert {edge.why for edge in found.columns if edge.transform == "masked"} == {named}


def test_a_variable_is_made_of_what_its_query_reads() -> None:
    """What takes a session variable takes what it was made of, until it is set anew."""
    tables = {"main.default.a": {"id": "INT"}, "main.default.b": {"n": "INT"}}
    found = extract(
        "DECLARE VARIABLE top INT DEFAULT (SELECT max(id) FROM a); INSERT INTO b SELECT top + 1;"
        "SET VAR top = 3; INSERT INTO b SELECT top",
        tables,
    )

    assert [edge[:5] for edge in found[1].columns] == [
        ("main.default.a", "id", "main.default.b", "n", "DIRECT")
    ]
    assert found[1].reads == ("main.default.a",)
    assert found[3].columns == ()


@pytest.mark.parametrize(
    ("call", "fits"),
    [
        ("f(id)", True),
        ("f(id, 2)", True),
        ("f(a => id)", True),
        ("f()", False),
        ("f(1, 2, 3)", False),
    ],
)
def test_a_call_is_held_against_the_parameters(call: str, fits: bool) -> None:
    """A parameter with a default may be left out, another may not; nor is there one more."""
    made = "CREATE FUNCTION f(a INT, b INT DEFAULT 3) RETURNS INT RETURN a + b;"
    found = extract(f"{made} SELECT {call} AS x FROM people", TABLES)[1]

    assert [each.reason for each in found.unknown] == ([] if fits else ["wrong-arguments"])


@pytest.mark.parametrize(
    "made",
    [
        "CREATE FUNCTION f(x INT) RETURNS INT BEGIN DECLARE y INT; SET y = x + 1; RETURN y; END",
        "CREATE FUNCTION f(x INT) RETURNS INT COMMENT 'c' BEGIN IF x > 1 THEN RETURN 2; END IF; "
        "WHILE x > 1 DO SET x = x - 1; END WHILE; RETURN CASE WHEN x = 1 THEN 3 END; END",
        "CREATE FUNCTION f(begin INT) RETURNS INT AS BEGIN RETURN begin; END",
    ],
)
def test_a_function_of_several_statements_is_one(made: str) -> None:
    """The semicolons of its body end none; the statement after it stands for itself."""
    found = extract(f"{made}; INSERT INTO kept SELECT id FROM people", TABLES)

    assert [each.verb for each in found] == ["CREATE FUNCTION", "INSERT"]
    assert [each.reason for each in found[0].unknown] == ["unknown-function"]


@pytest.mark.parametrize(
    "made",
    [
        "CREATE FUNCTION f(begin INT) RETURNS INT RETURN begin + 1",
        "CREATE FUNCTION begin(x INT) RETURNS INT RETURN x",
        "CREATE FUNCTION f(x STRUCT<begin: INT>) RETURNS STRUCT<begin: INT> RETURN x",
        "CREATE FUNCTION f() RETURNS TABLE (begin INT) RETURN SELECT id AS begin FROM people",
    ],
)
def test_a_name_begin_opens_no_block(made: str) -> None:
    """As a parameter, a field, a column, or the function itself."""
    found = extract(f"{made}; INSERT INTO kept SELECT id FROM people", TABLES)

    assert [each.verb for each in found] == ["CREATE FUNCTION", "INSERT"]


def test_a_star_behind_an_expression_is_told_in_words_of_sql() -> None:
    """A struct is opened by its name; what a cast gives has none."""
    (found,) = extract("SELECT v:a::struct<x: INT>.* FROM main.s.w", {})

    assert [(each.reason, each.what) for each in found.unknown] == [
        ("syntax", "a star stands behind a name only, and `*` between two values at 1:33")
    ]
