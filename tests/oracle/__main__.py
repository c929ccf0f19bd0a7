"""Compares lineage with Spark's analyser: `python -m tests.oracle [--write] [--queries N]`.

Over the statements whose answers are kept in tests/lineage, over random queries, and over the
question whether a query breaks when a column of its tables goes away.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from random import Random

from govsim.lineage import Schema, StatementLineage, extract
from tests.oracle.queries import TABLES, Queries
from tests.oracle.spark import RefusedError, Spark

HERE = Path(__file__).parents[1] / "lineage"
Edges = set[tuple[str, str, str]]


def main() -> int:
    """Compare, and print what differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep Spark's answers anew")
    parser.add_argument("--queries", type=int, default=300, metavar="N", help="random queries")
    options = parser.parse_args()
    schema = json.loads((HERE / "schema.json").read_text("utf-8"))
    spark = Spark({name.rpartition(".")[2]: columns for name, columns in schema.items()})
    wrong = kept(spark, write=options.write)
    for name, columns in TABLES.items():
        spark.table(name, columns)
    wrong += random_queries(spark, options.queries)
    wrong += breaks(spark, options.queries)
    print(f"{wrong} differ")
    return 1 if wrong else 0


def kept(spark: Spark, *, write: bool) -> int:
    """Compare Spark with the answers that are kept; or keep its answers anew."""
    file, wrong, lines = HERE / "spark_edges.jsonl", 0, []
    for line in file.read_text("utf-8").splitlines():
        case = json.loads(line)
        names, sources = spark.traced(case["sql"])
        edges = sorted(map(list, edges_of(names, sources)))
        lines.append(json.dumps({"sql": case["sql"], "names": names, "edges": edges}))
        if (names, edges) != (case["names"], sorted(case["edges"])):
            wrong += not write
            print(f"Spark says otherwise now: {case['sql']}")
    if write:
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} statements with kept answers")
    return wrong


def edges_of(names: list[str], sources: list[frozenset[tuple[str, str]]]) -> Edges:
    """Return the edges of a query in lower case."""
    return {
        (table.lower(), column.lower(), name.lower())
        for name, found in zip(names, sources, strict=True)
        for table, column in found
    }


def known(tables: dict[str, dict[str, str]]) -> Schema:
    return Schema({f"main.default.{name}": columns for name, columns in tables.items()})


def traced(sql: str, schema: Schema) -> StatementLineage:
    (found,) = extract(f"CREATE TABLE made AS {sql}", schema)
    return found


def random_queries(spark: Spark, count: int) -> int:
    """Compare random queries: the names of the columns, and what each is made of."""
    schema, wrong, asked = known(TABLES), 0, 0
    for seed in range(count):
        sql = Queries(seed).query()
        try:
            names, sources = spark.traced(sql)
        except RefusedError as error:
            print(f"made in vain: {sql}\n  {error}")
            continue
        asked += 1
        found = traced(sql, schema)
        direct, every = split(found)
        expected = edges_of(names, sources)
        if found.unknown or not direct <= expected or not expected <= every:
            wrong += 1
            more, less = direct - expected, expected - every
            print(f"{sql}\n  not of Spark: {more}\n  only of Spark: {less} {found.unknown}")
    print(f"{asked} random queries")
    return wrong + (asked < count * 9 // 10)


def split(found: StatementLineage) -> tuple[Edges, Edges]:
    """Return the DIRECT edges, and all of them."""
    edges = [
        (
            (
                str(e.source_table).rpartition(".")[2],
                e.source_column.lower(),
                e.target_column.lower(),
            ),
            e,
        )
        for e in found.columns
    ]
    return {edge for edge, held in edges if held.kind == "DIRECT"}, {edge for edge, _ in edges}


def breaks(spark: Spark, count: int) -> int:
    """Compare whether a query breaks when a column goes away."""
    wrong = broken = 0
    for seed in range(count):
        random, sql = Random(seed), Queries(seed).query()
        table = random.choice(list(TABLES))
        gone = random.choice(list(TABLES[table]))
        left = {name: type_ for name, type_ in TABLES[table].items() if name != gone}
        spark.table(table, left)
        try:
            spark.traced(sql)
            expected = False
        except RefusedError:
            expected = True
        spark.table(table, TABLES[table])
        found = bool(traced(sql, known({**TABLES, table: left})).unknown)
        broken += expected
        if found is not expected:
            wrong += 1
            print(f"without {table}.{gone}, Spark {'refuses' if expected else 'takes'}: {sql}")
    print(f"{count} queries without a column, {broken} of them broken")
    return wrong + (broken == 0)


if __name__ == "__main__":
    sys.exit(main())
