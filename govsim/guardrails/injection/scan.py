"""Scores a text by its n-grams: four lanes of small integers, summed over windows of tokens.

All of it is integer arithmetic, so a text scores the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.injection.ngrams import Grams, grams_of

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
        packed = np.zeros(len(table), np.int64)
        for nth, lane in enumerate(table.T):
            packed += lane.astype(np.int64) << 16 * nth
        weights, bias = np.ascontiguousarray(outer[:, :-1]), outer[:, -1] << 16
        return Tables(packed, tuple(clips.tolist()), inner, weights, bias, classes, hot)


@dataclass(frozen=True)
class Scan:
    """What the first tier makes of one text."""

    logit: float  # of an attack
    # The n-grams, the sums of lanes up to each token, and how much each tells of where it is hot.
    _sums: tuple[Grams, Longs, Longs] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def hot(self) -> tuple[tuple[int, int], ...]:
        """Stretches of the text, hottest first; few texts are asked for them."""
        if self._sums is None:
            return ()
        grams, total, weights = self._sums
        return tuple(grams.span(*place) for place in _hottest(weights @ total, WINDOWS[HOT]))


_HALF: Final = 1 << 15  # of a lane
_BIAS: Final = np.int64(sum(_HALF << 16 * lane for lane in range(LANES)) - (1 << 64))
NOTHING: Final = Scan(-30.0)


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
    total = totals(grams, own)
    logit = _judged(total, own, data=data)
    if logit >= doubt * _UNIT:
        logits = [logit, *(_judged(totals(grams, each), each, data=data) for each in others)]
        logit = sum(logits) // len(logits)
    return Scan(logit / _UNIT, (grams, total, own.hot))


def _judged(total: Longs, tables: Tables, *, data: bool) -> int:
    """Return the logit by some tables, in units."""
    hidden = tables.inner @ _features(total, tables)
    np.maximum(hidden, 0, out=hidden)
    hidden >>= 8
    return int(tables.outer[int(data)] @ hidden + tables.bias[int(data)])


def totals(grams: Grams, tables: Tables) -> Longs:
    """Return the sum of each lane up to each token, (lanes, tokens + 1)."""
    sums = np.add.reduceat(_added(grams.of_characters, tables), grams.first)
    sums += _added(grams.of_tokens, tables)
    total = np.zeros((LANES, len(sums) + 1), np.int64)
    # What is added to each lane keeps it from borrowing of the next.
    lanes = (sums + _BIAS).astype(_WIDE, copy=False).view(_NARROW).reshape(-1, LANES)
    if len(sums) < _MANY:
        np.add.accumulate(lanes.T.astype(np.int64) - _HALF, axis=1, out=total[:, 1:])
        return total
    for lane, row in enumerate(total):  # of a long text, not all lanes are in memory twice
        np.add.accumulate(lanes[:, lane].astype(np.int64) - _HALF, out=row[1:])
    return total


def _added(buckets: NDArray[np.uint32], tables: Tables) -> Longs:
    """Return the sum of the packed lanes of each column of buckets."""
    # No bucket lies beyond the table; not to ask takes two thirds of the time.
    if buckets.size < _MANY:
        return np.asarray(np.add.reduce(tables.lanes.take(buckets, mode="wrap")), np.int64)
    added: Longs = tables.lanes.take(buckets[0], mode="wrap")
    for row in buckets[1:]:
        added += tables.lanes.take(row, mode="wrap")
    return added


_MANY: Final = 1 << 20  # buckets whose lanes are not to be in memory all at once


def _features(total: Longs, tables: Tables) -> Longs:
    """Return what the net looks at, in 64ths."""
    length = total.shape[1] - 1
    root = isqrt(length << 16)
    whole = total[:, -1].tolist()
    features = [(each << 14) // root for each in whole]
    windowed = total[2:]
    for size, its_root in zip(WINDOWS, _ROOTS, strict=True):
        if length <= size:
            features += features[2:LANES]
            continue
        hottest = _hottest_of(windowed, size)
        features += [(best << 14) // its_root for best in hottest]
    bits = length.bit_length() - 1
    features = [
        each if -clip < each < clip else clip if each > 0 else -clip
        for each, clip in zip(features, tables.clips, strict=True)
    ]
    features += [64 * bits + (((length << 6) >> bits) - 64) - 320, 64]
    return np.array(features, dtype=np.int64)


def _hottest_of(total: Longs, size: int) -> list[int]:
    """Return how much each lane gains at most within a window of so many tokens."""
    if total.size < _MANY:
        gained: list[int] = np.maximum.reduce(total[:, size:] - total[:, :-size], axis=1).tolist()
        return gained
    return [int((lane[size:] - lane[:-size]).max()) for lane in total]


def _hottest(heat: Longs, size: int) -> list[tuple[int, int]]:
    """Return the hottest window of tokens, and the hottest that does not touch it.

    Args:
        heat: How hot a text is up to each token.
        size: Tokens of a window; a text that has no more is one.
    """
    length = len(heat) - 1
    if length <= size:
        return [(0, length)]
    sums = heat[size:] - heat[:-size]
    first = int(sums.argmax())
    spans = [(first, first + size)]
    sums[max(0, first - size + 1) : first + size] = _LEAST
    second = int(sums.argmax())
    if sums[second] > _LEAST:
        spans.append((second, second + size))
    return spans
