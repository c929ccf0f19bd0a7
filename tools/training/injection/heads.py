"""Trains the first tier: four lanes of n-gram weights, their windows, and a small net on top.

Lanes 0 and 1 count over a whole text; 2 (as a prompt) and 3 (as data) are looked at through windows
too. What a text is judged by: each lane's sum over the root of the length, the hottest window of
lanes 2 and 3 for each length of window, and the logarithm of the length.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.injection.ngrams import NOTHING
from tools.training.injection.features import BUCKETS, Flat

WINDOWS = (8, 24, 96)
LANES = 4
FEATURES = LANES + 2 * len(WINDOWS) + 1
HIDDEN = 16
CLIP = 6.0  # beyond it a feature says no more: one odd text shall not outweigh everything
_SIZES = np.array(WINDOWS)

Floats = NDArray[np.float32]


@dataclass(slots=True)
class Heads:
    """The first tier in floating point."""

    table: Floats  # (buckets, lanes)
    inner: Floats  # (hidden, features + 1), the last column a bias
    outer: Floats  # (2, hidden + 1)


def fresh_heads(seed: int) -> Heads:
    """Return heads that say nothing yet."""
    rng = np.random.default_rng(seed)
    inner = rng.normal(0, 0.35, (HIDDEN, FEATURES + 1)).astype(np.float32)
    outer = rng.normal(0, 0.25, (2, HIDDEN + 1)).astype(np.float32)
    table = rng.normal(0, 0.002, (BUCKETS, LANES)).astype(np.float32)
    inner[:, -1] = 0.1
    outer[:, -1] = -0.5
    return Heads(table, inner, outer)


@numba.njit(cache=True, fastmath=True)
def _lanes(grams, gram_at, first, last, table, total):  # type: ignore[no-untyped-def]
    """Fill the running sums of the lanes over the tokens of one text."""
    for lane in range(LANES):
        total[0, lane] = 0.0
    for token in range(first, last):
        a = b = c = d = np.float32(0.0)
        for at in range(gram_at[token], gram_at[token + 1]):
            row = table[grams[at]]
            a += row[0]
            b += row[1]
            c += row[2]
            d += row[3]
        n = token - first
        total[n + 1, 0] = total[n, 0] + a
        total[n + 1, 1] = total[n, 1] + b
        total[n + 1, 2] = total[n, 2] + c
        total[n + 1, 3] = total[n, 3] + d


@numba.njit(cache=True, fastmath=True)
def _features(total, length, out, where):  # type: ignore[no-untyped-def]
    """Fill the features of one text, and where the hottest windows begin."""
    root = np.sqrt(np.float32(length))
    for lane in range(LANES):
        out[lane] = total[length, lane] / root
    at = LANES
    for number in range(len(_SIZES)):
        size = min(_SIZES[number], length)
        scale = 1 / np.sqrt(np.float32(size))
        for lane in range(2, LANES):
            best = np.float32(-1e30)
            for start in range(length - size + 1):
                value = total[start + size, lane] - total[start, lane]
                if value > best:
                    best = value
                    where[at] = start
            out[at] = best * scale
            at += 1
    for n in range(at):
        out[n] = min(max(out[n], np.float32(-CLIP)), np.float32(CLIP))
    bits = 0
    while length >> (bits + 1):
        bits += 1
    out[at] = np.float32(bits + length / (1 << bits) - 6)  # nearly the logarithm, less five
    out[at + 1] = 1.0


@numba.njit(cache=True, fastmath=True)
def _epoch(  # type: ignore[no-untyped-def]
    grams,
    gram_at,
    token_at,
    order,
    labels,
    data,
    weights,
    table,
    inner,
    outer,
    seen_table,
    seen_inner,
    seen_outer,
    rate,
    drop,
    decay,
    seed,
):
    np.random.seed(seed)
    lost = 0.0
    longest = 0
    for row in order:
        longest = max(longest, token_at[row + 1] - token_at[row])
    total = np.zeros((longest + 1, LANES), np.float32)
    slope = np.zeros((longest + 1, LANES), np.float32)
    features = np.zeros(FEATURES + 1, np.float32)
    where = np.zeros(FEATURES + 1, np.int64)
    hidden = np.zeros(HIDDEN + 1, np.float32)
    back = np.zeros(FEATURES + 1, np.float32)
    for row in order:
        first, last = token_at[row], token_at[row + 1]
        length = last - first
        _lanes(grams, gram_at, first, last, table, total)
        _features(total, length, features, where)
        for h in range(HIDDEN):
            value = np.float32(0.0)
            for f in range(FEATURES + 1):
                value += inner[h, f] * features[f]
            hidden[h] = max(value, np.float32(0.0))
        hidden[HIDDEN] = 1.0
        column = 1 if data[row] else 0
        logit = np.float32(0.0)
        for h in range(HIDDEN + 1):
            logit += outer[column, h] * hidden[h]
        target = labels[row] * 0.96 + 0.02
        guess = 1 / (1 + np.exp(-logit))
        lost -= target * np.log(guess + 1e-7) + (1 - target) * np.log(1 - guess + 1e-7)
        error = (guess - target) * weights[row]
        if labels[row] < 0.5 and logit > -1.5:
            error += 0.06 * (logit + 1.5) * weights[row]
        back[:] = 0
        for h in range(HIDDEN + 1):
            pull = error * hidden[h]
            push = error * outer[column, h]
            seen_outer[column, h] += pull * pull
            outer[column, h] -= rate * pull / np.sqrt(seen_outer[column, h] + 1e-3)
            if h < HIDDEN and hidden[h] > 0:
                for f in range(FEATURES + 1):
                    back[f] += push * inner[h, f]
                    step = push * features[f]
                    seen_inner[h, f] += step * step
                    inner[h, f] -= rate * step / np.sqrt(seen_inner[h, f] + 1e-3)
        for f in range(FEATURES - 1):
            if abs(features[f]) >= CLIP and features[f] * back[f] < 0:
                back[f] = 0.0
        root = np.sqrt(np.float32(length))
        for lane in range(LANES):
            slope[0, lane] = back[lane] / root
            for n in range(1, length + 1):
                slope[n, lane] = 0.0
        at = LANES
        for number in range(len(_SIZES)):
            size = min(_SIZES[number], length)
            for lane in range(2, LANES):
                pull = back[at] / np.sqrt(np.float32(size))
                slope[where[at], lane] += pull
                slope[where[at] + size, lane] -= pull
                at += 1
        a = b = c = d = np.float32(0.0)
        for token in range(first, last):
            n = token - first
            a += slope[n, 0]
            b += slope[n, 1]
            c += slope[n, 2]
            d += slope[n, 3]
            if abs(a) + abs(b) + abs(c) + abs(d) < 1e-6:
                continue
            for at in range(gram_at[token], gram_at[token + 1]):
                if np.random.random() < drop:
                    continue
                gram = grams[at]
                weight, seen = table[gram], seen_table[gram]
                seen[0] += a * a
                seen[1] += b * b
                seen[2] += c * c
                seen[3] += d * d
                weight[0] -= rate * (a / np.sqrt(seen[0] + 1e-4) + decay * weight[0])
                weight[1] -= rate * (b / np.sqrt(seen[1] + 1e-4) + decay * weight[1])
                weight[2] -= rate * (c / np.sqrt(seen[2] + 1e-4) + decay * weight[2])
                weight[3] -= rate * (d / np.sqrt(seen[3] + 1e-4) + decay * weight[3])
    return lost / len(order)


@numba.njit(cache=True, fastmath=True)
def _score(grams, gram_at, token_at, rows, table, inner, outer, out, features):  # type: ignore[no-untyped-def]
    longest = 0
    for row in rows:
        longest = max(longest, token_at[row + 1] - token_at[row])
    total = np.zeros((longest + 1, LANES), np.float32)
    where = np.zeros(FEATURES + 1, np.int64)
    for number in range(len(rows)):
        first, last = token_at[rows[number]], token_at[rows[number] + 1]
        _lanes(grams, gram_at, first, last, table, total)
        _features(total, last - first, features[number], where)
        for column in range(2):
            logit = outer[column, HIDDEN]
            for h in range(HIDDEN):
                value = np.float32(0.0)
                for f in range(FEATURES + 1):
                    value += inner[h, f] * features[number, f]
                if value > 0:
                    logit += outer[column, h] * value
            out[number, column] = logit


@dataclass(slots=True)
class Training:
    """What heads learn from, and how."""

    flat: Flat
    labels: Floats
    data: NDArray[np.bool_]  # which rows are data
    groups: NDArray[np.int64]  # of each row
    chosen: NDArray[np.int64]  # the rows
    weights: Floats | None = None  # how much each row counts; all alike without
    epochs: int = 6
    cap: int = 3000  # rows of a group (a source and label) in an epoch, at most
    rate: float = 0.03
    drop: float = 0.2
    decay: float = 1e-4


BEGINNING = 3 / 16


def train_heads(training: Training, seed: int, starts: int) -> Heads:
    """Train the start that learns fastest of so many, by its loss on what it learns from.

    A net this small finds one of two ways in the beginning of the first epoch, and keeps to it: on
    one fold the loss at the end is 0.11 by the one and 0.125 by the other, and of attacks left out,
    at 2 % of documents, the first tier alone finds 67 to 72 or 51 to 55 %.
    """
    seeds = range(seed, seed + starts)
    best = min(seeds, key=lambda n: _Run.of(training, n).beginning()) if starts > 1 else seed
    run = _Run.of(training, best)
    for epoch in range(training.epochs):
        order = run.order()
        step = training.rate * (1 - 0.9 * epoch / training.epochs)
        loss = run.learn(order, step, best + epoch)
        # A weight beyond almost all others was learnt from a template, and would leave the others few steps.
        most = np.quantile(np.abs(run.heads.table), 0.9999, axis=0)
        np.clip(run.heads.table, -most, most, out=run.heads.table)
        run.heads.table[NOTHING] = 0
        told = f"start {best}, epoch {epoch}: {len(order)} rows, loss {loss:.4f}"
        print(told, file=sys.stderr, flush=True)
    return run.heads


def go_on(training: Training, heads: Heads, seed: int) -> None:
    """Train heads further; how far each weight had come is told by one pass over what they know."""
    seen = (np.zeros_like(heads.table), np.zeros_like(heads.inner), np.zeros_like(heads.outer))
    run = _Run(training, heads, seen, np.random.default_rng(seed), seed)
    run.learn(run.order(), 0.0, seed)
    for each in seen:
        each *= training.epochs
    for epoch in range(training.epochs):
        step = training.rate * (1 - 0.8 * epoch / training.epochs)
        loss = run.learn(run.order(), step, seed + epoch)
        print(f"epoch {epoch}: loss {loss:.4f}", file=sys.stderr, flush=True)


@dataclass(slots=True)
class _Run:
    """Heads that learn, with how far each weight has come."""

    training: Training
    heads: Heads
    seen: tuple[Floats, Floats, Floats]
    rng: np.random.Generator
    seed: int

    @staticmethod
    def of(training: Training, seed: int) -> _Run:
        heads = fresh_heads(seed)
        seen = (np.zeros_like(heads.table), np.zeros_like(heads.inner), np.zeros_like(heads.outer))
        return _Run(training, heads, seen, np.random.default_rng(seed), seed)

    def order(self) -> NDArray[np.int64]:
        """Return the rows of the next epoch."""
        return _sampled(self.training.chosen, self.training.groups, self.training.cap, self.rng)

    def beginning(self) -> float:
        """Learn from the beginning of an epoch, and return the loss at its end."""
        order = self.order()
        parts = np.array_split(order[: int(len(order) * BEGINNING)], 3)
        return [self.learn(part, self.training.rate, self.seed) for part in parts][-1]

    def learn(self, order: NDArray[np.int64], step: float, seed: int) -> float:
        """Go through rows once, and return the mean loss."""
        told, heads = self.training, self.heads
        weights = np.ones(len(told.labels), np.float32) if told.weights is None else told.weights
        loss = _epoch(
            told.flat.grams,
            told.flat.gram_at,
            told.flat.token_at,
            order,
            told.labels,
            told.data,
            weights,
            heads.table,
            heads.inner,
            heads.outer,
            *self.seen,
            step,
            told.drop,
            told.decay,
            seed,
        )
        return float(loss)


def _sampled(
    chosen: NDArray[np.int64], groups: NDArray[np.int64], cap: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    own = groups[chosen]
    parts = [rng.permutation(chosen[own == group])[:cap] for group in np.unique(own)]
    return rng.permutation(np.concatenate(parts))


def scores_of(heads: Heads, flat: Flat, rows: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return the two logits of each row, and its features."""
    out = np.zeros((len(rows), 2), np.float32)
    features = np.zeros((len(rows), FEATURES + 1), np.float32)
    _score(
        flat.grams,
        flat.gram_at,
        flat.token_at,
        rows,
        heads.table,
        heads.inner,
        heads.outer,
        out,
        features,
    )
    return out, features
