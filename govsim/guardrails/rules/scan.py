"""Decides where the rules of some families match a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Final

from govsim.guardrails.rules.phrases import (
    LONGEST,
    SHORTEST,
    SHORTEST_JOINED,
    Kind,
    Lists,
    Pattern,
    pattern_of,
)
from govsim.guardrails.rules.places import Marks, Words, folded
from govsim.guardrails.rules.values import Family, TextRule
from govsim.guardrails.values import Channel

MOST: Final = 200  # matches of one rule that are told; a text with more is found anyway
_NEAR: Final = 16  # characters before an anchor that are tried one by one
_CHUNK: Final = 1 << 18  # characters at a time, so that memory is bounded


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a text that a rule speaks of."""

    rule: TextRule
    family: Family
    start: int
    end: int

    @property
    def id(self) -> str:
        """The rule with its family: `override/earlier-orders`."""
        return f"{self.family.name}/{self.rule.id}"

    @property
    def type(self) -> str:
        """What is found."""
        return self.rule.type or self.family.type


class Scanner:
    """Looks for the rules of families in texts.

    Args:
        families: The rules.
        shared: Lists of words that the phrases of every family may name.

    Raises:
        WrongPhraseError: A phrase cannot be read.
    """

    def __init__(self, families: Iterable[Family], shared: Lists) -> None:
        self._compiled = tuple(
            _Compiled(rule, family, pattern)
            for family in families
            for rule in family.rules
            for pattern in patterns_of(rule, {**shared, **family.words})
        )
        self._indexes: dict[Channel, tuple[_Index, ...]] = {}

    def matches(self, text: str, channel: Channel) -> list[Match]:
        """Return every match, in no order.

        None is longer than 600 characters, but for rules that count: their one match reaches from
        the first to the last.
        """
        seen = _Seen(text, folded(text))
        for index in self._indexes.get(channel) or self._index(channel):
            for start in range(0, len(text), _CHUNK):
                index.search(seen, start, start + _CHUNK)
        return [match for each in seen.found.values() for match in each.matches()]

    def _index(self, channel: Channel) -> tuple[_Index, ...]:
        held = [each for each in self._compiled if each.rule.holds_for(channel)]
        made = tuple(
            _Index(kind, [each for each in held if each.pattern.kind is kind]) for kind in Kind
        )
        self._indexes[channel] = made
        return made


def patterns_of(rule: TextRule, words: Lists) -> Iterator[Pattern]:
    """Yield the patterns of a rule.

    Raises:
        WrongPhraseError: A phrase cannot be read.
    """
    for phrase in rule.phrases:
        yield pattern_of(phrase, words, joined=rule.joined)
    anchors: dict[Kind, list[str]] = {}
    for text in map(folded, rule.anchors if rule.pattern else ()):
        kind = Kind.WORDS if text[0].isalnum() else Kind.SIGNS
        anchors.setdefault(Kind.JOINED if rule.joined else kind, []).append(text)
    for kind, texts in anchors.items():
        stems = frozenset(text.rstrip("*") for text in texts if text.endswith("*"))
        found = {text.rstrip("*"): rule.lookback for text in texts}
        yield Pattern(rule.pattern, kind, found, stems=stems)


@dataclass(eq=False)
class _Compiled:
    """One pattern of a rule; the regular expression is made when it is first needed."""

    rule: TextRule
    family: Family
    pattern: Pattern

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern.regex)


@dataclass(slots=True)
class _Found:
    """Where one rule matches."""

    compiled: _Compiled
    spans: list[tuple[int, int]] = field(default_factory=list)

    def matches(self) -> Iterator[Match]:
        rule, spans = self.compiled.rule, self.spans
        if len(spans) < rule.times:
            return
        if rule.times > 1:
            spans = [(min(start for start, _ in spans), max(end for _, end in spans))]
        for start, end in spans:
            yield Match(rule, self.compiled.family, start, end)


@dataclass(slots=True)
class _Seen:
    """A text while it is looked at, and what was found in it so far, by rule."""

    text: str
    low: str
    found: dict[int, _Found] = field(default_factory=dict)

    def try_(self, compiled: _Compiled, place: int, lookback: int) -> None:
        """Enter the match of a pattern around a place where it may match, if there is one."""
        rule = compiled.rule
        known = self.found.get(id(rule))
        if known and (len(known.spans) >= MOST or known.spans[-1][1] > place):
            return
        read = self.text if rule.cased else self.low
        last = place + compiled.pattern.longest
        if lookback:
            match = _match(compiled.regex, read, max(0, place - lookback), place, last)
        else:
            match = compiled.regex.match(read, place, last)
        if match and match.start() <= place < match.end():
            self.found.setdefault(id(rule), _Found(compiled)).spans.append(match.span())


def _match(
    regex: re.Pattern[str], text: str, first: int, place: int, last: int
) -> re.Match[str] | None:
    """Return a match that begins between two places."""
    if place - first > _NEAR:
        return regex.search(text, first, last)
    # A search would go on behind the place, to the very end.
    for start in range(first, place + 1):
        if match := regex.match(text, start, last):
            return match
    return None


class _Index:
    """The patterns of one kind, by their anchors.

    A pattern is tried only at its anchors, and only if near by there is a text of each of its
    needs: which needs are met is kept as the bits of a number.
    """

    def __init__(self, kind: Kind, patterns: list[_Compiled]) -> None:
        self._kind = kind
        self._anchors: dict[str, list[tuple[_Compiled, int, int]]] = {}
        self._bits: dict[str, int] = {}
        numbers: dict[tuple[str, ...], int] = {}
        for each in patterns:
            bits = {1 << numbers.setdefault(need, len(numbers)) for need in each.pattern.needs}
            for anchor, lookback in each.pattern.anchors.items():
                self._anchors.setdefault(anchor, []).append((each, lookback, sum(bits)))
        for need, number in numbers.items():
            for text in need:
                self._bits[text] = self._bits.get(text, 0) | 1 << number
        # How far a match may reach from an anchor.
        needing = [each.pattern for each in patterns if each.pattern.needs]
        self._longest = max((each.longest for each in needing), default=0)
        self._before = max((max(each.anchors.values()) for each in needing), default=0)
        stems = {text for each in patterns for text in each.pattern.stems}
        texts = {text: text in stems for text in (*self._anchors, *self._bits)}
        least = SHORTEST_JOINED if kind is Kind.JOINED else SHORTEST
        signs = kind is Kind.SIGNS
        self._finder = Words(texts) if kind is Kind.WORDS else Marks(texts, least, signs=signs)

    def search(self, seen: _Seen, start: int, end: int) -> None:
        """Enter what matches in a stretch of a text."""
        first = max(0, start - LONGEST)
        part = seen.low[first : end + LONGEST]
        if self._kind is Kind.JOINED and part.isascii():
            return
        places = self._finder.find(part)
        if first:
            places = [(first + place, text) for place, text in places]
        if not places:
            return
        at = [place for place, _ in places]
        met = [self._bits.get(text, 0) for _, text in places]
        anywhere = reduce(or_, met, 0)
        tried: dict[str, list[tuple[_Compiled, int, int]]] = {}
        for place, text in places:
            if (held := tried.get(text)) is None:
                anchored = self._anchors.get(text, ())
                held = tried[text] = [each for each in anchored if each[2] & anywhere == each[2]]
            near = -1
            for compiled, lookback, needs in held if start <= place < end else ():
                if needs and near < 0:
                    near_from = bisect_left(at, place - self._before)
                    near_to = bisect_left(at, place + self._longest)
                    near = reduce(or_, met[near_from:near_to], 0)
                if needs & near == needs:
                    seen.try_(compiled, place, lookback)
