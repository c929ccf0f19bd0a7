"""Renders rows that changed as findings, for whatever reads findings in a build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import govsim.report.answer as told
from govsim.guardrails import Finding
from govsim.guardrails.evaluation import Changes
from govsim.guardrails.evaluation.changes import UNCOMPARED, Change


def change_findings(changes: Changes, fail_on: frozenset[str]) -> Iterator[told.Finding]:
    """Yield a finding for each way in which each row changed; an error where it must not."""
    for change in changes.kept:
        for kind in change.kinds:
            yield _finding(change, kind, "error" if kind in fail_on else "note")


def uncompared_findings(
    unmatched: Mapping[str, int], fail_on: frozenset[str]
) -> Iterator[told.Finding]:
    """Yield a finding for each reason for which rows or records were not compared."""
    level: told.Level = "error" if UNCOMPARED in fail_on else "warning"
    for reason, count in unmatched.items():
        if count:
            yield told.Finding("not-compared", f"{count:,} {reason.replace('_', ' ')}", level)


def _finding(change: Change, kind: str, level: told.Level) -> told.Finding:
    at = change.at
    row = f"row {change.id} of {change.source}"
    moved = f"{row}: {change.before} before, {change.after} after"
    if kind == "lost":
        return told.Finding("finding-lost", f"{row}: {_spans(change.lost)}", level, at)
    if kind == "gained":
        return told.Finding("finding-gained", f"{row}: {_spans(change.gained)}", level, at)
    if kind == "moved":
        return told.Finding("finding-moved", f"{row}: {_spans(change.moved)}", level, at)
    code = "outcome-milder" if kind == "milder" else "outcome-stricter"
    return told.Finding(code, moved, level, at)


def _spans(findings: Sequence[Finding]) -> str:
    return ", ".join(f"{each.type} {each.start}-{each.end}" for each in findings)
