"""Joins numbers and addresses whose parts are fields beside each other: in tables, records, calls.

`id;ssn1;ssn2;ssn3` over `11;344;82;9440`, `{"bin": "491600", "middle": "342771", "last4": "1139"}`,
`land: GB`, `pruefziffer: 20`, `rest: NWBK…` in lines, `VALUES (77, 'AT', 19, '3200014990803')`. The
names of the fields say what the parts are, and the check of the whole that they are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.joining import SOCIAL
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.paired_addresses import ENDS
from govsim.guardrails.views.decoders.told_words import folded
from govsim.guardrails.views.decoders.words_near import raws
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.value_shapes import checks_card, checks_iban, is_internet_address
from govsim.guardrails.views.values import Decoding


class _Cell(NamedTuple):
    """A cell of a row or the value of a field."""

    start: int
    end: int
    plain: str


Whole = Callable[[Sequence[str]], str]


class _Kind(NamedTuple):
    """What some fields are together: the names of each, in order, and how the whole is written."""

    names: tuple[frozenset[str], ...]
    whole: Whole


def _social(parts: Sequence[str]) -> str:
    sizes = tuple(map(len, parts))
    plain = SOCIAL.fullmatch("".join(parts)) is not None
    return "ssn " + "-".join(parts) if sizes == (3, 2, 4) and plain else ""


def _card(parts: Sequence[str]) -> str:
    solid = "".join(parts)
    sized = len(parts[0]) > 3 and len(parts[-1]) == 4
    return f"card {solid}" if sized and checks_card(solid) else ""


def _account(parts: Sequence[str]) -> str:
    solid = "".join(parts).upper()
    return f"IBAN {solid}" if 15 <= len(solid) <= 34 and checks_iban(solid) else ""


def _machine(parts: Sequence[str]) -> str:
    meant = is_internet_address(list(parts)) and 0 < int(parts[0]) < 224
    return "ip " + ".".join(parts) if meant and max(map(int, parts)) > 99 else ""


def _lettered(parts: Sequence[str]) -> str:
    """Return an address at home: columns with letters for heads may hold any numbers."""
    return _machine(parts) if list(parts[:2]) == ["192", "168"] else ""


def _abroad(parts: Sequence[str]) -> str:
    solid = "".join(parts).lstrip("+0")
    sized = len(parts[0].lstrip("+0")) < 4 and 1 < len(parts[1]) < 5 < len(parts[2]) < 9
    return f"phone +{solid}" if sized and solid.isdigit() and 9 < len(solid) < 15 else ""


def _at_home(parts: Sequence[str]) -> str:
    plain = "".join(parts).isdigit() and tuple(map(len, parts)) == (3, 3, 4)
    return "phone " + "-".join(parts) if plain and parts[0][0] not in "01" else ""


def _mail(parts: Sequence[str]) -> str:
    name, host = parts[0], ".".join(parts[1:]).lstrip("@")
    whole = f"{name}@{host}"
    return (
        f"email: {whole}" if _ADDRESS.fullmatch(whole) and host.rpartition(".")[2] in ENDS else ""
    )


_ADDRESS: Final = re.compile(r"[A-Za-z0-9][\w.+-]{1,40}@[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,20}){1,3}")


def _parts(*names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each.split()) for each in names)


def _numbered(names: str, many: int) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(f"{name}{nth}" for name in names.split()) for nth in range(1, many + 1))


_LANDS: Final = "land country ctry pays pais paese kraj cc countrycode land_code"
_CHECKS: Final = (
    "chk check checkdigits checkdigit pz pruefziffer prufziffer pruefz kontrol control cle"
)
_KINDS: Final[tuple[_Kind, ...]] = (
    _Kind(_numbered("ssn social soc ssnpart tin", 3), _social),
    _Kind(
        _parts(
            "ssna ssa ssnarea ssnfirst socialarea",
            "ssng ssg ssngroup group ssnmiddle ssnmid",
            "ssns sss ssnserial serial ssnlast",
        ),
        _social,
    ),
    _Kind(
        _parts(
            "bin iin first6 firstsix head front prefix cardprefix",
            "middle mid body six middle6",
            "last4 lastfour tail suffix end",
        ),
        _card,
    ),
    _Kind(_numbered("pan card cc kk", 4), _card),
    _Kind(
        _parts(_LANDS, _CHECKS, "bban rest konto account kontonummer conto compte cuenta rekening"),
        _account,
    ),
    _Kind(
        _parts(_LANDS, _CHECKS, "blz bank bankleitzahl", "konto kontonummer account kto"), _account
    ),
    _Kind(_numbered("o oct octet oktet octeto octett ip byte oktett", 4), _machine),
    _Kind(tuple(frozenset((sign, f"ip{sign}")) for sign in "abcd"), _lettered),
    _Kind(
        _parts(
            "ddi prefint int countrycode cc landesvorwahl indicatif pays intl ccode",
            "ddd pref prefix area vorwahl areacode ndc prefijo prefisso",
            "num numero number nummer fone rufnummer line subscriber telefone",
        ),
        _abroad,
    ),
    _Kind(
        _parts("area areacode npa", "exch exchange nxx prefix co", "line station subscriber num"),
        _at_home,
    ),
    _Kind(
        _parts(
            "mailbox local localpart mailname mailuser loginpoczty epostfore",
            "maildomain domain mailhost serwerpoczty epostefter",
        ),
        _mail,
    ),
    _Kind(_parts("mailbox local localpart", "domain maildomain", "tld"), _mail),
)
# Words of which each of these tables and records has one.
TELLING: Final = raws(
    "ssn1 ss social1 tin1 last4 lastfour tail pan1 card1 cc1 kk1 chk pz pruefziffer prufziffer"
    " kontrol bban oct1 octet1 oktet1 octeto1 oktett1 ip1 byte1 o1 ddi pref exch nxx npa mailbox"
    " maildomain localpart efter serwer"
)
_BREAK: Final = re.compile(r"[;,\t|]|[ ]{2,}")
_NAME: Final = re.compile(r"[^a-z0-9]+")
_FIELD: Final = re.compile(
    r"(?<![\w.-])(?P<name>[A-Za-z_]{1,3}+[\w-]{0,21}+)[\"']?(?:[ ]{0,2}[:=][ ]{0,2}|>|[ ]is[ ])"
    r"[\"']?(?P<value>@?[A-Za-z0-9][A-Za-z0-9.+_-]{0,40}+)"
)
_INSERT: Final = re.compile(r"\(([^()\n]{8,200})\)\s{1,3}VALUES\s{0,3}\(([^()\n]{8,300})\)", re.I)
# A country, two digits and the rest, as strings or numbers beside each other.
_CALL: Final = re.compile(
    r"[\"'](?P<land>[A-Z]{2})[\"'][ ]?[,;&+|.]{1,2}[ ]?[\"']?(?P<check>\d\d)[\"']?[ ]?"
    r"[,;&+|.]{1,2}[ ]?[\"'](?P<rest>[0-9A-Z]{11,30})[\"']"
)
_LAND: Final = (b"'AA'", b'"AA"')
_LETTERED: Final = (b"c | d", b"c;d", b"c,d", b"c\td", b" d=")
_REACH: Final = 240
_ROWS: Final = 100
_LONGEST: Final = 300  # characters of a row
_MOST: Final = 100


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such values whole.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    if any(map(clues.outline.__contains__, _LAND)):
        pieces += (
            (*match.span(), f" {whole} ")
            for match in islice(_CALL.finditer(text), _MOST)
            if (whole := _account([match["land"], match["check"], match["rest"]]))
        )
    if words or (b"192" in clues.numbers and b"168" in clues.numbers):
        marks = words or _LETTERED
        places = [(at, at) for at in clues.places(marks)[:_MOST]]
        for near in stretches(places, _REACH):
            pieces += _around(text, near[0][0], near[-1][1])
    for row in gathered(pieces):
        yield rewritten(text, row, "fields")


def _around(text: str, first: int, last: int) -> Iterator[Piece]:
    """Yield the values whose fields, or the heads of whose columns, stand near some places."""
    begin = max(text.rfind("\n", 0, first) + 1, first - _REACH, 0)
    fields = list(_FIELD.finditer(text, max(0, first - _REACH), min(len(text), last + _REACH)))
    cells = [_Cell(*field.span("value"), field["value"]) for field in fields]
    yield from _joined([_plain(field["name"]) for field in fields], cells)
    for insert in _INSERT.finditer(text, begin, min(len(text), last + 2 * _REACH)):
        heads = [_plain(cell.plain) for cell in _cells(insert[1], insert.start(1))]
        yield from _joined(heads, _cells(insert[2], insert.start(2)))
    at = begin
    while at <= last:
        end = text.find("\n", at, at + _LONGEST)
        if end < 0:
            return
        yield from _rows(text, at, end)
        at = end + 1


def _rows(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield the values of the rows under a line, if it is a head that tells of any."""
    heads = [_plain(cell.plain) for cell in _cells(text[start:end], start)]
    if len(heads) < 2 or not any(True for _ in _runs(heads)):
        return
    for _ in range(_ROWS):
        start, end = end + 1, text.find("\n", end + 1, end + _LONGEST)
        if end < 0:
            end = min(len(text), start + _LONGEST)
        row = _cells(text[start:end], start)
        if len(row) == len(heads):
            yield from _joined(heads, row)
        elif len(row) < 2 or end >= len(text):
            return


def _cells(line: str, start: int) -> list[_Cell]:
    """Return the cells of a line without what encloses them."""
    cells, at = [], 0
    for mark in (*_BREAK.finditer(line), None):
        stop = len(line) if mark is None else mark.start()
        part = line[at:stop]
        plain = part.strip(" \t\"'|`*\r")
        if plain or (mark is not None and mark.group() != "|"):
            first = start + at + (part.find(plain) if plain else 0)
            cells.append(_Cell(first, first + len(plain), plain))
        at = len(line) if mark is None else mark.end()
    return cells


def _plain(name: str) -> str:
    return _NAME.sub("", folded(name))


def _runs(names: Sequence[str]) -> Iterator[tuple[_Kind, int]]:
    """Yield the kinds whose names stand beside each other in order, and where each begins."""
    for at, name in enumerate(names):
        for kind in _BY_FIRST.get(name, ()):
            row = names[at : at + len(kind.names)]
            if len(row) == len(kind.names) and all(map(_is_in, row, kind.names)):
                yield kind, at


def _is_in(name: str, names: frozenset[str]) -> bool:
    return name in names


_BY_FIRST: Final = {
    name: tuple(kind for kind in _KINDS if name in kind.names[0])
    for name in frozenset[str]().union(*(kind.names[0] for kind in _KINDS))
}


def _joined(names: Sequence[str], cells: Sequence[_Cell]) -> Iterator[Piece]:
    """Yield the values that cells beside each other are, by the names of their columns."""
    for kind, at in _runs(names):
        row = cells[at : at + len(kind.names)]
        if len(row) < len(kind.names) or not all(
            cell.plain.isascii() and cell.plain for cell in row
        ):
            continue
        if whole := kind.whole([cell.plain for cell in row]):
            yield row[0].start, row[-1].end, f" {whole} "
