"""Holds the identifiers of Asia, Africa and Oceania, each with the check its issuer publishes."""

from __future__ import annotations

from typing import Final

from govsim.guardrails.pii.checksums import (
    LETTERS,
    is_date,
    luhn,
    mod_11_2,
    numbers,
    short_date,
    verhoeff,
    weighted,
)
from govsim.guardrails.pii.shape import Format, separated


def aadhaar(digits: str) -> bool:
    """Whether twelve digits are an Indian Aadhaar number (UIDAI: Verhoeff, first digit 2 to 9)."""
    return digits[0] not in "01" and verhoeff(digits) and len(set(digits)) > 2


def pan(text: str) -> bool:
    """Whether ten characters are an Indian PAN: the fourth letter says whose it is."""
    return text[3] in "ABCFGHJLPTK"


def gstin(text: str) -> bool:
    """Whether 15 characters are an Indian GSTIN: a state, a PAN, an entity, Z, a check."""
    return 1 <= int(text[:2]) <= 38 and text[13] == "Z" and pan(text[2:12])


def ifsc(text: str) -> bool:
    """Whether eleven characters are an Indian bank branch code: its fifth character is zero."""
    return text[4] == "0"


def china(text: str) -> bool:
    """Whether 18 characters are a Chinese resident identity number (GB 11643)."""
    return is_date(int(text[6:10]), int(text[10:12]), int(text[12:14])) and mod_11_2(text)


def my_number(digits: str) -> bool:
    """Whether twelve digits are a Japanese individual number."""
    rest = weighted(digits, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if rest <= 1 else 11 - rest) == int(digits[11]) and len(set(digits)) > 2


def korea(digits: str) -> bool:
    """Whether 13 digits are a Korean resident number: a date of birth, then a century and sex.

    Numbers given out since October 2020 have no check digit.
    """
    return short_date(digits[:2], digits[2:4], digits[4:6]) and digits[6] in "12345678"


def taiwan(text: str) -> bool:
    """Whether ten characters are a Taiwanese identity number."""
    code = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(text[0]) + 10
    values = [code // 10, code % 10, *numbers(text[1:])]
    total = values[0] + sum(
        v * w for v, w in zip(values[1:], (9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)
    )
    return text[1] in "1289" and total % 10 == 0


def hong_kong(text: str) -> bool:
    """Whether a text is a Hong Kong identity number, its check in or out of brackets."""
    letters, rest = (text[:2], text[2:]) if text[1].isalpha() else (" " + text[0], text[1:])
    values = [36 if c == " " else LETTERS.index(c) + 10 for c in letters] + [*numbers(rest[:-1])]
    check = -sum(v * w for v, w in zip(values, (9, 8, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return "0123456789A"[check] == rest[-1]


def singapore(text: str) -> bool:
    """Whether nine characters are a Singaporean NRIC or FIN."""
    total = weighted(text[1:8], (2, 7, 6, 5, 4, 3, 2))
    table = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK",
             "M": "XWUTRQPNJLK"}.get(text[0])  # fmt: skip
    if table is None:
        return False
    if text[0] == "M":
        return table[10 - (total + 3) % 11] == text[8]
    return table[(total + (4 if text[0] in "TG" else 0)) % 11] == text[8]


def malaysia(digits: str) -> bool:
    """Whether twelve digits are a Malaysian identity number: a date, then a place of birth."""
    place = int(digits[6:8])
    return short_date(digits[:2], digits[2:4], digits[4:6]) and (1 <= place <= 68 or place >= 71)


def thailand(digits: str) -> bool:
    """Whether 13 digits are a Thai identity number."""
    return digits[0] in "12345678" and (
        (11 - weighted(digits, range(13, 1, -1)) % 11) % 10 == int(digits[12])
    )


def indonesia(digits: str) -> bool:
    """Whether 16 digits are an Indonesian NIK: a district, then a date (women: the day plus 40)."""
    day = int(digits[6:8])
    day -= 40 * (day > 40)
    return 11 <= int(digits[:2]) <= 94 and short_date(digits[10:12], digits[8:10], f"{day:02}")


def turkey(digits: str) -> bool:
    """Whether eleven digits are a Turkish identity number."""
    d = numbers(digits)
    tenth = (7 * sum(d[:9:2]) - sum(d[1:8:2])) % 10
    return d[0] != 0 and tenth == d[9] and sum(d[:10]) % 10 == d[10]


def israel(digits: str) -> bool:
    """Whether nine digits are an Israeli identity number."""
    return luhn(digits) and len(set(digits)) > 2


def emirates(digits: str) -> bool:
    """Whether 15 digits are an Emirates identity number: 784, a year, a serial, a check."""
    return digits.startswith("784") and 1900 <= int(digits[3:7]) <= 2100


def saudi(digits: str) -> bool:
    """Whether ten digits are a Saudi identity (1) or residence (2) number."""
    return digits[0] in "12" and luhn(digits)


def egypt(digits: str) -> bool:
    """Whether 14 digits are an Egyptian identity number: a century, a date, a governorate."""
    return digits[0] in "23" and short_date(digits[1:3], digits[3:5], digits[5:7]) and (
        1 <= int(digits[7:9]) <= 35 or digits[7:9] == "88"
    )  # fmt: skip


def south_africa(digits: str) -> bool:
    """Whether 13 digits are a South African identity number."""
    return short_date(digits[:2], digits[2:4], digits[4:6]) and digits[10] in "012" and luhn(digits)


def tfn(digits: str) -> bool:
    """Whether nine digits are an Australian tax file number."""
    return weighted(digits, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0 and len(set(digits)) > 2


def medicare_au(digits: str) -> bool:
    """Whether ten or eleven digits are an Australian Medicare number."""
    return digits[0] in "23456" and weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9)) % 10 == int(
        digits[8]
    )


def abn(digits: str) -> bool:
    """Whether eleven digits are an Australian business number."""
    # One is taken from the first digit, whose weight is ten.
    return (weighted(digits, (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) - 10) % 89 == 0


def acn(digits: str) -> bool:
    """Whether nine digits are an Australian company number."""
    return -weighted(digits, range(8, 0, -1)) % 10 == int(digits[8])


def ird(digits: str) -> bool:
    """Whether eight or nine digits are a New Zealand inland revenue number."""
    digits = digits.zfill(9)
    for weights in ((3, 2, 7, 6, 5, 4, 3, 2), (7, 4, 3, 2, 5, 2, 7, 6)):
        check = -weighted(digits, weights) % 11
        if check < 10:
            return check == int(digits[8])
    return False


def kazakhstan(digits: str) -> bool:
    """Whether twelve digits are a Kazakh IIN."""
    if not short_date(digits[:2], digits[2:4], digits[4:6]):
        return False
    check = weighted(digits, range(1, 12)) % 11
    if check == 10:
        check = weighted(digits, (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) % 11
    return check == int(digits[11])


def ghana(text: str) -> bool:
    """Whether the letters of a Ghana Card stand before its ten digits."""
    return text.startswith("GHA")


def sri_lanka(text: str) -> bool:
    """Whether ten characters are an old identity card number of Sri Lanka: a year and its day."""
    return text[9] in "VX" and 1 <= int(text[2:5]) % 500 <= 366


def kuwait(digits: str) -> bool:
    """Whether twelve digits are a civil number of Kuwait: a century, a date, a check digit."""
    rest = weighted(digits, (2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)) % 11
    dated = digits[0] in "23" and short_date(digits[1:3], digits[3:5], digits[5:7])
    return dated and 11 - rest == int(digits[11])


ASIA: Final = (
    Format("in-aadhaar", "NATIONAL_ID", "IN", ("9999 9999 9999", "9999-9999-9999"), aadhaar, ("national",), 0.85, 0.98),
    Format("in-aadhaar-joined", "NATIONAL_ID", "IN", ("9" * 12,), aadhaar, ("national",), 0.25, 0.96),
    Format("in-aadhaar-unchecked", "NATIONAL_ID", "IN", ("9999 9999 9999", "9999-9999-9999"), None, ("national",), 0.3, 0.9),
    Format("in-pan", "TAX_ID", "IN", ("AAAAA9999A",), pan, ("tax",), 0.8, 0.97),
    Format("in-gstin", "TAX_ID", "IN", ("99AAAAA9999A9AA", "99AAAAA9999A9A9"), gstin, ("tax",), 0.9, 0.98),
    Format("in-voter", "NATIONAL_ID", "IN", ("AAA9999999",), None, ("national",), 0.0, 0.9),
    Format("in-ifsc", "BANK_ACCOUNT", "IN", ("AAAA9999999", "AAAA9AA9999", "AAAA9AAAAAA"), ifsc, ("bank",), 0.0, 0.9),
    Format("cn-id", "NATIONAL_ID", "CN", ("9" * 18, "9" * 17 + "A"), china, ("national",), 0.95, 0.99),
    Format("jp-my-number", "NATIONAL_ID", "JP", separated(4, 4, 4), my_number, ("national", "my number"), 0.0, 0.95),
    Format("kr-rrn", "NATIONAL_ID", "KR", ("999999-9999999",), korea, ("national",), 0.75, 0.97),
    Format("tw-id", "NATIONAL_ID", "TW", ("A999999999",), taiwan, ("national",), 0.7, 0.97),
    Format("hk-id", "NATIONAL_ID", "HK", ("A999999(9)", "A999999(A)", "AA999999(9)", "AA999999(A)"), hong_kong, ("national",), 0.9, 0.98),
    Format("hk-id-joined", "NATIONAL_ID", "HK", ("A9999999", "A999999A"), hong_kong, ("national",), 0.0, 0.9),
    Format("sg-nric", "NATIONAL_ID", "SG", ("A9999999A",), singapore, ("national",), 0.9, 0.98),
    Format("my-mykad", "NATIONAL_ID", "MY", ("999999-99-9999",), malaysia, ("national",), 0.75, 0.96),
    Format("my-mykad-joined", "NATIONAL_ID", "MY", ("9" * 12,), malaysia, ("national",), 0.0, 0.9),
    Format("th-id", "NATIONAL_ID", "TH", ("9-9999-99999-99-9", "9 9999 99999 99 9"), thailand, ("national", "tax"), 0.9, 0.98),
    Format("th-id-joined", "NATIONAL_ID", "TH", ("9" * 13,), thailand, ("national", "tax"), 0.25, 0.95),
    Format("id-nik", "NATIONAL_ID", "ID", ("9" * 16,), indonesia, ("national",), 0.3, 0.95),
    Format("id-npwp", "TAX_ID", "ID", ("99.999.999.9-999.999",), None, ("tax",), 0.85, 0.97),
    Format("ph-tin", "TAX_ID", "PH", ("999-999-999-999", "999-999-999"), None, ("tax",), 0.0, 0.9),
    Format("ph-sss", "NATIONAL_ID", "PH", ("99-9999999-9",), None, ("national", "ssn"), 0.4, 0.92),
    Format("ph-umid", "NATIONAL_ID", "PH", ("9999-9999999-9",), None, ("national", "ssn"), 0.4, 0.92),
    Format("ph-philhealth", "MEDICAL_ID", "PH", ("99-999999999-9",), None, ("national", "medical"), 0.4, 0.92),
    Format("gh-card", "NATIONAL_ID", "GH", ("AAA-999999999-9", "AAA9999999999"), ghana, ("national",), 0.95, 0.98),
    Format("lk-nic", "NATIONAL_ID", "LK", ("999999999A",), sri_lanka, ("national",), 0.3, 0.95),
    Format("kw-civil", "NATIONAL_ID", "KW", ("9" * 12,), kuwait, ("national",), 0.3, 0.95),
    Format("vn-cccd", "NATIONAL_ID", "VN", ("9" * 12,), None, ("national",), 0.0, 0.8),
    Format("pk-cnic", "NATIONAL_ID", "PK", ("99999-9999999-9",), None, ("national",), 0.75, 0.96),
    Format("tr-tckn", "NATIONAL_ID", "TR", ("9" * 11,), turkey, ("national",), 0.6, 0.97),
    Format("il-id", "NATIONAL_ID", "IL", ("9" * 9, "99999999-9"), israel, ("national",), 0.0, 0.9),
    Format("ae-id", "NATIONAL_ID", "AE", ("999-9999-9999999-9", "999 9999 9999999 9", "9" * 15), emirates, ("national",), 0.9, 0.98),
    Format("sa-id", "NATIONAL_ID", "SA", ("9" * 10,), saudi, ("national",), 0.0, 0.9),
    Format("eg-id", "NATIONAL_ID", "EG", ("9" * 14,), egypt, ("national",), 0.3, 0.92),
    Format("za-id", "NATIONAL_ID", "ZA", ("9" * 13, "999999 9999 99 9", "999999 9999 999"), south_africa, ("national",), 0.7, 0.97),
    Format("ng-nin", "NATIONAL_ID", "NG", ("9" * 11,), None, ("national",), 0.0, 0.8),
    Format("ke-pin", "TAX_ID", "KE", ("A999999999A",), None, ("tax",), 0.6, 0.95),
    Format("kz-iin", "NATIONAL_ID", "KZ", ("9" * 12,), kazakhstan, ("national",), 0.4, 0.95),
    Format("au-tfn", "TAX_ID", "AU", separated(3, 3, 3), tfn, ("tax",), 0.0, 0.95),
    Format("au-medicare", "MEDICAL_ID", "AU", ("9999 99999 9", "9999999999", "9999-99999-9", "9999 99999 9-9"), medicare_au, ("medical",), 0.0, 0.95),
    Format("au-abn", "TAX_ID", "AU", ("99 999 999 999", "99-999-999-999", "9" * 11), abn, ("tax",), 0.4, 0.95),
    Format("au-acn", "TAX_ID", "AU", separated(3, 3, 3), acn, ("tax",), 0.0, 0.93),
    Format("au-bsb", "BANK_ACCOUNT", "AU", ("999-999",), None, ("bank",), 0.0, 0.8),
    Format("nz-ird", "TAX_ID", "NZ", ("99-999-999", "999-999-999", "99999999", "999999999"), ird, ("tax",), 0.0, 0.93),
)  # fmt: skip
