"""Reads the numbers that answer a question, so that its words stand before each of them.

`Und der Ausweis?` and a line below `Kundin: Moment … LVVZ4WUWI2`: who speaks, and what is said
until the number comes, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.context import in_front_of
from govsim.guardrails.pii.tables import Cell

_ANSWER: Final = re.compile(r"[?][\"'”»)]?[ \t]*\n{1,2}(?P<line>[^\n]{4,160})")
# What may be one: letters in capitals and digits, in groups, several of them digits.
_NUMBER: Final = re.compile(
    r"(?<![\w.,$€£/-])(?=(?:[^\s\d]{0,9}[ ]?\d){4})[A-Z]{0,6}[ -]?\d[0-9A-Z]*(?:[ ./-][0-9A-Z]+)*"
    r"(?![\w%€$£]| ?(?:€|zł|kr|EUR|USD|PLN))"
)
_SENTENCES: Final = re.compile(r"[.!?:;\n–—]\s")
_WIDEST: Final = 64  # characters of a question
_FEWEST: Final = 5  # digits of a number


def answers(text: str) -> Iterator[Cell]:
    """Yield the numbers below questions that name something, in linear time."""
    for match in _ANSWER.finditer(text):
        stop = match.start()
        front = text[max(0, stop - _WIDEST) : stop]
        asked = _SENTENCES.split(front)[-1].strip()
        number = _NUMBER.search(match["line"])
        if number is None or sum(map(str.isdigit, number.group())) < _FEWEST:
            continue
        if asked and _names(asked):
            start = match.start("line")
            yield Cell(start + number.start(), start + number.end(), asked)


def _names(asked: str) -> bool:
    """Whether a question speaks of something that people hide, near its end."""
    return any(
        near.topic not in _NOTHING and near.distance <= _NEAR for near in in_front_of(f"{asked}: ")
    )


_NOTHING: Final = frozenset({"number", "nobody", "motor", "media", "device", "birth", "bare"})
_NEAR: Final = 2  # words
