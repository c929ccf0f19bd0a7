"""Scripts, notebooks and variables are read with the places of the file."""

from pathlib import Path

import pytest

from govsim.model.kinds import SecurableType
from govsim.model.statements import Action, Compound, Create, CreateRoutine, Grant, SetMask
from govsim.sql import quote_name, quote_principal, read_script, read_statement

HERE = Path(__file__).parent
NOTEBOOK = """\
# Databricks notebook source
import os
spark.sql(f"GRANT SELECT ON TABLE {cat}.s.t TO `x`")

# COMMAND ----------

# MAGIC %md
# MAGIC GRANT nothing; at all

# COMMAND ----------

# MAGIC %sql
# MAGIC GRANT SELECT ON TABLE main.s.t
# MAGIC   TO analysts;
# MAGIC GRANT SELCT ON TABLE main.s.t TO x

# COMMAND ----------

df = spark.table("main.s.t")
"""


def test_a_messy_sql_notebook_is_read() -> None:
    """Cells, nested comments, blocks, variables and Python bodies all come through."""
    script = read_script((HERE / "messy.sql").read_text(), "messy.sql", {"env": "dev"})

    assert script.errors == ()
    assert [type(found).__name__ for found in script.statements] == [
        "Create",
        "Grant",
        "SetMask",
        "Compound",
        "CreateRoutine",
        "Query",
    ]
    schema, grant, mask, block, routine, _ = script.statements
    assert isinstance(schema, Create)
    assert schema.comment == "it's the team's; really"
    assert isinstance(grant, Grant)
    assert grant.privileges == ("USE CATALOG", "USE SCHEMA", "SELECT")
    assert grant.on.name == ("dev_sales",)
    assert isinstance(mask, SetMask)
    assert mask.at is not None
    assert (mask.at.line, mask.at.column) == (19, 10)
    assert isinstance(block, Compound)
    assert isinstance(routine, CreateRoutine)
    assert routine.body is not None
    assert 'f"{x}"' in routine.body.text
    assert [reason for _, reason in script.skipped] == ["a %md cell holds no SQL"]


def test_a_python_notebook_gives_its_sql_cells() -> None:
    """Places are those of the file, and each cell that is left out is named."""
    script = read_script(NOTEBOOK, "nb.py", {"cat": "main"})

    assert [(str(found.at)) for found in script.statements] == ["nb.py:3:13", "nb.py:13:9"]
    assert [str(error.at) for error in script.errors] == ["nb.py:15:15"]
    assert [(str(at), reason) for at, reason in script.skipped] == [
        ("nb.py:2:1", "of a Python cell only the texts of spark.sql(…) are read"),
        ("nb.py:7:1", "a %md cell holds no SQL"),
        ("nb.py:19:1", "a Python cell holds no SQL"),
    ]


LOOPS = """\
# Databricks notebook source
names = ["a"]
for schema in ["raw", "gold"]:  # layers
    for privilege in ("SELECT", "MODIFY"):
        spark.sql(f"GRANT {privilege} ON SCHEMA {cat}.{schema} TO x")

    spark.sql("COMMENT ON SCHEMA main.s IS '{schema}'")
spark.sql(f"GRANT USE CATALOG ON CATALOG {cat} TO x")
for name in names:
    spark.sql(f"GRANT SELECT ON SCHEMA main.{name} TO x")
"""


def test_a_loop_over_a_written_list_is_read_round_by_round() -> None:
    """A formatted text stands once for each value; a list that is not written asks for a value."""
    script = read_script(LOOPS, "nb.py", {"cat": "main"})

    grants = [found for found in script.statements if isinstance(found, Grant)]
    assert [(grant.privileges[0], ".".join(grant.on.name)) for grant in grants[:5]] == [
        ("SELECT", "main.raw"),
        ("MODIFY", "main.raw"),
        ("SELECT", "main.gold"),
        ("MODIFY", "main.gold"),
        ("USE CATALOG", "main"),
    ]
    assert {str(grant.at) for grant in grants[:4]} == {"nb.py:5:21"}
    (unset,) = script.errors
    assert (unset.code, str(unset.at)) == ("unset-variable", "nb.py:10:45")


@pytest.mark.parametrize(
    "written", ["${c}.s.t", "{c}.s.t", "{{ c }}.s.t", "IDENTIFIER(:c || '.s.t')"]
)
def test_a_variable_is_put_in_place(written: str) -> None:
    """All four spellings of a variable read the same."""
    statement = read_statement(f"GRANT SELECT ON TABLE {written} TO x", variables={"c": "main"})

    assert isinstance(statement, Grant)
    assert statement.on.name == ("main", "s", "t")


def test_an_action_is_read() -> None:
    """What SQL cannot say is said by `api:`."""
    action = read_statement("api:create_model name=main.ml.churn owner='a b'")

    assert action == Action(
        name="create_model", arguments=(("name", "main.ml.churn"), ("owner", "a b"))
    )


def test_backticks_stand_only_where_needed() -> None:
    """Names with other than letters, digits and underscores are quoted, as are keywords."""
    assert quote_name(("main", "my-cat", "to", "a`b")) == "main.`my-cat`.`to`.`a``b`"
    assert [quote_principal(name) for name in ("eng_1", "a@b.c")] == ["eng_1", "`a@b.c`"]


def test_an_empty_metastore_name() -> None:
    """METASTORE has no name."""
    statement = read_statement("GRANT CREATE CATALOG ON METASTORE TO x")

    assert isinstance(statement, Grant)
    assert statement.on.type is SecurableType.METASTORE
    assert statement.on.name == ()


@pytest.mark.parametrize(
    "text",
    [
        "CREATE FUNCTION main.s.f(x INT) RETURNS INT BEGIN SET x = 1; RETURN x; END",
        "CREATE FUNCTION main.s.f(begin INT, x STRUCT<begin: INT>) RETURNS INT AS BEGIN "
        "IF x > 1 THEN RETURN 2; END IF; RETURN CASE WHEN begin = 1 THEN 3 END; END",
        "CREATE FUNCTION main.s.f(begin INT) RETURNS INT RETURN begin + 1",
        "CREATE FUNCTION main.s.begin(x INT) RETURNS INT RETURN x",
        "CREATE FUNCTION main.s.f() RETURNS TABLE (begin INT) RETURN SELECT begin FROM main.s.t",
        "CREATE PROCEDURE main.s.p(begin INT) LANGUAGE SQL AS BEGIN SELECT 1; SELECT 2; END",
    ],
)
def test_a_routine_is_one_statement_and_a_name_begin_opens_none(text: str) -> None:
    """The semicolons in its body end no statement; that behind it does."""
    made, other = read_script(f"{text}; GRANT SELECT ON TABLE main.s.t TO x").statements

    assert isinstance(made, CreateRoutine)
    assert isinstance(other, Grant)
