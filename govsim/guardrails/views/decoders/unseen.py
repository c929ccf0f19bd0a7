"""Reads what characters that are not seen carry: tags, variation selectors, bits of no width."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.views import characters as ch
from govsim.guardrails.views.decoders.controls import of_terminals
from govsim.guardrails.views.normalise import Normal
from govsim.guardrails.views.offsets import BACKWARDS, Offsets
from govsim.guardrails.views.readable import plausible, readable
from govsim.guardrails.views.values import Decoding, Hidden

Codes = NDArray[Any]
_FLAG: Final = 0x1F3F4  # a black flag, the base of flags that tags spell
_ZERO_WIDTH: Final = (
    0x200B,
    0x200C,
    0x200D,
    0x2060,
    0x2061,
    0x2062,
    0x2063,
    0x2064,
    0xFEFF,
    0x180E,
)
_EMPTY: Final = frozenset((ch.DROPPED, ch.JOINER))
_LEAST_SELECTORS: Final = 4
_MANY: Final = 7
_NEAR: Final = 32  # characters between those of one stretch
_FARTHEST: Final = 2_000  # characters that a control is taken to reach
_LEAST_BITS: Final = 16
_OVERRIDES: Final = (0x202D, 0x202E)
_CONTROLS: Final = (0x202A, 0x202B, 0x2066, 0x2067, 0x2068)
_CLOSES: Final = (0x202C, 0x2069, 0x0A)


def decode(text: str, normal: Normal) -> Iterator[Decoding]:
    """Yield the texts that the invisible characters of a text spell."""
    codes, kinds = normal.codes, normal.kinds
    assert codes is not None
    if ch.TAG in kinds:
        yield from _tags(codes)
    if ch.SELECTOR in kinds:
        yield from _selectors(codes)
    if kinds & _EMPTY:
        yield from _bits(codes)
    if ch.BIDI in kinds:
        yield from _turned(text, codes)
    if "\b" in text or "\x1b" in text:
        yield from of_terminals(text)


def hidden(normal: Normal) -> Iterator[Hidden]:
    """Yield where a text holds characters that say something unseen or turn it round."""
    codes, kinds = normal.codes, normal.kinds
    assert codes is not None
    if ch.TAG in kinds:
        yield from _stretches(_tag_places(codes), "tag-characters")
    if ch.SELECTOR in kinds:
        yield from _stretches(_selector_places(codes), "variation-selectors")
    if kinds & _EMPTY:
        yield from _stretches(_splitting(codes), "zero-width")
    if ch.BIDI in kinds:
        yield from _turning(codes)


def _stretches(at: NDArray[np.int64], reason: str) -> Iterator[Hidden]:
    """Yield where such characters stand, those that are near each other together."""
    if len(at):
        apart = np.flatnonzero(np.diff(at) > _NEAR)
        firsts, lasts = np.append(0, apart + 1), np.append(apart, len(at) - 1)
        for first, last in zip(at[firsts].tolist(), at[lasts].tolist(), strict=True):
            yield Hidden(first, last + 1, reason)


def _turning(codes: Codes) -> Iterator[Hidden]:
    """Yield overrides, and other controls where nothing is written from right to left."""
    yield from _reaching(codes, _OVERRIDES, "bidi-override")
    if not ((codes >= 0x0590) & (codes < 0x0900)).any():
        yield from _reaching(codes, _CONTROLS, "bidi-control")


def _reaching(codes: Codes, controls: tuple[int, ...], reason: str) -> Iterator[Hidden]:
    """Yield how far controls reach: to their closing, or to the end of the line."""
    opened = np.flatnonzero(np.isin(codes, controls))
    if not len(opened):
        return
    closed = np.append(np.flatnonzero(np.isin(codes, _CLOSES)), len(codes) + _FARTHEST)
    ends = closed[np.searchsorted(closed, opened, side="right")]
    farthest = opened + _FARTHEST
    ends = np.where(ends < farthest, ends, np.minimum(farthest, len(codes)))
    end = 0
    for at, its_end in zip(opened.tolist(), ends.tolist(), strict=True):
        if at >= end:
            end = its_end
            yield Hidden(at, end, reason)


def _runs(at: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    return np.split(at, np.flatnonzero(np.diff(at) != 1) + 1) if len(at) else []


def _tag_places(codes: Codes) -> NDArray[np.int64]:
    """Return where tags stand, those that spell a flag apart."""
    at = np.flatnonzero((codes >= 0xE0000) & (codes < 0xE0080))
    if not len(at):
        return at
    kept = [
        run for run in _runs(at) if not (run[0] and codes[run[0] - 1] == _FLAG and len(run) < 8)
    ]
    return np.concatenate(kept) if kept else at[:0]


def _tags(codes: Codes) -> Iterator[Decoding]:
    at = _tag_places(codes)
    at = at[(codes[at] >= 0xE0020) & (codes[at] < 0xE007F)]
    if len(at):
        text = ch.text_of(codes[at] - 0xE0000)
        yield _spelled(text, at, 1, "tags")


def _selector_places(codes: Codes) -> NDArray[np.int64]:
    """Return where variation selectors stand that select nothing, if there are several."""
    near = (codes >= 0xFE00) & (codes < 0xFE10)
    far = (codes >= 0xE0100) & (codes < 0xE01F0)
    at = np.flatnonzero(near | far)
    if len(at) < _LEAST_SELECTORS:
        return at[:0]
    before = codes[np.maximum(at - 1, 0)]
    after_selector = np.isin(at - 1, at)
    symbol = (before > 0xA0) & ~after_selector & (at > 0)
    drawn = symbol & np.isin(codes[at], (0xFE0E, 0xFE0F))
    scripts = ch.characters().scripts[np.minimum(before, ch.SIZE - 1)]
    drawn |= (scripts == ch.IDEOGRAPH) & ~after_selector
    drawn |= (codes[at] == 0xFE0F) & (codes[np.minimum(at + 1, len(codes) - 1)] == 0x20E3)
    kept = at[~drawn]
    return kept if len(kept) >= _LEAST_SELECTORS else at[:0]


def _selectors(codes: Codes) -> Iterator[Decoding]:
    at = _selector_places(codes)
    if not len(at):
        return
    numbers = np.where(codes[at] < 0xFE10, codes[at] - 0xFE00, codes[at] - 0xE0100 + 16)
    raw = numbers.astype(np.uint8).tobytes()
    text = readable(raw, len(raw))
    if text is not None:
        yield _spelled(text, at, len(at) / len(text), "variation-selectors")


def _zero_width(codes: Codes) -> NDArray[np.int64]:
    return np.flatnonzero(np.isin(codes, _ZERO_WIDTH))


def _splitting(codes: Codes) -> NDArray[np.int64]:
    """Return where characters of zero width stand inside words of ASCII, or many together."""
    at = _zero_width(codes)
    if not len(at):
        return at
    breaks = np.flatnonzero(np.diff(at) != 1)
    firsts, lasts = np.append(0, breaks + 1), np.append(breaks, len(at) - 1)
    before = codes[np.maximum(at[firsts] - 1, 0)]
    after = codes[np.minimum(at[lasts] + 1, len(codes) - 1)]
    inside = _is_alnum(before) & _is_alnum(after) | (lasts - firsts >= _MANY)
    return np.asarray(at[np.repeat(inside, lasts - firsts + 1)])


def _is_alnum(codes: Codes) -> NDArray[np.bool_]:
    small = codes | 0x20
    return np.asarray((small >= 97) & (small <= 122) | (codes >= 48) & (codes <= 57))


def _bits(codes: Codes) -> Iterator[Decoding]:
    """Yield what two characters of zero width spell bit by bit, in a run or over the text."""
    at = _zero_width(codes)
    if len(at) < _LEAST_BITS:
        return
    kinds, counts = np.unique(codes[at], return_counts=True)
    pair = kinds[np.argsort(counts)[-2:]]
    if len(pair) < 2:
        return
    at = at[np.isin(codes[at], pair)]
    ones = codes[at] == pair[0]
    for bits in (ones, ~ones):
        raw = np.packbits(bits[: len(bits) // 8 * 8]).tobytes()
        text = readable(raw, len(raw))
        if text is not None and plausible(text):
            yield _spelled(text, at, len(at) / len(text), "zero-width-bits")
            return


def _turned(text: str, codes: Codes) -> Iterator[Decoding]:
    """Yield what an override shows from right to left, as it is shown."""
    for reach in _reaching(codes, (0x202E,), ""):
        shown = text[reach.start + 1 : reach.end][::-1]
        runs = Offsets.of_runs([(0, reach.start + 1, reach.end, BACKWARDS)])
        end = min(len(text), reach.end + 1)
        yield Decoding(reach.start, end, shown, (runs,), ("bidi-override",))


def _spelled(text: str, at: NDArray[np.int64], each: float, step: str) -> Decoding:
    """Return a text whose characters were spelled by as many invisible ones each."""
    places = np.arange(len(text))
    first = np.minimum((places * each).astype(np.int64), len(at) - 1)
    last = np.minimum(np.ceil((places + 1) * each).astype(np.int64), len(at)) - 1
    maps = (Offsets.of_characters(at[first], at[np.maximum(first, last)] + 1),)
    return Decoding(int(at[0]), int(at[-1]) + 1, text, maps, (step,))
