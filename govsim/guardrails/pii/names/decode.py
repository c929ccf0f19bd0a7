"""Decides which tokens together are a name, a place, an address or an organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from govsim.guardrails.pii.names.network import KINDS, Floats
from govsim.guardrails.pii.values import Hit

LEAST: Final = 0.2  # the least probability that a token is part of something
_PERSONAL: Final = frozenset({"PERSON", "LOCATION", "ADDRESS"})
_REPORTED: Final = _PERSONAL | {"ORG"}
_PERHAPS: Final = 0.3


def spans(tokens: Sequence[str], odds: Floats) -> Iterator[Hit]:
    """Yield what the tokens hold, in the order of the text; offsets count characters."""
    if not len(tokens):
        return
    flagged = np.flatnonzero(odds[:, 0] <= 1.0 - LEAST)
    if not flagged.size:
        return
    ends = np.cumsum(np.fromiter(map(len, tokens), np.intp, len(tokens)))
    group: list[int] = []
    for at in flagged.tolist():
        if group and (at != group[-1] + 1 or not _goes_on(odds[at - 1], odds[at])):
            yield from _hit(tokens, odds, ends, group)
            group = []
        group.append(at)
    yield from _hit(tokens, odds, ends, group)


def _goes_on(last: Floats, here: Floats) -> bool:
    """Whether a token continues what the token before it is part of."""
    kind = int((here[1::2] + here[2::2]).argmax())
    before = int((last[1::2] + last[2::2]).argmax())
    if kind == before:
        return bool(here[2 + 2 * kind] >= here[1 + 2 * kind])
    # Of two kinds: one stretch, if the network rather sees it going on than beginning.
    return bool(here[2::2].sum() > here[1::2].sum())


def _hit(
    tokens: Sequence[str], odds: Floats, ends: npt.NDArray[np.intp], group: list[int]
) -> Iterator[Hit]:
    while (
        group
        and not any(map(str.isalnum, tokens[group[-1]]))
        and tokens[group[-1]].strip() not in {".", ")"}
    ):
        group.pop()
    while group and not any(map(str.isalnum, tokens[group[0]])):
        group.pop(0)
    if not group:
        return
    rows = odds[group]
    kinds = rows[:, 1::2] + rows[:, 2::2]
    sums = kinds.sum(axis=0)
    kind = int(sums.argmax())
    if KINDS[kind] not in _PERSONAL:
        # Rather an organisation, a people or a work; perhaps somebody or some place all the same.
        other = max(range(len(KINDS)), key=lambda k: sums[k] if KINDS[k] in _PERSONAL else -1.0)
        if sums[other] >= _PERHAPS * len(group):
            kind = other
    name = KINDS[kind]
    if name not in _REPORTED:
        return
    first = tokens[group[0]]
    start = int(ends[group[0]]) - len(first.lstrip(" \t"))
    likely = np.sqrt((kinds[:, kind] ** 2).mean())
    yield Hit(start, int(ends[group[-1]]), name, min(float(likely), 0.999), "names")
