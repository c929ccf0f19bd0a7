"""Days of birth in codes, columns, other scripts and ages are found; other numbers stay quiet."""

import pytest

from tests.guardrails.views.test_told import found

SELECTED = "".join(
    f'<select name="{name}"><option>-</option><option selected>{value}</option></select>'
    for name, value in (("bd", "17"), ("bm", "Mar"), ("by", "1971"))
)


@pytest.mark.parametrize(
    "text",
    [
        "他生于一九七一年三月十七日，后来搬到了多伦多",
        "生年月日：昭和四十六年三月十七日",
        "民國六十年三月十七日生",
        "생년월일은 천구백칠십일년 삼월 십칠일 입니다",
        "เกิดวันที่ 17 มีนาคม 2514",
        "the child came into this world on the seventeenth of March, nineteen seventy-one",
        "Er kam am 17. März 1971 zur Welt.",
        "született: 17.III.1971 , Pécs",
        "n. 17-III-71 à Arlon",
        "geb. 17/III/1971",
        "name,dob_serial\nDee York,26009",
        'Spalte "Geburtsdatum" zeigt 26009 , Zellformat war Zahl',
        '{"patient":{"birthDate":37929600000,"sex":"f"}}',
        "user.dob = -89078400 // seconds",
        r'"dateOfBirth":"\/Date(-288057600000)\/"',
        "dob_ticks: 622128384000000000",
        "Turned 43 on 17 March 2014 and still eats crayons",
        "j'ai eu cinquante ans le 17 mars 2021 , on a fêté ça",
        "cumplió 40 años el 17 de marzo de 2011",
        "Sie wurde am 17. März 2011 vierzig.",
        "P<POLNOWAK<<ALA<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nAB12345674POL7103173F3001012<<<<<<<<<<<<<<02",
        'birth_date: DateTime.ParseExact("17031971","ddMMyyyy")',
        SELECTED,
        "name,day,month,year\nOla,17,3,1971\nRavi,,,",
        "my b day 03 ~ 17 ~ 1971 same as my cat",
        "scan … BORN I7/3/Ig7I … BOY",
        "dateOfBirth=19710317000000Z gender=F",
        "जन्म तिथि १७.०३.१९७१ है",
        "مواليد ١٧.٠٣.١٩٧١ في البلد",
        "DAQD4411 DBB03171971 DBA08012029",
        "bday 170371 ddmmyy",
        "geboren (TTMMJJJJ): 17031971",
        "dob 170371",
        "geb. 70371, ledig",
        "nac 17-mar-1971 soltera",
        "nacida 17-abr-71",
        "dob 14 Mar 71, seen today",
        "my bday is 17/3/’71 so",
        "ngày sinh 17 tháng 3 năm 1971",
        "BDAY;VALUE=date:--0317 (1971)",
        "DOB: Mar-17-71",
        "Né le 17ème jour du mois de mars 1971",
    ],
)
def test_a_coded_day_of_birth_is_found(text: str) -> None:
    """Counts, codes, scripts and ages are read where a word or a form tells of a birth."""
    assert "DOB" in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The company turned 25 on 3 May 2020.",
        "the oven was turned 30 degrees on the third day",
        "id,day,month,year,sales\n1,16,10,1979,22",
        "* 12.03.2024 released version 2",
        "geboren in München, Spalte 3",
        "birthday cake order 4711, column 3",
        "created_at: 628819200, updated: 1767225600",
        "n. 3 of 12 chapters",
        "DBB99999999 and DBB12",
        "geb. 12345",
        "born in 1971, 3 may 12 come later",
        "born 123456 days ago",
        "birthday in the form ddmmyy, 6 digits",
        "NAC 3.1.2024 is the release",
        "the book saw the light of day in 1998",
        "birth certificate no. 12345, column 3",
        "二〇二四年六月四日的会议",
        "a << 3 and b < 1234567 and MIN1234567F1234567 << c",
        "Louis XIV, then XV, 3 IV 5 drips",
    ],
)
def test_other_days_and_counts_stay_quiet(text: str) -> None:
    """What tells of no person's birth is none."""
    assert "DOB" not in {each for each, _ in found(text)}
