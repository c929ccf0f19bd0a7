"""Serves the audit file: events are appended to it as JSON lines."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govsim.audit import AuditLog


def record(options: argparse.Namespace, log: AuditLog) -> None:
    """Append the events of a log to the file of `--audit`, counting on from those in it."""
    if not options.audit:
        return
    from govsim.audit import write_events

    path = Path(options.audit)
    before = path.read_text(encoding="utf-8").count("\n") if path.exists() else 0
    events = (replace(event, number=before + event.number) for event in log)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in write_events(events))
