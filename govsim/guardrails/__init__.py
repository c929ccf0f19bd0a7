"""Screens texts: prompts, documents, tool calls and answers, by plain detectors and a policy."""

from govsim.guardrails.policy import Circumstances, Policy
from govsim.guardrails.screening import detect, judge, screen
from govsim.guardrails.values import Channel, Finding, Outcome, Unscanned
from govsim.guardrails.verdict import Gap, Verdict

__all__ = [
    "Channel",
    "Circumstances",
    "Finding",
    "Gap",
    "Outcome",
    "Policy",
    "Unscanned",
    "Verdict",
    "detect",
    "judge",
    "screen",
]
