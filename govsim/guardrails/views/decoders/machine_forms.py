r"""Reads addresses of machines whose numbers are enclosed, of another base, or joined by words.

`[81].[174].[20].[236]`, `81\.174\.20\.236`, `81dot174dot20dot236`, `0x51.0xae.0x14.0xec`, four
numbers of base 2, `ip as hex 51AE14EC`, `ping 1370363116`, `new byte[]{81, (byte) 174, 20, 7}`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten, stretches
from govsim.guardrails.views.value_shapes import dotted, is_internet_address
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vendors import is_of_vendor

_OCTET: Final = r"(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_FRONT: Final = r"(?<![\w.])(?<![\])}>]\.)"
# Of numbers with signs around them or around their dots, by the outline of a place in it.
_ENCLOSED: Final = {
    b"0<.>0": r"<\.>", b"0\\.0": r"\\\.", b"0).(0": r"\)\.\(", b"0].[0": r"\]\.\[",
    b"0}.{0": r"\}\.\{", b"0>.<0": r">\.<", b"0_._0": r"_\._",
}  # fmt: skip
_OPEN: Final = r"[\[({<_]?"
_OF_SIGNS: Final = {
    mark: re.compile(rf"{_FRONT}{_OPEN}{sign.join([_OCTET] * 4)}[\])}}>_]?(?!\w|{sign}|\.\d)")
    for mark, sign in _ENCLOSED.items()
}
_LOOSE: Final = re.compile(
    rf"(?<![\w.])(?<!\d[ ])(?<!\.[ ]){_OCTET}(?:[ ]?\.[ ]?){_OCTET}(?:[ ]?\.[ ]?){_OCTET}"
    rf"(?:[ ]?\.[ ]?){_OCTET}(?!\w|[ ]?\.[ ]?\d)"
)
_WORD: Final = r"[ _-]?(?:dot|full[ ]stop|prick|点|點|נקודה)[ _-]?"
_WORDED: Final = re.compile(
    rf"(?<![A-Za-z0-9.]){_WORD.join([_OCTET] * 4)}(?!\w|[ _-]?dot)", re.IGNORECASE
)
_GLUED: Final = (b"0aaa0", b"0AAA0", b"0_aaa_0", b"0-aaa-0")
_SAID: Final = (b"full stop", b" prick ")
_NUMBER: Final = 16  # characters of a number, and of a word for a dot
_DRAWN_WORDS: Final = ("点", "點", "נקודה")
_SIXTEEN: Final = re.compile(
    r"(?<![\w.])(?=[0-9a-fx.]{0,12}0x)(0x[0-9a-f]{1,2}|\d{1,3})\.(0x[0-9a-f]{1,2}|\d{1,3})\."
    r"(0x[0-9a-f]{1,2}|\d{1,3})\.(0x[0-9a-f]{1,2}|\d{1,3})(?![\w]|\.\w)",
    re.IGNORECASE,
)
_BEGINS_SIXTEEN: Final = re.compile(rb"0x[0-9a-f]{1,2}[.:-](?:0x|\d)")
_FEWEST: Final = 2  # numbers of base 16
_BITS: Final = re.compile(
    r"(?<![\w.])(?:0b)?([01]{8})([.:, -]"
    r"|[.:][ ]|[ ]?\|[ ]?)(?:0b)?([01]{8})\2(?:0b)?([01]{8})\2(?:0b)?([01]{8})(?!\w|\2[01])"
)
_BITS_OUTLINE: Final = re.compile(rb"[01]{8}(?:[.:,;|/ -]{1,3}(?:0b)?)?[01]{8}")
_SOLID_BITS: Final = re.compile(r"(?<![\w.])(?:0b)?([01]{8})([01]{8})([01]{8})([01]{8})(?![\w.])")
_HEX: Final = re.compile(
    r"(?<![\w.:])(?:0x)?([0-9a-f]{2})([.: -]?)([0-9a-f]{2})\2([0-9a-f]{2})\2([0-9a-f]{2})(?!\w"
    r"|\2[0-9a-f]{2}\b)",
    re.IGNORECASE,
)
_SAYS_HEX: Final = re.compile(r"\bhex(?:a(?:decimal)?)?\b", re.IGNORECASE)
_SAYS_IP: Final = re.compile(r"(?<![^\W_])ip(?:v4)?(?![^\W_])", re.IGNORECASE)
_HEXES: Final = frozenset((b"hex", b"hexadecimal", b"hexa"))
_COUNTED: Final = re.compile(
    r"\bmac(?:[ ]addr(?:ess)?)?[ ]?(?:\((?:int|integer|decimal|dec)\)|(?:as|in)[ ](?:an?[ ])?"
    r"(?:int(?:eger)?|decimal|number))[ ]?(?:is|=|:)?[ ]{0,2}(\d{11,15})(?![\w.-])",
    re.IGNORECASE,
)
_COUNTING: Final = frozenset(b"int integer decimal dec number".split())
_EIGHT_BITS: Final = re.compile(
    r"(?<![\w.])[01]{8}(?P<by>[:.-]|[ ]?[|,;/][ ]?|[ ]{1,2})[01]{8}(?:(?P=by)[01]{8}){4}"
    r"(?!\w|(?P=by)[01])"
)
_TYING: Final = ":.-"
# The second half of an address of version 6 that a machine made of its hardware's.
_MADE: Final = re.compile(
    r"(?<![0-9a-f:])([0-9a-f]{4}):([0-9a-f]{2})ff:fe([0-9a-f]{2}):([0-9a-f]{4})(?![0-9a-f:])",
    re.IGNORECASE,
)
_POOL: Final = re.compile(r"(?<![\w.-])p([0-9a-f]{8})\.dip", re.IGNORECASE)
_CALLED: Final = re.compile(
    r"(?<![\w-])(?:(?:curl|ping|wget|ssh|telnet|nmap|tracert"
    r"|traceroute)(?:[ ]-[46vIsSkLq]{1,4}){0,2}"
    r"|(?:ip[ ]dword|dword[ ]ip|ip[ ]as[ ](?:an?[ ])?(?:dword|long|uint32|number)"
    r"|long[ ]ip)[ :=]{0,3}|ipv?4?(?=[ ]))[ ]?(\d{9,10})(?![\w.-])",
    re.IGNORECASE,
)
_LONG: Final = b"0" * 9  # digits of an address that is one number, at least
_CALLS: Final = frozenset(
    b"curl ping wget ssh telnet nmap tracert traceroute dword long uint32 ip ipv4".split()
)
_CAST: Final = (
    r"\s?(?:\(byte\)\s?|\(uint8_t\)\s?|0x(?=[0-9a-f]{2}))?(-?[0-9]{1,3}|[0-9a-fA-F]{2})\s?"
)
_ARRAY: Final = re.compile(
    rf"(?:byte|u?int8(?:_t)?|array|uchar|pack"
    rf"|bytes)\b[^\n\[({{]{{0,24}}(?:\[[ ]?4?[ ]?\])?[^\n\[({{]{{0,24}}"
    rf"(?:\[|\{{|\([\[{{]?|\([\"'][!<>]?4?B{{1,4}}[\"'],){_CAST},{_CAST},{_CAST},{_CAST}[\])}}]",
    re.IGNORECASE,
)
_ARRAYS: Final = frozenset(
    b"byte bytes uint8 uint8array int8 uchar pack bytearray array byte4".split()
)
_HOSTED: Final = re.compile(
    r"(?<![a-z])(?:ip|inet|addr|address|host|sock|remote|client|peer|server|src|dst"
    r"|getbyaddress)(?![a-z])"
    r"|ip_?addr|inet_?addr|byaddress|ipaddress|clientip|hostip",
    re.IGNORECASE,
)
_HARDWARE: Final = re.compile(
    r"(?<![\w.])0x[0-9a-f]{2}(?P<by>[:.-])0x[0-9a-f]{2}(?:(?P=by)0x[0-9a-f]{2}){4}(?!\w)",
    re.IGNORECASE,
)
_PRIVATE: Final = 10  # the first number of networks that nobody else reaches
_DAYS: Final = 31
_DIGITS: Final = 12  # of an address of hardware
_PAIR: Final = re.compile(r"..(?=.)")
_NEAR: Final = 48  # characters
_LEAST: Final = 1 << 24
# Without a digit there is nothing of this in a text.
NEEDS: Final = traits_of(b"0")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written."""
    pieces: list[Piece] = []
    outline, low = clues.outline, clues.lower
    if b"." in outline:
        for mark, pattern in _OF_SIGNS.items():
            if mark in outline and outline.count(mark) > 2:
                pieces += _octets(pattern, text)
        if b"0 . 0" in outline and (b"0.0" in outline or outline.count(b"0 . 0") > 1):
            pieces += _octets(_LOOSE, text)
    glued = (b"dot",) if b"dot" in low and any(map(outline.__contains__, _GLUED)) else ()
    for near in stretches([(at, at) for at in clues.places((*glued, *_SAID))], _NUMBER):
        pieces += _octets(_WORDED, text, max(0, near[0][0] - _NUMBER), near[-1][1] + _NUMBER)
    if _is_drawn(clues):
        pieces += _octets(_WORDED, text)
    if b"0x" in low and _BEGINS_SIXTEEN.search(low) is not None:
        pieces += _sixteen(text)
    if _holds_bits(clues):
        pieces += _binary(text)
    pieces += _hardware(text, clues)
    pieces += _of_words(text, clues)
    for row in gathered(pieces):
        yield rewritten(text, row, "machine")


def _holds_bits(clues: Clues) -> bool:
    """Whether eight bits stand beside eight others."""
    return b"00000000" in clues.outline and _BITS_OUTLINE.search(clues.raw) is not None


def _is_drawn(clues: Clues) -> bool:
    return not clues.ascii and any(map(clues.text.__contains__, _DRAWN_WORDS))


def _octets(
    pattern: re.Pattern[str], text: str, begin: int = 0, end: int = sys.maxsize
) -> Iterator[Piece]:
    for match in pattern.finditer(text, begin, end):
        octets = list(match.groups())
        if is_internet_address(octets) and _is_host(octets):
            yield *match.span(), "ip " + ".".join(octets)


def _is_host(octets: list[str]) -> bool:
    """Whether four numbers are no version and no mask."""
    numbers = [int(octet) for octet in octets]
    great = max(numbers)
    return (great > 99 or (numbers[0] == _PRIVATE and great > _DAYS)) and numbers[0] not in (0, 255)


def _sixteen(text: str) -> Iterator[Piece]:
    """Yield the addresses whose numbers are of base 16, each with its sign."""
    for match in _SIXTEEN.finditer(text):
        if match.group().lower().count("0x") >= _FEWEST:
            octets = [str(int(part, 16 if "x" in part.lower() else 10)) for part in match.groups()]
            if is_internet_address(octets):
                yield *match.span(), "ip " + ".".join(octets)
    for match in _HARDWARE.finditer(text):
        yield *match.span(), "mac " + re.sub("[:.-]", ":", match.group().lower().replace("0x", ""))


def _binary(text: str) -> Iterator[Piece]:
    """Yield the addresses of base 2: with dots between four numbers, or near a word for one."""
    for match in (*_BITS.finditer(text), *_SOLID_BITS.finditer(text)):
        bits = [part for part in match.groups() if len(part) == 8]
        octets = [str(int(part, 2)) for part in bits]
        said = match.re.pattern == _BITS.pattern and match[2] in (".", " | ")
        if _is_host(octets) and (said or _is_said(text, match, _SAYS_IP)):
            yield *match.span(), "ip " + ".".join(octets)


def _hardware(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses of hardware as one number, in bits, and in those of version 6."""
    if b"mac" in clues.words and not clues.words.isdisjoint(_COUNTING):
        for match in _COUNTED.finditer(text):
            solid = f"{int(match[1]):012x}"
            if len(solid) == _DIGITS and is_of_vendor(solid):
                yield *match.span(1), "mac " + _PAIR.sub(r"\g<0>:", solid)
    if _holds_bits(clues):
        for match in _EIGHT_BITS.finditer(text):
            parts = bytes(int(part, 2) for part in match.group().split(match["by"]))
            # Letters are told in bits as well.
            if match["by"] in _TYING or (is_of_vendor(parts.hex()) and max(parts) > 127):
                yield *match.span(), "mac " + parts.hex(":")
    if b"ff:fe" in clues.lower:
        for match in _MADE.finditer(text):
            solid = f"{int(match[1], 16) ^ 0x200:04x}{match[2]}{match[3]}{match[4]}".lower()
            if is_of_vendor(solid):
                yield *match.span(), "mac " + _PAIR.sub(r"\g<0>:", solid)


def _is_said(text: str, match: re.Match[str], words: re.Pattern[str]) -> bool:
    """Whether a word stands near on the same line."""
    before = text[max(0, match.start() - _NEAR) : match.start()].rpartition("\n")[2]
    behind = text[match.end() : match.end() + _NEAR // 2].partition("\n")[0]
    return words.search(before) is not None or words.search(behind) is not None


def _of_words(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses of which a word tells how they are written."""
    if not clues.words.isdisjoint(_HEXES) and (b"ip" in clues.words or b"ipv4" in clues.words):
        for match in _HEX.finditer(text):
            if _is_said(text, match, _SAYS_HEX) and _is_said(text, match, _SAYS_IP):
                octets = [str(int(part, 16)) for part in match.group(1, 3, 4, 5)]
                if _is_host(octets):
                    yield *match.span(), "ip " + ".".join(octets)
    if b".dip" in clues.lower:
        for match in _POOL.finditer(text):
            yield *match.span(1), " ip " + dotted(int(match[1], 16)) + " "
    # No digit beyond ASCII is in `outline`.
    long = clues.other_digits or _LONG in clues.outline
    if long and not clues.words.isdisjoint(_CALLS):
        for match in _CALLED.finditer(text):
            if _LEAST <= int(match[1]) < 1 << 32:
                yield *match.span(1), "ip " + dotted(int(match[1]))
    if not clues.words.isdisjoint(_ARRAYS):
        yield from _arrays(text, clues)


def _arrays(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses that a program holds as four bytes."""
    for match in begun(_ARRAY, text, clues.places(clues.words & _ARRAYS)):
        if not (_HOSTED.search(match.group()) or _is_said(text, match, _HOSTED)):
            continue
        sixteen = "0x" in match.group().lower()
        parts = [part for part in match.groups() if part]
        if not sixteen and not all(part.lstrip("-").isdigit() for part in parts):
            continue
        octets = [str(int(part, 16 if sixteen else 10) % 256) for part in parts]
        if _is_host(octets):
            yield match.start(1), match.end(4), "ip " + ".".join(octets)
