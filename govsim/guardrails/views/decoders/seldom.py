"""Reads values that are told in seldom ways, where a word of the text says that one may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from govsim.guardrails.views.clues import Clues, Words, traits_of
from govsim.guardrails.views.decoders import (
    code_strings,
    hesitations,
    labels_behind,
    named_ciphers,
    two_parts,
)
from govsim.guardrails.views.values import Decoding

Reader = Callable[[str, Clues], Iterator[Decoding]]
# Each with the words without any of which it finds nothing.
_READERS: Final[tuple[tuple[Words, Reader], ...]] = (
    (named_ciphers.TELLING, named_ciphers.decode),
    (code_strings.CALLING, code_strings.called),
    (labels_behind.TELLING, labels_behind.decode),
    (two_parts.TELLING, two_parts.decode),
    (hesitations.TELLING, hesitations.decode),
)
_TELLING: Final = frozenset[bytes]().union(*(words for words, _ in _READERS))
# Without one of these no value of these is in a text.
NEEDS: Final = traits_of(b"0@\xff")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield what those readers find for which a word speaks."""
    words = clues.words & _TELLING
    if not words:
        return
    for telling, reader in _READERS:
        if not telling.isdisjoint(words):
            yield from reader(text, clues)
