"""Holds the identifiers of northern and eastern Europe, each with its issuer's check."""

from __future__ import annotations

from typing import Final

from govsim.guardrails.pii.checksums import (
    LETTERS,
    is_date,
    luhn,
    mod_11_10,
    numbers,
    short_date,
    weighted,
)
from govsim.guardrails.pii.shape import Format


def pesel(digits: str) -> bool:
    """Whether eleven digits are a Polish PESEL (the century is coded in the month)."""
    month, day = int(digits[2:4]) % 20, int(digits[4:6])
    real = 1 <= month <= 12 and 1 <= day <= 31
    return real and -weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 == int(digits[10])


def nip(digits: str) -> bool:
    """Whether ten digits are a Polish tax number."""
    check = weighted(digits, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11
    return check == int(digits[9]) and len(set(digits)) > 1


def regon(digits: str) -> bool:
    """Whether nine or fourteen digits are a Polish business register number."""
    first = weighted(digits, (8, 9, 2, 3, 4, 5, 6, 7)) % 11 % 10 == int(digits[8])
    if len(digits) == 9:
        return first and len(set(digits)) > 1
    whole = weighted(digits, (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)) % 11 % 10
    return first and whole == int(digits[13])


def card_pl(text: str) -> bool:
    """Whether nine characters are a Polish identity card number."""
    values: list[int] = [LETTERS.index(c) + 10 for c in text[:3]] + [*numbers(text[3:])]
    return sum(v * w for v, w in zip(values, (7, 3, 1, 9, 7, 3, 1, 7, 3), strict=True)) % 10 == 0


def passport_pl(text: str) -> bool:
    """Whether nine characters are a Polish passport number."""
    values: list[int] = [LETTERS.index(c) + 10 for c in text[:2]] + [*numbers(text[2:])]
    return sum(v * w for v, w in zip(values, (7, 3, 9, 1, 7, 3, 1, 7, 3), strict=True)) % 10 == 0


def personnummer(digits: str) -> bool:
    """Whether ten or twelve digits are a Swedish personal number (a day may have 60 added)."""
    short = digits[-10:]
    day = int(short[4:6]) % 60
    return short_date(short[:2], short[2:4], f"{day:02}") and luhn(short)


def orgnr_se(digits: str) -> bool:
    """Whether ten digits are a Swedish organisation number."""
    return digits[2] >= "2" and luhn(digits)


def norway(digits: str) -> bool:
    """Whether eleven digits are a Norwegian birth or D number."""
    day, month = int(digits[:2]) % 40, int(digits[2:4]) % 40
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    first = -weighted(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    second = -weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return digits[9:] == f"{first}{second}"


def denmark(digits: str) -> bool:
    """Whether ten digits are a Danish personal number: a date (no check since 2007)."""
    return short_date(digits[4:6], digits[2:4], digits[:2])


def finland(text: str) -> bool:
    """Whether a text is a Finnish personal identity code."""
    body = text[:6] + text[-4:-1]
    known = short_date(text[4:6], text[2:4], text[:2])
    return known and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(body) % 31] == text[-1]


def iceland(digits: str) -> bool:
    """Whether ten digits are an Icelandic identity number."""
    check = -weighted(digits, (3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return (
        short_date(digits[4:6], digits[2:4], digits[:2])
        and check == int(digits[8])
        and digits[9] in "890"
    )


def baltic(digits: str) -> bool:
    """Whether eleven digits are an Estonian or Lithuanian personal code."""
    if digits[0] not in "12345678" or not short_date(digits[1:3], digits[3:5], digits[5:7]):
        return False
    check = weighted(digits, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:
        check = weighted(digits, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return check == int(digits[10])


def latvia(digits: str) -> bool:
    """Whether eleven digits are a Latvian personal code: since 2017 it starts with 32, uncoded."""
    if digits[:2] == "32":
        return True
    check = (1101 - weighted(digits, (1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11 % 10
    return short_date(digits[4:6], digits[2:4], digits[:2]) and check == int(digits[10])


def czech(digits: str) -> bool:
    """Whether nine or ten digits are a Czech or Slovak birth number."""
    month = int(digits[2:4]) % 50 % 20
    real = 1 <= month <= 12 and 1 <= int(digits[4:6]) <= 31
    if len(digits) == 9:
        return real and int(digits[:2]) <= 53
    return real and (int(digits) % 11 == 0 or (int(digits[:9]) % 11 == 10 and digits[9] == "0"))


def ico(digits: str) -> bool:
    """Whether eight digits are a Czech or Slovak company number."""
    return (11 - weighted(digits, range(8, 1, -1)) % 11) % 10 == int(digits[7])


def taj(digits: str) -> bool:
    """Whether nine digits are a Hungarian insurance number."""
    return weighted(digits, (3, 7) * 4) % 10 == int(digits[8]) and len(set(digits)) > 2


def tax_hu(digits: str) -> bool:
    """Whether ten digits are a Hungarian tax identity."""
    return digits[0] == "8" and weighted(digits, range(1, 10)) % 11 == int(digits[9])


def cnp(digits: str) -> bool:
    """Whether 13 digits are a Romanian personal code."""
    check = weighted(digits, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    real = digits[0] in "123456789" and short_date(digits[1:3], digits[3:5], digits[5:7])
    return real and (1 if check == 10 else check) == int(digits[12])


def egn(digits: str) -> bool:
    """Whether ten digits are a Bulgarian civil number (20 or 40 added to the month)."""
    month = int(digits[2:4]) % 20
    real = 1 <= month <= 12 and 1 <= int(digits[4:6]) <= 31
    return real and weighted(digits, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10 == int(digits[9])


def oib(digits: str) -> bool:
    """Whether eleven digits are a Croatian identification number."""
    return mod_11_10(digits) and len(set(digits)) > 2


def jmbg(digits: str) -> bool:
    """Whether 13 digits are a citizen number of former Yugoslavia (also Slovenia's EMSO)."""
    year = int(digits[4:7])
    year += 1000 if year > 800 else 2000
    check = (11 - weighted(digits, (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 11 % 10
    return is_date(year, int(digits[2:4]), int(digits[:2])) and check == int(digits[12])


def inn(digits: str) -> bool:
    """Whether ten or twelve digits are a Russian taxpayer number."""
    w = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    if len(set(digits)) < 3:
        return False
    if len(digits) == 10:
        return weighted(digits[:9], w[2:]) % 11 % 10 == int(digits[9])
    first = weighted(digits[:10], w[1:]) % 11 % 10 == int(digits[10])
    return first and weighted(digits[:11], w) % 11 % 10 == int(digits[11])


def snils(digits: str) -> bool:
    """Whether eleven digits are a Russian insurance number."""
    check = weighted(digits, range(9, 0, -1)) % 101 % 100
    return check == int(digits[9:]) and len(set(digits)) > 2


def rnokpp(digits: str) -> bool:
    """Whether ten digits are a Ukrainian taxpayer number."""
    values = numbers(digits)
    total = sum(v * w for v, w in zip(values, (-1, 5, 7, 9, 4, 6, 10, 5, 7), strict=False))
    return total % 11 % 10 == values[9] and digits[0] in "1234"


def moldova(digits: str) -> bool:
    """Whether thirteen digits are a Moldovan IDNP or IDNO."""
    return (
        digits[0] in "0129"
        and weighted(digits, (7, 3, 1) * 4) % 10 == int(digits[12])
        and len(set(digits)) > 2
    )


EAST: Final = (
    Format("pl-pesel", "NATIONAL_ID", "PL", ("9" * 11,), pesel, ("national",), 0.75, 0.98),
    Format("pl-nip", "TAX_ID", "PL", ("999-999-99-99", "999-99-99-999", "999 999 99 99"), nip, ("tax",), 0.85, 0.98),
    Format("pl-nip-joined", "TAX_ID", "PL", ("9" * 10, "AA9999999999", "999-9999999"), lambda t: nip(t[-10:]) and t[:-10] in {"", "PL"}, ("tax",), 0.0, 0.96),
    Format("pl-regon", "TAX_ID", "PL", ("9" * 9, "9" * 14, "999-999-999", "999 999 999"), regon, ("tax",), 0.0, 0.95),
    Format("pl-card", "NATIONAL_ID", "PL", ("AAA999999", "AAA 999999", "AAA-999999"), card_pl, ("national",), 0.6, 0.97),
    Format("pl-passport", "PASSPORT", "PL", ("AA9999999", "AA 9999999"), passport_pl, ("passport",), 0.3, 0.96),
    Format("pl-postcode", "ZIP", "PL", ("99-999",), None, ("zip",), 0.5, 0.95),
    Format("pl-krs", "TAX_ID", "PL", ("9" * 10,), lambda t: t.startswith("000"), ("tax",), 0.0, 0.9),
    Format("pl-land-register", "OTHER_ID", "PL", ("AA9A/99999999/9",), None, (), 0.9, 0.95),
    Format("se-personnummer", "NATIONAL_ID", "SE", ("999999-9999", "99999999-9999", "999999+9999"), personnummer, ("national",), 0.85, 0.98),
    Format("se-personnummer-joined", "NATIONAL_ID", "SE", ("9" * 10, "9" * 12, "999999 9999"), personnummer, ("national",), 0.25, 0.96),
    Format("se-orgnr", "TAX_ID", "SE", ("999999-9999",), orgnr_se, ("tax",), 0.4, 0.95),
    Format("se-postcode", "ZIP", "SE", ("999 99",), lambda t: t[0] != "0", ("zip",), 0.0, 0.85),
    Format("no-fnr", "NATIONAL_ID", "NO", ("9" * 11, "999999 99999"), norway, ("national",), 0.7, 0.98),
    Format("dk-cpr", "NATIONAL_ID", "DK", ("999999-9999",), denmark, ("national",), 0.6, 0.97),
    Format("fi-hetu", "NATIONAL_ID", "FI", ("999999-999A", "999999-9999", "999999A999A", "999999A9999", "999999+999A"), finland, ("national",), 0.9, 0.98),
    Format("is-kennitala", "NATIONAL_ID", "IS", ("999999-9999", "9999999999"), iceland, ("national",), 0.3, 0.97),
    Format("ee-lt-code", "NATIONAL_ID", "LT", ("9" * 11,), baltic, ("national",), 0.6, 0.97),
    Format("lv-code", "NATIONAL_ID", "LV", ("999999-99999",), latvia, ("national",), 0.85, 0.97),
    Format("cz-birth-number", "NATIONAL_ID", "CZ", ("999999/9999", "999999/999"), czech, ("national",), 0.9, 0.98),
    Format("cz-birth-number-joined", "NATIONAL_ID", "CZ", ("9" * 10,), czech, ("national",), 0.0, 0.95),
    Format("cz-ico", "TAX_ID", "CZ", ("9" * 8,), ico, ("tax",), 0.0, 0.93),
    Format("cz-vat", "TAX_ID", "CZ", ("AA99999999", "AA999999999", "AA9999999999"), lambda t: t[:2] in {"CZ", "SK", "HU", "RO", "SI", "FI", "DK", "LU", "MT", "BG", "EL", "LV", "EE"}, ("tax",), 0.3, 0.93),
    Format("hu-taj", "NATIONAL_ID", "HU", ("999 999 999", "999-999-999", "999999999"), taj, ("national",), 0.0, 0.95),
    Format("hu-tax", "TAX_ID", "HU", ("9" * 10,), tax_hu, ("tax",), 0.0, 0.95),
    Format("hu-vat", "TAX_ID", "HU", ("99999999-9-99",), None, ("tax",), 0.85, 0.97),
    Format("hu-personal", "NATIONAL_ID", "HU", ("9-999999-9999", "9 999999 9999"), None, ("national",), 0.5, 0.95),
    Format("ro-cnp", "NATIONAL_ID", "RO", ("9" * 13,), cnp, ("national",), 0.75, 0.98),
    Format("bg-egn", "NATIONAL_ID", "BG", ("9" * 10,), egn, ("national",), 0.0, 0.96),
    Format("hr-oib", "NATIONAL_ID", "HR", ("9" * 11,), oib, ("national", "tax"), 0.2, 0.97),
    Format("rs-jmbg", "NATIONAL_ID", "RS", ("9" * 13,), jmbg, ("national",), 0.75, 0.98),
    Format("ru-inn", "TAX_ID", "RU", ("9" * 10, "9" * 12), inn, ("tax",), 0.0, 0.96),
    Format("ru-snils", "NATIONAL_ID", "RU", ("999-999-999 99", "999-999-999-99"), snils, ("national",), 0.9, 0.98),
    Format("ru-snils-joined", "NATIONAL_ID", "RU", ("9" * 11,), snils, ("national",), 0.0, 0.95),
    Format("ru-passport", "PASSPORT", "RU", ("9999 999999", "99 99 999999"), None, ("passport",), 0.0, 0.93),
    Format("md-idnp", "NATIONAL_ID", "MD", ("9" * 13,), moldova, ("national", "tax"), 0.2, 0.95),
    Format("ua-rnokpp", "TAX_ID", "UA", ("9" * 10,), rnokpp, ("tax",), 0.0, 0.95),
)  # fmt: skip
