"""Holds what a screen says of a text: the action, and the findings with their spans."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Action(StrEnum):
    """What to do with a text, the mildest first."""

    ALLOW = "allow"
    FLAG = "flag"
    REDACT = "redact"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """How severe the action is; 0 lets the text pass."""
        return list(Action).index(self)

    def worst(self, other: Action) -> Action:
        """Return the more severe of two actions."""
        return self if self.rank >= other.rank else other


class Channel(StrEnum):
    """Where a text comes from, or where it goes to."""

    USER_PROMPT = "user"
    SYSTEM_PROMPT = "system"
    DOCUMENT = "document"
    TOOL_OUTPUT = "tool_output"
    TOOL_ARGUMENTS = "tool_arguments"
    MODEL_OUTPUT = "output"
    TRAINING_ROW = "training"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Finding:
    """One span of the original text that a detector reports.

    `start` and `end` count characters of the original text, half-open. `score` is a probability
    from 0 to 1. `view` names the decoding that uncovered it; empty: the text as it stands. The
    text that was found is never kept.
    """

    detector: str
    type: str
    start: int
    end: int
    score: float
    why: str = ""
    view: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the finding as JSON; it holds no part of the text."""
        return {
            "detector": self.detector,
            "type": self.type,
            "start": self.start,
            "end": self.end,
            "score": round(self.score, 4),
            "why": self.why,
            "view": self.view,
        }

    def moved(self, by: int) -> Finding:
        """Return the finding as of a text that begins `by` characters earlier."""
        return Finding(
            self.detector,
            self.type,
            self.start + by,
            self.end + by,
            self.score,
            self.why,
            self.view,
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a policy says of one text on one channel.

    `unscanned` says why the text could not be screened to its end; empty: it was. `redacted` is
    the text without what was found, where the action is to redact.
    """

    action: Action
    findings: tuple[Finding, ...]
    redacted: str | None
    channel: str
    policy: str
    score: float
    unscanned: str = ""

    @property
    def allowed(self) -> bool:
        """Whether the text may pass as it is; a flagged text passes too."""
        return self.action in (Action.ALLOW, Action.FLAG)

    def to_json(self) -> dict[str, Any]:
        """Return the decision record: it holds no part of the text."""
        return {
            "action": self.action.value,
            "channel": self.channel,
            "policy": self.policy,
            "score": round(self.score, 4),
            "unscanned": self.unscanned,
            "findings": [finding.to_json() for finding in self.findings],
        }
