"""Statements and Python cells whose edges were written down before anything read them."""

import json
from pathlib import Path

import pytest

import govsim
from govsim.lineage import extract

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "audited_schema.json").read_text("utf-8"))
IMPORTS = """
import pyspark.sql.functions as F
from pyspark.sql.functions import col, lit, expr, when
from pyspark.sql import Window
"""


def lines(name: str):
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def check(case, found) -> None:
    """Compare what was found with the edges of both kinds, and with what cannot be resolved."""
    made: dict[str, set[str]] = {"DIRECT": set(), "INDIRECT": set()}
    for edge in (edge for each in found for edge in each.columns):
        ends = (
            f"{edge.source_table}.{edge.source_column} > {edge.target_table}.{edge.target_column}"
        )
        made[edge.kind].add(ends.replace("main.s.", ""))

    assert made["DIRECT"] == set(case["direct"])
    assert made["INDIRECT"] == set(case.get("indirect", ()))
    assert {u.reason for each in found for u in each.unknown} == set(case.get("unknown", ()))


@pytest.mark.parametrize("case", lines("audited.jsonl"), ids=lambda case: case["sql"][:60])
def test_a_statement_has_its_edges(case) -> None:
    check(case, extract(case["sql"], SCHEMA, ("main", "s")))


@pytest.mark.parametrize("case", lines("pyspark.jsonl"), ids=lambda case: case["python"][:60])
def test_a_python_cell_has_its_edges(case) -> None:
    """DataFrames, merges, pipelines and texts that a cell puts together count like SQL."""
    check(case, extract([("nb.py", IMPORTS + case["python"])], SCHEMA, ("main", "s")))


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("df = spark.table('c')\n" + "df = df.union(df)\n" * 200, id="doubled frames"),
        pytest.param('x = "a"\n' + "x = x + x\n" * 200, id="doubled texts"),
        pytest.param("x = [1]\n" + "x = [*x, *x]\n" * 200, id="doubled lists"),
        pytest.param('x = "a" + "b" * 9\nx = x.replace("b", x * 9)\n' * 50, id="replaced texts"),
        pytest.param("def f(x):\n  f(x)\n  return f(x)\nf(1)", id="a function that calls itself"),
        pytest.param("x = [" * 3000, id="what is no Python"),
        pytest.param("for a in [1] * 9:\n" * 15 + " " * 0 + "pass", id="what is not indented"),
    ],
)
def test_hostile_code_ends(code: str) -> None:
    """What grows without end is not followed, and never raises."""
    found = extract([("nb.py", f"{code}\ndf.write.saveAsTable('n')")], SCHEMA, ("main", "s"))

    assert {u.reason for each in found for u in each.unknown} & {
        "unread-python",
        "too-deep",
    }


def test_a_long_chain_of_columns_is_followed() -> None:
    """Columns that are made anew one after another are one query, as long as none needs another."""
    code = """
df = spark.table('c').select('id', 'name')
for n in range(400):
    df = df.withColumn(f"n{n}", F.upper('name'))
df.withColumn('last', F.concat('n0', 'n399')).select('last', 'id').write.saveAsTable('n1')
"""
    found = extract([("nb.py", IMPORTS + code)], SCHEMA, ("main", "s"))

    check({"direct": ["c.name > n1.last", "c.id > n1.id"]}, found)


def test_a_call_that_is_not_followed_is_told_at_its_place() -> None:
    """What moves data and cannot be read is named with where it stands."""
    code = "import json\n\nrows = json.loads(x)\nrows.write.saveAsTable('main.s.n')\n"
    (found,) = extract([("nb.py", code)], SCHEMA, ("main", "s"))

    assert (found.at.line, found.at.column) == (4, 1)
    assert found.unknown[0].what == "saveAsTable() of what is not known"


@pytest.mark.parametrize("module", ["sources/policies.py", "catalog/shapes.py", "sql/loops.py"])
def test_code_that_does_not_speak_of_spark_says_nothing(module: str) -> None:
    """Modules of Python that lie among notebooks are quiet."""
    path = Path(govsim.__file__).parent / module
    found = extract([(str(path), path.read_text("utf-8"))], SCHEMA, ("main", "s"))

    assert not [each for each in found if each.unknown or each.flows]


def test_a_loop_within_a_loop_sees_the_row_of_the_outer_one() -> None:
    """A column without its loop's name is that of the innermost row that has it."""
    text = """BEGIN
      FOR a AS SELECT id, st FROM o DO
        FOR b AS SELECT name FROM c WHERE c.id = a.id DO
          INSERT INTO t (k, v, w) VALUES (a.id, name, st);
        END FOR;
      END FOR;
    END"""
    found = [each for each in extract(text, SCHEMA, ("main", "s")) if each.verb == "INSERT"]

    assert {(e.source_column, e.target_column) for each in found for e in each.columns} >= {
        ("id", "k"),
        ("name", "v"),
        ("st", "w"),
    }
    assert not [each.unknown for each in found if each.unknown]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"BEGIN {'FOR r AS SELECT nope FROM o DO ' * 30}INSERT INTO t SELECT missing, other;"
            f"{' END FOR;' * 30} END",
            id="columns that no loop has",
        ),
        pytest.param("BEGIN FOR", id="a loop of nothing"),
        pytest.param("BEGIN FOR; END FOR; END", id="a loop that ends where it begins"),
    ],
)
def test_hostile_scripts_end(text: str) -> None:
    """What cannot be resolved is told, in time that does not grow with every loop around it."""
    assert extract(text, SCHEMA, ("main", "s"))
