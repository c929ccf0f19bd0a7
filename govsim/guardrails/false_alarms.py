"""Holds how often detectors of contents find something in harmless texts, by score, as measured.

`python -m tools.measure_false_alarms` writes the file that is read here; nobody edits it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from govsim.guardrails.thresholds import at_budget
from govsim.guardrails.values import Channel

_FILE: Final = files("govsim.guardrails") / "false_alarms.json"
# Share of harmless texts with a finding of that score or more → the score.
Curve = tuple[tuple[float, float], ...]


def within_budget(detector: str, channel: Channel, budget: float) -> float:
    """Return the score from which on a detector finds no larger a share of harmless texts.

    Args:
        detector: `pii`, `names` or `secrets`.
        channel: Source code is measured apart from all else.
        budget: A share of texts of some hundred characters, or of 4,000 characters of code.

    Returns:
        A score; more than 1 where no score kept within the budget, or too few texts were seen.
    """
    side = "code" if channel is Channel.CODE else "text"
    return at_budget(_curves()[detector][side], budget)


@cache
def _curves() -> Mapping[str, Mapping[str, Curve]]:
    held: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        detector: {
            side: tuple((rate, score) for rate, score in measured["curve"])
            for side, measured in sides.items()
        }
        for detector, sides in held.items()
    }
