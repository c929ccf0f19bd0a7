"""Reads days of birth near a word for one that are counted, coded, or written in another script.

`dob = 518659200`, `dateOfBirth=19510121000000Z`, `1.VIII.1986`, `05 ~ 21 ~ 2000`, `一九六四年六月四日`.
"""

# ruff: noqa: E501 - the words of a language stay together

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.decoders.told_words import MONTHS, folded

Day = tuple[int, int, date | None]
_STEM: Final = r"(?:birth|born|dob|b-?day|geb|naiss|naci|nasc|urodz|rozen|f[øö]d|synty|doğum|dogum)"
_COUNT: Final = re.compile(
    r"(?:[:=(,][ ]?[\"'`]?(?:(?:[\w.]{0,40}\(|\\?/Date\()[ ]?[\"']?)?|[ ])(-\d{6,13}|\d{9,13}|6[0-3]\d{16})(?!\.?\d|-|\w)"
)
_NAMED: Final = re.compile(
    rf"{_STEM}[\w. \[\]-]{{0,24}}[\"'`)\]]{{0,2}}[ ]?(?:=>|:=|->|[:=(,])?"
    r"(?:(?<=\))[ ]?values[ ]?\([^()\d]{0,32}|\?\n[^\n]{0,24})?$",
    re.IGNORECASE,
)
_FRONT: Final = 64  # characters of a name in front of a count
_MOMENT: Final = re.compile(
    r"(?:new[ ]Date\(|date[ ]-(?:d|r)[ ][\"']?@?|timestamp(?:_ms)?\(|unixtime\()[ ]?[\"']?(-?\d{6,13})(?![\d.,-])",
    re.IGNORECASE,
)
_SIX: Final = re.compile(r"[:=][ ]?[\"']?(\d{6})(?![\d.-]|\w)")
# Without a sign between the word and the digits; who writes five left out the nought in front.
_SIX_BEHIND: Final = re.compile(
    r"(?<!\w)(?:geb\.?[ ]?(\d{5,6})|(?:dob|b-?day|born)[ ](\d{6}))(?![\d./-]|\w)", re.IGNORECASE
)
_SHORT_YEAR: Final = re.compile(
    r"(\d(?<![\w./-]\d)\d?)[ ]?[./-][ ]?(\d{1,2})[ ]?[./-]?[ ]?['’‘´`](\d\d)(?!\w)"
)
_CALLED: Final = re.compile(
    r"\([ ]?(?:(?P<y>(?:19|20)\d\d)[ ]?[,;][ ]?(?:(?P<m>\d{1,2})|\w{0,12}(?:\.|::)?(?P<n>[A-Za-z]{3,9}))[ ]?[,;][ ]?(?P<d>\d{1,2})[ ]?[,;)]"
    r"|(?:\d{1,2},[ ]?){3}(?P<m2>\d{1,2}),[ ]?(?P<d2>\d{1,2}),[ ]?(?P<y2>(?:19|20)\d\d)\))"
)
_STAMP: Final = re.compile(
    r"[:=][ ]?[\"']?((?:19|20)?\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])T?(?:\d{6}|\d{4})(?:[.,]\d{1,6})?(?:Z|[+-]\d{4})(?!\w)"
)
_CARD: Final = re.compile(
    r"--(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)\D{1,12}?((?:19|20)\d\d)(?!\d)"
)
_ROMANS: Final = {
    name: nth for nth, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)
}
_ROMAN: Final = re.compile(
    r"(\d(?<![\w.]\d)\d?)[ ]?[ .\-/–][ ]?(VIII|III|VII|XII|II|IV|VI|IX|XI|I|V|X)[ ]?[ .\-/–][ ]?"
    r"((?:19|20)\d\d|\d\d)(?!\w)"
)
_YEAR_ROMAN: Final = re.compile(
    r"((?:19|20)\d\d)\.?[ ]?[ ./-]?(VIII|III|VII|XII|II|IV|VI|IX|XI|I|V|X)\.?[ ]?[ ./-]?(3[01]|[12]\d|0?[1-9])(?!\w)"
)
_SELDOM: Final = frozenset("~|*_^•·")  # between the numbers of anything but such a day
_SIGN: Final = r"(?:[~|*_^=:;,+>•·\\!&]|--|\.\.|->|→|—|–|-/|//|::)"
_ODD: Final = re.compile(
    rf"(\d(?<![\w.,:/-]\d)\d{{0,3}})[ ]{{0,2}}(?P<by>{_SIGN}|(?<=[ ])[-./](?=[ ])|[-./](?=[ ]))[ ]{{0,2}}(\d{{1,2}})[ ]{{0,2}}(?P=by)[ ]{{0,2}}(\d{{2,4}})(?![\w:])"
)
_SCANNED: Final = re.compile(
    r"([\dOoQIlZzSsBgG|!](?<![\w./-].)[\dOoQIlZzSsBgG|!]?)[ ]?[./-][ ]?([\dOoQIlZzSsBgG|!]{1,2})[ ]?[./-][ ]?([\dOoQIlZzSsBgG|!]{4})(?![\w/-])"
)
_CONFUSED: Final = str.maketrans("OoQIl|!ZzSsBgG", "00011112255896")
_FEWEST: Final = 3  # digits, of those that a reader of scans left
_FORMATTED: Final = re.compile(
    r"\([ ]?[\"'](\d{8}|\d{6})[\"'][ ]?,[ ]?(?:\w[\w.]{0,24}[ ]?=[ ]?)?[\"']((?:%?[DdMmYyj]{1,4}){3})[\"']"
)
_ORDERED: Final = re.compile(
    r"(?<![\w.-])(\d{8}|\d{6})[ ,]{0,2}[(\[]?((?:[Dd]{2}|[Tt]{2}|[Mm]{2}|[Yy]{2}|[Jj]{2}|[Aa]{2}){3,4})(?!\w)"
    r"|(?<!\w)((?:[Dd]{2}|[Tt]{2}|[Mm]{2}|[Yy]{2}|[Jj]{2}|[Aa]{2}){3,4})[)\]]?[ ]?[:=]?[ ]?(\d{8}|\d{6})(?![\w.-])"
)
_LETTERS: Final = str.maketrans("tja", "dyy")  # of days and years in other languages
_MONTH_FIRST: Final = re.compile(r"[-./](\d{1,2})[-./]'?((?:19|20)\d\d|\d\d)(?!\w)")
_MONTH: Final = re.compile(r"(?<![\w-])([^\W\d_]{3,10})\.?$")
_NTH_OF_MONTH: Final = re.compile(
    r"(\d(?<!\w\d)\d?)(?:e|ème|er|th|st|nd|rd|\.|º)?[ ](?:jour|day|día|dia|tag|giorno|dzień)[ ]"
    r"(?:du mois |of the month |of |del mes |do mês |des monats |del mese )?(?:d'|de |of |del )?([^\W\d_]{3,14})[ ,](?:de |of |del )?((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_HAN: Final = "〇○零一二三四五六七八九十百千廿卅"
_HAN_DAY: Final = re.compile(
    rf"(民國|民国|大正|昭和|平成|令和)?[ ]?([{_HAN}]{{2,7}}|元|\d{{1,4}})[ ]?年[ ]?([{_HAN}]{{1,3}}|\d{{1,2}})[ ]?月[ ]?([{_HAN}]{{1,3}}|\d{{1,2}})[ ]?[日号號]?"
)
_HANGUL: Final = "영공일이삼사오육륙유칠팔구십시백천"
_HANGUL_DAY: Final = re.compile(
    rf"([{_HANGUL}]{{3,10}})[ ]?년[ ]?([{_HANGUL}]{{1,3}})[ ]?월[ ]?([{_HANGUL}]{{1,4}})[ ]?일"
)
_VALUES: Final = dict(
    zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
) | dict(zip("영공일이삼사오육륙유칠팔구", (0, 0, 1, 2, 3, 4, 5, 6, 6, 6, 7, 8, 9), strict=True))
_TENS: Final = {"十": 10, "십": 10, "시": 10, "百": 100, "백": 100, "千": 1000, "천": 1000}
_ERAS: Final = {"民國": 1911, "民国": 1911, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_THAI: Final = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
)
_THAI_DAY: Final = re.compile(
    rf"(\d{{1,2}})[ ]?({'|'.join(_THAI)})[ ]?(?:พ\.ศ\.[ ]?)?(2[45]\d\d)(?!\d)"
)
_VIETNAMESE_DAY: Final = re.compile(
    r"(\d{1,2})[ ]?(?:tháng|/|-)[ ]?(\d{1,2})[ ,]{1,2}năm[ ](\d{4})|(\d{1,2})[ ]tháng[ ](\d{1,2}),?[ ](\d{4})",
    re.IGNORECASE,
)
_BUDDHA: Final = 543  # years
_SHEET: Final = re.compile(
    r"\b(?:spalte|zelle|column|col|cell|spreadsheet|sheet|excel|xlsx?|csv|general|number format|numeric|zahl(?:en)?|calc"
    r"|celda|columna|cellule|colonne|colonna|cella|komórk\w*|kolumn\w*|serial|zellformat)\b|=[A-Z]{1,2}\d{1,4}\b",
    re.IGNORECASE,
)
_SERIAL: Final = re.compile(r"([1-9](?<![\w.,:/-].)\d{3,4})(?![\w:/-]|[.,]\d)")
_NUMBERED: Final = re.compile(
    r"(?:\b(?:no|nr|number|page|p|id|zip|plz|room|ref|seite|code|cp)|n°|#)[.: ]{0,2}$",
    re.IGNORECASE,
)
_SERIALS: Final = range(5_000, 46_000)
_BASE: Final = date(1899, 12, 30)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLIS: Final = 11  # digits
_TICKS: Final = 18
_OF_TICKS: Final = 62_135_596_800  # seconds from the first year on
_CENTURY: Final = 30
YEARS: Final = range(1900, 2031)


def days(text: str, begin: int, end: int) -> Iterator[Day]:
    """Yield the days in a stretch with a word for a birth, and where each stands.

    Args:
        text: What is read.
        begin: Where the stretch begins.
        end: Where it ends.
    """
    yield from _counted(text, begin, end)
    yield from _stamped(text, begin, end)
    for match in _ROMAN.finditer(text, begin, end):
        yield *match.span(), day_of(match[3], _ROMANS[match[2]], match[1])
    for match in _YEAR_ROMAN.finditer(text, begin, end):
        yield *match.span(), day_of(match[1], _ROMANS[match[2]], match[3])
    for match in _ODD.finditer(text, begin, end):
        short = match["by"] in _SELDOM and len(match[4]) == 2 and int(match[4]) > _CENTURY
        year = f"19{match[4]}" if short else match[4]
        yield *match.span(), _any_order(match[1], match[3], year)
    for match in _SCANNED.finditer(text, begin, end):
        plain = [part.translate(_CONFUSED) for part in match.groups()]
        digits = sum(map(str.isdigit, match.group()))
        if _FEWEST <= digits < sum(map(len, plain)):
            yield *match.span(), _any_order(*plain)
    for match in _MONTH_FIRST.finditer(text, begin, end):
        word = _MONTH.search(text, max(begin, match.start() - 12), match.start())
        if word is not None and (nth := MONTHS.get(folded(word[1]), 0)):
            yield word.start(), match.end(), day_of(match[2], nth, match[1])
    for match in _SHORT_YEAR.finditer(text, begin, end):
        yield (
            *match.span(),
            day_of(match[3], int(match[2]), match[1]) or day_of(match[3], int(match[1]), match[2]),
        )
    for match in _NTH_OF_MONTH.finditer(text, begin, end):
        if nth := MONTHS.get(folded(match[2]), 0):
            yield *match.span(), day_of(match[3], nth, match[1])
    if not text.isascii():
        yield from _drawn(text, begin, end)


def day_of(year: str, month: int, day: str) -> date | None:
    """Return a day as it is written, a year of two digits being one of the last hundred."""
    number = int(year)
    if number < 100:
        number += 1900 if number > _CENTURY else 2000
    try:
        return date(number, month, int(day))
    except ValueError:
        return None


def _any_order(first: str, second: str, third: str) -> date | None:
    """Return the day of three numbers, one of which has to be a whole year."""
    if len(first) == 4:
        first, third = third, first
    if len(third) != 4 or len(first) > 2 or int(third) not in YEARS:
        return None
    return day_of(third, int(second), first) or day_of(third, int(first), second)


def moment_of(count: str) -> date | None:
    """Return the day that a program's count of time stands for: seconds, their parts, ticks."""
    digits = len(count.lstrip("-"))
    seconds = int(count)
    if digits >= _TICKS:
        seconds = seconds // 10_000_000 - _OF_TICKS
    elif digits >= _MILLIS:
        seconds //= 1000
    day = (_EPOCH + timedelta(seconds=seconds)).date() if abs(seconds) < 4e9 else None
    return day if day is None or day.year in YEARS else None


def serial_of(number: str) -> date | None:
    """Return the day of which a spreadsheet shows the number."""
    return _BASE + timedelta(int(number)) if int(number) in _SERIALS else None


def _counted(text: str, begin: int, end: int) -> Iterator[Day]:
    """Yield the days that a program or a table counts."""
    for match in _COUNT.finditer(text, begin, end):
        if _NAMED.search(text[max(0, match.start() - _FRONT) : match.start()]) is not None:
            yield *match.span(1), moment_of(match[1])
    for match in _MOMENT.finditer(text, begin, end):
        yield *match.span(1), moment_of(match[1])
    for match in _SIX.finditer(text, begin, end):
        if _NAMED.search(text[max(0, match.start() - _FRONT) : match.start()]) is not None:
            first, second, third = match[1][:2], match[1][2:4], match[1][4:]
            yield (
                *match.span(1),
                day_of(first, int(second), third) or day_of(third, int(second), first),
            )
    for match in _SIX_BEHIND.finditer(text, begin, end):
        nth = 1 if match[1] else 2
        digits = match[nth].zfill(6)
        first, second, third = digits[:2], int(digits[2:4]), digits[4:]
        yield *match.span(nth), day_of(third, second, first) or day_of(first, second, third)
    serials = list(_SERIAL.finditer(text, begin, end))
    if serials and _SHEET.search(text, begin, end) is not None:
        for match in serials:
            if _NUMBERED.search(text[max(0, match.start() - 12) : match.start()]) is None:
                yield *match.span(1), serial_of(match[1])


def _stamped(text: str, begin: int, end: int) -> Iterator[Day]:
    """Yield the days of directories, cards and calls that tell the order of the digits."""
    for match in _STAMP.finditer(text, begin, end):
        yield match.start(1), match.end(), day_of(match[1], int(match[2]), match[3])
    for match in _CARD.finditer(text, begin, end):
        yield *match.span(), day_of(match[3], int(match[1]), match[2])
    for match in _CALLED.finditer(text, begin, end):
        year, month, day = (
            match["y"] or match["y2"],
            match["m"] or match["m2"],
            match["d"] or match["d2"],
        )
        nth = MONTHS.get(match["n"].lower(), 0) if match["n"] else int(month)
        yield *match.span(), day_of(year, nth, day)
    for match in _FORMATTED.finditer(text, begin, end):
        yield *match.span(1), formatted(match[1], match[2])
    # No form tells a day that leaves out the month.
    ordered = "mm" in text[begin:end].lower()
    for match in _ORDERED.finditer(text, begin, end) if ordered else ():
        digits, form = (match[1], match[2]) if match[1] else (match[4], match[3])
        if len(digits) == len(form):
            yield *match.span(), formatted(digits, form.lower().translate(_LETTERS))


def formatted(digits: str, form: str) -> date | None:
    """Return the day of digits whose order a form tells: `03101985`, `DDMMYYYY`."""
    order = "".join(dict.fromkeys(form.replace("%", "").lower()))
    sizes = {"d": 2, "m": 2, "y": len(digits) - 4}
    if set(order) != set(sizes):
        return None
    parts, at = {}, 0
    for kind in order:
        parts[kind] = digits[at : at + sizes[kind]]
        at += sizes[kind]
    return day_of(parts["y"], int(parts["m"]), parts["d"])


def _drawn(text: str, begin: int, end: int) -> Iterator[Day]:
    """Yield the days whose numbers are signs of another script, or whose years are of another era."""
    for match in _HAN_DAY.finditer(text, begin, end):
        year = 1 if match[2] == "元" else _number(match[2])
        yield (
            *match.span(),
            day_of(
                str(year + _ERAS.get(match[1] or "", 0)), _number(match[3]), str(_number(match[4]))
            ),
        )
    for match in _HANGUL_DAY.finditer(text, begin, end):
        yield (
            *match.span(),
            day_of(str(_number(match[1])), _number(match[2]), str(_number(match[3]))),
        )
    for match in _THAI_DAY.finditer(text, begin, end):
        year = int(match[3]) - _BUDDHA
        yield *match.span(), day_of(str(year), _THAI.index(match[2]) + 1, match[1])
    for match in _VIETNAMESE_DAY.finditer(text, begin, end):
        day, month, number = (part for part in match.groups() if part)
        yield *match.span(), day_of(number, int(month), day)


def _number(signs: str) -> int:
    """Return a number that is written sign by sign or with tens, hundreds and thousands."""
    if signs.isascii():
        return int(signs)
    if not any(sign in _TENS or sign in "廿卅" for sign in signs):
        return int("".join(str(_VALUES[sign]) for sign in signs))
    total = last = 0
    for sign in signs:
        if sign in "廿卅":
            total += 20 if sign == "廿" else 30
        elif sign in _TENS:
            total += (last or 1) * _TENS[sign]
            last = 0
        else:
            last = _VALUES[sign]
    return total + last
