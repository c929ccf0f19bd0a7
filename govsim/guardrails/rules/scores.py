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
# Share of harmless texts that may be found by mistake, unless a policy says; documents are longer.
BUDGETS: Final = {"user": 0.001, "data": 0.002}


@dataclass(frozen=True, slots=True)
class Scores:
    """What was measured on one side: requests of people, or data that a model only reads."""

    # Rule → probability that its match is an attack, attacks being so rare that it is a half where
    # the shipped threshold stands; so it compares with what other detectors say.
    used: dict[str, float]
    mentioned: float  # the same of all matches that are quoted or announced as examples
    # Share of harmless texts with a match of that score or more → the score.
    curve: tuple[tuple[float, float], ...]

    def of(self, rule: str, *, mentioned: bool) -> float:
        """Return the score of a match of a rule."""
        score = self.used.get(rule, SURE)
        return min(score, self.mentioned) if mentioned and rule in self.used else score


def scores_of(channel: Channel) -> Scores:
    """Return what was measured on the side of a channel."""
    return _sides()[side_of(channel)]


def side_of(channel: Channel) -> str:
    """Return whether a text of a channel is measured as data or as a request of a `user`."""
    return "data" if channel.is_data or channel is Channel.CODE else "user"


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
