"""Holds which tables, functions and variables a script can see, and the columns they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govsim.lineage.flows import IDENTITY
from govsim.lineage.relation import Columns, Output, unknown_table

if TYPE_CHECKING:
    from govsim.catalog import Snapshot

Types = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Routine:
    """A SQL function: its parameters, its body, and the columns it returns if it is a table."""

    parameters: tuple[str, ...]
    body: str
    returns: tuple[tuple[str, str], ...] | None = None


class Schema:
    """Every table by full name in lower case, with its columns and their types in order."""

    def __init__(self, tables: Types, routines: Mapping[str, Routine] | None = None) -> None:
        self._types = {
            name.lower().replace("`", ""): tuple(found.items()) for name, found in tables.items()
        }
        self.routines = {name.lower(): found for name, found in (routines or {}).items()}
        self._made: dict[str, Columns] = {}

    @staticmethod
    def of(known: Schema | Snapshot | Types) -> Schema:
        """Return the schema that a mapping or a snapshot says."""
        if isinstance(known, Schema):
            return known
        if isinstance(known, Mapping):
            return Schema(known)
        return _of_snapshot(known)

    def columns_of(self, name: str) -> Columns | None:
        """Return the columns of a table; None where it is not known, or has none."""
        found = self._made.get(name)
        if found is None and (types := self._types.get(name)):
            found = Columns(
                Output(column, {(name, column): IDENTITY}, type_) for column, type_ in types
            )
            self._made[name] = found
        return found


class Session:
    """What the statements of one script have made so far, over a schema that never changes."""

    def __init__(self, schema: Schema, default: tuple[str, str]) -> None:
        self.schema = schema
        self.catalog, self.schema_name = (part.lower() for part in default)
        self.tables: dict[str, Columns | None] = {}
        self.views: dict[str, Columns] = {}  # temporary ones: composed away
        self.routines: dict[str, Routine] = {}
        self.procedures: dict[str, str] = {}
        self.texts: dict[str, str | None] = {}  # variables whose value is a known text

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
        return self.schema.columns_of(name)

    def relation(self, name: str) -> Columns:
        """Return the columns of a table, which are taken to exist where they are not known."""
        return self.columns_of(name) or unknown_table(name)

    def learn(self, name: str, columns: Sequence[tuple[str, str]]) -> None:
        """Keep the columns of a table that a statement makes; none where they are not known."""
        if not columns or any(column == "*" for column, _ in columns):
            self.tables[name] = None
            return
        self.tables[name] = Columns(
            Output(column, {(name, column): IDENTITY}, type_) for column, type_ in columns
        )

    def routine(self, parts: Sequence[str]) -> Routine | None:
        """Return the SQL function of this name, if it is known."""
        name = self.full_name(parts)
        return self.routines.get(name) or self.schema.routines.get(name)


def _of_snapshot(snapshot: Snapshot) -> Schema:
    """Return the columns and SQL functions of a snapshot, worked out once for each snapshot."""
    found: Schema | None = snapshot.memo.get("lineage schema")
    if found is None:
        found = Schema(_tables(snapshot), _routines(snapshot))
        snapshot.memo["lineage schema"] = found
    return found


def _tables(snapshot: Snapshot) -> Types:
    return {
        each.name: {column.name: column.type for column in each.columns}
        for each in snapshot.securables.values()
        if each.columns
    }


def _routines(snapshot: Snapshot) -> dict[str, Routine]:
    from govsim.lineage.routines import table_columns
    from govsim.model.values import RoutineDetail

    return {
        each.name: Routine(
            tuple(parameter.name.lower() for parameter in each.detail.parameters),
            each.detail.body,
            table_columns(each.detail.returns or ""),
        )
        for each in snapshot.securables.values()
        if isinstance(each.detail, RoutineDetail)
        and each.detail.language == "SQL"
        and each.detail.body
    }
