"""Bounds the encoder's logit: how high it can be at all, whatever is read."""

from __future__ import annotations

from math import ceil, sqrt
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

_STEPS = 255  # of a number of eight bits
_SPARE = 1.001  # for sums in floating point, which round
_PLACES = 100  # the bound is told in hundredths

Floats = NDArray[np.float64]


def highest_logit(path: Path) -> float:
    """Return a logit that no stretch of text goes beyond, by the weights in a file.

    The head looks at the mean of what the last layer normalises, so at a vector of a length that
    is known. It looks at that in steps of eight bits, and errs by one at most in each number; how
    wide a step is follows from the highest number and the lowest, whichever they are.
    """
    held = {each.name: numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}
    last = max(name for name in held if name.endswith(".last.weight")).removesuffix(".weight")
    scale, shift = (held[f"{last}.{kind}"].astype(np.float64) for kind in ("weight", "bias"))
    small, step, zero = (_of_head(held, kind) for kind in ("quantized", "scale", "zero_point"))
    weights = (small - zero) * step
    constant = (weights @ shift).item() + held["head.bias"].astype(np.float64).item()
    highest = _highest(weights * scale, scale, shift, np.abs(weights).sum().item() / _STEPS)
    return ceil((highest * _SPARE + constant) * _PLACES) / _PLACES


def _of_head(held: dict[str, NDArray[np.float32]], kind: str) -> Floats:
    (name,) = (each for each in held if each.startswith("head.") and each.endswith(f"_{kind}"))
    return held[name].astype(np.float64).ravel()


def _highest(weights: Floats, scale: Floats, shift: Floats, error: float) -> float:
    """Return the most that a normalised vector comes to, by the weights and with the error.

    Args:
        weights: Of the vector.
        scale: By which it is multiplied before its numbers are rounded.
        shift: What is added to it then.
        error: For a highest and a lowest number that are one apart; zero counts as a number too.
    """
    # Where two numbers are the highest and the lowest, all is a product of the vector with this.
    ends, moves = np.append(scale, 0.0) * error, np.append(shift, 0.0) * error
    along = 2 * np.append(weights, 0.0) * ends + ends**2
    against = -2 * np.append(weights, 0.0) * ends + ends**2
    squares = weights @ weights + along[:, None] + against
    return (sqrt(len(weights)) * np.sqrt(squares) + moves[:, None] - moves).max().item()
