"""Shows a short value to a detector with the name of its column or key in front."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govsim.guardrails.detecting import Detector
from govsim.guardrails.values import Channel, Finding
from govsim.guardrails.views import View, Views
from govsim.guardrails.views.offsets import ONE, WHOLE, Offsets

_LONGEST: Final = 200  # characters of a value; a longer one says by itself what it is about
_LABEL: Final = re.compile(r"(?=.{2,64}$)[^\W\d][\w .#/()'-]*")


class UnderLabel:
    """A detector that reads the label of a value as the words in front of it.

    Args:
        detector: Who looks for things.
        label: The header of the column, or the key, that the value stands under.
    """

    def __init__(self, detector: Detector, label: str) -> None:
        self.name = detector.name
        self._detector = detector
        self._before = f"{label}: "

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield what the detector finds, without what lies in the label itself."""
        if len(views.plain.text) > _LONGEST:
            yield from self._detector.find(views, channel)
            return
        plain = self._labelled(views.plain)
        decoded = tuple(map(self._labelled, views.decoded))
        for finding in self._detector.find(Views(plain, decoded, views.hidden), channel):
            if finding.end > finding.start:
                yield finding

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score from which on a finding counts."""
        return self._detector.threshold(channel, budget)

    def _labelled(self, view: View) -> View:
        """Return a view with the label in front, which comes from no place of the original."""
        before = len(self._before)
        runs = [(0, 0, 0, WHOLE), (before, 0, len(view.text), ONE)]
        maps = view.maps
        if not maps:  # a view without maps is a stretch of the original as it stands
            runs[1] = (before, view.start, view.start + len(view.text), ONE)
            runs[0] = (0, view.start, view.start, WHOLE)
        return View(
            self._before + view.text, view.start, view.end, view.steps,
            (Offsets.of_runs(runs), *maps), view.of_values,
        )  # fmt: skip


def under_label(detector: Detector, label: str) -> Detector:
    """Return a detector that reads a label, or the same one where there is none worth reading."""
    return UnderLabel(detector, label) if _LABEL.fullmatch(label) else detector
