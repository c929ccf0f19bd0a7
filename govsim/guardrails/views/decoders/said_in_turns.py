"""Joins values whose parts somebody says in lines of a chat, one after the other.

`<ada> ada.k`, `<ada> @`, `<ada> example.pl`; `mo: 592`, `mo: 51`, `mo: 6658` and then `hr: got your
social`: check digits, the form or a word on a line near tells what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address
from itertools import groupby, islice, pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.joining import CARD_DIGITS, SOCIAL
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.paired_addresses import ENDS
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import (
    ADDRESS,
    checks_card,
    checks_iban,
    in_pairs,
    is_internet_address,
)
from govsim.guardrails.views.values import Decoding

_TIME: Final = r"[\[(]?\d\d?[:.]\d\d(?:[:.]\d\d)?(?:[ ]?[AaPp][Mm])?[\])]?"
_LINE: Final = re.compile(
    rf"^[ \t]*(?:{_TIME}[ \t]{{1,2}}(?:[-–|][ ])?)?"
    r"(?P<who><[^\s<>]{1,24}>|[^\W\d_][\w.'-]{0,20}[ ]?:|\*\*[\w.'-]{1,20}:?\*\*:?|[\w'-]{1,20}["
    r" ]?[>|])"
    r"[ \t]{1,3}(?P<said>[^\n]{1,80})$",
    re.MULTILINE,
)
# As some programs copy a chat: who and when on a line of its own.
_TWO_LINES: Final = re.compile(
    rf"^(?P<who>[^\W\d_][\w.'-]{{0,20}})[ ,]{{1,3}}{_TIME}[ \t]*\n(?P<said>[^\n]{{1,80}})$",
    re.MULTILINE,
)
_TIMED: Final = re.compile(rb":\d\d[ apm]{0,3}\n[^\n]{1,40}\n")
_SHORT: Final = re.compile(r"[0-9A-Za-z.@+:()/_ -]{1,30}")
_DIGIT: Final = re.compile(r"\d")
# That the parts of a value are told, by the lines around them.
_TOLD: Final = {
    "phone": re.compile(
        r"(?<![^\W_])(?:call\w*|phone\w*|tel\w{0,6}|tél\w{0,6}|numbers?|num[eé]ro|nummer"
        r"|numer\w{0,3}|appell?e\w?|llam\w{1,4}"
        r"|ruf\w?|anruf\w{0,3}|text|texting|whatsapp|dzwoni\w{0,2}|mobile|cell?|handy|ring"
        r"|chiam\w{1,3}|lig\w{1,2})(?![^\W_])",
        re.IGNORECASE,
    ),
    "v6": re.compile(r"(?<![^\W_])(?:ip|ipv6|v6|ping\w{0,3}|server|host)(?![^\W_])", re.IGNORECASE),
    "ssn": re.compile(r"(?<![^\W_])(?:ssn|social)(?![^\W_])", re.IGNORECASE),
    "mac": re.compile(
        r"(?<![^\W_])(?:mac|bssid|hwaddr|bluetooth|devices?|registered|whitelist\w*|allow\w*"
        r"|added|wi-?fi|router|switch)(?![^\W_])",
        re.IGNORECASE,
    ),
    "ip": re.compile(
        r"(?<![^\W_])(?:ips?|ipv4|joining|join|server|host|connect\w{0,4}|ping\w{0,3}|lobby"
        r"|minecraft|dots)(?![^\W_])",
        re.IGNORECASE,
    ),
}
_SAID: Final = {"at": "@", "dot": ".", "@": "@", "małpa": "@", "kropka": ".", "punkt": "."}
_SIGN_WORD: Final = re.compile(
    r"(?:(?<=[ ])|^)(at|dot|małpa|kropka|punkt)(?=[ ])[ ]", re.IGNORECASE
)
_HEX: Final = re.compile(r"[0-9A-Fa-f]{12}")
_OF_SPEAKER: Final = (b"<", b": ", b"> ", b"**")
_PHONE: Final = range(9, 13)
_LONGEST: Final = 12  # lines that somebody says in a row
_AFTER: Final = 3  # lines behind
_MOST: Final = 2000  # lines
_BLANKS: Final = 2  # in a part of a value
_PARTS: Final = range(2, 9)
_TWO_SHORT: Final = re.compile(rb"[\3-\70]{2}")  # lines, by their widths
_SHAPES: Final = re.compile(
    rb"[>:*|][ \t]{1,3}(?=[^\n]{0,24}[0-9@.])[^\n]{1,30}\n[^\n]{1,40}[>:*|][ \t]"
)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the parts of a value in one line, with the word for it in front."""
    if b"\n" not in clues.raw or _TWO_SHORT.search(clues.widths) is None:
        return
    spoken = any(map(clues.raw.__contains__, _OF_SPEAKER)) and _SHAPES.search(clues.raw) is not None
    if not (spoken or _TIMED.search(clues.lower) is not None):
        return
    lines = list(islice(_LINE.finditer(text), _MOST))
    lines = lines or list(islice(_TWO_LINES.finditer(text), _MOST))
    pieces: list[Piece] = []
    nth = 0
    for _, turn in groupby(lines, key=lambda line: line["who"].lower()):
        said = list(turn)
        behind = lines[nth + len(said) : nth + len(said) + _AFTER]
        front = lines[max(0, nth - _AFTER) : nth]
        nth += len(said)
        if 1 < len(said) <= _LONGEST and _follow(said):
            pieces += _value(said, front, behind)
    for near in gathered(pieces):
        yield rewritten(text, near, "turns")


def _follow(said: list[re.Match[str]]) -> bool:
    """Whether lines follow each other with none between."""
    return all(two.start() - one.end() <= 1 for one, two in pairwise(said))


def _value(
    said: list[re.Match[str]], front: list[re.Match[str]], behind: list[re.Match[str]]
) -> Iterator[Piece]:
    """Yield the value that the parts of a turn are together: the first row of them that is one."""
    parts = [line for line in said if _SHORT.fullmatch(line["said"].rstrip())]
    around = "\n".join(line["said"] for line in (*front, *behind))
    for first in range(len(parts)):
        for last in range(min(len(parts), first + _PARTS[-1]), first + 1, -1):
            row = parts[first:last]
            if not _follow(row):
                continue
            others = "\n".join(line["said"] for line in said if line not in row)
            plain = _shown([line["said"].strip() for line in row], f"{around}\n{others}")
            if plain:
                yield row[0].start("said"), row[-1].end("said"), plain
                return


def _shown(parts: list[str], around: str) -> str:
    """Return the value that parts are, behind its name, or nothing."""
    whole = "".join(_SAID.get(part.lower(), _spelled(part)).replace(" ", "") for part in parts)
    if max(part.count(" ") for part in parts) > _BLANKS:
        return ""  # a sentence
    if "@" in whole or "." in whole:
        if ADDRESS.fullmatch(whole) and whole.rpartition(".")[2].lower() in ENDS:
            return f"email: {whole}" if not any(map(ADDRESS.fullmatch, parts)) else ""
        loose = [part.strip(" .") for part in parts]
        whole = ".".join(loose) if is_internet_address(".".join(loose).split(".")) else whole
        if is_internet_address(whole.split(".")) and len(parts) > 1:
            begun = any(part.startswith(".") or part.endswith(".") for part in parts)
            return f"ip {whole}" if begun or _TOLD["ip"].search(around) else ""
    if whole.count(":") > 1 and _is_version_6(whole) and _TOLD["v6"].search(around):
        return f"ip {whole}"
    octets = len(parts) == 4 and is_internet_address(parts) and max(map(int, parts)) > 31
    if octets and _TOLD["ip"].search(around):
        return f"ip {'.'.join(parts)}"
    solid = re.sub(r"[.()/: +-]", "", whole)
    if solid.isdigit():
        return _number(solid, parts, around)
    if checks_iban(solid.upper()):
        return f"iban: {solid.upper()}"
    digits = sum(map(str.isdigit, solid))
    if _HEX.fullmatch(solid) and 2 < digits < len(solid) and _TOLD["mac"].search(around):
        return f"mac {in_pairs(solid)}"
    return ""


def _is_version_6(whole: str) -> bool:
    try:
        return IPv6Address(whole).version > 4
    except AddressValueError:
        return False


def _spelled(part: str) -> str:
    return _SIGN_WORD.sub(lambda sign: _SAID[sign[1].lower()], part)


def _number(digits: str, parts: list[str], around: str) -> str:
    if len(digits) in CARD_DIGITS and checks_card(digits):
        return f"card: {digits}"
    if min(map(len, parts)) < 2:
        return ""
    if SOCIAL.fullmatch(digits) and _TOLD["ssn"].search(around):
        return f"ssn: {digits[:3]}-{digits[3:5]}-{digits[5:]}"
    if len(digits) in _PHONE and _TOLD["phone"].search(around):
        return f"phone: {digits}"
    return ""
