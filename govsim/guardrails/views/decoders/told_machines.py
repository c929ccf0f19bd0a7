"""Reads addresses of machines with other signs in them, told in parts or said in words.

`24;217;144;139`, `105.43.244[.]30`, `33.156.212.x where x is 58`, `seventeen dot …`;
those of hardware in the records and names of files by which devices are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.spoken_numbers import values_of
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.value_shapes import (
    dotted,
    is_internet_address,
    is_internet_address_6,
)
from govsim.guardrails.views.values import Decoding

_CUE: Final = re.compile(
    r"\b(?:ips?|ipv4|ip_?addr(?:ess)?|ip[ -]?adress[ea]?|logins?|logged|connected"
    r"|connections?|connecting|connect|join|minecraft|printer|drucker|imprimante|impresora"
    r"|stampante|drukarka|nas|camera|kamera|teamspeak|ssh|box|gate"
    r"|traffic|requests?|firewall|block(?:ed)?|ping(?:ed)?|hosts?|server|client|router"
    r"|gateway|subnet|dns"
    r"|from|seen|attacker|src|remote|whitelist|allow(?:list)?)\b",
    re.IGNORECASE,
)
# That a port follows, or what the signs stand for.
_CUE_BEHIND: Final = re.compile(
    r"[ ,(]{1,3}(?:(?:behind|on|auf|sur|en|na)[ ])?port[ ]?\d{2,5}|[^\n]{0,40}\b(?:for|are|is|to"
    r"|als|statt|sont|son)[ ]dots?\b"
    r"|[^\n]{0,24}\b(?:game[ ]server|server|router|ip|nas|gateway|printer|box)\b",
    re.IGNORECASE,
)
# What is said of machines only.
_SURE: Final = re.compile(
    r"(?<![^\W_])(?:ips?|ipv4|server|host|router|gateway|minecraft|mc|teamspeak|connect|join"
    r"|ping|ssh|hop|browser|adress?e?|address|addr|direcci[oó]n|indirizzo|adres\w?|drucker"
    r"|printer|imprimante|impresora|box|nas)(?![^\W_])",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(r"(?<![^\W_])(?:ips?|ipv4)(?![^\W_])", re.IGNORECASE)
_UNIT: Final = re.compile(r"[ ]?(?:ms|s|sec|pcs|stk|%|mm|cm|kg|g|units?|times)(?![^\W_])")
_PORT: Final = re.compile(r":\d{4,5}\b|[ ,(]{1,3}(?:(?:on|auf|sur|en|na)[ ])?port[ ]?\d{2,5}", re.I)
_OCTET: Final = r"(\d{1,3})"
_OTHER: Final = re.compile(
    rf"(?<![\w.,;|/:_-]){_OCTET}([,;|/_·•:\\!*~=+^-]|[ ][.·•,;|/!*~=+^]["
    rf" ]){_OCTET}\2{_OCTET}\2{_OCTET}"
    rf"(?![\w]|[.,;|/_-]\d|:\d{{1,3}}(?!\d))"
)
_DOT: Final = (
    r"(?:\.|-(?:dot|punkt|punto|point)-|[\[({<][ ]?(?:\.|dot|punkt|punto)[ ]?[\])}>]|\\\."
    r"|[ ](?:dot|punkt|punto|point)[ ])"
)
_MIXED: Final = re.compile(
    rf"(?<![\w.]){_OCTET}{_DOT}{_OCTET}{_DOT}{_OCTET}{_DOT}{_OCTET}(?![\w]|\.\d)", re.I
)
_LETTER: Final = re.compile(
    r"(?<![\w.])((?:\d{1,3}\.){3})([xXyYzZnN]|\?{1,3}|x{2,3}|X{2,3})(?!\w)[^\n]{0,30}?"
    r"(?<!\w)(?:\2|that|last (?:octet|part|one|number))[ ]?(?:is|=|being|equals|:|ist|es"
    r"|est)[ ]?(\d{1,3})(?!\d)"
)
_SENTENCES: Final = re.compile(
    r"\bip\b[^\n\d]{0,40}?((?:\d{1,3}\.){1,2}\d{1,3})\.?[ ,;](?:[ ]?(?:the|and|its?|it"
    r"|then|with|an?|on|goes|ends?|remaining"
    r"|rest|second|other|last|half|part|bit|octets?|continues?|followed|next|is|are|in"
    r"|by)[ ,]){1,8}\.?"
    r"((?:\d{1,3}\.){0,2}\d{1,3})(?![\w]|\.\d)",
    re.IGNORECASE,
)
DOTS: Final = frozenset(  # as they are said
    b"dot point punkt punto ponto punt kropka".split()
)
_SAID_DOT: Final = re.compile(
    rf"[ ](?:{'|'.join(sorted(map(bytes.decode, DOTS)))})[ ]", re.IGNORECASE
)
_SAID_COLON: Final = re.compile(
    r"(?<![\w:])(?:[0-9A-Fa-f]{1,4}(?:[ ](?:double[ ]colon|colon[ ]colon|colon)[ ]"
    r"|::?)){3,7}[0-9A-Fa-f]{1,4}(?![\w:])",
    re.I,
)
_FLAT: Final = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-Fa-f]{1,4}(?:([_-])\1?[0-9A-Fa-f]{1,4}){3,7}(?![0-9A-Za-z])"
)
_DASHED: Final = re.compile(
    r"(?<![\w–—‐‑−-])[0-9A-Fa-f]{2}([–—‐‑−·•|;/]|[ ][:-][ ])[0-9A-Fa-f]{2}"
    r"(?:\1[0-9A-Fa-f]{2}){4}(?![\w–—‐‑−-])"
)
_LONG_DASHED: Final = re.compile(
    r"(?<![\w–—‐‑−-])(?=[0-9A-Fa-f-]{2,15}[–—‐‑−])[0-9A-Fa-f]{2}"
    r"(?:[–—‐‑−-][0-9A-Fa-f]{2}){5}(?![\w–—‐‑−-])"
)
_LOOSE: Final = re.compile(
    r"(?<![\w\t:])(?<![0-9A-Fa-f][ ])(?:[0-9A-Fa-f]{2}(?:\t[0-9A-Fa-f]{2}){5}(?![\w\t:])"
    r"|[0-9A-Fa-f](?:[ ][0-9A-Fa-f]){11}(?![\w:]|[ ][0-9A-Fa-f]\b))"
)
_LOOSE_PAIRS: Final = (b"xx\txx\txx\txx\txx\txx", b" ".join([b"x"] * 12))
_DEVICES: Final = frozenset(
    b"phone device laptop network printer router tablet adapter wifi mac camera computer".split()
)
_OF_DEVICE: Final = re.compile(
    r"\b(?:phone|device|laptop|network|printer|router|tablet|adapter|wi-?fi|mac|camera|computer)\b",
    re.IGNORECASE,
)
_RECORD: Final = re.compile(
    r"\b(?:if_?phys_?addr(?:ess)?|phys_?addr(?:ess)?|chaddr|hwaddr|dot1d\w{0,30}Address"
    r"|Hex-STRING)\b[^\n]{0,40}?"
    r"(?<![0-9A-Fa-f])([0-9A-Fa-f]{2}(?:[ :-][0-9A-Fa-f]{2}){5})(?![ :-]?[0-9A-Fa-f]{2}|\w)",
    re.IGNORECASE,
)
_RECORDS: Final = (b"phys", b"chaddr", b"hwaddr", b"dot1d", b"hex-string")  # one is in any
_DEVICE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:SEP|SIP|ATA|CTLSEP|cfg|spa|01-)([0-9A-Fa-f]{12})(?=[.\W]|$)", re.I
)
_CALLED: Final = re.compile(r"\bsips?:(\+?\d{8,15})@")
_STORED: Final = re.compile(
    r"\b(?:inet_ntoa|INET_NTOA|int2ip|long2ip|IPv4Address|ip_address|num2ip)\(\s?(\d{8,10})\s?\)"
)
_HEX_PAIR: Final = re.compile(r"[0-9A-Fa-f]{2}")
_FOUR: Final = re.compile(rb"0( ?[^a-zA-Z0-9\s.] ?| [.] )0{1,3}\1 ?0{1,3}\1 ?0")
_JOINED: Final = re.compile(rb"([_-])[0-9a-f]{1,4}\1{1,2}[0-9a-f]{1,4}\1{1,2}[0-9a-f]{1,4}")
# How such an address begins; one for each digit, as a search for one is the faster.
_FLAT_HEADS: Final = tuple(
    re.compile(
        digit + rb"(?<![0-9a-z].)[0-9a-f]{0,3}(?:[_-]{1,2}[0-9a-f]{1,4}){2}[_-]{1,2}[0-9a-f]"
    )
    for digit in (b"2", b"3")
)
_SPREAD: Final = re.compile(rb":[0-9a-f ]{1,6}:[0-9a-f ]{1,6}:")
_SPREAD_6: Final = re.compile(r"(?<![\w:])[0-9A-Fa-f](?:[ ]?[0-9A-Fa-f:]){12,60}(?![\w:])")
_PAIRS: Final = re.compile(
    rb"([|;/\xfe\xff]| [:-] )[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}\1"
    rb"|\xfe[0-9a-f]{2}(?:(?:-[0-9a-f]{2})+|(?<=-[0-9a-f]{2}\xfe[0-9a-f]{2}))"
)
# Three pairs as such a pattern has them, by `Clues.hexadecimal`.
_THREE_PAIRS: Final = tuple(
    sign + 3 * (b"xx" + sign) for sign in (b"|", b";", b"/", b"\xff", b" : ", b" - ")
)
_PLACEHOLDER: Final = re.compile(rb"\.(?:[xyzn]{1,3}|\?{1,3})(?![a-z0-9.])|\.x(?<=\d\.x)")
_BRACKETED: Final = (b"[.]", b"(.)", b"{.}", b"<.>", b"\\.", b"[dot]", b"(dot)", b"{dot}", b"<dot>")
_STORING: Final = frozenset(b"ntoa int2ip long2ip ipv4address num2ip address".split())
_NEAR: Final = 60
_DIGITS: Final = 3


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which such addresses stand, as they are usually written."""
    pieces: list[Piece] = []
    if b"0" in clues.outline:
        pieces += _written(text, clues)
        pieces += _hardware(text, clues)
        if b"sip:" in clues.lower or b"sips:" in clues.lower:
            pieces += ((*match.span(), f"phone: {match[1]} @") for match in _CALLED.finditer(text))
        if b"(" in clues.raw and not clues.unknown.isdisjoint(_STORING):
            pieces += (
                (*match.span(), f"ip {dotted(int(match[1]))}") for match in _STORED.finditer(text)
            )
        if clues.lower.count(b" colon") > 2:
            pieces += _with_colons(text)
        if clues.has(b":") and _SPREAD.search(clues.lower):
            pieces += _spread(text)
        if clues.has(b"_-") and _may_begin(clues) and _JOINED.search(clues.lower):
            pieces += _flat(text)
    if any(clues.order.count(word) > 2 for word in clues.words & DOTS):
        pieces += _said(text)
    for near in gathered(pieces):
        yield rewritten(text, near, "machine")


def _may_begin(clues: Clues) -> bool:
    """Whether the head of an address of version 6 stands anywhere: `2001_db8_`, `2a0b-`."""
    return any(head.search(clues.lower) for head in _FLAT_HEADS)


def _written(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses of version 4 whose dots are something else."""
    dotted = b"0." in clues.outline
    if _FOUR.search(clues.outline):
        for match in _OTHER.finditer(text):
            octets = [match[1], match[3], match[4], match[5]]
            if is_internet_address(octets) and _is_meant(text, match, octets, match[2]):
                yield *match.span(), "ip " + ".".join(octets)
    if (dotted or b"-dot-" in clues.lower) and (
        b"dot" in clues.words or any(sign in clues.raw for sign in _BRACKETED)
    ):
        for match in _MIXED.finditer(text):
            octets = list(match.groups())
            if is_internet_address(octets) and match.group() != ".".join(octets):
                yield *match.span(), ".".join(octets)
    if dotted and _PLACEHOLDER.search(clues.lower):
        for match in _LETTER.finditer(text):
            octets = [*match[1].split(".")[:3], match[3]]
            if is_internet_address(octets):
                yield *match.span(), ".".join(octets)
    if dotted and not clues.words.isdisjoint((b"ip", b"ipv4")):
        for match in _SENTENCES.finditer(text):
            octets = f"{match[1]}.{match[2]}".split(".")
            if is_internet_address(octets):
                yield match.start(1), match.end(2), "ip " + ".".join(octets)


def _is_meant(text: str, match: re.Match[str], octets: list[str], sign: str) -> bool:
    """Whether a word near says so, and the numbers are no date, sizes or thousands."""
    if all(len(octet) == 3 for octet in octets[1:]) and sign == ",":
        return False
    before = text[max(0, match.start() - _NEAR) : match.start()]
    small = max(map(int, octets)) < 100 or (sign in ":/-" and max(map(len, octets)) < 3)
    if small:
        if sign in ":-" or _UNIT.match(text, match.end()) is not None:
            return _NAMED.search(before[-12:]) is not None
        told = _SURE.search(before.rpartition("\n")[2][-28:]) is not None
        return max(map(int, octets)) > 31 and (told or _PORT.match(text, match.end()) is not None)
    if _CUE.search(before.rpartition("\n")[2]) is not None:
        return True
    return _CUE_BEHIND.match(text, match.end()) is not None


def _hardware(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses of hardware by which records and files know a device."""
    if _may_be_paired(clues) and _PAIRS.search(clues.lower):
        for match in (*_DASHED.finditer(text), *_LONG_DASHED.finditer(text)):
            if _is_hardware(match.group()):
                yield *match.span(), "mac " + ":".join(_HEX_PAIR.findall(match.group()))
    loose = b"\t" in clues.raw or clues.singles > 5
    if (
        loose
        and not clues.words.isdisjoint(_DEVICES)
        and any(map(clues.hexadecimal.__contains__, _LOOSE_PAIRS))
    ):
        for match in _LOOSE.finditer(text):
            solid = "".join(match.group().split())
            if _is_hardware(solid) and _OF_DEVICE.search(
                text, max(0, match.start() - _NEAR), match.end() + _NEAR
            ):
                yield *match.span(), "mac " + ":".join(_HEX_PAIR.findall(solid))
    if any(map(clues.lower.__contains__, _RECORDS)):
        for match in _RECORD.finditer(text):
            if _is_hardware(match[1]):
                yield *match.span(1), "mac " + ":".join(_HEX_PAIR.findall(match[1]))
    if any(len(word) > 12 for word in clues.mixed):
        for match in _DEVICE.finditer(text):
            if _is_hardware(match[1]):
                yield *match.span(), " mac " + ":".join(_HEX_PAIR.findall(match[1])) + " "


def _may_be_paired(clues: Clues) -> bool:
    """Whether three pairs follow each other with one sign between, or one does a drawn sign."""
    if clues.has(b"\xfe") and b"\xfexx" in clues.hexadecimal:
        return True
    return clues.has(b"|;/\xff:-") and any(map(clues.hexadecimal.__contains__, _THREE_PAIRS))


def _is_hardware(written: str) -> bool:
    """Whether digits of base 16 are some: letters and digits."""
    return sum(map(str.isdigit, written)) >= _DIGITS and any(map(str.isalpha, written))


def _with_colons(text: str) -> Iterator[Piece]:
    """Yield the addresses of version 6 whose colons are said."""
    for match in _SAID_COLON.finditer(text):
        plain = re.sub(r"[ ](?:double colon|colon colon)[ ]", "::", match.group(), flags=re.I)
        plain = re.sub(r"[ ]colon[ ]", ":", plain, flags=re.I)
        if plain != match.group() and is_internet_address_6(plain):
            yield *match.span(), "ip " + plain


def _spread(text: str) -> Iterator[Piece]:
    """Yield the addresses of version 6 into which a scan put spaces."""
    for match in _SPREAD_6.finditer(text):
        written = match.group()
        while " " in written:
            plain = written.replace(" ", "")
            if is_internet_address_6(plain):
                yield match.start(), match.start() + len(written), "ip " + plain
                break
            written = written.rpartition(" ")[0]


def _flat(text: str) -> Iterator[Piece]:
    """Yield the addresses of version 6 in names of files and hosts."""
    for match in _FLAT.finditer(text):
        sign = match[1]
        if match.group()[0] in "23" and _is_hardware(match.group()):
            plain = match.group().replace(sign, ":")
            if is_internet_address_6(plain):
                yield *match.span(), f" ip {plain} "


def _said(text: str) -> Iterator[Piece]:
    """Yield the addresses of version 4 that are said as four numbers."""
    dots = [match.span() for match in _SAID_DOT.finditer(text)]
    for near in stretches(dots, 2 * _NEAR):
        begin, end = max(0, near[0][0] - _NEAR), min(len(text), near[-1][1] + _NEAR)
        for rows in values_of(text, begin, end):
            found = list(_addresses(text, rows))
            if found:
                yield from found
                break


def _addresses(text: str, rows: Iterator[tuple[int, int, list[int]]]) -> Iterator[Piece]:
    row: list[tuple[int, int, int]] = []
    for start, stop, values in rows:
        if row and _SAID_DOT.fullmatch(text, row[-1][1], start) is None:
            row = []
        if len(values) == 1:
            row.append((start, stop, values[0]))
        elif not row:
            row.append((start, stop, values[-1]))
        if len(row) == 4 and all(value < 256 for *_, value in row):
            yield row[0][0], stop, "ip " + ".".join(str(value) for *_, value in row)
            row = []
