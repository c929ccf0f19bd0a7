"""Holds what a policy asks of a text: which detectors, how sure, and what comes of a finding."""

from govsim.guardrails.policy.flows import Breach, Circumstances, Flow, breaches
from govsim.guardrails.policy.rates import Rate, Usage, admit
from govsim.guardrails.policy.values import (
    Allowed,
    Limits,
    Model,
    Operator,
    Policy,
    Redaction,
    Rule,
    Topic,
)

__all__ = [
    "Allowed",
    "Breach",
    "Circumstances",
    "Flow",
    "Limits",
    "Model",
    "Operator",
    "Policy",
    "Rate",
    "Redaction",
    "Rule",
    "Topic",
    "Usage",
    "admit",
    "breaches",
]
