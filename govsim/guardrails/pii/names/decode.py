"""Decides which tokens together are a name, a place, an address or an organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from math import sqrt
from operator import add
from typing import Final

import numpy as np
import numpy.typing as npt

from govsim.guardrails.pii.names.network import KINDS, Floats
from govsim.guardrails.pii.values import Hit, made

LEAST: Final = 0.2  # the least probability that a token is part of something
_PERSONAL: Final = frozenset({"PERSON", "LOCATION", "ADDRESS"})
_OF_PERSONS: Final = tuple(at for at, kind in enumerate(KINDS) if kind in _PERSONAL)
_REPORTED: Final = _PERSONAL | {"ORG"}
_PERHAPS: Final = 0.3


def spans(tokens: Sequence[str], flagged: npt.NDArray[np.intp], rows: Floats) -> Iterator[Hit]:
    """Yield what the tokens hold, in the order of the text; offsets count characters.

    Args:
        tokens: Those of a text; put together they are the text.
        flagged: Places of the tokens that are part of something.
        rows: The probability of each label for each of these, shaped (places, labels).
    """
    if not flagged.size:
        return
    begun, inside = rows[:, 1::2], rows[:, 2::2]
    likely = begun + inside
    sizes = np.fromiter(map(len, tokens), np.intp, len(tokens))
    places, ends = flagged.tolist(), np.cumsum(sizes)[flagged].tolist()
    firsts = np.flatnonzero(~_goes_on(flagged, likely, begun, inside)).tolist()
    for first, stop in zip(firsts, [*firsts[1:], len(places)], strict=True):
        hit = _hit(tokens, ends, places, likely, first, stop)
        if hit is not None:
            yield hit


def _goes_on(
    flagged: npt.NDArray[np.intp], likely: Floats, begun: Floats, inside: Floats
) -> npt.NDArray[np.bool_]:
    """Return whether each token continues what the token before it is part of."""
    kind = likely.argmax(axis=1)
    row = np.arange(len(kind))
    # Of two kinds: one stretch, if the network rather sees it going on than beginning.
    found = inside.sum(axis=1) > begun.sum(axis=1)
    same = kind[1:] == kind[:-1]
    found[1:][same] = (inside[row, kind] >= begun[row, kind])[1:][same]
    found[1:] &= flagged[1:] == flagged[:-1] + 1
    found[0] = False
    return np.asarray(found, np.bool_)


def _hit(
    tokens: Sequence[str],
    ends: Sequence[int],
    places: Sequence[int],
    likely: Floats,
    first: int,
    stop: int,
) -> Hit | None:
    """Return what some of the flagged tokens are, given how likely each is of each kind.

    Args:
        tokens: All of the text.
        ends: Where each flagged token ends.
        places: Which tokens are flagged.
        likely: How likely each of these is of each kind.
        first: The first of those to be judged, among the flagged.
        stop: One after the last of them.
    """
    first, stop = _trimmed(tokens, places, first, stop)
    if first == stop:
        return None
    own = likely[first:stop].tolist()
    sums = own[0] if len(own) == 1 else reduce(_added, own)
    kind = sums.index(max(sums))
    if kind not in _OF_PERSONS:
        # Rather an organisation, a people or a work; perhaps somebody or some place all the same.
        other = max(_OF_PERSONS, key=sums.__getitem__)
        if sums[other] >= _PERHAPS * len(own):
            kind = other
    name = KINDS[kind]
    if name not in _REPORTED:
        return None
    begins = tokens[places[first]]
    start = ends[first] - len(begins.lstrip(" \t"))
    squares = 0.0
    for row in own:
        squares += row[kind] * row[kind]
    score = sqrt(squares / len(own))
    score = score if score < _MOST else _MOST
    return made(Hit, (start, ends[stop - 1], name, score, "names", ""))


def _trimmed(
    tokens: Sequence[str], places: Sequence[int], first: int, stop: int
) -> tuple[int, int]:
    """Return the flagged tokens without the signs that stand before and behind them."""
    # A token is of one kind, but for a space in front.
    while first < stop:
        word = tokens[places[stop - 1]]
        if word[-1].isalnum() or word.strip() in _CLOSING:
            break
        stop -= 1
    while first < stop and not tokens[places[first]][-1].isalnum():
        first += 1
    return first, stop


def _added(some: list[float], more: list[float]) -> list[float]:
    return list(map(add, some, more))


_MOST: Final = 0.999

_CLOSING: Final = frozenset({".", ")"})
