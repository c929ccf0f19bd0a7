"""Decides how the words of a person's name are replaced: word by word, so that variants agree.

A name is not one thing: `Smith, John`, `Mr Smith` and `J. Smith` name one subject. So each word has
its surrogate, the same wherever it stands, and what joins them stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W\d_]+")
# Titles and particles tell little, and tell the reader how the name is built.
_KEPT: Final = frozenset(
    (
        "mr mrs ms miss mx dr prof sir madam lord lady rev hon herr frau fräulein pan pani "
        "monsieur madame mme mlle señor señora sr sra srta don doña signor signora sig dott "
        "dottssa ing mag dipl jr ii iii iv phd md esq mba van von der den de del della di da dos "
        "das do la le el al bin ibn ter ten zu zur af av und and "
    ).split()
)


class Word(NamedTuple):
    """One word of a name, with its place in it."""

    start: int
    end: int
    text: str
    is_initial: bool


def words_of(name: str) -> Iterator[Word]:
    """Yield the words of a name that tell who it is."""
    for found in _WORD.finditer(name):
        prefix = len(found[0]) == 1 and name[found.end() : found.end() + 1] in "'’"  # O'Brien
        if found[0].casefold() not in _KEPT and not (prefix and found.end() < len(name)):
            yield Word(found.start(), found.end(), found[0], len(found[0]) == 1)


def surname_of(words: list[Word], name: str) -> Word | None:
    """Return the word that initials belong to: the last full word, or the first before a comma."""
    full = [word for word in words if not word.is_initial]
    if not full:
        return None
    comma = name.find(",")
    return full[0] if 0 <= full[0].start < comma else full[-1]
