"""Reads addresses of machines with letters for digits, with zeros or blanks, or as one number.

`mc server lO.2O.3O.4O`, `010.044.002.009`, `10 . 44 . 2 . 9`, `IPAddress(10, 44, 2, 9)`, `IP als
Dezimalzahl: 170656265`, `http://170656265/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import dotted, is_internet_address
from govsim.guardrails.views.values import Decoding

_LETTERED: Final = re.compile(
    r"(?<![^\W_])(?:ips?|ipv4|mc|server|host|router|gateway|gw|minecraft)(?![^\W_])[ ]?[:=]?["
    r" ]?(?:is|ist|est|es|at|lautet)?[ ]?"
    r"(?P<value>[\dOoIlSZB]{1,3}(?:\.[\dOoIlSZB]{1,3}){3})(?![\w-]|\.\w)"
)
_HINT: Final = re.compile(
    rb"\.[0-9]{0,2}[OolISZB][0-9OolISZB]{0,2}\.|[ :=][0-9]{0,2}[OolISZB][0-9OolISZB]{0,2}\.[0-9]"
)
_LETTERS: Final = str.maketrans("OoIlSZB", "0011528")
_PADDED: Final = re.compile(
    r"(?<![\w.])[012]\d\d(?P<by>[ ]?\.[ ]?)[012]\d\d(?:(?P=by)[012]\d\d){2}(?!\w|[ ]?\.[ ]?\d)"
)
_THREES: Final = re.compile(rb"000 ?\. ?000 ?\. ?000 ?\. ?000")
_SPACED: Final = re.compile(
    r"(?<![\w.])(?<!\d[ ])(?<!\d[ ]\.[ ])\d{1,3}(?P<by>[ ]\.[ ]?)\d{1,3}"
    r"(?:(?P=by)\d{1,3}){2}(?!\w|[ ]?\.[ ]?\d)"
)
_CODE: Final = re.compile(
    r"(?<!\w)(?:IPAddress|IP4_ADDR|ip4_addr|IPv4Address|inet_addr)(?:["
    r" ]\w{1,20})?\s?\((?:&?\w+,\s?)?(?P<octets>\s?\d{1,3}(?:,\s?\d{1,3}){3})\s?\)"
)
_NUMBER: Final = re.compile(r"(?<![\w.,-])[1-9]\d{7,9}(?![\w-]|[.,]\d)")
_AS_HOST: Final = re.compile(r"https?://(?P<number>[1-9]\d{7,9})(?=[/:?\s]|$)")
_COUNTED: Final = re.compile(
    r"(?<![^\W_])(?:int|integer|uint32|decimal|dezimal\w{0,4}|numeric|long|dword|entier|liczb\w"
    r"|entero|intero|numer\w{0,2})(?![^\W_])",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(r"version|release|wersj|firmware|build|chapter|kapitel", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?<![^\W_])(?:ips?|ipv4|ip[_ ]?addr\w*)(?![^\W_])", re.IGNORECASE)
TELLING: Final[Words] = frozenset(
    b"ip ips ipv4 lip mc server host router gateway gw minecraft".split()
)
_NEAR: Final = 48
_LEAST: Final = 1 << 24
_GREAT: Final = 31  # of which no day is greater
_LONG: Final = b"00000000"


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    outline = clues.outline
    if words and b"." in outline and _HINT.search(clues.raw) is not None:
        for match in _LETTERED.finditer(text):
            pieces += _of(text, match.span("value"), match["value"].translate(_LETTERS).split("."))
    if (b"000.000" in outline or b"000 ." in outline) and _THREES.search(outline) is not None:
        for match in _PADDED.finditer(text):
            octets = re.findall(r"\d+", match.group())
            beside = text[max(0, match.start() - _NEAR // 2) : match.end() + _NEAR // 2]
            if sum(octet[0] == "0" for octet in octets) > 1 and not _VERSION.search(beside):
                pieces += _of(text, match.span(), [str(int(octet)) for octet in octets])
    if b"0 .0" in outline or b"0 . 0" in outline:
        for match in _SPACED.finditer(text):
            octets = re.findall(r"\d+", match.group())
            if max(map(int, octets)) > _GREAT and not _VERSION.search(
                text, max(0, match.start() - 24), match.start()
            ):
                pieces += _of(text, match.span(), octets)
    if b"(" in clues.raw and (b"ipaddress" in clues.lower or b"ip4_addr" in clues.lower):
        for match in _CODE.finditer(text):
            pieces += _of(text, match.span("octets"), re.findall(r"\d+", match["octets"]))
    if _LONG in outline:
        pieces += _counted(text, clues, words)
    for near in gathered(pieces):
        yield rewritten(text, near, "odd-octets")


def _of(text: str, span: tuple[int, int], octets: list[str]) -> Iterator[Piece]:
    """Yield an address that is not written as usual."""
    is_usual = text[slice(*span)] == ".".join(octets)
    if is_internet_address(octets) and octets[0] != "0" and not is_usual:
        yield *span, f"ip {'.'.join(octets)} "


def _counted(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses that are one number, where words or the place say so."""
    if b"http" in clues.lower:
        for match in _AS_HOST.finditer(text):
            if _LEAST <= int(match["number"]) < 1 << 32:
                yield *match.span("number"), f"ip {dotted(int(match['number']))} "
    if not words:
        return
    for match in _NUMBER.finditer(text):
        begin, end = max(0, match.start() - _NEAR), match.end() + _NEAR // 2
        if not _LEAST <= int(match.group()) < 1 << 32:
            continue
        if _COUNTED.search(text, begin, end) and _LABEL.search(text, begin, end):
            yield *match.span(), f"ip {dotted(int(match.group()))} "
