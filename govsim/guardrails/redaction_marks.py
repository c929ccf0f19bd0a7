"""Replaces what was found in a text by marks that name its type."""

from __future__ import annotations

from govsim.guardrails.values import Finding


def marked(text: str, findings: tuple[Finding, ...]) -> str:
    """Return a text with each finding replaced by `<TYPE>`; they must not overlap."""
    parts: list[str] = []
    done = 0
    for finding in findings:
        parts += [text[done : finding.start], f"<{finding.type}>"]
        done = finding.end
    return "".join([*parts, text[done:]])
