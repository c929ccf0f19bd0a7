"""Holds what columns a relation has: as declared, or as its query gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from govsim.catalog.snapshot import Metastore
from govsim.model.kinds import Kind, SecurableType, key_of
from govsim.model.values import Column, RelationDetail, RoutineDetail, Securable

if TYPE_CHECKING:
    from govsim.lineage import Routine, Schema

T = SecurableType
EFFECT_TAG: Final = "data_effect"  # what a function is declared to do to what it is given
_NULLS: Final = "columns of views that may be NULL"
_IN_WORK: Final = "columns in work"  # views that read one another must not hang


def schema_of(metastore: Metastore) -> Schema:
    """Return every table and SQL function of a metastore, each looked up when it is asked for."""
    from govsim.lineage.schema import LookedUp

    def types(name: str) -> list[tuple[str, str]]:
        held = metastore.securables.get(key_of(T.TABLE, name))
        found = columns_of(metastore, held) if held is not None and not _open(held) else ()
        return [(column.name, column.type) for column in found]

    def routine(name: str) -> Routine | None:
        held = metastore.securables.get(key_of(T.FUNCTION, name))
        return _routine(held) if held is not None else None

    def nulls(name: str) -> Mapping[str, bool | None]:
        held = metastore.securables.get(key_of(T.TABLE, name))
        return nulls_in(metastore, held) if held is not None else {}

    return LookedUp(types, routine, nulls)


def nulls_in(metastore: Metastore, held: Securable) -> Mapping[str, bool | None]:
    """Return of the columns of a relation whether they may be NULL; of a view, by its query."""
    from govsim.lineage import extract_each

    detail = held.detail
    if not isinstance(detail, RelationDetail):
        return {}
    if detail.body is None:
        return {column.name.lower(): column.nullable for column in held.columns}
    known: dict[str, Mapping[str, bool | None]] = metastore.memo.setdefault(_NULLS, {})
    if held.key not in known:
        known[held.key] = {}  # while it is worked out, and for a view that reads itself
        catalog, _, schema = (detail.within or "main.default").partition(".")
        traced = extract_each(
            [definition(held)], schema_of(metastore), (catalog, schema), nulls=True
        )
        known[held.key] = {
            column: null for each in traced for one in each for _, column, null in one.nulls
        }
    return known[held.key]


def columns_of(metastore: Metastore, held: Securable) -> tuple[Column, ...]:
    """Return the columns of a relation; those of a view without a list are worked out."""
    detail = held.detail
    if held.columns or not isinstance(detail, RelationDetail) or detail.body is None:
        return held.columns
    working: set[str] = metastore.memo.setdefault(_IN_WORK, set())
    if held.key in working:
        return ()
    working.add(held.key)
    try:
        return given_by(metastore, definition(held), detail.within)
    finally:
        working.discard(held.key)


def definition(held: Securable) -> str:
    """Return the statement that a view, with its columns if it lists them, is made by."""
    from govsim.sql import quote_name

    detail = held.detail
    assert isinstance(detail, RelationDetail)
    name = quote_name(held.name.split("."))
    if held.kind is Kind.METRIC_VIEW:
        return f"CREATE VIEW {name} WITH METRICS LANGUAGE YAML AS $$\n{detail.body}\n$$"
    listed = ", ".join(f"`{column.name}`" for column in held.columns)
    columns = f" ({listed})" if listed else ""
    word = held.type if held.type is not T.TABLE else "STREAMING TABLE"
    bound = next((said for key, said in detail.properties if key == "WITH SCHEMA"), "")
    clause = f" WITH SCHEMA {bound}" if bound else ""
    return f"CREATE {word} {name}{columns}{clause} AS {detail.body}"


def function_definition(held: Securable) -> str:
    """Return the statement that a SQL function is made by."""
    from govsim.sql import quote_name

    detail = held.detail
    assert isinstance(detail, RoutineDetail)
    given = ", ".join(_parameter(each) for each in detail.parameters)
    returns = f" RETURNS {detail.returns}" if detail.returns else ""
    name = quote_name(held.name.split("."))
    return f"CREATE FUNCTION {name}({given}){returns} RETURN {detail.body}"


def _parameter(one: Column) -> str:
    return f"`{one.name}` {one.type or 'STRING'} {one.default}".rstrip()


def given_by(metastore: Metastore, text: str, within: str) -> tuple[Column, ...]:
    """Return the columns that the last statement of a text gives; none where some are unknown."""
    from govsim.lineage import extract

    catalog, _, schema = (within or "main.default").partition(".")
    traced = extract(text, schema_of(metastore), (catalog, schema))
    outputs = traced[-1].outputs if traced else ()
    names = [name.lower() for name, _ in outputs]
    if "*" in names or "" in names or len(set(names)) < len(names):
        return ()
    return tuple(Column(name, type_) for name, type_ in outputs)


def _open(held: Securable) -> bool:
    return isinstance(held.detail, RelationDetail) and held.detail.open


def _routine(held: Securable) -> Routine | None:
    from govsim.lineage import Routine
    from govsim.lineage.routines import table_columns

    detail = held.detail
    if not isinstance(detail, RoutineDetail):
        return None
    parameters = tuple(parameter.name.lower() for parameter in detail.parameters)
    if detail.language != "SQL" or not detail.body:
        declared = dict(held.tags).get(EFFECT_TAG)
        return Routine(parameters, "", masks=True) if declared else None
    optional = sum(bool(parameter.default) for parameter in detail.parameters)
    returns = table_columns(detail.returns or "")
    return Routine(parameters, detail.body, returns, optional=optional)
