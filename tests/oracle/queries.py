"""Makes random queries over a few tables: joins, groups, windows, subqueries, set operations."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

TABLES = {
    "orders": {"id": "BIGINT", "customer": "BIGINT", "amount": "DOUBLE", "country": "STRING"},
    "customers": {"id": "BIGINT", "name": "STRING", "email": "STRING", "age": "INT"},
    "items": {"order_id": "BIGINT", "sku": "STRING", "qty": "INT"},
}
NUMBERS = ("BIGINT", "DOUBLE", "INT")
Columns = list[tuple[str, str]]  # name as a query writes it, and its type


class Queries:
    """Random queries; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def query(self, depth: int = 2) -> str:
        """Return one query."""
        if depth and self.random.random() < 0.15:
            return self._union()
        source, columns = self._source(depth)
        if self.random.random() < 0.3:
            return self._grouped(source, columns)
        count = self.random.randint(1, 4)
        listed = ", ".join(f"{self._expression(columns)} AS c{place}" for place in range(count))
        return f"SELECT {listed} FROM {source}{self._where(columns)}"

    def _union(self) -> str:
        sides = []
        for _ in range(2):
            source, columns = self._source(0)
            texts = [name for name, type_ in columns if type_ == "STRING"] or ["'x'"]
            numbers = [name for name, type_ in columns if type_ in NUMBERS]
            chosen = self.random.choice(texts), self.random.choice(numbers)
            sides.append(f"SELECT {chosen[0]} AS t, {chosen[1]} AS n FROM {source}")
        return " UNION ALL ".join(sides)

    def _source(self, depth: int) -> tuple[str, Columns]:
        name = self.random.choice(list(TABLES))
        columns = [(f"a.{column}", type_) for column, type_ in TABLES[name].items()]
        choice = self.random.random()
        if depth and choice < 0.25:
            inner = self._renamed(name)
            return f"({inner}) AS a", [(f"a.x{n}", t) for n, (_, t) in enumerate(columns)]
        if depth and choice < 0.6:
            other = self.random.choice(list(TABLES))
            more = [(f"b.{column}", type_) for column, type_ in TABLES[other].items()]
            how = self.random.choice(["JOIN", "LEFT JOIN", "FULL JOIN", "CROSS JOIN"])
            on = "" if how == "CROSS JOIN" else f" ON {self._key(columns)} = {self._key(more)}"
            return f"{name} AS a {how} {other} AS b{on}", columns + more
        return f"{name} AS a", columns

    def _renamed(self, table: str) -> str:
        listed = ", ".join(f"{column} AS x{place}" for place, column in enumerate(TABLES[table]))
        return f"SELECT {listed} FROM {table}"

    def _key(self, columns: Columns) -> str:
        return self.random.choice([name for name, type_ in columns if type_ in NUMBERS])

    def _where(self, columns: Columns) -> str:
        choice = self.random.random()
        if choice < 0.4:
            return f" WHERE {self._key(columns)} > {self.random.randint(0, 9)}"
        if choice < 0.5:
            return f" WHERE EXISTS (SELECT 1 FROM items z WHERE z.qty = {self._key(columns)})"
        return ""

    def _grouped(self, source: str, columns: Columns) -> str:
        key = self.random.choice(columns)[0]
        how = self.random.choice(["sum", "max", "count", "avg"])
        having = " HAVING count(*) > 1" if self.random.random() < 0.3 else ""
        return (
            f"SELECT {key} AS k, {how}({self._key(columns)}) AS v FROM {source} "
            f"GROUP BY {key}{having}"
        )

    def _expression(self, columns: Columns) -> str:
        makers: list[Callable[[Columns], str]] = [
            lambda c: self.random.choice(c)[0],
            lambda c: f"{self._key(c)} + {self._key(c)}",
            lambda c: f"CASE WHEN {self._key(c)} > 1 THEN {self._key(c)} ELSE {self._key(c)} END",
            lambda c: f"concat('x', {self.random.choice(c)[0]})",
            lambda c: f"sum({self._key(c)}) OVER (PARTITION BY {self._key(c)})",
            lambda c: f"(SELECT max(q.qty) FROM items q WHERE q.order_id = {self._key(c)})",
            lambda c: f"coalesce({self._key(c)}, {self._key(c)})",
            lambda c: f"if({self._key(c)} > 3, {self._key(c)}, 0)",
        ]
        return self.random.choice(makers)(columns)
