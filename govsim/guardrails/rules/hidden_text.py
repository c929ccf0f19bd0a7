"""Finds text that a person does not see: invisible characters, and what markup hides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govsim.guardrails.options import options_of
from govsim.guardrails.rules.detector import shipped_scanner
from govsim.guardrails.values import Channel, Finding

if TYPE_CHECKING:
    from govsim.guardrails.policy import Policy
    from govsim.guardrails.views import Hidden, Views

NAME: Final = "hidden-text"
_TYPE: Final = "HIDDEN_TEXT"
# Comments, menus that are folded away, alternative texts and titles are part of many a harmless
# page: a policy that wants them found states a threshold of its own.
_ORDINARY: Final = 0.2
_SUSPECT: Final = 0.9
_THRESHOLD: Final = 0.5
_ORDINARY_REASONS: Final = frozenset(
    {
        *("css-folded", "html-attribute", "html-comment", "html-hidden", "image-alt"),
        *("link-title", "markdown-comment", "white-on-colour"),
    }
)
# An element that is not shown and holds what a rule of injections finds is no menu.
_ELEMENTS: Final = frozenset({"css-folded", "html-hidden", "white-on-colour"})
# Nor is one that tells a model what to do, in whatever words.
_TOLD: Final = re.compile(
    r"\b(?:ai|assistants?|llms?|chatbots?|(?:language|ai|screening)\smodels?)\b[^<>\n]{0,80}"
    r"\b(?:must|should|shall|please|say|tell|ignore|include|mention|never|always|when\syou)\b",
    re.IGNORECASE,
)
_SHORTEST: Final = 3  # characters; a single mark of direction or a soft hyphen is no message


class HiddenText:
    """Tells what the normaliser saw that a person does not."""

    name = NAME
    reads_words_only = True

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield a finding for each stretch that is not seen."""
        elements = any(hidden.reason in _ELEMENTS for hidden in views.hidden)
        orders = tuple(_orders(views, channel)) if elements else ()
        for hidden in views.hidden:
            if hidden.end > hidden.start:
                yield _finding(hidden, suspect=_is_suspect(hidden, orders))

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score between what ordinary pages hold and what they do not."""
        return _THRESHOLD


def detector(policy: Policy) -> HiddenText:
    """Return the detector; a policy has nothing to say to it."""
    options_of(policy, NAME, ())
    return HiddenText()


def _orders(views: Views, channel: Channel) -> Iterator[tuple[int, int]]:
    """Yield what tells a model what to do, and what a rule of injections finds."""
    for view in (views.plain, *views.said):
        for told in _TOLD.finditer(view.text):
            yield view.original(*told.span())
        for match in shipped_scanner().matches(view.text, channel):
            yield view.original(match.start, match.end)


def _is_suspect(hidden: Hidden, orders: tuple[tuple[int, int], ...]) -> bool:
    if hidden.end - hidden.start < _SHORTEST:
        return False
    if hidden.reason in _ELEMENTS:
        return any(start < hidden.end and hidden.start < end for start, end in orders)
    return hidden.reason not in _ORDINARY_REASONS


def _finding(hidden: Hidden, *, suspect: bool) -> Finding:
    what = hidden.reason.replace("-", " ")
    return Finding(
        detector=NAME,
        type=_TYPE,
        start=hidden.start,
        end=hidden.end,
        score=_SUSPECT if suspect else _ORDINARY,
        rule=hidden.reason,
        why=f"a person who reads this does not see it: {what}",
    )
