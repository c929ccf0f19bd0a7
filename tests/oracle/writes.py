"""Makes random statements that write: INSERT, CREATE TABLE AS, MERGE, UPDATE."""

from __future__ import annotations

from tests.oracle.expressions import Column, Expressions
from tests.oracle.queries import Queries

TARGET = {"id": "BIGINT", "name": "STRING", "amount": "DOUBLE", "day": "DATE", "note": "STRING"}
_TYPES = {"id": "n", "name": "s", "amount": "n", "day": "d", "note": "s"}


class Writes(Queries):
    """Random statements that write to the table `target`, or make a table; by their seed."""

    def statement(self) -> str:
        """Return one statement."""
        choice = self.random.random()
        if choice < 0.4:
            return self._insert()
        if choice < 0.55:
            return f"CREATE TABLE made AS {self._named(3)}"
        if choice < 0.85:
            return self._merge()
        return self._update()

    def _named(self, count: int) -> str:
        types = [self.random.choice("nsd") for _ in range(count)]
        return self._shaped(types, 2)[0]

    def _insert(self) -> str:
        names = list(TARGET)
        choice = self.random.random()
        verb = self.random.choice(["INSERT INTO", "INSERT OVERWRITE", "INSERT INTO TABLE"])
        if choice < 0.3:
            self.random.shuffle(names)
            names = names[: self.random.randint(1, len(names))]
            return f"{verb} target ({', '.join(names)}) {self._shaped(self._kinds(names), 2)[0]}"
        if choice < 0.5:
            self.random.shuffle(names)
            return f"{verb} target BY NAME {self._called(names[:3])}"
        query = self._shaped(self._kinds(names), 2)[0]
        if choice < 0.6:
            return f"WITH q AS ({query}) {verb} target SELECT * FROM q"
        return f"{verb} target {query}"

    def _kinds(self, names: list[str]) -> list[str]:
        return [_TYPES[name] for name in names]

    def _called(self, names: list[str]) -> str:
        """Return a query whose columns have these names."""
        source = self._from(1)
        made = Expressions(self.random, source.columns, depth=1)
        items = ", ".join(f"{made.of(_TYPES[name])} AS {name}" for name in names)
        return f"SELECT {items} FROM {source.text}{self._where(made)}"

    # --- MERGE and UPDATE ---

    def _merge(self) -> str:
        names = list(TARGET)
        source = self._called(names)
        text = "MERGE INTO target t USING "
        if self._chance(0.2):
            text = f"WITH q AS ({source}) {text} q AS s"
        else:
            text += f"({source}) s"
        text += " ON t.id = s.id"
        into = [Column(f"t.{name}", _TYPES[name]) for name in names]
        using = [Column(f"s.{name}", _TYPES[name]) for name in names]
        both = Expressions(self.random, [*into, *using], depth=1)
        if self._chance(0.2):
            text += f" WHEN MATCHED AND {both.of('b')} THEN DELETE"
        if self._chance(0.8):
            test = f" AND {both.of('b')}" if self._chance(0.4) else ""
            star = self._chance(0.4)
            text += f" WHEN MATCHED{test} THEN UPDATE SET {'*' if star else self._settings(both)}"
        if self._chance(0.7):
            one = Expressions(self.random, using, depth=1)
            test = f" AND {one.of('b')}" if self._chance(0.3) else ""
            text += f" WHEN NOT MATCHED{test} THEN INSERT {self._values(one)}"
        if self._chance(0.2) or "WHEN" not in text:
            other = Expressions(self.random, into, depth=1)
            text += f" WHEN NOT MATCHED BY SOURCE THEN UPDATE SET {self._settings(other)}"
        return text

    def _settings(self, made: Expressions) -> str:
        names = self.random.sample(list(TARGET), self.random.randint(1, 3))
        prefix = "t." if self._chance(0.5) else ""
        return ", ".join(f"{prefix}{name} = {made.of(_TYPES[name])}" for name in names)

    def _values(self, made: Expressions) -> str:
        if self._chance(0.4):
            return "*"
        names = self.random.sample(list(TARGET), self.random.randint(1, 5))
        values = ", ".join(made.of(_TYPES[name]) for name in names)
        return f"({', '.join(names)}) VALUES ({values})"

    def _update(self) -> str:
        into = [Column(f"t.{name}", _TYPES[name]) for name in TARGET]
        made = Expressions(self.random, into, depth=1)
        text = f"UPDATE target AS t SET {self._settings(made)}"
        return f"{text} WHERE {made.condition()}" if self._chance(0.6) else text
