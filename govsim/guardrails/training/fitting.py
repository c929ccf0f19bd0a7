"""Fits a logistic regression on sparse features, on top of a score that is already there."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
_KEPT: Final = 10  # steps that the shape of the loss is judged by
_HALVINGS: Final = 30


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of features that are mostly nothing, end to end."""

    starts: Ints  # where each row begins; one more at the end
    columns: Ints
    values: Floats
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def rows(self, chosen: Ints) -> Sparse:
        """Return some of the rows."""
        low, high = self.starts[chosen], self.starts[chosen + 1]
        sizes = high - low
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        at = np.arange(total) - np.repeat(ends - sizes - low, sizes)
        return Sparse(np.r_[0, ends], self.columns[at], self.values[at], self.width)

    def times(self, weights: Floats) -> Floats:
        """Return the sum of weights over the features of each row."""
        each = np.r_[0.0, np.cumsum(weights[self.columns] * self.values)]
        return np.diff(each[self.starts])

    def gathered(self, of_rows: Floats) -> Floats:
        """Return what each feature has of the rows that bear it."""
        spread = np.repeat(of_rows, np.diff(self.starts)) * self.values
        return np.asarray(np.bincount(self.columns, spread, self.width), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights that a logit is made of: scale times what is there, plus weights, plus sides."""

    scale: float
    sides: Floats  # one a side; a row stands on one of them
    weights: Floats  # one a feature

    def logits(self, features: Sparse, before: Floats, side: Ints) -> Floats:
        """Return the logit of each row."""
        return self.scale * before + self.sides[side] + features.times(self.weights)


def fit(
    features: Sparse,
    label: NDArray[np.bool_],
    before: Floats,
    side: Ints,
    importance: Floats,
    *,
    strength: float = 1.0,
    steps: int = 60,
) -> Fitted:
    """Return the weights of the least loss: what was there before is kept where rows say nothing.

    The loss is the mean log-loss, plus a penalty on weights and on moving the scale from one, that
    a score of before is left as it is unless rows speak against it.

    Args:
        features: Of each row.
        label: Whether each is an attack.
        before: The logit that each has already; 0 for none.
        side: Which bias each row has, counted from 0.
        importance: How much each row counts.
        strength: Of the penalty, in rows: with few rows the weights stay small.
        steps: The most steps of the search (L-BFGS).
    """
    loss = _Loss(features, label, before, side, importance / importance.sum(), strength)
    begun = np.zeros(1 + loss.sides + features.width)
    begun[0] = 1.0
    return loss.parts(descended(loss, begun, steps))


class _Loss:
    """The loss of weights and its gradient, as one function of one vector."""

    def __init__(
        self,
        features: Sparse,
        label: NDArray[np.bool_],
        before: Floats,
        side: Ints,
        importance: Floats,
        strength: float,
    ) -> None:
        self._features, self._before, self._side = features, before, side
        self._signs, self._importance = np.where(label, 1.0, -1.0), importance
        self._penalty = strength / max(1, len(label))
        self.sides = int(side.max()) + 1 if len(side) else 1
        # A side whose rows are all of one kind says nothing of how it differs.
        both = [len(set(label[side == each].tolist())) > 1 for each in range(self.sides)]
        self._both = np.array(both)

    def parts(self, at: Floats) -> Fitted:
        """Return a vector as the weights that it is."""
        return Fitted(float(at[0]), at[1 : 1 + self.sides], at[1 + self.sides :])

    def __call__(self, at: Floats) -> tuple[float, Floats]:
        """Return the loss and its gradient."""
        made, penalty = self.parts(at), self._penalty
        margin = self._signs * made.logits(self._features, self._before, self._side)
        slope = -self._signs * self._importance / (1 + np.exp(np.clip(margin, -500, 500)))
        moved = made.scale - 1
        kept = _dot(made.weights, made.weights) + moved * moved + _dot(made.sides, made.sides) / 100
        value = _dot(self._importance, np.logaddexp(0, -margin)) + penalty * kept / 2
        of_sides = np.bincount(self._side, weights=slope, minlength=self.sides)
        gradient = [
            np.array([_dot(slope, self._before) + penalty * moved]),
            self._both * of_sides + penalty / 100 * made.sides,
            self._features.gathered(slope) + penalty * made.weights,
        ]
        return value, np.concatenate(gradient)


def descended(
    loss: Callable[[Floats], tuple[float, Floats]], at: Floats, steps: int, close: float = 1e-6
) -> Floats:
    """Return where a smooth convex loss is least, by L-BFGS with halved steps.

    Args:
        loss: Takes a place; returns the loss there and its gradient.
        at: Where to begin.
        steps: The most steps to take.
        close: The length of a gradient that is nothing.

    Source:
        Nocedal and Wright, "Numerical Optimization", 2006, algorithms 7.4 and 3.1.
    """
    value, gradient = loss(at)
    moves: deque[tuple[Floats, Floats]] = deque(maxlen=_KEPT)
    for _ in range(steps):
        if _dot(gradient, gradient) < close * close:
            break
        way = -_turned(gradient, moves)
        downhill = _dot(gradient, way)
        length = 1.0 if moves else min(1.0, 1.0 / _dot(gradient, gradient) ** 0.5)
        for _ in range(_HALVINGS):
            there, then = loss(at + length * way)
            if there <= value + 1e-4 * length * downhill:
                break
            length /= 2
        else:
            break
        step, bent = length * way, then - gradient
        at, value, gradient = at + step, there, then
        if _dot(step, bent) > 0:
            moves.append((step, bent))
    return at


def _turned(gradient: Floats, moves: deque[tuple[Floats, Floats]]) -> Floats:
    """Return the gradient, turned by what the last steps say of how the loss bends."""
    turned = gradient.copy()
    shares = []
    for step, bent in reversed(moves):
        share = _dot(step, turned) / _dot(step, bent)
        shares.append(share)
        turned -= share * bent
    if moves:
        step, bent = moves[-1]
        turned *= _dot(step, bent) / _dot(bent, bent)
    for (step, bent), share in zip(moves, reversed(shares), strict=True):
        turned += step * (share - _dot(bent, turned) / _dot(step, bent))
    return turned


def _dot(first: Floats, second: Floats) -> float:
    # Without the threads of a linear algebra library, which wait for one another on a busy machine.
    return float(np.einsum("i,i->", first, second))
