"""Looks up which topics the words around the stretches of one text speak of."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from typing import Final

import numpy as np

from govsim.guardrails.pii.candidates import PAD, Cluster
from govsim.guardrails.pii.context import (
    AFTER,
    BEFORE,
    PART,
    REMEMBERED,
    SILENCE,
    TOPICS_ALONE,
    VOCABULARY,
    Spoken,
    behind,
    in_front_of,
    is_telling,
    shown,
    spoken,
    topics_told,
    with_words,
)

# Looks at words that no other text had; where as many more are to come as there were, an index of
# the whole text is sooner from these on: it takes as long as a look at every so many characters.
_MANY: Final = 4
_EVERY: Final = 200
_LEAST: Final = 1_000  # characters, with which even the index of a short text counts
# `A` for a capital, `a` for a small letter: what `context.HUMPS` matches is `aA` or `AAa` in it.
_CASES: Final = bytes(
    65 if 65 <= code <= 90 else 97 if 97 <= code <= 122 else 32 for code in range(256)
)
_known: Final = VOCABULARY.get
_LONGEST: Final = 1 << 20  # characters of a text with an index: it takes a hundred times as much
_FRONT: Final = BEFORE + 1  # characters: one more shows a cut
_BLANKS: Final = " " * _FRONT
# The same labels stand before value after value: what they speak of is remembered.
_FRONTS: Final[dict[str, Spoken]] = {}


class Surroundings:
    """The topics around the stretches of one text, cluster after cluster."""

    def __init__(self, text: str) -> None:
        self._text = shown(text)
        # So that as much stands in front of each place; blanks say nothing.
        self._padded = _BLANKS + self._text
        self._silent = sys.maxsize  # from here to the end of the cluster no word is in reach
        self._missed = 0
        self._index: _Index | None = None
        self.indexed = False  # whether it has one
        self._start = -1  # where it looked last, and what stands in front
        self._front = SILENCE
        # Between two words that tell something: where the last ends, and the next begins.
        self._last, self._next = -1, -1

    def look_at(self, cluster: Cluster, *, letters: bool) -> bool:
        """Turn to another cluster; return whether it is a row in which no word is in reach."""
        self._silent = sys.maxsize
        start, _, end = cluster
        if not letters and end - start > BEFORE:
            # An endless row of numbers: only where it begins and ends can a word be near.
            low = max(0, start - BEFORE)
            last = max((m.end() for m in PART.finditer(self._text, low, start)), default=0)
            if PART.search(self._text, end, end + AFTER) is None:
                self._silent = last + BEFORE
        return self._silent != sys.maxsize

    def __call__(self, start: int, end: int) -> Spoken:
        """Return the topics around a stretch of the cluster, nearest first.

        A blank line in front ends the look. What stands behind counts as two words further away
        than what stands in front, and is looked at only where no word close in front says what it
        is.
        """
        found = self._front if start == self._start else self._in_front(start)
        if found.closed or start >= self._silent:
            return found
        index = self._index
        if index is None:
            return with_words(found, behind(self._text[end : end + AFTER]))
        quiet = not found and self._last <= start and end + AFTER <= self._next
        if quiet and not index.is_cut(end):
            return SILENCE
        return with_words(found, index.behind(end))

    def before(self, start: int) -> Spoken:
        """Return the topics in front of a place in the cluster."""
        return self._front if start == self._start else self._in_front(start)

    def _in_front(self, start: int) -> Spoken:
        """Return the same for another place than before."""
        if start >= self._silent:
            return SILENCE
        self._start = start
        found = None
        if self._index is None:
            found = _FRONTS.get(self._padded[start : start + _FRONT])
        elif self._is_quiet(start):
            found = SILENCE
        else:
            found = self._index.in_front(start)
        if found is None:
            before = self._padded[start : start + _FRONT]
            found = _FRONTS.get(before)
            if found is None:
                found = self._met(before, start)
        self._front = found
        return found

    def is_still(self, start: int, stop: int, ends: tuple[int, ...]) -> bool:
        """Whether it is known that no word in reach of a cluster tells anything.

        Args:
            start: Where the cluster starts, which holds no letters and is glued to none.
            stop: Where it ends.
            ends: Of the stretches in it that will not be looked at then, counted from PAD
                characters in front of it; none ends more than PAD behind it.
        """
        index = self._index
        if index is None:
            return False
        if not self._last <= start <= self._next:
            self._last, self._next = index.beside(start)
        if start < self._last + BEFORE or stop + PAD + AFTER > self._next:
            return False
        text, base = self._text, start + AFTER - PAD
        for end in ends:
            at = base + end
            if text[at - 1 : at + 1].isalpha() and index.is_telling(at - AFTER):
                return False
        return True

    def tells(self, topics: frozenset[str]) -> bool:
        """Whether a word of the text may tell one of some topics."""
        return self._index is None or not topics.isdisjoint(self._index.topics)

    def _is_quiet(self, start: int) -> bool:
        """Whether no word in front of a place tells anything; there has to be an index."""
        text, index = self._text, self._index
        if not self._last <= start <= self._next and index is not None:
            self._last, self._next = index.beside(start)
        if start < self._last + BEFORE:
            return False
        # What is left of a word that goes on may be another one.
        return not (start and text[start - 1] > " " and text[start : start + 1] > " ")

    def _met(self, before: str, start: int) -> Spoken:
        """Return the topics of words that are new, those in front of a place."""
        self._missed += start > BEFORE  # what stands in front of the first is always new
        if self._missed >= _MANY and self._index is None and self._is_worth_an_index(start):
            self._index = _Index(self._text)
            self.indexed = True
        found = in_front_of(before)
        if len(_FRONTS) >= REMEMBERED:
            _FRONTS.clear()
        _FRONTS[before] = found
        return found

    def _is_worth_an_index(self, start: int) -> bool:
        """Whether an index costs less than looks at what is new behind a place."""
        text = self._text
        size = len(text)
        if size > _LONGEST or self._missed * (size - start) * _EVERY < start * (size + _LEAST):
            return False
        return text.isascii()


class _Index:
    """Where the words of a text stand, as `shown` writes it in ASCII, and which are known.

    It tells the same words as reading the text around each place anew.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._blank = "\n\n" in text
        cases = text.encode().translate(_CASES)
        self._humps = b"aA" in cases or b"AAa" in cases
        kinds = np.zeros(len(text) + 3, np.uint8)  # with two in front and one behind
        kinds[2:-1] = np.frombuffer(cases, np.uint8)
        letters = kinds > ord(" ")
        starts, ends = letters[2:] & ~letters[1:-1], letters[1:-1] & ~letters[2:]
        if self._humps:
            # A capital begins a word behind a small letter, that behind two capitals.
            small, capital = kinds == ord("a"), kinds == ord("A")
            inner = (capital[2:] & small[1:-1]) | (small[2:] & capital[1:-1] & capital[:-2])
            starts, ends = starts | inner, ends | inner
        self._starts, self._ends = np.flatnonzero(starts).tolist(), np.flatnonzero(ends).tolist()
        self._low = low = text.lower()
        if self._humps:
            words = [low[start:end] for start, end in zip(self._starts, self._ends, strict=True)]
        else:
            words = low.split()
        self._words = words = [_known(word, "") for word in words]
        self._known = [at for at, word in enumerate(words) if word]
        self._known_ends = [self._ends[at] for at in self._known]
        topics: set[str] = set()
        # From which word to which it looked last, and what they tell.
        self._row, self._told_by_row = (0, 0), SILENCE
        self._telling: list[int] = []  # where words begin that tell something
        self._told: list[int] = []  # where those end
        for at in self._known:
            told = TOPICS_ALONE[words[at]]
            if told is None:
                told = topics_told(words, at)
            if told:
                topics.update(told)
                self._telling.append(self._starts[at])
                self._told.append(self._ends[at])
        self.topics: Final = frozenset(topics)

    def beside(self, place: int) -> tuple[int, int]:
        """Return where the last word before a place that tells something ends, and the next begins.

        Beyond the text there is none.
        """
        at = bisect_left(self._telling, place)
        last = self._told[at - 1] if at else -BEFORE
        return last, self._telling[at] if at < len(self._telling) else sys.maxsize

    def is_cut(self, end: int) -> bool:
        """Whether, behind a place, only a part of a word is seen that tells something by itself."""
        text, stop = self._text, end + AFTER
        if text[end : end + 1] > " " and text[end - 1] > " ":
            return True
        if not (text[stop - 1 : stop] > " " and text[stop : stop + 1] > " "):
            return False
        return self.is_telling(end)

    def is_telling(self, end: int) -> bool:
        """Whether the part tells something that is seen of the word that reaches too far."""
        stop = end + AFTER
        if self._humps:
            return is_telling(PART.findall(self._text, end, stop)[-1].lower())
        begin = self._low.rfind(" ", end, stop)
        return is_telling(self._low[begin + 1 if begin >= end else end : stop])

    def in_front(self, start: int) -> Spoken | None:
        """Return the topics in front of a place; None where a word is cut in a way of its own."""
        text, known = self._text, self._known
        if start and text[start - 1] > " " and text[start : start + 1] > " ":
            return None
        begin, starts = start - BEFORE, self._starts
        at = bisect_right(self._known_ends, begin)
        if at == len(known) or starts[known[at]] >= start:
            return SILENCE
        cut = begin > 0 and text[begin - 1].isalpha()
        if cut and text[begin - 1 : begin + 1].isupper():
            return None  # the rest of it may be read with what follows
        if self._blank and (line := text.rfind("\n\n", max(begin, 0), start)) >= 0:
            begin = line + 2
            at = bisect_right(self._known_ends, begin, at)
        # The words farthest away say nothing, where none is known.
        if cut and at < len(known) and starts[known[at]] <= begin:
            at += 1
        if at == len(known):
            return SILENCE
        row = known[at], bisect_left(starts, start)
        if row != self._row:  # the parts of one number have the same words in front
            self._row, self._told_by_row = row, spoken(tuple(self._words[slice(*row)]))
        return self._told_by_row

    def behind(self, end: int) -> tuple[str, ...]:
        """Return the words behind a stretch that count."""
        text, starts, ends = self._text, self._starts, self._ends
        if text[end : end + 1] > " " and text[end - 1] > " ":
            return behind(text[end : end + AFTER])
        first, stop = bisect_left(starts, end), end + AFTER
        if first == len(starts) or starts[first] >= stop:
            return ()
        line = text.find("\n", end, stop)
        last = bisect_left(starts, stop if line < 0 else line, first, min(first + 3, len(starts)))
        words = self._words[first:last]
        if words and ends[last - 1] > stop:
            words[-1] = VOCABULARY.get(text[starts[last - 1] : stop].lower(), "")
        return tuple(words) if any(words) else ()
