"""Joins numbers that programs hold in pieces: arrays of digits, columns, lists of octets."""

# ruff: noqa: E501 - the words of a language stay together

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.value_shapes import checks_card, is_internet_address
from govsim.guardrails.views.values import Decoding

_Q: Final = "[\"']?"
_ARRAY: Final = re.compile(
    rf"(?P<key>[A-Za-z_]\w{{0,32}}){_Q}[ ]?(?:[:=]{{1,2}}|=>)[ ]?(?:\w{{1,8}})?[\[({{]\s{{0,8}}"
    rf"(?P<all>{_Q}[0-9]{{1,4}}{_Q}(?:,\s{{0,8}}{_Q}[0-9]{{1,4}}{_Q}){{3,18}}),?\s{{0,8}}[\])}}]"
)
_KEY: Final = 64  # characters in front of its bracket
_LENGTH: Final = 400  # of it
# One for each bracket: a search for one sign is several times as fast as for one of three.
_ARRAY_OUTLINES: Final = tuple(
    (sign, re.compile(re.escape(sign) + rb"\s{0,8}[\"']?0{1,4}[\"']?,\s{0,8}[\"']?0{1,4}[\"']?,"))
    for sign in (b"[", b"(", b"{")
)
_PHONE: Final = re.compile(
    r"phone|tel(?:e?fon)?(?![a-z])|mobile?|msisdn|sms|caller|dial|whatsapp|handy|contact|cell(?![a-z])|otp",
    re.IGNORECASE,
)
_CARD: Final = re.compile(r"card|(?<![a-z])(?:pan|ccn?)(?![a-z])|visa|karte|tarjeta", re.IGNORECASE)
_SSN: Final = re.compile(r"ssn|social|soc_?sec", re.IGNORECASE)
_IP: Final = re.compile(
    r"(?<![a-z])ip(?:v4|_?addr(?:ess)?)?(?![a-z])|octets?|(?<![a-z])addr(?:ess)?(?![a-z])|host|gateway|peer",
    re.I,
)
_LABELS: Final = (("phone", _PHONE), ("card", _CARD), ("ssn", _SSN), ("ip", _IP))
_NUMBER: Final = re.compile(r"[0-9]+")
_LIST: Final = re.compile(
    r"^[ \t]*(?P<key>[A-Za-z_][\w -]{0,32}):[ \t]*\n(?P<all>(?:[ \t]*-[ \t]+[\"']?[0-9]{1,3}[\"']?[ \t]*(?:\n|\Z)){4})(?![ \t]*-[ ])",
    re.MULTILINE,
)
_ITEMS: Final = (b"- 0", b'- "0', b"- '0")
_SOCIAL: Final = re.compile(r"(?!000|666|9)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}")
_DIGITS: Final = range(9, 16)
_BEHIND: Final = 64  # characters of other fields
# The heads of columns in which the parts of a number stand, by what they are together.
_PARTS: Final = {
    "phone": frozenset(
        "cc country countrycode code area areacode exchange prefix line subscriber npa nxx station vorwahl durchwahl"
        " indicatif prefijo prefisso kierunkowy local number nummer numero numer ext1 landesvorwahl rufnummer".split()
    )
}
_OF_PHONE: Final = frozenset(
    "area areacode exchange npa nxx vorwahl indicatif prefisso kierunkowy prefijo".split()
)
_RAW_OF_FIELDS: Final = frozenset(
    b"area areacode exchange prefix line subscriber npa nxx vorwahl rufnummer durchwahl indicatif prefijo"
    b" prefisso kierunkowy local".split()
)
_RAW_OF_PHONE: Final = frozenset(map(str.encode, _OF_PHONE))
# Fields in a row, each of which is named for a part.
_FIELDS: Final = {
    "phone": re.compile(
        r"(?:(?<![A-Za-z])[\"'<]?(?:cc|country|area|exchange|prefix|line|subscriber|npa|nxx|station|local|vorwahl|rufnummer|durchwahl"
        r"|indicatif|prefijo|prefisso|kierunkowy|num(?:ber)?)(?:[ _-]?(?:code|number|no))?[\"'>]{0,2}[ ]?[:=,]?[ ]?(?:is[ ])?[\"']?"
        r"\+?[0-9]{1,8}(?:</\w{1,12}>|[\"'])?[ ]?[,;)}]?[ \n]?){2,5}",
        re.IGNORECASE,
    ),
    "ip": re.compile(
        r"(?:(?<![A-Za-z])[\"'<]?(?:ip|octet|oct|o|b|byte)_?[1-4a-d][\"'>]{0,2}[ ]?[:=][ ]?[\"']?[0-9]{1,3}"
        r"(?:</\w{1,12}>|[\"'])?[ ]?[,;)}]?[ \n]?){4}",
        re.IGNORECASE,
    ),
}
_OF_FIELD: Final = re.compile(r"(?<![0-9A-Za-z_])\+?[0-9]+(?![0-9A-Za-z_])")
_OF_IP: Final = frozenset(b"octet1 octet oct1 oct b1 o1 ip1 byte1".split())
_COUNTED: Final = re.compile(r"([a-z_ ]{1,16}?)[_ ]?([1-9]|[a-d])")
_COUNTED_OUTLINE: Final = re.compile(
    rb"[a-z_](?:1[\"']?[,;\t|][ ]?[\"']?[a-z_ ]{0,16}2|a[\"']?[,;\t|][ ]?[\"']?[a-z_ ]{0,16}_b)[\"',;\t|\r\n]"
)
_STEMS: Final = {
    "ssn": frozenset("s ss ssn soc social part p".split()),
    "card": frozenset("c card cc pan num cardnum n p part g group block".split()),
    "ip": frozenset("o octet oct ip ip_ b byte".split()),
    "phone": frozenset("phone tel ph p mobile".split()),
}
_SIGNS: Final = ",;\t|"
_ROWS: Final = 400  # of a table, that are read
_HEAD: Final = 400  # characters


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the numbers that stand so, as one."""
    pieces: list[Piece] = []
    if clues.has(b"[({"):
        pieces += _arrays(text, clues)
    if b":\n" in clues.raw and any(item in clues.outline for item in _ITEMS):
        pieces += _lists(text)
    if len(clues.words & _RAW_OF_FIELDS) > 1:
        pieces += _fields(text, "phone")
    if not clues.words.isdisjoint(_OF_IP):
        pieces += _fields(text, "ip")
    if b"\n" in clues.raw and _may_be_table(clues):
        pieces += _tables(text)
    for near in stretches(apart(sorted(pieces))):
        yield rewritten(text, near, "listed-digits")


def _fields(text: str, label: str) -> Iterator[Piece]:
    """Yield the numbers whose parts stand in fields that are named for them."""
    for match in _FIELDS[label].finditer(text):
        numbers = _OF_FIELD.findall(match.group())
        plain = _joined(label, [number.lstrip("+") for number in numbers])
        if plain and len(numbers) > 1:
            plus = "+" if numbers[0][0] == "+" else ""
            yield *match.span(), f" {label}: {plus}{plain} "


def _may_be_table(clues: Clues) -> bool:
    """Whether the heads of columns may be parts of a telephone, or counted."""
    if len(clues.words & _RAW_OF_PHONE) > 1:
        return True
    head = clues.lower[: clues.lower.find(b"\n") + 1]
    counted = (b"1" in head and b"2" in head) or b"_b" in head
    return counted and _COUNTED_OUTLINE.search(head) is not None


def _in_brackets(text: str, clues: Clues) -> Iterator[re.Match[str]]:
    """Yield the arrays of digits around the brackets behind which two numbers stand."""
    opened = [
        match.span()
        for sign, outline in _ARRAY_OUTLINES
        if clues.has(sign)
        for match in outline.finditer(clues.outline)
    ]
    for near in stretches(sorted(opened), _KEY + _LENGTH):
        yield from _ARRAY.finditer(text, max(0, near[0][0] - _KEY), near[-1][1] + _LENGTH)


def _arrays(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the arrays of digits behind a key, or beside another, that says what they are."""
    for match in _in_brackets(text, clues):
        numbers = _NUMBER.findall(match["all"])
        beside = text[match.end() : match.end() + _BEHIND]
        for label, words in _LABELS:
            if not words.search(match["key"]) and (label != "phone" or not words.search(beside)):
                continue
            plain = _joined(label, numbers)
            if plain:
                yield match.start("all") - 1, match.end(), f" {label}: {plain} "
                break


def _joined(label: str, numbers: list[str]) -> str:
    """Return the number that several are together, if it has the form of what a word says."""
    solid = "".join(numbers)
    if label == "ip":
        return ".".join(numbers) if is_internet_address(numbers) and numbers[0] != "0" else ""
    single = all(len(number) == 1 for number in numbers)
    if label == "card":
        return solid if checks_card(solid) else ""
    if label == "ssn":
        sized = single or [len(number) for number in numbers] == [3, 2, 4]
        return f"{solid[:3]}-{solid[3:5]}-{solid[5:]}" if sized and _SOCIAL.fullmatch(solid) else ""
    rows = single or min(len(number) for number in numbers[1:]) > 1
    return solid if rows and len(solid) in _DIGITS and len(set(solid)) > 3 else ""


def _lists(text: str) -> Iterator[Piece]:
    """Yield the addresses whose octets are the items of a list."""
    for match in _LIST.finditer(text):
        octets = _NUMBER.findall(match["all"])
        if _IP.search(match["key"]) and is_internet_address(octets) and octets[0] != "0":
            yield *match.span("all"), f" ip: {'.'.join(octets)}\n"


def _tables(text: str) -> Iterator[Piece]:
    """Yield the numbers whose parts are cells that stand side by side."""
    head, newline, _ = text.partition("\n")
    sign = max(_SIGNS, key=head.count)
    if not newline or head.count(sign) < 2 or len(head) > _HEAD:
        return
    cells = [cell.strip(" \"'\r").lower() for cell in head.split(sign)]
    columns = list(_columns(cells))
    at = len(head) + 1
    for line in text[at:].split("\n", _ROWS)[:_ROWS] if columns else ():
        row = line.split(sign)
        for label, first, last in columns:
            parts = [cell.strip(" \"'\r") for cell in row[first:last]]
            plus = parts[0].startswith("+") if parts else False
            numbers = [part.lstrip("+") for part in parts]
            if len(row) < len(cells) or not all(map(_is_digits, numbers)):
                continue
            plain = _joined(label, numbers)
            if plain:
                start = at + sum(len(cell) + 1 for cell in row[:first])
                end = start + len(sign.join(row[first:last]))
                yield start, end, f" {label}: {'+' if plus else ''}{plain}"
        at += len(line) + 1


def _is_digits(cell: str) -> bool:
    return cell.isascii() and cell.isdigit()


def _columns(cells: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the columns that hold parts of one number: what it is, the first and the last."""
    kinds = [cell.replace("_", "").replace(" ", "") in _PARTS["phone"] for cell in cells]
    for named, group in groupby(enumerate(kinds), key=lambda each: each[1]):
        places = [at for at, _ in group]
        heads = {cells[at].replace("_", "").replace(" ", "") for at in places}
        if named and len(places) > 1 and not heads.isdisjoint(_OF_PHONE):
            yield "phone", places[0], places[-1] + 1
    counted = [_COUNTED.fullmatch(cell) for cell in cells]
    first = 0
    while first < len(cells):
        head, last = counted[first], first + 1
        if head is None or head[2] not in "1a":
            first += 1
            continue
        while last < len(cells) and _follows(head, counted[last], last - first):
            last += 1
        for label, stems in _STEMS.items():
            if last - first > 1 and head[1].strip("_ ") in stems:
                yield label, first, last
        first = last


def _follows(head: re.Match[str], other: re.Match[str] | None, nth: int) -> bool:
    if other is None or other[1] != head[1]:
        return False
    return other[2] == chr(ord(head[2]) + nth)
