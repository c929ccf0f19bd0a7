"""Papers and accounts of many countries are found behind what people call them there."""

import pytest

from tests.guardrails.pii.test_plates import hits

PAPERS = [
    ("NATIONAL_ID", "piękny dzień, mdowód ABC 123456", "ABC 123456"),
    ("NATIONAL_ID", "Titre de séjour n° 9903067821", "9903067821"),
    ("NATIONAL_ID", "permesso di soggiorno I12345678", "I12345678"),
    ("NATIONAL_ID", "karta pobytu RP1234567", "RP1234567"),
    ("NATIONAL_ID", "občanka č. 204123987", "204123987"),
    ("NATIONAL_ID", "שם ומספר הזהות הוא 349702878", "349702878"),
    ("NATIONAL_ID", "Cédula C.I. 1234567-8", "1234567-8"),
    ("NATIONAL_ID", "জাতীয় পরিচয়পত্র 1234567890123", "1234567890123"),
    ("NATIONAL_ID", "cédula 001-010190-0001A", "001-010190-0001A"),
    ("NATIONAL_ID", "RODNÉ ČÍSLO: 710319/2745", "710319/2745"),
    ("PASSPORT", "legitymujący się paszportem EK6369345", "EK6369345"),
    ("PASSPORT", "Vegabréfið mitt: A3058142.", "A3058142"),
    ("PASSPORT", "passi number on KE1234567", "KE1234567"),
    ("PASSPORT", "护照号码是E12345678", "E12345678"),
    ("PASSPORT", "旅券番号TR1234567", "TR1234567"),
    ("PASSPORT", "Паспорт громадянина СН123456", "СН123456"),
    ("PASSPORT", "загранпаспорт 75 1234567", "75 1234567"),
    ("DRIVER_LICENSE", "Kørekortet blev stjålet, nr. 28417365", "28417365"),
    ("DRIVER_LICENSE", "운전면허 11-14-167620-24", "11-14-167620-24"),
    ("DRIVER_LICENSE", "ड्राइविंग लाइसेंस MH12 20110012345", "MH12 20110012345"),
    ("MEDICAL_ID", "il numero sul retro è 80380000130612345678", "80380000130612345678"),
    ("MEDICAL_ID", "carte vitale 1 85 12 75 116 001 42", "1 85 12 75 116 001 42"),
    ("TAX_ID", "Y-tunnus 2522378-8", "2522378-8"),
    ("OTHER_ID", "identyfikator klienta 40182736", "40182736"),
    ("VEHICLE", "Rego of the ute CX48LR", "CX48LR"),
    ("VEHICLE", "She drives a bakkie, XWJ 665 GP", "XWJ 665 GP"),
    ("VEHICLE", "गाड़ी का नंबर DL 8C AF 7039", "DL 8C AF 7039"),
]
ACCOUNTS = [
    "kontonr 1234.56.78903",
    "účet 19-2000145399/0800",
    "it goes to 19-2000145399/0800",
    "a 11773016-11111018-00000000 számlára",
    "pay 60-16-13 31926819 please",
    "rekeningnummer 12.34.56.789",
    "CBU 2850590940090418135201",
    "р/с 40817810099910004312",
    "RIB 30004 00821 00012345678 89",
    "CCC 2100 0418 45 0200051332",
    "NIB 0007 0000 00012345678 23",
    "ABI 05428 CAB 11101",
    "普通預金7654321",
    "sort code 200000",
    "branch code 632005",
    "บัญชี 123-4-56789-0",
]
LOOK_ALIKES = [
    "HSBC counted 45000000 customers in 2024-25",
    "deposit 1 250 000 zł by Friday",
    "transfer 12 000 000 kr to nobody",
    "the account closed on 12.04.2024 and again 12.04.2024-13.04.2024",
    "savings of 3 000 000 people",
    'const palette = ["#3d3236", "#5c1824", "#c40897"];',
    "bytes 5c1824 c4 and c c 40897123",
    "ABI 3 breaks, ABI version 16",
    "the cab came at 1230",
    "build 11111111-22222222",
    "on 12-11-25 12345678 rows were read",
    "passi, paso y pas 1234",
    "serial numbers 12345678/1234",
]


@pytest.mark.parametrize(("kind", "text", "value"), PAPERS)
def test_papers_are_found(kind: str, text: str, value: str) -> None:
    """Whatever form of the noun the sentence wants, and however the number is grouped."""
    assert (kind, value) in hits(text)


@pytest.mark.parametrize("text", ACCOUNTS)
def test_accounts_without_a_country_are_found(text: str) -> None:
    """By a word for them, or by their check digits and their form."""
    assert "BANK_ACCOUNT" in {kind for kind, _ in hits(text)}


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_sums_dates_and_colours_are_none(text: str) -> None:
    """A word for an account in front makes a sum of money no number of one."""
    assert not hits(text)


def test_a_list_goes_on_as_it_began() -> None:
    """Numbers behind one that a word tells are of its kind, if of its shape and its check."""
    told = hits("The BSNs are 491817484, 293763276 en 111222333, and 2024 of 111222334.")

    assert [value for kind, value in told if kind == "NATIONAL_ID"] == [
        "491817484", "293763276", "111222333",
    ]  # fmt: skip
