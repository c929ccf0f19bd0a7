"""Holds who did what, when, and with which answer."""

from govsim.audit.events import Event
from govsim.audit.log import AuditLog

__all__ = ["AuditLog", "Event"]
