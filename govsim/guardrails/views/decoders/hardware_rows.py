"""Reads addresses of hardware whose bytes anything sets apart, where a word near them tells of one.

A pair a line, cells of a table, `1st 00, 2nd 37`, `First three bytes 5C D1 4C. Last three …`,
`3c:70:f3:xx:xx:xx, and the x's are f1 38 78`, `dev_d8_b4_85…`, `etherd8cf13a44274brd`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import HARDWARE, in_pairs
from govsim.guardrails.views.values import Decoding

_H: Final = "[0-9A-Fa-f]"
_SIGNS: Final = b"0123456789abcdef"
_PAIRS: Final = frozenset(bytes((one, two)) for one in _SIGNS for two in _SIGNS)
# Those of a letter and a digit, which are hardly a word, an hour or a number.
MIXED: Final = frozenset(pair for pair in _PAIRS if not (pair.isdigit() or pair.isalpha()))
# What tells of such an address by itself, and of a thing that has one.
_NAMES: Final = (
    "mac|macs|mac_?addr(?:ess)?|hw_?addr(?:ess)?|bssid|arp|bluez|bluetooth|ethernet|ether|lladdr"
    "|physical[ ]address|hardware[ ]address|wake-on-lan|wol"
)
_THINGS: Final = (
    r"dhcp|lease|leases|bail|vlan|lan|wlan|wi-?fi|nic|nics|iface|interface|interfaces|eth\d|en\d"
    r"|switch|router|routers|access[ ]point|printer|drucker|imprimante|impresora|stampante|drukarka"
    r"|headset|sticker|aufkleber|etiqueta|etichetta|naklejk\w|étiquette|asset|adapter|netzwerk"
    r"|réseau|red|rete|sieci|karta|netzwerkkarte|modem|gateway|laptop|camera|kamera|caméra|repeater"
    r"|tablet|tv|telewizor|fernseher|fridge|kühlschrank|lodówka|console|konsole|konsola|xbox"
    r"|ps[45]|phone|handy|speaker"
    r"|bulb|lamp|watch|badge|reader|thermostat|device|devices|gerät|urządzenie|appareil"
    r"|dispositivo|décodeur|decoder"
    r"|decodificador|dekoder|set-top|label|etykieta|etykiecie|physique|física|fisico|fizyczny"
    r"|physikalische|hardware"
    r"|chromecast|kindle|raspberry|esp\d*|arduino|dongle|port[ ]sec\w*|whitelist\w*|hw|computer"
    r"|pc|ordinateur|rechner"
)
_NAMED: Final = re.compile(rf"(?<![a-z0-9])(?:{_NAMES})(?![a-z])", re.IGNORECASE)
_TOLD: Final = re.compile(rf"(?<![a-z0-9])(?:{_NAMES}|{_THINGS})(?![a-z])", re.IGNORECASE)
TELLING: Final[Words] = frozenset(
    b"mac macs macaddr macaddress hwaddr hwaddress bssid arp bluez bluetooth ethernet ether lladdr"
    b" physical hardware wol dhcp lease leases bail vlan lan wlan wifi fi nic nics iface interface"
    b" interfaces eth0 eth1 eth2 en0 en1 switch router routers access printer drucker imprimante"
    b" impresora stampante drukarka headset sticker aufkleber etiqueta etichetta naklejka naklejce"
    b" \xfftiquette asset adapter netzwerk r\xffseau rete sieci karta netzwerkkarte modem gateway"
    b" laptop camera kamera cam\xffra repeater tablet tv telewizor fernseher fridge"
    b" k\xffhlschrank lod\xffwka console konsole"
    b" konsola xbox ps4 ps5 phone handy speaker bulb lamp watch badge reader thermostat device"
    b" devices ger\xfft"
    b" urz\xffdzenie appareil dispositivo d\xffcodeur decoder decodificador dekoder label"
    b" etykieta etykiecie physique"
    b" f\xffsica fisico fizyczny physikalische chromecast kindle raspberry esp32 arduino dongle"
    b" hw computer pc ordinateur rechner".split()
)
# One sign between two bytes, with which nothing else of six bytes is written.
_TIGHT: Final = frozenset("._•·–—~|:-")
_TOKEN: Final = re.compile(rf"(?<![0-9A-Za-z]){_H}{{2}}(?![0-9A-Za-z])")
_GROUP: Final = re.compile(rf"(?<![0-9A-Za-z])(?:{_H}{{6}}|{_H}{{3,4}})(?![0-9A-Za-z])")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>\n]{0,40}>")
_WORD: Final = re.compile(r"[^\W_]+")
_TOKEN_OR_SOLID: Final = re.compile(_H + "+")
# What stands between the bytes of one address, when somebody tells it.
_BETWEEN: Final = frozenset(
    "then and the a b c d e f i ii iii iv v vi 0 1 2 3 4 5 6 erstes zweites drittes viertes"
    " fünftes sechstes premier"
    " deuxième troisième quatrième cinquième sixième primero segundo tercero cuarto quinto sexto"
    " pierwszy drugi trzeci"
    " czwarty piąty szósty erste sign second third fourth fifth sixth next last first three two"
    " six bytes byte pairs"
    " pair octets half part of is are it rest other followed by goes on 1st 2nd 3rd 4th 5th 6th"
    " und dann die der letzten drei zweite zweiten hälfte et puis les trois derniers suivants suite"
    " y luego los tres últimos siguientes e poi gli ultimi tre ostatnie trzy potem dalej i oraz"
    " bajty bajtów oktety octetos octets ottetti oktetten b1 b2 b3 b4 b5 b6".split()
)
_COUNTS: Final = (
    ("b0", "b1", "b2", "b3", "b4", "b5"),
    ("00", "01", "02", "03", "04", "05"),
    ("01", "02", "03", "04", "05", "06"),
    ("b1", "b2", "b3", "b4", "b5", "b6"),
)
_BYTES: Final = 6
_DIGITS: Final = 12
_TWELVE: Final = b"\x0c"  # a word as long
_CASTS: Final = re.compile(r"\(byte\)|0[xX]")
_WIDEST: Final = 48  # characters between two bytes
_BEFORE: Final = 110  # characters in which a word may tell of an address
_BEHIND: Final = 70
_MOST: Final = 3000
_MASKED: Final = re.compile(
    rf"(?<![\w:-])(?P<shown>{_H}{{2}}(?P<by>[:-]){_H}{{2}}(?:(?P=by){_H}{{2}}){{0,3}})"
    r"(?P<mask>(?:(?P=by)(?:[xX]{2}|\*\*|\?\?|__|##|\.\.|••)){1,4})(?![\w:])"
    rf"[^\n]{{1,60}}?(?<![\w:-])(?P<rest>{_H}{{2}}(?:[: -]?{_H}{{2}}){{0,3}})(?![\w:-])"
)
_MASKS: Final = tuple(
    by + mask for by in (b":", b"-") for mask in (b"xx", b"**", b"??", b"__", b"##", b"\xfe\xfe")
) + tuple(mask + by for by in (b":", b"-") for mask in (b"xx", b"**", b"??", b"__", b"##"))
_DECIMALS: Final[Words] = frozenset(
    b"decimal dezimal d\xffcimal decimale decimales dziesi\xfftnie".split()
)
_EIGHTS: Final = b"\x08" * 6  # words of eight signs
_NAMING: Final[Words] = frozenset(b"mac macs bssid hwaddr hardware physical ethernet".split())
_BITS: Final = re.compile(
    r"(?<![\w.])[01]{8}(?P<by>[ .:,;|/-]{1,2})[01]{8}(?:(?P=by)[01]{8}){4}(?!\w)"
)
_SAID: Final = (
    r"addr\w{0,5}|adres\w{0,3}|direcci[oó]n|indirizzo|endereço|as|als|jako|en|in|is|ist|est|the|an?"
    r"|und|una?|eine?|comme|come|como|base|decimal\w?|dezimal\w{0,4}|décimale?|int|integer|number"
    r"|numeric|zahl|liczb\w|nombre|n[uú]mero|numero|value|of|was|to|ten|switch|router|device"
)
_AS_NUMBER: Final = re.compile(
    rf"(?<![^\W_])mac(?:[ :=(,-]{{1,3}}(?:{_SAID})(?![^\W_])){{0,6}}[ :=(,-]{{1,3}}"
    r"(\d{12,15})(?![\w.-])",
    re.IGNORECASE,
)
_COUNTED: Final[Words] = _DECIMALS | frozenset(
    b"int integer number numeric zahl liczba nombre n\xffmero".split()
)
_BEHIND_NAME: Final = re.compile(
    rf"(?<![^\W_])(?:eth\d|wlan\d?|en\d|wl\w{{2,6}}|nic|iface|bssid|hw_?addr)(?![^\W_])["
    rf" ]?[:=]?[ ]{{0,2}}({_H}{{12}})h?(?![\w-])",
    re.IGNORECASE,
)
_ON_STICKER: Final = re.compile(
    rf"(?<![\w-])({_H}{{12}})(?![\w-])[^\n]{{0,30}}(?:sticker|aufkleber|label|etykie|etiquet"
    rf"|étiquette|etichetta)",
    re.IGNORECASE,
)
_IN_BRACES: Final = re.compile(
    rf"(?<![^\W_])(?:mac|addr\w{{0,8}}|peer\w{{0,8}}|hw\w{{0,6}}|bssid|ether\w{{0,8}})(?![^\W_])[^\n{{;]{{0,40}}\{{"
    rf"(?P<row>[ ]?(?:\(byte\)[ ]?)?0x{_H}{{2}}"
    rf"(?:,[ ]?(?:\(byte\)[ ]?)?0x{_H}{{2}}){{5}}[ ]?)\}}",
    re.IGNORECASE,
)
_GLUED: Final = re.compile(
    rf"(?<![a-z])(?:ether|lladdr|hwaddr|macaddr|mac|wlan|addr)({_H}{{12}})(?=[^0-9a-f]|brd"
    rf"|[a-f]?[g-z])",
    re.IGNORECASE,
)
_HEADS: Final = (b"ether", b"lladdr", b"hwaddr", b"mac", b"wlan", b"addr")
_DEVICE: Final = re.compile(rf"(?<![A-Za-z0-9])dev_({_H}{{2}}(?:_{_H}{{2}}){{5}})(?![0-9A-Za-z])")
# Counts of the bytes as the head of a table has them.
_HEAD: Final = re.compile(
    r"(?<![a-z0-9])(?P<name>b|m|o|byte|mac|oct|octet|hex)[ _]?[01](?P<by>[ ]?[|,;][ ]?|["
    r" ]{0,2}\t[ ]{0,2}|[ ]{1,8})"
    rf"(?:(?P=name)[ _]?[1-6](?P=by)){{4}}(?P=name)[ _]?[56][ ]?\|?[ \t]*\n(?:["
    rf"|:\s-]{{5,60}}\n)?\|?[ ]?"
    rf"(?P<row>{_H}{{2}}(?:(?P=by){_H}{{2}}){{5}})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_HEADED: Final[Words] = frozenset(
    b"%b%b" % (name, count)
    for name in (b"b", b"m", b"o", b"byte", b"mac", b"oct", b"octet", b"hex")
    for count in (b"5", b"6")
)
# A word whose number stands in front of the bytes: `vlan 20`.
_COUNT_BEFORE: Final = re.compile(r"[A-Za-z]{2,}[ ]\Z")
_MASKED_FIRST: Final = re.compile(
    rf"(?<![\w:*-])(?P<mask>(?:(?:[xX]{{2}}|\*\*|\?\?|__"
    rf"|##)(?P<by>[:-])){{1,4}})(?P<shown>{_H}{{2}}(?:(?P=by){_H}{{2}}){{1,4}})"
    rf"(?![\w:])[^\n]{{1,60}}?(?<![\w:-])(?P<rest>{_H}{{2}}(?:[: -]?{_H}{{2}}){{0,3}})(?![\w:-])"
)
_DECIMAL: Final = re.compile(
    r"(?<![\w.,:-])\d{1,3}(?P<by>[ .:,-][ ]?)\d{1,3}(?:(?P=by)\d{1,3}){4}(?![\w]|[.,:-]\d)"
)


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    paired = not clues.words.isdisjoint(MIXED) and clues.lengths.count(2) >= _BYTES
    if paired and len(clues.words & _PAIRS) > 2:
        pieces += _in_pairs(text)
    if _EIGHTS in clues.lengths and not words.isdisjoint(_NAMING):
        pieces += _in_bits(text)
    if words and (b"mac" in words or b"arp" in words):
        pieces += _in_groups(text)
    if clues.has(b":-") and any(map(clues.lower.__contains__, _MASKS)):
        pieces += _masked(text)
    if b"mac" in words and not clues.words.isdisjoint(_DECIMALS):
        pieces += _in_decimals(text)
    if b"mac" in words and not clues.words.isdisjoint(_COUNTED):
        for match in _AS_NUMBER.finditer(text):
            if 1 << 36 < int(match[1]) < 1 << 48:
                pieces.append((*match.span(1), f" mac {int(match[1]).to_bytes(6).hex(':')} "))
    for near in gathered(pieces):
        yield rewritten(text, near, "hardware")


def glued(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the addresses that what stands around them in the output of a machine runs into."""
    patterns = []
    if max(map(len, clues.mixed), default=0) > _DIGITS and any(
        map(clues.lower.__contains__, _HEADS)
    ):
        patterns.append(_GLUED)
    if b"dev_" in clues.lower:
        patterns.append(_DEVICE)
    if not clues.words.isdisjoint(_HEADED):
        patterns.append(_HEAD)
    if _TWELVE in clues.lengths and any(map(_is_solid, clues.mixed)):
        patterns += (_BEHIND_NAME, _ON_STICKER)
    if clues.lower.count(b"0x") > 5:
        patterns.append(_IN_BRACES)
    pieces: list[Piece] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            group = "row" if pattern in (_HEAD, _IN_BRACES) else 1
            written = _CASTS.sub("", match[group])
            solid = "".join(_TOKEN_OR_SOLID.findall(written)).lower()
            if _is_mixed(solid):
                pieces.append((*match.span(group), f" mac {in_pairs(solid.lower())} "))
    for near in gathered(pieces):
        yield rewritten(text, near, "hardware")


def _is_solid(word: bytes) -> bool:
    return len(word) in (_DIGITS, _DIGITS + 1) and not word[:_DIGITS].strip(_SIGNS)


def _is_mixed(solid: str) -> bool:
    """Whether digits are of letters and digits in one case, and not few of them over and over."""
    digits = sum(map(str.isdigit, solid))
    cased = solid in (solid.lower(), solid.upper())
    return cased and 2 < digits < _DIGITS and len(set(solid)) > 3


def _in_pairs(text: str) -> Iterator[Piece]:
    """Yield the addresses of six pairs."""
    row: list[re.Match[str]] = []
    for token in islice(_TOKEN.finditer(text), _MOST):
        if row and not _goes_on(text[row[-1].end() : token.start()]):
            yield from _of_row(text, row, _TOLD)
            row = []
        row.append(token)
    yield from _of_row(text, row, _TOLD)


def _in_groups(text: str) -> Iterator[Piece]:
    """Yield the addresses of two, three or four groups."""
    row: list[re.Match[str]] = []
    for token in islice(_GROUP.finditer(text), _MOST):
        same = row and len(row[-1].group()) == len(token.group())
        if row and not (same and _goes_on(text[row[-1].end() : token.start()])):
            yield from _of_row(text, row, _NAMED)
            row = []
        row.append(token)
    yield from _of_row(text, row, _NAMED)


def _goes_on(gap: str) -> bool:
    """Whether only signs, tags and a few words stand in a gap."""
    if len(gap) > _WIDEST or gap.count("\n") > 2:
        return False
    if "<" in gap:
        gap = _TAG.sub("", gap)
    return _BETWEEN.issuperset(_WORD.findall(gap.lower()))


def _of_row(text: str, row: list[re.Match[str]], cue: re.Pattern[str]) -> Iterator[Piece]:
    """Yield the address that a row is: all of it, but for a head that counts its columns."""
    parts = [token.group() for token in row]
    begin = row[0].start() if row else 0
    if len(parts) == _BYTES + 1 and _COUNT_BEFORE.search(text, max(0, begin - _WIDEST), begin):
        row, parts = row[1:], parts[1:]
    if len(parts) == 2 * _BYTES and tuple(map(str.lower, parts[:_BYTES])) in _COUNTS:
        row, parts = row[_BYTES:], parts[_BYTES:]
    if len({(part[0].isdigit(), part[-1].isdigit()) for part in parts}) < 2:
        return  # seats, classes
    solid = "".join(parts)
    if len(solid) != _DIGITS or not _is_mixed(solid) or not _is_even(text, row):
        return
    start, end = row[0].start(), row[-1].end()
    if HARDWARE.fullmatch(text, start, end) is not None:
        return  # found as it stands
    if start and text[start - 1] == "#":
        return  # of a colour
    gap = text[row[0].end() : row[1].start()]
    if (cue is _TOLD and gap in _TIGHT and len({*solid[1::2], *solid[::2]}) > 5) or cue.search(
        text, max(0, start - _BEFORE), end + _BEHIND
    ) is not None:
        yield start, end, f" mac {in_pairs(solid.lower())} "


def _is_even(text: str, row: list[re.Match[str]]) -> bool:
    """Whether the same stands between the parts, but for words, or once in their middle."""
    gaps = [
        _WORD.sub("", text[one.end() : two.start()]).replace(" ", "") for one, two in pairwise(row)
    ]
    others = [gap for gap in gaps if gap != gaps[0]]
    middle = gaps[len(gaps) // 2]
    return not others or (len(others) == 1 and others[0] == middle)


def _masked(text: str) -> Iterator[Piece]:
    """Yield the addresses of which some bytes are masked, and named behind."""
    for match in (*_MASKED.finditer(text), *_MASKED_FIRST.finditer(text)):
        rest = re.sub("[: -]", "", match["rest"])
        shown = re.sub("[:-]", "", match["shown"])
        masked = match["mask"].count(match["by"])
        solid = shown + rest if match.re.pattern == _MASKED.pattern else rest + shown
        if 2 * masked == len(rest) and len(solid) == _DIGITS and _is_mixed(solid):
            yield *match.span(), f" mac {in_pairs(solid.lower())} "


def _in_bits(text: str) -> Iterator[Piece]:
    """Yield the addresses of which each byte is in base 2, near the word for one."""
    for match in islice(_BITS.finditer(text), _MOST):
        numbers = [int(part, 2) for part in re.findall("[01]{8}", match.group())]
        begin, end = max(0, match.start() - _BEFORE), match.end() + _BEHIND
        if _NAMED.search(text, begin, end) is not None and max(numbers) > 127:
            yield *match.span(), f" mac {bytes(numbers).hex(':')} "


def _in_decimals(text: str) -> Iterator[Piece]:
    """Yield the addresses of which each byte is a decimal number, where a text says so."""
    for match in islice(_DECIMAL.finditer(text), _MOST):
        numbers = list(map(int, re.findall(r"\d+", match.group())))
        begin, end = max(0, match.start() - _BEFORE), match.end() + _BEHIND
        told = _NAMED.search(text, begin, end) is not None
        if told and 99 < max(numbers) < 256 and len(set(numbers)) > 3:
            yield *match.span(), f" mac {bytes(numbers).hex(':')} "
