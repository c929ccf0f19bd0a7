"""Trains the tagger: sums of embedded rows, three convolutions, a label for each token."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from scipy.sparse import csr_matrix

from govsim.guardrails.pii.names.words import ROWS, TOKEN, Bitmaps, rows_of

KINDS = ("PERSON", "LOCATION", "ADDRESS", "ORG", "MISC", "NRP")
LABELS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
WIDTH = 64
LAYERS = ((2, 1), (1, 2), (1, 4))  # reach to either side, and dilation
LENGTH = 6144  # tokens of a batch, padding between texts included
UNIQUE = 4096
GAP = 8  # empty tokens between two texts: further than any convolution sees at once


def labels_of(text: str, spans: Sequence[tuple[int, int, str]]) -> tuple[list[str], np.ndarray]:
    """Return the tokens of a text and the label of each; -1 is none to learn from."""
    tokens = TOKEN.findall(text)
    labels = np.zeros(len(tokens), np.int32)
    at, spans = 0, sorted(spans)
    i = 0
    for n, token in enumerate(tokens):
        end = at + len(token)
        start = end - len(token.lstrip(" \t"))
        while i < len(spans) and spans[i][1] <= start:
            i += 1
        if i < len(spans) and start < spans[i][1] and end > spans[i][0] and token.strip():
            kind = spans[i][2]
            if kind not in KINDS:
                labels[n] = -1
            else:
                inside = at > spans[i][0] - (1 if token[:1] in " \t" else 0) and start > spans[i][0]
                labels[n] = 1 + 2 * KINDS.index(kind) + inside
        at = end
    return tokens, labels


def recased(text: str, spans: list, chance: random.Random) -> tuple[str, list]:
    """Return a text as it is, or all in one case, where that keeps its length."""
    roll = chance.random()
    if roll < 0.10:
        other = text.lower()
    elif roll < 0.14:
        other = text.upper()
    elif roll < 0.155:
        other = text.title()
    else:
        return text, spans
    return (other, spans) if len(other) == len(text) else (text, spans)


def init(seed: int) -> tuple[np.ndarray, dict[str, jnp.ndarray]]:
    """Return the embedding rows and the dense weights to start from."""
    chance = np.random.default_rng(seed)
    table = (chance.normal(size=(ROWS, WIDTH)) * 0.12).astype(np.float32)
    dense = {
        "b0": np.zeros(WIDTH),
        "w1": chance.normal(size=(WIDTH, WIDTH)) * (2 / WIDTH) ** 0.5,
        "b1": np.zeros(WIDTH),
    }
    for n, (reach, _) in enumerate(LAYERS):
        size = (2 * reach + 1) * WIDTH
        dense[f"c{n}"] = chance.normal(size=(size, WIDTH)) * (1.0 / size) ** 0.5
        dense[f"d{n}"] = np.zeros(WIDTH)
    dense["out"] = chance.normal(size=(WIDTH, len(LABELS))) * 0.1
    dense["end"] = np.zeros(len(LABELS))
    return table, {k: jnp.asarray(v, jnp.float32) for k, v in dense.items()}


def forward(dense, vectors, mask, key=None):
    """Return the scores of all labels for each token. `vectors` are sums of embedding rows."""
    h = jax.nn.relu(vectors + dense["b0"])
    h = jax.nn.relu(h @ dense["w1"] + dense["b1"]) * mask
    for n, (reach, dilation) in enumerate(LAYERS):
        if key is not None:
            key, sub = jax.random.split(key)
            x = h * jax.random.bernoulli(sub, 0.9, h.shape) / 0.9
        else:
            x = h
        far = reach * dilation
        padded = jnp.pad(x, ((far, far), (0, 0)))
        window = jnp.concatenate(
            [padded[i * dilation : i * dilation + h.shape[0]] for i in range(2 * reach + 1)], axis=1
        )
        h = (h + jax.nn.relu(window @ dense[f"c{n}"] + dense[f"d{n}"])) * mask
    return h @ dense["out"] + dense["end"]


def loss(dense, unique, index, labels, mask, weight, key):
    scores = forward(dense, unique[index], mask, key)
    logp = jax.nn.log_softmax(scores)
    picked = jnp.take_along_axis(logp, jnp.maximum(labels, 0)[:, None], axis=1)[:, 0]
    return -(picked * weight).sum() / jnp.maximum(weight.sum(), 1.0)


@partial(jax.jit, donate_argnums=(0, 1, 2))
def step(dense, first, second, count, unique, index, labels, mask, weight, key, rate):
    value, (grads, back) = jax.value_and_grad(loss, argnums=(0, 1))(
        dense, unique, index, labels, mask, weight, key
    )
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, grads)
    second = jax.tree.map(lambda v, g: 0.98 * v + 0.02 * g * g, second, grads)
    a, b = 1 - 0.9**count, 1 - 0.98**count
    dense = jax.tree.map(
        lambda p, m, v: p - rate * (m / a) / (jnp.sqrt(v / b) + 1e-8), dense, first, second
    )
    return value, dense, first, second, back


class Vocabulary:
    """The embedding rows of every token that was seen."""

    def __init__(self, lists: Bitmaps) -> None:
        self.lists = lists
        self.rows: dict[str, np.ndarray] = {}

    def of(self, token: str) -> np.ndarray:
        found = self.rows.get(token)
        if found is None:
            found = self.rows[token] = np.array(rows_of(token, self.lists), np.int32)
        return found


def batches(texts: Iterable[tuple[str, list, float]], chance: random.Random) -> Iterator[tuple]:
    """Yield batches of texts, laid end to end with gaps between them."""
    tokens: list[str] = []
    labels: list[np.ndarray] = []
    weights: list[np.ndarray] = []
    for text, spans, weight in texts:
        text, spans = recased(text, spans, chance)
        found, gold = labels_of(text, spans)
        found, gold = found[: LENGTH // 3], gold[: LENGTH // 3]
        if len(tokens) + len(found) + GAP > LENGTH:
            yield tokens, np.concatenate(labels), np.concatenate(weights)
            tokens, labels, weights = [], [], []
        tokens += found
        labels.append(gold)
        weights.append(np.where(gold < 0, 0.0, weight))
        tokens += [""] * GAP
        labels.append(np.full(GAP, -1, np.int32))
        weights.append(np.zeros(GAP))
    if tokens:
        yield tokens, np.concatenate(labels), np.concatenate(weights)


def train(
    epochs: Iterable[list[tuple[str, list, float]]],
    lists: Bitmaps,
    *,
    seed: int,
    rate: float = 2e-3,
    total: int,
    start=None,
    log=print,
):
    """Train on one list of texts an epoch, and return the rows and the dense weights."""
    table, dense = start or init(seed)
    heat = np.full(ROWS, 0.02, np.float32)
    first, second = (jax.tree.map(jnp.zeros_like, dense) for _ in range(2))
    vocabulary = Vocabulary(lists)
    chance, key = random.Random(seed), jax.random.PRNGKey(seed)
    numbers = np.random.default_rng(seed)
    count, began, mean = 0, time.time(), 0.0
    for epoch, texts in enumerate(epochs):
        chance.shuffle(texts)
        for tokens, labels, weights in batches(texts, chance):
            count += 1
            pace = rate * max(0.03, 1 - count / total) * min(1.0, count / 100)
            kinds = list(dict.fromkeys(tokens))[:UNIQUE]
            at = {t: n for n, t in enumerate(kinds)}
            index = np.zeros(LENGTH, np.int32)
            index[: len(tokens)] = [at.get(t, 0) for t in tokens]
            mask = np.zeros((LENGTH, 1), np.float32)
            mask[: len(tokens), 0] = [t != "" and t in at for t in tokens]
            gold = np.full(LENGTH, -1, np.int32)
            gold[: len(tokens)] = labels
            weight = np.zeros(LENGTH, np.float32)
            weight[: len(tokens)] = weights
            weight *= mask[:, 0]
            # A word is at times known by its parts alone: by neither its own row nor its lists.
            lists_of_rows = [vocabulary.of(t) if t else np.zeros(0, np.int32) for t in kinds]
            sizes = np.fromiter(map(len, lists_of_rows), np.int64, len(kinds))
            flat = np.concatenate(lists_of_rows)
            keep = np.ones(len(flat), np.float32)
            starts = np.concatenate([[0], np.cumsum(sizes)])
            words = np.flatnonzero(sizes > 5)
            hidden = words[numbers.random(len(words)) < 0.25]
            keep[starts[hidden] + 1] = 0.0
            hidden = words[numbers.random(len(words)) < 0.1]
            keep[starts[hidden] + 4] = 0.0
            sums = csr_matrix((keep, flat, starts), shape=(len(kinds), ROWS))
            unique = np.zeros((UNIQUE, WIDTH), np.float32)
            unique[: len(kinds)] = sums @ table
            key, sub = jax.random.split(key)
            value, dense, first, second, back = step(
                dense, first, second, count, unique, index, gold, mask, weight, sub, pace
            )
            touched = np.unique(flat)
            small = csr_matrix(
                (keep, np.searchsorted(touched, flat), starts), shape=(len(kinds), len(touched))
            )
            grads = small.T @ np.asarray(back)[: len(kinds)] * 400.0
            heat[touched] += (grads * grads).mean(1)
            table[touched] -= (pace * 12 / np.sqrt(heat[touched]))[:, None] * grads
            mean = 0.98 * mean + 0.02 * float(value)
            if count % 200 == 0:
                log(
                    f"epoch {epoch} batch {count}/{total} loss {mean / (1 - 0.98 ** min(count, 500)):.4f} {time.time() - began:.0f}s",
                    flush=True,
                )
    return table, {k: np.asarray(v) for k, v in dense.items()}
