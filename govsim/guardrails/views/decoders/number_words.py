"""Reads values whose digits are spelled as words, all of them or some: `four one 55 double two`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.alphabets import NATO
from govsim.guardrails.views.decoders.number_names import (
    BY_LANGUAGE,
    COLONS,
    COUNTED,
    DRAWN,
    ENGLISH,
    FEWEST,
    FILLERS,
    IDEOGRAPHS,
    LARGER,
    LETTERED,
    MARKED,
    NAMES,
    REMEMBERED,
    RUN,
    SCALES,
    SIGN_WORDS,
    TIMES,
    VALUE_WORDS,
    is_glued,
)
from govsim.guardrails.views.decoders.number_weights import is_beside_digits, may_be_near
from govsim.guardrails.views.decoders.numbered_addresses import before_ats
from govsim.guardrails.views.decoders.told_words import KINDS
from govsim.guardrails.views.rewriting import Rewriting
from govsim.guardrails.views.value_shapes import (
    ADDRESS,
    GROUPED,
    HARDWARE,
    checks_iban,
    is_internet_address,
)
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import raw_words

_TOKEN: Final = re.compile(
    rf"<[^<>\n]{{1,60}}>|[{DRAWN}]+|[{MARKED}]+|[^\W\d_{DRAWN}]+(?:'[^\W\d_]+)?|\d+"
)
_NAME: Final = re.compile("|".join(sorted(NAMES, key=len, reverse=True)))
_GAP: Final = re.compile(r"(?:<[^<>\n]{1,60}>|[^\w\n]|_){0,6}\n?(?:<[^<>\n]{1,60}>|[^\w\n]|_){0,6}")
_SHORT: Final = 3  # letters
_DRAWN_FROM: Final = "\u3000"  # scripts of East Asia
_SHARE: Final = 0.75  # of letters and digits that are digits
_SEVERAL: Final = 4  # words for digits, from which on they may be of more than one language
_MOST: Final = 0.7  # of the words for digits, that one language has
_FEW: Final = 2  # words that many languages have
_APART: Final = 6  # words between two words for digits
_LONGEST: Final = 100  # words of one value
_DIGITS: Final = 18  # of a part that is not spelled
_SPELLED: Final = 2  # words of the alphabet of radio operators
_SPELLING: Final = frozenset(word.encode() for word in NATO)
_LOOSE: Final = frozenset("@.:-/_ ")
_RISING: Final = "0123456789101112131415"
_FALLING: Final = "1514131211109876543210"
_KEPT: Final = frozenset(".:-@+")
_PAIRS: Final = re.compile(r"[0-9A-Fa-f]{12}")  # of an address of hardware
# Of persons in Italy, in Mexico, in Britain: all of their signs may be said one by one.
_OF_PERSON: Final = 9  # words, some of which may be of two digits
_PERSON: Final = re.compile(
    r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|[A-Z]{4}\d{6}[A-Z]{6}[A-Z0-9]\d"
    r"|(?<![A-Z0-9])[A-CEGHJ-PR-TW-Z]{2}\d{6}[A-D](?![A-Z0-9])"
)


class _Part(NamedTuple):
    """A word, or a few digits, of what may be a value."""

    start: int
    end: int
    plain: str
    counted: bool  # whether it is a word for a digit


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each value of which digits are spelled as words, as it is usually written."""
    nato = len(clues.words & _SPELLING) >= _SPELLED
    if (
        clues.ascii
        and not nato
        and clues.words.isdisjoint(_told())
        and not any(map(_is_glued, clues.unknown))
        and not is_beside_digits(clues)
    ):
        return
    if clues.has(b"@"):
        yield from before_ats(text, every=clues.other_digits)
    if not may_be_near(text, clues):
        return
    low = text.lower()
    if len(low) != len(text):  # a few capitals have two small letters
        return
    words = _TOKEN.findall(low)
    if not nato and not _is_dense(words):
        return
    near = list(_near(words))
    if near:
        spans = [match.span() for match in _TOKEN.finditer(low)]
        for first, last in near:
            yield from _spelled(text, low, spans[first:last])


@cache
def _telling() -> frozenset[str]:
    """Return the names of digits that are no word of English but those of English itself."""
    return frozenset(
        name for name in COUNTED if name in ENGLISH or name.encode() not in raw_words()
    )


@cache
def _told() -> Words:
    return frozenset(re.sub(r"[^\x00-\x7f]", "\xff", name).encode("latin-1") for name in _telling())


def _is_glued(word: bytes) -> bool:
    """Whether a word is several names of digits that run together."""
    return len(word) > FEWEST and is_glued(word.decode("latin-1"))


def _is_dense(words: list[str]) -> bool:
    """Whether a word for a digit stands near another, or by digits, or one is many digits."""
    counted = [at for at, word in enumerate(words) if word in _telling()]
    if any(after - before <= _APART for before, after in pairwise(counted)):
        return True
    beside = (word for at in counted for word in words[max(0, at - 2) : at + 3])
    if any(word.isdigit() or len(word) == 1 for word in beside):
        return True
    return any(word[0] in DRAWN or _is_long(word) for word in words)


def _is_long(word: str) -> bool:
    return len(word) > FEWEST and is_glued(word)


def _near(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the rows of words that may be digits, signs or letters of a value, if many are."""
    first = digits = told = letters = spelled = 0
    for at, word in enumerate((*words, "")):
        many = _count(word) if word else 0
        if many:
            digits += many
            told += not word.isdigit()
        elif word and (
            word in VALUE_WORDS
            or word in COLONS
            or word in FILLERS
            or word in NATO
            or len(word) < 3
        ):
            spelled += word in NATO
            letters += (
                0
                if word in VALUE_WORDS or word[0] == "<"
                else 1
                if word in NATO
                else _letters(word)
            )
        else:
            # Of an address, the letters stand alone as well.
            enough = digits >= FEWEST or digits + letters >= LETTERED
            if (told or spelled) and enough and at - first <= 2 * _LONGEST:
                yield first, at
            first, digits, told, letters, spelled = at + 1, 0, 0, 0, 0


def _letters(word: str) -> int:
    """Return how many letters a short word has; a raised digit or a fraction is a sign."""
    return len(word) - sum(sign.isnumeric() and not sign.isalpha() for sign in word)


@lru_cache(maxsize=REMEMBERED)
def _count(word: str) -> int:
    """Return how many digits a word is, or nothing."""
    if word in COUNTED or word in TIMES:
        return len(COUNTED.get(word, "0"))
    if word.isdigit():
        return len(word) if len(word) <= _DIGITS and word.isascii() else 0
    if word[0] in DRAWN:
        return len(word)
    return len(word) // 4 if len(word) >= RUN and is_glued(word) else 0


def _spelled(text: str, low: str, spans: list[tuple[int, int]]) -> Iterator[Decoding]:
    """Yield the values in a row of words, which signs may set apart."""
    names = language_of([low[start:end] for start, end in spans])
    row: list[_Part] = []
    for part in (*_parts(text, low, spans, names), None):
        fits = part is not None and (not row or _GAP.fullmatch(low, row[-1].end, part.start))
        if part is not None and fits and _belongs(part):
            row.append(part)
            continue
        if len(row) >= _OF_PERSON:
            yield from _person(row)
        row = _trimmed(row)
        if any(each.counted or each.end - each.start > len(each.plain) for each in row):
            yield from _value(text, row)
        row = [part] if part is not None and _belongs(part) else []


def _person(row: list[_Part]) -> Iterator[Decoding]:
    """Yield the person whose identifier of letters and digits a row holds."""
    places: list[int] = []  # of its signs in the row
    for nth, part in enumerate(row):
        places += [nth] * len(part.plain)
    solid = "".join(part.plain for part in row).upper()
    if (person := _PERSON.search(solid)) is None:
        return
    parts = row[places[person.start()] : places[person.end() - 1] + 1]
    if "".join(part.plain for part in parts).upper() == person.group():
        made = Rewriting()
        for part in parts:
            made.add(part.plain.upper(), part.start, part.end)
        yield made.decoding(parts[0].start, parts[-1].end, "number-words")


def language_of(words: list[str]) -> dict[str, str]:
    """Return the names of digits in the language that most of some words are of."""
    told = NAMES.keys() & words
    if not told:
        return BY_LANGUAGE[0]
    names = max(BY_LANGUAGE, key=lambda names: len(told & names.keys()))
    most = len(told & names.keys())
    if len(told) > _SEVERAL and most < _MOST * len(told):
        return NAMES  # several languages
    few = 0 if any(SIGN_WORDS.get(word) == "@" for word in words) else _FEW
    return names if most > few else BY_LANGUAGE[0]


def _belongs(part: _Part) -> bool:
    """Whether a part may stand in a value: no small word of a sentence does."""
    return len(part.plain) < 2 or not part.plain.islower() or _is_hexadecimal(part)


def _parts(
    text: str, low: str, spans: list[tuple[int, int]], names: dict[str, str]
) -> Iterator[_Part]:
    """Yield what each word stands for; `double` goes with the word after it, `twenty` too."""
    times, since, ten, till = 1, -1, "", 0
    for nth, (start, end) in enumerate(spans):
        name = low[start:end]
        if name[0] == "<":
            continue
        if name in TIMES or (name in FILLERS and name not in names):
            times, since = TIMES.get(name, 1), start
            continue
        plain, counted = _plain(name, text[start:end], names)
        if name in SCALES and not (nth and low[slice(*spans[nth - 1])] in names):
            plain, counted = text[start:end], False
        if plain.isdigit() and not counted and name[0] in DRAWN:  # one alone is counted
            counted = not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())
        after = low[slice(*spans[nth + 1])] if nth + 1 < len(spans) else ""
        if text[start:end] == "AT" and (after in COUNTED or after.isdigit()):
            plain = "AT"  # a country
        if plain == "2" and after in COLONS:
            since = start
            continue
        if ten:
            if name in NAMES and plain != "0":
                yield _Part(since, end, ten[0] + plain, counted)
                ten, since = "", -1
                continue
            yield _Part(since, till, ten, True)
            since, ten = -1, ""
        if name in LARGER and plain[1] == "0" and plain != "10":
            ten, since, till = plain, start, end
            continue
        yield _Part(start if since < 0 else since, end, plain * times, counted)
        times, since = 1, -1
    if ten:
        yield _Part(since, till, ten, True)


def _plain(name: str, written: str, names: dict[str, str]) -> tuple[str, bool]:
    """Return the digits or the sign that a word stands for, and whether it counts."""
    if name in names:
        return names[name], True
    if name in COUNTED and (
        len(name) > _SHORT or name[0] > _DRAWN_FROM
    ):  # shorter ones are words of other languages
        return COUNTED[name], True
    if name in COLONS:
        return ":", False
    if name in SIGN_WORDS:
        return SIGN_WORDS[name], False
    if name in NATO:
        return NATO[name], False
    if name[0] in DRAWN:
        return name.translate(IDEOGRAPHS), len(name) > 1  # one is a word of any sentence
    if len(name) >= RUN and is_glued(name):
        return "".join(NAMES[part] for part in _NAME.findall(name)), True
    return written, False


def _trimmed(parts: list[_Part]) -> list[_Part]:
    """Return parts without the small words before and after a value."""
    first, last = 0, len(parts)
    while first < last and parts[first].plain in _LOOSE:
        first += 1
    if any(part.plain == "@" for part in parts[first:]):
        while first < last and len(parts[first].plain) > 1:
            first += 1
        while last > first and len(parts[last - 1].plain) > 1:
            last -= 1
        return parts[first:last]
    while first < last and not _opens(parts[first]):
        first += 1
    while last > first and not (
        parts[last - 1].plain[-1:].isdigit() or _is_hexadecimal(parts[last - 1])
    ):
        last -= 1
    return parts[first:last]


def _opens(part: _Part) -> bool:
    """Whether a part may begin a value: digits, a `+`, a country, two digits of sixteen."""
    return (
        part.plain[:1].isdigit()
        or part.plain == "+"
        or (part.plain.isupper() and part.plain.lower() not in KINDS)
        or _is_hexadecimal(part)
    )


def _is_hexadecimal(part: _Part) -> bool:
    if part.plain in ("a", "be"):
        return part.end - part.start > len(part.plain)  # spelled
    return not set(part.plain.lower()) - set("abcdef")


def _value(text: str, parts: list[_Part]) -> Iterator[Decoding]:
    """Yield what parts make together: with the signs between them, some of them, or none."""
    gaps = [text[a.end : b.start].strip() for a, b in pairwise(parts)]
    for kept in (gaps, _signs(gaps), []):
        made, digits = Rewriting(), 0
        plus = parts[0].start and text[parts[0].start - 1] == "+"
        if plus:
            made.add("+", parts[0].start - 1, parts[0].start)
        for nth, part in enumerate(parts):
            if kept and nth and kept[nth - 1] in _KEPT:
                made.add(kept[nth - 1], parts[nth - 1].end, part.start)
            made.add(part.plain, part.start, part.end)
            digits += sum(map(str.isdigit, part.plain))
        plain = made.text
        enough = (
            kept is not gaps
            and digits >= FEWEST
            and digits >= _SHARE * sum(map(str.isalnum, plain))
        )
        enough &= (
            plain not in _RISING
            and plain not in _FALLING
            and sum(_many(part) for part in parts) > 1
        )
        if enough or _is_value(plain, sum(map(_many, parts))):
            yield made.decoding(parts[0].start - plus, parts[-1].end, "number-words")
            return


def _many(part: _Part) -> int:
    """Return how many names of digits a part is."""
    return len(part.plain) if part.counted else 0


def _signs(gaps: list[str]) -> list[str]:
    """Return the signs that stand in gaps, without what sets all of the words apart."""
    common, times = Counter(gaps).most_common(1)[0] if gaps else ("", 0)
    if not common or 2 * times < len(gaps):
        return gaps
    return ["".join(sign for sign in gap if sign not in common) for gap in gaps]


def _is_value(plain: str, counted: int) -> bool:
    if any(map(str.isdigit, plain)) and (
        HARDWARE.fullmatch(plain) or checks_iban("".join(plain.split()).upper())
    ):
        return True
    if counted > 1 and _PAIRS.fullmatch(plain) and not (plain.isdigit() or plain.isalpha()):
        return True
    if GROUPED.fullmatch(plain) or is_internet_address(plain.split(".")):
        return True
    return ADDRESS.search(plain) is not None
