"""Decides the score from which on a finding counts: stated, calibrated, or the detector's own."""

from __future__ import annotations

from govsim.guardrails.policy import Policy, Rule
from govsim.guardrails.registry import detector_of
from govsim.guardrails.values import Channel

NEVER = 2.0  # no score reaches it


def threshold_of(rule: Rule, policy: Policy, channel: Channel) -> float:
    """Return the score from which on a finding meets a rule of a policy.

    The policy's own calibration on the user's harmless texts comes before the detector's, which
    rests on texts that ship with nobody.
    """
    if rule.threshold is not None:
        return rule.threshold
    measured = policy.calibration.get(rule.detector, {}).get(channel, ())
    if rule.budget is not None and measured:
        return at_budget(measured, rule.budget)
    return detector_of(rule.detector, policy).threshold(channel, rule.budget)


def at_budget(measured: tuple[tuple[float, float], ...], budget: float) -> float:
    """Return the lowest threshold that keeps within a budget.

    Args:
        measured: Pairs of false-alarm rate and threshold, in any order.
        budget: The share of harmless texts that may be found by mistake.

    Returns:
        A threshold; `NEVER` when none that was measured keeps within the budget.
    """
    return min((threshold for rate, threshold in measured if rate <= budget), default=NEVER)
