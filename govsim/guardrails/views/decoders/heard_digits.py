"""Reads digits as a listener or a hasty hand writes them: `won ate for sicks`, `fiv thre nien`.

Words that sound like the name of a digit are words of any sentence, and so is many a misspelling:
only a long row of both is a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.joining import CARD_DIGITS
from govsim.guardrails.views.clues import LETTERS, Clues, Words
from govsim.guardrails.views.decoders.number_names import BY_LANGUAGE, FILLERS, TIMES
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.value_shapes import checks_card
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import raw_words

# Words of English that sound like a digit, those of any sentence and those that stand out in one.
_USUAL: Final = {
    "to": "2", "too": "2", "for": "4", "free": "3", "o": "0", "oh": "0", "tree": "3", "sex": "6",
    "sick": "6", "hive": "5", "thee": "3", "mine": "9", "wan": "1", "eat": "8", "fore": "4",
}  # fmt: skip
_TELLING: Final = {
    "won": "1", "ate": "8", "sicks": "6", "wun": "1", "tew": "2", "fife": "5", "fower": "4",
    "nein": "9", "niner": "9", "nyne": "9", "ait": "8", "foar": "4", "owe": "0", "nought": "0",
    "naught": "0", "ought": "0", "sics": "6", "sevin": "7", "tu": "2", "thre": "3",
}  # fmt: skip
_SOUNDS: Final = _USUAL | _TELLING
_SOUNDING: Final = frozenset(map(str.encode, (*_TELLING, "oh", "tree")))
# English, and the languages that are written in it most often, by their place in the list.
_LANGUAGES: Final = BY_LANGUAGE[:9]
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_AMONG: Final = frozenset(_word.encode() for _word in (*FILLERS, *TIMES) if _word.isascii())
_ROW: Final = 6
_OH: Final = frozenset((b"oh",))
_GAP: Final = re.compile(r"[^\w\n]{1,4}\n?|\n")
_SEVERAL: Final = 4  # different words that may be digits
_SURE: Final = 4  # words of a row that are hardly anything else
_FEWEST: Final = 9  # digits of a number
_MOST: Final = 19
_LOOSE: Final = 2  # words at either end that may be of the sentence
_LONG: Final = 4  # letters of a name in which any letter may be wrong
_NUMBERS: Final = (11, 10, 9)


class _Heard(NamedTuple):
    """A word that may be digits, and how sure that is."""

    start: int
    end: int
    plain: str
    sure: bool
    odd: bool  # whether it is written as something else


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the rows of such words that are as long as a number, as digits."""
    exact = clues.words & _exact_words()
    if len(exact | clues.unknown) < _SEVERAL:
        return  # whatever is misspelt
    sounding = clues.words & _SOUNDING
    misspelt = clues.unknown & _misspelt_words()
    if not (sounding or misspelt):
        return
    heard = misspelt | exact
    if len(heard) < _SEVERAL or not _is_row(clues, heard, misspelt | (sounding - _OH)):
        return
    pieces: list[Piece] = []
    for names in _languages(clues):
        pieces += _numbers(text, names)
    for near in stretches(apart(sorted(pieces, key=lambda piece: (piece[0], -piece[1])))):
        yield rewritten(text, near, "heard-digits")


def _is_row(clues: Clues, heard: Words, odd: Words) -> bool:
    """Whether such words follow each other, with digits and words that mean nothing among them.

    One of them at least has to be odd.
    """
    allowed = dict.fromkeys(heard | (clues.words & _AMONG) | clues.numbers, 1)
    allowed |= dict.fromkeys(odd, 2)
    kinds = bytes([allowed.get(word, 0) for word in clues.order])
    return any(len(row) >= _ROW and 2 in row for row in kinds.split(b"\0"))


@cache
def _misspellings() -> tuple[dict[str, str], ...]:
    """Return, by language, the misspelt names of digits that are no common words of English."""
    found = []
    for names in _LANGUAGES:
        variants: dict[str, str] = {}
        unclear: set[str] = set()
        for name, digit in names.items():
            for variant in _variants(name):
                if variants.setdefault(variant, digit) != digit:
                    unclear.add(variant)
        found.append(
            {
                variant: digit
                for variant, digit in variants.items()
                if variant not in unclear
                and variant not in names
                and _raw(variant) not in raw_words()
            }
        )
    return tuple(found)


def _variants(name: str) -> Iterator[str]:
    """Yield a name with one letter doubled, and a longer one with any letter wrong."""
    for at, sign in enumerate(name):
        yield name[:at] + sign + name[at:]
        if len(name) < _LONG:
            continue
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at + 1 : at + 2] + sign + name[at + 2 :]
        for letter in LETTERS.decode():
            yield name[:at] + letter + name[at + 1 :]
            yield name[:at] + letter + name[at:]


def _raw(word: str) -> bytes:
    return word.encode("ascii", "replace").replace(b"?", b"\xff")


@cache
def _misspelt_words() -> Words:
    return frozenset(_raw(word) for variants in _misspellings() for word in variants)


@cache
def _exact_words() -> Words:
    return frozenset(_raw(word) for names in (*_LANGUAGES, _SOUNDS) for word in names)


def _languages(clues: Clues) -> Iterator[dict[str, tuple[str, bool, bool]]]:
    """Yield the words for digits of the languages of which a text may hold several."""
    for nth, (names, variants) in enumerate(zip(_LANGUAGES, _misspellings(), strict=True)):
        sounds = _SOUNDS if not nth else {}
        if (
            sum(_raw(word) in clues.words for word in (*names, *sounds))
            + sum(word.decode("latin-1") in variants for word in clues.unknown)
            < _SEVERAL
        ):
            continue
        heard = {word: (digit, word in _TELLING, True) for word, digit in sounds.items()}
        heard |= {word: (digit, True, True) for word, digit in variants.items()}
        yield heard | {
            word: (digit, len(word) > 1, False)
            for word, digit in names.items()
            if word not in sounds
        }


def _numbers(text: str, names: dict[str, tuple[str, bool, bool]]) -> Iterator[Piece]:
    row: list[_Heard] = []
    last, times, since = 0, 1, -1
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if row and _GAP.fullmatch(text, last, match.start()) is None:
            yield from _number(row)
            row, times, since = [], 1, -1
        last = match.end()
        if word in TIMES or (word in FILLERS and word not in names):
            times, since = TIMES.get(word, times), since if since >= 0 else match.start()
            continue
        if word.isdigit() and word.isascii():
            heard = (word, False, False) if len(word) < _LONG else None
        else:
            heard = names.get(word)
        if heard is None:
            yield from _number(row)
            row, times, since = [], 1, -1
            continue
        plain, sure, odd = heard
        start = match.start() if times == 1 or since < 0 else since
        row.append(_Heard(start, match.end(), plain * times, sure, odd))
        times, since = 1, -1
    yield from _number(row)


def _number(row: list[_Heard]) -> Iterator[Piece]:
    """Yield the number that a row is, without the words at its ends that are of the sentence."""
    if sum(word.sure for word in row) < _SURE or not any(word.odd for word in row):
        return
    cuts = [
        (first, last)
        for cut in range(2 * _LOOSE + 1)
        for first in range(min(cut, _LOOSE) + 1)
        if (last := len(row) - (cut - first)) > first
        and cut - first <= _LOOSE
        and not any(word.sure for word in (*row[:first], *row[last:]))
    ]
    solids = [("".join(word.plain for word in row[slice(*cut)]), cut) for cut in cuts]
    solids = [each for each in solids if _FEWEST <= len(each[0]) <= _MOST]
    if not solids:
        return
    cards = [each for each in solids if len(each[0]) in CARD_DIGITS and checks_card(each[0])]
    sized = [each for each in solids if len(each[0]) in _NUMBERS]
    solid, (first, last) = (cards or sized or solids)[0]
    yield row[first].start, row[last - 1].end, solid
