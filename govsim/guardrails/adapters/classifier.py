"""Finds what a classifier of the user's own finds, in texts or in their tokens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.adapters.folder import Folder
from govsim.guardrails.adapters.labels import types_of
from govsim.guardrails.adapters.running import Scores, run, runner_of
from govsim.guardrails.adapters.windows import Window, Windows
from govsim.guardrails.values import Channel, Finding, Unscanned

if TYPE_CHECKING:
    from govsim.guardrails.policy import Model
    from govsim.guardrails.views import View, Views

_LEAST: Final = 0.05  # a token less sure than this is not told


class Classifier:
    """A model of the user's own that labels texts or tokens.

    Args:
        model: What the policy says of it.
        folder: What its folder says of it.

    Raises:
        GovsimError: `missing-extra`, `unreadable` or `wrong-value`.
    """

    def __init__(self, model: Model, folder: Folder) -> None:
        self.name = model.name
        self._model = model
        self._folder = folder
        self._types = types_of(folder.labels, model)
        self._windows = Windows(folder, model.window, model.overlap)
        self._runner = runner_of(folder)

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield what is found: of a text at least its hottest window, however cool.

        Raises:
            Unscanned: The model failed, gives another number of labels than its folder says, or
                scores that are no numbers.
        """
        for view in (views.plain, *views.decoded):
            if view.text.strip():
                yield from self._by_token(view) if self._folder.by_token else self._by_text(view)

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the threshold that the policy states for the model."""
        return self._model.threshold

    def _scored(self, view: View) -> Iterator[tuple[Window, NDArray[Any]]]:
        """Yield the windows of a text with the probability of each label."""
        for window, raw in run(self._runner, self._windows.of(view.text)):
            if raw.shape[-1] != len(self._types) or raw.ndim != 1 + self._folder.by_token:
                reason = f"the model gives scores of shape {raw.shape}, which its labels do not fit"
                raise Unscanned(self.name, reason)
            scores = _probabilities(raw / self._model.temperature, self._folder.independent)
            if not np.isfinite(scores).all():
                raise Unscanned(self.name, "the model gives scores that are no numbers")
            yield window, scores

    def _by_text(self, view: View) -> Iterator[Finding]:
        hottest: dict[str, tuple[float, tuple[int, int]]] = {}
        for window, scores in self._scored(view):
            for type_, score in self._of_types(scores):
                if score >= self._model.threshold:
                    yield self._finding(view, type_, window.span, score)
                elif score > hottest.get(type_, (-1.0, (0, 0)))[0]:
                    hottest[type_] = score, window.span
        for type_, (score, span) in hottest.items():
            yield self._finding(view, type_, span, score)

    def _of_types(self, scores: NDArray[Any]) -> Iterator[tuple[str, float]]:
        """Yield each type with its probability: of several labels their sum, or the greatest."""
        together: dict[str, list[float]] = {}
        for type_, score in zip(self._types, scores.tolist(), strict=True):
            if type_ is not None:
                together.setdefault(type_, []).append(score)
        for type_, each in together.items():
            yield type_, max(each) if self._folder.independent else min(1.0, sum(each))

    def _by_token(self, view: View) -> Iterator[Finding]:
        """Yield the runs of tokens that bear one type."""
        open_type, start, end, scores = "", 0, 0, [0.0]
        for (first, last), type_, score in self._tokens(view):
            if type_ == open_type and first <= end + 1:
                end = last
                scores.append(score)
                continue
            if open_type:
                yield self._finding(view, open_type, (start, end), sum(scores) / len(scores))
            open_type, start, end, scores = type_, first, last, [score]
        if open_type:
            yield self._finding(view, open_type, (start, end), sum(scores) / len(scores))

    def _tokens(self, view: View) -> Iterator[tuple[tuple[int, int], str, float]]:
        """Yield each token with its place, its type (empty: harmless) and its probability."""
        done = 0
        for window, scores in self._scored(view):
            best = scores.argmax(axis=-1)
            for nth in range(window.first, window.last):
                place = window.places[nth]
                if place[1] <= max(place[0], done):
                    continue
                done = place[1]
                score = float(scores[nth, best[nth]])
                type_ = self._types[int(best[nth])] or ""
                yield place, type_ if score >= _LEAST else "", score

    def _finding(self, view: View, type_: str, span: tuple[int, int], score: float) -> Finding:
        start, end = view.original(*span)
        return Finding(
            detector=self.name,
            type=type_,
            start=start,
            end=end,
            score=score,
            rule=type_.lower(),
            why=f"the model `{self.name}` takes it for {type_.lower().replace('_', ' ')}",
            through=view.steps,
        )


def _probabilities(raw: Scores, independent: bool) -> NDArray[Any]:
    if independent:
        return np.asarray(1 / (1 + np.exp(-np.clip(raw, -50, 50))))
    with np.errstate(invalid="ignore"):  # what comes of endless scores is refused
        shifted = np.exp(raw - raw.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))
