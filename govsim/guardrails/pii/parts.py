"""Cuts what stands behind a word for a value into the parts of the value, and what lies between.

A person who tells a value bit by bit, a field for each group, a list with numbers, a transcript
with the names of those who speak: whatever the layout, there are parts, and words and signs that
are none. A word that has nothing to do with a value ends it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from string import ascii_lowercase
from typing import Final, NamedTuple

from govsim.guardrails.value_gaps import COMMENT, ESCAPE, TAG
from govsim.guardrails.views.decoders.told_words import (
    BETWEEN,
    FILLERS,
    KINDS,
    OF_ADDRESSES,
    PLACES,
    folded,
)

LONGEST: Final = 400  # characters from the first part on
_MOST: Final = 48  # parts
_MOST_SIGNS: Final = 24  # between two parts
_MOST_WORDS: Final = 12  # likewise
_BLANK: Final = " " * 48  # what ends a value, whatever it is


class Part(NamedTuple):
    """Letters and digits of a value, and where they are; `order` says which part, if told."""

    start: int
    end: int
    written: str
    order: int


_CLOCK: Final = r"\d{1,2}:\d\d(?::\d\d)?(?:[ ]?[AaPp][Mm]\b)?"
_NAME: Final = r"[^\W\d_][\w .'-]{0,24}"
# From the end of one line to what the next person, or the next caption, says.
_TURN: Final = (
    r"\s{0,3}\n\s{0,3}(?:(?:\d{1,4}\n)?(?:\d\d:)?\d\d:\d\d[.,]\d{3}[ ]-->[^\n]{0,40}\n"
    rf"|[\[(<](?:\d[\d./-]{{5,9}},?[ ])?{_CLOCK}[\])>][ ]?(?:[-\u2013][ ])?(?:{_NAME}[:>])?"
    rf"|(?:\d[\d./-]{{5,9}},?[ ])?{_CLOCK}[ ](?:[-\u2013][ ])?<?{_NAME}[:>]"
    rf"|{_NAME}[ ]{{1,3}}[\[(]?{_CLOCK}[\])]?:?\n|<?{_NAME}[:>][ ])"
    r"(?:(?![0-9A-Za-z]{1,4}\n)(?=[^\n]{0,40}[a-z])[^\d\n:]{1,40}(?=\n))?"  # a line of words
)
_COUNT: Final = (
    r"\(\d{1,2}(?:[ ]?(?:/|of)[ ]?\d{1,2})?\)(?=[ ])|(?<![^\s(\[{,;])\d{1,2}[.)](?=[ ])"
    r"|\[\d{1,2}\](?=[ ]?[:=])|[\"']?\d{1,2}[\"']?[ ]{0,2}(?:=>[ ]?|[:=](?=[ \"']))"
    r"|(?<![A-Za-z])[A-Za-z_]{1,12}[ _#-]?\d{1,2}[\"']?[ ]{0,2}"
    r"(?:=>|:=|[=>]|:(?=[^\w.]))"
)
_KEY: Final = r"[A-Za-z_][\w.-]{0,24}[\"']?[ ]{0,2}(?:=>|:=|=(?!=)|:(?=[^\w.]))"
_LETTERED: Final = r"\(?(?<![A-Za-z])[a-h][.)](?=[ ])"
_TOKEN: Final = re.compile(
    rf"(?P<skip>{_TURN}|{TAG}|{ESCAPE}|{COMMENT}|{_LETTERED}|\([a-z]{{3,12}}\.?\))"
    rf"|(?P<count>{_COUNT})|(?P<key>{_KEY})|(?P<word>[^\W\d_]++(?![0-9]))|(?P<part>[0-9A-Za-z]+)"
    r"|(?P<sign>[\W_])"
)
_OF_PARTS: Final = frozenset(
    "a b c d e f g h i o p q m n v w x y z part rest value val head tail hi lo text body content"
    " data chunk piece seg segment item left right high low cc".split()
)
_DIGITS: Final = re.compile(r"\d+")
# Numbers, and the first word behind them.
_BEHIND: Final = re.compile(
    r"[0-9]++(?!,?[. ]{1,2}[A-Z][a-z])[\W\d_]{1,48}+"
    r"(?:([^\W\d_]{1,24}+)(?![0-9](?![0-9]?[\"']?[:=>]))[^0-9\n]{0,30}+(?:\n[^0-9\n]{0,24}+)?[0-9])?"
)
_STANDING: Final = BETWEEN | OF_ADDRESSES  # between two parts
# Fields that may hold one: those of names, numbers and the like are values of their own.
_NAMING: Final = _STANDING - FILLERS | _OF_PARTS | PLACES.keys()
_OFTEN: Final = frozenset((*_STANDING, *_OF_PARTS, *ascii_lowercase)) - KINDS.keys()
# A number, perhaps a quote and a blank, and a sign; read from the sign on: there are more numbers.
_COUNTED: Final = re.compile(
    r"[)\]:=\-\n](?:(?<=[)\]:=])(?:(?<=[0-9].)|(?<=[0-9][\"' ].)|(?<=[0-9][\"'][ ].))[^0-9]"
    r"|(?<=-)->|(?<=\n)\[)"
)
_MARKUP: Final = frozenset("<&%\\")
_SAYING: Final = (":", ">", "  ")  # behind a name at the head of a line


class Kind(NamedTuple):
    """What the parts of a kind of value are made of besides digits."""

    letters: re.Pattern[str] | None = None
    ahead: int = 0  # words of any kind in front of the first part


NUMBER: Final = Kind()
HEXADECIMAL: Final = Kind(re.compile(r"[0-9A-Fa-f]{1,12}"), ahead=3)
LETTERED: Final = Kind(re.compile(r"[0-9A-Z]{1,34}"))


def parts_of(text: str, start: int, kind: Kind, enough: int = sys.maxsize) -> list[Part]:
    """Return the parts that follow each other from a place on, those that a value may be made of.

    Args:
        text: What is read.
        start: Where to begin; what is between there and the first part is passed over.
        kind: What the parts are made of.
        enough: So many letters and digits end it, where no number tells which part is the first.
    """
    parts: list[Part] = []
    words, signs, order = 0, 0, -1
    at, stop = start, min(len(text), start + LONGEST)
    blank = text.find(_BLANK, start, stop)
    stop = stop if blank < 0 else blank
    while at < stop and (token := _TOKEN.match(text, at, stop)) is not None:
        at, last, written = token.end(), token.lastgroup, token.group()
        if last == "sign":
            signs += not written.isspace()
        elif last == "count":
            order = int(_DIGITS.findall(written)[0])
        elif last == "key":
            words += 1
            if not (_may_name(written) or (not parts and words <= kind.ahead)):
                break
        elif last != "skip":
            if last == "part" and not _is_part(written, kind):
                break
            if last == "word" and not (_is_word_part(written, kind)):
                words += 1
                if not (_may_stand(written) or (not parts and words <= kind.ahead)):
                    break
            else:
                parts.append(Part(token.start(), at, written, order))
                words, signs, order = 0, 0, -1
                enough -= len(written)
                stop = at if enough <= 0 and parts[0].order < 0 else stop
        if len(parts) >= _MOST or words > _MOST_WORDS or signs > _MOST_SIGNS:
            break
    return parts


def goes_on(text: str, start: int) -> bool:
    """Whether the first word behind numbers may stand between parts, or the numbers are counted.

    It is told sooner than the parts are cut, and behind most numbers stands another word.

    Args:
        text: What is read.
        start: Where the first number begins.
    """
    behind = _BEHIND.match(text, start)
    if behind is None:
        return False
    word = behind[1]
    if not word:
        return _COUNTED.search(text, *behind.span()) is not None
    return (
        word in _OFTEN
        or word.lower() in _OFTEN
        or text[behind.start(1) - 1] in _MARKUP
        or text.startswith("</", behind.start(1) - 2)
        or (text.startswith(_SAYING, behind.end(1)) and "\n" in text[start : behind.start(1)])
        or (not word.isascii() and folded(word) in FILLERS)
    )


def _is_part(written: str, kind: Kind) -> bool:
    """Whether digits, with letters or without, are a part."""
    return written.isdigit() or (
        kind.letters is not None and kind.letters.fullmatch(written) is not None
    )


def _is_word_part(written: str, kind: Kind) -> bool:
    """Whether letters alone are a part: in capitals, or two of them that are digits of base 16."""
    if kind.letters is None or kind.letters.fullmatch(written) is None:
        return False
    if kind is HEXADECIMAL:
        return len(written) == 2 or folded(written) not in FILLERS
    return len(written) == 1 or folded(written) not in FILLERS


def _may_stand(word: str) -> bool:
    """Whether a word may stand between two parts."""
    low = folded(word)
    return len(low) == 1 or low in _STANDING


def _may_name(key: str) -> bool:
    """Whether a field is one of those that hold the parts of one value."""
    words = re.findall(r"[a-z]+", key.lower())
    return not words or not _NAMING.isdisjoint(words)


def in_order(parts: Sequence[Part]) -> list[Part]:
    """Return parts in the order that their numbers tell, if they have some, or else as they are."""
    orders = [part.order for part in parts]
    if len(parts) > 1 and min(orders) >= 0 and len(set(orders)) == len(orders):
        return sorted(parts, key=lambda part: part.order)
    return list(parts)
