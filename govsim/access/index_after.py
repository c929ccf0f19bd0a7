"""Decides what of an index still stands after a change, and works out the rest."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from govsim.access.index_changes import changed, changed_keys, naming
from govsim.access.index_columns import Columns, Masks
from govsim.access.index_frames import dirty_below
from govsim.access.index_standing import Standing, consulted
from govsim.access.index_table import derive
from govsim.catalog.snapshot import Snapshot

if TYPE_CHECKING:
    from govsim.access.index import AccessIndex


def follow(old: AccessIndex, snapshot: Snapshot, touched: Collection[str] | None) -> AccessIndex:
    """Return the index of the snapshot after `old`'s, sharing what did not change."""
    made = type(old)
    before = old.snapshot
    new_users = changed(before.principals, snapshot.principals)
    if new_users and Columns.of(snapshot).users != old.columns.users:
        return made.of(snapshot, workspace=old.standing.workspace)
    if _ruled(before) != _ruled(snapshot):
        return made.of(snapshot, workspace=old.standing.workspace)
    regrouped = bool(changed(before.parents, snapshot.parents))
    keys = set(changed_keys(before, snapshot) if touched is None else touched)
    masks = Masks(snapshot, old.columns) if regrouped else old.masks
    if regrouped:
        keys |= naming(snapshot, old.masks.moved(masks))
    standing, turned = _standing(old.standing, snapshot, keys, regrouped=regrouped)
    index = made(snapshot, old.columns, masks, standing)
    for privilege, table in old.tables.items():
        frames = table.frames.after(snapshot, standing, masks, keys)
        dirty = dirty_below(frames, keys) | (turned if privilege == "SELECT" else set())
        # Rows that no table reads any more are dropped with the store, by working all out anew.
        if table.store.used <= 3 * len(table.slots) + 1000:
            index.tables[privilege] = derive(table, frames, dirty)
    return index


def _ruled(snapshot: Snapshot) -> tuple[bool, object]:
    """Return the settings that decide data access."""
    return snapshot.settings.fine_grained_dml, snapshot.settings.bindings


def _standing(
    old: Standing, snapshot: Snapshot, touched: set[str], *, regrouped: bool
) -> tuple[Standing, set[str]]:
    """Return what is known of views after a change, and the views whose owner's right turned."""
    new = Standing(snapshot, old.workspace)
    asked: list[str] = []
    for view, known in old.views.items():
        if regrouped or not consulted(old.metastore, view).isdisjoint(touched):
            asked.append(view)
        else:
            new.views[view] = known
    alive = [view for view in asked if view in snapshot.securables]
    turned = {view for view in alive if new.definer_may(view) is not old.views[view]}
    return new, turned
