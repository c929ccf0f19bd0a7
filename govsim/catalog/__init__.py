"""Holds what exists now: immutable snapshots of a metastore, and the statements that make the next."""

from govsim.catalog.apply import Applied, apply_all, apply_statement
from govsim.catalog.governance import Note
from govsim.catalog.history import History, Version
from govsim.catalog.session import Session, find, parent_key, unknown
from govsim.catalog.snapshot import Draft, Metastore, Settings, Snapshot, empty, kind_of_principal

__all__ = [
    "Applied",
    "Draft",
    "History",
    "Metastore",
    "Note",
    "Session",
    "Settings",
    "Snapshot",
    "Version",
    "apply_all",
    "apply_statement",
    "empty",
    "find",
    "kind_of_principal",
    "parent_key",
    "unknown",
]
