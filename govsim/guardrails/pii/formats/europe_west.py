"""Holds the identifiers of western Europe, each with the check its issuer publishes."""

from __future__ import annotations

from itertools import product
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.checksums import (
    ALPHANUMERIC,
    LETTERS,
    ean,
    is_date,
    luhn,
    mod_11_10,
    numbers,
    short_date,
    verhoeff,
    weighted,
)
from govsim.guardrails.pii.shape import Format, separated

_NINO: Final = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?")
_POSTCODE: Final = re.compile(
    r"(?:GIR0AA|(?:[A-PR-UWYZ]\d[0-9A-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y]\d[0-9ABEHMNPRV-Y]?)\d[ABD-HJLNP-UW-Z]{2})"
)
_EIRCODE: Final = re.compile(r"(?:[AC-FHKNPRTV-Y]\d\d|D6W)[0-9AC-FHKNPRTV-Y]{4}")
_EIRCODES: Final = tuple(f"A99 {''.join(kinds)}" for kinds in product("A9", repeat=4))
_UK_LICENCE: Final = re.compile(r"[A-Z]{1,5}9{0,4}\d[0156]\d[0-3]\d\d[A-Z][A-Z9][0-9A-Z][A-Z]{2}")
_CODICE: Final = re.compile(
    r"[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]"
)
_ODD: Final = dict(zip(ALPHANUMERIC, (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17,
    19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23), strict=True))  # fmt: skip
_DNI: Final = "TRWAGMYFPDXBNJZSQVHLCKE"


def nino(text: str) -> bool:
    """Whether a text is a British national insurance number (HMRC: prefixes not given out)."""
    return _NINO.fullmatch(text) is not None


def nhs(digits: str) -> bool:
    """Whether ten digits are an NHS number."""
    check = -weighted(digits, range(10, 1, -1)) % 11
    return check < 10 and check == int(digits[9]) and len(set(digits)) > 2


def utr(digits: str) -> bool:
    """Whether ten digits are a British unique taxpayer reference."""
    return "21987654321"[weighted(digits[1:], (6, 7, 8, 9, 10, 5, 4, 3, 2)) % 11] == digits[0]


def postcode(text: str) -> bool:
    """Whether a text can be a British postcode (Royal Mail's letters in each place)."""
    return _POSTCODE.fullmatch(text) is not None


def uk_licence(text: str) -> bool:
    """Whether 16 characters are a British driving licence number."""
    return _UK_LICENCE.fullmatch(text) is not None


def eircode(text: str) -> bool:
    """Whether seven characters can be an Irish postcode (the letters it uses in each place)."""
    return _EIRCODE.fullmatch(text) is not None


def pps(text: str) -> bool:
    """Whether a text is an Irish personal public service number."""
    total = weighted(text[:7], range(8, 1, -1))
    if len(text) == 9 and text[8] != "W":
        total += (LETTERS.index(text[8]) + 1) * 9
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == text[7]


def nir(text: str) -> bool:
    """Whether 15 characters are a French social security number (INSEE: key 97 - n mod 97)."""
    body = text[:13].replace("2A", "19", 1) if text[5:7] == "2A" else text[:13]
    body = body.replace("2B", "18", 1) if text[5:7] == "2B" else body
    if not (body.isdigit() and text[13:].isdigit()) or body[0] not in "123478":
        return False
    month = int(body[3:5])
    real = 1 <= month <= 12 or 20 <= month <= 42 or month >= 50
    return real and 97 - int(body) % 97 == int(text[13:])


def spi(digits: str) -> bool:
    """Whether 13 digits are a French tax number (DGFIP: key modulo 511)."""
    return digits[0] in "0123" and int(digits[:10]) % 511 == int(digits[10:])


def siren(digits: str) -> bool:
    """Whether digits are a French SIREN or SIRET."""
    return luhn(digits) and len(set(digits)) > 2


def steuer_id(digits: str) -> bool:
    """Whether eleven digits are a German tax identity (one digit two or three times in ten)."""
    body = digits[:10]
    different = set(body)
    if body[0] == "0" or len(different) not in {8, 9}:
        return False
    # Two missing digits may be one that stands three times, or two that stand twice.
    thrice = len(different) == 9 or max(map(body.count, different)) == 3
    return thrice and mod_11_10(digits)


def pension_de(text: str) -> bool:
    """Whether twelve characters are a German pension insurance number."""
    day = int(text[2:4])
    body = text[:8] + f"{LETTERS.index(text[8]) + 1:02}" + text[9:11]
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    total = sum(sum(divmod(d * w, 10)) for d, w in zip(numbers(body), weights, strict=True))
    return 1 <= int(text[4:6]) <= 12 and 1 <= day <= 81 and total % 10 == int(text[11])


def health_de(text: str) -> bool:
    """Whether ten characters are a German health insurance number."""
    body = f"{LETTERS.index(text[0]) + 1:02}{text[1:9]}"
    total = sum(sum(divmod(d * w, 10)) for d, w in zip(numbers(body), (1, 2) * 5, strict=True))
    return total % 10 == int(text[9])


def card_de(text: str) -> bool:
    """Whether ten characters are a German identity card or passport number (ICAO 9303 check)."""
    if any(c in "ABDEIOQSU" for c in text[:9]):
        return False
    total = sum(int(c, 36) * w for c, w in zip(text[:9], (7, 3, 1) * 3, strict=True))
    return total % 10 == int(text[9])


def svnr(digits: str) -> bool:
    """Whether ten digits are an Austrian insurance number."""
    check = weighted(digits, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11
    return digits[0] != "0" and check == int(digits[3]) and 1 <= int(digits[4:6]) <= 31


def ahv(digits: str) -> bool:
    """Whether 13 digits are a Swiss insurance number (756 and an EAN check)."""
    return digits.startswith("756") and ean(digits)


def uid_ch(text: str) -> bool:
    """Whether a text is a Swiss company number."""
    digits = text[3:12]
    check = -weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4)) % 11
    return text.startswith("CHE") and check < 10 and check == int(digits[8])


def dni(text: str) -> bool:
    """Whether a text is a Spanish DNI or NIE."""
    body = {"X": "0", "Y": "1", "Z": "2"}.get(text[0], text[0]) + text[1:-1]
    return body.isdigit() and _DNI[int(body) % 23] == text[-1]


def cif(text: str) -> bool:
    """Whether nine characters are a Spanish company number."""
    total = sum(numbers(text[2:8:2])) + sum(sum(divmod(2 * d, 10)) for d in numbers(text[1:8:2]))
    check = -total % 10
    return text[0] in "ABCDEFGHJNPQRSUVW" and text[8] in {str(check), "JABCDEFGHI"[check]}


def nss_es(digits: str) -> bool:
    """Whether twelve digits are a Spanish social security number."""
    province, number, check = digits[:2], int(digits[2:10]), int(digits[10:])
    whole = number + int(province) * 10_000_000 if number < 10_000_000 else int(digits[:10])
    return 1 <= int(province) <= 53 and whole % 97 == check


def codice_fiscale(text: str) -> bool:
    """Whether 16 characters are an Italian fiscal code."""
    if not _CODICE.fullmatch(text):
        return False
    total = sum(_ODD[c] for c in text[:15:2])
    total += sum(int(c) if c.isdigit() else LETTERS.index(c) for c in text[1:15:2])
    return LETTERS[total % 26] == text[15]


def partita_iva(digits: str) -> bool:
    """Whether eleven digits are an Italian VAT number."""
    return luhn(digits) and digits[:7] != "0000000"


def nif_pt(digits: str) -> bool:
    """Whether nine digits are a Portuguese taxpayer number."""
    check = -weighted(digits, range(9, 1, -1)) % 11
    return digits[0] in "12356789" and (check % 10 if check == 10 else check) == int(digits[8])


def citizen_pt(text: str) -> bool:
    """Whether twelve characters are a Portuguese citizen card number."""
    total = 0
    for place, c in enumerate(reversed(text)):
        value = int(c, 36)
        total += sum(divmod(2 * value, 10)) if place % 2 and value < 10 else (
            2 * value - 9 * (2 * value > 9) if place % 2 else value)  # fmt: skip
    return total % 10 == 0


def niss_pt(digits: str) -> bool:
    """Whether eleven digits are a Portuguese social security number."""
    check = 9 - weighted(digits, (29, 23, 19, 17, 13, 11, 7, 5, 3, 2)) % 10
    return digits[0] in "12" and check == int(digits[10])


def bsn(digits: str) -> bool:
    """Whether nine digits are a Dutch citizen service number (the eleven test)."""
    total = weighted(digits, range(9, 1, -1)) - int(digits[8])
    return total % 11 == 0 and len(set(digits)) > 2


def vat_nl(text: str) -> bool:
    """Whether 14 characters are a Dutch VAT number."""
    return text.startswith("NL") and text[11] == "B"


def rrn_be(digits: str) -> bool:
    """Whether eleven digits are a Belgian register number."""
    if not (int(digits[2:4]) % 20 <= 12 and int(digits[4:6]) <= 31):
        return False
    check = int(digits[9:])
    return any(97 - int(century + digits[:9]) % 97 == check for century in ("", "2"))


def vat_be(digits: str) -> bool:
    """Whether ten digits are a Belgian enterprise number."""
    return digits[0] in "01" and 97 - int(digits[:8]) % 97 == int(digits[8:])


def luxembourg(digits: str) -> bool:
    """Whether 13 digits are a Luxembourgish identity number: a date, a Luhn and a Verhoeff check."""
    return (
        is_date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        and luhn(digits[:12])
        and verhoeff(digits[:11] + digits[12])
    )


def amka(digits: str) -> bool:
    """Whether eleven digits are a Greek social security number."""
    return short_date(digits[4:6], digits[2:4], digits[:2]) and luhn(digits)


def afm(digits: str) -> bool:
    """Whether nine digits are a Greek tax number."""
    total = sum(d << (8 - i) for i, d in enumerate(numbers(digits[:8])))
    return total % 11 % 10 == int(digits[8]) and len(set(digits)) > 2


def greek_vat(text: str) -> bool:
    """Whether a Greek tax number stands behind its prefix."""
    return text[:2] in {"EL", "GR"} and afm(text[2:])


WEST: Final = (
    Format("uk-nino", "NATIONAL_ID", "GB", ("AA999999A", "AA 99 99 99 A", "AA-99-99-99-A", "AA 999999 A", "AA999999 A", "AA99 99 99 A"), nino, ("national",), 0.8, 0.98),
    Format("uk-nino-unchecked", "NATIONAL_ID", "GB", ("AA999999A", "AA 99 99 99 A", "AA-99-99-99-A"), None, ("national",), 0.0, 0.85),
    Format("uk-nhs", "MEDICAL_ID", "GB", ("999 999 9999", "999-999-9999"), nhs, ("medical",), 0.3, 0.97),
    Format("uk-nhs-joined", "MEDICAL_ID", "GB", ("9" * 10,), nhs, ("medical",), 0.0, 0.96),
    Format("uk-utr", "TAX_ID", "GB", ("9" * 10, "99999 99999"), utr, ("tax",), 0.0, 0.92),
    Format("uk-driving-licence", "DRIVER_LICENSE", "GB", ("AAAAA999999AA9AA", "AAAAA999999AAAAA", "AAAAA999999A9AAA", "AAAAA999999A99AA", "AAAA9999999AA9AA", "AAA99999999AA9AA", "AAAAA 999999 AA9AA"), uk_licence, ("licence",), 0.9, 0.98),
    Format("uk-postcode", "ZIP", "GB", ("A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"), postcode, ("zip",), 0.65, 0.95),
    Format("uk-postcode-joined", "ZIP", "GB", ("A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA"), postcode, ("zip",), 0.0, 0.9),
    Format("ca-postcode", "ZIP", "CA", ("A9A 9A9",), lambda t: not set(t) & set("DFIOQU"), ("zip",), 0.7, 0.95),
    Format("ca-postcode-joined", "ZIP", "CA", ("A9A9A9", "A9A-9A9"), lambda t: not set(t) & set("DFIOQU"), ("zip",), 0.3, 0.95),
    Format("nl-postcode", "ZIP", "NL", ("9999 AA",), lambda t: t[0] != "0", ("zip",), 0.4, 0.9),
    Format("uk-sort-code", "BANK_ACCOUNT", "GB", ("99-99-99",), None, ("bank",), 0.0, 0.87),
    Format("uk-vat", "TAX_ID", "GB", ("AA999999999", "AA 999 9999 99", "AA999 9999 99"), lambda t: t.startswith("GB"), ("tax",), 0.6, 0.95),
    Format("ie-eircode", "ZIP", "IE", _EIRCODES, eircode, ("zip",), 0.5, 0.95),
    Format("ie-pps", "NATIONAL_ID", "IE", ("9999999A", "9999999AA"), pps, ("national",), 0.45, 0.97),
    Format("fr-nir", "NATIONAL_ID", "FR", ("9" * 15, "9 99 99 99 999 999 99", "9 99 99 99 999 999 / 99", "9-99-99-99-999-999-99", "9 9999 99 999 999 99", "9 99 99 9A 999 999 99", "999999A99999999", "9999999999999 99"), nir, ("national", "ssn"), 0.97, 0.99),
    Format("fr-siren", "TAX_ID", "FR", separated(3, 3, 3), siren, ("tax",), 0.0, 0.9),
    Format("fr-siret", "TAX_ID", "FR", ("9" * 14, "999 999 999 99999"), siren, ("tax",), 0.4, 0.95),
    Format("fr-spi", "TAX_ID", "FR", ("9" * 13, "99 99 999 999 999"), spi, ("tax",), 0.4, 0.95),
    Format("fr-vat", "TAX_ID", "FR", ("AA99999999999", "AA99 999999999", "AA99 999 999 999"), lambda t: t.startswith("FR") and luhn(t[4:]), ("tax",), 0.85, 0.97),
    Format("fr-passport", "PASSPORT", "FR", ("99AA99999",), None, ("passport",), 0.3, 0.95),
    Format("fr-cni", "NATIONAL_ID", "FR", ("9" * 12,), None, ("national",), 0.0, 0.8),
    Format("de-steuer-id", "NATIONAL_ID", "DE", ("9" * 11, "99 999 999 999"), steuer_id, ("tax", "national"), 0.75, 0.98),
    Format("de-steuernummer", "TAX_ID", "DE", ("99/999/99999", "999/999/99999", "999/9999/9999"), None, ("tax",), 0.6, 0.95),
    Format("de-pension", "NATIONAL_ID", "DE", ("99999999A999", "99 999999 A 999", "99999999 A 999", "99 99 99 99 A 999"), pension_de, ("national", "ssn"), 0.9, 0.98),
    Format("de-health", "MEDICAL_ID", "DE", ("A999999999",), health_de, ("medical",), 0.35, 0.96),
    Format("de-card", "NATIONAL_ID", "DE", ("AAAAAAAAA9",), card_de, ("national", "passport"), 0.0, 0.5),
    Format("de-vat", "TAX_ID", "DE", ("AA999999999", "AA 999999999", "AA 999 999 999"), lambda t: t.startswith("DE"), ("tax",), 0.75, 0.96),
    Format("at-svnr", "NATIONAL_ID", "AT", ("9999 999999", "9999999999", "9999-999999"), svnr, ("national", "ssn"), 0.3, 0.96),
    Format("at-vat", "TAX_ID", "AT", ("AAA99999999",), lambda t: t.startswith("ATU"), ("tax",), 0.85, 0.97),
    Format("ch-ahv", "NATIONAL_ID", "CH", ("999.9999.9999.99", "9" * 13, "999 9999 9999 99"), ahv, ("national", "ssn"), 0.97, 0.99),
    Format("ch-uid", "TAX_ID", "CH", ("AAA-999.999.999", "AAA999999999", "AAA-999999999"), uid_ch, ("tax",), 0.95, 0.98),
    Format("es-dni", "NATIONAL_ID", "ES", ("99999999A", "99999999-A", "99.999.999-A", "99999999 A", "99.999.999A"), dni, ("national", "tax"), 0.9, 0.98),
    Format("es-nie", "NATIONAL_ID", "ES", ("A9999999A", "A-9999999-A", "A9999999-A"), lambda t: t[0] in "XYZ" and dni(t), ("national", "tax"), 0.9, 0.98),
    Format("es-cif", "TAX_ID", "ES", ("A99999999", "A9999999A", "A-99999999"), cif, ("tax",), 0.35, 0.95),
    Format("es-nss", "NATIONAL_ID", "ES", ("9" * 12, "99 99999999 99", "99/99999999/99"), nss_es, ("national",), 0.3, 0.95),
    Format("it-codice-fiscale", "NATIONAL_ID", "IT", ("AAAAAA99A99A999A",), codice_fiscale, ("national", "tax"), 0.98, 0.99),
    Format("it-codice-fiscale-unchecked", "NATIONAL_ID", "IT", ("AAAAAA99A99A999A",), None, ("national", "tax"), 0.7, 0.9),
    Format("it-partita-iva", "TAX_ID", "IT", ("9" * 11, "AA99999999999"), lambda t: partita_iva(t[-11:]) and t[:-11] in {"", "IT"}, ("tax",), 0.2, 0.95),
    Format("it-card", "NATIONAL_ID", "IT", ("AA99999AA",), None, ("national",), 0.3, 0.95),
    Format("pt-nif", "TAX_ID", "PT", separated(3, 3, 3), nif_pt, ("tax", "national"), 0.0, 0.96),
    Format("pt-citizen", "NATIONAL_ID", "PT", ("99999999 9 AA9", "999999999AA9", "99999999 9AA9"), citizen_pt, ("national",), 0.95, 0.98),
    Format("pt-niss", "NATIONAL_ID", "PT", ("9" * 11,), niss_pt, ("national",), 0.0, 0.92),
    Format("nl-bsn", "NATIONAL_ID", "NL", ("9" * 9, "999.999.999", "9999.99.999", "9999 99 999"), bsn, ("national",), 0.0, 0.97),
    Format("nl-vat", "TAX_ID", "NL", ("AA999999999A99",), vat_nl, ("tax",), 0.95, 0.98),
    Format("be-rrn", "NATIONAL_ID", "BE", ("99.99.99-999.99", "99999999999", "99.99.99.999.99", "99 99 99 999 99", "999999-999-99", "999999-999.99"), rrn_be, ("national",), 0.7, 0.98),
    Format("be-vat", "TAX_ID", "BE", ("9999.999.999", "AA9999999999", "AA 9999.999.999", "AA9999.999.999"), lambda t: vat_be(t[-10:]) and t[:-10] in {"", "BE"}, ("tax",), 0.7, 0.97),
    Format("lu-id", "NATIONAL_ID", "LU", ("9" * 13, "9999 99 99 99999"), luxembourg, ("national",), 0.7, 0.97),
    Format("gr-amka", "NATIONAL_ID", "GR", ("9" * 11,), amka, ("national",), 0.3, 0.96),
    Format("gr-afm", "TAX_ID", "GR", ("9" * 9,), afm, ("tax",), 0.0, 0.94),
    Format("gr-vat", "TAX_ID", "GR", ("AA999999999", "AA 999999999"), greek_vat, ("tax",), 0.6, 0.96),
    Format("gr-card", "NATIONAL_ID", "GR", ("AA-999999", "AA 999999"), None, ("national",), 0.0, 0.9),
)  # fmt: skip
