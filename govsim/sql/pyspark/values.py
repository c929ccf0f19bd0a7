"""Holds what a name of a Python cell may stand for: a text, a DataFrame, a column, a merge."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from threading import local
from typing import Final

from govsim.sql.names import quote_name, quote_text

LENIENT: Final = "\x02"  # before a name of EXCEPT or REPLACE: it need not be there
LONGEST: Final = 100_000  # characters of a text, or of the SQL of a DataFrame
MOST: Final = 10_000  # values of a list


class _Numbers(local):
    """Numbers of DataFrames, from 1 for each notebook: the same code gives the same SQL."""

    def __init__(self) -> None:
        self.given = count(1)


_NUMBERS: Final = _Numbers()


def restart() -> None:
    """Begin another notebook."""
    _NUMBERS.given = count(1)


_TAKEN: Final = re.compile("\x03(?P<of>[0-9]+):(?P<name>[^\x03]*)\x03")


# Names and other words of an expression, and a star that stands for columns.
_WORDS: Final = re.compile(r"`[^`]*`|\w+|(?<=[(,.])\s*\*|\*(?=\s*[),])")


class NotFollowedError(Exception):
    """An expression cannot be put as SQL; the message says which."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text; `known` tells whether every part of it could be worked out."""

    text: str
    known: bool = True

    def __post_init__(self) -> None:
        if len(self.text) > LONGEST:
            raise NotFollowedError("a very long text")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as an expression of SQL, with the name that it was given."""

    sql: str
    alias: str = ""
    cases: str = ""  # of a CASE that is not closed yet
    aliases: tuple[str, ...] = ()  # of a generator that gives several columns

    @property
    def said(self) -> str:
        """The expression as a projection writes it."""
        if self.aliases:
            return f"{self.sql} AS ({', '.join(quote_name((each,)) for each in self.aliases)})"
        return f"{self.sql} AS {quote_name((self.alias,))}" if self.alias else self.sql


@dataclass(frozen=True, slots=True)
class Window:
    """What a window is divided and sorted by."""

    keys: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        """The window in brackets."""
        keys = f"PARTITION BY {', '.join(self.keys)}" if self.keys else ""
        order = f"ORDER BY {', '.join(self.order)}" if self.order else ""
        return f"({f'{keys} {order}'.strip()})"


@dataclass(frozen=True, slots=True)
class Frame:
    """A DataFrame: a FROM clause, and the conditions that keep rows.

    `sides` tells how a column of this or an earlier DataFrame is qualified: the alias by number.
    Where it is another one with columns made anew, that one is its `base` and they are `columns`:
    a long chain of withColumn is then one query.
    """

    source: str
    wheres: tuple[str, ...] = ()
    sides: Mapping[int, str] = field(default_factory=dict)
    number: int = field(default_factory=lambda: next(_NUMBERS.given))
    order: str = ""
    base: Frame | None = None
    columns: Mapping[str, str] = field(default_factory=dict)  # expression by name

    @staticmethod
    def of(query: str, before: Iterable[int] = (), alias: str = "") -> Frame:
        """Return the DataFrame of a query; `before` are the numbers of what it is made of."""
        if len(query) > LONGEST:
            raise NotFollowedError("a DataFrame of very many steps")
        number = next(_NUMBERS.given)
        name = alias or f"_f{number}"
        sides = dict.fromkeys((*before, number), name)
        return Frame(f"({query}) AS {quote_name((name,))}", (), sides, number)

    @staticmethod
    def of_files(call: str) -> Frame:
        """Return the DataFrame of files, whose hidden columns the next step may take."""
        number = next(_NUMBERS.given)
        return Frame(f"{call} AS `_f{number}`", (), {number: f"_f{number}"}, number)

    @property
    def query(self) -> str:
        """The DataFrame as a query of its own."""
        return self.select("*")

    def select(self, columns: str, rest: str = "") -> str:
        """Return the query that takes columns of it; `rest` is GROUP BY and what follows."""
        where = f" WHERE {' AND '.join(f'({each})' for each in self.wheres)}" if self.wheres else ""
        return f"SELECT {columns} FROM {self.source}{where}{rest}{self.order if not rest else ''}"

    def then(self, columns: str, rest: str = "") -> Frame:
        """Return the DataFrame that takes columns of this one."""
        return Frame.of(self.select(columns, rest), self.sides)

    def where(self, condition: str) -> Frame:
        """Return the DataFrame without the rows that a condition does not keep."""
        return self._again(wheres=(*self.wheres, condition))

    def sorted(self, keys: Iterable[str]) -> Frame:
        """Return the DataFrame in another order."""
        return self._again(order=f" ORDER BY {', '.join(keys)}")

    def _again(self, *, wheres: tuple[str, ...] | None = None, order: str = "") -> Frame:
        number = next(_NUMBERS.given)
        aliases = set(self.sides.values())
        own = {number: next(iter(aliases))} if len(aliases) == 1 else {}
        return replace(
            self,
            wheres=self.wheres if wheres is None else wheres,
            sides={**self.sides, **own},
            number=number,
            order=order or self.order,
            base=None,
        )

    def with_columns(self, made: Mapping[str, str]) -> Frame:
        """Return the DataFrame with columns made anew in their places, or added at the end.

        Args:
            made: Expressions of SQL by the names of the columns.
        """
        base, columns = self, dict(made)
        if self.base is not None and self._reads_none(made):
            base, columns = self.base, {**self.columns, **made}
        said = (f"{base.resolved(sql)} AS {lenient(name)}" for name, sql in columns.items())
        query = base.select(f"* REPLACE ({', '.join(said)})")
        alone = len(set(base.sides.values())) == 1
        return replace(Frame.of(query, self.sides), base=base if alone else None, columns=columns)

    def _reads_none(self, made: Mapping[str, str]) -> bool:
        """Return whether expressions read no column that was made anew, nor make one again."""
        held = {name.lower() for name in self.columns}
        said = [
            word.strip("` \t\n").lower() for sql in made.values() for word in _WORDS.findall(sql)
        ]
        return held.isdisjoint(said) and held.isdisjoint(map(str.lower, made)) and "*" not in said

    def resolved(self, sql: str) -> str:
        """Return an expression with the columns that were taken of DataFrames named as here."""

        def named(found: re.Match[str]) -> str:
            alias = self.sides.get(int(found["of"]))
            return f"{quote_name((alias,))}.{found['name']}" if alias else found["name"]

        return _TAKEN.sub(named, sql)


def lenient(name: str) -> str:
    """Return a name of EXCEPT or REPLACE that need not be there."""
    return f"`{LENIENT}{name.replace('`', '')}`"


def taken(frame: Frame, name: str) -> Column:
    """Return the column that is taken of a DataFrame by name."""
    return Column(f"\x03{frame.number}:{quote_name(name.split('.'))}\x03")


@dataclass(frozen=True, slots=True)
class Grouped:
    """A DataFrame, and what it is grouped by: the expressions, and how a projection writes them.

    `turned` is the column whose `values` become columns; None are values that only the data tell.
    """

    frame: Frame
    keys: tuple[str, ...]
    said: tuple[str, ...]
    turned: str = ""
    values: tuple[tuple[str, str], ...] | None = None  # as SQL, and as the name of a column


@dataclass(frozen=True, slots=True)
class Access:
    """`spark.read`, `df.write` and their like, with what was said of them so far."""

    frame: Frame | None
    format: str = ""
    mode: str = ""
    path: str = ""
    schema: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A Delta table that rows are merged into, with the clauses so far."""

    name: str
    alias: str = ""
    using: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """A function that the notebook defines; a lambda is one whose body returns its value.

    `around` are the names that it keeps of the function in which it is defined.
    """

    node: ast.FunctionDef
    around: Mapping[str, Value] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Spark:
    """The session, or a module of Spark, by its name."""

    name: str


Value = (
    Text | Column | Window | Frame | Grouped | Access | Target | Function | Spark
    | list["Value"] | dict[str, "Value"] | int | float | bool | None
)  # fmt: skip


def literal(value: Value) -> str:
    """Return a value as SQL writes it.

    Raises:
        NotFollowedError: It is no value that SQL can write.
    """
    if isinstance(value, Text):
        return quote_text(value.text)
    if isinstance(value, Column):
        return value.sql
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | float):
        return repr(value).lower()
    if isinstance(value, list):
        return f"array({', '.join(map(literal, value))})"
    raise NotFollowedError("a value that is no constant")
