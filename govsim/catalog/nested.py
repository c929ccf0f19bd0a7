"""Holds what ALTER TABLE does to a field inside a column: it is added, dropped, renamed, retyped.

Source: Databricks documentation, ALTER TABLE, `ADD COLUMN`, `DROP COLUMN` and `RENAME COLUMN` of
nested fields; read 2026-11-27.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from govsim.catalog.columns import with_column
from govsim.errors import GovsimError, Place
from govsim.model import statements as s
from govsim.model.datatypes import element_of, entries_of, fields_of, with_field
from govsim.model.values import Column

Columns = list[Column]


def column_with(columns: Sequence[Column], name: str) -> Column | None:
    """Return the column that a name such as `meta.geo.city` goes into; none for a plain name."""
    if "." not in name or any(column.name.lower() == name.lower() for column in columns):
        return None
    first = name.partition(".")[0].lower()
    return next((c for c in columns if c.name.lower() == first and c.type), None)


def type_of(columns: Sequence[Column], name: str) -> str:
    """Return the type of a column, or of a field inside one; empty where it is not known."""
    if (outer := column_with(columns, name)) is None:
        return next((c.type for c in columns if c.name.lower() == name.lower()), "")
    found: list[str] = []

    def note(field: str, kind: str) -> str:
        found.append(kind)
        return f"{field}: {kind}"

    with_field(outer.type, name.split(".")[1:], note)
    return found[0] if found else ""


def added(
    columns: Columns, outer: Column, spec: s.ColumnSpec, table: str, at: Place | None
) -> Columns:
    """Return columns with one more field at the end of a struct.

    Raises:
        GovsimError: `already-exists`.
    """
    path = spec.name.split(".")[1:]
    type_ = with_field(outer.type, path, lambda name, _: f"{name}: {spec.type}", added=True)
    if type_ is None:
        message = f"field `{spec.name}` is already in `{table}`, or what holds it is no struct"
        raise GovsimError("already-exists", message, at=at)
    return with_column(columns, outer.name, replace(outer, type=type_))


def dropped(columns: Columns, outer: Column, name: str, table: str, at: Place | None) -> Columns:
    """Return columns without one field.

    Raises:
        GovsimError: `unknown-column`; `column-in-use` for the only field of a struct.
    """
    if len(fields := _beside(outer.type, name.split(".")[1:])) == 1:
        message = f"field `{name}` of `{table}` is the only one of its struct"
        raise GovsimError("column-in-use", message, at=at, hint=f"drop what holds `{fields[0]}`")
    return _changed(columns, outer, name, table, at, lambda *_: "")


def _beside(type_: str, path: Sequence[str]) -> tuple[str, ...]:
    """Return the fields of the struct that holds the last name of a path, if it does hold it."""
    for name in path[:-1]:
        entries = dict(zip(("key", "value"), entries_of(type_) or ("", ""), strict=True))
        inside = {"element": element_of(type_) or "", **entries}
        type_ = next(
            (k for n, k in fields_of(type_) if n.lower() == name.lower()), ""
        ) or inside.get(name.lower(), "")
    names = tuple(name for name, _ in fields_of(type_))
    return names if path[-1].lower() in map(str.lower, names) else ()


def altered(
    columns: Columns, outer: Column, name: str, spec: s.ColumnSpec, table: str, at: Place | None
) -> Columns:
    """Return columns with one field of another name or type.

    Raises:
        GovsimError: `unknown-column`.
    """

    def change(field: str, kind: str) -> str:
        named = field if not spec.name or spec.name == name else spec.name
        return f"{named}: {spec.type or kind}"

    return _changed(columns, outer, name, table, at, change)


def _changed(
    columns: Columns,
    outer: Column,
    name: str,
    table: str,
    at: Place | None,
    change: Callable[[str, str], str],
) -> Columns:
    type_ = with_field(outer.type, name.split(".")[1:], change)
    if type_ is None:
        message = f"no field `{name}` in `{table}`"
        raise GovsimError("unknown-column", message, at=at, hint=f"it is {outer.type}")
    return with_column(columns, outer.name, replace(outer, type=type_))
