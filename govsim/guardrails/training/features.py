"""Computes what a trained head looks at: the words of a text and their pairs, as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.injection.ngrams import grams_of
from govsim.guardrails.training.fitting import Floats, Ints, Sparse
from govsim.guardrails.views import views_of

Ids = NDArray[np.uint32]
Classes = NDArray[np.uint8]
BUCKETS: Final = 1 << 24  # so many that two n-grams of a log seldom share one
LONGEST: Final = 4_000  # characters that are looked at together
_KINDS: Final = [0, 1, 3]  # of the n-grams: words, pairs, pairs with a word between


def pieces_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield a text in pieces that are looked at by themselves, each with its place.

    Pieces overlap by half, so that nothing is cut in two in all of them.
    """
    for start in range(0, max(1, len(text) - LONGEST // 2), LONGEST // 2):
        yield start, text[start : start + LONGEST]


def ids_of(text: str, classes: Classes, *, is_data: bool) -> Ids:
    """Return the n-grams of a piece of text as distinct numbers, in order.

    What is read as data has numbers of its own beside those of every text, so that one word may
    weigh more there.

    Args:
        text: The piece.
        classes: What each code point below 65,536 is to the scan of words.
        is_data: Whether the text is read as data.
    """
    found = grams_of(text, classes, BUCKETS)
    if found is None:
        return np.zeros(0, np.uint32)
    ids = np.unique(found.of_tokens[_KINDS]).astype(np.uint32)
    return np.concatenate([ids, ids + np.uint32(BUCKETS)]) if is_data else ids


def row_ids(text: str, near: int | None, classes: Classes, *, is_data: bool) -> Ids:
    """Return the numbers of a row: of the piece of its text in which something stands.

    Args:
        text: The row's text.
        near: Where in the text; None for the first piece.
        classes: As `ids_of` takes them.
        is_data: Whether the text is read as data.
    """
    plain = views_of(text).plain.text
    start = 0 if near is None else max(0, min(near, len(plain)) - LONGEST // 2)
    return ids_of(plain[start : start + LONGEST], classes, is_data=is_data)


def known_ids(rows: Sequence[Ids], fewest: int = 2) -> Ids:
    """Return the numbers that several rows have, in order.

    What one row alone has is most of what there is, and teaches nothing of others.
    """
    seen = np.bincount(np.concatenate([np.zeros(0, np.uint32), *rows]), minlength=1)
    return np.flatnonzero(seen >= fewest).astype(np.uint32)


def stacked(rows: Sequence[Ids], known: Ids) -> Sparse:
    """Return rows as features: one column a known number, each row of the length of one."""
    sizes = np.array([len(row) for row in rows], dtype=np.intp)
    ids = np.concatenate([np.zeros(0, np.uint32), *rows])
    columns, kept = columns_of(ids, known)
    owner = np.repeat(np.arange(len(rows)), sizes)[kept]
    starts: Ints = np.r_[0, np.cumsum(np.bincount(owner, minlength=len(rows)))]
    values: Floats = 1 / np.sqrt(sizes[owner])
    return Sparse(starts, columns, values, len(known))


def columns_of(ids: Ids, known: Ids) -> tuple[Ints, NDArray[np.bool_]]:
    """Return the columns of those numbers that are known, and which these are."""
    if not len(known):
        return np.zeros(0, np.intp), np.zeros(len(ids), dtype=np.bool_)
    columns = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    kept = known[columns] == ids
    return columns[kept], kept
