r"""Reads addresses of hardware without the usual signs, by the prefix of their maker.

`F0189856A8B6`, `BRW3c22fb5b3025.local`, `{0x48, 0x2C, …}`, `\x48\x2c…`, `48-2c:a0.5d-00:3c`,
`48 space 2c space …`, and those inside other addresses: `fe80::4a2c:a0ff:fec0:5266`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.value_shapes import HARDWARE, in_pairs
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vendors import is_of_vendor

_H: Final = "[0-9A-Fa-f]"
# Behind nothing, or behind letters of which the last is no digit of base 16: `BRW3c22fb5b3025`.
_SOLID: Final = re.compile(
    rf"(?<![0-9A-Za-z$])(?<!{_H}{{4}}-)(?:[A-Za-z]{{0,11}}[G-Zg-z])?({_H}{{12}})(?:0{{20}})?(?![0-9A-Za-z$])"
)
_NAMES: Final = (
    "space dash hyphen colon dot pause leer strich punkt tiret espace espacio guion spazio"
    " doppelpunkt dwukropek kolon"
)
# Those of two words, of which the last is counted.
_TWO_WORDS: Final = "due punti|deux points|dos puntos|dois pontos|dubbele punt"
_SIGN: Final = (
    rf"(?:[ ](?:{'|'.join(_NAMES.split())}|{_TWO_WORDS})[ ]|[^\w\n]{{1,5}}|_|[:-]\n[ \t]{{0,60}})"
)
# A client is told by the kind of its address in front, and names of files by what they are of.
_PAIRS: Final = re.compile(
    rf"(?:(?<![\w:])|(?<=[a-z]_)|(?<=hex:))(?<!{_H}{{2}}[ .-])(?:01{_SIGN})?"
    rf"({_H}{{2}}(?:{_SIGN}{_H}{{2}}){{5}})(?!(?!_\d{{4}})\w|{_SIGN}{_H}{{2}}(?!\w))",
    re.IGNORECASE,
)
_GROUPS: Final = re.compile(
    rf"(?<![\w:.-])(?:{_H}{{4}}([-:. ]){_H}{{4}}\1{_H}{{4}}|{_H}{{6}}[-:. ]{_H}{{6}}"
    rf"|{_H}{{8}}[-:. ]{_H}{{4}})"
    r"(?![\w-]|[:.]\w)"
)
_BYTE: Final = rf"(?:\(\w{{1,8}}\)[ ]?)?0[xX]{_H}{{1,2}}"
_ARRAY: Final = re.compile(
    rf"(?<![\w,])(?<!,[ ]){_BYTE}(?:,\s{{0,4}}{_BYTE}){{5}}(?!\w|\s{{0,2}},\s{{0,4}}0[xX])"
)
_MARKED: Final = re.compile(
    rf"(?<!\w)(?:{_H}{{2}}h[ ,:-]{{1,2}}){{5}}{_H}{{2}}h(?!\w|[ ,:-]{{1,2}}{_H}{{2}}h)"
)
_LITERAL: Final = re.compile(r"b(['\"])((?:\\x[0-9A-Fa-f]{2}|[ !#-&(-\[\]-~]){6})\1")
_OF_LITERAL: Final = re.compile(r"\\x([0-9A-Fa-f]{2})|(.)")
# Its bytes as numbers, as queries of networks have them.
_NUMBERS: Final = re.compile(
    r"(?<![\w-])(?:\d{1,3}\.)*?(\d{1,3}([.:-]|,? )\d{1,3}(?:\2\d{1,3}){4})(?!\w|[.:-]\d|,? \d)"
)
_OF_ARRAY: Final = re.compile(rf"0[xX]({_H}{{1,2}})")
# A client is told by the kind of its address in front.
_ESCAPED: Final = re.compile(
    rf"(?<!\\x{_H}{{2}})(?:\\{{1,2}}(?:x01|001))?((?:\\{{1,2}}x{_H}{{2}}){{6}})(?!\\{{1,2}}x{_H})"
)
_EUI: Final = re.compile(
    rf"(?<![\w:.])(?:{_H}{{1,4}}:{{1,2}}){{1,4}}({_H}{{1,4}}):({_H}{{0,2}})ff:fe({_H}{{2}})"
    rf":({_H}{{1,4}})(?![\w:])",
    re.IGNORECASE,
)
_WIDE: Final = re.compile(
    rf"(?<![0-9A-Za-z:-])({_H}{{2}})([:-]?)({_H}{{2}})\2({_H}{{2}})\2ff\2fe"
    rf"\2({_H}{{2}})\2({_H}{{2}})\2({_H}{{2}})(?![0-9A-Za-z]|[:-][0-9A-Fa-f])",
    re.IGNORECASE,
)
# Without the noughts in front, as some programs print it: `8:0:2b:1:e:9f`.
_SHORTENED: Final = re.compile(
    rf"(?<![\w:.-])(?!{_H}{{2}}(?::{_H}{{2}}){{5}})({_H}{{1,2}}(?::{_H}{{1,2}}){{5}})(?![\w:]|[.-]\d)",
    re.I,
)
_FOUR_COLONS: Final = re.compile(
    rb":[0-9a-f]{1,2}:[0-9a-f]{1,2}:[0-9a-f]{1,2}:[0-9a-f]{1,2}:[0-9a-f]"
)
_DIGIT_PAIR: Final = re.compile(_H + "{2}")
_PREFIX: Final = re.compile(_H + "{6}")
_NAMED: Final = frozenset(_NAMES.encode().split()) | {
    name.split()[1].encode() for name in _TWO_WORDS.split("|")
}
_CUE: Final = re.compile(
    r"(?<![a-z0-9])(?:macs?|oid|hwaddr|bssid|lladdr|chaddr|ethernet|wlan|wi-?fi|arp|dhcp|wol"
    r"|wake[ -]on[ -]lan|physical address"
    r"|physikalische adresse|adresse physique"
    r"|direcci[oó]n f[ií]sica"
    r"|indirizzo fisico|fysiek adres|adres fizyczny)(?![a-z0-9])",
    re.IGNORECASE,
)
_CUES: Final = frozenset(
    b"mac macs oid hwaddr bssid lladdr chaddr ethernet wlan wifi wi arp dhcp wol wake physical"
    b" physikalische physique fisica f\xffsica fisico fysiek fizyczny".split()
)
_TAIL: Final = re.compile(rb"(?:[a-z]{0,11}[g-z])?([0-9a-f]{12})(?:0{20})?")
_NEAR: Final = 48
_SIZES: Final = (b"\4\4\4", b"\6\6", b"\x08\4")
_SIGN_BETWEEN: Final = re.compile(r"[-:. ]")
_BYTES: Final = 256
_BYTES_OF_ONE: Final = 6
_SIX: Final = b"\2" * 6
_HEXADECIMAL: Final = b"0123456789abcdef"
_SIGNS: Final = 12
_FLIPPED: Final = 2  # the bit by which an address is told to be given by a maker
_LEAST: Final = 2  # digits


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which such addresses stand, as they are usually written."""
    pieces = [*_as_words(text, clues), *_of_programs(text, clues), *_in_addresses(text, clues)]
    for near in stretches(apart(sorted(pieces))):
        yield rewritten(text, near, "hardware")


def _as_words(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses in one word, in groups and in numbers."""
    if any(len(word) >= _SIGNS and _may_be_solid(word, clues) for word in clues.mixed):
        yield from _solid(text)
    if _are_hexadecimal(clues, _SIX) or (not clues.words.isdisjoint(_NAMED) and _said(clues)):
        yield from _paired(text)
    if clues.raw.count(b":") >= 5 and _FOUR_COLONS.search(clues.lower) is not None:
        for match in _SHORTENED.finditer(text):
            solid = "".join(byte.zfill(2) for byte in match[1].split(":"))
            yield from _of_vendor(match.span(), solid)
    if any(_are_hexadecimal(clues, sizes) for sizes in _SIZES):
        for match in _GROUPS.finditer(text):
            yield from _of_vendor(match.span(), _SIGN_BETWEEN.sub("", match.group()))
    if not clues.words.isdisjoint(_CUES):
        yield from _counted(text)
        for match in _MARKED.finditer(text):
            yield from _of_vendor(match.span(), "".join(_DIGIT_PAIR.findall(match.group())))


def _of_programs(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses whose bytes are those of an array or a string."""
    if b"0x" in clues.lower and clues.lower.count(b"0x") >= _BYTES_OF_ONE:
        yield from _listed(text)
    if not clues.has(b"\\") or b"\\x" not in clues.lower:
        return
    for match in _ESCAPED.finditer(text) if clues.lower.count(b"\\x") >= _BYTES_OF_ONE else ():
        yield from _of_vendor(match.span(), match[1].replace("\\", "").replace("x", ""))
    if b"b'" in clues.raw or b'b"' in clues.raw:
        for match in _LITERAL.finditer(text):
            signs = _OF_LITERAL.findall(match[2])
            solid = "".join(code or f"{ord(sign):02x}" for code, sign in signs)
            yield from _of_vendor(match.span(), solid)


def _in_addresses(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses of which those of version 6 and of devices are made."""
    colons = b"ff:fe" in clues.lower
    if colons:
        yield from _inside(text)
    if colons or b"ff-fe" in clues.lower or b"fffe" in clues.lower:
        yield from _wide(text)


def _may_be_solid(word: bytes, clues: Clues) -> bool:
    """Whether a word ends as an address does, and anything tells that it is one."""
    found = _TAIL.fullmatch(word)
    if found is None:
        return False
    return is_of_vendor(found[1].decode()) or not clues.words.isdisjoint(_CUES)


def _are_hexadecimal(clues: Clues, sizes: bytes) -> bool:
    """Whether words of some lengths follow each other that are digits of base 16, letters too."""
    at = clues.lengths.find(sizes)
    while at >= 0:
        row = b"".join(clues.order[at : at + len(sizes)])
        if not row.strip(_HEXADECIMAL) and not (row.isdigit() or row.isalpha()):
            return True
        at = clues.lengths.find(sizes, at + 1)
    return False


def _said(clues: Clues) -> bool:
    """Whether a name of a sign stands as often as between six pairs."""
    return any(clues.order.count(name) >= 5 for name in clues.words & _NAMED)


def _of_vendor(span: tuple[int, int], solid: str) -> Iterator[Piece]:
    """Yield an address in a stretch, if it is one of a maker, and of letters and digits."""
    if _is_mixed(solid) and is_of_vendor(solid):
        yield *span, _usual(solid)


def _is_mixed(solid: str) -> bool:
    digits = sum(map(str.isdigit, solid))
    return _LEAST <= digits < len(solid)


def _usual(solid: str) -> str:
    return f" {in_pairs(solid)} "


def _solid(text: str) -> Iterator[Piece]:
    for match in _SOLID.finditer(text):
        solid = match[1]
        if not _is_mixed(solid) or (solid != solid.lower() and solid != solid.upper()):
            continue
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if is_of_vendor(solid) or _CUE.search(near):
            yield *match.span(1), _usual(solid)


def _paired(text: str) -> Iterator[Piece]:
    for match in _PAIRS.finditer(text):
        if HARDWARE.fullmatch(match.group()) is None:  # else it is found as it stands
            written = re.sub(_SIGN, "", match[1], flags=re.IGNORECASE)
            # A sign may hold a mark that another reads as two.
            if _PREFIX.match(written) is not None:
                yield from _of_vendor(match.span(1), written)


def _counted(text: str) -> Iterator[Piece]:
    """Yield the addresses whose bytes are numbers, near a word for one."""
    for match in _NUMBERS.finditer(text):
        numbers = [int(number) for number in re.findall(r"\d+", match[1])]
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if max(numbers) < _BYTES and _CUE.search(near):
            yield from _of_vendor(match.span(1), bytes(numbers).hex())


def _listed(text: str) -> Iterator[Piece]:
    for match in _ARRAY.finditer(text):
        solid = "".join(byte.zfill(2) for byte in _OF_ARRAY.findall(match.group()))
        yield from _of_vendor(match.span(), solid)


def _inside(text: str) -> Iterator[Piece]:
    """Yield the addresses from which those of version 6 are made: `fe` in their middle."""
    for match in _EUI.finditer(text):
        first, second, third, fourth = match.groups()
        solid = first.zfill(4) + second.zfill(2) + third + fourth.zfill(4)
        yield *match.span(), _usual(_flipped(solid))


def _wide(text: str) -> Iterator[Piece]:
    """Yield the addresses that devices of eight bytes are numbered by."""
    for match in _WIDE.finditer(text):
        solid = "".join(match.group(1, 3, 4, 5, 6, 7))
        for each in (solid, _flipped(solid)):
            if is_of_vendor(each):
                yield *match.span(), _usual(each)
                break


def _flipped(solid: str) -> str:
    return f"{int(solid[:2], 16) ^ _FLIPPED:02x}{solid[2:]}"
