"""Holds what one word, or a few that belong together, looks like in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# What may stand between two words: a few signs and spaces, but not the end of a sentence.
BETWEEN: Final = r"(?:(?![.!?]\s)[\W_]){1,6}"
LONGEST_BETWEEN: Final = 6
BETWEEN_JOINED: Final = r"[^\w。！？]{0,3}"
LONGEST_BETWEEN_JOINED: Final = 3
LONGEST_STEM: Final = 16  # how far `instruct*` goes on
_RUN: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list of words.

    Of `literals`, one stands in whatever it matches, behind at most so many characters; where the
    flag is set, the literal may be the beginning of a longer word.
    """

    regex: str
    literals: tuple[tuple[str, int, bool], ...]
    longest: int  # characters that it may match, with what follows up to the next word


@lru_cache(maxsize=8192)
def entry_of(text: str, joined: bool) -> Entry:
    """Return an entry: words set apart by spaces, `*` at the end of what may go on."""
    between = BETWEEN_JOINED if joined else BETWEEN
    words = text.split()
    lengths = [_longest(word, joined) for word in words]
    found = [_literal(word, joined) for word in words]
    nth = max(range(len(words)), key=lambda each: len(found[each]))
    literal, word = found[nth], words[nth]
    before = sum(lengths[:nth]) + word.index(literal)
    literals = [(literal, before, f"{literal}*" in word)]
    if "'" in word and not joined:  # the apostrophe may be left out
        literals.append((word.replace("'", "").rstrip("*"), before, word.endswith("*")))
    regex = between.join(_spelled(each) for each in words)
    return Entry(regex, tuple(literals), sum(lengths))


def _spelled(word: str) -> str:
    stem = word.endswith("*")
    spelled = re.escape(word[:-1] if stem else word).replace("'", "['’]?")
    return spelled + (rf"\w{{0,{LONGEST_STEM}}}" if stem else "")


def _literal(word: str, joined: bool) -> str:
    """Return the longest run of letters, since words are looked for by those."""
    return word.rstrip("*") if joined else max(_RUN.findall(word) or [""], key=len)


def _longest(word: str, joined: bool) -> int:
    between = LONGEST_BETWEEN_JOINED if joined else LONGEST_BETWEEN
    return len(word) + between + (LONGEST_STEM if "*" in word else 0)
