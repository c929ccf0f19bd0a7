"""Holds what exists now: immutable snapshots, and the statements that make the next."""

from govsim.catalog.apply import Applied, apply_all, apply_statement
from govsim.catalog.assumption import assume
from govsim.catalog.everywhere import gone, is_everywhere
from govsim.catalog.founding import ADMIN, Founded, found
from govsim.catalog.governance import Note
from govsim.catalog.groups import add_group, declare, remove_members, require_group
from govsim.catalog.history import History, Version
from govsim.catalog.missed import columns_gone
from govsim.catalog.moving import NOTHING_MOVED, Moved, moving
from govsim.catalog.session import Session, find, parent_key, unknown
from govsim.catalog.snapshot import (
    Draft,
    Metastore,
    Settings,
    Snapshot,
    empty,
    kind_of_principal,
    known_principals,
)

__all__ = [
    "ADMIN",
    "NOTHING_MOVED",
    "Applied",
    "Draft",
    "Founded",
    "History",
    "Metastore",
    "Moved",
    "Note",
    "Session",
    "Settings",
    "Snapshot",
    "Version",
    "add_group",
    "apply_all",
    "apply_statement",
    "assume",
    "columns_gone",
    "declare",
    "empty",
    "find",
    "found",
    "gone",
    "is_everywhere",
    "kind_of_principal",
    "known_principals",
    "moving",
    "parent_key",
    "remove_members",
    "require_group",
    "unknown",
]
