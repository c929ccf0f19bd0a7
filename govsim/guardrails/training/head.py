"""Holds a trained head: how a score that is already there is moved by the words of a text."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from govsim.errors import GovsimError
from govsim.guardrails.training.features import Classes, Ids, columns_of, ids_of, pieces_of

FORM: Final = 1  # of the file and of the features; another is refused
FILE: Final = "head.npz"
_LEAST: Final = 1e-4  # scores nearer to 0 or 1 are as sure as can be


@dataclass(frozen=True)
class Head:
    """What was learned from rows.

    The logit of a text is `scale` times that of its score so far, plus the bias of its side, plus
    the mean weight of its words; it is then stretched and shifted to a calibrated probability.
    """

    scale: float
    sides: tuple[float, float]  # of prompts, of data
    known: Ids  # the n-grams that have a weight, in order
    weights: NDArray[np.float32]
    classes: Classes  # what each character was to the scan of words
    stretch: float
    shift: float
    thresholds: Mapping[float, float]  # share of harmless texts → score
    base: tuple[str, ...]  # the detectors whose score is moved

    def moved(self, text: str, *, is_data: bool) -> tuple[float, int, int]:
        """Return by how much the words of a text move its logit, and the piece that does so most.

        Args:
            text: A text as it reads when disguises are undone.
            is_data: Whether it is read as data.
        """
        found = (-np.inf, 0, 0)
        for start, piece in pieces_of(text):
            ids = ids_of(piece, self.classes, is_data=is_data)
            columns, _ = columns_of(ids, self.known)
            by = float(self.weights[columns].sum()) / max(1, len(ids)) ** 0.5
            found = max(found, (by, start, start + len(piece)))
        return found

    def probability(self, score: float, by: float, *, is_data: bool) -> float:
        """Return the calibrated probability of an attack.

        Args:
            score: What the detectors so far say.
            by: What the words of the text move it by.
            is_data: Whether the text is read as data.
        """
        logit = self.scale * logit_of(score) + self.sides[is_data] + by
        return 1 / (1 + exp(-max(-500.0, min(500.0, self.stretch * logit + self.shift))))

    def threshold(self, budget: float | None) -> float:
        """Return the score that keeps a budget; without one, that of one in a hundred."""
        within = [t for rate, t in self.thresholds.items() if rate <= (budget or 0.01)]
        return min(within, default=2.0)


def logit_of(score: float) -> float:
    """Return the logit of a score."""
    held = min(1 - _LEAST, max(_LEAST, score))
    return log(held / (1 - held))


def head_bytes(head: Head) -> bytes:
    """Return a head as the bytes of its file; equal heads have equal bytes."""
    parts = {
        "form": np.array(FORM),
        "scales": np.array([head.scale, *head.sides, head.stretch, head.shift]),
        "known": head.known,
        "weights": head.weights,
        "classes": head.classes,
        "budgets": np.array(sorted(head.thresholds.items())).reshape(-1, 2),
        "base": np.array(head.base),
    }
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **parts)
    return out.getvalue()


def head_of(path: Path) -> Head:
    """Return the head in a folder.

    Raises:
        GovsimError: `unreadable`: it holds none, or one of another version.
    """
    try:
        content = io.BytesIO((path / FILE).read_bytes())
        with np.load(content, allow_pickle=False) as parts:
            held = {name: parts[name] for name in parts.files}
        return _head(held)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        reason = f"`{path / FILE}` holds no head: {type(error).__name__}"
        hint = "make one: govsim guardrails train DATA --out FOLDER"
        raise GovsimError("unreadable", reason, hint=hint) from None


def _head(held: Mapping[str, Any]) -> Head:
    if int(held["form"]) != FORM:
        raise ValueError("another form")
    scale, prompts, data, stretch, shift = map(float, held["scales"])
    return Head(
        scale,
        (prompts, data),
        held["known"].astype(np.uint32),
        held["weights"].astype(np.float32),
        held["classes"].astype(np.uint8),
        stretch,
        shift,
        {float(rate): float(score) for rate, score in held["budgets"]},
        tuple(map(str, held["base"])),
    )
