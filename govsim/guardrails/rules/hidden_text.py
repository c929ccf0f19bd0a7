"""Finds text that a person does not see: invisible characters, and what markup hides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govsim.guardrails.values import Channel, Finding

if TYPE_CHECKING:
    from govsim.guardrails.policy import Policy
    from govsim.guardrails.views import Hidden, Views

NAME: Final = "hidden-text"
_TYPE: Final = "HIDDEN_TEXT"
# Comments, alternative texts and titles are part of many a harmless page: a policy that wants them
# found states a threshold of its own.
_ORDINARY: Final = 0.2
_SUSPECT: Final = 0.9
_THRESHOLD: Final = 0.5
_ORDINARY_REASONS: Final = frozenset(
    {"html-attribute", "html-comment", "html-hidden", "image-alt", "link-title", "markdown-comment"}
)
_SHORTEST: Final = 3  # characters; a single mark of direction or a soft hyphen is no message


class HiddenText:
    """Tells what the normaliser saw that a person does not."""

    name = NAME

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield a finding for each stretch that is not seen."""
        for hidden in views.hidden:
            if hidden.end > hidden.start:
                yield _finding(hidden)

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score between what ordinary pages hold and what they do not."""
        return _THRESHOLD


def detector(policy: Policy) -> HiddenText:
    """Return the detector; a policy has nothing to say to it."""
    return HiddenText()


def _finding(hidden: Hidden) -> Finding:
    ordinary = hidden.reason in _ORDINARY_REASONS or hidden.end - hidden.start < _SHORTEST
    what = hidden.reason.replace("-", " ")
    return Finding(
        detector=NAME,
        type=_TYPE,
        start=hidden.start,
        end=hidden.end,
        score=_ORDINARY if ordinary else _SUSPECT,
        rule=hidden.reason,
        why=f"a person who reads this does not see it: {what}",
    )
