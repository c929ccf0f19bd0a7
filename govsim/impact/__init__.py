"""Compares: what would change if…, for whom, and whether that can be proved."""

from govsim.impact.answers import (
    Block,
    Cause,
    Denied,
    Dormant,
    Entry,
    Escalated,
    NoEffect,
    Pair,
    Pairs,
    Redundant,
    Veiled,
    Woken,
)
from govsim.impact.plan import Plan, plan

__all__ = [
    "Block",
    "Cause",
    "Denied",
    "Dormant",
    "Entry",
    "Escalated",
    "NoEffect",
    "Pair",
    "Pairs",
    "Plan",
    "Redundant",
    "Veiled",
    "Woken",
    "plan",
]
