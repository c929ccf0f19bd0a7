"""Decides whether a view or function is broken: what it reads or calls is gone."""

from __future__ import annotations

from collections.abc import Iterator

from govsim.access.answers import Refusal
from govsim.catalog import Metastore, columns_gone, gone
from govsim.model.values import RelationDetail, RoutineDetail, Securable


def broken(metastore: Metastore, held: Securable) -> Iterator[Refusal]:
    """Yield a refusal for each relation and function that a view or function lacks.

    Source:
        Databricks error classes: *TABLE_OR_VIEW_NOT_FOUND*, *UNRESOLVED_ROUTINE*; a body is
        resolved whenever it is used.
    """
    detail = held.detail
    if not isinstance(detail, RelationDetail | RoutineDetail):
        return
    title = f"{str(held.type).lower()} {held.name}"
    code = "broken-view" if isinstance(detail, RelationDetail) else "broken-function"
    for name in gone(detail.reads, metastore):
        yield Refusal(code, f"{title} reads {name}, which does not exist [TABLE_OR_VIEW_NOT_FOUND]")
    for column, table in columns_gone(metastore, held):
        what = f"column {column} of {table}, which does not exist [UNRESOLVED_COLUMN]"
        yield Refusal(code, f"{title} reads {what}")
    for key in detail.calls:
        name = key.partition(":")[2]
        if key not in metastore.securables and not name.startswith("system."):
            yield Refusal(code, f"{title} calls {name}, which does not exist [UNRESOLVED_ROUTINE]")


def functions_within(metastore: Metastore, function: Securable) -> Iterator[Securable]:
    """Yield a function, and those that it calls, themselves or through others."""
    waiting, met = [function], {function.key}
    for one in waiting:
        yield one
        if not isinstance(one.detail, RoutineDetail):
            continue
        for key in one.detail.calls:
            inner = metastore.securables.get(key)
            if inner is not None and key not in met:
                met.add(key)
                waiting.append(inner)
