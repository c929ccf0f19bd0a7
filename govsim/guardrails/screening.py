"""Screens one text: views, detectors, thresholds, rules on flows, and the verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, TypeGuard

from govsim.errors import GovsimError
from govsim.guardrails.detecting import Adaptable, Detector, Sparing
from govsim.guardrails.overlaps import apart, without_repeats
from govsim.guardrails.own_patterns import own_pattern
from govsim.guardrails.policy import Allowed, Circumstances, Policy, Redaction, Rule, breaches
from govsim.guardrails.redaction_marks import marked
from govsim.guardrails.registry import detector_of
from govsim.guardrails.thresholds import threshold_of
from govsim.guardrails.values import Channel, Finding, Outcome, Unscanned
from govsim.guardrails.verdict import Gap, Verdict
from govsim.guardrails.views import DEFAULT, Views, noise_in, views_of

Clock = Callable[[], float]  # seconds
ANYBODY: Final = Circumstances()


@dataclass(frozen=True, slots=True)
class Detected:
    """What the detectors of a policy found in a text, before the policy judges it."""

    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]


def screen(
    text: str,
    policy: Policy,
    channel: Channel = Channel.USER,
    circumstances: Circumstances = ANYBODY,
    *,
    clock: Clock | None = None,
) -> Verdict:
    """Return the verdict on a text.

    Args:
        text: What to screen.
        policy: What to look for, and what comes of it.
        channel: Where the text stands.
        circumstances: Who sends it, what it was taken from, and where it goes.
        clock: Seconds. Where the policy limits the time and there is no clock, the text counts
            as not screened.

    Raises:
        GovsimError: The policy asks for a detector that does not exist or is not installed.
    """
    detected = _detected(text, policy, channel, circumstances, clock, _leasts(policy, channel))
    return judge(text, detected, policy, channel, circumstances)


def detect(
    text: str,
    policy: Policy,
    channel: Channel,
    circumstances: Circumstances = ANYBODY,
    *,
    clock: Clock | None = None,
) -> Detected:
    """Return everything that the detectors of a channel find, however unsure.

    Raises:
        GovsimError: As `screen` does.
    """
    return _detected(text, policy, channel, circumstances, clock, {})


def _detected(
    text: str,
    policy: Policy,
    channel: Channel,
    circumstances: Circumstances,
    clock: Clock | None,
    leasts: Mapping[str, float],
) -> Detected:
    """Return what the detectors find; of some, what is below a score may be left out."""
    # Made before anything is read: a detector that is not installed is an error of the set-up.
    detectors = [_given(each, circumstances) for each in _detectors(policy, channel)]
    if not detectors:
        return Detected((), ())
    if len(text) > (most := policy.limits.characters):
        gap = Gap("size", f"{len(text)} characters are more than the {most} of the policy")
        return Detected((), (gap,))
    if len(text) > DEFAULT.noise and (noise := noise_in(text)) > DEFAULT.noise:
        return Detected((), (Gap("views", f"{noise} characters are noise, which nobody wrote"),))
    if clock is None and policy.limits.seconds is not None:
        return Detected((), (Gap("time", "the policy limits the time, and no clock was given"),))
    findings: list[Finding] = []
    gaps: list[Gap] = []
    late = _deadline(policy, clock)
    views = _viewed(text, gaps, values=not all(map(_reads_words, detectors)))
    for detector in detectors if views is not None else ():
        if late():
            reason = f"the {policy.limits.seconds:g} seconds of the policy are over"
            gaps.append(Gap(detector.name, reason))
        elif views is not None:
            _run(detector, views, channel, leasts, findings, gaps)
    return Detected(tuple(findings), tuple(gaps))


def judge(
    text: str,
    detected: Detected,
    policy: Policy,
    channel: Channel,
    circumstances: Circumstances = ANYBODY,
) -> Verdict:
    """Return what a policy makes of what was detected."""
    judged: list[Finding] = []
    messages: dict[str, None] = {}
    for finding in detected.findings:
        met = _met(finding, policy, channel)
        if met and not _is_allowed(text, finding, policy.allow):
            judged.append(replace(finding, action=max(rule.action for rule in met)))
            messages.update(dict.fromkeys(rule.message for rule in met if rule.message))
    findings = without_repeats(judged) if judged else ()
    return Verdict(
        policy=policy.name,
        channel=channel,
        findings=findings,
        breaches=breaches(policy.flows, channel, circumstances),
        gaps=detected.gaps,
        unscanned=policy.unscanned,
        redacted=_redacted(text, findings, policy.redaction) if findings else None,
        messages=tuple(messages),
    )


def messages_on(finding: Finding, policy: Policy, channel: Channel) -> tuple[str, ...]:
    """Return what a policy has to say about a finding: the messages of the rules that it meets."""
    met = _met(finding, policy, channel)
    return tuple(dict.fromkeys(rule.message for rule in met if rule.message))


@lru_cache(maxsize=256)
def _detectors(policy: Policy, channel: Channel) -> tuple[Detector, ...]:
    names = dict.fromkeys(rule.detector for rule in policy.rules_of(channel))
    return tuple(detector_of(name, policy) for name in names)


@lru_cache(maxsize=256)
def _thresholds(policy: Policy, channel: Channel) -> tuple[tuple[Rule, float], ...]:
    rules = policy.rules_of(channel)
    return tuple((rule, threshold_of(rule, policy, channel)) for rule in rules)


@lru_cache(maxsize=256)
def _leasts(policy: Policy, channel: Channel) -> Mapping[str, float]:
    """Return the least score that meets a rule, of the detectors that have less to do for it."""
    spared = {each.name for each in _detectors(policy, channel) if _is_sparing(each)}
    leasts: dict[str, float] = {}
    for rule, threshold in _thresholds(policy, channel) if spared else ():
        if rule.detector in spared and rule.action is not Outcome.ALLOW:
            leasts[rule.detector] = min(threshold, leasts.get(rule.detector, threshold))
    return leasts


def _given(detector: Detector, circumstances: Circumstances) -> Detector:
    if circumstances is ANYBODY or not isinstance(detector, Adaptable):
        return detector
    return detector.given(circumstances)


def _met(finding: Finding, policy: Policy, channel: Channel) -> list[Rule]:
    return [
        rule
        for rule, threshold in _thresholds(policy, channel)
        if rule.covers(finding.detector, finding.type)
        and finding.score >= threshold
        and rule.action is not Outcome.ALLOW
    ]


def _deadline(policy: Policy, clock: Clock | None) -> Callable[[], bool]:
    if clock is None or policy.limits.seconds is None:
        return lambda: False
    end = clock() + policy.limits.seconds
    return lambda: clock() > end


def _is_sparing(detector: Detector) -> TypeGuard[Sparing]:
    return callable(getattr(detector, "find_from", None))


def _reads_words(detector: Detector) -> bool:
    # To ask whether it is a `ReadsWords` takes some ten times as long.
    return bool(getattr(detector, "reads_words_only", False))


def _viewed(text: str, gaps: list[Gap], *, values: bool) -> Views | None:
    try:
        views = views_of(text, values=values)
    except Exception as error:
        gaps.append(Gap("views", f"the text cannot be normalised: {type(error).__name__}"))
        return None
    if views.truncated:
        gaps.append(Gap("views", "what is encoded in the text is too much or too deep to decode"))
    return views


def _run(
    detector: Detector,
    views: Views,
    channel: Channel,
    leasts: Mapping[str, float],
    findings: list[Finding],
    gaps: list[Gap],
) -> None:
    least = leasts.get(detector.name)
    try:
        if least is not None and _is_sparing(detector):
            findings += detector.find_from(views, channel, least)
        else:
            findings += detector.find(views, channel)
    except Unscanned as unscanned:
        gaps.append(Gap(unscanned.detector, unscanned.reason))
    except GovsimError:
        raise  # of the set-up, such as an extra that is not installed: no text is at fault
    except Exception as error:
        # A detector that breaks has not seen the text; its own words might quote it.
        gaps.append(Gap(detector.name, f"the detector failed: {type(error).__name__}"))


def _is_allowed(text: str, finding: Finding, allow: tuple[Allowed, ...]) -> bool:
    if not allow:
        return False
    found = text[finding.start : finding.end]
    return any(
        (not each.types or finding.type in each.types)
        and (
            (bool(each.value) and found == each.value)
            or (bool(each.pattern) and _allowing(each.pattern).fullmatch(found) is not None)
        )
        for each in allow
    )


def _allowing(pattern: str) -> re.Pattern[str]:
    return own_pattern(pattern, what="`allow`", whole=True)


def _redacted(text: str, findings: tuple[Finding, ...], redaction: Redaction) -> str | None:
    wanted = apart(each for each in findings if each.action >= Outcome.REDACT)
    return marked(text, wanted, redaction) if wanted else None
