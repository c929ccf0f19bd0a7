"""Renders findings as workflow commands, which GitHub shows beside the changed lines."""

from __future__ import annotations

from govsim.report.answer import Answer, Finding

_WORD = {"error": "error", "warning": "warning", "note": "notice"}


def render_github(answer: Answer) -> str:
    """Return one command a finding, and one for each case that failed."""
    return "".join(_command(finding) + "\n" for finding in answer.reported)


def _command(finding: Finding) -> str:
    properties = {"title": finding.code}
    if finding.at is not None and not finding.at.source.startswith("<"):
        at = finding.at
        properties = {
            "file": at.source,
            "line": str(at.line),
            "col": str(at.column),
            "endColumn": str(at.column + max(1, at.length)),
            **properties,
        }
    named = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = finding.message + (f"\nhint: {finding.hint}" if finding.hint else "")
    return f"::{_WORD[finding.level]} {named}::{_message(message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
