"""Decides which finds of the tagger are no addresses: dates, times, prices, results, codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.names.words import Bitmaps, contains
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.redaction.months import MONTHS

_PLACES: Final = frozenset({"ADDRESS", "LOCATION"})
# `250 g`, `40 × 75 cm`, `16°`: but `5 m. 3` and `5 m 3` are a house and a flat of it.
_QUANTITY: Final = re.compile(
    r"\d\s?(?:[°%€£$]|(?:k?g|[ckm]?m|m²|m?[lL]|kcal|kWh|[GMk]B|zł|PLN|EUR|USD|CHF|kr|Kč|tys|mln|pkt|"
    r"min|km/h|cm³)(?![\w]|\.? ?\d))"
)
_DATE: Final = re.compile(
    r"\d(?<![\w/]\d)\d?(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?"
    r"(?:(?P<month>[^\W\d_]{3,12})(?!\w)|[IVX]{1,4}(?=\s(?:19|20)\d\d))\.?(?:\s(?:del?\s)?(?:1[5-9]|20)\d\d(?!\d))?"
    r"(?:\s?r(?!\w)\.?)?"
)
_YEAR_OF_MONTH: Final = re.compile(r"([^\W\d_]{3,12})\.?,?\s(?:del?\s)?$")
# Streets that are called for a day: `rue du 4 septembre`, `ul. 11 Listopada`, `25 de Mayo 12`.
_STREET: Final = re.compile(
    r"(?<![^\W_])(?:ul|al|pl|os|ulicy|ulica|aleja|rue|place|avenue|boulevard|bd|calle|avda|avenida|"
    r"plaza|via|viale|piazza|corso|rua|praça|largo|straße|strasse|platz|trg)\.?\s(?:d\w{0,3}\s)?$",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"\d{1,2}(?:[.:]\d\d)?\s?(?:h|Uhr|hrs?|pm|am|PM|AM)(?!\w)")
_DECIMAL: Final = re.compile(r"(?<![\d.])\d{1,2}\.\d(?!\d)")
# What is counted or numbered, and is no house.
_COUNTED: Final = frozenset(
    """lot lote lotto lotes block batch charge cena ceny preis prix prezzo precio preço price grade
    corsia scaffale regal shelf aisle slot gate dia giorno día tag jour day dag dzień day
    nummerplaat kenteken kennzeichen targa matrícula placa plate tillträde lagfart rej nr no nº n°
    num číslo szám kwatera kwaterze kadrowy klasa sala sali salle saal room level version wersja
    kl klasse classe clase grado bd vol tom teil part chapter kapitel rozdział size taille größe
    rozmiar talla taglia tamanho bus linie linia ligne línea linha tram zug gleis peron kolej
    koleje binario quai voie andén plataforma page seite strona strony pagina página side
    flat apartment lokal telefon tel fax""".split()
)
_NUMBER_OF: Final = re.compile(r"(?:^|[\s-])(?:No|Nr|nr|NR|Nº|nº|N°|n°|num|Num)\.?$")
_ZIP_LABEL: Final = re.compile(
    r"(?:zips?|plz|post\w*|eircode|cap|cep|cp|kod|code postal|psč|irsz)\W{0,3}\w*\s?$", re.I
)
_ZIP: Final = re.compile(
    r"[A-Z]{1,2}\d[0-9A-Z]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4}\s?[A-Z]{2}"
)
_SOLID: Final = re.compile(r"[^\W\d_]{3}")
_CODED: Final = re.compile(r"[a-z]+\d+")  # `str1`
# `Rob Roy 11, Shirley Temple 4.5`: a list of what has a number, three times at least.
_LISTED: Final = re.compile(
    r"(?:^|[,:;.]\s)(?:\d{1,2}\.\s)?[^\W\d_a-zß-ÿ][^\W\d_']+(?:\s[^\W\d_a-zß-ÿ][^\W\d_']+){0,2}"
    r"\s\d{1,3}(?:[.,]\d)?(?:\s(?:pkt|pts?|p))?(?=[,.;])"
)
_LIST: Final = 3  # items
_AROUND: Final = 70  # characters in which they stand
_LONG_NUMBER: Final = re.compile(r"\d{4}|\d-\d{3}")
# `Wigan 24–18 St Helens`
_RESULT_BEHIND: Final = re.compile(r"\s\d{1,3}[-–:]\d{1,3}\s[^\W\d_a-zß-ÿ]")
_RESULT_BEFORE: Final = re.compile(r"[^\W\d_]\s\d{1,3}[-–:]\d{1,3}\s$")
_RANGE: Final = re.compile(r"\d–")
_CENTS: Final = re.compile(r"\d{1,2}\.?")
_POINTS: Final = frozenset(".,")
_FAR: Final = 10  # characters between a number and the place that it belongs to
_WORD: Final = re.compile(r"[^\W\d_]+")


def as_address(text: str, hit: Hit) -> Hit | None:
    """Return a find as what of it is an address or a place; None where nothing is."""
    start, end = hit.start, hit.end
    if _QUANTITY.search(text, start, end + 6):
        return None
    said = text[start:end]
    if _CENTS.fullmatch(said) and text[start - 1 : start] in _POINTS and text[start - 2].isdigit():
        return None  # of a number that is no whole one
    digits = any(map(str.isdigit, said))
    if digits:
        if (
            _TIME.match(said)
            or ("." in said and _DECIMAL.search(said))
            or _is_result(text, start, end)
        ):
            return None
        if (dated := _without_date(text, hit)) is not hit:
            return dated
        if _is_listed(text, hit, said):
            return None
    elif plays(text, hit):
        return None
    first = _WORD.search(said)
    counted = first is not None and first.group().lower() in _COUNTED
    if (counted and _counts(said)) or (not digits and _NUMBER_OF.search(said)):
        return None
    return hit


def is_worded(text: str, hit: Hit, lists: Bitmaps) -> bool:
    """Whether an address has only ordinary words, where the text writes names with capitals.

    Args:
        text: What was read.
        hit: An address.
        lists: The sets of known names, places and common words.
    """
    words = _WORD.findall(text, hit.start, hit.end)
    if not words or not all(map(str.islower, words)) or hit.score >= _CERTAIN:
        return False
    first = _WORD.search(text)
    if first is None or not first.group()[0].isupper():
        return False
    return not any(
        word in _OF_STREETS
        or (word > "\u024f" or (contains(lists["place"], word) and contains(lists["land"], word)))
        for word in words
    )


_CERTAIN: Final = 0.9
# As they stand in addresses in small letters, shortened too.
_OF_STREETS: Final = frozenset(
    """ul al os pl ulica ulicy aleja alei plac osiedle str straße strasse weg platz gasse allee ring
    rue avenue av boulevard bd chemin impasse quai place calle carrer plaza paseo via viale piazza
    corso vicolo rua avenida travessa largo street st road rd lane ln ave drive dr close court way
    row square terrace gardens flat apt unit suite gata gatan vägen väg vei veien vej gade vegen
    iela gatve katu tie utca út tér ulice cesta trg mah sok cad sokak cadde cd jl jalan gang
    lorong ap lok blok bl etasje etg tv th mf stan kat piętro straat laan plein kade singel dreef
    box postbus bp cedex floor etage stock""".split()
)


def plays(text: str, hit: Hit) -> bool:
    """Whether a place stands beside the result of a game: a team that is called for it."""
    start, end = hit[:2]
    # A digit stands beside it, but for a space.
    return (text[end + 1 : end + 2].isdigit() and _RESULT_BEHIND.match(text, end) is not None) or (
        text[max(0, start - 2) : start - 1].isdigit()
        and _RESULT_BEFORE.search(text, max(0, start - 10), start) is not None
    )


def _is_listed(text: str, hit: Hit, said: str) -> bool:
    """Whether a name with a small number is one of several such, with no postal code near."""
    if "," in said or not _LISTED.match(f", {said.removesuffix('.')},"):
        return False
    around = text[max(0, hit.start - _AROUND) : hit.end + _AROUND]
    return len(_LISTED.findall(around)) >= _LIST and not _LONG_NUMBER.search(around)


def _counts(said: str) -> bool:
    """Whether what begins with a word that counts goes on with a number, or is that word alone."""
    words = said.split()
    return len(words) < 2 or (
        words[1][:1].isdigit() and not any(_SOLID.search(word) for word in words[2:])
    )


def _is_result(text: str, start: int, end: int) -> bool:
    """Whether a number is one of a result or of a range: `24–18`."""
    before, behind = text[max(0, start - 2) : start], text[end - 1 : end + 2]
    return bool(_RANGE.fullmatch(before) or (_RANGE.match(behind[:2]) and behind[2:].isdigit()))


def _without_date(text: str, hit: Hit) -> Hit | None:
    """Return a find without the date in it: itself where there is none."""
    for match in _DATE.finditer(text, max(0, hit.start - 3), hit.end + 5):
        if match.end() <= hit.start or (match["month"] and match["month"].lower() not in MONTHS):
            continue
        behind = text[match.end() : match.end() + 3].lstrip()
        if behind[:1].isdigit() or _STREET.search(text, max(0, match.start() - 20), match.start()):
            return hit
        rest = text[hit.start : max(hit.start, match.start())].rstrip(" ,.-–(")
        while rest and rest.rpartition(" ")[2].islower():
            rest = rest.rpartition(" ")[0].rstrip(" ,")
        if not any(map(str.isupper, rest)):
            return None
        kind = "ADDRESS" if any(map(str.isdigit, rest)) else "LOCATION"
        return hit._replace(end=hit.start + len(rest), type=kind)
    if text[hit.start : hit.start + 4].isdigit():
        month = _YEAR_OF_MONTH.search(text, max(0, hit.start - 20), hit.start)
        if month is not None and month[1].lower() in MONTHS:
            return None
    return hit


def beside_places(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the finds but for numbers and codes that stand beside no place: `mileage 48213`."""
    before: Hit | None = None  # the last one that is or belongs to a place
    for at, hit in enumerate(found):
        if hit.type == "ADDRESS" and _is_code(text, hit):
            behind = found[at + 1] if at + 1 < len(found) else None
            follows = before is not None and hit.start - before.end < _FAR
            if not follows and (behind is None or not _precedes(text, hit, behind)):
                continue
            before = hit
        elif hit.type in _PLACES:
            before = hit
        yield hit


def _is_code(text: str, hit: Hit) -> bool:
    """Whether a find has no word of a street, nor the form or label of a postal code."""
    said = text[hit.start : hit.end]
    if _CODED.fullmatch(said):
        return True
    if _SOLID.search(said) or _ZIP.fullmatch(said):
        return False
    return not _ZIP_LABEL.search(text, max(0, hit.start - 24), hit.start)


def _precedes(text: str, hit: Hit, other: Hit) -> bool:
    """Whether the next find is a place, and so near that a number belongs to it: `1010 Wien`."""
    if other.type not in _PLACES or not _SOLID.search(text, other.start, other.end):
        return False
    gap = text[hit.end : other.start]
    return len(gap) < _FAR and ". " not in gap
