"""Makes the list of the words that tell what a number near them is: `python -m tools.topic_words`.

It is made of the tables in `govsim/guardrails/pii`: those of `topics`, and all that those name.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from govsim.guardrails.pii.topics import topics_by_word

LIST = Path(__file__).resolve().parents[1] / "govsim/guardrails/pii/topic_words.txt"


def made() -> str:
    """Return the list as the tables have it now: the topics, then a word a line that tells them."""
    words_of = defaultdict[tuple[str, ...], list[str]](list)
    for word, topics in topics_by_word().items():
        words_of[topics].append(word)
    parts = sorted((" | ".join(topics), sorted(words)) for topics, words in words_of.items())
    return "\n\n".join("\n".join((topics, *words)) for topics, words in parts) + "\n"


if __name__ == "__main__":
    LIST.write_text(made(), encoding="utf-8", newline="\n")
