"""Reads values as machines write them: records of exchange, names of hosts, tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import (
    dotted,
    is_internet_address,
    is_internet_address_6,
)
from govsim.guardrails.views.values import Decoding

_OF_HOST: Final = re.compile(
    r"(?<![0-9A-Fa-f.])([0-9A-Fa-f](?:\.[0-9A-Fa-f]){31})\.ip6\.(?:arpa|int)", re.I
)
_OF_NUMBER: Final = re.compile(r"(?<![\d.])(\d(?:\.\d){7,14})\.e164\.arpa", re.I)
_CHAT: Final = re.compile(
    r"(?:wa\.me/(?:\+|%2B)?|whatsapp\.com/send/?\?phone=(?:\+|%2B)?|whatsapp://send\?phone=(?:\+|%2B)?"
    r"|viber://chat\?number=(?:\+|%2B)?|(?:tel|sms|callto|smsto|facetime):(?:\+|%2B)?)([1-9]\d{7,14})(?!\d)",
    re.I,
)
_CHAT_SAID: Final = re.compile(
    r"\bwa[ ]dot[ ]me[ ](?:forward[ ])?(?:slash[ ]|/[ ]?)\+?([1-9]\d{7,14})(?!\d)", re.I
)
# Names of accounts that are telephones, and gates from mail to them.
_MAILED: Final = re.compile(
    r"(?<![\w.-])\+?(\d{8,15})@(?:(?P<abroad>s\.whatsapp\.net|c\.us)|txt\.att\.net|mms\.att\.net|vtext\.com|vzwpix\.com|tmomail\.net"
    r"|messaging\.sprintpcs\.com|msg\.fi\.google\.com|email\.uscc\.net)(?![\w-])",
    re.I,
)
_MAILING: Final = frozenset(b"whatsapp us att vtext vzwpix tmomail sprintpcs fi uscc".split())
_DYNAMIC: Final = re.compile(
    r"(?<!\d)(\d{1,3})([-_])(\d{1,3})\2(\d{1,3})\2(\d{1,3})(?=[-.][A-Za-z])"
)
# Where a server of files waits: the two numbers behind are its port.
_PASSIVE: Final = re.compile(
    r"passive mode\W{0,3}\((\d{1,3}(?:,\d{1,3}){3}),\d{1,3},\d{1,3}\)", re.IGNORECASE
)
_FROM: Final = re.compile(
    r"\b(?:from|seen|ip|ipv4|addr(?:ess)?|hosts?|login|logged|client|server|gateway|camera|dns|ping|src|dst"
    r"|source|remote|peer|router|visitor|connected|connection|access|acc[eè]s|depuis|adresse|h[oô]te"
    r"|serveur|connexion|refus[eé]e?|zugriff|verbindung|von|desde|acceso|accesso|dal?|adres|denied"
    r"|blocked|ssh|vpn|wan|wifi|dhcp|nat)\b",
    re.I,
)
_WHOLE: Final = re.compile(
    r"\b(?:inet_aton|inet_ntoa|ip|ipv4|addr(?:ess)?|src|dst|source|remote|peer|host|client|sin_addr|s_addr)\w*[^\w\n]{0,3}"
    r"(?:hex|in hex|\(hex\))?[^\w\n]{0,6}(?:0x|\\x|x)([0-9A-Fa-f]{8})(?![0-9A-Fa-f])",
    re.I,
)
# The same in the order of the machine, with a port, as its kernel lists connections.
_OF_KERNEL: Final = re.compile(r"(?<![\w:])([0-9A-F]{8}):[0-9A-F]{4}(?![\w:])")
_KERNELS: Final = frozenset(b"proc rem netstat socket tcp udp".split())
_OF_COUNT: Final = re.compile(
    r"(?<![A-Za-z])(?:ip(?:v4)?(?:_?(?:long|int|num(?:ber)?|addr(?:ess)?|dec(?:imal)?))?|ip2long\S{0,24}|inet_aton\S{0,24})"
    r"[\"']?[ ]?(?:[:=]|=>|gave|gives|returns|->)[ ]?[\"']?(-?\d{9,10})(?![\w.-])",
    re.IGNORECASE,
)
_COUNTED: Final = frozenset(b"ip ipv4 ip2long iplong ipint ipaddr ipaddress inet_aton".split())
_OF_ARRAY: Final = re.compile(
    r"(?<![A-Za-z])(?:ip|ipv4|gw|gateway|addr(?:ess)?|dns|host|server|peer|remote)\w{0,12}"
    r"[ ]?(?:\[4?\])?[ ]?:?=[ ]?(?:new[ ]byte\[\][ ]?)?"
    r"[\[{(][ ]?(0x[0-9a-f]{1,2}(?:,[ ]?0x[0-9a-f]{1,2}){3})[ ]?[\]})]",
    re.IGNORECASE,
)
_GLOBAL: Final = re.compile(r"2[0468AaCc]0")  # the first digits of those that are given out
_LONG_KEYS: Final = frozenset(b"src dst saddr daddr inet6 ip6 ipv6 remote peer client".split())
_LONG_KEY: Final = re.compile(
    r"(?:inet6\W{1,3}|\b(?:src|dst|saddr|daddr|ip6?|remote|peer|client)[=:][ ]?)$", re.IGNORECASE
)
_DECIMAL: Final = re.compile(r"(?<![\d.])(?:[1-3]\d{9}|4[0-2]\d{8})(?![\d.])")
# Of which the last number counts several parts together, as programs take it.
_COMMANDS: Final = frozenset(
    b"ssh scp sftp ping traceroute tracert nmap telnet curl wget nc ncat rsync mtr ftp rdp vnc ip"
    b" connect connected connecting"
    b" host addr address".split()
)
_SHORT: Final = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(map(bytes.decode, _COMMANDS)))})[ ]+(?:-\w+[ ]+){{0,3}}|://)"
    r"(?:\w{1,32}@)?(?P<first>\d{1,3})\.(?:(?P<second>\d{1,3})\.)?(?P<rest>\d{4,8})(?![\w.]|-\d)"
)
_BASE_16: Final = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(map(bytes.decode, _COMMANDS)))}|connect(?:ed|ing)? to)[ ]+(?:-\w+[ ]+){{0,3}}|://)"
    r"(?P<all>0x[0-9A-Fa-f]{8}|0x[0-9A-Fa-f]{1,2}(?:\.0x[0-9A-Fa-f]{1,2}){3})(?![\w.])",
    re.IGNORECASE,
)
_OF_MEMORY: Final = re.compile(r"addr(?:ess)?(?:[ ](?:is|of|at))?\W{0,4}(?:0x)?$", re.IGNORECASE)
_OF_NET: Final = re.compile(r"\bip|inet|src|dst|remote|peer|host|client|server|sin_", re.IGNORECASE)
_NAMED_IN: Final = 32  # characters in front of a number
_BITS: Final = re.compile(
    r"(?<![\w.])([01]{8})([. :|-]|, )([01]{8})\2([01]{8})\2([01]{8})(?!\w|\2[01]{8})"
)
_OF_BYTES: Final = frozenset(
    b"ip ipv4 octet octets subnet address adresse adres binary network netz router host line"
    b" gateway".split()
)
_OF_BITS: Final = re.compile(rf"\b(?:{'|'.join(sorted(map(bytes.decode, _OF_BYTES)))})\b", re.I)
_NO_FIRST: Final = frozenset((0, 127, 255))
_THOUSANDS: Final = re.compile(r"(?<![\d.,'’])\d{1,3}(?:(['’])\d{3})(?:\1\d{3}){2,3}(?!\d|['’]\d)")
_DIALLED: Final = re.compile(
    r"\b(?:phone|mobile?|tel|telefono|telefon|t[eé]l[eé]phone|num[eé]ro|nummer|number|call|rubrica|contact|handy(?:nummer)?|telefoon(?:kolom|nummer)?|mobilnummer|natel"
    r"|cellulare|portable|whatsapp|sms)\b",
    re.I,
)
_MONEY: Final = re.compile(r"(?:[€$£]|CHF|EUR|USD|GBP|Fr\.?|SFr\.?)[ ]?$")
_SOLID: Final = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{32}(?![0-9A-Za-z])")
_SCANNED: Final = re.compile(r"(?<![\w:])[0-9A-Za-z]{1,4}(?::[0-9A-Za-z]{1,4}){7}(?![\w:])")
_CONFUSED: Final = str.maketrans("OoQlIiSsZzgq", "000111552299")
_FLOAT: Final = re.compile(r"(?<![\d.])(?<!\d,)(\d{7,19})\.0{1,2}(?![\d.])")
_POWER: Final = re.compile(r"(?<![\d.])(?<!\d,)(\d)[.,](\d{5,17})[eE]\+?(\d{1,2})(?![\w.])")
_X12: Final = (
    (re.compile(r"\*(?:SY|34)\*(\d{9})(?=[~*\n]|$)"), "ssn"),
    (re.compile(r"\bDMG\*D8\*((?:19|20)\d{6})(?=[~*\n]|$)"), "date of birth"),
    (re.compile(r"\*(?:TE|HP|CP|WP)\*(\d{10,15})(?=[~*\n]|$)"), "phone"),
    (re.compile(r"\b(?:REF\*0F|\*MI)\*([A-Z0-9]{8,14})(?=[~*\n]|$)"), "medical record number"),
)
# The number of a card as chips tell it, two digits a byte.
_CHIP: Final = re.compile(r"(?<![0-9A-Fa-f])5A[ ]?08[ ]?((?:[0-9]{2}[ ]?){8})(?![0-9])")
_PATIENT: Final = re.compile(r"^PID\|.{0,800}$", re.M)
_OF_PATIENT: Final = {7: "date of birth", 13: "phone", 14: "phone", 19: "ssn"}
_DAY: Final = re.compile(r"(?:19|20)\d{6}")
# The day of birth in the barcode of a driving licence.
_BARCODE: Final = re.compile(
    r"(?<![A-Za-z0-9])DBB(?:(?P<md>[01]\d[0-3]\d)(?P<y>(?:19|20)\d\d)|(?P<y2>(?:19|20)\d\d)(?P<md2>[01]\d[0-3]\d))(?!\w)"
)
_OF_BARCODE: Final = re.compile(rb"dbb\d{8}")
_RECORDS: Final = frozenset((b"nm1", b"ref", b"dmg", b"per", b"sbr", b"isa"))
_CHATS: Final = frozenset(
    (b"wa", b"whatsapp", b"tel", b"sms", b"callto", b"viber", b"smsto", b"facetime")
)
# What is in the notations of addresses: it is found sooner.
_TIED: Final = (b"0-a", b"0.a", b"0-A", b"0.A")
_OCTETS: Final = 16  # characters of four numbers, signs between them
_EIGHT: Final = re.compile(rb"x[0-9a-f]{8}(?![0-9a-f])")
_COLONS: Final = re.compile(rb":[0-9A-Za-z]{1,4}(?::[0-9A-Za-z]{1,4}){5}:")
_CELLS: Final = re.compile(r"[,;\t]")
_LONGEST: Final = 400  # characters of a line
_NINE: Final = 9
_OCTET_BITS: Final = 8


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the stretches in which values stand as machines write them, as people do."""
    pieces: list[Piece] = []
    if b"arpa" in clues.words:
        pieces += _turned(text)
    if not clues.words.isdisjoint(_CHATS):
        pieces += ((*match.span(), f"phone: +{match[1]}") for match in _CHAT.finditer(text))
        if b"dot" in clues.words and b"me" in clues.words:
            pieces += (
                (*match.span(), f"phone: +{match[1]}") for match in _CHAT_SAID.finditer(text)
            )
    if clues.has(b"@") and not clues.words.isdisjoint(_MAILING):
        for match in _MAILED.finditer(text):
            pieces.append((*match.span(), f"phone: {'+' * bool(match['abroad'])}{match[1]} "))
    if clues.has(b"*") and not clues.words.isdisjoint(_RECORDS):
        pieces += _exchanged(text)
    if b"pid" in clues.words and clues.has(b"|"):
        pieces += _patients(text)
    if b"5a" in clues.words or b"5a08" in clues.lower:
        pieces += (
            (*match.span(1), f"card: {''.join(match[1].split())} ")
            for match in _CHIP.finditer(text)
        )
    if any(map(_OF_BARCODE.fullmatch, clues.mixed)):
        pieces += _licensed(text)
    pieces += _machines(text, clues)
    pieces += _tables(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "record")


def _turned(text: str) -> Iterator[Piece]:
    """Yield the addresses and telephones that names of the domain system turn round."""
    for match in _OF_HOST.finditer(text):
        solid = match[1].replace(".", "")[::-1]
        yield *match.span(), "ip " + _grouped(solid)
    for match in _OF_NUMBER.finditer(text):
        yield *match.span(), "phone: +" + match[1].replace(".", "")[::-1]


def _grouped(solid: str) -> str:
    return ":".join(solid[at : at + 4] for at in range(0, 32, 4))


def _exchanged(text: str) -> Iterator[Piece]:
    """Yield the values of segments of X12, behind the qualifiers that say what they are."""
    for pattern, label in _X12:
        for match in pattern.finditer(text):
            plain = match[1]
            if label == "ssn":
                plain = f"{plain[:3]}-{plain[3:5]}-{plain[5:]}"
            elif label.startswith("date"):
                plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
            yield *match.span(1), f" {label}: {plain} "


def _patients(text: str) -> Iterator[Piece]:
    """Yield the values of patients in messages of HL7, by the fields that they stand in."""
    for line in _PATIENT.finditer(text):
        at = line.start()
        for nth, field in enumerate(line.group().split("|")):
            label = _OF_PATIENT.get(nth)
            if label and any(map(str.isdigit, field)):
                plain = field
                if label == "ssn" and field.isdigit() and len(field) == _NINE:
                    plain = f"{field[:3]}-{field[3:5]}-{field[5:]}"
                elif _DAY.match(field):
                    plain = f"{field[:4]}-{field[4:6]}-{field[6:8]}"
                yield at, at + len(field), f" {label}: {plain} "
            at += len(field) + 1


def _licensed(text: str) -> Iterator[Piece]:
    """Yield the days of birth of licences."""
    for match in _BARCODE.finditer(text):
        day = match["md"] or match["md2"]
        yield *match.span(), f" date of birth: {match['y'] or match['y2']}-{day[:2]}-{day[2:]} "


def _machines(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the internet addresses in other notations than usual."""
    tied = b"0.a" in clues.outline or b"0-a" in clues.outline
    if tied and (b"00-0" in clues.outline or b"0-00" in clues.outline or b"0-0-0" in clues.outline):
        for match in _dynamic(text, clues):
            octets = [match[1], match[3], match[4], match[5]]
            if is_internet_address(octets):
                yield match.start(1), match.end(5), "ip " + ".".join(octets) + " "
    if b"(00" in clues.outline and b"passive" in clues.words:
        for match in _PASSIVE.finditer(text):
            if is_internet_address(octets := match[1].split(",")):
                yield *match.span(1), ".".join(octets)
    commanded = not clues.words.isdisjoint(_COMMANDS) or b"://0" in clues.outline
    if commanded and (b"0.0000" in clues.outline or b"0x" in clues.lower):
        yield from _shortened(text)
    if not clues.words.isdisjoint(_OF_BYTES) and any(
        len(word) == _OCTET_BITS and not word.strip(b"01") for word in clues.numbers
    ):
        yield from _of_bits(text)
    if (b"0x" in clues.lower or b"\\x" in clues.lower) and _EIGHT.search(clues.lower):
        for match in _WHOLE.finditer(text):
            if _is_of_memory(text, match.start(1)):
                continue
            yield match.start(1) - 2, match.end(1), f"ip {dotted(int(match[1], 16))}"
    if b"0" * 10 in clues.outline and not clues.words.isdisjoint((b"decimal", b"integer")):
        for match in _DECIMAL.finditer(text):
            if _FROM.search(text[max(0, match.start() - 48) : match.end() + 32]):
                yield *match.span(), "ip " + dotted(int(match.group()))
    yield from _of_programs(text, clues)
    yield from _long(text, clues)


def _long(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses of version 6 without their colons, or with signs taken for others."""
    if not clues.words.isdisjoint(_LONG_KEYS):
        told = b"ipv6" in clues.words
        for match in _SOLID.finditer(text):
            plain = _grouped(match.group())
            front = text[max(0, match.start() - 12) : match.start()]
            keyed = _GLOBAL.match(match.group()) is not None and _LONG_KEY.search(front) is not None
            if (told or keyed) and is_internet_address_6(plain):
                yield *match.span(), plain
    if clues.raw.count(b":") >= 7 and _COLONS.search(clues.raw) is not None:
        for match in _SCANNED.finditer(text):
            plain = match.group().translate(_CONFUSED)
            if plain != match.group() and is_internet_address_6(plain):
                yield *match.span(), plain


def _of_programs(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses that a program holds as one number, or as four bytes."""
    if clues.has(b":") and not clues.words.isdisjoint(_KERNELS):
        for match in _OF_KERNEL.finditer(text):
            octets = bytes.fromhex(match[1])[::-1]
            if octets[0] not in _NO_FIRST:
                yield *match.span(1), f"ip {dotted(int.from_bytes(octets))} "
    if b"0" * 9 in clues.outline and not clues.words.isdisjoint(_COUNTED):
        for match in _OF_COUNT.finditer(text):
            number = int(match[1]) % (1 << 32) if len(match[1]) < 12 else 0
            if number >> 24 not in _NO_FIRST:
                yield *match.span(1), f" ip {dotted(number)} "
    if b"0x" in clues.lower and clues.lower.count(b"0x") > 3:
        for match in _OF_ARRAY.finditer(text):
            octets = bytes(int(byte, 16) for byte in match[1].split(","))
            if octets[0] not in _NO_FIRST:
                yield *match.span(1), f" ip {dotted(int.from_bytes(octets))} "


def _is_of_memory(text: str, at: int) -> bool:
    """Whether `address` alone stands in front of a number, as programs tell of their memory."""
    front = text[max(0, at - _NAMED_IN) : at]
    return _OF_MEMORY.search(front) is not None and _OF_NET.search(front) is None


def _shortened(text: str) -> Iterator[Piece]:
    """Yield the addresses of two or three numbers, behind a command or in an address of the web."""
    for match in _BASE_16.finditer(text):
        numbers = [int(number, 16) for number in match["all"].split(".")]
        whole = numbers[0] if len(numbers) == 1 else int.from_bytes(bytes(numbers))
        if whole >> 24 not in _NO_FIRST and not _is_of_memory(text, match.start("all")):
            yield match.start("all"), match.end(), dotted(whole)
    for match in _SHORT.finditer(text):
        first, rest = int(match["first"]), int(match["rest"])
        second = int(match["second"] or 0)
        bits = 16 if match["second"] else 24
        if max(first, second) < 256 and first not in _NO_FIRST and rest >> bits == 0:
            whole = (first << 24) + (second << 16) + rest
            yield match.start("first"), match.end(), dotted(whole)


def _of_bits(text: str) -> Iterator[Piece]:
    """Yield the addresses whose numbers are written in bits, near a word for one."""
    for match in _BITS.finditer(text):
        octets = [int(match[nth], 2) for nth in (1, 3, 4, 5)]
        near = text[max(0, match.start() - 64) : match.end() + 32]
        if octets[0] not in _NO_FIRST and _OF_BITS.search(near):
            yield *match.span(), "ip " + ".".join(map(str, octets))


def _dynamic(text: str, clues: Clues) -> Iterator[re.Match[str]]:
    """Yield four numbers tied to each other in front of the rest of the name of a host."""
    outline = clues.outline
    for mark in _TIED:
        at = outline.find(mark)
        while at >= 0:
            begin = max(0, at - _OCTETS)
            if outline.count(b"-", begin, at) > 2 or outline.count(b"_", begin, at) > 2:
                yield from _DYNAMIC.finditer(text, begin, at + len(mark))
            at = outline.find(mark, at + 1)


def _tables(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the numbers of which a table made others: `490398541.0`, `4.90398541E+08`."""
    if (b"'" in clues.raw and b"0'000'" in clues.outline) or (
        not clues.ascii and b"0\xfe000\xfe" in clues.outline
    ):
        for match in _THOUSANDS.finditer(text):
            before, behind = text[max(0, match.start() - 48) : match.start()], match.end()
            near = before + text[behind : behind + 16]
            if _DIALLED.search(near) and not _MONEY.search(before):
                yield *match.span(), "phone: " + "".join(filter(str.isdigit, match.group()))
    if b"0000000.0" in clues.outline:
        for match in _FLOAT.finditer(text):
            yield *match.span(), _head(text, match.start()) + match[1]
    if b"00000A" in clues.outline or b"00000a" in clues.outline:
        yield from _powers(text)


def _powers(text: str) -> Iterator[Piece]:
    """Yield the numbers that a spreadsheet shows by their first digits and a power of ten."""
    for match in _POWER.finditer(text):
        digits, power = match[2], int(match[3])
        dialled = _DIALLED.search(text, max(0, match.start() - 48), match.start()) is not None
        dialled = dialled and power > 9
        if (dialled or "." in match.group()) and len(digits) <= power < len(digits) + 2:
            sign = "phone: +" if dialled else ""
            yield *match.span(), sign + match[1] + digits.ljust(power, "0")


def _head(text: str, at: int) -> str:
    """Return the head of the column in which something stands, as a label, or nothing."""
    start = text.rfind("\n", max(0, at - _LONGEST), at) + 1
    if not start:
        return ""
    first = text.find("\n", 0, _LONGEST)
    nth = sum(sign in ",;\t" for sign in text[start:at])
    cells = _CELLS.split(text[:first]) if first > 0 else []
    return f" {cells[nth].strip().replace('_', ' ')}: " if nth < len(cells) else ""
