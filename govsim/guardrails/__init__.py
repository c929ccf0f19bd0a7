"""Screens prompts, documents and answers, and says what was found in them."""

from govsim.guardrails.detector import Detector, detectors
from govsim.guardrails.verdict import Action, Channel, Finding, Verdict

__all__ = [
    "Action",
    "Channel",
    "Detector",
    "Finding",
    "Verdict",
    "detectors",
]
