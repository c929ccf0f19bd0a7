"""Holds which tables, functions and variables a script can see, and the columns they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from govsim.lineage.flows import IDENTITY, Flows
from govsim.lineage.relation import Columns, Output, unknown_table

if TYPE_CHECKING:
    from govsim.lineage.variables import Blocks

Types = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Routine:
    """A SQL function: its parameters, its body, and the columns it returns if it is a table."""

    parameters: tuple[str, ...]
    body: str
    returns: tuple[tuple[str, str], ...] | None = None
    masks: bool = False  # its body is no SQL, and it is declared to protect what it is given
    optional: int = 0  # how many of the last parameters have a default


class Described(Protocol):
    """What knows its own tables, as a snapshot of a metastore does."""

    def schema(self) -> Schema:
        """Return the tables and routines, with what is known of them."""


class Schema:
    """Every table by full name in lower case, with its columns and their types in order."""

    def __init__(self, tables: Types, routines: Mapping[str, Routine] | None = None) -> None:
        self._types = {
            name.lower().replace("`", ""): tuple(found.items()) for name, found in tables.items()
        }
        self._routines = {name.lower(): found for name, found in (routines or {}).items()}
        self._made: dict[str, Columns] = {}
        self.fixed: frozenset[str] = frozenset()  # tables that no statement says more of

    @staticmethod
    def of(known: Schema | Described | Types, default: tuple[str, str] | None = None) -> Schema:
        """Return the schema that a mapping or a snapshot says; short names stand in `default`."""
        if isinstance(known, Schema):
            return known
        if not isinstance(known, Mapping):
            return known.schema()
        return Schema({_completed(name, default): found for name, found in known.items()})

    def types_of(self, name: str) -> Sequence[tuple[str, str]]:
        """Return the columns of a table with their types; none where they are not known."""
        return self._types.get(name, ())

    def routine_of(self, name: str) -> Routine | None:
        """Return a SQL function by its full name; None where it is not known."""
        return self._routines.get(name)

    def nulls_of(self, name: str) -> Mapping[str, bool | None]:
        """Return of the columns of a table, in lower case, whether they may be NULL, if known."""
        return {}

    def forget(self) -> None:
        """Look every table up anew: what is known of some has changed."""
        self._made.clear()

    def columns_of(self, name: str) -> Columns | None:
        """Return the columns of a table; None where it is not known, or has none."""
        found = self._made.get(name)
        if found is None and (types := self.types_of(name)):
            found = Columns(
                Output(column, {(name, column): IDENTITY}, type_) for column, type_ in types
            )
            # Where each row is stored: every table has it, and no star.
            found.index.setdefault(
                "_metadata", Output("_metadata", {(name, "_metadata"): IDENTITY})
            )
            self._made[name] = found
        return found


def _completed(name: str, default: tuple[str, str] | None) -> str:
    """Return a name of one or two parts with the default parts before it; a path as it is."""
    dots = name.count(".")
    if default is None or dots > 1 or "/" in name:
        return name
    return ".".join((*default[: 2 - dots], name))


class Session:
    """What the statements of one script have made so far, over a schema that never changes."""

    def __init__(self, schema: Schema, default: tuple[str, str]) -> None:
        self.schema = schema
        self.catalog, self.schema_name = (part.lower() for part in default)
        self.tables: dict[str, Columns | None] = {}
        self.views: dict[str, Columns] = {}  # temporary ones: composed away
        self.routines: dict[str, Routine] = {}
        # Of the procedures that the script makes, what each parameter is made of at the end.
        self.procedures: dict[str, list[Flows | None]] = {}
        self.texts: dict[str, str | None] = {}  # variables whose value is a known text
        self.made: dict[str, Flows] = {}  # variables, and what their values are made of
        self.rows: dict[str, list[Any]] = {}  # the queries of FOR loops that are open, by variable
        self.cursors: dict[str, list[Any]] = {}  # their queries
        self._told: dict[str, Columns] = {}  # tables, with whether their columns may be NULL
        self.nulls = False  # whether to tell what is written may be NULL
        self.variables: Mapping[str, str] = {}  # values of what the text leaves open

    @cached_property
    def blocks(self) -> Blocks:
        """The blocks of the script that are open."""
        from govsim.lineage.variables import Blocks

        return Blocks(self)

    def full_name(self, parts: Sequence[str]) -> str:
        """Return the full name of a table as a statement names it."""
        lowered = [part.lower() for part in parts]
        if lowered[0] == "live" and len(lowered) == 2:
            lowered = lowered[1:]
        if len(lowered) == 1:
            return f"{self.catalog}.{self.schema_name}.{lowered[0]}"
        if len(lowered) == 2:
            return f"{self.catalog}.{lowered[0]}.{lowered[1]}"
        return ".".join(lowered)

    def columns_of(self, name: str) -> Columns | None:
        """Return the columns of a table by full name; None where they are not known."""
        if name in self.tables:
            return self.tables[name]
        found = self.schema.columns_of(name)
        return self._with_nulls(name, found) if self.nulls and found is not None else found

    def _with_nulls(self, name: str, columns: Columns) -> Columns:
        """Return the columns of a table, told whether they may be NULL."""
        held = self._told.get(name)
        if held is None:
            nulls = self.schema.nulls_of(name)
            outputs = (
                Output(each.name, each.flows, each.type, nulls.get(each.name.lower()))
                for each in columns.outputs
            )
            held = self._told[name] = Columns(outputs, columns.open)
        return held

    def relation(self, name: str) -> Columns:
        """Return the columns of a table, which are taken to exist where they are not known."""
        return self.columns_of(name) or unknown_table(name)

    def learn(self, name: str, columns: Sequence[tuple[str, str]]) -> None:
        """Keep the columns of a table that a statement makes; none where they are not known."""
        if name in self.schema.fixed:
            return
        if not columns or any(column == "*" for column, _ in columns):
            self.tables[name] = None
            return
        self.tables[name] = Columns(
            Output(column, {(name, column): IDENTITY}, type_) for column, type_ in columns
        )

    def routine(self, parts: Sequence[str]) -> Routine | None:
        """Return the SQL function of this name, if it is known."""
        name = self.full_name(parts)
        return self.routines.get(name) or self.schema.routine_of(name)


class LookedUp(Schema):
    """A schema that looks each table up when it is asked for, and over which more can be laid."""

    def __init__(
        self,
        types_of: Callable[[str], Sequence[tuple[str, str]]],
        routine_of: Callable[[str], Routine | None],
        nulls_of: Callable[[str], Mapping[str, bool | None]] | None = None,
    ) -> None:
        super().__init__({})
        self._look_up = types_of
        self._look_up_routine = routine_of
        self._look_up_nulls = nulls_of

    def types_of(self, name: str) -> Sequence[tuple[str, str]]:
        """Return the columns of a table with their types; none where they are not known."""
        return self._look_up(name)

    def routine_of(self, name: str) -> Routine | None:
        """Return a SQL function by its full name; None where it is not known."""
        return self._look_up_routine(name)

    def nulls_of(self, name: str) -> Mapping[str, bool | None]:
        """Return of the columns of a table, in lower case, whether they may be NULL, if known."""
        return self._look_up_nulls(name) if self._look_up_nulls is not None else {}
