"""Compares lineage with Spark's analyser: `python -m tests.oracle [--write] [--queries N]`.

Over the statements whose answers are kept in tests/lineage, over all of TPC-H and TPC-DS, over
random queries and statements that write, and over the question whether a query breaks when a
column of its tables goes away.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

from govsim.lineage import Schema, StatementLineage, extract
from tests.oracle.expressions import TABLES
from tests.oracle.plans import Sources
from tests.oracle.queries import Queries
from tests.oracle.spark import RefusedError, Spark
from tests.oracle.tpc import Tables, suites
from tests.oracle.writes import TARGET, Writes

HERE = Path(__file__).parents[1] / "lineage"
Edges = set[tuple[str, str, str]]


def main() -> int:
    """Compare, and print what differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep Spark's answers anew")
    parser.add_argument("--queries", type=int, default=100, metavar="N", help="random queries")
    parser.add_argument("--tpc", type=Path, metavar="DIR", help="sqlglot's source package")
    options = parser.parse_args()
    tpc = list(suites(options.tpc.resolve())) if options.tpc else []
    spark = Spark()
    wrong = kept_edges(spark, write=options.write) + kept_names(spark, write=options.write)
    wrong += sum(statements(spark, *suite) for suite in tpc)
    for name, columns in TABLES.items():
        spark.table(name, columns)
    spark.stored("target", TARGET)
    wrong += random_queries(spark, options.queries)
    wrong += random_writes(spark, options.queries)
    wrong += breaks(spark, options.queries)
    print(f"{wrong} differ")
    return 1 if wrong else 0


# --- what is kept for the tests ---


def kept_edges(spark: Spark, *, write: bool) -> int:
    """Compare Spark with the edges that are kept; or keep its answers anew."""
    schema = json.loads((HERE / "schema.json").read_text("utf-8"))
    for name, columns in schema.items():
        spark.table(name.rpartition(".")[2], columns)
    file, wrong, lines = HERE / "spark_edges.jsonl", 0, []
    for line in file.read_text("utf-8").splitlines():
        case = json.loads(line)
        names, sources = spark.traced(case["sql"])
        edges = sorted(map(list, edges_of(zip(names, sources, strict=True))))
        lines.append(json.dumps({"sql": case["sql"], "names": names, "edges": edges}))
        if (names, edges) != (case["names"], sorted(case["edges"])):
            wrong += not write
            print(f"Spark says otherwise now: {case['sql']}")
    if write:
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} statements with kept edges")
    return wrong


def kept_names(spark: Spark, *, write: bool) -> int:
    """Compare Spark with the names of expressions that are kept; or keep its answers anew."""
    for name, columns in json.loads((HERE / "names_schema.json").read_text("utf-8")).items():
        spark.table(name.rpartition(".")[2], columns)
    wrong = count = 0
    for file in (HERE / "spark_names.jsonl", HERE / "spark_expressions.jsonl"):
        lines = []
        for line in file.read_text("utf-8").splitlines():
            case = json.loads(line)
            names = spark.traced(case["sql"])[0]
            lines.append(json.dumps({"sql": case["sql"], "names": names}))
            if names != case["names"]:
                wrong += not write
                print(f"Spark says otherwise now: {case['sql']}\n  {names}")
        count += len(lines)
        if write:
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{count} statements with kept names")
    return wrong


# --- what others wrote ---


def statements(spark: Spark, suite: str, tables: Tables, texts: list[str]) -> int:
    """Compare the statements of a suite: every column exact, by name and by what it is made of."""
    for name, columns in tables.items():
        spark.table(name, columns)
    schema, wrong, columns_, edges = known(tables), 0, 0, 0
    for place, sql in enumerate(texts, 1):
        names, sources = spark.traced(sql)
        columns_, edges = columns_ + len(names), edges + sum(map(len, sources))
        said = unlike(sql, schema, names, sources)
        wrong += bool(said)
        if said:
            print(f"{suite} {place}: {said}")
    print(f"{len(texts)} statements of {suite}, {columns_} columns, {edges} edges")
    return wrong


# --- what is random ---


def edges_of(written: Iterable[tuple[str, Sources]]) -> Edges:
    """Return the edges of columns and what they are computed from, in lower case."""
    return {
        (table.lower(), column.lower(), name.lower())
        for name, found in written
        for table, column in found
    }


def known(tables: Tables) -> Schema:
    return Schema({f"main.default.{name}": columns for name, columns in tables.items()})


def random_queries(spark: Spark, count: int) -> int:
    """Compare random queries: the names of the columns, and what each is made of."""
    schema, wrong, asked = known(TABLES), 0, 0
    for seed in range(count):
        sql = Queries(seed).query()
        try:
            names, sources = spark.traced(sql)
        except RefusedError:
            continue
        if any(" x#" in name for name in names):
            continue  # a number of its own in a name, where types are settled late
        asked += 1
        said = unlike(sql, schema, names, sources)
        wrong += bool(said)
        if said:
            print(f"{sql}\n{said}")
    print(f"{asked} random queries")
    return wrong + (asked < count * 8 // 10)


def unlike(sql: str, schema: Schema, names: list[str], sources: list[Sources]) -> str:
    """Return how the lineage of a query differs from what Spark says of it; nothing if not."""
    (found,) = extract(f"CREATE TABLE made AS {sql}", schema)
    more, less = differing([found], edges_of(zip(names, sources, strict=True)))
    outputs = [name for name, _ in found.outputs]
    said = []
    if found.unknown or more or less:
        said.append(f"  not of Spark: {more}\n  only of Spark: {less} {found.unknown}")
    if outputs != names:
        said.append(f"  names: {outputs}\n  of Spark: {names}")
    return "\n".join(said)


def random_writes(spark: Spark, count: int) -> int:
    """Compare random statements that write: what each column of the target is made of."""
    schema, wrong, asked = known({**TABLES, "target": TARGET}), 0, 0
    for seed in range(count):
        sql = Writes(seed).statement()
        try:
            expected = edges_of(spark.written(sql))
        except RefusedError:
            continue
        asked += 1
        found = extract(sql, schema)
        more, less = differing(found, expected)
        unknown = [each for one in found for each in one.unknown]
        if unknown or more or less:
            wrong += 1
            print(f"{sql}\n  not of Spark: {more}\n  only of Spark: {less} {unknown}")
    print(f"{asked} random statements that write")
    return wrong + (asked < count * 8 // 10)


def differing(found: Iterable[StatementLineage], expected: Edges) -> tuple[Edges, Edges]:
    """Return the DIRECT edges that Spark does not have, and those of Spark that are not there."""
    direct: Edges = set()
    every: Edges = set()
    for edge in (edge for each in found for edge in each.columns):
        source = str(edge.source_table).rpartition(".")[2]
        made = (source, edge.source_column.lower(), edge.target_column.lower())
        every.add(made)
        if edge.kind == "DIRECT":
            direct.add(made)
    return direct - expected, expected - every


def breaks(spark: Spark, count: int) -> int:
    """Compare whether a query breaks when a column goes away."""
    wrong = broken = asked = 0
    for seed in range(count):
        random, sql = Random(seed), Queries(seed).query(2)
        if not takes(spark, sql):
            continue
        asked += 1
        table = random.choice(list(TABLES))
        gone = random.choice(list(TABLES[table]))
        left = {name: type_ for name, type_ in TABLES[table].items() if name != gone}
        spark.table(table, left)
        expected = not takes(spark, sql)
        spark.table(table, TABLES[table])
        (found,) = extract(f"CREATE TABLE made AS {sql}", known({**TABLES, table: left}))
        broken += expected
        if bool(found.unknown) is not expected:
            wrong += 1
            print(f"without {table}.{gone}, Spark {'refuses' if expected else 'takes'}: {sql}")
    print(f"{asked} queries without a column, {broken} of them broken")
    return wrong + (broken == 0)


def takes(spark: Spark, sql: str) -> bool:
    """Return whether Spark's analyser takes a query."""
    try:
        spark.traced(sql)
    except RefusedError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
