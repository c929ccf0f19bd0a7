"""Makes random queries: joins, groups, windows, subqueries, set operations, structs, lateral views."""

from __future__ import annotations

from random import Random

from tests.oracle.expressions import TABLES, Column, Expressions

_JOINS = ("JOIN", "INNER JOIN", "LEFT JOIN", "LEFT OUTER JOIN", "RIGHT JOIN", "FULL JOIN")
_SETS = ("UNION ALL", "UNION", "UNION DISTINCT", "INTERSECT", "EXCEPT", "MINUS", "EXCEPT ALL")


class Source:
    """What stands in FROM: its text, and the columns it brings, with the name to call them by."""

    def __init__(self, text: str, columns: list[Column], names: tuple[str, ...] = ()) -> None:
        self.text = text
        self.columns = columns
        self.names = names  # of relations, for `name.*`


class Queries:
    """Random queries; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.made = 0
        self.ctes: dict[str, list[Column]] = {}

    def query(self, depth: int = 3) -> str:
        """Return one query."""
        return self._query(depth)[0]

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _name(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}{self.made}"

    def _query(self, depth: int) -> tuple[str, list[Column]]:
        before = dict(self.ctes)
        text = ""
        if depth > 1 and self._chance(0.2):
            text = self._with(depth - 1)
        body, columns = self._body(depth)
        if self._chance(0.15) and columns:
            key = self.random.choice(columns).name
            body += f" ORDER BY {key}{self.random.choice(['', ' DESC', ' ASC NULLS LAST'])}"
        if self._chance(0.1):
            body += " LIMIT 5"
        self.ctes = before
        return text + body, columns

    def _with(self, depth: int) -> str:
        found = []
        for _ in range(self.random.randint(1, 3)):
            name = self._name("c")
            inner, columns = self._query(depth)
            listed = ""
            if columns and self._chance(0.3) and self._exact(inner, columns):
                columns = [Column(self._name("n"), each.type) for each in columns]
                listed = f" ({', '.join(each.name for each in columns)})"
            found.append(f"{name}{listed} AS ({inner})")
            if columns:
                self.ctes[name] = columns
        return f"WITH {', '.join(found)} "

    def _exact(self, text: str, columns: list[Column]) -> bool:
        """Return whether the columns are all that the query gives."""
        return all(column.whole for column in columns)

    def _body(self, depth: int) -> tuple[str, list[Column]]:
        if depth > 1 and self._chance(0.15):
            return self._set(depth - 1)
        if depth > 1 and self._chance(0.06):
            inner, columns = self._query(depth - 1)
            return f"({inner})", columns
        return self._select(depth)

    def _set(self, depth: int) -> tuple[str, list[Column]]:
        types = [self.random.choice("nsd") for _ in range(self.random.randint(1, 3))]
        sides = [self._shaped(types, depth) for _ in range(self.random.choice([2, 2, 3]))]
        text, columns = sides[0]
        for other, _ in sides[1:]:
            text += f" {self.random.choice(_SETS)} {other}"
        return text, columns

    def _shaped(self, types: list[str], depth: int) -> tuple[str, list[Column]]:
        """Return a SELECT of columns of these types."""
        source = self._from(min(depth, 1))
        made = Expressions(self.random, source.columns, depth=1)
        items, columns = [], []
        for type_ in types:
            name = self._name("u")
            items.append(f"{made.of(type_)} AS {name}")
            columns.append(Column(name, type_))
        return f"SELECT {', '.join(items)} FROM {source.text}{self._where(made)}", columns

    # --- SELECT ---

    def _select(self, depth: int) -> tuple[str, list[Column]]:
        source = self._from(depth)
        made = Expressions(self.random, source.columns, depth=depth)
        choice = self.random.random()
        if choice < 0.3:
            return self._grouped(source, made)
        items, columns = self._items(source, made)
        distinct = "DISTINCT " if self._chance(0.05) else ""
        if choice > 0.95 and not distinct:
            return f"FROM {source.text} SELECT {', '.join(items)}{self._where(made)}", columns
        text = f"SELECT {distinct}{', '.join(items)} FROM {source.text}{self._where(made)}"
        if made.window:
            text += f" WINDOW {made.window}"
        return text, columns

    def _items(self, source: Source, made: Expressions) -> tuple[list[str], list[Column]]:
        items: list[str] = []
        columns: list[Column] = []
        whole = True
        for _ in range(self.random.randint(1, 5)):
            choice = self.random.random()
            if choice < 0.12:
                items.append(self._star(source))
                whole = False
            elif choice < 0.2 and (aliased := [each for each in columns if each.type == "n"]):
                base = self.random.choice(aliased).name
                items.append(f"{base} + 1")
                whole = False
            elif choice < 0.24 and not any("explode" in each for each in items):
                item, more = made.generator(self._name)
                items.append(item)
                columns += more
            else:
                type_ = self.random.choice("nnnsssdtbaozm")
                text = made.window_call() if choice > 0.9 else made.of(type_)
                if self._chance(0.7):
                    name = self._name("x")
                    word = "AS " if self._chance(0.8) else ""
                    items.append(f"{text} {word}{name}")
                    columns.append(Column(name, "n" if choice > 0.9 else type_))
                else:
                    items.append(text)
                    whole = False
        return items, [Column(each.name, each.type, whole) for each in columns]

    def _star(self, source: Source) -> str:
        choice = self.random.random()
        if choice < 0.3 or not source.names:
            return "*"
        name = self.random.choice(source.names)
        own = [each for each in source.columns if each.name.startswith(f"{name}.")]
        if choice < 0.6 or not own:
            return f"{name}.*"
        gone = self.random.choice(own).name.rpartition(".")[2]
        return f"{name}.* EXCEPT ({gone})"

    def _grouped(self, source: Source, made: Expressions) -> tuple[str, list[Column]]:
        keys = [made.of(self.random.choice("nsd")) for _ in range(self.random.randint(1, 2))]
        keys = [key for key in keys if "SELECT" not in key and "OVER" not in key] or ["1 + 1"]
        names = [self._name("k") for _ in keys]
        items = [
            f"{key} AS {name}" if self._chance(0.6) else key
            for key, name in zip(keys, names, strict=True)
        ]
        columns: list[Column] = []
        for _ in range(self.random.randint(1, 3)):
            name = self._name("v")
            number = self._chance(0.6)
            call = made.aggregate("n" if number else "")
            items.append(f"{call} AS {name}" if number else call)
            if number:
                columns.append(Column(name, "n", False))
        text = f"SELECT {', '.join(items)} FROM {source.text}{self._where(made)} GROUP BY "
        text += self._keys(keys)
        if self._chance(0.2):
            text += f" HAVING {made.aggregate('n')} > 1"
        return text, columns

    def _keys(self, keys: list[str]) -> str:
        choice = self.random.random()
        listed = ", ".join(keys)
        if choice < 0.15:
            return "ALL"
        if choice < 0.25:
            return ", ".join(str(place) for place in range(1, len(keys) + 1))
        if choice < 0.32:
            return f"ROLLUP ({listed})"
        if choice < 0.38:
            return f"CUBE ({listed})"
        if choice < 0.44:
            return f"GROUPING SETS (({listed}), ({keys[0]}), ())"
        return listed

    def _where(self, made: Expressions) -> str:
        return f" WHERE {made.condition()}" if self._chance(0.45) else ""

    # --- FROM ---

    def _from(self, depth: int) -> Source:
        choice = self.random.random()
        if depth > 1 and choice < 0.35:
            return self._joined(depth)
        source = self._relation(depth)
        if choice > 0.9:
            return self._viewed(source)
        return source

    def _relation(self, depth: int) -> Source:
        choice = self.random.random()
        alias = self._name("t")
        if self.ctes and choice < 0.3:
            name = self.random.choice(list(self.ctes))
            return self._aliased(name, self.ctes[name], alias)
        if depth > 1 and choice < 0.55:
            inner, columns = self._query(depth - 1)
            if columns:
                return self._aliased(f"({inner})", columns, alias)
        if choice > 0.96:
            return Source(
                f"VALUES (1, 'a'), (2, 'b') AS {alias}(p, q)",
                [Column(f"{alias}.p", "n"), Column(f"{alias}.q", "s")],
                (alias,),
            )
        if choice > 0.88:
            return self._turned(alias)
        name = self.random.choice(list(TABLES))
        columns = [Column(column, kind) for column, kind in _kinds(name)]
        if self._chance(0.15):
            return Source(name, [Column(f"{name}.{c.name}", c.type) for c in columns], (name,))
        return self._aliased(name, columns, alias)

    def _aliased(self, text: str, columns: list[Column], alias: str) -> Source:
        word = " AS" if self._chance(0.5) else ""
        named = [Column(f"{alias}.{each.name}", each.type) for each in columns]
        return Source(f"{text}{word} {alias}", named, (alias,))

    def _turned(self, alias: str) -> Source:
        """Return a PIVOT or UNPIVOT of a table."""
        if self._chance(0.5):
            text = (
                "(SELECT country, customer, amount FROM orders) PIVOT (sum(amount) AS s, "
                f"max(amount) FOR country IN ('de' AS de, 'fr')) AS {alias}"
            )
            return Source(
                text, [Column(f"{alias}.customer", "n"), Column(f"{alias}.de_s", "n")], (alias,)
            )
        text = (
            "(SELECT id, age, age AS older, name FROM customers) "
            f"UNPIVOT (years FOR which IN (age, older AS o)) AS {alias}"
        )
        columns = [("id", "n"), ("name", "s"), ("which", "s"), ("years", "n")]
        return Source(text, [Column(f"{alias}.{name}", kind) for name, kind in columns], (alias,))

    def _side(self, depth: int) -> Source:
        """Return one side of a join: a relation, or a join in brackets."""
        if depth < 2 or not self._chance(0.2):
            return self._relation(depth)
        inner = self._joined(depth - 1, listed=False)
        if self._chance(0.2):
            return Source(f"(({inner.text}))", inner.columns, inner.names)
        return Source(f"({inner.text})", inner.columns, inner.names)

    def _joined(self, depth: int, *, listed: bool = True) -> Source:
        """Return a join; without `listed`, none that a comma makes."""
        left, right = self._side(depth - 1), self._side(depth - 1)
        made = Expressions(self.random, [*left.columns, *right.columns], depth=1)
        choice = self.random.random()
        both = Source("", [*left.columns, *right.columns], (*left.names, *right.names))
        if choice < 0.08:
            both.text = f"{left.text} CROSS JOIN {right.text}"
        elif choice < 0.16 and listed:
            both.text = f"{left.text}, {right.text}"
        elif choice < 0.26:
            how = self.random.choice(["LEFT SEMI JOIN", "LEFT ANTI JOIN", "SEMI JOIN", "ANTI JOIN"])
            both.text = (
                f"{left.text} {how} {right.text} ON {made.equal(left.columns, right.columns)}"
            )
            both.columns, both.names = left.columns, left.names
        elif choice < 0.4 and (shared := _shared(left, right)):
            how = self.random.choice([*_JOINS, "NATURAL JOIN", "NATURAL LEFT JOIN"])
            tail = "" if how.startswith("NATURAL") else f" USING ({self.random.choice(shared)})"
            both.text = f"{left.text} {how} {right.text}{tail}"
        elif choice < 0.5 and listed and right.columns:
            inner = Expressions(self.random, both.columns, depth=1)
            alias, name = self._name("l"), self._name("y")
            both.text = (
                f"{left.text}, LATERAL (SELECT {inner.of('n')} AS {name} FROM {right.text}) {alias}"
            )
            both.columns = [*left.columns, Column(f"{alias}.{name}", "n")]
            both.names = (*left.names, alias)
        else:
            how = self.random.choice(_JOINS)
            both.text = (
                f"{left.text} {how} {right.text} ON {made.equal(left.columns, right.columns)}"
            )
        return both

    def _viewed(self, source: Source) -> Source:
        """Return a source with a LATERAL VIEW, if it holds an array."""
        arrays = [each for each in source.columns if each.type in "az"]
        if not arrays:
            return source
        chosen = self.random.choice(arrays)
        alias, name = self._name("g"), self._name("e")
        outer = self.random.choice(["", "OUTER "])
        if chosen.type == "z" and self._chance(0.5):
            call, names = f"inline({chosen.name})", [(f"{name}k", "s"), (f"{name}q", "n")]
        elif chosen.type == "a" and self._chance(0.3):
            call, names = f"posexplode({chosen.name})", [(f"{name}p", "n"), (name, "s")]
        else:
            call, names = f"explode({chosen.name})", [(name, "s" if chosen.type == "a" else "i")]
        listed = ", ".join(each for each, _ in names)
        text = f"{source.text} LATERAL VIEW {outer}{call} {alias} AS {listed}"
        columns = [Column(f"{alias}.{each}", kind) for each, kind in names]
        return Source(text, [*source.columns, *columns], (*source.names, alias))


def _kinds(table: str) -> list[tuple[str, str]]:
    return [(name, kind_of(type_)) for name, type_ in TABLES[table].items()]


def kind_of(type_: str) -> str:
    """Return the letter that stands for a type."""
    for start, kind in (
        ("ARRAY<STRUCT", "z"), ("ARRAY", "a"), ("STRUCT", "o"), ("MAP", "m"), ("STRING", "s"),
        ("DATE", "d"), ("TIMESTAMP", "t"), ("BOOLEAN", "b"),
    ):  # fmt: skip
        if type_.startswith(start):
            return kind
    return "n"


def _shared(left: Source, right: Source) -> list[str]:
    first = {each.name.rpartition(".")[2] for each in left.columns if each.type in "ns"}
    return [name for each in right.columns if (name := each.name.rpartition(".")[2]) in first]
