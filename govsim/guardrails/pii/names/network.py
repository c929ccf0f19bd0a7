"""Decides how likely each label is for each token, by the shipped weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from threading import Lock
from typing import IO, Final

import numpy as np
import numpy.typing as npt

from govsim.guardrails.pii.names.words import LISTS, Bitmaps, rows_of

Floats = npt.NDArray[np.float32]

KINDS: Final = ("PERSON", "LOCATION", "ADDRESS", "ORG", "MISC", "NRP")
LAYERS: Final = ((2, 1), (1, 2), (1, 4))  # reach to either side in steps, and the step in tokens
MARGIN: Final = sum(reach * step for reach, step in LAYERS)  # tokens that a label can depend on
BLOCK: Final = 512  # tokens that are computed at once, so that they stay in a processor's cache
_ONE_THREAD: Final = 250_000  # multiplications of a product that is never shared between threads
REMEMBERED: Final = 12_000  # words whose vectors are kept


@dataclass(frozen=True)
class Weights:
    """What training yields: embedded rows as bytes, dense layers, sets of known words."""

    table: npt.NDArray[np.int8]
    scale: Floats
    dense: Mapping[str, Floats]
    lists: Bitmaps


class Network:
    """The tagger's network. It remembers the vectors of words, and nothing else of any text."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._width = weights.table.shape[1]
        # The rows of a layer that each place of its window is multiplied by.
        self._layers = [
            weights.dense[f"c{n}"].reshape(2 * reach + 1, self._width, self._width)
            for n, (reach, _) in enumerate(LAYERS)
        ]
        # As many rows as a block may have, all alike: what is added to each row of a block, or
        # compared with it, is so in a quarter of the time that one row for all of them takes.
        most = BLOCK + 2 * MARGIN
        self._added = [np.tile(weights.dense[f"d{n}"], (most, 1)) for n in range(len(LAYERS))]
        self._noughts = np.zeros((most, self._width), np.float32)
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        # Replaced as a whole: a thread that reads the old memory is not disturbed. The last row
        # stays empty. Of each word there is its vector, and what becomes of it at each place of
        # the window of the first layer: most of what that layer takes is computed once a word.
        places = 1 + len(self._layers[0])
        room = np.zeros((places, REMEMBERED + 1, self._width), np.float32)
        self._memory: tuple[dict[str, int], Floats] = ({}, room)

    def likely(self, tokens: Sequence[str], least: float) -> tuple[npt.NDArray[np.intp], Floats]:
        """Return which tokens are part of something, and the probability of each label for them.

        Args:
            tokens: Those of a text, in order.
            least: How likely a token has to be part of anything.

        Returns:
            The places of such tokens, and their labels, shaped (places, labels). Time grows with
            the number of tokens; memory beyond the answer is bounded.
        """
        places, rows = [], []
        for start in range(0, len(tokens), BLOCK):
            low = max(0, start - MARGIN)
            odds = self._block(tokens[low : start + BLOCK + MARGIN])[start - low :][:BLOCK]
            flagged = np.flatnonzero(odds[:, 0] <= 1.0 - least)
            if flagged.size:
                places.append(flagged + start)
                rows.append(odds[flagged])
        if not places:
            return np.zeros(0, np.intp), np.zeros((0, 1 + 2 * len(KINDS)), np.float32)
        return np.concatenate(places), np.concatenate(rows)

    def _block(self, tokens: Sequence[str]) -> Floats:
        dense = self.weights.dense
        count = len(tokens)
        known, vectors = self._rows(tokens)
        padded = np.zeros((count + 2 * _FAR, self._width), np.float32)
        hidden = padded[_FAR : _FAR + count]
        np.take(vectors[0], known[_NEAR : _NEAR + count], axis=0, out=hidden, mode="clip")
        change, part = np.empty_like(hidden), np.empty_like(hidden)
        for n, (reach, step) in enumerate(LAYERS):
            low = _FAR - reach * step
            for place, rows in enumerate(self._layers[n]):
                out = part if place else change
                if n:
                    at = low + place * step
                    product(padded[at : at + count], rows, out)
                else:
                    chosen = known[place : place + count]
                    np.take(vectors[1 + place], chosen, axis=0, out=out, mode="clip")
                if place:
                    change += part
            change += self._added[n][:count]
            np.maximum(change, self._noughts[:count], out=change)
            hidden += change
        # Labels in rows: so a token's are next to those of other tokens, and added at once.
        scores = np.ascontiguousarray(product(hidden, dense["out"]).T)
        scores += dense["end"][:, None]
        scores -= scores.max(axis=0)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=0)
        return np.asarray(scores.T, np.float32)

    def _rows(self, tokens: Sequence[str]) -> tuple[npt.NDArray[np.intp], Floats]:
        """Return where each token is in memory, between rows that are empty, and the memory."""
        known, vectors = self._memory
        found = list(map(known.get, tokens))
        if None in found:
            with self._lock:
                known, vectors = self._remember(tokens)
                found = list(map(known.get, tokens))
        edge = [REMEMBERED] * _NEAR
        return np.array([*edge, *found, *edge], np.intp), vectors

    def _remember(self, tokens: Sequence[str]) -> tuple[dict[str, int], Floats]:
        known, vectors = self._memory
        new = [token for token in dict.fromkeys(tokens) if token not in known]
        if len(known) + len(new) > REMEMBERED:
            self._forget()
            known, vectors = self._memory
            new = list(dict.fromkeys(tokens))
        at = slice(len(known), len(known) + len(new))
        computed = self._computed(new)
        vectors[0, at] = computed
        for place, rows in enumerate(self._layers[0]):
            vectors[1 + place, at] = product(computed, rows)
        known.update(zip(new, range(at.start, at.stop), strict=True))
        return known, vectors

    def _computed(self, tokens: Sequence[str]) -> Floats:
        rows = [rows_of(token, self.weights.lists) for token in tokens]
        sizes = np.fromiter(map(len, rows), np.intp, len(rows))
        flat = np.fromiter((r for group in rows for r in group), np.intp, int(sizes.sum()))
        picked = self.weights.table[flat].astype(np.float32) * self.weights.scale[flat, None]
        sums = np.add.reduceat(picked, np.concatenate([[0], np.cumsum(sizes)[:-1]]), axis=0)
        dense = self.weights.dense
        hidden = np.maximum(sums + dense["b0"], 0.0)
        return np.asarray(np.maximum(product(hidden, dense["w1"]) + dense["b1"], 0.0), np.float32)


_FAR: Final = max(reach * step for reach, step in LAYERS)
_NEAR: Final = LAYERS[0][0]


def product(left: Floats, right: Floats, out: Floats | None = None) -> Floats:
    """Return the product of two matrices, computed in pieces that stay in one thread.

    Libraries of linear algebra share larger products between threads, which on a busy machine
    wait for one another longer than the whole takes: texts are screened side by side instead.
    """
    count, depth = left.shape
    width = right.shape[1]
    rows = max(1, _ONE_THREAD // (depth * width))
    if out is None:
        out = np.empty((count, width), np.float32)
    if count <= rows:
        return np.matmul(left, right, out=out)
    whole = count - count % rows
    pieces = left[:whole].reshape(-1, rows, depth)
    np.matmul(pieces, right, out=out[:whole].reshape(-1, rows, width))
    if whole < count:
        np.matmul(left[whole:], right, out=out[whole:])
    return out


@cache
def shipped() -> Network:
    """Return the network with the weights that govsim ships."""
    path = resources.files("govsim.guardrails") / "weights" / "names.npz"
    with path.open("rb") as source:
        return Network(read_weights(source))


def read_weights(source: IO[bytes]) -> Weights:
    """Read weights from an open .npz file, which holds arrays and no code."""
    with np.load(source, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    dense = {
        n: a.astype(np.float32) for n, a in arrays.items() if n[0] in "bcdwoe" and n != "common"
    }
    return Weights(
        table=arrays["table"],
        scale=arrays["scale"].astype(np.float32),
        dense=dense,
        lists={name: arrays[f"list_{name}"] for name in LISTS},
    )
