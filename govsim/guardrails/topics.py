"""Finds the words and phrases that a policy does not want to see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govsim.guardrails.options import options_of
from govsim.guardrails.own_patterns import matches_of, own_pattern
from govsim.guardrails.policy import Policy, Topic
from govsim.guardrails.values import Channel, Finding

if TYPE_CHECKING:
    from govsim.guardrails.views import View, Views

NAME: Final = "topics"
_SURE: Final = 1.0


class Topics:
    """Looks for the topics of one policy.

    Args:
        topics: Each with words, found whole and in any case, and regular expressions.

    Raises:
        GovsimError: `wrong-pattern`: a regular expression that cannot be read, or not be tried.
    """

    name = NAME
    reads_words_only = True

    def __init__(self, topics: tuple[Topic, ...]) -> None:
        self._patterns = tuple((topic, each) for topic in topics for each in _compiled(topic))

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield each place where a topic is spoken of, in any view of the text."""
        for view in (views.plain, *views.said):
            for topic, pattern in self._patterns:
                if not topic.channels or channel in topic.channels:
                    yield from _found(topic.name, pattern, view)

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return 1: a word stands there, or it does not."""
        return _SURE


def detector(policy: Policy) -> Topics:
    """Return the detector of a policy's topics."""
    options_of(policy, NAME, ())
    return Topics(policy.topics)


def _found(topic: str, pattern: re.Pattern[str], view: View) -> Iterator[Finding]:
    for match in matches_of(pattern, view.text, NAME):
        if match.end() > match.start():
            start, end = view.original(match.start(), match.end())
            why = f"the text speaks of {topic}"
            yield Finding(NAME, "TOPIC", start, end, _SURE, topic, why, view.steps)


def _compiled(topic: Topic) -> Iterator[re.Pattern[str]]:
    # Longest first, so that of two phrases that begin alike the longer is the finding.
    words = sorted(topic.words, key=len, reverse=True)
    spelled = (r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    if parts := [rf"(?<!\w){word}(?!\w)" for word in spelled if word]:
        yield re.compile("|".join(parts), re.IGNORECASE)
    # Each by itself: groups that it refers to, and flags, are its own.
    for pattern in topic.patterns:
        yield own_pattern(pattern, re.IGNORECASE, what=f"the topic `{topic.name}`")
