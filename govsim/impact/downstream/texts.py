"""Compares: what the platform says when a statement does not fit its tables any more."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from govsim.model.kinds import ROUTINES
from govsim.model.values import Securable


def table_not_found(name: str) -> str:
    """Return the platform's words for a table that is not there."""
    return (
        f"[TABLE_OR_VIEW_NOT_FOUND] The table or view {_quoted(name)} cannot be found. "
        "SQLSTATE: 42P01"
    )


def routine_not_found(name: str) -> str:
    """Return the platform's words for a function that is not there."""
    return f"[UNRESOLVED_ROUTINE] Cannot resolve routine {_quoted(name)}. SQLSTATE: 42883"


def dependency_gone(name: str) -> str:
    """Return the platform's words for a filter or mask whose function is not there."""
    return (
        "[UC_DEPENDENCY_DOES_NOT_EXIST] Dependency does not exist in Unity Catalog: "
        f"{_quoted(name)}"
    )


def column_not_found(name: str, near: Iterable[str]) -> str:
    """Return the platform's words for a column that is not there, with what comes close."""
    leaf = name.rpartition(".")[2].lower()
    ordered = sorted(
        dict.fromkeys(near), key=lambda each: -SequenceMatcher(None, leaf, each.lower()).ratio()
    )[:5]
    said = f"A column, variable, or function parameter with name {_quoted(name)} cannot be resolved"
    if not ordered:
        return f"[UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] {said}. SQLSTATE: 42703"
    near_words = ", ".join(f"`{each}`" for each in ordered)
    return (
        f"[UNRESOLVED_COLUMN.WITH_SUGGESTION] {said}. "
        f"Did you mean one of the following? [{near_words}]. SQLSTATE: 42703"
    )


def using_not_found(what: str) -> str:
    """Return the platform's words for a column of USING that one side of a join does not have."""
    name, _, side = what.partition(" ")
    return (
        f"[UNRESOLVED_USING_COLUMN_FOR_JOIN] USING column {_quoted(name)} cannot be resolved "
        f"{side} of the join. SQLSTATE: 42703"
    )


def wrong_arguments(what: str) -> str:
    """Return the platform's words for a call with too many or too few arguments."""
    return (
        "[WRONG_NUM_ARGS.WITHOUT_SUGGESTION] The number of arguments does not fit: "
        f"{what}. SQLSTATE: 42605"
    )


def ambiguous(name: str) -> str:
    """Return the platform's words for a column that two tables have."""
    return f"[AMBIGUOUS_REFERENCE] Reference {_quoted(name)} is ambiguous. SQLSTATE: 42704"


def view_schema(view: str, column: str) -> str:
    """Return the platform's words for a view whose query lost a column that the view promises."""
    return (
        f"[INCOMPATIBLE_VIEW_SCHEMA_CHANGE] The SQL query of view {_quoted(view)} has an "
        f"incompatible schema change and column {_quoted(column)} cannot be resolved. "
        "SQLSTATE: 51024"
    )


def arity(table: str, wants: int, gives: int) -> str:
    """Return the platform's words for an INSERT whose number of columns does not fit."""
    word = "TOO_MANY" if gives > wants else "NOT_ENOUGH"
    reason = "too many" if gives > wants else "not enough"
    return (
        f"[INSERT_COLUMN_ARITY_MISMATCH.{word}_DATA_COLUMNS] Cannot write to {_quoted(table)}, "
        f"the reason is {reason} data columns: the table has {wants}, the query gives {gives}. "
        "SQLSTATE: 21S01"
    )


def extra_column(table: str, column: str) -> str:
    """Return the platform's words for an INSERT BY NAME with a column that its table has not."""
    return (
        f"[INCOMPATIBLE_DATA_FOR_TABLE.EXTRA_COLUMNS] Cannot write incompatible data for the table "
        f"{_quoted(table)}: Cannot write extra columns {_quoted(column)}. SQLSTATE: KD000"
    )


def unsafe_cast(table: str, column: str, source: str, target: str) -> str:
    """Return the platform's words for a value that a column cannot store."""
    return (
        f"[INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST] Cannot write incompatible data for the "
        f'table {_quoted(table)}: Cannot safely cast `{column}` "{source}" to "{target}". '
        "SQLSTATE: KD000"
    )


def not_null(column: str) -> str:
    """Return the platform's words for a write that leaves out a column that is never NULL."""
    return (
        f"[DELTA_MISSING_NOT_NULL_COLUMN_VALUE] Column {column}, which has a NOT NULL constraint, "
        "is missing from the data being written into the table. SQLSTATE: 23502"
    )


def null_written(column: str) -> str:
    """Return the platform's words for a write of NULL to a column that is never NULL."""
    return (
        f"[DELTA_NOT_NULL_CONSTRAINT_VIOLATED] NOT NULL constraint violated for column: {column}. "
        "SQLSTATE: 23502"
    )


def merge_unresolved(column: str, near: Iterable[str]) -> str:
    """Return the platform's words for `*` in a MERGE whose source lacks a column of the target."""
    return (
        f"[DELTA_MERGE_UNRESOLVED_EXPRESSION] Cannot resolve {column} in UPDATE clause given "
        f"columns {', '.join(near)}. SQLSTATE: 42601"
    )


def stream_schema() -> str:
    """Return the platform's words for a stream whose source was altered other than by adding."""
    return (
        "[DELTA_STREAMING_INCOMPATIBLE_SCHEMA_CHANGE_USE_SCHEMA_LOG] Streaming read is not "
        "supported on tables with read-incompatible schema changes (e.g. rename or drop or "
        "datatype changes). SQLSTATE: 42KD4"
    )


def uneven() -> str:
    """Return the platform's words for a set operation over different numbers of columns."""
    return (
        "[NUM_COLUMNS_MISMATCH] UNION can only be performed on inputs with the same number of "
        "columns. SQLSTATE: 42826"
    )


def cannot_use(principal: str, privilege: str, held: Securable) -> str:
    """Return the platform's words for a definer who may not read or call what a view uses."""
    word = "Routine" if held.type in ROUTINES else "Table"
    return (
        f"[INSUFFICIENT_PERMISSIONS] Insufficient privileges: {principal} does not have "
        f"{privilege} on {word} '{held.name}'. SQLSTATE: 42501"
    )


def _quoted(name: str) -> str:
    return ".".join(f"`{part}`" for part in name.replace("`", "").split("."))


def unknown_error(reason: str, what: str, near: Iterable[str]) -> str:
    """Return what the platform says of what lineage could not resolve; nothing where it runs."""
    if reason in ("unknown-column", "unknown-fields"):
        return column_not_found(what, near)
    if reason == "ambiguous-column":
        return ambiguous(what)
    if reason == "unknown-function":
        return routine_not_found(what)
    if reason == "unknown-join-column":
        return using_not_found(what)
    if reason == "wrong-arguments":
        return wrong_arguments(what)
    return uneven() if reason == "uneven-union" else ""
