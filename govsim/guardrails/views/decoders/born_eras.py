"""Reads days of birth by the calendars of East Asia, of Buddhists, of Muslims, Persians and Jews.

`S60.4.3`, `民國 074/04/03`, `Showa 60/4/3`, `3/4/2528`, `13 Rajab 1405 AH`, `14 فروردین 1364`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.decoders.born_abroad import DAY_APART

Day = tuple[int, int, date | None]
_ERAS: Final = {
    "m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018,
    "明": 1867, "大": 1911, "昭": 1925, "平": 1988, "令": 2018, "民": 1911,
}  # fmt: skip
_ERA: Final = re.compile(
    r"(?<![\w.-])(?P<era>[MTSHR](?=[ ]?\d)|明治?|大正?|昭和?|平成?|令和?|民(?:國|国)?|Meiji"
    r"|Taish[oō]|Sh[oō]wa"
    r"|Heisei|Reiwa|Minguo|ROC)[ ]?"
    r"(?P<year>\d{1,3}|元)[ ]?(?:年|[./,-]|[ ]|,[ ])[ ]?(?P<month>1[0-2]|0?[1-9]"
    r"|[A-Z][a-z]{2,8})[ ]?(?:月|[./,-]|[ ])[ ]?(?P<day>3[01]|[12]\d|0?[1-9])[ ]?[日号號]?"
    r"(?![^\W\d]{0,8}\d|\d|[./-]\d)",
    re.IGNORECASE,
)
_DAY_FIRST: Final = re.compile(
    r"(?<![\w.,/-])(?P<day>3[01]|[12]\d|0?[1-9])[ ](?P<month>[A-Z][a-z]{2,8}),?[ ](?P<era>Meiji"
    r"|Taish[oō]|Sh[oō]wa|Heisei|Reiwa|Minguo)[ ](?P<year>\d{1,3})(?!\w)"
)
_ROC_BEHIND: Final = re.compile(
    r"(?<![\w.])(?P<year>\d{2,3})[ ]?年[ ]?(?P<month>1[0-2]|0?[1-9])[ ]?月[ ]?(?P<day>3[01]|[12]\d"
    r"|0?[1-9])[ ]?日?[ ]?[(（]?[ ]?民[國国]"
)
_KOREAN: Final = re.compile(
    r"(?<![\w.])(?P<year>(?:19|20)?\d\d)[ ]?(?:년|[./-])[ ]?(?P<month>1[0-2]|0?[1-9])[ ]?(?:월"
    r"|[./-])[ ]?(?P<day>3[01]|[12]\d|0?[1-9])(?:[ ]?일|\.)?[ ]?생"
    r"|(?:생년월일|생일)[ ]{0,2}[:：]?[ ]{0,2}(?P<y2>\d\d)(?P<by>[./-]?)(?P<m2>0[1-9]"
    r"|1[0-2])(?P=by)(?P<d2>0[1-9]|[12]\d|3[01])(?![\d-])"
)
_THAI_MONTHS: Final = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
_THAI: Final = "|".join(map(re.escape, _THAI_MONTHS))
_BUDDHIST: Final = re.compile(
    rf"(?<![\w.,/-])(?P<day>3[01]|[12]\d|0?[1-9])(?:[ ]?[./-][ ]?(?P<month>1[0-2]"
    rf"|0?[1-9])[ ]?[./-]|[ ]?(?P<name>{_THAI}"
    rf"|[A-Z][a-z]{{2,8}}\.?,?))[ ]?(?P<mark>พ\.ศ\.|B\.?E\.?)?[ ]?(?P<year>2[45]\d\d)(?!\d)"
    rf"|(?<![\w.,/-])(?P<d2>3[01]|[12]\d|0?[1-9])[ ]?(?P<n2>{_THAI})"
    rf"[ ]?(?P<y2>\d\d)(?!\d)"
)
_OF_BUDDHA: Final = re.compile(r"[\u0e01-\u0e4e]|\bB\.?E\b|\bBuddhist\b|\bThai\b", re.IGNORECASE)
_HIJRI_NAMES: Final = (
    "muharram محرم",
    "safar صفر",
    "rabi_al-awwal rabi_i rabi'_al-awwal rabi_ul_awwal ربيع_الأول",
    "rabi_al-thani rabi_ii rabi'_al-thani rabi_al-akhir ربيع_الثاني ربيع_الآخر",
    "jumada_al-awwal jumada_i jumada_al-ula جمادى_الأولى",
    "jumada_al-thani jumada_ii jumada_al-akhira جمادى_الثانية جمادى_الآخرة",
    "rajab رجب",
    "sha'ban shaban شعبان",
    "ramadan ramadhan ramazan رمضان",
    "shawwal شوال",
    "dhu_al-qadah dhul_qadah dhu_al-qi'dah zulqaida ذو_القعدة",
    "dhu_al-hijjah dhul_hijjah zulhijja ذو_الحجة",
)
_JALALI_NAMES: Final = (
    "فروردین farvardin",
    "اردیبهشت ordibehesht",
    "خرداد khordad",
    "تیر tir",
    "مرداد mordad",
    "شهریور shahrivar",
    "مهر mehr",
    "آبان aban",
    "آذر azar",
    "دی dey",
    "بهمن bahman",
    "اسفند esfand",
)
_JEWISH_NAMES: Final = (
    "nisan nissan ניסן",
    "iyar iyyar אייר",
    "sivan סיון סיוון",
    "tammuz tamuz תמוז",
    "av אב",
    "elul אלול",
    "tishri tishrei תשרי",
    "cheshvan heshvan marcheshvan חשון חשוון",
    "kislev כסלו",
    "tevet teves טבת",
    "shevat shvat שבט",
    "adar אדר",
)


def _table(months: tuple[str, ...]) -> dict[str, int]:
    return {
        name.replace("_", " "): month
        for month, names in enumerate(months, 1)
        for name in names.split()
    }


_HIJRI: Final = _table(_HIJRI_NAMES)
_JALALI: Final = _table(_JALALI_NAMES)
_JEWISH: Final = _table(_JEWISH_NAMES)
_MONTHS: Final = {
    name: month
    for month, names in enumerate(
        (
            "january february march april may june july august september october november december"
        ).split(),
        1,
    )
    for name in (names, names[:3])
}


def _dated(names: dict[str, int], year: str) -> re.Pattern[str]:
    """Return what finds a day, a month by name and a year of four digits."""
    of = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"{DAY_APART}(?:st|nd|rd|th)?[ ](?:of[ ]"
        rf"|ב)?(?P<month>{of}),?[ ](?P<year>{year})(?!\d)",
        re.IGNORECASE,
    )


_OF_HIJRI: Final = _dated(_HIJRI, r"1[34]\d\d")
_OF_JALALI: Final = _dated(_JALALI, r"1[34]\d\d")
_OF_JEWISH: Final = _dated(_JEWISH, r"5[67]\d\d")
_NUMBERS: Final = re.compile(
    r"(?<![\w.,/-])(?:(?P<year>1[34]\d\d)(?P<by>[./-])(?P<month>1[0-2]"
    r"|0?[1-9])(?P=by)(?P<day>3[01]|[12]\d|0?[1-9])"
    r"|(?P<d2>3[01]|[12]\d|0?[1-9])(?P<of>[./-])(?P<m2>1[0-2]"
    r"|0?[1-9])(?P=of)(?P<y2>1[34]\d\d))(?![\w/-]|\.\d)"
)
_SAYS_HIJRI: Final = re.compile(r"\b(?:hij?ri|hijrah|a\.?h\b|islamic)|هـ|هجري", re.IGNORECASE)
_SAYS_JALALI: Final = re.compile(
    r"\b(?:persian|iranian|jalali|shamsi|solar hijri)\b|تولد|شمسی|خورشیدی", re.IGNORECASE
)
_BESIDE: Final = 24  # characters behind a day in which its calendar is named
_BUDDHA: Final = 543  # years
_HEBREW_EPOCH: Final = -1_373_427  # the ordinal of the day before the first
_HIJRI_EPOCH: Final = 227_014  # the ordinal of the day before the first
_JALALI_EPOCH: Final = 226_894
_CYCLE: Final = 12_053  # days of 33 years


def days(text: str, begin: int, end: int) -> Iterator[Day]:
    """Yield the days in a stretch by another calendar, and where each stands."""
    for match in (*_ERA.finditer(text, begin, end), *_DAY_FIRST.finditer(text, begin, end)):
        month = match["month"]
        number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
        year = 1 if match["year"] == "元" else int(match["year"])
        yield *match.span(), _day(_era(match["era"]) + year, number, int(match["day"]))
    for match in _KOREAN.finditer(text, begin, end):
        nth = "day" if match["day"] else "d2"
        year = int(match["year"] or match["y2"])
        year += 0 if year > 99 else 1900 if year > 30 else 2000
        day = _day(year, int(match["month"] or match["m2"]), int(match[nth]))
        yield match.start() if nth == "day" else match.start("y2"), match.end(nth), day
    for match in _ROC_BEHIND.finditer(text, begin, end):
        year, month, number = (int(match[part]) for part in ("year", "month", "day"))
        yield *match.span(), _day(1911 + year, month, number)
    yield from _buddhist(text, begin, end)
    yield from _lunar(text, begin, end)


def _era(name: str) -> int:
    """Return the year before the first of an era."""
    low = name.lower()
    return 1911 if low in ("minguo", "roc") else _ERAS[low[0]]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _holds(text: str, begin: int, end: int, *heads: str) -> bool:
    """Whether the first two digits of a year are anywhere in a stretch."""
    return any(text.find(head, begin, end) >= 0 for head in heads)


def _buddhist(text: str, begin: int, end: int) -> Iterator[Day]:
    # A year of two digits stands behind a month in Thai.
    if text.isascii() and not _holds(text, begin, end, "24", "25"):
        return
    for match in _BUDDHIST.finditer(text, begin, end):
        if match["y2"]:
            month, year = _THAI_MONTHS.index(match["n2"]) + 1, 2500 + int(match["y2"])
            yield *match.span(), _day(year - _BUDDHA, month, int(match["d2"]))
            continue
        name = match["name"] or ""
        month = int(match["month"] or 0) or _MONTHS.get(name.rstrip(".,").lower(), 0)
        if name in _THAI_MONTHS:
            month = _THAI_MONTHS.index(name) + 1
        behind = min(len(text), match.end() + _BESIDE)
        if match["mark"] or _OF_BUDDHA.search(text, max(begin, match.start() - _BESIDE), behind):
            yield *match.span(), _day(int(match["year"]) - _BUDDHA, month, int(match["day"]))


def _lunar(text: str, begin: int, end: int) -> Iterator[Day]:
    """Yield the days of the years of Muslims, Persians and Jews."""
    early = _holds(text, begin, end, "13", "14")
    for pattern, names, read, may in (
        (_OF_HIJRI, _HIJRI, _from_hijri, early),
        (_OF_JALALI, _JALALI, _from_jalali, early),
        (_OF_JEWISH, _JEWISH, _from_jewish, _holds(text, begin, end, "56", "57")),
    ):
        for match in pattern.finditer(text, begin, end) if may else ():
            month = names[match["month"].lower()]
            yield *match.span(), read(int(match["year"]), month, int(match["day"]))
    for match in _NUMBERS.finditer(text, begin, end) if early else ():
        parts = ("year", "month", "day") if match["year"] else ("y2", "m2", "d2")
        year, month, day = (int(match[part]) for part in parts)
        around = (max(begin, match.start() - _BESIDE), min(len(text), match.end() + _BESIDE))
        if _SAYS_HIJRI.search(text, *around) is not None:
            yield *match.span(), _from_hijri(year, month, day)
        elif _SAYS_JALALI.search(text, *around) is not None:
            yield *match.span(), _from_jalali(year, month, day)


def _from_hijri(year: int, month: int, day: int) -> date:
    """Return a day of the calendar of Muslims, as it is reckoned, not seen."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2
    return date.fromordinal(_HIJRI_EPOCH + before + day)


def _from_jalali(year: int, month: int, day: int) -> date:
    """Return a day of the Persian calendar, by its cycle of 33 years."""
    cycles, rest = divmod(year - 1, 33)
    leaps = sum(1 for each in range(1, rest + 1) if each in (1, 5, 9, 13, 17, 22, 26, 30))
    before = cycles * _CYCLE + rest * 365 + leaps
    before += 31 * (month - 1) if month < 8 else 30 * (month - 1) + 6
    return date.fromordinal(_JALALI_EPOCH + before + day)


def _from_jewish(year: int, month: int, day: int) -> date:
    """Return a day of the Jewish calendar; of two months Adar, it is the second."""
    first, following = _new_year(year), _new_year(year + 1)
    length = following - first
    leap = length > 360
    sizes = [30, 30 if length % 10 == 5 else 29, 29 if length % 10 == 3 else 30, 29, 30]
    sizes += [30, 29] if leap else [29]
    sizes += [30, 29, 30, 29, 30, 29]
    # From Tishri on: Nisan is behind Adar, of which a leap year has two.
    place = month - 7 if month > 6 else month + 5 + leap
    if month == 12 and leap:
        place += 1
    return date.fromordinal(_HEBREW_EPOCH + first) + timedelta(sum(sizes[:place]) + day - 1)


def _new_year(year: int) -> int:
    """Return how many days passed up to 1 Tishri of a year, from that of the first on."""
    before, here, behind = (_unmoved(each) for each in (year - 1, year, year + 1))
    if behind - here == 356:  # no year is so long
        return here + 2
    return here + (here - before == 382)


def _unmoved(year: int) -> int:
    """Return the same, but for what the lengths of years beside it change."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12_084 + 13_753 * months) // 25_920
    return day + (3 * (day + 1) % 7 < 3)
