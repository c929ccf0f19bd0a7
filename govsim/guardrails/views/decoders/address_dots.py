"""Finds where in a text the dot of an address is written or said, and what lies in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues

_ANY_DOT: Final = re.compile(
    rb"dot|d o t|full stop| pt | pkt | pto |punkt|punto|ponto|kropka|te.ka|to.ka|bodka|piste|nokta"
    rb"|titik|\xff\xff\xff{0,4}| \. |\[\.[\])]|\(\.[\])]"
)
# How what it finds begins in ASCII, but for `tecka` and `tocka`.
_DOT_PIECES: Final = (
    *(b"dot", b"d o t", b"full stop", b" pt ", b" pkt ", b" pto ", b"punkt", b"punto", b"ponto"),
    *(b"kropka", b"bodka", b"piste", b"nokta", b"titik", b" . ", b"[.]", b"[.)", b"(.]", b"(.)"),
)
_FARTHEST: Final = 100  # characters between an `at` and the first dot after it


def before_dots(clues: Clues) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that lie before a dot, near enough for an `at`."""
    begin = end = 0
    for dot in _dots(clues):
        if dot.start() - _FARTHEST > end:
            yield begin, end
            begin = dot.start() - _FARTHEST
        end = dot.start()
    yield begin, end


def _dots(clues: Clues) -> Iterator[re.Match[bytes]]:
    """Yield what `_ANY_DOT` finds; in ASCII it is looked for where a piece of it stands."""
    if not clues.ascii:
        yield from _ANY_DOT.finditer(clues.lower)
        return
    done = 0
    places = clues.places(_DOT_PIECES) + [max(0, at - 3) for at in clues.places((b"ka",))]
    for at in sorted(places):
        if at >= done and (dot := _ANY_DOT.match(clues.lower, at)) is not None:
            yield dot
            done = dot.end()
