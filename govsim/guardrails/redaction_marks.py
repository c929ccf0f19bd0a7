"""Replaces what was found in a text by what the policy shows in its place, without a key."""

from __future__ import annotations

from govsim.guardrails.policy import Operator, Redaction
from govsim.guardrails.redaction.operators import masked, replaced
from govsim.guardrails.values import Finding


def marked(text: str, findings: tuple[Finding, ...], redaction: Redaction | None = None) -> str:
    """Return a text with each finding replaced; they must not overlap.

    Masks are written as the policy has them. What needs a key or a vault is left to
    `govsim.guardrails.redaction.redact`; here it is replaced by `<TYPE>`.
    """
    plan = redaction or Redaction()
    parts: list[str] = []
    done = 0
    for finding in findings:
        value = text[finding.start : finding.end]
        parts += [text[done : finding.start], _mark(value, finding.type, plan.of(finding.type))]
        done = finding.end
    return "".join([*parts, text[done:]])


def _mark(value: str, type_: str, operator: Operator) -> str:
    match operator.operation:
        case "keep":
            return value
        case "mask":
            return masked(value, operator.keep)
    return replaced(type_)
