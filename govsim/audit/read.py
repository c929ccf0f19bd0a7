"""Reads events from JSON lines: those that govsim wrote, and exports of the platform's log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from govsim.audit.actions import SQL, UNITY_CATALOG, is_consultation
from govsim.audit.events import OK, Event, Used
from govsim.audit.known_actions import texts_of
from govsim.errors import GovsimError, Place, ScriptError
from govsim.sql import read_question

Row = Mapping[str, Any]
# The names of an export of the system table, and those of delivered JSON files.
_TIMES = ("event_time", "eventTime", "timestamp")


def read_events(lines: Iterable[str], source: str = "<events>") -> tuple[Event, ...]:
    """Read an audit log, one row a line.

    A row whose action is not known, or whose statement cannot be read, gives an event with an
    empty `text`: `understood` tells it from the others, so that nobody forgets it.

    Args:
        lines: JSON objects in the shape of `system.access.audit`.
        source: What an error calls the log.

    Raises:
        ScriptError: Every line that is no such row, with its place.
    """
    events: list[Event] = []
    errors: list[GovsimError] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        at = Place(source, number, 1, max(1, len(line.rstrip())), _short(line.rstrip()))
        try:
            events.extend(_events(_row(line, at), len(events), at))
        except GovsimError as error:
            errors.append(error)
    if errors:
        raise ScriptError(errors)
    return tuple(events)


def write_events(events: Iterable[Event]) -> Iterator[str]:
    """Yield each event as one line of JSON."""
    for event in events:
        yield json.dumps(event.to_json(), ensure_ascii=False)


def _short(line: str) -> str:
    return line if len(line) <= 100 else line[:99] + "…"


def _row(line: str, at: Place) -> Row:
    hint = "write the log as JSON lines: SELECT to_json(struct(*)) FROM system.access.audit"
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise GovsimError("unreadable-event", "the line is not JSON", at=at, hint=hint) from None
    if not isinstance(found, dict):
        raise GovsimError("unreadable-event", "the line is no JSON object", at=at, hint=hint)
    if not _said(found, "action_name", "actionName"):
        raise GovsimError("unreadable-event", "the row has no `action_name`", at=at, hint=hint)
    return found


def _events(row: Row, before: int, at: Place) -> Iterator[Event]:
    parameters = _map(_said(row, "request_params", "requestParams"))
    response = _map(_said(row, "response"))
    action = str(_said(row, "action_name", "actionName"))
    identity = _map(_said(row, "user_identity", "userIdentity"))
    status = _number(_said(response, "status_code", "statusCode"), at)
    service = str(_said(row, "service_name", "serviceName") or UNITY_CATALOG)
    for offset, text in enumerate(texts_of(action, parameters) or ("",), start=1):
        consults, understood = _kind(text)
        yield Event(
            principal=str(identity.get("email") or identity.get("subject_name") or ""),
            time=_time(next((row[key] for key in _TIMES if row.get(key) is not None), None), at),
            action=action,
            text=text if understood else "",
            securables=_securables(parameters),
            allowed=status < 400,
            reason=str(_said(response, "error_message", "errorMessage") or ""),
            version=_version(parameters),
            used=_used(response),
            number=before + offset,
            service=service,
            status=status,
            workspace=str(_said(row, "workspace_id", "workspaceId") or ""),
            consults=consults if understood else service == SQL,
        )


def _kind(text: str) -> tuple[bool, bool]:
    """Return whether a text only looks or uses, and whether it can be read at all."""
    try:
        return is_consultation(read_question(text)), bool(text)
    except GovsimError:
        return False, False


def _said(row: Row, *keys: str) -> Any:
    return next((row[key] for key in keys if row.get(key) not in (None, "")), None)


def _map(value: Any) -> dict[str, Any]:
    """Return a map however it was exported: an object, its text, or a list of key and value."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    if isinstance(value, list):
        pairs = [each for each in value if isinstance(each, dict) and "key" in each]
        return {str(each["key"]): each.get("value") for each in pairs}
    return dict(value) if isinstance(value, dict) else {}


def _securables(parameters: Row) -> tuple[str, ...]:
    if "securables" in parameters:
        names = json.loads(parameters["securables"])
        return tuple(map(str, names))
    keys = ("full_name_arg", "table_full_name", "volume_full_name", "securable_full_name")
    name = _said(parameters, *keys)
    return (str(name).lower(),) if name else ()


def _used(response: Row) -> Used:
    found = _map(response.get("result")).get("used")
    rows = found if isinstance(found, list) else []
    return tuple((str(a), str(b), str(c)) for a, b, c in rows)


def _version(parameters: Row) -> int | None:
    said = str(parameters.get("metastore_version", ""))
    return int(said) if said.isdigit() else None


def _number(value: Any, at: Place) -> int:
    if value is None:
        return OK
    try:
        return int(value)
    except (TypeError, ValueError):
        raise GovsimError(
            "unreadable-event", f"`status_code` is no number: `{value}`", at=at
        ) from None


def _time(value: Any, at: Place) -> datetime | None:
    if value is None:
        return None
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value / 1000, UTC)
        found = datetime.fromisoformat(str(value).strip())
    except (ValueError, OverflowError, OSError):
        hint = "write it as 2026-01-31T12:00:00Z, or as milliseconds"
        message = f"`event_time` is no time: `{value}`"
        raise GovsimError("unreadable-event", message, at=at, hint=hint) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
