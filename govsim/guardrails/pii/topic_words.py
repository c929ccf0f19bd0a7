"""Reads which topics each word tells of a number near it, from the list made of all tables.

`python -m tools.topic_words` makes the list: the tables of `topics` spell out what they hold, for
which a process that screens one text is too short.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Final


def read(text: str) -> dict[str, tuple[str, ...]]:
    """Return the topics of each word that a list tells.

    Args:
        text: In parts, with a blank line between: the topics, then a word a line that tells them.
    """
    found: dict[str, tuple[str, ...]] = {}
    for part in text.removesuffix("\n").split("\n\n"):
        topics, *words = part.split("\n")
        found.update(dict.fromkeys(words, tuple(topics.split(" | "))))
    return found


# In small letters and without marks on them, as `context.fold` leaves them. Words that mean
# something only together stand joined by a space, and are looked for as neighbours.
TOPICS_OF_WORD: Final[Mapping[str, tuple[str, ...]]] = read(
    (files("govsim.guardrails.pii") / "topic_words.txt").read_text(encoding="utf-8")
)
