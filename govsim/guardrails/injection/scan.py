"""Scores a text by its n-grams: four lanes of small integers, summed over windows of tokens.

All of it is integer arithmetic, so a text scores the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.injection.ngrams import KINDS, SIZES, Grams, grams_of

Longs = NDArray[np.int64]

LANES: Final = 4
WINDOWS: Final = (8, 24, 96)  # tokens
HOT: Final = 1  # which of the windows says where a text is hottest
_ROOTS: Final = tuple(isqrt(size << 16) for size in WINDOWS)
_UNIT: Final = 1 << 28  # of a logit
_LEAST: Final = np.iinfo(np.int64).min
# The lowest lane first, whatever the machine.
_WIDE: Final = np.dtype("<i8")
_NARROW: Final = np.dtype("<u2")


@dataclass(frozen=True, slots=True)
class Tables:
    """The weights of the first tier.

    `lanes` holds four signed 16-bit sums in one 64-bit number a bucket; lanes 0 and 1 count over
    the whole text, 2 and 3 through windows too. `hot` says how much each lane tells of where an
    attack stands.
    """

    lanes: Longs
    clips: tuple[int, ...]  # beyond it a feature says no more
    inner: Longs  # (hidden, features + 1), the last column a bias, in 2**-24
    outer: Longs  # (2, hidden), in 2**-12
    bias: Longs  # (2,), of what `outer` makes, in 2**-28
    classes: NDArray[np.uint8]  # what each code point is
    hot: Longs  # (lanes,)

    @staticmethod
    def of(
        table: NDArray[np.int8],
        clips: Longs,
        inner: Longs,
        outer: Longs,
        classes: NDArray[np.uint8],
        hot: Longs,
    ) -> Tables:
        """Pack the lanes of a table with one row a bucket; the last column of `outer` is a bias."""
        wide = table.astype(np.int64)
        shifts = np.array([0, 16, 32, 48], dtype=np.int64)
        packed = (wide << shifts).sum(axis=1)
        weights, bias = np.ascontiguousarray(outer[:, :-1]), outer[:, -1] << 16
        return Tables(packed, tuple(clips.tolist()), inner, weights, bias, classes, hot)


@dataclass(frozen=True, slots=True)
class Scan:
    """What the first tier makes of one text."""

    logit: float  # of an attack
    hot: tuple[tuple[int, int], ...]  # stretches, hottest first


_HALF: Final = 1 << 15  # of a lane
_BIAS: Final = np.int64(sum(_HALF << 16 * lane for lane in range(LANES)) - (1 << 64))
NOTHING: Final = Scan(-30.0, ())


def scan(text: str, tables: Sequence[Tables], *, data: bool, doubt: float) -> Scan:
    """Score a text, and say where it is hottest.

    Args:
        text: Any text.
        tables: The first say where, and how likely an attack is; the others only how likely.
        data: Whether the text is read as data.
        doubt: From this logit of the first tables on the others are asked, and the mean counts.
    """
    own, *others = tables
    grams = grams_of(text, own.classes, len(own.lanes))
    if grams is None:
        return NOTHING
    logit, places = _judged(grams, own, data=data)
    if logit >= doubt * _UNIT:
        logits = [logit, *(_judged(grams, each, data=data)[0] for each in others)]
        logit = sum(logits) // len(logits)
    return Scan(logit / _UNIT, tuple(grams.span(*place) for place in places))


def _judged(grams: Grams, tables: Tables, *, data: bool) -> tuple[int, list[tuple[int, int]]]:
    """Return the logit by some tables, and the hottest stretches of tokens."""
    features, places = _features(totals(grams, tables), tables)
    hidden = tables.inner @ features
    np.maximum(hidden, 0, out=hidden)
    hidden >>= 8
    return int(tables.outer[int(data)] @ hidden + tables.bias[int(data)]), places


def totals(grams: Grams, tables: Tables) -> Longs:
    """Return the sum of each lane up to each token, (lanes, tokens + 1)."""
    weights, words = tables.lanes.take(grams.every), KINDS * len(grams)
    sums = np.add.reduceat(np.add.reduce(weights[words:].reshape(SIZES, -1)), grams.first)
    sums += np.add.reduce(weights[:words].reshape(KINDS, -1))
    total = np.zeros((LANES, len(sums) + 1), np.int64)
    np.add.accumulate(_unpacked(sums), axis=1, out=total[:, 1:])
    return total


def _unpacked(sums: Longs) -> Longs:
    """Return the lanes of packed sums, (lanes, tokens).

    What is added to each lane keeps it from borrowing of the next.
    """
    biased = (sums + _BIAS).astype(_WIDE, copy=False)
    lanes = biased.view(_NARROW).reshape(-1, LANES).T.astype(np.int64)
    lanes -= _HALF
    return lanes


def _features(total: Longs, tables: Tables) -> tuple[Longs, list[tuple[int, int]]]:
    """Return what the net looks at, in 64ths, and the hottest stretches of tokens."""
    length = total.shape[1] - 1
    root = isqrt(length << 16)
    whole = total[:, -1].tolist()
    features = [(each << 14) // root for each in whole]
    places = [(0, length)]
    for number, (size, its_root) in enumerate(zip(WINDOWS, _ROOTS, strict=True)):
        if length <= size:
            features += features[2:LANES]
            continue
        sums = total[2:, size:] - total[2:, :-size]
        hottest = np.maximum.reduce(sums, axis=1).tolist()
        features += [(best << 14) // its_root for best in hottest]
        if number == HOT:
            heat = tables.hot @ total
            places = _hottest(heat[size:] - heat[:-size], size)
    bits = length.bit_length() - 1
    features = [
        each if -clip < each < clip else clip if each > 0 else -clip
        for each, clip in zip(features, tables.clips, strict=True)
    ]
    features += [64 * bits + (((length << 6) >> bits) - 64) - 320, 64]
    return np.array(features, dtype=np.int64), places


def _hottest(sums: Longs, size: int) -> list[tuple[int, int]]:
    """Return the hottest window, and the hottest that does not touch it."""
    first = int(sums.argmax())
    spans = [(first, first + size)]
    rest = sums.copy()
    rest[max(0, first - size + 1) : first + size] = _LEAST
    second = int(rest.argmax())
    if rest[second] > _LEAST:
        spans.append((second, second + size))
    return spans
