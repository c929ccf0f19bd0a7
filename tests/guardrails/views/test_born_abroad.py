"""Days of birth in the words and calendars of other countries are found; other days stay quiet."""

from datetime import date

import pytest

from govsim.guardrails.views.decoders import born_eras
from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    "text",
    [
        "geboren am 17. Mrz. 1971",
        "født 17. des. 1971",
        "született 1971. márc. 17.",
        "născut 17 noi. 1971",
        "doğum tarihi 17 Şub 1971",
        "lahir 17 Agu 1971",
        "sinh ngày 17 thg 3 1971",
        "родился 17 мар. 1971",
        "народилася 17 бер. 1971",
        "γεννήθηκε 17 Μαρ 1971",
        "Дата на раждане: 4 август 1988",
        "rođen 17. ožujka 1971",
        "rojena 4. avgusta 1988",
        "narodený 17. marca 1971",
        "gimė 1971 m. kovo 17 d.",
        "dzimis 1971. gada 17. martā",
        "sünniaeg 4. august 1988",
        "syntymäaika 4. elok. 1988",
        "fæddur 4. ágúst 1988",
        "נולד ב-17 במרץ 1971",
        "تاريخ الميلاد 17 مارس 1971",
        "जन्म 17 मार्च 1971",
        "জন্ম তারিখ 4 আগস্ট 1988",
        "Doğum tarihi: 04.08.1988",
        "Tanggal lahir 04/08/1988",
        "szuletesi ido: 1988.08.04",
    ],
)
def test_months_of_other_languages_are_read(text: str) -> None:
    """Whole or cut short, in their own order."""
    assert "DOB" in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "born March 1971, the 17th",
        "DOB 1971/Mar/17",
        "DOB 1971-MAR-17",
        "born the 17th of the third, 1971",
        "DOB 17-Three-1971",
        "DOB 71-03-17",
        "born in the year 1971 on the 76th day",
        "born three seventeen seventy-one",
        "date of birth: oh three seventeen seventy one",
        "turning 40 on 3/17/2011",
        "DOB: 4~Aug~1988",
        "DOB 88AUG04",
        "(b. 1988-08-04)",
        "D O B 4 August 1988",
        "DOB: four / eight / nineteen eighty-eight",
        "F. nac.: 04/08/88",
        "DDN 04/08/1988",
        "Syntymäpäivä 4.8.88",
    ],
)
def test_odd_orders_are_read(text: str) -> None:
    """Each part is told, whatever stands first."""
    assert "DOB" in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "生年月日：S60.4.3",
        "生年月日: 昭60.4.3",
        "H2.12.1生",
        "民國74.4.3生",
        "出生日期 民國 074/04/03",
        "Date of birth: Showa 60/4/3",
        "85년 4월 3일생",
        "생년월일: 850403",
        "เกิด 17 มี.ค. 2514",
        "เกิด 3/4/2528",
        "date of birth: 03/04/2528 (Buddhist)",
        "born 12 Tammuz 5731",
        "DOB 13 Rajab 1405 AH",
        "تاريخ الميلاد 13 رجب 1405 هـ",
        "متولد 14 فروردین 1364",
        "تاریخ تولد: 1364/01/14",
    ],
)
def test_days_of_other_calendars_are_read(text: str) -> None:
    """Where the text or the month says which calendar it is."""
    assert "DOB" in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The treaty was signed on 4 ago 1988",
        "публикация 4 авг 1988",
        "17 Şub 1971 tarihli karar",
        "section S60.4.3 of the code",
        "H2.12.1 heading",
        "昭和60年4月3日の新聞",
        "民國77年8月4日發布",
        "1985년 4월 3일 공고",
        "1988.8.4.생산",
        "生産 1988年8月",
        "4 สิงหาคม 2531 เปิดทำการ",
        "on 3 Nisan 5745 the community met",
        "13 Rajab 1405 AH was a Wednesday",
        "lahir di Jakarta tahun 1988",
        "His birthplace was rebuilt on 4. kolovoza 1988",
        "родился в Москве. Договор подписан 4 авг. 1988",
        "born 17 minutes, 3 hours and 71 days ago",
        "born in 1971, 3 may 12 come later",
        "part 88AUG04 in stock",
        "plan b. 1988-08-04",
        "He turned 17 pages on 3 March 2011",
        "geboren wurden 17 Kinder, 3 Mädchen und 71 Jungen",
    ],
)
def test_other_days_stay_quiet(text: str) -> None:
    """A day that no word beside it calls one of birth is none."""
    assert "DOB" not in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 Ramadan 1445", date(2024, 3, 11)),
        ("14 Farvardin 1364", date(1985, 4, 3)),
        ("30 Esfand 1399", date(2021, 3, 20)),
        ("12 Nisan 5745", date(1985, 4, 3)),
        ("14 Adar 5784", date(2024, 3, 24)),
        ("1 Tishri 5784", date(2023, 9, 16)),
        ("昭和60年4月3日", date(1985, 4, 3)),
        ("3 เม.ย. 2528", date(1985, 4, 3)),
    ],
)
def test_calendars_are_reckoned(text: str, day: date) -> None:
    """A day has its place in the calendar of all."""
    assert [each for _, _, each in born_eras.days(text, 0, len(text))] == [day]
