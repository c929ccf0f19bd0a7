"""Reads values that are told in rare ways, each where a word or a plain piece says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders import (
    coded_digits,
    hardware_rows,
    letter_keys,
    mail_told,
    odd_octets,
    phone_forms,
    said_in_turns,
    said_octets,
    small_signs,
    spaced_groups,
    struck_out,
    told_octets,
    told_version6,
    words_between,
)
from govsim.guardrails.views.values import Decoding

_OfWords = Callable[[str, Clues, Words], Iterator[Decoding]]
_Reader = Callable[[str, Clues], Iterator[Decoding]]
# Each with the words that tell it where to read.
_OF_WORDS: Final[tuple[tuple[Words, _OfWords], ...]] = (
    (hardware_rows.TELLING, hardware_rows.decode),
    (told_octets.TELLING, told_octets.decode),
    (said_octets.TELLING | said_octets.LABELS | said_octets.OCTETS, said_octets.decode),
    (odd_octets.TELLING, odd_octets.decode),
    (told_version6.TELLING, told_version6.decode),
    (coded_digits.TELLING, coded_digits.decode),
    (spaced_groups.TELLING | spaced_groups.HALVING, spaced_groups.decode),
    (phone_forms.LABELS, phone_forms.decode),
    (mail_told.TELLING, mail_told.decode),
    (words_between.TELLING, words_between.decode),
)
# Those that look for a plain piece themselves.
_OTHERS: Final[tuple[_Reader, ...]] = (
    hardware_rows.glued,
    told_octets.partly,
    told_version6.written,
    mail_told.drawn,
    letter_keys.decode,
    small_signs.decode,
    struck_out.decode,
    said_in_turns.decode,
)
_TELLING: Final = frozenset[bytes]().union(*(words for words, _ in _OF_WORDS))


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield what those readers find."""
    told = clues.words & _TELLING
    if not told and b"0" not in clues.outline and clues.ascii and not clues.has(b"@"):
        return  # no word or sign tells of a value, and no digit stands there
    for telling, read in _OF_WORDS:
        yield from read(text, clues, told & telling)
    for reader in _OTHERS:
        yield from reader(text, clues)
