"""Reads days of birth in other notations: `26NOV1945`, `1993-W18-1`, a program's count.

Days with a month in words of any language, in boxes of a form, in answers to questions as well.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders import born_abroad, born_codes, born_eras
from govsim.guardrails.views.decoders.spoken_numbers import values_of
from govsim.guardrails.views.decoders.told_words import MONTHS, folded
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_STEMS: Final = (
    "birth", "born", "dob", "bday", "geboren", "geboorte", "geburt", "naiss", "nacid", "nacim",
    "nascit", "nascid", "nascim", "urodz", "fodt", "narozen", "szulet", "dogum", "nato il",
    "nata il", "syntyn", "d.o.b", "b day", "b-day", "geb.", "gebdat",
)  # fmt: skip
_RAW: Final = tuple(stem.encode() for stem in _STEMS)
_BEYOND: Final = (
    *(
        "рожд γεννή родил народ γεννη γέν 出生 生年 生まれ 生日 生于 生於 出世 誕生 诞生 日生 일생"
        " 년생 생년 태어 생일 출생 เกิด doğum doğd född født szül ميلاد مواليد تولد ولد לידה נולד"
        " जन्म জন্ম născ роден рођен დაბად ծնված нарадз туған ражда"
    ).split(),
    *("née le", "né le", "ngày sinh", "sinh ngày"),
)
# Signs that are of a birth right behind a day, but of no product, thing or growth.
_BEHIND_DAY: Final = (
    ("生", re.compile(r"(?<=[\d日])生(?![産产成物活命])")),
    ("생", re.compile(r"(?<=[\d.일])생(?![산활명물각])")),
)
# What the words of scripts other than Latin are of, and the others without their accents.
_DRAWN: Final = re.compile("[\u0370-\u1fff\u3000-\uffff]")
_ACCENTED: Final = (
    b"do\xff", b"f\xffdd", b"f\xffdt", b"n\xffe le", b"n\xff le", b"sz\xffl", b"n\xffsc",
    b"ng\xffy",
)  # fmt: skip
_DIGIT: Final = re.compile(r"\d")
_WORDS: Final = frozenset(_RAW) | frozenset(
    b"naissance nacido nacida nacimiento nascita nascido nascida nascimento urodzony urodzona"
    b" urodzenia"
    b" nato nata fodt narozena szuletett syntynyt d o geb gebdat bday geburtsdatum geburtstag"
    b" geburtsdaten geboortedatum fodselsdato urodzin urodziny narozeni szuletesi syntymaaika"
    b" cumpleanos compleanno anniversaire nascita".split()
)
# Words of more languages, each as a whole.
_OTHERS: Final = frozenset(
    b"lahir rojen rojena rojstva roden rodena rodjen rodjena rodenja dzimis dzimusi dzimsanas"
    b" narodeny narodena sundinud sunniaeg syntymaaika gime gimes gimusi gimimo nasterii"
    b" ro\xffen ro\xffena ro\xffenja dzim\xffanas gim\xff gim\xffs s\xffndinud s\xffnniaeg"
    b" naroden\xff na\xffterii syntym\xffaika f\xffddur f\xffdd".split()
)
_NAMED: Final = _WORDS | _OTHERS
YEARLY: Final = frozenset((b"thousand", b"nineteen", b"twenty", b"hundred", b"eighteen"))
SPOKEN: Final = YEARLY | frozenset(
    b"thirty forty fourty fifty sixty seventy eighty ninety ten eleven twelve thirteen fourteen"
    b" fifteen sixteen seventeen".split()
)
_BEHIND: Final = 6  # characters between a day and a word for a birth behind it
_ENDED: Final = re.compile(r"\n|[^\W_]{2}[.!?][ ](?=[^\W\d_])|[。！？]")  # a sentence
_OF_PLACES: Final = re.compile(
    r"(?:place|right|rate|stone|mark|ing\b|control|order)", re.IGNORECASE
)
_NEAR: Final = 80  # characters between a word for a birth and the day
_YEARS: Final = range(1900, 2031)
_OTHER_MONTHS: Final = (
    "января январь січня јануар януари ιανουαριου leden ledna januari tammikuuta ianuarie ocak"
    " januar ene janv gen sty",
    "февраля февраль лютого фебруар февруари φεβρουαριου unora helmikuuta februarie subat februar"
    " fev fevr",
    "марта март березня март μαρτιου brezna maaliskuuta martie mart marcius mrt",
    "апреля апрель квітня април απριλιου dubna huhtikuuta aprilie nisan aprilis abr avr kwi",
    "мая май травня мај μαιου kvetna toukokuuta mayis majus μαιου",
    "июня июнь червня јун юни ιουνιου cervna kesakuuta iunie haziran junius giu cze",
    "июля июль липня јул юли ιουλιου cervence heinakuuta iulie temmuz julius juil lug lip",
    "августа август серпня август αυγουστου srpna elokuuta agustos augusztus ago sie",
    "сентября сентябрь вересня септембар септември σεπτεμβριου zari syyskuuta septembrie eylul"
    " szeptember set wrz",
    "октября октябрь жовтня октобар октомври οκτωβριου rijna lokakuuta octombrie ekim oktober"
    " okt ott out",
    "ноября ноябрь листопада новембар ноември νοεμβριου listopadu marraskuuta noiembrie kasim"
    " november lis",
    "декабря декабрь грудня децембар декември δεκεμβριου prosince joulukuuta decembrie aralik"
    " december dez dic gru",
)
_MONTH_OF: Final = {
    folded(word): month for month, words in enumerate(_OTHER_MONTHS, 1) for word in words.split()
} | MONTHS
_WORDED: Final = re.compile(
    r"(?<!\w)(\d{1,2})(?:\.|st|nd|rd|th|º|-?го)?[ ./-]?(?:of |de |di |den )?([^\W\d_]{3,14})"
    r"[ .,/-]{0,2}(?:de |del )?((?:19|20)\d\d|\d\d)(?!\w)"
)
_YEAR_FIRST: Final = re.compile(
    r"((?:19|20)\d\d)[. ]{0,2}(?:年|년|й?\.? ?)?[ ]?([^\W\d_]{3,14}|\d{1,2}[月월])[ .]{0,2}"
    r"(\d{1,2})[日일.]?"
)
_ERAS: Final = {"大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA: Final = re.compile(r"(大正|昭和|平成|令和)[ ]?(\d{1,2}|元)年[ ]?(\d{1,2})月[ ]?(\d{1,2})日")
_CENTURY: Final = 30
_SERIAL: Final = re.compile(
    r"\b(?:excel|serial|sheets?|lotus)\b\D{0,24}(?<![\d.,])(\d{5})(?![\d.,]\d|\d)", re.I
)
_SERIAL_BEHIND: Final = re.compile(
    r"(?<![\d.,])(\d{5})(?![\d.,]\d|\d)\D{0,12}\b(?:excel|serial)\b", re.I
)
_OF_SERIALS: Final = ("excel", "serial", "sheet", "lotus")
_OF_EPOCHS: Final = ("epoch", "unix", "timestamp", "seconds", "millis", "posix")
_WEEK: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)-?W(\d\d)-?([1-7])(?!\d)")
_NTH: Final = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d{3})(?![\d-])")
_NTH_SAID: Final = re.compile(r"\bday[ ](\d{1,3})[ ]of[ ](?:the year[ ])?((?:19|20)\d\d)", re.I)
_EPOCH: Final = re.compile(
    r"(?:epoch|unix|timestamp|seconds|millis|posix)[a-z_]*[^\w\n-]{0,12}(?:is |of |time |stamp )?"
    r"(-?\d{6,13})(?![\d.])",
    re.I,
)
_JULIAN: Final = re.compile(r"\bjulian\b\D{0,24}(24\d{5})(?!\d)", re.I)
_BOXES: Final = re.compile(
    r"(?<!\w)(?P<a>[DMYTJAG])[ ]?(?P=a)[ ]?(?:(?P=a)[ ]?(?P=a)[ ]?)?[:=]?[ ]{0,3}(?P<x>\d[ ]?\d"
    r"(?:[ ]?\d[ ]?\d)?)[ /.|,-]{0,4}"
    r"(?P<b>[DMYTJAG])[ ]?(?P=b)[ ]?(?:(?P=b)[ ]?(?P=b)[ ]?)?[:=]?[ ]{0,3}(?P<y>\d[ ]?\d(?:[ ]?\d"
    r"[ ]?\d)?)[ /.|,-]{0,4}"
    r"(?P<c>[DMYTJAG])[ ]?(?P=c)[ ]?(?:(?P=c)[ ]?(?P=c)[ ]?)?[:=]?[ ]{0,3}(?P<z>\d[ ]?\d(?:[ ]?\d"
    r"[ ]?\d)?)(?!\w)"
)
_ASKED_DAY: Final = re.compile(
    r"\b(?:day|date|tag|jour|día|dia|giorno|dzień)\b[^\d]{0,40}?\b([0-3]?\d)(?:st|nd|rd|th)?\b",
    re.I,
)
_ASKED_MONTH: Final = re.compile(r"\b(?:month|monat|mois|mes|mese|miesiąc)\b", re.I)
_ASKED_YEAR: Final = re.compile(
    r"\b(?:year|jahr|année|annee|año|ano|anno|rok)\b[^\d]{0,40}?\b((?:19|20)\d\d)\b", re.I
)
_WORD: Final = re.compile(r"[^\W\d_]{3,14}|\b[01]?\d\b")
_BASE: Final = date(1899, 12, 30)
_JULIAN_BASE: Final = 1_721_425  # the number of the day 0001-01-01, and one
_LATEST_SERIAL: Final = 47_000
_MILLIS: Final = 11  # digits


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the days of birth as they are usually written, behind the word for one."""
    if clues.ascii:
        if b"0" not in clues.outline and clues.words.isdisjoint(SPOKEN):
            return
        if b"birth" not in clues.lower and clues.words.isdisjoint(_NAMED):
            return
    elif clues.words.isdisjoint(SPOKEN) and not _may_count(text, clues):
        return
    said = not clues.words.isdisjoint(SPOKEN)
    pieces: list[Piece] = []
    for near in stretches(sorted(_places(text, clues)), _NEAR):
        begin, end = max(0, near[0][0] - _NEAR // 2), min(len(text), near[-1][1] + 2 * _NEAR)
        for start, stop, day in _days(text, begin, end, said):
            if day is not None and day.year in _YEARS:
                pieces.append((start, stop, f" date of birth: {day.isoformat()} "))
        for start, stop, day in _beside(text, near, begin, end):
            pieces.append((start, stop, f" date of birth: {day.isoformat()} "))
    for near_by in gathered(pieces):
        yield rewritten(text, near_by, "told-birth")


def _may_count(text: str, clues: Clues) -> bool:
    """Whether digits are in a text beyond ASCII, or signs of East Asia behind which a year is."""
    return b"0" in clues.outline or clues.other_digits or "年" in text or "년" in text


def _places(text: str, clues: Clues) -> Iterator[tuple[int, int]]:
    """Yield where words for a birth stand."""
    low = clues.lower
    for stem in (*_RAW, *(clues.words & _OTHERS)):
        at = low.find(stem)
        while at >= 0:
            yield at, at + len(stem)
            at = low.find(stem, at + len(stem))
    if not clues.ascii and (_DRAWN.search(text) or any(stem in low for stem in _ACCENTED)):
        yield from _beyond(text)


def _beyond(text: str) -> Iterator[tuple[int, int]]:
    """Yield where words for a birth stand that are not of plain letters."""
    small = text.lower()
    small = small if len(small) == len(text) else text
    for stem in _BEYOND:
        at = small.find(stem)
        while at >= 0:
            yield at, at + len(stem)
            at = small.find(stem, at + len(stem))
    for sign, pattern in _BEHIND_DAY:
        if sign in text:
            yield from (match.span() for match in pattern.finditer(text))


_Day = tuple[int, int, date | None]


def _beside(
    text: str, near: Sequence[tuple[int, int]], begin: int, end: int
) -> Iterator[tuple[int, int, date]]:
    """Yield the days by other months and calendars that stand close to a word for a birth."""
    if _DIGIT.search(text, begin, end) is None:
        return
    words = sorted(span for span in near if _OF_PLACES.match(text, span[1]) is None)
    for reader in (born_abroad.days, born_eras.days):
        for start, stop, day in reader(text, begin, end):
            if day is None or day.year not in _YEARS:
                continue
            nth = bisect_left(words, (stop, 0))
            before = max((last for _, last in words[max(0, nth - 3) : nth]), default=-_NEAR)
            gap = text[before:start] if start - before <= _NEAR // 2 else "\n"
            close = nth < len(words) and words[nth][0] - stop <= _BEHIND
            if close or _ENDED.search(gap) is None:
                yield start, stop, day


def _days(text: str, begin: int, end: int, said: bool) -> Iterator[_Day]:
    """Yield the days in a stretch, and where each stands."""
    if _DIGIT.search(text, begin, end) is not None or not text.isascii():
        yield from born_codes.days(text, begin, end)
    if _DIGIT.search(text, begin, end) is not None:
        yield from _counted(text, begin, end)
        yield from _worded(text, begin, end)
        for match in _BOXES.finditer(text, begin, end):
            yield *match.span(), _of_boxes(match)
        yield from _asked(text, begin, end)
    if said:
        yield from _spoken(text, begin, end)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(written: str) -> int:
    """Return a year; of two digits it is one of the last hundred."""
    year = int(written)
    return year if year > 99 else year + (1900 if year > _CENTURY else 2000)


def _counted(text: str, begin: int, end: int) -> Iterator[_Day]:
    """Yield the days that are counted from another."""
    low = text[begin:end].lower()

    def named(*words: str) -> bool:
        """Whether one of some words is there; beyond ASCII, others have the same small letters."""
        return not low.isascii() or any(map(low.__contains__, words))

    for pattern in (_SERIAL, _SERIAL_BEHIND) if named(*_OF_SERIALS) else ():
        for match in pattern.finditer(text, begin, end):
            if int(match[1]) < _LATEST_SERIAL:
                yield *match.span(1), _BASE + timedelta(int(match[1]))
    for match in _WEEK.finditer(text, begin, end) if "w" in low else ():
        if 0 < int(match[2]) < 53:
            yield *match.span(), date.fromisocalendar(*(int(part) for part in match.groups()))
    said = _NTH_SAID.finditer(text, begin, end) if named("day") else ()
    for match in (*_NTH.finditer(text, begin, end), *said):
        year, nth = sorted((int(match[1]), int(match[2])), reverse=True)
        if 0 < nth < 366:
            yield *match.span(), date(year, 1, 1) + timedelta(nth - 1)
    for match in _EPOCH.finditer(text, begin, end) if named(*_OF_EPOCHS) else ():
        seconds = int(match[1]) // (1000 if len(match[1].lstrip("-")) >= _MILLIS else 1)
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        yield *match.span(1), moment.date()
    for match in _JULIAN.finditer(text, begin, end) if named("julian") else ():
        yield *match.span(1), date.fromordinal(int(match[1]) - _JULIAN_BASE + 1)


def _worded(text: str, begin: int, end: int) -> Iterator[_Day]:
    """Yield the days whose month is a word that glues to others, or of a rarer language."""
    for match in _WORDED.finditer(text, begin, end):
        word = folded(match[2])
        month = _MONTH_OF.get(word, 0)
        glued = match.group()[len(match[1]) : len(match[1]) + 1]
        short = len(match[3]) == 2 and (glued == "-" or int(match[3]) > _CENTURY)
        if month and (glued.isalpha() or glued == "/" or short or word not in MONTHS):
            yield *match.span(), _day(_year(match[3]), month, int(match[1]))
    for match in _ERA.finditer(text, begin, end):
        year = 1 if match[2] == "元" else int(match[2])
        yield *match.span(), _day(_ERAS[match[1]] + year, int(match[3]), int(match[4]))
    for match in _YEAR_FIRST.finditer(text, begin, end):
        word = unicodedata.normalize("NFC", match[2])
        month = int(word[:-1]) if word[0].isdigit() else _MONTH_OF.get(folded(word), 0)
        if month:
            yield *match.span(), _day(int(match[1]), month, int(match[3]))


def _of_boxes(match: re.Match[str]) -> date | None:
    """Return the day in the boxes of a form, each of which has the letter of what it is for."""
    found: dict[str, int] = {}
    for letter, digits in (("a", "x"), ("b", "y"), ("c", "z")):
        kind = {"D": "d", "T": "d", "G": "d", "M": "m"}.get(match[letter], "y")
        if kind == "d" and "d" in found:
            return None
        found[kind] = int(match[digits].replace(" ", ""))
    if set(found) == {"d", "m"} or len(found) < 3 or found["y"] not in _YEARS:
        return None
    return _day(found["y"], found["m"], found["d"])


def _asked(text: str, begin: int, end: int) -> Iterator[_Day]:
    """Yield the day of which somebody asks part by part."""
    month = _ASKED_MONTH.search(text, begin, end)
    if month is None:
        return
    day, year = _ASKED_DAY.search(text, begin, end), _ASKED_YEAR.search(text, begin, end)
    if day is None or year is None:
        return
    for word in _WORD.finditer(text, month.end(), min(end, month.end() + _NEAR // 2)):
        number = MONTHS.get(folded(word.group()), 0)
        if word.group().isdigit() and int(word.group()) in range(1, 13):
            number = int(word.group())
        if number:
            spans = (day.span(1), year.span(1), word.span())
            yield min(spans)[0], max(spans)[1], _day(int(year[1]), number, int(day[1]))
            return


def _spoken(text: str, begin: int, end: int) -> Iterator[_Day]:
    """Yield the day that is said in three numbers of English: `nine twelve two thousand`."""
    for start, stop, values in chain.from_iterable(values_of(text, begin, end, 1)):
        values = _without_noughts(values)
        if len(values) < 3:
            continue
        first, second, *rest = values[:4]
        year = int("".join(map(str, rest))) if len(rest) < 3 else 0
        year += 1900 if year in range(20, 100) and len(values) == 3 else 0
        if year in _YEARS:
            month, day = (first, second) if first < 13 else (second, first)
            yield start, stop, _day(year, month, day)


def _without_noughts(values: list[int]) -> list[int]:
    """Return numbers without the noughts in front of a day and a month: `oh three seventeen`."""
    plain: list[int] = []
    for nth, value in enumerate(values):
        if value or len(plain) > 1 or values[nth + 1 : nth + 2] > [9]:
            plain.append(value)
    return plain
