"""Renders an answer as JSON."""

from __future__ import annotations

import json

from govsim.report.answer import Answer


def render_json(answer: Answer) -> str:
    """Return the value of an answer; without one, its findings."""
    value = answer.value
    if value is None:
        value = {"findings": [finding.to_json() for finding in answer.findings]}
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
