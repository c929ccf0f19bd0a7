"""Joins values of which each cell of a table, or each entry of a list, holds one character.

And addresses of machines of which each cell behind their label holds one number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.readable import valued
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import DATE, is_internet_address
from govsim.guardrails.views.values import Decoding

_SIGN: Final = r"[^\s<>\"',|]"
_CELL: Final = r"</t[dh]>\s{0,20}<t[dh](?:\s[^<>]{0,60})?>"
_ENTRY: Final = r"[\"']?,?[ ]?\r?\n[ \t]{0,16}(?:[-*+][ ])?[\"']?"
_OF_SIGNS: Final = re.compile(
    rf"{_SIGN}(?:(?P<cell>{_CELL})(?:{_SIGN}(?P=cell)){{5,80}}"
    rf"|(?P<entry>{_ENTRY})(?:{_SIGN}(?P=entry)){{5,80}}){_SIGN}(?=[\"']?,?\s|</t|[\"']?\Z)"
)
# The label of a list, on the line in front of it.
_LABEL: Final = re.compile(
    r"([A-Za-z][\w -]{1,24})(?:[\"']?\s{0,2}[:=]\s{0,2}\[?|</t[dh]>)\s{1,20}"
    r"(?:[-*+][ ]|<t[dh](?:\s[^<>]{0,60})?>)?[\"']?\Z"
)
_FRONT: Final = 128  # characters
_GAP: Final = re.compile(rf"{_CELL}|{_ENTRY}")
# Two entries of one sign each, one after the other.
_ENTRIES: Final = re.compile(
    rb"\n[ \t]{0,16}(?:[-*+] )?[\"']?[^\s\"']([\"']?,?\r?\n)[ \t]{0,16}(?:[-*+] )?[\"']?[^\s\"']\1"
)
_TWO_SHORT: Final = re.compile(rb"[\1-\6]{2}")  # lines, by their widths
_CELLS: Final = re.compile(rb"<t[dh][^<>]{0,60}>[^\s<>]</t[dh]>\s{0,20}<t[dh][^<>]{0,60}>[^\s<>]<")
_OCTETS: Final = re.compile(
    r"[<>]\s{0,4}(?:[\w ]{0,12}[ _-])?ip(?:v4)?(?:[ _-]?addr(?:ess)?)?[ ]?:?\s{0,4}"
    r"(?:</\w{1,8}>|>)?\s{0,20}<(?P<tag>\w{1,8})(?:\s[^<>]{0,60})?>(?P<first>\d{1,3})"
    r"(?P<rest>(?:</(?P=tag)>\s{0,20}<(?P=tag)(?:\s[^<>]{0,60})?>\d{1,3}){3})</(?P=tag)>"
    r"(?!\s{0,20}<(?P=tag)(?:\s[^<>]{0,60})?>\d)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r">(\d{1,3})(?=$|<)")
_FEWEST: Final = 4  # different signs
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"\n<")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such values, as they are usually written."""
    pieces: list[Piece] = []
    if clues.singles >= _FEWEST and _may_be(clues):
        for match in _OF_SIGNS.finditer(text):
            plain = _GAP.sub("", match.group())
            if len(set(plain)) >= _FEWEST and (DATE.fullmatch(plain) or valued(plain)):
                front = _LABEL.search(text[max(0, match.start() - _FRONT) : match.start()])
                start = match.start() - (len(front.group()) if front else 0)
                pieces.append((start, match.end(), f"{front[1]}: {plain} " if front else plain))
    if b"</" in clues.raw and not clues.words.isdisjoint((b"ip", b"ipv4")):
        pieces += _octets(text)
    for near in gathered(pieces):
        yield rewritten(text, near, "cells")


def _may_be(clues: Clues) -> bool:
    """Whether two cells or entries hold one sign each."""
    if b"</t" in clues.lower and _CELLS.search(clues.lower) is not None:
        return True
    return _TWO_SHORT.search(clues.widths) is not None and _ENTRIES.search(clues.raw) is not None


def _octets(text: str) -> Iterator[Piece]:
    """Yield the addresses of which a cell each holds a number, behind the label of one."""
    for match in _OCTETS.finditer(text):
        octets = [match["first"], *_NUMBER.findall(match["rest"])]
        if is_internet_address(octets):
            yield match.start("first"), match.end("rest"), ".".join(octets)
