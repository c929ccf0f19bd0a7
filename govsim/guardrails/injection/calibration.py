"""Decides what probability two logits come to, and from which probability on a text counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from math import exp, inf
from typing import Final

from govsim.guardrails.values import Channel

LEAST: Final = 1e-4  # probabilities are told to four places


@dataclass(frozen=True, slots=True)
class Calibration:
    """How one channel's logits become a probability, measured on sources that were left out.

    From `doubt` on, other tables of the first tier are asked too; a text whose first logit is then
    below `uncertain` is not read by the encoder. No logit of the encoder is above `highest`.
    """

    doubt: float
    uncertain: float
    alone: tuple[float, float]  # slope and offset of the first logit
    together: tuple[float, float, float]  # of the first, of the encoder's, and the offset
    thresholds: tuple[tuple[float, float], ...]  # share of harmless texts, probability
    shipped: float
    highest: float = inf

    def probability(self, first: float, second: float | None) -> float:
        """Return the probability of an attack, to four places."""
        if second is None:
            slope, offset = self.alone
            logit = slope * first + offset
        else:
            mine, its, offset = self.together
            logit = mine * first + its * second + offset
        return round(_logistic(logit), 4)

    def most(self, first: float) -> float:
        """Return a probability that no text with this first logit goes beyond, whatever is read."""
        return 1.0 if self.highest == inf else self.probability(first, self.highest)

    def threshold(self, budget: float | None) -> float:
        """Return the probability from which on so large a share of harmless texts is found."""
        if budget is None:
            return self.shipped
        within = [threshold for share, threshold in self.thresholds if share <= budget]
        return min(within, default=1.0)


def _logistic(logit: float) -> float:
    if logit < 0:
        return 1 - _logistic(-logit)
    return 1 / (1 + exp(-min(logit, 700.0)))


def read_calibrations(folder: Traversable) -> Mapping[bool, Calibration]:
    """Read both calibrations: False for prompts, True for data."""
    held = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    return {
        data: Calibration(
            doubt=each["doubt"],
            uncertain=each["uncertain"],
            alone=tuple(each["alone"]),
            together=tuple(each["together"]),
            thresholds=tuple((share, threshold) for share, threshold in each["thresholds"]),
            shipped=each["shipped"],
            highest=each.get("highest", inf),
        )
        for data, each in ((False, held["prompt"]), (True, held["data"]))
    }


# Where nobody should give an assistant orders; what a person, an application or a programmer
# writes is read as a prompt.
def is_data(channel: Channel) -> bool:
    """Whether a channel's texts are judged as data, where a request is an attack already."""
    return channel.is_data or channel is Channel.TRAINING
