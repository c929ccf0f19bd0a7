"""Reads values that are written as few people do, each where a plain piece or a word says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from govsim.guardrails.views.clues import Clues, Words, traits_of
from govsim.guardrails.views.decoders import (
    divided_fields,
    letter_digits,
    odd_hardware,
    odd_machines,
    odd_mail,
    odd_numbers,
)
from govsim.guardrails.views.values import Decoding

Reader = Callable[[str, Clues, Words], Iterator[Decoding]]
# Each with the words that it looks for, besides signs.
_READERS: Final[tuple[tuple[Words, Reader], ...]] = (
    (odd_hardware.TELLING, odd_hardware.decode),
    (odd_machines.TELLING, odd_machines.decode),
    (divided_fields.TELLING, divided_fields.decode),
    (odd_numbers.TELLING, odd_numbers.decode),
    (letter_digits.TELLING, letter_digits.decode),
)
_TELLING: Final = frozenset[bytes]().union(*(words for words, _ in _READERS))
# Without a dot or a digit there is nothing of this in a text.
NEEDS: Final = traits_of(b"0.")
_DIGIT: Final = ord("0")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield what those readers find."""
    yield from odd_mail.decode(text, clues)
    if b"A.A" in clues.outline:
        yield from odd_machines.romans(text, clues)
    if _DIGIT not in clues.traits:
        return
    words = clues.words & _TELLING
    for telling, reader in _READERS:
        yield from reader(text, clues, words & telling)
