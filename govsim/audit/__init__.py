"""Holds who did what, when, and with which answer."""

from govsim.audit.events import Event
from govsim.audit.log import AuditLog
from govsim.audit.read import read_events, write_events
from govsim.audit.replay import Difference, asked_again
from govsim.audit.usage import AssetUse, Denial, UnusedGrant, Usage, usage

__all__ = [
    "AssetUse",
    "AuditLog",
    "Denial",
    "Difference",
    "Event",
    "UnusedGrant",
    "Usage",
    "asked_again",
    "read_events",
    "usage",
    "write_events",
]
