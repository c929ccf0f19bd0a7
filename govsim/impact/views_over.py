"""Finds the views that show tables, and which of their filters and masks a view's reader meets."""

from __future__ import annotations

from collections.abc import Iterable

from govsim.access.answers import Obligation
from govsim.catalog import Snapshot
from govsim.model.kinds import SecurableType
from govsim.model.values import RelationDetail

_READERS = "relation → views that read it"


def views_over(snapshot: Snapshot, tables: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return each view over some tables, through other views too, with those of them it shows."""
    readers: dict[str, list[str]] | None = snapshot.memo.get(_READERS)
    if readers is None:
        readers = {}
        for view in views_of(snapshot):
            detail = snapshot.securables[view].detail
            for read in detail.reads if isinstance(detail, RelationDetail) else ():
                readers.setdefault(read.key, []).append(view)
        snapshot.memo[_READERS] = readers
    found: dict[str, list[str]] = {}
    for table in tables:
        waiting, met = [table], {table}
        for one in waiting:
            for view in readers.get(one, ()):
                if view not in met:
                    met.add(view)
                    waiting.append(view)
                    found.setdefault(view, []).append(table)
    return {view: tuple(shown) for view, shown in found.items()}


def met_through(
    snapshot: Snapshot, view: str, obligations: Iterable[Obligation]
) -> tuple[Obligation, ...]:
    """Return the row filters, and the masks of columns, that a view reads of its tables."""
    # The reader of lineage is loaded only for a plan that has masks or filters to look through.
    from govsim.access.columns_read import ColumnsRead, met

    found = snapshot.memo.get(("columns of", view))
    if found is None:
        found = ColumnsRead(snapshot)
        found.all_of(view.partition(":")[2])
        snapshot.memo["columns of", view] = found
    return tuple(met(found, obligations))


def views_of(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the key of every view."""
    if (found := snapshot.memo.get("views")) is None:
        every = snapshot.securables.items()
        found = tuple(key for key, held in every if held.type is SecurableType.VIEW)
        snapshot.memo["views"] = found
    return tuple(found)
