"""Reads numbers that are said in tens, hundreds and years: `zéro six douze`, `mil novecientos`.

Single digits in words are read elsewhere; here are the numbers for which a language puts words
together, in rows that are one value, and in days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.number_names import HESITATIONS
from govsim.guardrails.views.decoders.spoken_names import (
    CUT_AT,
    LANGUAGES,
    MOST_WORDS,
    Language,
)
from govsim.guardrails.views.decoders.told_words import KINDS, MONTHS, folded
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_CUT: Final = re.compile(CUT_AT)
_GAP: Final = re.compile(
    rf"[\s,.:;/-]{{0,3}}(?:(?<!\w)(?:{'|'.join(HESITATIONS)})(?!\w)[\s,.:;-]{{1,3}}){{0,2}}",
    re.IGNORECASE,
)
_HESITATING: Final = frozenset(HESITATIONS)
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
# Of words for tens and hundreds, without their first letters, which may be capitals.
_OF_CYRILLIC: Final = ("дцать", "десят", "орок", "евяносто", "вести", "рист", "етырест", "сот")
_JOINED: Final = re.compile(r"\s?-?\s?")
_REACH: Final = 120  # characters beside a word that tells
_AROUND_MONTH: Final = 80
_FEWEST: Final = 8  # digits of a value
_SEVERAL: Final = 3  # words of a value that are not the same
_OF_BIRTH: Final = frozenset(word.encode() for word, kind in KINDS.items() if kind == "birth") | {
    b"n\xff",
    b"n\xffe",
    b"ann\xffe",
}
_MOST: Final = 19
_ROMAN: Final = "I II III IV V VI VII VIII IX X XI XII".split()
_OF_ROMAN: Final = re.compile(
    r"(?<![\w.])(3[01]|[12]\d|0?[1-9])[ .\-/]{1,2}"
    rf"({'|'.join(_ROMAN)})[ .\-/]{{1,2}}((?:19|20)\d\d)(?!\w)"
)
_YEARS: Final = range(1900, 2031)
_DAYS: Final = range(1, 32)
_BEFORE_MONTH: Final = frozenset("of de the del dnia di day".split())
_BEFORE_YEAR: Final = frozenset(
    "of de del in the year en roku im jahr jahre do our lord anno domini".split()
)
_BETWEEN: Final = frozenset(
    "on the and in is day month of it was am le el en den of birth born year a".split()
)
_FAR: Final = 8  # words between a year and the day behind it
_ENDS: Final = frozenset(("st", "nd", "rd", "th", "er", "o"))


class _Word(NamedTuple):
    start: int
    end: int
    plain: str
    close: bool  # whether nothing but a space or a hyphen stands in front of it


class _Number(NamedTuple):
    """A number in words, and the first and the last word but one of it."""

    first: int
    last: int
    value: int


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the rows of numbers in words that may be a value, and the days."""
    pieces: list[Piece] = []
    tens = words & _tens()
    if tens and len(words & _counting()) >= _SEVERAL:
        for begin, end in _windows(clues, tens, _REACH):
            pieces += _rows(text, _words(text, begin, end))
    months = words & _months()
    if months and not words.isdisjoint(_OF_BIRTH):
        for begin, end in _windows(clues, months, _AROUND_MONTH):
            pieces += _dates(text, _words(text, begin, end))
    if not words.isdisjoint(_OF_BIRTH):
        pieces += _roman(text)
    for near in gathered(pieces):
        yield rewritten(text, near, "number-words")


def _roman(text: str) -> Iterator[Piece]:
    """Yield the days whose month is a Roman number: `19 II 1992`."""
    for match in _OF_ROMAN.finditer(text):
        month = _ROMAN.index(match[2]) + 1
        yield *match.span(), f"{match[1]} {_MONTH_NAMES[month - 1]} {match[3]}"


def cyrillic(text: str) -> Iterator[Decoding]:
    """Yield the rows of numbers in the words of Russian."""
    if "т" not in text:
        return
    held = [stem for stem in _OF_CYRILLIC if stem in text]
    places = sorted(at.span() for stem in held for at in re.finditer(stem, text))
    pieces: list[Piece] = []
    for near in stretches(places, _REACH):
        begin, end = max(0, near[0][0] - _REACH), min(len(text), near[-1][1] + _REACH)
        pieces += _rows(text, _words(text, begin, end))
    for near_by in gathered(pieces):
        yield rewritten(text, near_by, "number-words")


@cache
def telling() -> Words:
    """Return all words that tell of such numbers."""
    return _tens() | _counting() | _months() | _OF_BIRTH


@cache
def _tens() -> Words:
    """Return the words for tens and more that no English sentence has, and for hundreds."""
    names = {
        word
        for language in LANGUAGES[1:]
        for name, number in language.names.items()
        for word in name.split()
        if number > 19
    }
    names |= {word for language in LANGUAGES for word in (*language.hundreds, *language.hundred)}
    few = {name for name in names if len(name) > 3 and name not in LANGUAGES[0].names}
    return frozenset(raw for name in few for raw in _as_written(name))


@cache
def _months() -> Words:
    return frozenset(raw for name in MONTHS for raw in _as_written(name))


@cache
def _counting() -> Words:
    """Return the words of which numbers and days are made."""
    names = {word for each in LANGUAGES for name in each.days for word in name.split()}
    return frozenset(raw for name in names for raw in _as_written(name)) | _tens()


@cache
def _first_words() -> frozenset[str]:
    """Return the words with which a number may begin."""
    return frozenset().union(*_first_of_each())


@cache
def _first_of_each() -> tuple[frozenset[str], ...]:
    """Return the words with which a number may begin in each language."""
    return tuple(
        each.thousand.union(
            each.hundred, (name.partition(" ")[0] for name in (*each.names, *each.hundreds))
        )
        for each in LANGUAGES
    )


def _as_written(name: str) -> Iterator[bytes]:
    """Yield a word as `Clues` holds it: each letter may have had an accent."""
    if _CYRILLIC.match(name):
        return  # all its letters look alike there
    name = re.sub("[^a-z ]", "\xff", name)
    yield name.encode("latin-1")
    accented = name.replace("ss", "s")
    for word in {name, accented}:
        for at, sign in enumerate(word):
            if sign in "aeioucnlsz":
                yield (word[:at] + "\xff" + word[at + 1 :]).encode("latin-1")


def _windows(clues: Clues, words: Words, reach: int) -> Iterator[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for word in sorted(words):
        at = clues.lower.find(word)
        while at >= 0:
            if not clues.lower[max(0, at - 1) : at].isalpha():
                places.append((at, at + len(word)))
            at = clues.lower.find(word, at + len(word))
    for near in stretches(sorted(places), reach):
        yield max(0, near[0][0] - reach), min(len(clues.text), near[-1][1] + reach)


def _words(text: str, begin: int, end: int) -> list[_Word]:
    """Return the words of a stretch in small letters without accents, compounds cut."""
    found: list[_Word] = []
    last = begin
    for match in _WORD.finditer(text, begin, end):
        if match.group().lower() in _HESITATING:
            continue
        plain = folded(match.group())
        close = _JOINED.fullmatch(text, last, match.start()) is not None
        last = match.end()
        parts = _CUT.sub(lambda cut: f" {cut.group()} ", plain).split()
        if len(parts) < 2 or not any(map(_is_named, parts)):
            parts = [plain]
        for nth, part in enumerate(parts):
            found.append(_Word(*match.span(), part, close or nth > 0))
    return found


def _is_named(part: str) -> bool:
    return any(part in language.names for language in LANGUAGES)


def _named(words: list[_Word], at: int, names: Mapping[str, int]) -> tuple[int, int] | None:
    """Return the number that the longest name at a place is, and how many words it has."""
    for many in range(min(MOST_WORDS, len(words) - at), 0, -1):
        said = words[at : at + many]
        name = " ".join(word.plain for word in said)
        if name in names and all(word.close for word in said[1:]):
            return names[name], many
    return None


def _number(words: list[_Word], at: int, language: Language) -> _Number | None:
    """Return the number that begins at a word, with its thousands and hundreds."""
    total, first, last, scale = 0, at, at, 10**6
    while at < len(words) and (at == first or words[at].close):
        word = words[at].plain
        if word in language.hundreds and scale > 100:
            total, at, scale = total + language.hundreds[word], at + 1, 100
        elif word in language.thousand and scale == 10**6 and total < 100:
            total, at, scale = (
                (2000 if word.startswith("dwut") else max(1, total) * 1000),
                at + 1,
                1000,
            )
        elif word in language.hundred and scale > 100:
            total, at, scale = total - total % 100 + 100 * max(1, total % 100), at + 1, 100
        elif word in language.joining and last == at > first and scale < 10**6:
            at += 1
            continue
        elif total % 100 or scale == 1 or word not in _first_words():
            break
        elif (found := _named(words, at, language.names)) is not None:
            total, at = total + found[0], at + found[1]
            scale = scale if _scaled(words, at, language, scale) else 1
        else:
            break
        last = at
    return _Number(first, last, total) if last > first else None


def _scaled(words: list[_Word], at: int, language: Language, scale: int) -> bool:
    """Whether a word that makes hundreds or thousands of a number stands behind it."""
    word = words[at].plain if at < len(words) else ""
    return (word in language.hundred and scale > 100) or (
        word in language.thousand and scale == 10**6
    )


def _row(text: str, words: list[_Word], at: int, language: Language) -> list[_Number]:
    """Return the numbers that follow each other from a word on."""
    row: list[_Number] = []
    while at < len(words) and (number := _number(words, at, language)) is not None:
        if row and not _GAP.fullmatch(text, words[at - 1].end, words[at].start):
            break
        row.append(number)
        at = number.last
    return row


def _rows(text: str, words: list[_Word]) -> Iterator[Piece]:
    """Yield the rows of numbers with as many digits as a value has."""
    at = 0
    while at < len(words):
        if words[at].plain not in _first_words():
            at += 1
            continue
        best = max((_row(text, words, at, each) for each in LANGUAGES), key=_length)
        digits = "".join(str(number.value) for number in best)
        if _FEWEST <= len(digits) <= _MOST and max(number.value for number in best) > 9:
            start, end = words[at].start, words[best[-1].last - 1].end
            yield start, end, digits
        at = best[-1].last if best else at + 1


def _length(row: list[_Number]) -> int:
    return row[-1].last if row else 0


def _dates(text: str, words: list[_Word]) -> Iterator[Piece]:
    """Yield the days whose number or year is said, or whose year is told in front."""
    for at, word in enumerate(words):
        if word.plain not in MONTHS:
            continue
        for day in (_day_before(words, at), _day_behind(words, at)):
            if day is None:
                continue
            year = _year(text, words, max(at + 1, day.last), min(at, day.first))
            first, last = min(day.first, at), max(day.last, at + 1)
            written = f"{day.value} {_MONTH_NAMES[MONTHS[word.plain] - 1]}"
            if year is not None:
                first, last = min(first, year.first), max(last, year.last)
                written += f" {year.value}"
            start, end = words[first].start, words[last - 1].end
            said = any(str.isalpha(words[n].plain[:1]) and n != at for n in range(first, last))
            if said and (year is not None or not words[day.first].plain.isdigit()):
                yield start, end, written
            break


def _day_before(words: list[_Word], month: int) -> _Number | None:
    """Return the day that stands in front of a month."""
    at = month
    while at and (words[at - 1].plain in _BEFORE_MONTH or words[at - 1].plain in _ENDS):
        at -= 1
    if at and words[at - 1].plain.isdigit():
        day = int(words[at - 1].plain)
        return _Number(at - 1, at, day) if day in _DAYS else None
    for first in range(max(0, at - MOST_WORDS), at):
        for language in LANGUAGES:
            found = _named(words[first:at], 0, language.days)
            if found is not None and first + found[1] == at:
                return _Number(first, at, found[0])
    return None


def _day_behind(words: list[_Word], month: int) -> _Number | None:
    """Return the day that stands behind a month, as in America."""
    at = month + 1 + (words[month + 1 : month + 2] != [] and words[month + 1].plain == "the")
    if at < len(words) and words[at].plain.isdigit():
        day = int(words[at].plain)
        ended = at + 1 < len(words) and words[at + 1].plain in _ENDS
        return _Number(at, at + 1 + ended, day) if day in _DAYS else None
    found = _named(words, at, LANGUAGES[0].days)
    if found is None or [word.plain for word in words[at + found[1] :][:1]] == ["of"]:
        return None  # `March, one of …`
    return _Number(at, at + found[1], found[0])


def _year(text: str, words: list[_Word], behind: int, before: int) -> _Number | None:
    """Return the year that stands behind a day, or a few words in front of it."""
    at = behind
    while at < len(words) and words[at].plain in _BEFORE_YEAR:
        at += 1
    if at < len(words) and words[at].plain.isdigit():
        year = int(words[at].plain)
        return _Number(at, at + 1, year) if year in _YEARS else None
    for language in LANGUAGES:
        row = _row(text, words, at, language)
        for many in (1, 2, 3):
            digits = "".join(str(number.value) for number in row[:many])
            if len(row) >= many and len(digits) == 4 and int(digits) in _YEARS:
                return _Number(at, row[many - 1].last, int(digits))
    at = before - 1
    while at >= max(0, before - _FAR) and words[at].plain in _BETWEEN:
        at -= 1
    if at >= 0 and words[at].plain.isdigit() and int(words[at].plain) in _YEARS:
        return _Number(at, at + 1, int(words[at].plain))
    return None


_MONTH_NAMES: Final = (
    "January February March April May June July August September October November December".split()
)


def values_of(
    text: str, begin: int, end: int, languages: int = len(LANGUAGES)
) -> Iterator[Iterator[tuple[int, int, list[int]]]]:
    """Yield the rows of numbers in a stretch as each of the first languages says them.

    Of each language that has a word there: where a row begins and ends, and its numbers.
    """
    words = _words(text, begin, end)
    plain = frozenset(word.plain for word in words)
    for language, first in zip(LANGUAGES[:languages], _first_of_each(), strict=False):
        if not first.isdisjoint(plain):
            yield _values(text, words, language)


def _values(
    text: str, words: list[_Word], language: Language
) -> Iterator[tuple[int, int, list[int]]]:
    at = 0
    while at < len(words):
        row = _row(text, words, at, language)
        if row:
            last = row[-1].last
            yield words[at].start, words[last - 1].end, [number.value for number in row]
            at = last
        else:
            at += 1
