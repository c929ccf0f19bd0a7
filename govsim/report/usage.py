"""Renders what an audit log says of use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from govsim.audit import Usage
from govsim.report.answer import Answer, Block, Heading, Paragraph, Table


def usage_answer(usage: Usage, limit: int = 20) -> Answer:
    """Return the assets most consulted, the grants never used, the denials."""
    blocks: list[Block] = []
    assets = [
        (str(use.consultations), str(len(use.principals)), _time(use.last), use.name)
        for use in usage.assets
    ]
    header = ("times", "principals", "last", "securable")
    blocks += _part("Most consulted", header, assets, limit, {0, 1})
    unused = [(row.grant.privilege, row.on, row.grant.principal) for row in usage.unused]
    blocks += _part("Grants never used", ("privilege", "on", "granted to"), unused, limit)
    denials = [(str(d.times), d.principal, d.text, d.reason) for d in usage.denials]
    blocks += _part("Denied", ("times", "principal", "asked", "answer"), denials, limit, {0})
    if usage.not_understood:
        left = ", ".join(f"{action} ({count})" for action, count in usage.not_understood)
        blocks += [Heading("Left out"), Paragraph(f"actions that cannot be asked again: {left}")]
    return Answer("Use of the metastore", tuple(blocks), usage_json(usage))


def _part(
    title: str,
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    limit: int,
    right: set[int] | None = None,
) -> list[Block]:
    if not rows:
        return [Heading(title), Paragraph("none")]
    part: list[Block] = [Heading(title), Table(header, tuple(rows[:limit]), frozenset(right or ()))]
    if len(rows) > limit:
        part.append(Paragraph(f"and {len(rows) - limit} more; --limit shows them"))
    return part


def _time(time: datetime | None) -> str:
    return time.strftime("%Y-%m-%d %H:%M") if time is not None else ""


def usage_json(usage: Usage) -> dict[str, Any]:
    """Return the whole usage as JSON."""
    return {
        "events": usage.events,
        "assets": [
            {
                "name": use.name,
                "consultations": use.consultations,
                "principals": list(use.principals),
                "last": use.last.isoformat() if use.last else None,
            }
            for use in usage.assets
        ],
        "unused_grants": [
            {"privilege": row.grant.privilege, "on": row.on, "principal": row.grant.principal}
            for row in usage.unused
        ],
        "denials": [
            {"principal": d.principal, "asked": d.text, "reason": d.reason, "times": d.times}
            for d in usage.denials
        ],
        "not_understood": dict(usage.not_understood),
    }
