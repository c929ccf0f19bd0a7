"""Holds what a query can see: relations with their columns, and scopes that find a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from govsim.lineage.flows import IDENTITY, Flows


class Output:
    """One column of a relation: its name, what it is made of, and its type where it is known.

    The name `*` stands for every column of a table whose columns are not known. `null` tells
    whether the column may be NULL, where that is asked for and known. `fields` are those of a
    struct that a query makes itself, by name in lower case; None where they are not told apart.
    """

    __slots__ = ("fields", "flows", "name", "null", "type")

    def __init__(self, name: str, flows: Flows, type_: str = "", null: bool | None = None) -> None:
        self.name = name
        self.flows = flows
        self.type = type_
        self.null = null
        self.fields: Fields | None = None

    def called(self, name: str) -> Output:
        """Return the column under another name."""
        found = Output(name, self.flows, self.type, self.null)
        found.fields = self.fields
        return found


Fields = dict[str, Output]
AMBIGUOUS: Final = Output("", {})
NOTHING: Final = Output("", {})


class Columns:
    """The columns of a relation in order; `open` names tables whose columns are not known.

    `influences` and `reads` are what else hangs on a common table expression or temporary view.
    """

    __slots__ = ("index", "influences", "open", "outputs", "reads")

    def __init__(self, outputs: Iterable[Output], open_: tuple[str, ...] = ()) -> None:
        self.outputs = list(outputs)
        self.open = open_
        self.influences: Flows = {}
        self.reads: tuple[str, ...] = ()
        self.index: dict[str, Output] = {}
        for output in self.outputs:
            key = output.name.lower()
            self.index[key] = AMBIGUOUS if key in self.index else output

    def find(self, name: str) -> Output | None:
        """Return a column by its name in lower case; that of an open table is taken to exist."""
        found = self.index.get(name)
        if found is None and self.open:
            return self.guess(name)
        return found

    def guess(self, name: str) -> Output:
        """Return the column that only the open table can have."""
        if len(self.open) > 1:
            return AMBIGUOUS
        if not self.open[0]:
            return Output(name, {})
        return Output(name, {(self.open[0], name): IDENTITY})


def opaque() -> Columns:
    """Return the columns of a relation of which nothing is known; a note says so elsewhere."""
    return Columns([Output("*", {})], ("",))


def unknown_table(name: str) -> Columns:
    """Return the columns of a table of which nothing but the name is known."""
    return Columns([Output("*", {(name, "*"): IDENTITY})], (name,))


class Result(NamedTuple):
    """What a query gives: its columns in order, and what decides its rows."""

    outputs: list[Output]
    influences: Flows

    def columns(self) -> Columns:
        """Return the columns as a relation holds them."""
        opened = [
            str(source[0])
            for output in self.outputs
            if output.name == "*"
            for source in output.flows or (("", "*"),)
        ]
        return Columns(self.outputs, tuple(dict.fromkeys(opened)))


class Relation:
    """One relation of FROM: how it is called, and its columns."""

    __slots__ = ("alias", "columns", "hidden", "loose", "path")

    def __init__(self, alias: str, columns: Columns, path: tuple[str, ...] = ()) -> None:
        self.alias = alias
        self.columns = columns
        self.path = path  # catalog, schema and table, where no alias hides them
        # Columns that a USING merged away, in the order in which a star has them.
        self.hidden: dict[str, None] | None = None
        self.loose = False  # an outer join gives rows without it

    def is_called(self, qualifier: Sequence[str]) -> bool:
        """Return whether this qualifier names the relation."""
        if len(qualifier) == 1:
            return self.alias == qualifier[0]
        return bool(self.path) and self.path[-len(qualifier) :] == tuple(qualifier)


class Scope:
    """The relations of one SELECT, and the scope around it."""

    __slots__ = (
        "aliases", "certain", "ctes", "found", "generated", "lent", "merged", "multiplied",
        "parent", "relations", "subqueries", "windows",
    )  # fmt: skip

    def __init__(
        self, parent: Scope | None = None, ctes: Mapping[str, Columns] | None = None
    ) -> None:
        self.parent = parent
        self.ctes: Mapping[str, Columns] = ctes if ctes is not None else {}
        self.relations: list[Relation] = []
        self.merged: dict[str, Output] = {}  # columns of USING and NATURAL joins
        self.aliases: dict[str, Output] = {}  # of the projections to the left
        self.generated: set[str] = set()  # of those, what a generator gives
        self.windows: dict[str, Flows] = {}
        self.multiplied: Flows = {}  # what generators of the projections make rows of
        self.lent: list[str] = []  # columns that queries inside of this one take from it
        self.subqueries: list[list[str]] = []  # those columns, by the subquery that takes them
        # Columns, by relation and name, that are not NULL here; None where nobody asks.
        self.certain: set[tuple[int, str]] | None = None
        # What was looked up before; None as long as relations are added.
        self.found: dict[tuple[str, ...], tuple[Output, int]] | None = None

    def find(self, parts: tuple[str, ...]) -> tuple[Output, int]:
        """Return the column that these parts name, and how many of them are its name.

        The rest are fields of a struct. `NOTHING` is returned where no column is found, and
        `AMBIGUOUS` where more than one is.
        """
        before = self.found
        if before is not None and (known := before.get(parts)) is not None:
            return known
        found, used = self.find_here(parts)
        if found is not None:
            if before is not None and self.aliases.get(parts[0]) is not found:
                before[parts] = found, used
            return found, used
        scope = self.parent
        while scope is not None:
            found, used = scope.find_here(parts, lateral=False)
            if found is not None:
                scope.lent.append(parts[used - 1])
                return found, used
            scope = scope.parent
        return NOTHING, 0

    def window(self, name: str) -> Flows:
        """Return the keys of a window that the query names."""
        return self.windows.get(name, {})

    def find_here(self, parts: Sequence[str], *, lateral: bool = True) -> tuple[Output | None, int]:
        """Return what `find` does, of this scope alone; `lateral` tells whether to take aliases."""
        size = len(parts)
        if size > 1 and (found := self._qualified(parts, size)) is not None:
            return found
        name = parts[0]
        if (merged := self.merged.get(name)) is not None:
            return merged, 1
        known: Output | None = None
        for relation in self.relations:
            output = relation.columns.index.get(name)
            if output is not None and not (relation.hidden and name in relation.hidden):
                known = output if known is None else AMBIGUOUS
        if known is not None:
            return known, 1
        if lateral and (alias := self.aliases.get(name)) is not None:
            return alias, 1
        return self._opened(name)

    def _qualified(self, parts: Sequence[str], size: int) -> tuple[Output, int] | None:
        for width in range(min(3, size - 1), 0, -1):
            qualifier = parts[:width]
            for relation in self.relations:
                if relation.is_called(qualifier):
                    output = relation.columns.find(parts[width])
                    if output is not None:
                        return output, width + 1
        return None

    def _opened(self, name: str) -> tuple[Output | None, int]:
        """Return the column of the only relation here that may have it unseen."""
        may_have = [relation for relation in self.relations if relation.columns.open]
        if not may_have:
            return None, 0
        if len(may_have) > 1 or self._outer_has(name):
            return AMBIGUOUS, 1
        self.found = None  # a projection to the left may still take this name
        return may_have[0].columns.guess(name), 1

    def _outer_has(self, name: str) -> bool:
        scope = self.parent
        while scope is not None:
            if any(name in relation.columns.index for relation in scope.relations):
                return True
            scope = scope.parent
        return False

    def called(self, qualifier: Sequence[str]) -> Relation | None:
        """Return the relation of this scope, or of one around it, that a qualifier names."""
        scope: Scope | None = self
        while scope is not None:
            for relation in scope.relations:
                if relation.is_called(qualifier):
                    return relation
            scope = scope.parent
        return None
