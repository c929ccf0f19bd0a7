"""Reads days of birth in records that need no word for one: zones of passports, columns, boxes.

And those that are told by an age: `turned 43 on 9 October 2025`, and by a phrase: `came into this
world on …`.
"""

# ruff: noqa: E501 - the words of a language stay together

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.born_codes import YEARS, day_of, moment_of, serial_of
from govsim.guardrails.views.decoders.told_words import MONTHS, folded
from govsim.guardrails.views.rewriting import Piece, apart, begun, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_ZONE: Final = re.compile(
    r"(?<![A-Z0-9])(?:[A-Z0-9<]{9}[0-9<][A-Z<]{3})?(?P<born>\d{6})(?P<check>\d)[MFX<]\d{6}\d(?=[A-Z0-9<]{3})"
)
_WEIGHTS: Final = (7, 3, 1)
_CELLS: Final = re.compile(r"[,;\t|]")
_DAY: Final = r"(?:day|d|dd|tag|jour|d[ií]a|giorno|dzie[nń]|dag)"
_MONTH: Final = r"(?:month|mon|m|mm|monat|mois|mes|m[eê]s|mese|miesi[aą]c|maand)"
_YEAR: Final = r"(?:year|yr|y|yy|yyyy|jahr|ann[eé]e|a[nñ]o|anno|rok|jaar)"
_KINDS: Final = tuple(
    (kind, re.compile(rf"(?:^|.*?[_ .\[(-]|(?:b|bd|birth|dob|geb|naiss)){name}[\])]?", re.I))
    for kind, name in (("d", _DAY), ("m", _MONTH), ("y", _YEAR))
)
_BORN: Final = re.compile(
    r"birth|born|dob|bday|geb(?!ü)|naiss|naci|nasc|urodz|\bb[_-]?(?:d|m|y|day|month|year)\b", re.I
)
_PERSON: Final = re.compile(
    r"^(?:full|first|last|given|sur|family)?[_ ]?(?:name|nom|nome|nombre|vorname|nachname|imi[eę]|naam|patient|employee|student|child|person|member)$",
    re.I,
)
_HEADS: Final = frozenset(
    b"day dd tag jour giorno dag dob birth bday geburtsdatum birthdate birthday born".split()
) | {b"d\xffa", b"dzie\xff"}
_ROWS: Final = 200
_FAR: Final = 40_000  # characters of them
_LONGEST: Final = 400  # characters of a head
_NUMBER: Final = re.compile(r"-?\d{5,13}")
_CHOSEN: Final = re.compile(
    r"<select\b[^<>]{0,120}?(?:name|id)=[\"']?(?P<name>[\w\[\]().-]{1,40})[\"']?[^<>]{0,120}>(?:(?!</select)[^\0]){0,600}?"
    r"<option\b[^<>]{0,80}?\bselected\b[^<>]{0,60}>\s{0,4}(?P<value>[^<>]{1,16}?)\s{0,4}<"
    r"|<input\b(?=[^<>]{0,160}?\bvalue=[\"']?(?P<given>[\w]{1,12}))[^<>]{0,160}?(?:name|id)=[\"']?(?P<of>[\w\[\]().-]{1,40})[\"']?[^<>]{0,160}>",
    re.IGNORECASE,
)
_NEAR: Final = 400  # characters from one field to the next
_NAMES: Final = r"[^\W\d_]{3,12}"
_DATE: Final = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[ ](?:de[ ]|of[ ])?(?P<month>{_NAMES})\.?[ ,]{{1,2}}(?:de[ ]|del[ ])?(?P<year>(?:19|20)\d\d)"
_BACK: Final = (
    rf"(?P<month2>{_NAMES})\.?[ ](?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<year2>(?:19|20)\d\d)"
    r"|(?P<day3>\d{1,2})[./-](?P<month3>\d{1,2})[./-](?P<year3>(?:19|20)\d\d)"
    r"|(?P<year4>(?:19|20)\d\d)-(?P<month4>\d\d)-(?P<day4>\d\d)"
)
_ANY_DATE: Final = rf"(?:{_DATE}|{_BACK})(?!\d)"
_AGE: Final = r"(?P<age>1[01]\d|[1-9]?\d|[^\W\d_]{3,12}(?:[ -](?:et[ -])?[^\W\d_]{2,9}){0,2})"
_AGED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:turn(?:ed|s|ing)?|became|(?<=ll[ ])be)[ ]{_AGE}(?:[ ](?:years?(?: old)?|yrs))?[ ](?:on[ ]|this[ ])?{_ANY_DATE}",
        rf"\b(?:eu|fêt\w{{1,4}} (?:ses|mes)|aura|aurai|auras)[ ]{_AGE}[ ]ans[ ,]{{1,2}}le[ ]{_ANY_DATE}",
        rf"\bcumpl\w{{1,5}}[ ]{_AGE}[ ](?:años[ ])?el[ ]{_ANY_DATE}",
        rf"\b(?:fez|fiz|faço|faz|fará|complet\w{{1,4}})[ ]{_AGE}[ ](?:anos[ ])?(?:em|no dia|a|dia)[ ]{_ANY_DATE}",
        rf"\b(?:compi\w{{1,5}}|compiuto)[ ]{_AGE}[ ](?:anni[ ])?(?:il|l'|lo)[ ]?{_ANY_DATE}",
        rf"\b(?:sko[nń]czy\w{{0,3}}|ko[nń]cz\w{{1,2}})[ ]{_AGE}[ ](?:lat[ ])?{_ANY_DATE}",
        rf"\b(?:wurde|wird|werde|werden)[ ]am[ ]{_ANY_DATE}[ ]{_AGE}",
        rf"\b(?:werd|wordt|word)[ ]op[ ]{_ANY_DATE}[ ]{_AGE}",
        rf"\b(?:fyllde|fyller|fylte|fyldte|fylder)[ ]{_AGE}[ ](?:år[ ])?(?:den[ ]|d\.[ ])?{_ANY_DATE}",
    )
)
_AGING: Final = frozenset(
    b"turn turned turns turning became eu aura aurai auras fete fetes cumplo cumple cumplio cumplir cumples"
    b" fez fiz faz completou completa compie compio compira compiuto skonczy skonczyl wurde wird werde"
    b" werd wordt word fyllde fyller fylte fyldte fylder".split()
) | {
    b"will", b"hell", b"shell", b"ill", b"theyll", b"f\xffte", b"f\xfft\xff", b"f\xfftera", b"cumpli\xff", b"fa\xffo", b"compir\xff",
    b"sko\xffczy", b"sko\xffczy\xff", b"sko\xffczy\xffa", b"sko\xffcz\xff", b"ko\xffczy",
}  # fmt: skip
_SPOKEN: Final = 120  # characters behind such a word
_THING: Final = re.compile(
    r"\b(?:the|our|its|this|die|das|der|la|le|el|il)[ ][\w -]{2,30}$|\b(?:company|firm|museum|city|town|club|band|brand|school|app|site|bridge|park|festival|magazine|station|verein|firma|stadt|entreprise|empresa)\b",
    re.IGNORECASE,
)
_PHRASES: Final = re.compile(
    r"\b(?:(?:came|come|brought|welcomed) into (?:this|the) world|(?:saw|seen) the light of day|first drew breath|drew (?:his|her|my) first breath"
    r"|vit le jour|a vu le jour|vu le jour|venue? au monde|vi[oó] la luz|vino al mundo|veio ao mundo|viu a luz|zur Welt(?: gekommen| kam)?"
    r"|erblickte das Licht der Welt|venne alla luce|venne al mondo|venut[oa] al mondo|przysz(?:edł|ła) na świat|kwam ter wereld|zag het levenslicht)\b"
    r"|\bb(?:[ -]|['’])day\b",
    re.IGNORECASE,
)
_AROUND: Final = 28  # characters
PHRASED: Final = frozenset(
    b"world light breath jour monde luz mundo welt licht luce mondo wereld levenslicht day bday".split()
) | {b"\xffwiat"}
_SHORTLY: Final = re.compile(
    r"(?:(?<![\w.])[nN]\.|(?<=[(\w,;][ ])\*|(?<=\()\*|(?<!\w)(?:geb|ur|b|nar)\.|(?<!\w)(?-i:[Nn]ac|[Nn]asc)(?:\.|(?=[ ])))[ ]?"
    r"(?=(?:\d{1,2}[ ]?[-./ ][ ]?(?:\d{1,2}|[IVX]{1,4}|[^\W\d_]{3,9}\.?)[ ]?[-./ ,]{1,2}[ ]?(?:(?:19|20)\d\d|\d\d))(?![\w.]))"
    r"|(?<=\()(?:b|n|geb|ur|nar)\.[ ]?(?=(?:19|20)\d\d-\d\d-\d\d(?![\w-]))",
    re.IGNORECASE,
)
_SHORT: Final = frozenset(b"n b geb ur nar nac nasc".split())
_DOTLESS: Final = frozenset((b"nac", b"nasc"))


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the stretches with such days as they are usually written."""
    pieces: list[Piece] = []
    digits = b"0" in clues.outline
    if digits and clues.has(b"<"):
        pieces += _zones(text) if b"<<" in clues.raw and b"0000000" in clues.outline else ()
        pieces += _boxes(text) if b"<select" in clues.lower or b"<input" in clues.lower else ()
    if digits and b"\n" in clues.raw and not clues.words.isdisjoint(_HEADS):
        pieces += _columns(text, clues)
    if digits and not clues.words.isdisjoint(_AGING):
        pieces += _aged(text, clues)
    if not clues.words.isdisjoint(PHRASED):
        for begin, end in _around(clues, PHRASED):
            pieces += ((*match.span(), "born") for match in _PHRASES.finditer(text, begin, end))
    if digits:
        at = clues.places(_marks(clues))
        pieces += ((*match.span(), "born ") for match in begun(_SHORTLY, text, at))
    for near in stretches(apart(sorted(pieces))):
        yield rewritten(text, near, "told-birth")


def _marks(clues: Clues) -> Iterator[bytes]:
    """Yield the marks of a birth that are in a text, of those behind which a digit stands."""
    short = clues.words & _SHORT
    if short and _is_before_digit(clues, b"."):
        yield from (word + b"." for word in short)
    if dotless := clues.words & _DOTLESS:
        yield from (word + b" " for word in dotless)
    if clues.has(b"*") and _is_before_digit(clues, b"*"):
        yield b"*"


def _is_before_digit(clues: Clues, sign: bytes) -> bool:
    return clues.other_digits or sign + b"0" in clues.outline or sign + b" 0" in clues.outline


def _around(clues: Clues, words: frozenset[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the stretches around some words that are in a text."""
    for near in stretches([(at, at) for at in clues.places(clues.words & words)], 2 * _AROUND):
        yield max(0, near[0][0] - _AROUND), near[-1][1] + _AROUND


def _zones(text: str) -> Iterator[Piece]:
    """Yield the days of the zones of passports that machines read, whose check digit is right."""
    for match in _ZONE.finditer(text):
        born = match["born"]
        check = sum(int(sign) * _WEIGHTS[nth % 3] for nth, sign in enumerate(born)) % 10
        day = day_of(born[:2], int(born[2:4]), born[4:])
        if day is not None and check == int(match["check"]):
            yield *match.span("born"), f" date of birth: {day.isoformat()} "


def _columns(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the cells of tables that hold a day of birth as a number, or in three cells."""
    done = 0
    for at in clues.places(clues.words & _HEADS):
        begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        if end < 0 or begin < done or end - begin > _LONGEST:
            continue
        done = end
        if b"0" in clues.outline[begin:end]:
            continue
        cells = [cell.strip().strip("\"'") for cell in _CELLS.split(text[begin:end])]
        if len(cells) < 2:
            continue
        places = _places(cells)
        single = [place for place, cell in enumerate(cells) if _BORN.search(cell)]
        rows = text[end + 1 : end + 1 + _FAR].split("\n") if places or single else []
        counted = any(_is_counted(row, single) for row in rows[:2]) if single else False
        if places or counted:
            for row in islice(rows, _ROWS):
                yield from _cells(row, done + 1, places, single)
                done += len(row) + 1


def _is_counted(row: str, single: list[int]) -> bool:
    """Whether a cell of a row is a number where a day of birth should stand."""
    cells = _CELLS.split(row)
    return any(
        place < len(cells) and _NUMBER.fullmatch(cells[place].strip("\"' ")) is not None
        for place in single
    )


def _places(cells: list[str]) -> tuple[int, int, int] | None:
    """Return which cells of a head are those of day, month and year, if people are told of."""
    found = {}
    for place, cell in enumerate(cells):
        for kind, pattern in _KINDS:
            if kind not in found and pattern.fullmatch(cell):
                found[kind] = place
    if len(found) < 3 or not any(_BORN.search(cell) or _PERSON.match(cell) for cell in cells):
        return None
    return found["d"], found["m"], found["y"]


def _cells(
    row: str, start: int, places: tuple[int, int, int] | None, single: list[int]
) -> Iterator[Piece]:
    """Yield the days of birth in a row."""
    edges = [-1, *(match.start() for match in _CELLS.finditer(row)), len(row)]
    cells = [
        row[edges[nth] + 1 : edges[nth + 1]].strip().strip("\"'") for nth in range(len(edges) - 1)
    ]
    if places and max(places) < len(cells):
        day = _of_parts(*(cells[place] for place in places))
        if day:
            low, high = min(places), max(places)
            yield start + edges[low] + 1, start + edges[high + 1], f" date of birth: {day} "
        return
    for place in single:
        if place < len(cells) and _NUMBER.fullmatch(cells[place]):
            count = cells[place]
            born = serial_of(count) if len(count) == 5 and count.isdigit() else None
            born = born or (moment_of(count) if len(count) > 8 or count[0] == "-" else None)
            if born is not None:
                begin, end = start + edges[place] + 1, start + edges[place + 1]
                yield begin, end, f" date of birth: {born.isoformat()} "


def _of_parts(day: str, month: str, year: str) -> str:
    """Return a day of three values, of which the month may be a word, or nothing."""
    number = int(month) if month.isdigit() else MONTHS.get(folded(month), 0)
    if not (day.isdigit() and year.isdigit() and len(year) == 4 and int(year) in YEARS and number):
        return ""
    made = day_of(year, number, day)
    return made.isoformat() if made else ""


def _boxes(text: str) -> Iterator[Piece]:
    """Yield the day of three fields of a form, by their names."""
    row: list[tuple[str, str, re.Match[str]]] = []
    for match in _CHOSEN.finditer(text):
        name, value = match["name"] or match["of"], match["value"] or match["given"]
        kind = next((kind for kind, pattern in _KINDS if pattern.fullmatch(name)), "")
        if row and match.start() - row[-1][2].end() > _NEAR:
            row = []
        row = [*row, (kind, value, match)][-3:] if kind else []
        parts = {each[0]: each[1] for each in row}
        if len(parts) == 3 and _BORN.search(
            text, max(0, row[0][2].start() - _NEAR // 4), row[-1][2].end()
        ):
            day = _of_parts(parts["d"], parts["m"], parts["y"])
            if day:
                yield row[0][2].start(), row[-1][2].end(), f" date of birth: {day} "
            row = []


def _aged(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the birthdays on which somebody had an age, as days of birth."""
    marks = {b"ll be " if word.endswith(b"ll") else word for word in clues.words & _AGING}
    for near in stretches([(at, at) for at in clues.places(marks)], _SPOKEN):
        begin, end = max(0, near[0][0] - 4), near[-1][1] + _SPOKEN
        if clues.other_digits or b"0000" in clues.outline[begin:end]:
            yield from _birthdays(text, begin, end)


def _birthdays(text: str, begin: int, end: int) -> Iterator[Piece]:
    for pattern in _AGED:
        for match in pattern.finditer(text, begin, end):
            front = text[max(0, match.start() - _LONGEST // 10) : match.start()]
            if _THING.search(front.rpartition("\n")[2].rstrip()):
                continue
            groups = match.groupdict()
            nth = next(n for n in ("", "2", "3", "4") if groups["day" + n])
            day, month, year = (groups[part + nth] for part in ("day", "month", "year"))
            number = int(month) if month.isdigit() else MONTHS.get(folded(month), 0)
            if number > 12:  # as in America
                number, day = int(day), month
            age = int(match["age"]) if match["age"].isdigit() else 0
            born = day_of(str(int(year) - age), number, day) if 0 < number < 13 else None
            if born is not None:
                yield *match.span(), f" date of birth: {born.isoformat()} "
