"""Holds the identifiers of the Americas, each with the check its issuer publishes."""

from __future__ import annotations

from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.checksums import (
    luhn,
    numbers,
    short_date,
    weighted,
)
from govsim.guardrails.pii.shape import Format, separated

_MBI: Final = re.compile(
    r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d"
    r"[AC-HJKMNP-RT-Y]{2}\d\d"
)
_CURP: Final = re.compile(r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-ZX]{3}[0-9A-Z]\d")
_CURP_ALPHABET: Final = "0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ"


def ssn(digits: str) -> bool:
    """Whether nine digits can be a social security number (SSA: no 000, 666, 9xx; no zero group)."""
    area = digits[:3] not in {"000", "666"} and digits[0] != "9"
    return area and digits[3:5] != "00" and digits[5:] != "0000"


def ssn_like(digits: str) -> bool:
    """Whether nine digits could be a number but for their area, which nobody has: made-up ones."""
    return digits[0] == "9" and digits[3:5] != "00" and digits[5:] != "0000"


def itin(digits: str) -> bool:
    """Whether nine digits can be an individual taxpayer number (IRS: 9xx, groups 50-65, 70-99)."""
    group = int(digits[3:5])
    return digits[0] == "9" and (50 <= group <= 65 or 70 <= group <= 99) and group not in {89, 93}


def ein(digits: str) -> bool:
    """Whether the first two digits are a campus that assigns employer numbers (IRS)."""
    return digits[:2] not in {"00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69",
                              "70", "78", "79", "89", "96", "97"}  # fmt: skip


def routing(digits: str) -> bool:
    """Whether nine digits are an ABA routing number."""
    first = int(digits[:2])
    known = first <= 12 or 21 <= first <= 32 or 61 <= first <= 72 or first == 80
    return known and weighted(digits, (3, 7, 1) * 3) % 10 == 0 and len(set(digits)) > 2


def npi(digits: str) -> bool:
    """Whether ten digits are a national provider identifier (CMS: Luhn behind 80840)."""
    return digits[0] in "12" and luhn("80840" + digits)


def dea(text: str) -> bool:
    """Whether a text is a registration number of the Drug Enforcement Administration."""
    d = numbers(text[2:])
    return text[0] in "ABCDEFGHJKLMPRSTUX" and (
        (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6]
    )


def sin(digits: str) -> bool:
    """Whether nine digits are a Canadian social insurance number."""
    return digits[0] != "8" and luhn(digits) and len(set(digits)) > 2


def cpf(digits: str) -> bool:
    """Whether eleven digits are a Brazilian CPF."""
    if len(set(digits)) == 1:
        return False
    first = weighted(digits, range(10, 1, -1)) * 10 % 11 % 10
    second = weighted(digits, range(11, 1, -1)) * 10 % 11 % 10
    return digits[9:] == f"{first}{second}"


def cnpj(digits: str) -> bool:
    """Whether fourteen digits are a Brazilian CNPJ."""
    if len(set(digits)) == 1:
        return False
    weights = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    first = -weighted(digits, weights[1:]) % 11 % 10
    second = -weighted(digits, weights) % 11 % 10
    return digits[12:] == f"{first}{second}"


def pis(digits: str) -> bool:
    """Whether eleven digits are a Brazilian PIS/PASEP/NIS."""
    check = -weighted(digits, (3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) % 11 % 10
    return len(set(digits)) > 1 and check == int(digits[10])


def curp(text: str) -> bool:
    """Whether 18 characters are a Mexican population key (RENAPO: check modulo 10)."""
    if not _CURP.fullmatch(text) or not short_date(text[4:6], text[6:8], text[8:10]):
        return False
    total = sum(_CURP_ALPHABET.index(c) * (18 - i) for i, c in enumerate(text[:17]))
    return -total % 10 == int(text[17])


def rfc(text: str) -> bool:
    """Whether a text is a Mexican taxpayer key: letters, a date, a homoclave."""
    at = len(text) - 9
    return text[:at].isalpha() and short_date(
        text[at : at + 2], text[at + 2 : at + 4], text[at + 4 : at + 6]
    )


def clabe(digits: str) -> bool:
    """Whether 18 digits are a Mexican standardised bank code."""
    total = sum(d * w % 10 for d, w in zip(numbers(digits[:17]), (3, 7, 1) * 6, strict=False))
    return -total % 10 == int(digits[17]) and len(set(digits)) > 2


def cuit(digits: str) -> bool:
    """Whether eleven digits are an Argentine CUIT or CUIL."""
    check = -weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return digits[:2] in {
        "20",
        "23",
        "24",
        "25",
        "26",
        "27",
        "30",
        "33",
        "34",
    } and check % 10 == int(digits[10])


def rut(text: str) -> bool:
    """Whether a text is a Chilean RUT."""
    if not text[:-1].isdigit():
        return False
    total = sum(d * (2 + i % 6) for i, d in enumerate(reversed(numbers(text[:-1]))))
    return "0K987654321"[total % 11] == text[-1]


def nit(digits: str) -> bool:
    """Whether ten digits are a Colombian NIT."""
    rest = weighted(digits[:9][::-1], (3, 7, 13, 17, 19, 23, 29, 37, 41)) % 11
    return (rest if rest < 2 else 11 - rest) == int(digits[9])


def ruc_pe(digits: str) -> bool:
    """Whether eleven digits are a Peruvian RUC."""
    check = (11 - weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 10
    return digits[:2] in {"10", "15", "17", "20"} and check == int(digits[10])


def cedula_ec(digits: str) -> bool:
    """Whether ten digits are an Ecuadorian identity number."""
    return (1 <= int(digits[:2]) <= 24 or digits[:2] == "30") and digits[2] < "6" and luhn(digits)


def ci_uy(digits: str) -> bool:
    """Whether eight digits are a Uruguayan identity number."""
    return -weighted(digits, (2, 9, 8, 7, 6, 3, 4)) % 10 == int(digits[7])


def mbi(text: str) -> bool:
    """Whether eleven characters are a Medicare beneficiary identifier (CMS)."""
    return _MBI.fullmatch(text) is not None


def nss_mx(digits: str) -> bool:
    """Whether eleven digits are a Mexican social security number."""
    return luhn(digits) and len(set(digits)) > 2


def dominican(digits: str) -> bool:
    """Whether eleven digits are a Dominican identity number."""
    return luhn(digits) and digits[:3] != "000"


def born(text: str) -> bool:
    """Whether a Mexican voter key holds a date of birth."""
    return text[:6].isalpha() and short_date(text[6:8], text[8:10], text[10:12])


_MBI_SHAPES: Final = ("9A99A99AA99", "9AA9A99AA99", "9A99AA9AA99", "9AA9AA9AA99",
                      "9A99-A99-AA99", "9AA9-A99-AA99", "9A99-AA9-AA99", "9AA9-AA9-AA99")  # fmt: skip


def guatemala(digits: str) -> bool:
    """Whether thirteen digits are a Guatemalan CUI: a check digit, a department, a municipality."""
    check = weighted(digits[:8], range(2, 10)) % 11
    return check == int(digits[8]) and 1 <= int(digits[9:11]) <= 22 and digits[11:] != "00"


def salvador(digits: str) -> bool:
    """Whether nine digits are a Salvadoran DUI."""
    return (10 - weighted(digits[:8], range(9, 1, -1)) % 10) % 10 == int(digits[8])


AMERICAS: Final = (
    Format("us-ssn", "SSN", "US", ("999-99-9999", "999 99 9999", "999.99.9999", "999 - 99 - 9999"), ssn, ("ssn",), 0.85, 0.99),
    Format("us-ssn-joined", "SSN", "US", ("999999999",), ssn, ("ssn",), 0.0, 0.95),
    Format("us-ssn-never-assigned", "SSN", "US", ("999-99-9999", "999 99 9999", "999999999"), ssn_like, ("ssn",), 0.0, 0.9),
    Format("us-itin", "TAX_ID", "US", ("999-99-9999", "999 99 9999"), itin, ("tax",), 0.7, 0.97),
    Format("us-itin-joined", "TAX_ID", "US", ("999999999",), itin, ("tax",), 0.0, 0.9),
    Format("us-ein", "TAX_ID", "US", ("99-9999999",), ein, ("tax",), 0.45, 0.95),
    Format("us-routing", "BANK_ACCOUNT", "US", ("999999999",), routing, ("bank",), 0.0, 0.95),
    Format("us-mbi", "MEDICAL_ID", "US", _MBI_SHAPES, mbi, ("medical",), 0.8, 0.98),
    Format("us-npi", "MEDICAL_ID", "US", ("9999999999",), npi, ("medical",), 0.0, 0.9),
    Format("us-dea", "MEDICAL_ID", "US", ("AA9999999", "A99999999"), dea, ("medical",), 0.0, 0.9),
    Format("ca-sin", "NATIONAL_ID", "CA", separated(3, 3, 3)[1:], sin, ("national", "ssn", "tax"), 0.5, 0.96),
    Format("ca-sin-joined", "NATIONAL_ID", "CA", ("999999999",), sin, ("national", "ssn", "tax"), 0.0, 0.9),
    Format("br-cpf", "NATIONAL_ID", "BR", ("999.999.999-99", "999.999.999/99"), cpf, ("national", "tax"), 0.97, 0.99),
    Format("br-cpf-joined", "NATIONAL_ID", "BR", ("99999999999", "999999999-99", "999 999 999 99"), cpf, ("national", "tax"), 0.5, 0.97),
    Format("br-cpf-dotted", "NATIONAL_ID", "BR", ("999.999.999.99",), cpf, ("national", "tax"), 0.6, 0.97),
    Format("br-cnpj", "TAX_ID", "BR", ("99.999.999/9999-99",), cnpj, ("tax", "national"), 0.97, 0.99),
    Format("br-cnpj-joined", "TAX_ID", "BR", ("9" * 14,), cnpj, ("tax", "national"), 0.4, 0.95),
    Format("br-pis", "NATIONAL_ID", "BR", ("999.99999.99-9", "99999999999"), pis, ("national",), 0.0, 0.9),
    Format("br-rg", "NATIONAL_ID", "BR", ("99.999.999-9", "99.999.999-A"), None, ("national",), 0.4, 0.9),
    Format("mx-curp", "NATIONAL_ID", "MX", ("AAAA999999AAAAAA99", "AAAA999999AAAAAAA9"), curp, ("national",), 0.98, 0.99),
    Format("mx-rfc", "TAX_ID", "MX", ("AAAA999999999", "AAAA999999A99", "AAAA9999999A9", "AAAA99999999A", "AAAA999999AA9", "AAAA999999A9A", "AAAA9999999AA", "AAAA999999AAA", "AAA999999999", "AAA999999A99", "AAA999999AA9", "AAA9999999A9", "AAA99999999A", "AAA999999A9A", "AAA9999999AA", "AAA999999AAA"), rfc, ("tax",), 0.6, 0.96),
    Format("mx-voter", "NATIONAL_ID", "MX", ("AAAAAA99999999A999",), born, ("national",), 0.7, 0.95),
    Format("mx-nss", "NATIONAL_ID", "MX", ("99999999999", "99-99-99-9999-9"), nss_mx, ("national",), 0.0, 0.85),
    Format("mx-clabe", "BANK_ACCOUNT", "MX", ("9" * 18,), clabe, ("bank",), 0.5, 0.97),
    Format("ar-cuit", "TAX_ID", "AR", ("99-99999999-9", "99 99999999 9"), cuit, ("tax", "national"), 0.85, 0.98),
    Format("ar-cuit-joined", "TAX_ID", "AR", ("99999999999",), cuit, ("tax", "national"), 0.3, 0.95),
    Format("ar-dni", "NATIONAL_ID", "AR", ("99.999.999", "9.999.999"), None, ("national",), 0.0, 0.9),
    Format("cl-rut", "NATIONAL_ID", "CL", ("99.999.999-9", "99.999.999-A", "9.999.999-9", "9.999.999-A"), rut, ("national", "tax"), 0.9, 0.98),
    Format("cl-rut-joined", "NATIONAL_ID", "CL", ("99999999-9", "99999999-A", "9999999-9", "9999999-A"), rut, ("national", "tax"), 0.4, 0.95),
    Format("co-nit", "TAX_ID", "CO", ("999999999-9", "999.999.999-9"), nit, ("tax",), 0.5, 0.95),
    Format("co-cedula", "NATIONAL_ID", "CO", ("99.999.999", "9.999.999.999", "99999999", "9999999999"), None, ("national",), 0.0, 0.75),
    Format("pe-ruc", "TAX_ID", "PE", ("99999999999",), ruc_pe, ("tax",), 0.3, 0.95),
    Format("ec-cedula", "NATIONAL_ID", "EC", ("9999999999", "999999999-9"), cedula_ec, ("national",), 0.0, 0.9),
    Format("uy-ci", "NATIONAL_ID", "UY", ("9.999.999-9", "99999999", "9999999-9"), ci_uy, ("national",), 0.0, 0.9),
    Format("do-cedula", "NATIONAL_ID", "DO", ("999-9999999-9",), dominican, ("national",), 0.7, 0.96),
    Format("cr-cedula", "NATIONAL_ID", "CR", ("9-9999-9999",), None, ("national",), 0.0, 0.85),
    Format("gt-cui", "NATIONAL_ID", "GT", ("9" * 13, "9999 99999 9999", "9999-99999-9999"), guatemala, ("national", "tax"), 0.3, 0.95),
    Format("sv-dui", "NATIONAL_ID", "SV", ("99999999-9",), salvador, ("national",), 0.15, 0.95),
    Format("ve-cedula", "NATIONAL_ID", "VE", ("A-99999999", "A-99.999.999", "A-9999999"), None, ("national",), 0.0, 0.85),
)  # fmt: skip
