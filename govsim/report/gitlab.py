"""Renders findings as a code quality report, which GitLab shows in a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from govsim.report.answer import Answer, Finding

_SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def render_gitlab(answer: Answer) -> str:
    """Return a JSON list of findings and failed cases; the report of a clean run is empty."""
    seen: Counter[str] = Counter()
    entries = [_entry(finding, seen) for finding in answer.reported]
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def _entry(finding: Finding, seen: Counter[str]) -> dict[str, Any]:
    path = finding.at.source if finding.at is not None else "govsim"
    # The line is left out, so that a finding stays the same when lines above it are added.
    core = f"{finding.code}|{path}|{finding.message}"
    seen[core] += 1
    # The name of a file may be no UTF-8, and a message may repeat half of a character.
    told = hashlib.sha256(f"{core}|{seen[core]}".encode("utf-8", "backslashreplace"))
    hint = f" ({finding.hint})" if finding.hint else ""
    return {
        "description": finding.message + hint,
        "check_name": finding.code,
        "fingerprint": told.hexdigest(),
        "severity": _SEVERITY[finding.level],
        "location": {
            "path": path,
            "lines": {"begin": finding.at.line if finding.at is not None else 1},
        },
    }
