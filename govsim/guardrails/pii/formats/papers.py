"""Holds papers of single countries whose numbers have a form of their own, and mostly no check."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.checksums import is_date, luhn, short_date, weighted
from govsim.guardrails.pii.formats.europe_east import nip, oib
from govsim.guardrails.pii.formats.europe_west import nif_pt
from govsim.guardrails.pii.shape import Check, Format

# Countries of the European health insurance card, by number (ISO 3166-1).
_INSURED: Final = frozenset(
    "040 056 100 191 196 203 208 233 246 250 276 300 348 352 372 380 428 438 440 442 470 528 578"
    " 616 620 642 703 705 724 752 756 826".split()
)
_OFFICES: Final = frozenset("EAC WAC LIN SRC NBC MSC IOE YSC TSC VSC NSC".split())
_STATES: Final = frozenset(
    "AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ"
    " SK TN TR TS UK UP WB".split()
)


def _of(pattern: str) -> Check:
    """Return a check of the letters and digits of a number."""
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


def ehic(digits: str) -> bool:
    """Whether 20 digits name a European health insurance card: health, then who issued it."""
    return digits[:2] == "80" and digits[2:5] in _INSURED


def business_fi(digits: str) -> bool:
    """Whether eight digits are a Finnish business identity."""
    return -weighted(digits, (7, 9, 10, 5, 8, 4, 2)) % 11 == int(digits[7])


def business_no(digits: str) -> bool:
    """Whether nine digits are a Norwegian organisation number."""
    return digits[0] in "89" and -weighted(digits, (3, 2, 7, 6, 5, 4, 3, 2)) % 11 == int(digits[8])


def business_dk(digits: str) -> bool:
    """Whether eight digits are a Danish company number."""
    return weighted(digits, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0 and len(set(digits)) > 2


def latvia(digits: str) -> bool:
    """Whether eleven digits begin as a Latvian personal code: a date, then a century."""
    return short_date(digits[4:6], digits[2:4], digits[:2]) and digits[6] in "012"


def licence_kr(digits: str) -> bool:
    """Whether twelve digits are a Korean driving licence: where it was issued comes first."""
    return 11 <= int(digits[:2]) <= 28


def licence_in(text: str) -> bool:
    """Whether a text is an Indian driving licence: a state, an office, a year, a number."""
    return text[:2] in _STATES and text[4:6] in {"19", "20"}


def uscis(text: str) -> bool:
    """Whether an office of the American immigration service stands before ten digits."""
    return text[:3] in _OFFICES


def nida(digits: str) -> bool:
    """Whether twenty digits are a Tanzanian identity number: a date of birth comes first."""
    return is_date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def nicaragua(text: str) -> bool:
    """Whether a date of birth stands behind the municipality of a Nicaraguan identity number."""
    return short_date(text[7:9], text[5:7], text[3:5])


def vat_eu(text: str) -> bool:
    """Whether a country of the Union stands before digits with the check of its numbers for VAT."""
    check = _VAT.get(text[:2])
    return check is not None and check(text[2:])


_VAT: Final[Mapping[str, Check]] = {
    "PL": lambda digits: len(digits) == 10 and nip(digits),
    "PT": lambda digits: len(digits) == 9 and nif_pt(digits),
    "HR": lambda digits: len(digits) == 11 and oib(digits),
    "FI": lambda digits: len(digits) == 8 and business_fi(digits),
    "SE": lambda digits: len(digits) == 12 and digits.endswith("01") and luhn(digits[:10]),
    "LU": lambda digits: len(digits) == 8 and int(digits[:6]) % 89 == int(digits[6:]),
    "SI": lambda digits: len(digits) == 8 and _slovenia(digits),
    "EE": lambda digits: len(digits) == 9 and -weighted(digits, (3, 7, 1) * 3) % 10 == 0,
}


def _slovenia(digits: str) -> bool:
    """Whether eight digits are a Slovenian tax number."""
    return (11 - weighted(digits, (8, 7, 6, 5, 4, 3, 2)) % 11) % 10 == int(digits[7])


def serial_de(text: str) -> bool:
    """Whether a text is the serial number of a German paper: no vowels, nor what looks like 0."""
    return _SERIAL_DE.fullmatch(text) is not None and sum(map(str.isdigit, text)) >= _FEWEST


def health_es(text: str) -> bool:
    """Whether a date of birth stands behind four letters of names, as on health cards of Spain."""
    return short_date(text[4:6], text[6:8], text[8:10]) or short_date(
        text[4:6], text[6:8], f"{int(text[8:10]) - 40:02}"
    )


_SERIAL_DE: Final = re.compile(r"[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]?")
_FEWEST: Final = 2  # digits
_SERIALS_DE: Final = tuple(
    f"A{''.join(signs)}" for size in (8, 9) for signs in product("A9", repeat=size)
)
_OF_INDIA: Final = ("AA99 99999999999", "AA99-99999999999", "AA999999999999999", "AA-9999999999999",
                    "AA-99-9999-9999999", "AA99 9999 9999999", "AA99 9999999999", "AA9999999999999")  # fmt: skip
_NATIONAL: Final = ("national",)


def meter_pl(digits: str) -> bool:
    """Whether 18 digits name a point of delivery of the Polish grid: a country, then a check."""
    body = sum(int(c) * (3 if at % 2 == 0 else 1) for at, c in enumerate(digits[:-1]))
    return digits[:4] == "5903" and -body % 10 == int(digits[-1])


PAPERS: Final = (
    Format("ru-passport-abroad", "PASSPORT", "RU", ("99 9999999",), None, ("passport",), 0.0, 0.93),
    Format("pl-delivery-point", "OTHER_ID", "PL", ("9" * 18,), meter_pl, ("other",), 0.5, 0.95),
    Format("us-sevis", "OTHER_ID", "US", ("A9999999999",), _of(r"N00\d{8}"), ("other",), 0.5, 0.95),
    Format("eu-health-card", "MEDICAL_ID", "", ("9" * 20,), ehic, ("medical",), 0.6, 0.96),
    Format("fi-business-id", "TAX_ID", "FI", ("9999999-9",), business_fi, ("tax",), 0.0, 0.96),
    Format("no-orgnr", "TAX_ID", "NO", ("999 999 999", "9" * 9), business_no, ("tax",), 0.0, 0.95),
    Format("dk-cvr", "TAX_ID", "DK", ("9" * 8, "99 99 99 99", "AA99999999"), lambda t: business_dk(t[-8:]) and t[:-8] in {"", "DK"}, ("tax",), 0.0, 0.94),
    Format("lv-code-dated", "NATIONAL_ID", "LV", ("999999-99999",), latvia, _NATIONAL, 0.45, 0.92),
    Format("kr-licence", "DRIVER_LICENSE", "KR", ("99-99-999999-99",), licence_kr, ("licence",), 0.55, 0.96),
    Format("in-licence", "DRIVER_LICENSE", "IN", _OF_INDIA, licence_in, ("licence",), 0.5, 0.96),
    Format("us-uscis-receipt", "OTHER_ID", "US", ("AAA9999999999",), uscis, ("other",), 0.9, 0.96),
    Format("tz-nida", "NATIONAL_ID", "TZ", ("99999999-99999-99999-99",), nida, _NATIONAL, 0.9, 0.97),
    Format("ni-cedula", "NATIONAL_ID", "NI", ("999-999999-9999A",), nicaragua, _NATIONAL, 0.85, 0.97),
    Format("hn-identity", "NATIONAL_ID", "HN", ("9999-9999-99999",), lambda t: t[4:6] in {"19", "20"}, _NATIONAL, 0.5, 0.94),
    Format("pa-cedula", "NATIONAL_ID", "PA", ("9-999-9999", "9-999-999", "99-999-9999"), lambda t: int(t[0]) > 0, _NATIONAL, 0.0, 0.9),
    Format("np-citizenship", "NATIONAL_ID", "NP", ("99-99-99-99999",), None, _NATIONAL, 0.0, 0.92),
    Format("zm-nrc", "NATIONAL_ID", "ZM", ("999999/99/9",), None, _NATIONAL, 0.45, 0.95),
    Format("az-card", "NATIONAL_ID", "AZ", ("AAA99999999", "AA9999999"), _of(r"AZE\d{8}|AA\d{7}"), _NATIONAL, 0.0, 0.93),
    Format("mt-card", "NATIONAL_ID", "MT", ("9999999A", "999999A", "99999A"), _of(r"\d{5,7}[MGAPLHBZ]"), _NATIONAL, 0.0, 0.92),
    Format("pt-citizen-unchecked", "NATIONAL_ID", "PT", ("99999999 9 AA9", "99999999 9AA9"), None, _NATIONAL, 0.5, 0.93),
    Format("de-serial", "NATIONAL_ID", "DE", _SERIALS_DE, serial_de, ("national",), 0.0, 0.9),
    Format("passport-lettered", "PASSPORT", "", ("A9999999", "A99999999", "AA999999", "AA9999999", "AA99999999", "AAA999999"), None, ("passport",), 0.0, 0.9),
    Format("es-health-card", "MEDICAL_ID", "ES", ("AAAA999999999999", "AAAA 999999999999"), health_es, ("medical", "national"), 0.5, 0.96),
    Format("ca-business-number", "TAX_ID", "CA", ("999999999AA9999", "999999999 AA9999", "99999 9999 AA9999", "999999999 AA 9999"), _of(r"\d{9}R[CTPRZM]\d{4}"), ("tax",), 0.9, 0.97),
    Format("pl-bailiff-file", "OTHER_ID", "PL", tuple(f"{'A' * size} {'9' * count}/99" for size, count in product((2, 3), range(1, 6))), _of(r"(?:KM|KMP|GKM|KMS)\d+"), ("other",), 0.7, 0.9),
    Format("microchip", "OTHER_ID", "", ("9" * 15,), _of(r"9[0-8]\d{13}|(?:616|276|826|250|724|380|203|528)\d{12}"), ("other",), 0.0, 0.9),
    Format("eu-vat", "TAX_ID", "", tuple(f"AA{gap}{'9' * size}" for size in (8, 9, 10, 11, 12) for gap in ("", " ")), vat_eu, ("tax",), 0.6, 0.96),
    Format("in-tan", "TAX_ID", "IN", ("AAAA99999A",), None, ("tax",), 0.0, 0.95),
    Format("hu-card", "NATIONAL_ID", "HU", ("999999AA", "999999 AA"), None, _NATIONAL, 0.0, 0.9),
)  # fmt: skip
