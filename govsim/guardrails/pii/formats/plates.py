"""Holds the number plates of vehicles: their shapes, by country, and the letters they use.

A plate has no check digit. A shape that nothing else has counts beside any word for a vehicle; one
that products and flights have too only beside a word for plates.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.shape import Check, Format

_NAMED: Final = ("vehicle",)  # topics: a word for a plate
_SPOKEN: Final = ("vehicle", "motor")  # topics: that, or a word for a vehicle
_LIKELY: Final = 0.9
_CLOSE: Final = 0.47  # so that a word more than two words away is too far


def _of(pattern: str) -> Check:
    """Return a check of the letters and digits of a plate."""
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


def _by(shapes: str, *signs: str) -> tuple[str, ...]:
    """Return shapes, given apart by `|`, with each of some signs for their blanks."""
    return tuple(shape.replace(" ", sign) for shape in shapes.split("|") for sign in signs)


_CANTONS: Final = "AG|AI|AR|BE|BL|BS|FR|GE|GL|GR|JU|LU|NE|NW|OW|SG|SH|SO|SZ|TG|TI|UR|VD|VS|ZG|ZH"
_COUNTIES: Final = (
    "AB|AG|AR|B|BC|BH|BN|BR|BT|BV|BZ|CJ|CL|CS|CT|CV|DB|DJ|GJ|GL|GR|HD|HR|IF|IL|IS|MH|MM|MS|NT|OT|"
    "PH|SB|SJ|SM|SV|TL|TM|TR|VL|VN|VS"
)
_STATES: Final = (
    "AN|AP|AR|AS|BR|CG|CH|DD|DL|DN|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|PB|PY|RJ|SK|"
    "TN|TR|TS|UK|UP|WB"
)
_GERMAN: Final = tuple(
    f"{'A' * place}{by}{'A' * letters}{gap}{'9' * digits}{end}"
    for place, letters, digits in product((1, 2, 3), (1, 2), (1, 2, 3, 4))
    for by, gap in (("-", " "), ("-", "-"), (" ", " "))
    for end in ("", "A")
    if place + letters + digits + len(end) <= 8
)
# Of the letters and digits behind the first group of a Polish plate, those in use.
_POLISH: Final = {
    2: ("99999", "9999A", "999AA", "9A999", "9AA99"),
    3: (
        "9A999",
        "9AA99",
        "99A99",
        "A999",
        "99A9",
        "9A99",
        "9AA9",
        "99AA",
        "AA99",
        "99999",
        "9999A",
        "999AA",
        "A99A",
        "A9AA",
    ),
}
_TURKISH: Final = ("99 A 9999", "99 A 99999", "99 AA 999", "99 AA 9999", "99 AAA 99", "99 AAA 999")

# Each with its country, its shapes, its check.
_DISTINCT: Final[tuple[tuple[str, tuple[str, ...], Check | None], ...]] = (
    ("GB", _by("AA99 AAA", " ", "", "-"), _of(r"[A-HJ-PR-Y]{2}(?:[02][0-9]|[15-7]\d)[A-HJ-PR-Z]{3}")),
    ("GB", _by("A999 AAA|A99 AAA|AAA 999A|AAA 99A", " "), _of(r"[A-HJ-NP-TV-Y]\d{2,3}[A-Z]{3}|[A-Z]{3}\d{2,3}[A-HJ-NP-TV-Y]")),
    ("FR", _by("AA 999 AA", "-", " "), _of("[A-HJ-NP-TV-Z]{2}(?!000)[0-9]{3}[A-HJ-NP-TV-Z]{2}")),
    ("IT", _by("AA999AA|AA 999AA|AA999 AA", " "), _of("[A-HJ-NPR-TV-Z]{2}[0-9]{3}[A-HJ-NPR-TV-Z]{2}")),
    ("DE", _GERMAN, _of(r"(?!GSX|CBR|CBF|VFR|YZF|XSR|EXC)[A-Z]{2,5}[1-9]\d{0,3}[EH]?")),
    ("AT", ("A-9999 AA", "A-9999 A", "A-99999 A", "A 99999 A", "A-999 AA", "AA-999 AA", "AA-999 A", "AA 999 AA", "AA-99 AAA", "AA-9 AAA", "A-9 AAA", "AA-9999 A"), _of("[A-Z]{1,2}[1-9][0-9]*[A-Z]{1,3}")),
    ("CH", _by("AA 99 999|AA 999 999|AA 999999|AA 99999", " "), _of(rf"(?:{_CANTONS})[1-9]\d+")),
    ("PL", tuple(f"{'A' * size} {rest}" for size in _POLISH for rest in _POLISH[size] if "A" in rest), _of("[BCDEFGKLNOPRSTWZ][A-Z]{1,2}[0-9A-Z]{4,5}")),
    ("ES", _by("9999 AAA", " ", "-"), _of("[0-9]{4}[BCDFGHJ-NPR-TV-Z]{3}")),
    ("ES", _by("A 9999 AA|AA 9999 AA", "-"), _of("[A-Z]{1,2}[0-9]{4}[A-Z]{2}")),
    ("PT", _by("99 AA 99|99 99 AA|AA 99 AA", "-"), None),
    ("NL", _by("99 AAA 9|9 AAA 99|AA 999 A|A 999 AA|A 99 AAA|AAA 99 A", "-"), _of("[0-9BDFGHJ-NPR-TV-XZ]+")),
    ("BE", _by("9 AAA 999", "-", " "), _of("[1-9][A-Z]{3}[0-9]{3}")),
    ("SE", _by("AAA 99A", " "), _of("[A-HJ-PR-UW-Z]{3}[0-9]{2}[A-HJ-PR-UW-Z]")),
    ("DK", _by("AA 99 999", " "), _of(r"[A-Z]{2}[1-9]\d{4}")),
    ("CZ", _by("9A9 9999|9AA 9999", " "), _of("[1-9][ABCEHJKLMPSTUZ][0-9A-Z][0-9]{4}")),
    ("SK", ("AA-999AA", "AA 999AA", "AA-999 AA"), None),
    ("HU", _by("AA AA 999", "-", " "), None),
    ("RO", ("A 99 AAA", "A 999 AAA", "AA 99 AAA", "AA-99-AAA", "A-999-AAA"), _of(rf"(?:{_COUNTIES})[0-9]{{2,3}}[A-Z]{{3}}")),
    ("BG", _by("A 9999 AA|AA 9999 AA", " "), _of("[ABCEHKMOPTXY]{1,2}[0-9]{4}[ABCEHKMOPTXY]{2}")),
    ("UA", ("AA9999AA", "AA 9999 AA"), _of("[ABCEHIKMOPTX]{2}[0-9]{4}[ABCEHIKMOPTX]{2}")),
    ("HR", ("AA 9999-AA", "AA 999-AA", "AA-9999-AA", "AA-999-AA", "AA 9999-A", "AA 999-A", "AA 999 AA"), None),
    ("SI", ("AA AA-999", "AA A9-999"), None),
    ("TR", _TURKISH, _of(r"(?:0[1-9]|[1-7]\d|8[01])[A-Z]{1,3}[0-9]{2,5}")),
    ("RU", ("A999AA99", "A999AA999", "A 999 AA 99", "A 999 AA 999", "A999AA 99", "A999AA 999"), _of("[ABCEHKMOPTXY][0-9]{3}[ABCEHKMOPTXY]{2}[0-9]{2,3}")),
    ("IE", tuple(f"{year}-{'A' * size}-{'9' * count}" for year in ("99", "999") for size in (1, 2) for count in (3, 4, 5)), None),
    ("IN", (*_by("AA 99 A 9999|AA 99 AA 9999|AA 9 AA 9999|AA 9A AA 9999|AA 9A A 9999", " ", "-", ""), "AA99AA 9999", "AA 99AA9999", "AA99 AA 9999"), _of(f"(?:{_STATES})[0-9]{{1,2}}[A-Z]{{1,3}}[0-9]{{4}}")),
    ("VN", ("99A-999.99", "99A-99999", "99A-9999", "99A 99999"), None),
    ("SG", ("AAA9999A", "AAA 9999 A", "AAA 999 A"), _of("[EFGPQS][A-Z]{2}[0-9]{3,4}[A-Z]")),
    ("ZA", ("AAA 999 AA", "AA 99 AA AA", "AAA999AA", "AA99AAAA"), _of("[A-Z]{2,3}[0-9]{2,3}(?:[A-Z]{2})?(?:GP|MP|NW|EC|FS|NC|ZN)")),
    ("AU", ("AAA 99A", "AA 99 AA", "AA-99-AA", "9AA 9AA", "9AA-9AA", "AAA-99A", "AAA99A", "9AAA 999", "9AAA-999"), None),
    ("BR", ("AAA9A99", "AAA 9A99", "AAA-9A99"), None),
    ("AR", ("AA 999 AA",), None),
    ("MX", ("AAA-99-99", "AAA-999-A", "AA-9999-A"), None),
    ("PE", ("A9A-999",), None),
    ("KE", ("AAA 999A", "AAA999A"), _of("K[A-Z]{2}[0-9]{3}[A-Z]")),
    ("NG", ("AAA-999-AA", "AAA-999AA", "AAA 999 AA", "AAA999AA"), None),
    ("US", ("9AAA999",), _of("[1-9][A-Z]{3}[0-9]{3}")),
    ("ID", ("A 9999 AAA", "A 9999 AA", "AA 9999 AA", "AA 9999 A"), _of("[A-Z]{1,2}[1-9][0-9]{3}[A-Z]{1,3}")),
)  # fmt: skip
_COMMON: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("CL", ("AAAA99", "AA-9999", "AA-AA-99", "AA AA 99")),
    ("NO", ("AA 99999", "AA99999")),
    ("", (*_by("AAA 999|AAA 9999|AA 9999|AA 99999|999 AAA|9999 AAA|999 AA 99|9999 AA 99|AAA 99", " ", "-"),
          "99-AA-AA", "AA-AA-99", "AA 9999-99", "AAA 999 A",
          *_by("AAA A99|AAA 9A9|A99 9AA|AA9 9AA|AA9 99A|999 A99|9A9 AA9|9AA A99", " ", "-"))),
    ("IL", ("99-999-99", "999-99-999")),
    ("ZA", ("AA 999-999", "AA 9999")),
)  # fmt: skip
# As they are written without a blank.
_SOLID: Final = (
    "AAA999", "AAA9999", "AA99AA", "AA999AA", "AA9999", "AA99999", "999AAA", "9999AAA", "9AAA999", "A999AAA", "A99AAA", "AAA99A", "AAA999A", "9AA9999", "99AAA9", "9AAA99",
)  # fmt: skip
_HYPHENED: Final = ("AAA-999", "AAA-9999")
# Months, money, standards, names of models: what stands in front of numbers as well.
_OTHERS: Final = frozenset(
    "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC MAI OKT DEZ ENE ABR AGO DIC EUR USD GBP PLN CHF"
    " CZK SEK NOK DKK HUF RON AUD CAD NZD JPY CNY INR BRL ZAR ISO DIN IEC PDF USB RFC GTI TDI TSI GTD"
    " CDI HDI THP VAN RAM GSX CBR CBF BRZ BHP MPH KMH RPM MPG MAX MIN AGE ROW TOP NEW OLD VIN REG CAR"
    " NO NR ID GT MT ZX CX XC QR US UK EU AM PM PO EV HP PS KM KG CC TO OF IN ON AT BY".split()
)


def _common(text: str) -> bool:
    """Whether no group of letters of a plate is an abbreviation that stands in front of numbers."""
    return _OTHERS.isdisjoint(_LETTERS.findall(text))


def _joined(text: str) -> bool:
    """Likewise of a plate without blanks; letters behind the digits make it one all the same."""
    return text[-1:].isalpha() or _common(text)


_LETTERS: Final = re.compile("[A-Z]+")


def _plates() -> Iterator[Format]:
    known = set[str]()
    for country, shapes, check in _DISTINCT:
        id_ = f"{country.lower()}-plate{'-older' * (country in known)}"
        known.add(country)
        yield Format(id_, "VEHICLE", country, shapes, check, _SPOKEN, 0.0, _LIKELY)
    for country, shapes in _COMMON:
        id_ = f"{country.lower()}-plate-common".lstrip("-")
        yield Format(id_, "VEHICLE", country, shapes, _common, _NAMED, 0.0, _LIKELY)
    yield Format("plate-joined", "VEHICLE", "", _SOLID, _joined, _NAMED, 0.0, _LIKELY)
    yield Format("plate-spoken", "VEHICLE", "", _HYPHENED, _common, ("motor",), 0.0, _CLOSE)


PLATES: Final = tuple(_plates())
