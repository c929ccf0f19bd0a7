"""Reads addresses of version 6 that are said in words, spaced, escaped in brackets, told apart.

`the v6 is two thousand one colon d b eight colon colon one`, `fe80 : 0 : 0 : 0 : 1c2b : …`,
`%5B2001%3Adb8%3A1%3A%3A42%5D`, `prefix 2001 db8 77 4, then the double colon, then host part c0de`.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.number_names import NAMES
from govsim.guardrails.views.decoders.said_octets import TEENS, TENS
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_H: Final = "[0-9A-Fa-f]"
_LABEL: Final = re.compile(r"(?<![^\W_])(?:ip[ -]?v?6|v6)(?![^\W_])", re.IGNORECASE)
TELLING: Final[Words] = frozenset(b"v6 ip6 ipv6".split())
_SPACED: Final = re.compile(
    rf"(?<![\w:])(?:[23]{_H}{{3}}|[fF][cdeCDE]{_H}{{2}})(?:[ ]?:(?:[ ]?:)?["
    rf" ]?{_H}{{1,4}}(?!\w)){{1,7}}+(?:[ ]?:[ ]?:)?(?![\w:])"
)
_ESCAPED: Final = re.compile(
    rf"%5[bB]({_H}{{0,4}}(?:(?:%3[aA]){{1,2}}{_H}{{0,4}}){{2,8}})(?:%2[fF]\d{{1,3}})?%5[dD]"
    rf"|(?<![0-9A-Za-z])(?:%5[bB])?([23]{_H}{{3}}(?:(?:%3[aA]){{1,2}}{_H}{{1,4}}){{2,7}}(?:(?:%3"
    rf"[aA]){{2}})?)(?![0-9A-Za-z%])"
    rf"|%5[bB]([23f]{_H}{{0,3}}(?::{{1,2}}{_H}{{1,4}}){{1,7}})%5[dD]"
)
_SPACES: Final = re.compile(rb"xxxx(?: :|: )[ :x]")
_COUNTED: Final = re.compile(
    r"(?<!\w)(?:first|last|next|other)[ ](?:two|three|four|five|six|seven)(?!\w)", re.IGNORECASE
)
_TOKEN: Final = re.compile(r"::|:|[^\W_]+|[.!?](?=\s|$)|\n\s*\n")
_DIGITS: Final = re.compile(_H + "{1,4}")
_UNITS: Final = {
    name: digit
    for digit, names in enumerate(
        "zero oh nought|one|two|three|four|five|six|seven|eight|nine".split("|")
    )
    for name in names.split()
}
_LETTERS: Final = {"bee": "b", "cee": "c", "dee": "d", "eff": "f", "be": "b", "de": "d", "ef": "f"}
_NATO: Final = {
    "zweitausendeins": "2001",
    **_LETTERS,
    **{name: digit for name, digit in NAMES.items() if len(name) > 2 and len(digit) == 1},
    "alfa": "a",
    "alpha": "a",
    "bravo": "b",
    "charlie": "c",
    "delta": "d",
    "echo": "e",
    "foxtrot": "f",
}
_SPOKEN: Final = frozenset(
    (*_UNITS, *TEENS, *TENS, "thousand", *_NATO, "fe", "fd", "fc", "db", *"abcdef")
)
_COLONS: Final = frozenset(": :: colons colon doppelpunkt dwukropek puntos points kolon".split())
_DOUBLE: Final = frozenset("double doppelter doppel doble podwójny twee".split())
_JOINED: Final = re.compile(
    rf"(?<![0-9A-Za-z])[23]{_H}{{3}}(?P<by>[-_])(?:{_H}{{0,4}}(?P=by)){{1,7}}{_H}{{1,4}}(?![0-9A"
    rf"-Za-z_-])"
)
_LITERAL: Final = re.compile(
    rf"(?<![0-9A-Za-z-])({_H}{{1,4}}(?:--?{_H}{{1,4}}){{1,7}})(?:s\d{{1,3}})?\.ipv6-literal\.net",
    re.IGNORECASE,
)
_SOLID: Final = re.compile(rf"(?<![0-9A-Za-z])(?:[23]{_H}{{31}})(?![0-9A-Za-z])")
_BESIDE: Final = frozenset(
    "deux dos due first second third fourth last half block blocks read out prefix the then host"
    " part and is suffix my address that's thats it network interface deux dos due dois id ends"
    " groups group parts"
    " in begins with rest comes goes starts dann und der die ist präfix kommt".split()
)
_NEAR: Final = 160  # characters beside a label
_FEWEST: Final = 3  # groups
_BEGINS: Final = re.compile(r"[23][0-9a-f]{3}:|fe[89ab][0-9a-f]:|f[cd][0-9a-f]{2}:")


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    if words:
        for label in _LABEL.finditer(text):
            begin = max(0, label.start() - _NEAR, text.rfind("\n", 0, label.start()) + 1)
            pieces += _told(text, label.end(), label.end() + _NEAR)
            pieces += _told(text, begin, label.start())
            for match in _JOINED.finditer(text, begin, label.end() + _NEAR):
                plain = match.group().replace(match["by"], ":").lower()
                if _is_address(plain):
                    pieces.append((*match.span(), f"ip {plain} "))
            for match in _SOLID.finditer(text, begin, label.end() + _NEAR):
                plain = ":".join(re.findall("....", match.group().lower()))
                pieces.append((*match.span(), f"ip {plain} "))
    elif b"colon" in clues.words and clues.order.count(b"colon") > 1:
        for near_by in stretches([(at, at) for at in clues.places((b"colon",))], _NEAR // 2):
            pieces += _told(text, max(0, near_by[0][0] - _NEAR // 2), near_by[-1][1] + _NEAR // 2)
    for near in gathered(pieces):
        yield rewritten(text, near, "version-6")


def written(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such addresses that blanks part, or that are escaped in brackets."""
    pieces: list[Piece] = []
    low = clues.lower
    if clues.has(b":") and _SPACES.search(clues.hexadecimal) is not None:
        for match in _SPACED.finditer(text):
            plain = match.group().replace(" ", "").lower()
            if (
                " " in match.group()
                and _is_address(plain)
                and (plain.count(":") == 7 or "::" in plain)
            ):
                pieces.append((*match.span(), f"ip {plain} "))
    if b"%5b" in low or b"%3a%3a" in low:
        for match in _ESCAPED.finditer(text):
            plain = re.sub("%3a", ":", (match[1] or match[2] or match[3]).lower())
            if _is_address(plain):
                pieces.append((*match.span(), f"[{plain}]"))
    if b".ipv6-literal" in low:
        for match in _LITERAL.finditer(text):
            plain = match[1].replace("-", ":").lower()
            if _is_address(plain):
                pieces.append((*match.span(), f"[{plain}]"))
    for near in gathered(pieces):
        yield rewritten(text, near, "version-6")


def _is_address(plain: str) -> bool:
    """Whether a value is an address of version 6 that a machine may have in a network."""
    if _BEGINS.match(plain) is None:
        return False
    try:
        IPv6Address(plain)
    except AddressValueError:
        return False
    return True


def _told(text: str, begin: int, end: int) -> Iterator[Piece]:
    """Yield the address whose groups and colons words tell between two places."""
    made, start, stop, groups = "", -1, -1, 0
    for first, last, sign in _signs(text, begin, end):
        if not sign and groups >= _FEWEST:
            break
        if not sign:
            made, start, groups = "", -1, 0
        elif sign == ":":
            made += ":" if made and not made.endswith("::") else ""
        else:
            start = first if start < 0 else start
            made += ("" if made.endswith(":") or not made else ":") + sign
            stop, groups = last, groups + 1
    made = made if made.endswith("::") else made.rstrip(":")
    enough = groups >= _FEWEST or (groups > 1 and "::" in made)
    if enough and text[start:stop].lower() != made and _is_address(made):
        yield start, stop, f"ip {made} "


def _signs(text: str, begin: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the groups and colons of a stretch, and an empty one for what is of no address."""
    group: list[re.Match[str]] = []
    doubled = False
    counts = [match.span() for match in _COUNTED.finditer(text, begin, end)]
    for token in _TOKEN.finditer(text, begin, end):
        word = token.group().lower()
        if any(first <= token.start() < last for first, last in counts):
            continue
        if word in _SPOKEN:
            group.append(token)
            continue
        if group:
            yield group[0].start(), group[-1].end(), _spelled([each[0].lower() for each in group])
            group = []
        if word in _DOUBLE:
            doubled = True
            continue
        if word in _COLONS:
            for _ in range(2 if word in ("::", "colons") or doubled else 1):
                yield *token.span(), ":"
        elif _DIGITS.fullmatch(word) and (len(word) == 4 or any(map(str.isdigit, word))):
            yield *token.span(), word
        elif word not in _BESIDE:
            yield *token.span(), ""
        doubled = False
    if group:
        yield group[0].start(), group[-1].end(), _spelled([each[0].lower() for each in group])


def _spelled(words: list[str]) -> str:
    """Return the digits that words are: `two thousand one`, `d b eight`, `thirty eight`."""
    if "thousand" in words:
        nth = words.index("thousand")
        front, rest = words[:nth], words[nth + 1 :]
        if len(front) == 1 and front[0] in _UNITS and "thousand" not in rest:
            return f"{_UNITS[front[0]]}{_spelled(rest).zfill(3)}"
        return ""
    made, before = "", ""
    for word in words:
        if word in TEENS:
            made += str(TEENS[word])
        elif _UNITS.get(word) and before in TENS:
            made = made[:-1] + str(_UNITS[word])
        else:
            made += str(TENS.get(word, _UNITS.get(word, _NATO.get(word, word))))
        before = word
    return made
