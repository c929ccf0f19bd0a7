"""Renders thresholds that harmless rows vouch for, and the block of a policy that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from govsim.guardrails.evaluation.calibrating import Calibrated
from govsim.guardrails.policy import Policy, Rule
from govsim.report.answer import Block, Finding, Heading, Paragraph, Preformatted, Table


def calibration_blocks(found: Sequence[Calibrated], confidence: float) -> Iterator[Block]:
    """Yield the thresholds, what they promise, and the block for a policy."""
    known = [each for each in found if each.threshold is not None]
    header = ("channel", "detector", "budget", "rows", "needed", "threshold", "stopped")
    rows = tuple(tuple(_cells(each)) for each in found)
    yield Heading("Thresholds")
    yield Table(header, rows, frozenset({2, 3, 4, 5, 6}))
    if known:
        yield Heading("What they promise")
        yield Paragraph(_promise(confidence))
        yield Heading("For the policy")
        yield Preformatted(calibration_yaml(known), "yaml")


def calibration_yaml(found: Iterable[Calibrated]) -> str:
    """Return the `calibration` of a policy: detector, channel, pairs of budget and threshold."""
    lines = ["calibration:"]
    detector = channel = ""
    for each in found:
        if each.threshold is None:
            continue
        if each.detector != detector:
            detector, channel = each.detector, ""
            lines.append(f"  {detector}:")
        if each.channel != channel:
            channel = each.channel
            lines.append(f"    {channel}:")
        pair = _in_yaml(f"{each.budget:.10g}"), _in_yaml(repr(each.threshold.value))
        lines.append(f"      - [{', '.join(pair)}]")
    return "\n".join(lines) + "\n"


def _in_yaml(number: str) -> str:
    """Return a number as YAML reads it: `1e-06` is a word there, `1.0e-06` a number."""
    return number if "." in number else number.replace("e", ".0e")


def calibration_json(found: Sequence[Calibrated], confidence: float) -> dict[str, Any]:
    """Return the thresholds as JSON; null where the rows are too few."""
    return {"confidence": confidence, "thresholds": [_json(each) for each in found]}


def too_few(found: Sequence[Calibrated], confidence: float) -> Iterator[Finding]:
    """Yield an error for each threshold that takes more rows than there are."""
    for each in found:
        if each.threshold is None:
            message = (
                f"{each.detector} in channel {each.channel}: a budget of {each.budget:.4g} with "
                f"confidence {confidence:g} takes {each.needed:,} harmless rows, and there are "
                f"{each.rows:,}"
            )
            hint = "gather more rows, or ask for a larger --budget or a lower --confidence"
            yield Finding("too-few-rows", message, hint=hint)


def unused(found: Sequence[Calibrated], policy: Policy) -> Iterator[Finding]:
    """Yield a warning for each rule of a policy that no calibration reaches."""
    for channel in dict.fromkeys(each.channel for each in found):
        here = [each for each in found if each.channel is channel and each.threshold]
        for rule in policy.rules_of(channel):
            budgets = [each.budget for each in here if each.detector == rule.detector]
            if budgets and (why := _why_unused(rule, budgets)):
                message = f"the rule on {rule.detector} in channel {channel} {why}"
                hint = f"write `budget: {min(budgets):.10g}` in the rule, without a threshold"
                yield Finding("unused-calibration", message, "warning", hint=hint)


def never_reached(found: Sequence[Calibrated]) -> Iterator[Finding]:
    """Yield a warning for each threshold that no score reaches."""
    for each in found:
        if each.threshold is not None and each.threshold.value > 1:
            message = (
                f"{each.detector} is as sure as can be of too many harmless rows of channel "
                f"{each.channel}: no threshold keeps {each.budget:.4g}, and it would stop nothing"
            )
            yield Finding("never-reached", message, "warning", hint="ask for a larger --budget")


def _why_unused(rule: Rule, budgets: list[float]) -> str:
    if rule.threshold is not None:
        return "states a threshold of its own"
    if rule.budget is None:
        return "states no budget, so the detector's own threshold holds"
    if rule.budget < min(budgets):
        return f"has a budget of {rule.budget:g}, which is less than what was calibrated"
    return ""


def _promise(confidence: float) -> str:
    return (
        f"With confidence {confidence:g}, over the draw of these rows: of texts to come that are "
        "like them, no larger share than the budget reaches the threshold. It holds for any "
        "detector and any texts, and no longer once the texts are of another kind."
    )


def _cells(each: Calibrated) -> Iterator[str]:
    yield from (str(each.channel), each.detector, f"{each.budget:.4g}")
    yield from (f"{each.rows:,}", f"{each.needed:,}")
    if each.threshold is None:
        yield from ("too few rows", "-")
    else:
        yield from (f"{each.threshold.value:.6g}", f"{each.threshold.stopped:,}")


def _json(each: Calibrated) -> dict[str, Any]:
    known = each.threshold
    return {
        "detector": each.detector,
        "channel": str(each.channel),
        "budget": each.budget,
        "rows": each.rows,
        "rows_needed": each.needed,
        "threshold": None if known is None else known.value,
        "stopped": None if known is None else known.stopped,
        "mean_false_alarms_at_most": None if known is None else round(known.expected, 9),
    }
