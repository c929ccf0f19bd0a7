"""Holds which views read a column of a table that is no longer there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govsim.catalog.shapes import definition, schema_of
from govsim.catalog.snapshot import Metastore
from govsim.model.kinds import METASTORE_KEY, SecurableType
from govsim.model.values import Column, Missed, RelationDetail, Securable


def missed_after(
    metastore: Metastore, was: Securable, columns: Sequence[Column]
) -> tuple[Missed, ...]:
    """Return the views that read columns of a table that it is about to lose, or lost before.

    Args:
        metastore: Where the table still has its columns.
        was: The table as it is.
        columns: Its columns after a change; none where they are not known.
    """
    detail = was.detail
    if not isinstance(detail, RelationDetail) or not columns:
        return ()
    now = {column.name.lower() for column in columns}
    kept = tuple(each for each in detail.missed if each.column not in now)
    gone = {column.name.lower() for column in was.columns} - now
    if not gone:
        return kept
    return (*kept, *(each for each in _reading(metastore, was, gone) if each not in kept))


def _reading(metastore: Metastore, table: Securable, gone: set[str]) -> Iterator[Missed]:
    for held in _relations(metastore):
        detail = held.detail
        if held.type is not SecurableType.VIEW or not isinstance(detail, RelationDetail):
            continue
        if detail.body is None or all(read.key != table.key for read in detail.reads):
            continue
        words = {word.lower() for word in re.findall(r"\w+", detail.body)}
        evolves = any("EVOLUTION" in (said or "").upper() for _, said in detail.properties)
        sought = gone & words if evolves or "*" not in detail.body else gone
        for column in sorted(sought & _columns_read(metastore, held, table.name) if sought else ()):
            yield Missed(column, held.key, detail.body)


def _relations(metastore: Metastore) -> Iterator[Securable]:
    """Yield all that stands in schemas; a draft can be walked from its root alone."""
    for catalog in metastore.children.get(METASTORE_KEY, ()):
        for schema in metastore.children.get(catalog, ()):
            for key in metastore.children.get(schema, ()):
                if key.startswith("relation:"):
                    yield metastore.securables[key]


def _columns_read(metastore: Metastore, view: Securable, table: str) -> set[str]:
    from govsim.lineage import extract

    detail = view.detail
    within = detail.within if isinstance(detail, RelationDetail) else ""
    catalog, _, schema = (within or "main.default").partition(".")
    traced = extract(definition(view), schema_of(metastore), (catalog, schema))
    edges = (edge for each in traced for edge in each.columns)
    return {edge.source_column.lower() for edge in edges if edge.source_table == table}


def columns_gone(metastore: Metastore, view: Securable) -> Iterator[tuple[str, str]]:
    """Yield the columns that a view reads and that are gone, each with its table's full name."""
    detail = view.detail
    for read in detail.reads if isinstance(detail, RelationDetail) else ():
        base = metastore.securables.get(read.key)
        if base is None or not isinstance(base.detail, RelationDetail) or not base.detail.missed:
            continue
        for each in base.detail.missed:
            if each.view == view.key and each.body == detail.body:  # type: ignore[union-attr]
                yield each.column, base.name
