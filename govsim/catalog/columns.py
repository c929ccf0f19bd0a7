"""Holds how one column of a relation is found, also where its columns are worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from govsim.catalog.shapes import columns_of
from govsim.catalog.snapshot import Draft
from govsim.errors import GovsimError, Place, nearest
from govsim.model.kinds import RELATIONS
from govsim.model.values import Column, RelationDetail, Securable


def shaped(draft: Draft, found: Securable) -> Securable:
    """Return a relation with its columns worked out, if it declares none."""
    columns = columns_of(draft, found)
    if columns is found.columns or not isinstance(found.detail, RelationDetail):
        return found
    return replace(found, detail=replace(found.detail, columns=columns))


def is_open(found: Securable) -> bool:
    """Return whether a relation may have columns that nobody named."""
    detail = found.detail
    if not isinstance(detail, RelationDetail):
        return found.type in RELATIONS
    return not detail.columns or detail.open


def column_of(draft: Draft, found: Securable, name: str, at: Place | None) -> Column:
    """Return a column by name, in any case. One of an open relation is taken to exist.

    Raises:
        GovsimError: `unknown-column`.
    """
    known = shaped(draft, found)
    for column in known.columns:
        if column.name.lower() == name.lower():
            return column
    if is_open(known):
        return Column(name)
    near = nearest(name, (column.name for column in known.columns))
    raise GovsimError(
        "unknown-column",
        f"no column `{name}` in `{found.name}`",
        at=at,
        hint=f"did you mean `{near}`?" if near else None,
    )


def put_column(draft: Draft, found: Securable, column: Column) -> None:
    """Replace one column of a relation by that of the same name."""
    known = shaped(draft, found)
    columns = tuple(with_column(known.columns, column.name, column))
    detail = known.detail if isinstance(known.detail, RelationDetail) else RelationDetail()
    changed = replace(detail, columns=columns, open=is_open(known))
    draft.put(replace(known, detail=changed))


def with_column(columns: Sequence[Column], name: str, column: Column) -> list[Column]:
    """Return columns with one replaced by its name, or added where it was not named before."""
    if not any(held.name.lower() == name.lower() for held in columns):
        return [*columns, column]
    return [column if held.name.lower() == name.lower() else held for held in columns]
