"""Holds which views and functions read a column of a table or view that is no longer there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govsim.catalog.shapes import columns_of, definition, function_definition, schema_of
from govsim.catalog.snapshot import Metastore
from govsim.model.kinds import METASTORE_KEY, SecurableType
from govsim.model.values import Column, Missed, RelationDetail, RoutineDetail, Securable

T = SecurableType


def missed_after(
    metastore: Metastore, was: Securable, columns: Sequence[Column]
) -> tuple[Missed, ...]:
    """Return who reads columns of a relation that it is about to lose, or lost before.

    Args:
        metastore: Where the relation still has its columns.
        was: The relation as it is.
        columns: Its columns after a change; none where they are not known.
    """
    detail = was.detail
    if not isinstance(detail, RelationDetail) or not columns:
        return ()
    now = {column.name.lower() for column in columns}
    kept = tuple(each for each in detail.missed if each.column not in now)
    gone = {column.name.lower() for column in columns_of(metastore, was)} - now
    if not gone:
        return kept
    return (*kept, *(each for each in _reading(metastore, was, gone) if each not in kept))


def missed_by(metastore: Metastore, was: Securable, now: Securable) -> tuple[Missed, ...]:
    """Return who reads columns of a relation that it no longer has as it is made again."""
    before, after = was.detail, now.detail
    if not isinstance(before, RelationDetail) or not isinstance(after, RelationDetail):
        return ()
    if (before.body, before.columns, before.within) == (after.body, after.columns, after.within):
        return before.missed
    return missed_after(metastore, was, columns_of(metastore, now))


def _reading(metastore: Metastore, read: Securable, gone: set[str]) -> Iterator[Missed]:
    for held in _readers(metastore):
        detail = held.detail
        body = detail.body if isinstance(detail, RelationDetail | RoutineDetail) else None
        if body is None or all(each.key != read.key for each in detail.reads):  # type: ignore[union-attr]
            continue
        words = {word.lower() for word in re.findall(r"\w+", body)}
        sought = gone & words if _evolves(held) or "*" not in body else gone
        for column in sorted(sought & _columns_read(metastore, held, read.name) if sought else ()):
            yield Missed(column, held.key, body)


def _evolves(held: Securable) -> bool:
    properties = held.detail.properties if isinstance(held.detail, RelationDetail) else ()
    return any("EVOLUTION" in (said or "").upper() for _, said in properties)


def _readers(metastore: Metastore) -> Iterator[Securable]:
    """Yield all views and SQL functions; a draft can be walked from its root alone."""
    for catalog in metastore.children.get(METASTORE_KEY, ()):
        for schema in metastore.children.get(catalog, ()):
            for key in metastore.children.get(schema, ()):
                held = metastore.securables[key]
                if held.type is T.VIEW or (held.type is T.FUNCTION and _in_sql(held)):
                    yield held


def _in_sql(held: Securable) -> bool:
    return isinstance(held.detail, RoutineDetail) and held.detail.language == "SQL"


def _columns_read(metastore: Metastore, held: Securable, name: str) -> set[str]:
    from govsim.lineage import extract

    detail = held.detail
    assert isinstance(detail, RelationDetail | RoutineDetail)
    text = definition(held) if isinstance(detail, RelationDetail) else function_definition(held)
    catalog, _, schema = (detail.within or "main.default").partition(".")
    traced = extract(text, schema_of(metastore), (catalog, schema))
    edges = (edge for each in traced for edge in each.columns)
    return {edge.source_column.lower() for edge in edges if edge.source_table == name}


def columns_gone(metastore: Metastore, held: Securable) -> Iterator[tuple[str, str]]:
    """Yield the columns that a view or function reads and that are gone, each with its table."""
    detail = held.detail
    if not isinstance(detail, RelationDetail | RoutineDetail):
        return
    for read in detail.reads:
        base = metastore.securables.get(read.key)
        if base is None or not isinstance(base.detail, RelationDetail) or not base.detail.missed:
            continue
        for each in base.detail.missed:
            if each.view == held.key and each.body == detail.body:
                yield each.column, base.name
