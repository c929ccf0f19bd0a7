"""Reads values that are told in words: in parts, sign by sign, in numbers as people say them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders import (
    announced_keys,
    announced_machines,
    announced_values,
    born_fields,
    code_parts,
    code_values,
    counted_digits,
    dialogues,
    glued_labels,
    halves,
    hardware_forms,
    heard_digits,
    legends,
    lettered,
    listed_digits,
    mail_forms,
    mail_parts,
    marked_up,
    masked_parts,
    mended,
    mojibake,
    read_digits,
    records,
    said_births,
    said_signs,
    speech,
    spoken_numbers,
    squeezed_ids,
    sums,
    told_addresses,
    told_births,
    told_groups,
    told_hardware,
    told_keys,
    told_letters,
    told_machines,
    told_parts,
    told_passwords,
    turns,
    written_signs,
)
from govsim.guardrails.views.decoders.group_words import RAW_SPOKEN
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_COLON: Final = re.compile(r"\[::?\]|\(:\)|\{:\}")
Reader = Callable[[str, Clues, Words], Iterator[Decoding]]
_READERS: Final[tuple[Reader, ...]] = (
    told_parts.decode,
    spoken_numbers.decode,
    told_addresses.decode,
    told_letters.decode,
)
# Those of numbers, which are told in digits or in words for them.
_OF_NUMBERS: Final[tuple[Reader, ...]] = (told_groups.decode, mended.decode, told_hardware.decode)
_NUMBERED: Final = told_groups.TELLING | mended.TELLING | told_hardware.TELLING

# Those that find nothing where no digit of ASCII is.
_OF_DIGITS: Final[tuple[Callable[[str, Clues], Iterator[Decoding]], ...]] = (
    hardware_forms.decode,
    glued_labels.decode,
    squeezed_ids.decode,
    halves.decode,
    listed_digits.decode,
    sums.decode,
    legends.decode,
    lettered.decode,
)

# The words without which no reader of births, keys or tables finds anything in plain letters.
_CUES: Final = told_births.YEARLY | told_keys.TELLING | mail_parts.HEADS


@cache
def _telling() -> Words:
    """Return all words by which the readers know that they may find something."""
    return (
        told_parts.TELLING
        | spoken_numbers.telling()
        | told_addresses.TELLING
        | told_letters.TELLING
    )


def _colons(text: str) -> Iterator[Decoding]:
    """Yield the lines in which colons stand in brackets, so that nobody follows an address."""
    pieces: list[Piece] = [
        (*match.span(), match.group().strip("[](){}")) for match in _COLON.finditer(text)
    ]
    for near in stretches(pieces):
        yield rewritten(text, near, "address")


def texts(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield what markup, escapes, a program or the wrong encoding cut: a value, or words."""
    yield from marked_up.decode(text, clues)
    yield from mojibake.decode(text, clues)
    hooks = not clues.words.isdisjoint(written_signs.HOOK_WORDS)
    if hooks or not written_signs.NEEDS.isdisjoint(clues.traits):
        yield from written_signs.decode(text, clues)
    if not code_values.NEEDS.isdisjoint(clues.traits):
        yield from code_values.decode(text, clues)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the values that are told in words, as they are usually written."""
    if clues.mixed:
        yield from told_parts.lettered(text, clues)
    if b"[:]" in clues.raw or clues.raw.count(b"(:)") > 2 or clues.raw.count(b"{:}") > 2:
        yield from _colons(text)
    digits = b"0" in clues.outline
    if digits:
        yield from records.decode(text, clues)
    cued = not clues.words.isdisjoint(_CUES)
    if digits or not clues.ascii or not clues.words.isdisjoint(told_births.SPOKEN):
        yield from told_births.decode(text, clues)
    if cued or any(map(clues.lower.__contains__, told_keys.PIECES)):
        yield from told_keys.decode(text, clues)
    if clues.has(b"@") or (cued and b"\n" in clues.raw):
        yield from mail_parts.decode(text, clues)
    yield from mail_forms.decode(text, clues)
    yield from _in_signs(text, clues, digits=digits)
    yield from told_passwords.decode(text, clues)
    yield from announced_keys.decode(text, clues)
    yield from announced_machines.decode(text, clues)
    if digits or clues.singles:
        yield from announced_values.decode(text, clues)
    yield from speech.decode(text, clues)
    words = clues.words & _telling()
    for reader in _READERS if words else ():
        yield from reader(text, clues, words)
    if not clues.ascii:
        yield from spoken_numbers.cyrillic(text)
    numbered = clues.words & _NUMBERED
    if (numbered or not clues.ascii) and _holds_digits(clues):
        for reader in _OF_NUMBERS:
            yield from reader(text, clues, numbered)


def _in_signs(text: str, clues: Clues, *, digits: bool) -> Iterator[Decoding]:
    """Yield what the readers find that look for signs, digits or single letters."""
    if clues.has(b"=[:\\"):
        yield from code_parts.decode(text, clues)
    if clues.has(b":>"):
        yield from turns.decode(text, clues)
        yield from dialogues.decode(text, clues)
    if digits:
        yield from said_births.decode(text, clues)
    if digits or not clues.words.isdisjoint(born_fields.PHRASED):
        yield from born_fields.decode(text, clues)
    if digits or not clues.words.isdisjoint(told_machines.DOTS):
        yield from told_machines.decode(text, clues)
    if digits:
        for written in _OF_DIGITS:
            yield from written(text, clues)
    yield from heard_digits.decode(text, clues)
    if digits or not (
        counted_digits.NEEDS.isdisjoint(clues.traits)
        and clues.words.isdisjoint(counted_digits.TELLING)
    ):
        yield from counted_digits.decode(text, clues)
    yield from read_digits.decode(text, clues)
    if digits:
        yield from masked_parts.decode(text, clues)
    if clues.singles or b"," in clues.raw:
        yield from said_signs.decode(text, clues)


def _holds_digits(clues: Clues) -> bool:
    """Whether digits are in a text, as signs or as words for them."""
    if not clues.ascii or b"0" in clues.outline:
        return True
    return not clues.words.isdisjoint(RAW_SPOKEN) or told_groups.is_glued(clues)
