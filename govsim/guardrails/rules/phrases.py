"""Reads phrases, the words of a rule, into patterns that take linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from govsim.guardrails.rules.entries import (
    BETWEEN,
    BETWEEN_JOINED,
    LONGEST_BETWEEN,
    Entry,
    entry_of,
)
from govsim.guardrails.rules.places import folded

Lists = Mapping[str, tuple[str, ...]]  # of words, by name

_LONGEST_WORD: Final = 24
_WORD: Final = rf"\w{{1,{_LONGEST_WORD}}}"
_JOINED_GAP: Final = r"[^。！？\n]"
_NOT: Final = "!"
_TOKEN: Final = re.compile(
    r"(?P<anchor>@?)(?:~(?P<gap>\d{1,2})|(?P<body>[^?\s]+))(?P<optional>\??)"
)
# Words so common that it says nothing that they are there.
_COMMON: Final = frozenset(
    """
    all and any are but can code content data did does every for form from given had has have
    here how http https info its key line mode must new next not now one only our out over
    self set should such text that the their them then there these they this true type use
    used user using valid version was way were what when which who will with would you your
    """.split()
)
SHORTEST: Final = 3  # characters of an anchor; one more if it may go on
SHORTEST_JOINED: Final = 2
LONGEST: Final = 600  # characters of a match


class WrongPhraseError(Exception):
    """A phrase cannot be read; the message says why, lower case, no full stop."""


class Kind(Enum):
    """Where the anchors of a pattern stand."""

    WORDS = "at the beginning of words"
    JOINED = "anywhere among words that no spaces set apart"
    SIGNS = "anywhere"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase as a regular expression, and how to find the places where it may match.

    One of `anchors` stands in every match, at most so many characters behind its start, and so
    does one text of each of `needs`. Nothing longer than `longest` characters is matched.
    """

    regex: str
    kind: Kind
    anchors: Mapping[str, int]
    longest: int = LONGEST
    needs: tuple[tuple[str, ...], ...] = ()
    stems: frozenset[str] = frozenset()  # those of these texts that may go on


@dataclass(frozen=True, slots=True)
class _Element:
    """One part of a phrase: a gap has no entries."""

    regex: str
    entries: tuple[Entry, ...]
    longest: int
    optional: bool
    anchor: bool

    def literals(self) -> tuple[str, ...]:
        return tuple(text for entry in self.entries for text, _, _ in entry.literals)

    def short(self, *, joined: bool) -> str:
        """Return a word that is too short to be looked for, or nothing."""
        for entry in self.entries:
            for text, _, begins in entry.literals:
                least = SHORTEST_JOINED if joined else SHORTEST + begins
                if len(text) < least:
                    return text or "…"
        return ""

    def is_telling(self, *, joined: bool) -> bool:
        """Whether it says something that one of its words is there."""
        return not self.short(joined=joined) and _COMMON.isdisjoint(self.literals())


def pattern_of(phrase: str, words: Lists, *, joined: bool = False) -> Pattern:
    """Return a phrase as a pattern.

    Args:
        phrase: Words as `TextRule` describes them.
        words: The lists that it may name.
        joined: Whether words follow each other without spaces.

    Raises:
        WrongPhraseError: It names an unknown list, or holds no word by which it can be found.
    """
    tokens = folded(phrase).split()
    elements = [_element(token, words, joined) for token in tokens if token[0] != _NOT]
    spared = [_spared(token[1:], words, joined) for token in tokens if token[0] == _NOT]
    solid = [each for each in elements if each.entries and not each.optional]
    anchor = _anchor(solid, phrase, joined=joined)
    before = sum(each.longest for each in elements[: elements.index(anchor)])
    anchors: dict[str, int] = {}
    for entry in anchor.entries:
        for text, inside, _ in entry.literals:
            anchors[text] = max(anchors.get(text, 0), before + inside)
    entries = [entry for each in solid for entry in each.entries]
    return Pattern(
        regex=("" if joined else r"(?<!\w)") + "".join([*_parts(elements, joined), *spared]),
        kind=Kind.JOINED if joined else Kind.WORDS,
        anchors=anchors,
        longest=min(sum(each.longest for each in elements) + 1, LONGEST),
        needs=tuple(
            each.literals()
            for each in solid
            if each is not anchor and each.is_telling(joined=joined)
        ),
        stems=frozenset(text for entry in entries for text, _, begins in entry.literals if begins),
    )


def _anchor(solid: list[_Element], phrase: str, *, joined: bool) -> _Element:
    """Return the part to look for first."""
    marked = [each for each in solid if each.anchor]
    if not solid or (phrase.count("@") and len(marked) != 1):
        raise WrongPhraseError(f"the phrase `{phrase}` needs one word that must be there")
    # From its beginning on, a match is found without searching.
    anchor = marked[0] if marked and not solid[0].is_telling(joined=joined) else solid[0]
    if short := anchor.short(joined=joined):
        message = f"`{short}` in the phrase `{phrase}` is too short to look for first"
        raise WrongPhraseError(message)
    return anchor


def _element(token: str, words: Lists, joined: bool) -> _Element:
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise WrongPhraseError(f"`{token}` is no part of a phrase")
    if found["gap"]:
        many = int(found["gap"])
        if joined:
            return _Element(f"{_JOINED_GAP}{{0,{many}}}?", (), many, optional=True, anchor=False)
        gap = f"(?:{_WORD}{BETWEEN}){{0,{many}}}?"
        longest = many * (_LONGEST_WORD + LONGEST_BETWEEN)
        return _Element(gap, (), longest, optional=True, anchor=False)
    entries = tuple(entry_of(text, joined) for text in _entries(found["body"], words))
    spelled = "|".join(entry.regex for entry in entries)
    regex = f"(?:{spelled})" + ("" if joined else r"(?!\w)")
    longest = max(entry.longest for entry in entries)
    return _Element(regex, entries, longest, bool(found["optional"]), bool(found["anchor"]))


def _spared(body: str, words: Lists, joined: bool) -> str:
    """Return that a phrase does not go on with some words."""
    between = BETWEEN_JOINED if joined else BETWEEN
    spelled = "|".join(entry_of(text, joined).regex for text in _entries(body, words))
    return f"(?!{between}(?:{spelled}))"


def _entries(body: str, words: Lists) -> Iterator[str]:
    found = False
    for part in body.split("|"):
        if part.startswith("<") and part.endswith(">"):
            if part[1:-1] not in words:
                raise WrongPhraseError(f"there is no list of words `{part[1:-1]}`")
            for word in words[part[1:-1]]:
                found = True
                yield folded(word)
        elif part.strip("*_"):
            found = True
            yield part.replace("_", " ")
    if not found:
        raise WrongPhraseError(f"`{body}` holds no word")


def _parts(elements: list[_Element], joined: bool) -> Iterator[str]:
    between = BETWEEN_JOINED if joined else BETWEEN
    # What stands between belongs to whichever element may be absent: a gap brings its own.
    last = max(nth for nth, each in enumerate(elements) if not each.optional)
    for nth, each in enumerate(elements):
        if not each.entries:
            yield each.regex
        elif nth > last:
            yield f"(?:{between}{each.regex})?"
        elif each.optional:
            yield f"(?:{each.regex}{between})?"
        else:
            yield each.regex + (between if nth < last else "")
