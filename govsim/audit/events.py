"""Holds one event of the audit log, and its form as a row of `system.access.audit`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from govsim.audit.actions import UNITY_CATALOG

SCHEMA_VERSION = "2.0"  # of the platform's audit log
OK, INVALID, FORBIDDEN, NOT_FOUND = 200, 400, 403, 404
Used = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Who ran or asked what, when, and with which answer.

    `text` is empty when a log says that something happened, and not what in a form that can be
    asked again. `used` are the rows that conveyed access: privilege, key, principal.
    """

    principal: str
    time: datetime | None
    action: str
    text: str
    securables: tuple[str, ...] = ()
    allowed: bool = True
    reason: str = ""
    version: int | None = None  # of the metastore that answered
    used: Used = ()
    number: int = 0  # counts the events of a log, from 1
    service: str = UNITY_CATALOG
    status: int = OK
    workspace: str = ""
    consults: bool = True  # it looks or uses; it does not change the metastore

    @property
    def understood(self) -> bool:
        """Whether it can be asked again."""
        return bool(self.text)

    def to_json(self) -> dict[str, Any]:
        """Return the event as a row of `system.access.audit`.

        What the platform has no column for stands in `request_params` and `response.result`.
        """
        return {
            "version": SCHEMA_VERSION,
            "event_time": written_time(self.time),
            "event_date": self.time.date().isoformat() if self.time else None,
            "workspace_id": self.workspace or None,
            "source_ip_address": None,
            "user_agent": "govsim",
            "session_id": None,
            "user_identity": {"email": self.principal, "subject_name": None},
            "service_name": self.service,
            "action_name": self.action,
            "request_id": f"govsim-{self.number}",
            "request_params": self._parameters(),
            "response": {
                "status_code": self.status,
                "error_message": self.reason or None,
                "result": json.dumps({"used": self.used}) if self.used else None,
            },
            "audit_level": "ACCOUNT_LEVEL" if not self.workspace else "WORKSPACE_LEVEL",
            "account_id": None,
            "event_id": f"{self.number:08d}",
            "identity_metadata": {"run_by": self.principal, "run_as": self.principal},
        }

    def _parameters(self) -> dict[str, str]:
        named = {"commandText": self.text}
        if self.securables:
            named["full_name_arg"] = self.securables[0]
        if len(self.securables) > 1:
            named["securables"] = json.dumps(self.securables)
        if self.version is not None:
            named["metastore_version"] = str(self.version)
        return named


def written_time(time: datetime | None) -> str | None:
    """Return a time as the log writes it: UTC, to the millisecond."""
    if time is None:
        return None
    at = time.astimezone(UTC) if time.tzinfo else time
    return at.isoformat(timespec="milliseconds").replace("+00:00", "") + "Z"
