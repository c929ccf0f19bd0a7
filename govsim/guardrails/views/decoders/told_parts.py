"""Joins values that are told part by part: `ends in 2938 and begins with 5425 3921 0116`.

Between the parts stand words of a closed list, of which one at least says where a part belongs. A
word near them says what the value is, and its form or its check digits bear that out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.joining import CARD_DIGITS, SOCIAL, together
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.told_words import (
    CHECK,
    COUNTRIES,
    DAY,
    FILLERS,
    FIRST,
    KINDS,
    LAST,
    MONTH,
    MONTHS,
    PLACES,
    SOMEWHERE,
    YEAR,
    folded,
)
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.value_shapes import (
    GROUPED,
    HARDWARE,
    checks_card,
    checks_iban,
    in_pairs,
    is_internet_address,
)
from govsim.guardrails.views.values import Decoding

Span = tuple[int, int]
_PLACING: Final = frozenset(map(str.encode, (*PLACES, *COUNTRIES))) | frozenset(
    (b"d\xffbut", b"premi\xffres")
)
_NAMING: Final = frozenset(map(str.encode, KINDS))
TELLING: Final = _PLACING | _NAMING
# A word, or a part: letters and digits with signs inside.
_TOKEN: Final = re.compile(r"\d[\d.,]*\d(?![\w:-])|[^\W_]+(?:[:.+_-]+[^\W_]+)*|[^\W_]+")
_NUMBERED: Final = re.compile(r"[A-Za-z_.-]{0,24}\d{1,2}")  # the name of a field
_NAME_ENDS: Final = re.compile(r"[\"']?[ ]?[:=]|[.)] ")
_IN_NAME: Final = re.compile(r"[_.-]")
_ORDINAL: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_BY_LETTER: Final = re.compile(r"\d{2,6}([a-z])(?:\d{2,6}\1){1,3}\d{2,6}")
_SHORTEST: Final = 11  # of such a word
_COUNTED: Final = re.compile(rb"[_ .-]?[1a][\"']?\s?[:=]")  # the first of several fields
# The name of a field that holds no more of a value: `SSN (last 4): 2291`.
_FIELD: Final = re.compile(
    rb"\((?:last|final|first) (?:[2-6]|three|four|five)(?: digits?)?(?: only)?\)"
)
_COUNT: Final = re.compile(r"\d+")
_LABELS: Final = re.compile(r"[^\W\d_]+\d?")
_SENTENCE: Final = re.compile(r"[^\w\s\"'`,;:=.(){}\[\]<>/+$|&-]|\n\s*\n")
_BEFORE: Final = 96  # characters in front of a word that tells
_BEHIND: Final = 200
_NEAR: Final = 40  # characters from such a word to a digit
_FEWEST: Final = 5  # digits of a value
_WIDEST: Final = 56  # characters between two parts
_MOST: Final = 12  # parts
_LABEL: Final = 72  # characters in front of the first part in which a word says what it is
_BORN: Final = range(1900, 2031)
_IDENTIFIER: Final = re.compile(r"[A-Z0-9]{8,14}")
_PHONE: Final = range(9, 16)
_PAIRS: Final = re.compile(r"[0-9A-Fa-f]{12}")
_KEY: Final = re.compile(r"[A-Za-z0-9_.-]{20,200}")
_LETTERS: Final = ("a", "b", "c", "d", "e", "f")  # that count fields
_LEAST_PART: Final = 3  # characters of a key
_OF_PARTS: Final = frozenset((*FILLERS, *COUNTRIES, *MONTHS))  # words that a chain goes on over


class _Part(NamedTuple):
    """A part of a value, and the places that the words in front of it tell."""

    start: int
    end: int
    plain: str
    places: tuple[int, ...]
    worded: bool  # whether there are any

    @property
    def is_country(self) -> bool:
        """Whether it is the name of one."""
        return self.plain.isalpha() and self.worded and FIRST in self.places


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield each value of which the parts are told, put together in the order that is told."""
    placing = words & _PLACING
    naming = words & _NAMING
    if not naming or clues.outline.count(b"0") < _FEWEST:
        return
    # What each may be first, all of it in one reading, then what else it may be.
    readings: defaultdict[int, list[Piece]] = defaultdict(list)
    for begin, end in _windows(clues, placing, naming):
        for chain in _chains(text, begin, end):
            for rank, piece in enumerate(_told(text, chain) if chain.is_told else ()):
                readings[rank].append(piece)
    for pieces in readings.values():
        for near in stretches(apart(pieces)):
            yield rewritten(text, near, "told-parts")


def lettered(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the numbers whose groups one letter sets apart: `4539x1488x0343x6467`."""
    for word in clues.mixed:
        if len(word) >= _SHORTEST and (found := _BY_LETTER.fullmatch(word.decode())) is not None:
            plain = found.group().replace(found[1], "-")
            at = clues.lower.find(word)
            if GROUPED.fullmatch(plain) or checks_card(plain.replace("-", "")):
                yield rewritten(text, [(at, at + len(word), plain)], "told-parts")


def _windows(clues: Clues, placing: Words, naming: Words) -> Iterator[Span]:
    """Yield the stretches around words that tell of places, with digits and a word for a value."""
    named: Sequence[int] | None = None
    for begin, end in _around(clues, placing, naming):
        if clues.outline.count(b"0", begin, end) < _FEWEST:
            continue
        if named is None:
            named = sorted(at for at, _ in _places(clues, naming))
        first = bisect_left(named, begin - _BEFORE)
        if first < len(named) and named[first] < end:
            yield begin, end


def _around(clues: Clues, placing: Words, naming: Words) -> Iterator[Span]:
    """Yield the stretches around words that tell of places, with a digit near each."""
    counted = (
        span for span in _places(clues, naming) if _COUNTED.match(clues.lower, span[1]) is not None
    )
    near = (
        (at, end)
        for at, end in (*_places(clues, placing), *counted)
        if clues.outline.find(b"0", max(0, at - _NEAR), end + _NEAR) >= 0
        and _FIELD.match(clues.lower, max(0, at - 1)) is None
    )
    for near_by in stretches(sorted(near), _BEHIND):
        yield max(0, near_by[0][0] - _BEFORE), min(len(clues.text), near_by[-1][1] + _BEHIND)


def _places(clues: Clues, words: Words) -> Iterator[Span]:
    """Yield where words begin."""
    for word in words:
        at = clues.lower.find(word)
        while at >= 0:
            end = at + len(word)
            if not clues.lower[max(0, at - 1) : at].isalpha():
                yield at, end
            at = clues.lower.find(word, end)


class _Chain:
    """The parts read so far that belong together, and what was said since the last of them."""

    def __init__(self, front: int) -> None:
        self.front = front
        self.parts: list[_Part] = []
        self.places: list[int] = []
        self.worded = False

    def say(self, words: list[str]) -> None:
        """Take the words between two parts."""
        self.places += [PLACES[word] for word in words if word in PLACES]
        self.worded = True

    def add(self, token: re.Match[str], word: str, plain: str) -> None:
        """Take a part; a month, a day and a country say themselves where they belong."""
        if word in MONTHS or _ORDINAL.fullmatch(word):
            self.places.append(MONTH if word in MONTHS else DAY)
        worded = self.worded
        if word in COUNTRIES:
            self.places.append(FIRST)
            worded = True
        start = token.start() - (token.string[token.start() - 1 : token.start()] == "+")
        self.parts.append(_Part(start, token.end(), plain, tuple(self.places), worded))
        self.places, self.worded = [], False

    def ends_before(self, token: re.Match[str], last: int) -> bool:
        """Whether a sign of another sentence, or much else, stands in front of a token."""
        if not self.parts:
            return False
        if token.start() - self.parts[-1].end > _WIDEST:
            return True
        return _SENTENCE.search(token.string, last, token.start()) is not None

    @property
    def is_told(self) -> bool:
        """Whether there are parts with words between them that tell where one belongs."""
        return (
            1 < len(self.parts) <= _MOST
            and any(part.places for part in self.parts)
            and (any(part.worded for part in self.parts[1:]) or self.parts[0].is_country)
        )


def _chains(text: str, begin: int, end: int) -> Iterator[_Chain]:
    """Yield the parts that only words of the list stand between."""
    chain, last = _Chain(begin), begin
    for token in _TOKEN.finditer(text, begin, end):
        if chain.parts and chain.ends_before(token, last):
            yield chain
            chain = _Chain(token.start())
        last = token.end()
        written = token.group()
        is_word = written.isalpha()
        words = [folded(written)] if is_word else [folded(w) for w in _IN_NAME.split(written)]
        if is_word and words[0] not in _OF_PARTS and not (chain.places and len(written) <= 2):
            pass  # of no value
        elif not is_word and _is_name(text, token, words):
            chain.say(words)
            count = _COUNT.findall(written)
            chain.places.append(int(count[-1]) % LAST if count else _LETTERS.index(words[-1]))
            continue
        elif plain := _plain(written, words[0], chain):
            chain.add(token, words[0], plain)
            continue
        elif all(word in FILLERS for word in words):
            chain.say(words)
            continue
        if chain.parts:
            yield chain
        if chain.parts or chain.worded or chain.places:
            chain = _Chain(last)
        chain.front = last
    yield chain


def _is_name(text: str, token: re.Match[str], words: list[str]) -> bool:
    """Whether a token is the name of a field that is counted: `card_2: `, `2) `."""
    written = token.group()
    if _NAME_ENDS.match(text, token.end()) is None:
        return False
    if len(words) > 1 and words[0] in KINDS and words[-1] in _LETTERS:
        return True
    if _NUMBERED.fullmatch(written) is None:
        return False
    return written.isdigit() or all(word in FILLERS or word.isdigit() for word in words)


def _plain(written: str, word: str, chain: _Chain) -> str:
    """Return what a token is as a part of a value, or nothing: it is a word."""
    if not written.isalpha():
        if (ordinal := _ORDINAL.fullmatch(word)) is not None:
            return ordinal[1]
        if any(map(str.isdigit, written)):
            return written.rstrip(".,:-")
    if word in COUNTRIES:
        return COUNTRIES[word]
    if word in MONTHS and (chain.parts or chain.places):
        return str(MONTHS[word])
    letters = len(written) <= 2 and written.isascii() and written.isupper()
    return written if letters and chain.places else ""


def _told(text: str, chain: _Chain) -> Iterator[Piece]:
    """Yield what parts are together, by each word that says what they may be."""
    start, end = chain.parts[0].start, chain.parts[-1].end
    near = text[max(0, min(chain.front, start - _LABEL)) : end + _NEAR // 2]
    words = (folded(word) for word in _LABELS.findall(near))
    kinds = {KINDS[word]: word for word in words if word in KINDS}
    for kind, word in kinds.items():
        for ordered in _orders(chain.parts, kind):
            plain = _JOINING[kind](ordered)
            if plain:
                # The word may stand far in front, or between the parts.
                yield start, end, f"{word}: {plain}"
                break


def _orders(parts: list[_Part], kind: str) -> Iterator[list[_Part]]:
    """Yield parts in the order that is told, then as they stand."""
    keyed: list[tuple[int, _Part]] = []
    place = FIRST
    for part in parts:
        place = _place(part, kind, place)
        keyed.append((place, part))
    yield [part for _, part in sorted(keyed, key=lambda each: each[0])]
    yield parts


def _place(part: _Part, kind: str, before: int) -> int:
    """Return where a part stands, by the words in front of it or as the part before it."""
    told = [place for place in part.places if place != SOMEWHERE]
    if not told:
        return before
    place = told[-1]
    if place == CHECK:
        return 1 if kind == "iban" else LAST
    return place


def _solid(parts: list[_Part]) -> str:
    return "".join(sign for part in parts for sign in part.plain if sign.isalnum())


def _card(parts: list[_Part]) -> str:
    """Return the card's number that several parts begin with."""
    for _, end, solid in together([_solid([part]) for part in parts], CARD_DIGITS):
        if checks_card(solid):
            return solid if end > 1 else ""
    return ""


def _account(parts: list[_Part]) -> str:
    for first in range(len(parts)):  # it may begin behind a count
        solid = _solid(parts[first:]).upper()
        if checks_iban(solid):
            return solid
    return ""


def _social(parts: list[_Part]) -> str:
    solid = _solid(parts)
    return f"{solid[:3]}-{solid[3:5]}-{solid[5:]}" if SOCIAL.fullmatch(solid) else ""


def _phone(parts: list[_Part]) -> str:
    solid = _solid(parts)
    if not solid.isdigit() or len(solid) not in _PHONE:
        return ""
    abroad = FIRST in parts[0].places and len(parts[0].plain) < 4 and len(solid) > 10
    return ("+" if abroad else "") + "-".join(_solid([part]) for part in parts)


def _internet(parts: list[_Part]) -> str:
    octets = ".".join(part.plain for part in parts).split(".")
    return ".".join(octets) if is_internet_address(octets) else ""


def _hardware(parts: list[_Part]) -> str:
    solid = _solid(parts)
    if not _PAIRS.fullmatch(solid) or solid.isalpha() or solid.isdigit():
        return ""
    pairs = in_pairs(solid)
    return pairs if HARDWARE.fullmatch(pairs) else ""


def _identifier(parts: list[_Part]) -> str:
    solid = _solid(parts)
    return solid if _IDENTIFIER.fullmatch(solid) and sum(map(str.isdigit, solid)) > 5 else ""


def _key(parts: list[_Part]) -> str:
    whole = "".join(part.plain for part in parts)
    short = min(len(part.plain) for part in parts) < _LEAST_PART
    return whole if _KEY.fullmatch(whole) and not (short or whole.isdigit()) else ""


def _birth(parts: list[_Part]) -> str:
    """Return the day that parts are, by the words in front of each, or by their sizes."""
    found: dict[int, int] = {}
    for part in parts:
        if not part.plain.isdigit() or len(part.plain) > 4:
            return ""
        number = int(part.plain)
        place = next((place for place in part.places[::-1] if place in (DAY, MONTH, YEAR)), 0)
        place = place or (YEAR if number in _BORN else 0)
        if not place:
            return ""
        found[place] = number
    if len(found) < 3 or found[YEAR] not in _BORN:
        return ""
    return f"{found[YEAR]}-{found[MONTH]:02}-{found[DAY]:02}" if 0 < found[MONTH] < 13 else ""


_JOINING: Final[dict[str, Callable[[list[_Part]], str]]] = {
    "card": _card,
    "iban": _account,
    "ssn": _social,
    "phone": _phone,
    "ip": _internet,
    "mac": _hardware,
    "id": _identifier,
    "key": _key,
    "birth": _birth,
}
