"""Screens texts: prompts, documents, tool calls and answers, by plain detectors and a policy."""

from govsim.guardrails.values import Channel, Finding, Outcome, Unscanned

__all__ = ["Channel", "Finding", "Outcome", "Unscanned"]
