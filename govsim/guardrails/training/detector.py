"""Finds attacks by a head that was trained on the user's own rows, on top of what ships."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.guardrails.evaluation.attacks import ATTACK_TYPES
from govsim.guardrails.policy import Policy
from govsim.guardrails.registry import detector_of
from govsim.guardrails.training.head import Head, head_of
from govsim.guardrails.values import Channel, Finding

if TYPE_CHECKING:
    from govsim.guardrails.detecting import Detector
    from govsim.guardrails.policy import Model
    from govsim.guardrails.views import Views

_PLAIN: Final = Policy("training")  # what the detectors underneath are asked by
_TYPE: Final = "INJECTION"


class Trained:
    """A head and the detectors whose score it moves.

    Args:
        name: By which a policy asks for it.
        head: What was learned.
        base: The detectors.
    """

    def __init__(self, name: str, head: Head, base: tuple[Detector, ...]) -> None:
        self.name = name
        self._head = head
        self._base = base

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield one finding: how likely the text is an attack, where it looks most like one.

        Raises:
            Unscanned: A detector underneath could not do its work.
        """
        found = [
            each
            for detector in self._base
            for each in detector.find(views, channel)
            if each.type in ATTACK_TYPES
        ]
        hottest = max(found, key=lambda each: each.score, default=None)
        by, start, end = self._head.moved(views.plain.text, is_data=channel.is_data)
        if end <= start and hottest is None:
            return
        score = self._head.probability(
            hottest.score if hottest else 0.0, by, is_data=channel.is_data
        )
        if hottest is None:
            start, end = views.plain.original(start, end)
        else:
            start, end = hottest.span
        yield Finding(
            detector=self.name,
            type=hottest.type if hottest else _TYPE,
            start=start,
            end=end,
            score=score,
            rule=hottest.rule if hottest else "words",
            why="it reads like the attacks that this head was trained on",
            through=hottest.through if hottest else views.plain.steps,
        )

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score that keeps a budget on the rows that were left out in training."""
        return self._head.threshold(budget)


def trained_detector(model: Model) -> Trained:
    """Return the head in the folder of a model as a detector.

    Raises:
        GovsimError: `unreadable`: it holds none; `unknown-detector` for one underneath.
    """
    head = _head(model.path)
    return Trained(model.name, head, tuple(detector_of(name, _PLAIN) for name in head.base))


@lru_cache(maxsize=8)
def _head(path: str) -> Head:
    return head_of(Path(path))
