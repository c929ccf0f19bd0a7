"""Finds passages of the system prompt in an answer, whatever their capitals, signs and layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from govsim.guardrails.options import options_of
from govsim.guardrails.rules.places import folded
from govsim.guardrails.values import Channel, Finding

if TYPE_CHECKING:
    from govsim.guardrails.policy import Circumstances, Policy
    from govsim.guardrails.views import View, Views

NAME: Final = "system-prompt-leak"
_TYPE: Final = "SYSTEM_PROMPT"
_RUN: Final = 4  # words in a row by which a passage is first seen
_GAP: Final = 3  # words by which a passage may be changed in between
_FREE: Final = 4  # words that agree by chance
_HALF: Final = 6  # words beyond those, at which it is as likely as not
_THRESHOLD: Final = 0.6
# A word, or one sign of a script that writes without spaces; marks of Markdown are no part of it.
_WORDS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+")
_SIGN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_WEIGHT_OF_SIGN: Final = 0.6  # of a word
_WEIGHT_OF_ALL: Final = 0.7  # of the words of all passages together, beside those of one


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a text, with their places."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @staticmethod
    def of(text: str) -> _Text:
        low = folded(text)
        found = list(_WORDS.finditer(low))
        return _Text(tuple(m[0] for m in found), tuple(m.span() for m in found))

    def weight(self, start: int, end: int) -> float:
        """Return how many words a passage counts for."""
        return sum(_WEIGHT_OF_SIGN if _SIGN.match(w) else 1.0 for w in self.words[start:end])


class Leaks:
    """Looks for passages of system prompts.

    Args:
        prompts: The prompts that must stay inside.
    """

    name = NAME

    def __init__(self, prompts: tuple[str, ...]) -> None:
        self._given = prompts
        self._prompts = tuple(_Text.of(prompt) for prompt in dict.fromkeys(prompts))
        self._runs = tuple(_runs(prompt) for prompt in self._prompts)

    def given(self, circumstances: Circumstances) -> Leaks:
        """Return the detector that knows the prompt of one answer, too."""
        prompt = circumstances.system_prompt
        return Leaks((*self._given, prompt)) if prompt else self

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield each passage that an answer shares with a prompt, however short."""
        for view in (views.plain, *views.decoded) if self._prompts else ():
            answer = _Text.of(view.text)
            for prompt, runs in zip(self._prompts, self._runs, strict=True):
                passages = list(_passages(answer, prompt, runs))
                whole = sum(answer.weight(start, end) for start, end in passages)
                for start, end in passages:
                    yield _finding(view, answer, prompt, (start, end), whole)

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score of about nine words in a row."""
        return _THRESHOLD


def detector(policy: Policy) -> Leaks:
    """Return the detector, with the `prompts` that the options of a policy hold.

    Raises:
        GovsimError: `unknown-field`.
    """
    return Leaks(tuple(options_of(policy, NAME, ("prompts",)).get("prompts", ())))


def _runs(text: _Text) -> dict[tuple[str, ...], list[int]]:
    runs: dict[tuple[str, ...], list[int]] = {}
    for start in range(len(text.words) - _RUN + 1):
        runs.setdefault(text.words[start : start + _RUN], []).append(start)
    return runs


def _passages(
    answer: _Text, prompt: _Text, runs: dict[tuple[str, ...], list[int]]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words that an answer shares with a prompt, small changes allowed."""
    open_start, open_end = -1, -1
    place = 0
    while place <= len(answer.words) - _RUN:
        known = runs.get(answer.words[place : place + _RUN])
        if known is None:
            place += 1
            continue
        end = place + max(_common(answer.words, place, prompt.words, at) for at in known[:64])
        if open_end >= 0 and place - open_end <= _GAP:
            open_end = end
        else:
            if open_end >= 0:
                yield open_start, open_end
            open_start, open_end = place, end
        place = end
    if open_end >= 0:
        yield open_start, open_end


def _common(one: tuple[str, ...], at: int, other: tuple[str, ...], there: int) -> int:
    length = 0
    while (
        at + length < len(one)
        and there + length < len(other)
        and one[at + length] == other[there + length]
    ):
        length += 1
    return length


def _finding(
    view: View, answer: _Text, prompt: _Text, passage: tuple[int, int], together: float
) -> Finding:
    start, end = passage
    weight = answer.weight(start, end)
    likely = 1 - 2 ** -(max(0.0, max(weight, _WEIGHT_OF_ALL * together) - _FREE) / _HALF)
    whole = prompt.weight(0, len(prompt.words))
    # A short prompt is told whole in a few words.
    if whole <= 2 * _FREE and weight >= 0.8 * whole:
        likely = max(likely, 0.9)
    span = view.original(answer.spans[start][0], answer.spans[end - 1][1])
    return Finding(
        detector=NAME,
        type=_TYPE,
        start=span[0],
        end=span[1],
        score=round(likely, 4),
        rule="passage",
        why=f"it repeats {end - start} words of the system prompt in a row, small changes aside",
        through=view.steps,
    )
