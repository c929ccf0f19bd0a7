"""Finds identifiers that only a label in front of them gives away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.candidates import Cluster
from govsim.guardrails.pii.context import BEFORE, Spoken, in_front_of, is_glued
from govsim.guardrails.pii.register_forms import FORMS
from govsim.guardrails.pii.surroundings import Surroundings
from govsim.guardrails.pii.topic_words import TOPICS_OF_WORD
from govsim.guardrails.pii.values import Hit

TYPE_OF_TOPIC: Final[Mapping[str, str]] = {
    "ssn": "SSN", "national": "NATIONAL_ID", "tax": "TAX_ID", "passport": "PASSPORT",
    "licence": "DRIVER_LICENSE", "medical": "MEDICAL_ID", "bank": "BANK_ACCOUNT",
    "vehicle": "VEHICLE", "device": "OTHER_ID", "other": "OTHER_ID", "zip": "ZIP",
    "card": "CREDIT_CARD", "bare": "OTHER_ID",
}  # fmt: skip
# Groups may stand apart, as long as the first is short: `4471 902`.
_TOKEN: Final = re.compile(
    r"(?:[0-9A-Za-z]{2,4}(?: [0-9]{3,4}){1,3}|[A-Z]{1,3}[0-9] [0-9]{5,8}"
    r"|[A-Z][0-9]{2,5}(?: [0-9]{3,5}){1,2})(?![0-9A-Za-z])"
    r"|[0-9A-Za-z][0-9A-Za-z#*_./-]{0,40}"
)
# More groups behind the first, up to a boundary: `2100 0418 45 0200051332`.
_GROUPS: Final = re.compile(
    r"[0-9]{1,8}(?:[ ][0-9]{1,12}){1,7}(?:-[0-9]{1,3})?(?![0-9A-Za-z%]|[-/.,:][0-9])"
)
_MONEY: Final = re.compile(
    r"[0-9]{1,3}(?: [0-9]{3})+(?:(?<= 000)(?![ 0-9])"
    r"| ?(?:[€$£]|zł|kr\b|Kč|Ft\b|lei\b|руб|грн|(?:eur|usd|gbp|pln|chf|sek|nok|dkk)\b))",
    re.IGNORECASE,
)
_NO_GROUPS: Final = re.compile(r"[0-9]{1,3}(?: 000)+|[0-9]{1,2} [0-9]{1,2} (?:19|20)[0-9]{2}")
# The same of a shape without letters.
TOKEN_SHAPE: Final = re.compile(r"9{2,4}(?: 9{3,4}){1,3}(?![9A])|9[9A#*_./-]{0,40}")
_DATE: Final = re.compile(
    r"\d{1,4}([-./])\d{1,2}\1\d{1,4}(?!\d|[-./]\d\d\d?(?![\d./-]))|(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])"
    r"(?:[.-]\d{1,3}|T\d{4,6}Z?)?$|(?:[A-Z]{2,6} )?(?:19|20)\d\d-(?:19|20)\d\d$"
)
_STANDARD: Final = re.compile(r"(?:CVE|CWE|ISO|IEC|RFC|DIN|NIST|UTF|SHA|PEP|EN)[-/_][0-9]")
_RAND: Final = re.compile(r"R\d{1,3}(?: \d{3}){1,3}$")
_INNER: Final = re.compile(r"(?<=[0-9A-Za-z)] )([A-Za-z]{2,4})(?:\.? |[:-] ?)(?=[0-9])")
# A record ended, and the name of the next one, or of its first field, has begun.
_CLOSED: Final = re.compile(r"\}\s{0,8},?\s{0,12}[\"'][^\"':\n]{0,40}\Z")
_KEY: Final = 60  # characters in front
_LETTER: Final = re.compile("[A-Za-z]")  # as in the values that are read here
_ZIP: Final = re.compile(
    r"\d{4,6}|\d{5}-\d{3,4}|\d{2,4}-\d{3}|[A-Z]{1,2}\d[0-9A-Z]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d"
)


def labelled_id(text: str, cluster: Cluster, context: Surroundings) -> Hit | None:
    """Return the value of a cluster whose nearest words name a kind of identifier.

    It takes no format at all: "passport number DE-PP-ABCD123" is one for its label.
    """
    begin, first, _ = cluster
    start, before = first, text[first - 1 : first]
    if before.isalnum() or before in _GLUED:
        start = _beginning(text, first)
    elif before == "+":
        return None  # a telephone, as it is called from abroad
    spoken = context.before(start)
    if spoken.closed and _tells_nothing(spoken):
        return None  # whatever stands behind it
    value = _value(text, start, first)
    if not value:
        return None
    end = start + len(value)
    spoken = context(start, end)
    if not spoken or _names_another(spoken) or _CLOSED.search(text, max(0, start - _KEY), start):
        return None
    far = spoken[0].distance > _NEAR
    if (far or spoken[0].topic == "number") and (hit := _further(text, start, value, spoken)):
        return hit
    if far:
        return None
    if spoken[0].distance == 0 and value.replace(" ", "").isdigit():
        value = _with_groups(text, start, value, spoken)
        end = start + len(value)
    digits = len(value) if value.isdigit() else sum(map(str.isdigit, value))
    if digits < 3 or len(value) > 32 or _is_no_id(value):
        return None
    if " " in value and _MONEY.match(text, start):
        return None
    # Of several topics as near, that of cards comes first.
    if "card" in spoken.nearest and spoken.nearest["card"] == spoken[0].distance:
        score = _odds("CREDIT_CARD", value, digits)
        if score:
            return Hit(start, end, "CREDIT_CARD", score, "labelled-card")
    return _of_kind(spoken, value, digits, (_with_letters(text, begin, start), end))


def bracketed_id(text: str, cluster: Cluster) -> Hit | None:
    """Return the value of a cluster behind which brackets name its kind: `4418827 (passport)`."""
    _, first, stop = cluster
    open_ = text.find("(", first, stop + 2)
    inner = _BRACKETS.match(text, open_) if open_ > first else None
    if inner is None:
        return None
    start = _beginning(text, first)
    value = text[start:open_].rstrip()
    digits = sum(map(str.isdigit, value))
    if digits < _FEWEST_FAR or " " in value or len(value) > 32 or _is_no_id(value):
        return None
    spoken = in_front_of(f"{inner[1]}: ")
    if not spoken or spoken[0].distance > 1 or _names_another(spoken):
        return None
    return _of_kind(spoken, value, digits, (start, start + len(value)))


_BRACKETS: Final = re.compile(r"\(([^()\n0-9]{2,40})\)")


def _further(text: str, start: int, value: str, spoken: Spoken) -> Hit | None:
    """Return a value behind a word for a number whose paper is named further in front.

    "My passport was issued in Leeds and its number is 533401372": words of the sentence between.
    """
    for near in spoken:
        if near.topic == "number":
            continue
        kind = _PAPERS.get(near.topic)
        if kind is None or not _NEAR < near.distance <= _FAR or near.word in _NO_PAPERS:
            return None
        before = text[max(0, start - BEFORE) : start]
        if _NUMBERED.search(before) is None or _SENTENCE.search(before) is not None:
            return None
        digits = sum(map(str.isdigit, value))
        if digits < _FEWEST_FAR or _is_no_id(value) or (" " in value and _MONEY.match(value)):
            return None
        return Hit(start, start + len(value), kind, _FAR_ODDS, f"labelled-{near.topic}")
    return None


def _value(text: str, start: int, first: int) -> str:
    """Return what stands from a place on, whose first digit is `first`; empty where it is none."""
    token = _TOKEN.match(text, start)
    if token is None and 0 < first - start <= _SERIES:  # the letters of a series: `СН123456`
        token = _TOKEN.match(text, first)
        return text[start:first] + token.group().rstrip("./-_") if token else ""
    return token.group().rstrip("./-_") if token else ""


def _with_groups(text: str, start: int, value: str, spoken: Spoken) -> str:
    """Return digits behind a label with the groups of digits that go on."""
    if text[start + len(value) : start + len(value) + 1] != " ":
        return value
    if _GROUPED.isdisjoint(near.topic for near in spoken if near.distance == 0):
        return value
    groups = _GROUPS.match(text, start)
    if groups is None or _NO_GROUPS.fullmatch(groups.group()):
        return value
    size = sum(map(str.isdigit, groups.group()))
    return groups.group() if _LEAST <= size <= _MOST else value


def labels_within(text: str, cluster: Cluster) -> Iterator[Cluster]:
    """Yield what stands behind short words for identifiers within a stretch: `… acc 10573926`."""
    _, first, stop = cluster
    for match in _INNER.finditer(text, first, stop):
        if match[1].lower() in TOPICS_OF_WORD:
            yield match.end(), match.end(), stop


_FAR: Final = 7  # words between a paper and its number, where a word for a number is in front
_FEWEST_FAR: Final = 6  # digits
_FAR_ODDS: Final = 0.62
_PAPERS: Final = {
    "national": "NATIONAL_ID", "passport": "PASSPORT", "licence": "DRIVER_LICENSE",
    "medical": "MEDICAL_ID",
}  # fmt: skip
# Words of people and things, beside which any number may stand.
_NO_PAPERS: Final = frozenset(
    """driver drivers driving patient patients medical health healthcare hospital insurance member
    subscriber beneficiary policy prescription chart record insured licensed licence license
    licenses licences nacional identity identidad documento dossier expediente paciente pacjent
    permis patente social cc cf fin sin uid id nin cui dui card""".split()
)
_NUMBERED: Final = re.compile(
    r"(?<![^\W_])(?:n[ºo°r]?\.?|№|n\.?°|#|num\.?|n[uú]m[eé]r\w*|nummer\w*"
    r"|number(?: is| was| reads|:)?|č\.|číslo|br\.?|broj|št\.|sz\.|száma?|номер\w*"
    r"|αρ\.|αριθμό\w*)[:.]?\s?$",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^\W\d_]{4}[.!?]\s|\n")
_SERIES: Final = 3  # letters of another script in front of the digits
_LEAST: Final = 7  # digits of a number in many groups
_MOST: Final = 28
_GROUPED: Final = frozenset({"national", "tax", "passport", "licence", "medical", "bank", "device"})


def _is_no_id(value: str) -> bool:
    """Whether a value is a number of a program, a date or a sum of money: `R85 000`."""
    if value[:2] in {"0x", "0X"}:
        return True
    return (_DATE.match(value) or _RAND.match(value) or _STANDARD.match(value)) is not None


def _of_kind(spoken: Spoken, value: str, digits: int, place: tuple[int, int]) -> Hit | None:
    """Return a value as what the nearest words name, if it may be that."""
    start, end = place
    for near in spoken:
        if near.distance > _NEAR or near.topic in _OTHERS:
            return None
        kind = TYPE_OF_TOPIC.get(near.topic)
        if kind is not None:
            few = _says_little(near.word, value, digits) and not near.phrase
            score = 0.0 if few else _odds(kind, value, digits)
            if near.phrase and near.word == "code" and _BRANCH.fullmatch(value):
                score = _FORMAL
            if near.topic == "bare" and not (near.distance == 0 and _CODE.fullmatch(value)):
                # A noun of any sentence: only what follows at once, and has its form. One who
                # speaks is named in front of what she says: `Ausweis? Kundin: …`.
                continue
            if not score:
                if near.topic == "card":  # of another kind: what it is for stands beside the word
                    continue
                return None
            return Hit(start, end, kind, score - 0.1 * near.distance, f"labelled-{near.topic}")
    return None


def _says_little(word: str, value: str, digits: int) -> bool:
    """Whether a label is a word of any sentence, and a value behind it has not its form."""
    form = _FORMED.get(word)
    if form is not None:
        return form.fullmatch(value) is None
    return len(word) <= 3 and word.isascii() and word not in _SURE and digits < 7


def _beginning(text: str, first: int) -> int:
    """Return where the run of letters, digits and `_-` begins that goes on with a first digit."""
    start, low = first, max(0, first - 24)
    while start > low and (is_glued(text[start - 1]) or text[start - 1] in _GLUED):
        start -= 1
    return first - len(text[start:first].lstrip("_-#"))


def _names_another(spoken: Spoken) -> bool:
    """Whether the nearest word says that it is something else."""
    other = spoken.weighed.get(_OTHERS)
    if other is None:
        nearest = (near.topic for near in spoken if near.distance == spoken[0].distance)
        other = spoken.weighed[_OTHERS] = not _OTHERS.isdisjoint(nearest)
    return bool(other)


def _tells_nothing(spoken: Spoken) -> bool:
    """Whether words, which no others add to, name no kind of identifier, or something else."""
    nothing = spoken.weighed.get(_NOTHING)
    if nothing is None:
        near = (near.topic for near in spoken if near.distance <= _NEAR)
        nothing = _names_another(spoken) or TYPE_OF_TOPIC.keys().isdisjoint(near)
        spoken.weighed[_NOTHING] = nothing
    return bool(nothing)


def _with_letters(text: str, begin: int, start: int) -> int:
    """Return where a value begins whose first letters stand apart: `WGM 4K27P`."""
    word = text[begin:start].rstrip(" -")
    said = word.lower() in TOPICS_OF_WORD or word in _WORDS
    return begin if word.isupper() and not said else start


_WORDS: Final = frozenset({"ID", "NO", "NR", "NUM", "REF"})
# Short labels that mean one thing.
_SURE: Final = frozenset(
    "ssn mrn nhs npi bsn cpf dni nif nip vin pan vat ein tin zip tfn plz dl emp"
    " nhi pwz gmc mcr cns egk acc kto cta pnr pcn bsb aba rtn crn brp qid niu cbu cci rib".split()
)
_GLUED: Final = frozenset("_-#")
# Words of any sentence, behind which a value has to have its form.
_FORMED: Final = {
    "cin": re.compile(r"[A-Z]{1,2}\d{5,6}|\d{8}"),
    "abi": re.compile(r"\d{5}"),
    "cab": re.compile(r"\d{5}"),
    "social": re.compile(r"\d{3}([-. ]?)\d{2}\1\d{4}"),
    **FORMS,
}
_CODE: Final = re.compile(
    r"(?=(?:.{0,12}[0-9]){4})[A-ZА-Я]{1,5}[-/ ]?[0-9A-Z/.-]{4,}|[0-9]{7,12}(?:[-/][0-9]+)?"
    r"|[0-9]{1,6}[-/][0-9A-Z][0-9A-Z/.-]{3,}|[a-z]{1,2}[0-9]{6,8}"
)
_CLEARING: Final = re.compile(r"[0-9]{4}-[0-9]")  # a bank's number in Sweden, a branch's in Brazil
_BRANCH: Final = re.compile(r"[0-9]{6}")  # of a bank; a round one is no count
_FORMAL: Final = 0.75
_NEAR: Final = 2  # words between a label and its value
_ROUND: Final = 6  # digits of a number that may be a round one
_NOTHING: Final = object()  # under which it is remembered whether words tell nothing
_OTHERS: Final = frozenset({"nobody", "phone", "birth"})


def _varies(value: str) -> bool:
    """Whether several digits are in a value: a form shows one, again and again."""
    return len(set(filter(str.isdigit, value))) > 1


def _odds(kind: str, value: str, digits: int) -> float:
    mixed = _LETTER.search(value) is not None
    if kind == "ZIP":
        return 0.85 if _ZIP.fullmatch(value) else 0.0
    if kind == "CREDIT_CARD":
        return 0.6 if 12 <= digits <= 19 and not mixed and _varies(value) else 0.0
    if kind == "SSN":
        return 0.8 if digits == 9 or "X" in value.upper() else 0.45
    if digits <= _ROUND and value.endswith("000"):
        return 0.0  # a count
    if digits >= 6 or (mixed and digits >= 4):
        return 0.85
    if kind == "BANK_ACCOUNT" and _CLEARING.fullmatch(value):
        return 0.65
    if mixed or (digits >= 5 and value.isdigit()):
        return 0.65
    return 0.0
