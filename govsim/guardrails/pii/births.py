"""Finds dates of birth that no word directly in front tells: signs, lives, answers, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.dates import NUMERIC, WORDED
from govsim.guardrails.pii.values import Hit

# In front of a date; `s. 3.3.1971` in Finland, `f. 3. mars 1971` in the north.
BIRTH_SIGNS: Final = (
    " b. ", "(b. ", "\nb. ", " b.1", " b.2", "(b.1", "(b.2", " s. ", "(s. ", " f. ", "(f. ",
    " - ", "(*0", "(*1", "(*2", "(*3", "(* ",
)  # fmt: skip
# From a birth to a death, behind a name: `(Roma, 8 luglio 1593 – Napoli, 1656)`.
_LIFE: Final = re.compile(
    r"\((?:[^()\d\n]{0,40}[ ,])?(?P<value>\d{1,2}\.? [^()\d\n]{1,16}(?P<born>1\d{3}|20\d\d)"
    r"|[A-Z][a-z]{2,9} \d{1,2},? (?P<year>1\d{3}|20\d\d)"
    r"|\d{1,2}[./]\d{1,2}[./](?P<short>1\d{3}|20\d\d))"
    r"[ ]?[–—-][ ]?(?:[^()\n\d]{0,40}\b)?(?:\d{1,2}[^()\n\d]{1,16}|[^()\n\d]{0,12}\d{1,2},? )?"
    r"(?P<died>1\d{3}|20\d\d)\b"
)
# Somebody asks for it, and the next to speak answers.
_ASKED: Final = re.compile(
    r"(?:birth|dob|d\.o\.b\.?|birthday|geburtsdatum|geburtstag|geboren|geboortedatum|urodzenia"
    r"|naissance|nacimiento|nascita|nascimento|рождения|народження|narození|födelsedatum"
    r"|fødselsdato|syntymäaika|születési|nașterii|doğum)",
    re.IGNORECASE,
)
_DAY: Final = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh|twelfth|\w{4,6}teenth|twentieth|thirtieth)"
)
_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_COUNT: Final = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|oh|hundred|and|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen)"
)
_IN_ENGLISH: Final = re.compile(
    rf"\b(?:{_DAY}(?: day)?(?: of)?(?: the)? (?:{_MONTH}|{_DAY})|{_MONTH} (?:the )?{_DAY})"
    rf",? (?:of )?(?:in )?(?:nineteen|twenty|two thousand|eighteen)(?:[ -]{_COUNT}){{1,4}}\b",
    re.IGNORECASE,
)
_MIESIAC: Final = (
    r"(?:stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października"
    r"|listopada|grudnia)"
)
_IN_POLISH: Final = re.compile(
    rf"\b(?:dwudziestego |trzydziestego )?\w{{1,14}}ego {_MIESIAC},?"
    r"(?: roku)?(?: tysiąc dziewięćset| dwa tysiące| dwutysięcznego)?"
    r"(?: \w{1,16}ego){1,2}(?: roku\b)?",
    re.IGNORECASE,
)
_IN_OTHERS: Final = re.compile(
    r"\b[^\W\d_]{2,20}(?:[ -][^\W\d_]{1,12}){0,2}[ ]"
    r"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
    r"|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)[ ](?:de[l]?[ ])?"
    r"(?:neunzehnhundert\w{2,28}|zweitausend\w{0,24}"
    r"|(?:mille neuf cent|deux mille)(?:[ -]\w{2,10}){0,4}"
    r"|(?:mil novecientos|dos mil)(?:[ ]\w{1,12}){0,3}|millenovecento\w{2,24}|duemila\w{0,20})",
    re.IGNORECASE,
)
_LED: Final = re.compile(r"(?:.{0,24}\b(?:am|le|el|il|den|du|dnia)[ ])?", re.IGNORECASE)
# Each with words without which it is none.
_SPOKEN: Final = (
    *((year, _IN_ENGLISH) for year in ("nineteen", "twenty", "two thousa", "eighteen")),
    ("ego ", _IN_POLISH),
    *(
        (year, _IN_OTHERS)
        for year in (
            *("neunzehnhu", "zweitausen", "mille neuf", "deux mille"),
            *("mil noveci", "dos mil", "millenovec", "duemila"),
        )
    ),
)
_OF_YEAR: Final = dict(_SPOKEN)
BIRTH_YEARS: Final = tuple(_OF_YEAR)
_SHORTEST: Final = 15  # years of a life, so that an event is none
_LONGEST: Final = 115
_DASH: Final = " - "
_WIDEST: Final = 80  # characters from a word in a question to its end, and of a first date
_NOUN: Final = 24  # characters of a word in front of a sign, and more
_BLANK: Final = 4  # ends of lines and blanks in front of an answer
_REACH: Final = 90  # characters from a word for a birth to a year in words, and to its end


def births(
    text: str, low: str, words: Collection[str], signs: Iterable[str], years: Iterable[str]
) -> Iterator[Hit]:
    """Yield dates of birth.

    Args:
        text: What is read.
        low: The same in small letters, as long.
        words: Words for a birth that it may hold.
        signs: Those of `BIRTH_SIGNS` that it may hold.
        years: Those of `BIRTH_YEARS`.
    """
    dashed = not text.isascii()
    for sign in signs:
        if sign == _DASH:
            dashed = True
        elif sign in low:
            yield from _signed(text, low, sign)
    if dashed and "(" in text:
        yield from _lives(text)
    if not words:
        return
    if "?" in text and "\n" in text:
        yield from _answers(text, low)
    for year in years:
        yield from _in_words(text, low, words, year)


def _signed(text: str, low: str, sign: str) -> Iterator[Hit]:
    """Yield the dates behind a sign; a day without its year is none, nor one of a `plan b.`"""
    for at in _places(low, sign):
        before = text[max(0, at - _NOUN) : at].split()[-1:]
        if sign[0] == " " and before and before[0].isalpha() and before[0].islower():
            continue
        start = at + len(sign.rstrip("0123"))
        start += text[start : start + 1] == " "
        match = NUMERIC.match(text, start) or WORDED.match(text, start)
        if match is not None and _has_year(match.group()):
            yield Hit(*match.span(), "DOB", 0.93, "birth-sign")


def _has_year(value: str) -> bool:
    """Whether a date tells its year in four digits."""
    return _YEAR.search(value) is not None


_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")


def _lives(text: str) -> Iterator[Hit]:
    """Yield the first of two dates in brackets that are a life apart."""
    for dash in ("–", "—", _DASH) if not text.isascii() else (_DASH,):
        for at in _places(text, dash):
            if not (text[at - 1 : at].isdigit() or text[at - 2 : at - 1].isdigit()):
                continue
            bracket = max(0, text.rfind("(", max(0, at - _WIDEST), at))
            match = _LIFE.match(text, bracket)
            if match is None or not _is_named(text[max(0, bracket - _WIDEST) : bracket]):
                continue
            born = int(match["born"] or match["year"] or match["short"])
            if _SHORTEST <= int(match["died"]) - born <= _LONGEST:
                yield Hit(*match.span("value"), "DOB", 0.92, "birth-of-life")


def _is_named(before: str) -> bool:
    """Whether what stands in front ends with a name: two words with capitals, no article."""
    words = before.split()[-2:]
    named = len(words) > 1 and all(word[0].isupper() for word in words)
    return named and words[0].lower() not in _ARTICLES


_ARTICLES: Final = frozenset("the a an der die das la le les el los il lo i o os de het".split())


def _answers(text: str, low: str) -> Iterator[Hit]:
    """Yield the dates in the line behind a question for one."""
    for at in _places(text, "?"):
        line = text.find("\n", at, at + _WIDEST)
        if line < 0 or _ASKED.search(low, max(0, at - _WIDEST), at) is None:
            continue
        start = line + len(text[line : line + _BLANK]) - len(text[line : line + _BLANK].lstrip())
        end = text.find("\n", start)
        end = min(len(text) if end < 0 else end, start + 2 * _WIDEST)
        for pattern in (NUMERIC, WORDED):
            match = pattern.search(text, start, end)
            if match is not None:
                yield Hit(*match.span(), "DOB", 0.94, "birth-answered")
                break


def _in_words(text: str, low: str, words: Collection[str], year: str) -> Iterator[Hit]:
    """Yield dates whose year is spelled out, a little behind a word for a birth."""
    done = 0
    for at in _places(low, year):
        start = max(done, at - _REACH)
        if at < done or not any(map(low[start:at].__contains__, words)):
            continue
        for match in _OF_YEAR[year].finditer(text, start, at + _REACH):
            if match.start() <= at < match.end():
                led = _LED.match(match.group())
                done = match.end()
                begin = match.start() + (led.end() if led else 0)
                yield Hit(begin, done, "DOB", 0.92, "birth-in-words")


def _places(low: str, word: str) -> Iterator[int]:
    at = low.find(word)
    while at >= 0:
        yield at
        at = low.find(word, at + len(word))
