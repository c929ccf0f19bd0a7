"""Holds how often each rule was right, as it was measured on labelled texts of many sources.

`python -m tools.measure_rules` writes the file that is read here; nobody edits it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from govsim.guardrails.values import Channel

_FILE: Final = files("govsim.guardrails.rules") / "scores.json"
SURE: Final = 1.0  # of a rule that nobody measured, such as the user's own


@dataclass(frozen=True, slots=True)
class Scores:
    """What was measured on one side: requests of people, or data that a model only reads."""

    used: dict[str, float]  # rule → share of its matches that are attacks, at equal priors
    mentioned: float  # the same of all matches that are quoted or announced as examples
    # Share of harmless texts with a match of that score or more → the score.
    curve: tuple[tuple[float, float], ...]

    def of(self, rule: str, *, mentioned: bool) -> float:
        """Return the score of a match of a rule."""
        score = self.used.get(rule, SURE)
        return min(score, self.mentioned) if mentioned and rule in self.used else score


def scores_of(channel: Channel) -> Scores:
    """Return what was measured on the side of a channel."""
    return _sides()["data" if is_data(channel) else "user"]


def is_data(channel: Channel) -> bool:
    """Whether a text of a channel is measured as data rather than as a request."""
    return channel.is_data or channel is Channel.CODE


@cache
def _sides() -> dict[str, Scores]:
    held: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        side: Scores(
            used=fields["used"],
            mentioned=fields["mentioned"],
            curve=tuple((rate, score) for rate, score in fields["curve"]),
        )
        for side, fields in held.items()
    }
