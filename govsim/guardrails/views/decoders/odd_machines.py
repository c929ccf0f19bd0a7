r"""Reads addresses of machines as tools and scans have them, where a word or their form tells.

`188.56.167.97.51413` of a list of connections, `host46_121_14_5.pool.net`, `I78. 240,135,100` of a
scan, `…4.20.1.1.10.36.141.139` of a query, `src ac:10:06:5b` of a capture, `0271.030.027.0172`,
`0xD47E6493` near a word for one, `192 | 168 | 232 | 130`, `CLXXVIII.XCIII.XV.XLVIII`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.words_near import matches_near, raws, stands_near
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import (
    dotted,
    is_internet_address,
    is_internet_address_6,
)
from govsim.guardrails.views.values import Decoding

# In each pattern all that is repeated is so a fixed number of times, or stands between edges.
_H: Final = "[0-9A-Fa-f]"
_OCTET: Final = r"(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_FOUR: Final = r"\.".join([_OCTET] * 4)
_PORTED: Final = re.compile(rf"(?<![\w.]){_FOUR}\.(?:[1-9]\d{{1,4}}|\*)(?!\w|\.\d)")
_CONNECTED: Final = raws(
    "tcp tcp4 tcp6 udp udp4 udp6 established netstat tcpdump time_wait close_wait"
)
_LINED: Final = re.compile(
    rf"(?:(?<=host)|(?<=ip)|(?<=dyn)|(?<=pool)|(?<=cpe)|(?<=ppp)|(?<=client)|(?<=user)|(?<=[=_]))"
    rf"{'_'.join([_OCTET] * 4)}(?=\.[a-z][\w-]{{1,40}}+\.|[;&\s])"
)
_LOGGED: Final = raws("ip login lastlogin host client cookie pool adresse address")
_DIGIT: Final = "[0-9OolI]"
_SCANNED: Final = re.compile(
    rf"(?<![\w.,])(?<!\d[ ])({_DIGIT}{{1,3}})[.,][ ]?({_DIGIT}{{1,3}})[.,][ ]?({_DIGIT}{{1,3}})"
    rf"[.,][ ]?({_DIGIT}{{1,3}})(?!\w|[.,][ ]?\d)"
)
_READ_AS: Final = str.maketrans("OolI", "0011")
_ADDRESSED: Final = raws(
    "ip ipv4 adresse adresy adresa adress adres address indirizzo dirección endereço адреса адрес"
    " inloggningen inloggning erreichbar nas login logins"
)
_IP: Final = raws("ip ipv4")
_WHOLE: Final = re.compile(rf"(?<![\w.])0x({_H}{{8}})(?!\w)")
_TOLD: Final = raws("ip ips ipv4 logins")
_OF_MEMORY: Final = raws("segfault sp rip eip register stack memory pointer kernel error offset")
_TABLES: Final = (b"agent-addr.", b"4.20.1.", b"4.21.1.", b"4.22.1.", b"4.24.4.", b"6.13.1.1.")
_ENTRIES: Final = raws(
    "ipadentaddr ipadentifindex ipadentnetmask ipnettomediatype ipnettomediaphysaddress"
    " ipnettomediaifindex iproutedest iproutenexthop tcpconnstate"
)
_INDEX: Final = re.compile(
    rf"(?:4\.20\.1\.\d|4\.21\.1\.\d{{1,2}}|4\.22\.1\.\d\.\d{{1,4}}|4\.24\.4\.1\.\d{{1,2}}|6\.13\.1\.1"
    rf"|[iI]p[A-Z][A-Za-z]{{2,30}}(?:\.\d{{1,4}})?|tcpConnState|agent-addr)\.{_FOUR}(?!\d)"
)
_BYTES: Final = re.compile(
    rf"(?<![\w:.-])(?<!{_H}{{2}}[ ])({_H}{{2}})(?P<by>[ :.-])({_H}{{2}})(?P=by)({_H}{{2}})(?P=by)"
    rf"({_H}{{2}})(?!\w|(?P=by){_H}{{2}}(?!\w))"
)
_CAPTURED: Final = raws(
    "src dst dhcp arp wireshark tcpdump scapy saddr daddr requested sender header ip source quelle"
)
_SWAPPED: Final = re.compile(rf"(?<![\w.:-])(?:0x)?({_H}{{8}})(?![\w.:-])")
_SWAPPING: Final = raws("endian swapped proc")
_OF_NETS: Final = raws("proc src dst saddr daddr peer conntrack route tcp udp")
_OCTAL: Final = re.compile(
    r"(?<![\w.])(0[0-7]{1,3})\.(0[0-7]{1,3})\.(0[0-7]{1,3})\.(0[0-7]{1,3})(?!\w|\.\d)"
)
_OCTAL_BEGINS: Final = re.compile(rb"0[0-7]{2,3}\.0[0-7]")
_AT_HOME: Final = re.compile(
    r"(?<![\w.,])(192)(?P<by>[ ]?[|;\t][ ]?|[ ]{1,2}\.[ ]{1,2})(168)(?P=by)(\d{1,3})(?P=by)"
    r"(\d{1,3})(?!\w|(?P=by)\d)"
)
_ROMAN: Final = re.compile(
    r"(?<![\w.])([IVXLC]{1,9})\.([IVXLC]{1,9})\.([IVXLC]{1,9})\.([IVXLC]{1,9})(?!\w|\.[IVXLC])"
)
_ROMAN_OUTLINE: Final = re.compile(rb"A\.A{1,9}\.A{1,9}\.A")
_ROMAN_FORM: Final = re.compile("C{0,2}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_OF_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SIX: Final = re.compile(rf"(?<![\w:])2{_H}{{3}}(?:[ ]{_H}{{4}}){{7}}(?![\w:]|[ ]{_H}{{4}}(?!\w))")
_NAMED_6: Final = raws("v6 ipv6")
_FOUR_PAIRS: Final = b"\2" * 4
_EIGHT_FOURS: Final = b"\4" * 8
_SIXTEEN: Final = b"0123456789abcdef"
TELLING: Final = (
    _CONNECTED | _LOGGED | _ADDRESSED | _TOLD | _ENTRIES | _CAPTURED | _SWAPPING | _NAMED_6
)
_MOST: Final = 128


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    outline = clues.outline
    if words:
        pieces += _by_words(text, clues, words)
    if outline.count(b"0_0") > 1:
        pieces += _lined(text, clues)
    if any(map(clues.lower.__contains__, _TABLES)) or not words.isdisjoint(_ENTRIES):
        pieces += _all_of(_INDEX, text, 1, 2, 3, 4)
    if b"0000.0" in outline and _OCTAL_BEGINS.search(clues.raw) is not None:
        pieces += _octal(text)
    if b"192" in clues.numbers and b"168" in clues.numbers:
        pieces += _all_of(_AT_HOME, text, 1, 3, 4, 5)
    for near in gathered(pieces):
        yield rewritten(text, near, "machine")


def romans(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with addresses in Roman numbers, in ours."""
    if b"A.A" not in clues.outline or _ROMAN_OUTLINE.search(clues.outline) is None:
        return
    pieces: list[Piece] = []
    for match in islice(_ROMAN.finditer(text), _MOST):
        long = sum(len(roman) > 2 for roman in match.groups()) > 1
        if long and all(map(_ROMAN_FORM.fullmatch, match.groups())):
            pieces += _ip(match.span(), [str(_number(roman)) for roman in match.groups()])
    for near in gathered(pieces):
        yield rewritten(text, near, "machine")


def _number(roman: str) -> int:
    values = [*(_OF_ROMAN[sign] for sign in roman), 0]
    return sum(-here if here < behind else here for here, behind in pairwise(values))


def _ip(span: tuple[int, int], octets: list[str]) -> Iterator[Piece]:
    """Yield an address of version 4 that is no version, mask or group of machines."""
    if not is_internet_address(octets):
        return
    numbers = list(map(int, octets))
    if max(numbers) > 99 and 0 < numbers[0] < 224 and numbers[0] != 127:
        yield *span, " ip " + ".".join(map(str, numbers)) + " "


def _all_of(pattern: re.Pattern[str], text: str, *groups: int) -> Iterator[Piece]:
    """Yield the addresses that some groups of what matches a pattern are."""
    for match in islice(pattern.finditer(text), _MOST):
        yield from _ip((match.start(groups[0]), match.end()), [match[nth] for nth in groups])


def _by_words(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses for which a word near them speaks."""
    outline = clues.outline
    if not words.isdisjoint(_CONNECTED) and b"0.0" in outline:
        for match in matches_near(_PORTED, text, clues, words & _CONNECTED):
            yield from _ip(match.span(), list(match.groups()))
    if not words.isdisjoint(_ADDRESSED) and (b"0,0" in outline or b"0, 0" in outline):
        yield from _scanned(text, clues, words & _ADDRESSED)
    if b"0x" in clues.lower and not words.isdisjoint(_TOLD):
        for match in matches_near(_WHOLE, text, clues, words & _TOLD):
            if not stands_near(clues, match.span(), _OF_MEMORY):
                yield from _ip(match.span(), dotted(int(match[1], 16)).split("."))
    if not words.isdisjoint(_CAPTURED) and _holds(clues, _FOUR_PAIRS):
        for match in matches_near(_BYTES, text, clues, words & _CAPTURED, 48):
            if any(map(str.isalpha, match.group())):
                octets = [str(int(match[nth], 16)) for nth in (1, 3, 4, 5)]
                yield from _ip(match.span(), octets)
    if not words.isdisjoint(_SWAPPING):
        yield from _swapped(text, clues, words & _SWAPPING)
    if not words.isdisjoint(_NAMED_6) and _holds(clues, _EIGHT_FOURS):
        for match in matches_near(_SIX, text, clues, words & _NAMED_6):
            if is_internet_address_6(plain := match.group().replace(" ", ":")):
                yield *match.span(), f" ip {plain} "


def _swapped(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses of base 16 that begin with their last byte."""
    for match in matches_near(_SWAPPED, text, clues, words):
        octets = dotted(int(match[1], 16)).split(".")[::-1]
        if octets[3] != "0" and stands_near(clues, match.span(), _OF_NETS):
            yield from _ip(match.span(), octets)


def _holds(clues: Clues, sizes: bytes) -> bool:
    """Whether words of some lengths follow each other that are digits of base 16, letters too."""
    at = clues.lengths.find(sizes)
    while at >= 0:
        row = b"".join(clues.order[at : at + len(sizes)])
        if not (row.strip(_SIXTEEN) or row.isdigit() or row.isalpha()):
            return True
        at = clues.lengths.find(sizes, at + 1)
    return False


def _scanned(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses that a scan misread, near a word for one."""
    for match in matches_near(_SCANNED, text, clues, words):
        plain = match.group()
        octets = [part.translate(_READ_AS) for part in match.groups()]
        padded = any(part[0] == "0" and len(part) > 1 for part in octets)
        misread = any(map(str.isalpha, plain)) and sum(map(str.isdigit, plain)) > 3
        typed = "," in plain and " " not in plain and stands_near(clues, match.span(), _IP, 24, 0)
        if (misread or typed) and "." in plain and not padded:
            yield from _ip(match.span(), octets)


def _lined(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses in names of hosts and in what programs keep of a visitor."""
    for match in islice(_LINED.finditer(text), _MOST):
        kept = text[match.start() - 1] == "="
        if kept != (text[match.end()] == ".") and (
            not kept or stands_near(clues, match.span(), _LOGGED, 40, 8)
        ):
            yield from _ip(match.span(), list(match.groups()))


def _octal(text: str) -> Iterator[Piece]:
    for match in islice(_OCTAL.finditer(text), _MOST):
        if max(map(len, match.groups())) > 3:
            yield from _ip(match.span(), [str(int(part, 8)) for part in match.groups()])
