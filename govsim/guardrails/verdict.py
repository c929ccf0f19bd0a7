"""Holds the verdict on a text: what comes of it, and everything that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from govsim.guardrails.policy import Breach
from govsim.guardrails.values import Channel, Finding, Outcome


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of the screening that could not be done."""

    detector: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comes of one text under one policy. It never holds the text, but for `redacted`."""

    policy: str
    channel: Channel
    findings: tuple[Finding, ...] = ()  # in order of the text; each with its action
    breaches: tuple[Breach, ...] = ()  # rules on flows and rates it goes against
    gaps: tuple[Gap, ...] = ()  # what could not be screened
    unscanned: Outcome = Outcome.BLOCK  # what a gap leads to
    redacted: str | None = None  # the text with what was found replaced, if that is asked
    messages: tuple[str, ...] = ()  # what the policy tells whoever sent the text

    @property
    def outcome(self) -> Outcome:
        """The strictest of what findings, breaches and gaps lead to."""
        actions = [finding.action for finding in self.findings]
        actions += [breach.action for breach in self.breaches]
        actions += [self.unscanned for _ in self.gaps]
        return max(actions, default=Outcome.ALLOW)

    @property
    def allowed(self) -> bool:
        """Whether the text, or what redaction leaves of it, may pass."""
        return self.outcome is not Outcome.BLOCK

    @property
    def is_scanned(self) -> bool:
        """Whether every detector that the policy asks for could do its work."""
        return not self.gaps

    def __str__(self) -> str:
        return str(self.outcome)
