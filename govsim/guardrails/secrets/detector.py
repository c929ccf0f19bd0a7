"""Finds secrets in every view of a text, and says where they stand in the original."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govsim.guardrails.false_alarms import within_budget
from govsim.guardrails.options import options_of
from govsim.guardrails.secrets.allowed import unmarked
from govsim.guardrails.secrets.baseline import Baseline, is_accepted
from govsim.guardrails.secrets.scan import scan
from govsim.guardrails.under_label import under_label
from govsim.guardrails.values import Channel, Finding

if TYPE_CHECKING:
    from govsim.guardrails.detecting import Detector
    from govsim.guardrails.policy import Circumstances, Policy
    from govsim.guardrails.views import View, Views

NAME: Final = "secrets"
_LEAST: Final = 0.3  # below, nothing is worth telling
_THRESHOLD: Final = 0.5


class SecretsDetector:
    """Finds tokens, keys and passwords. It keeps no value, and puts none into what it says.

    Args:
        baseline: What was accepted before.
        path: The file that the texts are from, by the name the baseline has for it.
    """

    name = NAME

    def __init__(self, baseline: Baseline | None = None, path: str = "") -> None:
        self._salt = baseline.salt if baseline else b""
        self._accepted = baseline.of(path) if baseline else frozenset()

    def given(self, circumstances: Circumstances) -> Detector:
        """Return the detector that reads the label of a text, where it has one."""
        return under_label(self, circumstances.label)

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield each secret of the text as it stands, and of what is encoded in it."""
        for view in (views.plain, *views.decoded):
            yield from self._found(view)

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score from which on a finding counts: its own, or that of a budget."""
        return _THRESHOLD if budget is None else within_budget(NAME, channel, budget)

    def _found(self, view: View) -> Iterator[Finding]:
        for hit in unmarked(view.text, scan(view.text, _LEAST)):
            if is_accepted(view.text[hit.start : hit.end], self._salt, self._accepted):
                continue
            start, end = view.original(hit.start, hit.end)
            yield Finding(NAME, hit.type, start, end, hit.score, hit.rule, hit.why, view.steps)


def detector(policy: Policy) -> SecretsDetector:
    """Return the detector; a policy has no settings for it."""
    options_of(policy, NAME, ())
    return SecretsDetector()
