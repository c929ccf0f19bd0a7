"""Reads a text as a person sees it: nothing invisible, and each sign the plainest of its kind."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from govsim import expressions as re
from govsim.guardrails.views import characters as ch
from govsim.guardrails.views.offsets import ONE, Offsets
from govsim.guardrails.views.words import disguised, drawn, punctuated

Flags = NDArray[np.bool_]
_CONTROL: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r") + b"\x7f"
_ESCAPE: Final = 0x1B
_BACKSPACE: Final = 0x08
_COMMAND: Final = re.compile(
    r"\x1b(?:\[[0-?]{0,16}[ -/]{0,2}[@-~]|\][^\x07\x1b]{0,200}\x07?|[@-Z\\-_])"
)
_DELETED: Final = re.compile(r"\x08+")
_ROUNDS: Final = 8
_MARKS: Final = frozenset((ch.MARK, ch.OTHER_MARK))
# Kinds that show nothing more when they are undone.
_SETTLED: Final = frozenset((ch.PLAIN, ch.FOLDED, ch.SPREAD, ch.LOOKALIKE, ch.OTHER_MARK))
_FARTHEST: Final = 256  # characters that are deleted in a row
_BARE: Final = tuple(b"0123456789.:@-_/+")
_MOST_MARKS: Final = 2  # on one letter, in any living orthography but a few; more is decoration


class Normal(NamedTuple):
    """A text as it is seen, and how it came about."""

    text: str
    steps: tuple[str, ...] = ()
    maps: tuple[Offsets, ...] = ()  # innermost first; none if nothing was done
    kinds: frozenset[int] = frozenset()  # of the characters before
    codes: NDArray[Any] | None = None  # the characters before, if there was something to undo


def normalise(text: str) -> Normal:
    """Return a text as a person sees it.

    Steps are `invisible`, `bidi`, `selectors`, `tags`, `compatibility`, `marks`, `drawn` and
    `homoglyphs`, for what was there to undo. Ordinary text of any script stays as it is, but for
    odd spaces, digits and presentation forms.
    """
    if text.isascii():
        raw = text.encode("ascii")
        if len(raw.translate(None, _CONTROL)) == len(raw):
            return Normal(text)
        codes = np.frombuffer(raw, np.uint8).astype(np.uint32)
    else:
        codes = ch.code_points(text)
    kinds = ch.characters().kinds[np.minimum(codes, ch.SIZE - 1)]
    if not kinds.any():
        return Normal(text)
    return _undone(_Reading(codes, kinds))


def _undone(reading: _Reading) -> Normal:
    """Undo until nothing is left: what is undone may show more."""
    normal = first = reading.normal()
    for _ in range(_ROUNDS):
        if not normal.steps or not normal.kinds - _SETTLED:
            break
        codes = ch.code_points(normal.text)
        kinds = ch.characters().kinds[np.minimum(codes, ch.SIZE - 1)]
        normal = _Reading(codes, kinds).normal()
        if normal.steps:
            steps = tuple(dict.fromkeys(first.steps + normal.steps))
            first = Normal(normal.text, steps, normal.maps + first.maps, first.kinds, first.codes)
    return first


class _Reading:
    """A text on its way to its plain form: one entry a character in every array."""

    def __init__(self, codes: NDArray[Any], kinds: NDArray[np.uint8]) -> None:
        self.tables = ch.characters()
        self.before = codes
        self.codes = codes.copy()
        self.kinds = kinds
        self.keep = np.ones(len(codes), dtype=np.bool_)
        self.steps: list[str] = []
        self.present = frozenset(np.bincount(kinds, minlength=16).nonzero()[0].tolist())

    def normal(self) -> Normal:
        """Undo one kind of disguise after the other; each sees what the ones before left."""
        self._terminal()
        self._drop(ch.DROPPED, "invisible", lambda at: at)
        self._drop(ch.BIDI, "bidi", lambda at: at)
        self._drop(ch.JOINER, "invisible", self._useless_joiners)
        self._drop(ch.SELECTOR, "selectors", self._useless_selectors)
        self._drop(ch.TAG, "tags", lambda at: at)
        if ch.MARK in self.present or ch.OTHER_MARK in self.present:
            self._marks()
        self._fold(ch.FOLDED, "compatibility", None)
        self._words()
        return self._made()

    def _terminal(self) -> None:
        """Take away what a terminal takes for commands, and what it deletes."""
        before = self.before
        if not ((before == _ESCAPE) | (before == _BACKSPACE)).any():
            return
        text = ch.text_of(self.before)
        for match in _COMMAND.finditer(text):
            self.keep[match.start() : match.end()] = False
        for match in _DELETED.finditer(text):
            many = min(match.end() - match.start(), _FARTHEST)
            first = max(0, match.start() - _FARTHEST)
            before = first + np.flatnonzero(self.keep[first : match.start()])
            self.keep[before[-many:]] = False

    def _scripts(self, codes: NDArray[Any]) -> NDArray[np.uint8]:
        return np.asarray(self.tables.scripts[np.minimum(codes, ch.SIZE - 1)])

    def _drop(self, kind: int, step: str, choose: Any) -> None:
        if kind in self.present:
            at = choose(np.flatnonzero(self.kinds == kind))
            self.keep[at] = False
            self._step(step, len(at))

    def _step(self, step: str, many: int) -> None:
        if many and step not in self.steps:
            self.steps.append(step)

    def _beside(self, at: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the scripts of what stands before and after, selectors passed over."""
        scripts = self._scripts(self.before)
        before = np.maximum(at - 1, 0)
        before = np.where(self.kinds[before] == ch.SELECTOR, np.maximum(before - 1, 0), before)
        after = np.minimum(at + 1, len(self.before) - 1)
        return scripts[before], scripts[after]

    def _useless_joiners(self, at: NDArray[Any]) -> NDArray[Any]:
        before, after = self._beside(at)
        used = (before == ch.JOINING) | ((before == ch.EMOJI) & (after == ch.EMOJI))
        return np.asarray(at[~used])

    def _useless_selectors(self, at: NDArray[Any]) -> NDArray[Any]:
        """One selector after a symbol, a digit of a keycap or an ideograph says how to draw it."""
        scripts = self._scripts(self.before)
        before = np.maximum(at - 1, 0)
        drawn_ = np.isin(scripts[before], (ch.EMOJI, ch.IDEOGRAPH))
        symbol = (scripts[before] == ch.NO_SCRIPT) & (self.before[before] > 0xA0)
        used = (at > 0) & (drawn_ | symbol) & (self.kinds[before] == ch.PLAIN)
        return np.asarray(at[~used])

    def _marks(self) -> None:
        """Put marks together with their letter, and take off those that no letter bears."""
        marks = (self.kinds == ch.MARK) | (self.kinds == ch.OTHER_MARK)
        live = np.flatnonzero(self.keep)
        is_mark = marks[live]
        begins = np.flatnonzero(is_mark & ~np.concatenate([[False], is_mark[:-1]]))
        if not len(begins):
            return
        ends = np.flatnonzero(is_mark & ~np.concatenate([is_mark[1:], [False]])) + 1
        base = live[np.maximum(begins - 1, 0)]
        borne = (begins > 0) & np.isin(self._scripts(self.codes[base]), (ch.NO_SCRIPT, ch.LATIN))
        borne |= (begins > 0) & (self.kinds[live[begins]] == ch.MARK)
        # What digits and signs bear as well is no accent.
        bare = (begins > 0) & np.isin(self.codes[base], _BARE)
        marks_, times = np.unique(self.codes[live[begins[bare]]], return_counts=True)
        many = ends - begins > _MOST_MARKS
        many |= np.isin(self.codes[live[begins]], marks_[times >= _MOST_MARKS])
        first = begins.copy()
        for _ in range(_MOST_MARKS):
            first = self._compose(live, base, first, ends, borne & ~many)
        # What is left over: everything on a bare letter, and what is too much on any other.
        left = np.where(borne, first, np.minimum(begins + 2 * _MOST_MARKS, ends))
        depth = np.zeros(len(live) + 1, dtype=np.int32)
        np.add.at(depth, left, 1)
        np.add.at(depth, ends, -1)
        taken = live[np.cumsum(depth[:-1]) > 0]
        self.keep[taken] = False
        self._step("marks", len(taken) + int((first > begins).sum()))

    def _compose(
        self, live: NDArray[Any], base: NDArray[Any], first: NDArray[Any], ends: NDArray[Any],
        wanted: Flags,
    ) -> NDArray[Any]:  # fmt: skip
        """Join each letter with its first mark, if there is such a letter; return what is left."""
        keys, letters = self.tables.composed
        mark = live[np.minimum(first, len(live) - 1)]
        asked = self.codes[base].astype(np.int64) << 32 | self.codes[mark].astype(np.int64)
        found = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        joined = wanted & (first < ends) & (keys[found] == asked)
        self.codes[base[joined]] = letters[found[joined]]
        self.keep[mark[joined]] = False
        return np.where(joined, first + 1, first)

    def _fold(self, kind: int, step: str, mask: Flags | None) -> None:
        if kind in self.present:
            at = np.flatnonzero((self.kinds == kind) if mask is None else mask)
            at = at[self.keep[at]]
            self.codes[at] = self.tables.folds[self.before[at]]
            self._step(step, len(at))

    def _words(self) -> None:
        """Fold what only its company tells: symbols for letters, letters of other scripts."""
        live = np.flatnonzero(self.keep)
        codes, kinds = self.codes[live], self.kinds[live]
        if self.present & {ch.DRAWN, ch.REGION}:
            chosen = drawn(codes, kinds, self._scripts(codes), live)
            codes[chosen] = self.tables.folds[codes[chosen]]
            self._step("drawn", int(chosen.sum()))
        if ch.PUNCTUATION in self.present:
            at = punctuated(codes, kinds)
            codes[at] = self.tables.folds[codes[at]]
            self._step("compatibility", len(at))
        if self.present & {ch.LOOKALIKE, ch.SMALL}:
            chosen = disguised(codes, kinds, self._scripts(codes))
            codes[chosen] = self.tables.folds[codes[chosen]]
            self._step("homoglyphs", int(chosen.sum()))
        self.codes[live] = codes
        self._step("compatibility", int(ch.SPREAD in self.present))

    def _made(self) -> Normal:
        """Put the text together, with the place of each of its characters."""
        if not self.steps:
            return Normal(ch.text_of(self.before))
        if ch.SPREAD not in self.present and self.keep.all():
            same = Offsets.of_runs([(0, 0, len(self.codes), ONE)])
            return self._normal(self.codes, same)
        live = np.flatnonzero(self.keep)
        ends = live + 1
        if len(live) < len(self.keep) and self.present & _MARKS:
            ends = self._worn(live)
        codes = self.codes[live]
        if ch.SPREAD in self.present:
            codes, live, ends = self._spread(codes, live, ends)
        return self._normal(codes, Offsets.of_characters(live, ends))

    def _normal(self, codes: NDArray[Any], offsets: Offsets) -> Normal:
        steps = tuple(self.steps)
        return Normal(ch.text_of(codes), steps, (offsets,), self.present, self.before)

    def _worn(self, live: NDArray[Any]) -> NDArray[Any]:
        """Return where each letter ends: after the marks that were put to it or taken off it."""
        after = np.append(live[1:], len(self.keep)) if len(live) else live
        taken = np.isin(self.kinds, tuple(_MARKS)) & ~self.keep
        worn = taken[np.minimum(live + 1, len(taken) - 1)]
        return np.where(worn, after, live + 1)

    def _spread(
        self, codes: NDArray[Any], live: NDArray[Any], ends: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Put several letters where a ligature stood."""
        at = np.flatnonzero(self.kinds[live] == ch.SPREAD)
        letters = [self.tables.spread[code] for code in codes[at].tolist()]
        times = np.ones(len(codes), dtype=np.int64)
        times[at] = [len(many) for many in letters]
        first = np.cumsum(times) - times
        codes, live, ends = (np.repeat(array, times) for array in (codes, live, ends))
        for begin, many in zip(first[at].tolist(), letters, strict=True):
            codes[begin : begin + len(many)] = [ord(letter) for letter in many]
        return codes, live, ends
