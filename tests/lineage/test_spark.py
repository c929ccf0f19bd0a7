"""What Spark's own analyser said of queries: the columns they give, and what those are made of."""

import json
from pathlib import Path

import pytest

from govsim.lineage import extract

HERE = Path(__file__).parent
TABLES = {
    f"main.default.{name.rpartition('.')[2]}": columns
    for name, columns in json.loads((HERE / "schema.json").read_text("utf-8")).items()
}
MORE_TABLES = json.loads((HERE / "names_schema.json").read_text("utf-8"))


def lines(name: str):
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", lines("spark_edges.jsonl"), ids=lambda case: case["sql"][:60])
def test_columns_are_made_of_what_spark_says(case) -> None:
    """Every column that Spark computes a column from is an edge, and every DIRECT edge is one.

    `exact` is what is left when Spark takes a field out of the struct that the query itself made.
    """
    (found,) = extract(f"CREATE TABLE made AS {case['sql']}", TABLES)
    every = {
        (
            str(edge.source_table).rpartition(".")[2],
            edge.source_column.lower(),
            edge.target_column.lower(),
            edge.kind,
        )
        for edge in found.columns
    }
    expected = {tuple(edge) for edge in case.get("exact", case["edges"])}

    assert found.unknown == ()
    assert {edge[:3] for edge in every if edge[3] == "DIRECT"} <= expected
    assert expected <= {edge[:3] for edge in every}


def test_columns_come_in_the_order_that_spark_has_them_in() -> None:
    """What is inserted by position goes where it goes in Spark."""
    cases = lines("spark_edges.jsonl")
    found = [extract(case["sql"], TABLES)[0].outputs for case in cases]

    assert [[name for name, _ in each] for each in found] == [case["names"] for case in cases]


@pytest.mark.parametrize("case", lines("spark_names.jsonl"), ids=lambda case: case["sql"][:60])
def test_a_column_without_alias_is_named_as_spark_names_it(case) -> None:
    """The name of an expression without alias is the one that Spark gives its column."""
    sql = f"CREATE TABLE made AS {case['sql']}; SELECT * FROM made"
    made, read = extract(sql, MORE_TABLES)
    known = [edge.source_column for edge in read.columns if edge.kind == "DIRECT"]
    stored = {name.lower() for name in known} or {edge.target_column for edge in made.columns}

    assert {name.lower() for name in case["names"] if name} <= stored


def test_every_expression_is_named_as_spark_names_it() -> None:
    """The columns of a query are called as Spark calls them, letter by letter."""
    differ = []
    for case in lines("spark_expressions.jsonl"):
        (made,) = extract(f"CREATE TABLE made AS {case['sql']}", MORE_TABLES)
        if (names := [name for name, _ in made.outputs]) != case["names"]:
            differ.append((case["sql"], names, case["names"]))

    assert differ == []
