"""Reads values that are told in seldom ways, each where a sign or a word says that one may be."""

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
    (two_parts.TELLING, two_parts.decode),
)
_TELLING: Final = frozenset[bytes]().union(*(words for words, _ in _READERS))
# Without one of these no value of these is in a text.
NEEDS: Final = traits_of(b"0@")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield what those readers find for which a word speaks."""
    yield from labels_behind.decode(text, clues)
    yield from hesitations.decode(text, clues)
    words = clues.words & _TELLING
    for telling, reader in _READERS if words else ():
        if not telling.isdisjoint(words):
            yield from reader(text, clues)
