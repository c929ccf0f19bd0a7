"""Trains a head on labelled rows, and measures it on sources that it was not trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from govsim.errors import GovsimError
from govsim.guardrails.training.classes import character_classes
from govsim.guardrails.training.examples import Examples, folds_of
from govsim.guardrails.training.fitting import Fitted, Floats, Ints, Sparse, fit
from govsim.guardrails.training.head import Head
from govsim.guardrails.training.measuring import Measured, measured_in_turn

FEWEST: Final = 20  # attacks, and harmless rows
Told = Callable[[str, int, int], None]  # what is left out, which of how many


@dataclass(frozen=True)
class Retrained:
    """A head, and what its like gave on rows that were left out of their training."""

    head: Head
    measured: Measured


def retrained(
    examples: Examples,
    base: tuple[str, ...],
    *,
    strength: float = 1.0,
    budget: float = 0.01,
    seed: int = 0,
    told: Told = lambda *_: None,
) -> Retrained:
    """Return a head that was trained on all rows, with what leaving each source out shows.

    Args:
        examples: The rows.
        base: The detectors whose score is moved.
        strength: How strongly what is there is kept, in rows.
        budget: The share of harmless rows at which rows that are left out are found.
        seed: What the parts of a single source depend on.
        told: Called before each fit.

    Raises:
        GovsimError: `too-few-rows`: there are too few of a kind to learn from.
    """
    check_enough(examples)
    folds = folds_of(examples, seed)
    logits = _left_out(examples, folds, strength, told)
    told("", len(folds), len(folds))
    stretch, shift = _calibrated(logits, examples)
    scores = 1 / (1 + np.exp(-np.clip(stretch * logits + shift, -500, 500)))
    found = measured_in_turn(examples, folds, scores, budget)
    whole = _fitted(examples, strength)
    return Retrained(_head(whole, examples, (stretch, shift), found, base), found)


def _head(
    whole: Fitted,
    examples: Examples,
    calibration: tuple[float, float],
    found: Measured,
    base: tuple[str, ...],
) -> Head:
    return Head(
        whole.scale,
        (float(whole.sides[0]), float(whole.sides[-1])),
        examples.known,
        whole.weights.astype(np.float32),
        character_classes(),
        *calibration,
        found.thresholds,
        base,
    )


def _left_out(
    examples: Examples, folds: Sequence[tuple[str, Ints]], strength: float, told: Told
) -> Floats:
    """Return the logit of each row by a head that saw none of the rows left out with it."""
    logits = np.zeros(len(examples))
    for number, (name, rows) in enumerate(folds):
        told(name, number, len(folds))
        others = np.setdiff1d(np.arange(len(examples)), rows)
        part = examples.where(rows)
        fitted = _fitted(examples.where(others), strength)
        logits[rows] = fitted.logits(part.features, part.before, part.side)
    return logits


def _fitted(examples: Examples, strength: float) -> Fitted:
    return fit(
        examples.features,
        examples.label,
        examples.before,
        examples.side,
        examples.importance(),
        strength=strength,
    )


def _calibrated(logits: Floats, examples: Examples) -> tuple[float, float]:
    """Return the stretch and shift that make logits of rows left out into log-odds.

    A stretch below nothing would turn the order round, so it is kept above.
    """
    count = len(logits)
    nothing = Sparse(np.zeros(count + 1, np.intp), np.zeros(0, np.intp), np.zeros(0), 0)
    one = np.zeros(count, np.intp)
    made = fit(nothing, examples.label, logits, one, np.ones(count), strength=1.0)
    return max(0.05, made.scale), float(made.sides[0])


def check_enough(examples: Examples) -> None:
    """Refuse to learn from too few rows.

    Raises:
        GovsimError: `too-few-rows`.
    """
    attacks = int(examples.label.sum())
    for what, count in (("attacks", attacks), ("harmless rows", len(examples) - attacks)):
        if count < FEWEST:
            message = f"there are {count} {what}, and training takes at least {FEWEST}"
            raise GovsimError("too-few-rows", message, hint="label more rows")
