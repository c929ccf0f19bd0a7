"""Measures extraction beside sqlglot's lineage and sqllineage: `python -m tests.bench.lineage`.

Statements are of two classes: analytical queries over a star schema, of some 205 words each as
those of TPC-H and TPC-DS have, and the statements of pipelines in `tests/lineage/forms.jsonl`.
Times are those of the processor.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import sqlglot
from sqlglot import tokenizer_core

from govsim.lineage import Schema, extract
from tests.bench.clock import Figures

FORMS = Path(__file__).parents[1] / "lineage"
FACT = "sold_day customer item store promotion quantity list_price sales_price discount cost tax"
TABLES = {
    **{f"{channel}_sales": FACT.split() for channel in ("store", "web", "catalog")},
    "days": "day year month quarter week weekday holiday".split(),
    "customers": "customer first_name last_name birth_year email address city country".split(),
    "items": "item code brand class category color price".split(),
    "stores": "store name county state manager".split(),
}
TYPES = {
    f"main.default.{name}": dict.fromkeys(columns, "DOUBLE") for name, columns in TABLES.items()
}
TOTALS = """
WITH totals AS (
  SELECT c.customer AS customer_id, c.first_name, c.last_name, c.country, d.year AS sold_year,
         sum((({channel}_sales.list_price - {channel}_sales.cost - {channel}_sales.discount)
              + {channel}_sales.sales_price) / 2) AS year_total, '{kind}' AS sale_type
  FROM customers c, {channel}_sales, days d
  WHERE c.customer = {channel}_sales.customer AND {channel}_sales.sold_day = d.day
    AND d.year BETWEEN {year} AND {year} + 2
  GROUP BY c.customer, c.first_name, c.last_name, c.country, d.year
), ranked AS (
  SELECT t.*, rank() OVER (PARTITION BY t.country ORDER BY t.year_total DESC) AS place,
         sum(t.year_total) OVER (PARTITION BY t.country) AS country_total
  FROM totals t
)
SELECT a.customer_id, a.first_name, a.last_name, a.country,
       CASE WHEN a.year_total > 0 THEN b.year_total / a.year_total ELSE NULL END AS growth,
       b.year_total * 100 / b.country_total AS share, substr(a.last_name, 1, 30), count(*) AS pairs
FROM ranked a JOIN ranked b ON a.customer_id = b.customer_id AND b.sold_year = a.sold_year + 1
WHERE a.place <= 100 AND a.sale_type = '{kind}'
  AND EXISTS (SELECT 1 FROM items i, {channel}_sales s
              WHERE i.item = s.item AND s.customer = a.customer_id AND i.category IN ('a', 'b'))
GROUP BY ROLLUP (a.customer_id, a.first_name, a.last_name, a.country, a.year_total, b.year_total,
                 b.country_total)
HAVING count(*) > 1 ORDER BY a.country, growth DESC LIMIT 100"""
WEEKLY = """
SELECT s.name, s.state, w.week,
       sum(CASE WHEN w.weekday = 'Sunday' THEN f.sales_price ELSE 0 END) AS sunday,
       sum(CASE WHEN w.weekday = 'Monday' THEN f.sales_price ELSE 0 END) AS monday,
       sum(CASE WHEN w.weekday = 'Friday' THEN f.sales_price ELSE 0 END) AS friday,
       round(avg(f.discount), 2) AS discount, max(i.brand) AS brand,
       (SELECT max(o.sales_price) FROM {channel}_sales o WHERE o.item = i.item) AS highest
FROM {channel}_sales f JOIN days w ON f.sold_day = w.day JOIN stores s USING (store)
LEFT JOIN items i ON i.item = f.item
WHERE w.year = {year} AND (i.color IN ('red', 'blue') OR i.price > 1.2 * (
  SELECT avg(x.price) FROM items x WHERE x.category = i.category))
GROUP BY s.name, s.state, w.week, i.item
UNION ALL
SELECT c.city, c.country, d.week, f.quantity * f.list_price, f.tax, f.cost, f.discount, c.email,
       f.sales_price
FROM (SELECT * FROM {channel}_sales WHERE quantity > 3) f
JOIN customers c ON f.customer = c.customer JOIN days d ON f.sold_day = d.day
WHERE d.holiday = 'Y' ORDER BY 1, 2"""

SUMMARY = """
SELECT i.brand, i.class, sum(f.quantity) AS sold, sum(f.list_price) AS listed,
       sum(f.list_price * (1 - f.discount)) AS discounted,
       sum(f.list_price * (1 - f.discount) * (1 + f.tax)) AS charged, avg(f.quantity) AS each,
       count(*) AS orders
FROM {channel}_sales f JOIN items i ON f.item = i.item
WHERE f.sold_day <= DATE '{year}-12-01' - INTERVAL 90 DAYS
GROUP BY i.brand, i.class ORDER BY i.brand, i.class"""
BEST = """
WITH revenue AS (
  SELECT store, sum(list_price * (1 - discount)) AS total FROM {channel}_sales, days
  WHERE sold_day = day AND year = {year} GROUP BY store
)
SELECT s.store, s.name, s.county, s.state, r.total FROM stores s, revenue r
WHERE s.store = r.store AND r.total = (SELECT max(total) FROM revenue)
  AND s.state IN ('{kind}a', '{kind}b') AND NOT s.manager LIKE '%Customer%Complaints%'
  AND EXISTS (SELECT * FROM customers c WHERE c.city = s.county AND c.birth_year > 1950)
ORDER BY s.store LIMIT 100"""


def queries() -> list[str]:
    """Return analytical queries of the usual size."""
    return [
        text.format(channel=channel, year=year, kind=channel[0])
        for text in (TOTALS, WEEKLY, SUMMARY, BEST)
        for channel in ("store", "web", "catalog")
        for year in (1998, 2000, 2002)
    ]


def pipelines() -> list[str]:
    """Return statements of pipelines."""
    lines = (FORMS / "forms.jsonl").read_text(encoding="utf-8").splitlines()
    groups = ("insert", "merge", "create", "update")
    return [form["sql"] for form in map(json.loads, lines) if form["group"] in groups]


def rate(statements: list[str], call: Callable[[str], Any], times: int = 5) -> float:
    """Return how many statements a second of the processor goes through, at best."""
    found = float("inf")
    for _ in range(times):
        gc.collect()
        start = process_time()
        for sql in statements:
            call(sql)
        found = min(found, process_time() - start)
    return len(statements) / found


def peers() -> dict[str, Callable[[str], Any]]:
    """Return what else gives lineage by column: sqlglot, and sqllineage where it is installed."""
    from sqlglot.lineage import lineage

    schema = {"main": {"default": {name: TYPES[f"main.default.{name}"] for name in TABLES}}}

    def of_sqlglot(sql: str) -> Any:
        tree = sqlglot.parse_one(sql, dialect="databricks")
        return lineage(
            None, tree, schema=schema, db="default", catalog="main", dialect="databricks",
            trim_selects=False,
        )  # fmt: skip

    found: dict[str, Callable[[str], Any]] = {"sqlglot": of_sqlglot}
    try:
        from sqllineage.runner import LineageRunner
    except ImportError:
        return found
    found["sqllineage"] = lambda sql: LineageRunner(
        f"INSERT INTO made {sql}", dialect="databricks"
    ).get_column_lineage()
    return found


def measure(figures: Figures) -> None:
    """Measure extraction by both directions of lineage, and the peers on the same queries."""
    compiled = not tokenizer_core.__file__.endswith(".py")
    parser = "compiled sqlglot" if compiled else "pure sqlglot"
    known = Schema(TYPES)
    forms = Schema(json.loads((FORMS / "schema.json").read_text(encoding="utf-8")))
    own = rate(queries(), lambda sql: extract(sql, known))
    figures.add(f"lineage of queries, {parser}", own, "statements/s")
    found = rate(pipelines(), lambda sql: extract(sql, forms, ("c", "s")))
    figures.add(f"lineage of pipelines, {parser}", found, "statements/s")
    for name, call in peers().items():
        found = rate(queries(), call, 1)
        figures.add(
            f"{name}: lineage of queries", found, "statements/s", f"1/{own / found:,.0f} of govsim"
        )


def main() -> int:
    """Measure, and print the figures as JSON."""
    figures = Figures()
    measure(figures)
    print(json.dumps(figures.rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
