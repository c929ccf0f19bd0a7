"""Reads addresses of machines behind a word for one, however their digits and signs are written.

`IP: two a zero two colon e one nine f …`, `<td>DC</td>:<td>A6</td>…`, `MAC three capital C …`,
`lookup?ip=2600%3A6730%3A…`, `first half 2a02:2a92:…, second half …`: digits of base 16 and colons,
one after the other, that are an address of version 6, or of hardware by its maker's prefix.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.machine_words import (
    ASIDES,
    COLON_WORDS,
    DOT_WORDS,
    DOUBLES,
    LETTERS_SAID,
    digits_said,
)
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.value_shapes import dotted, is_internet_address, is_internet_address_6
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vendors import is_of_vendor

_LABEL: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<ip>ip(?:v[46])?(?:addr)?|addr|remote_addr)|(?P<mac>macs?|mac_?addr"
    r"|hw_?addr|bssid|hardware|physical"
    r"|wlan|wol|ethernet))(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_LABELS: Final = frozenset(
    b"ip ipv4 ipv6 ipaddr addr remoteaddr mac macs macaddr hwaddr bssid hardware physical wlan wol"
    b" ethernet".split()
)
_RAW: Final = (
    b"ip",
    b"addr",
    b"mac",
    b"hw",
    b"bssid",
    b"hardware",
    b"physical",
    b"wlan",
    b"wol",
    b"ethernet",
)
# Of numbers, what only counts them: `byte 1: dc`.
_COUNTING: Final = r"(?:byte|octet|group|part|pair|block|b|o)[ _]?[1-8][\"']?[ ]?[:=)-][ ]?[\"']?"
_TOKEN: Final = re.compile(
    rf"(?P<tag></?[a-z][^<>\n]{{0,60}}>)|(?P<count>(?<![^\W_]){_COUNTING})|(?P<colon>::|:|：|%3[Aa]"
    rf"|&\#58;|&colon;"
    r"|(?<![^\W_])(?:dos[ ]puntos|deux[ -]?points|due[ ]punti|dois[ ]pontos"
    r"|dubbele[ ]punt)(?![^\W_]))"
    r"|(?P<form>%0?2?[xX])|(?P<word>[^\W_]+)|(?P<dot>[.．·,])|(?P<break>\n[ \t]*\n|[!?])",
    re.IGNORECASE,
)
_HEX: Final = re.compile(r"(?:0[xX])?([0-9A-Fa-f]{1,12}|[0-9A-Fa-f]{32})")
_SUFFIXED: Final = re.compile(r"([0-9A-Fa-f]{2})[hH]")
_WINDOW: Final = 420  # characters behind a label in which the address stands
_FIRST_WORDS: Final = 28  # words of the sentence in front of it
_MOST: Final = 100  # labels
_MAC: Final = 12  # digits
_USUAL: Final = re.compile(r"[.:]")  # signs that other readers take for each other
_GROUPS: Final = 8
_SOLID_6: Final = 32
_FEWEST: Final = 3  # digits that are no letters
_ENDS: Final = 6  # parts at an end that may be of the sentence
_JOINING: Final = frozenset("then dann puis luego poi depois dan followed".split())
# A whole address as one number, right behind a label.
_WHOLE: Final = re.compile(
    r"(?:[ ](?:address|adresse|adres|is|are|as|reads|should be|you asked for|ist|lautet|es|est|é"
    r"|è)){0,3}[ ]?[:=]?[ ]"
    r"(?:(?P<six>[23][0-9a-f]{31})|0x(?P<sixteen>[0-9a-f]{8})|(?P<three>[012]\d\d(?:[012]\d\d){3})"
    r"|(?P<ten>[1-9]\d{8,9}))(?![\w]|[-.]\d)",
    re.IGNORECASE,
)


class _Part(NamedTuple):
    """Digits of base 16, or a sign."""

    start: int
    end: int
    plain: str
    said: bool = False


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written."""
    if clues.words.isdisjoint(_LABELS):
        return
    labels = [
        label
        for at in clues.places(_RAW)[: 8 * _MOST]
        if (label := _LABEL.match(text, at)) is not None
    ][:_MOST]
    pieces: list[Piece] = []
    done = 0
    for near in stretches([label.span() for label in labels], _WINDOW // 4):
        begin, end = max(done, near[0][0]), min(len(text), near[-1][1] + _WINDOW)
        done = end
        kinds = {label.lastgroup for label in labels if begin <= label.start() < end}
        for row in _rows(text, begin, end):
            pieces += _addresses(text, row, kinds)
    for label in labels:
        pieces += _whole(text, label) if label.lastgroup == "ip" else ()
    for close in gathered(pieces):
        yield rewritten(text, close, "announced-machine")


def _whole(text: str, label: re.Match[str]) -> Iterator[Piece]:
    """Yield the address that stands behind a label as one number."""
    found = _WHOLE.match(text, label.end())
    if found is None:
        return
    kind, number = found.lastgroup or "", found[found.lastgroup or 0]
    if kind == "six":
        plain = ":".join(number[at : at + 4] for at in range(0, _SOLID_6, 4))
        if is_internet_address_6(plain):
            yield *found.span(kind), f"ip {plain} "
        return
    if kind == "three":
        octets = [str(int(number[at : at + 3])) for at in range(0, _MAC, 3)]
    else:
        value = int(number, 16 if kind == "sixteen" else 10)
        octets = dotted(value).split(".") if value < 1 << 32 else []
    if is_internet_address(octets) and octets[0] not in ("0", "127", "255"):
        yield found.end() - len(number), found.end(), f"ip {'.'.join(octets)} "


def _rows(text: str, begin: int, end: int) -> Iterator[list[_Part]]:
    """Yield the digits of base 16 and colons that follow each other, words of speech left out."""
    row: list[_Part] = []
    told = digits_said(text[begin:end])
    twice, spoken = 1, False
    for token in _TOKEN.finditer(text, begin, end):
        if token.lastgroup in ("tag", "count", "form"):
            continue
        if token.lastgroup in ("colon", "dot"):
            sign = "::" if token.group() == "::" else ":"
            if token.lastgroup == "dot":
                sign = "," if token.group() == "," else "."
            row.append(_Part(*token.span(), sign))
            continue
        word = token.group()
        low = word.lower()
        if low in DOUBLES:
            twice = DOUBLES[low]
        elif low in ASIDES and low not in told:
            spoken = spoken or low in _JOINING
            continue
        elif low in COLON_WORDS or low in DOT_WORDS:
            _said_sign(row, token, low, twice)
            twice = 1
        elif (plain := _digits(word, low, told)) and token.lastgroup == "word":
            said = spoken or low in told or low in LETTERS_SAID
            row.append(_Part(*token.span(), plain * twice, said))
            twice, spoken = 1, False
        else:
            yield row
            row, twice, spoken = [], 1, False
    yield row


def _said_sign(row: list[_Part], token: re.Match[str], low: str, twice: int) -> None:
    """Add the sign that a word is; of `dos puntos` the number is part of its name."""
    sign = ":" if low in COLON_WORDS else "."
    if COLON_WORDS.get(low) == "two" and row and row[-1].plain == "2" and row[-1].said:
        row.pop()
    elif COLON_WORDS.get(low) == "two":
        sign = "."
    row.append(_Part(*token.span(), sign * twice, said=True))


def _digits(word: str, low: str, told: dict[str, str]) -> str:
    """Return the digits of base 16 that a word is, or nothing."""
    if low in told:
        return told[low]
    if low in LETTERS_SAID:
        return LETTERS_SAID[low]
    found = _HEX.fullmatch(word) or _SUFFIXED.fullmatch(word)
    return found[1].lower() if found else ""


def _addresses(text: str, row: list[_Part], kinds: set[str | None]) -> Iterator[Piece]:
    """Yield the address that a row is, or most of it."""
    digits = sum(len(part.plain) for part in row if part.plain.isalnum())
    if digits < _MAC or len(row) > 2 * _WINDOW:
        return
    written = [part for part in row if part.plain != ","]
    for read, kind in ((_version_6, "ip"), (_hardware, "mac")):
        found = read(written) if kind in kinds else None
        if found is not None:
            start, end, plain = found
            if _USUAL.sub("", text[start:end].lower()) != _USUAL.sub("", plain.lower()):
                yield start, end, f"{kind} {plain} "
            return
    if "ip" in kinds and (four := _version_4(row)) is not None:
        yield *four[:2], f"ip {four[2]} "


_Found = tuple[int, int, str]


def _version_6(row: list[_Part]) -> _Found | None:
    """Return where an address of version 6 stands, and the address."""
    if any(part.plain == "." for part in row):
        row = [part for part in row if part.plain != "."] if _is_sparse(row) else []
    first = next((nth for nth, part in enumerate(row) if _begins_6(row, nth)), None)
    if first is None:
        return None
    for last in range(len(row) - 1, max(first, len(row) - 1 - 2 * _ENDS), -1):
        if not row[last].plain.isalnum():
            continue
        plain = _joined_6(row[first : last + 1])
        if plain is not None and is_internet_address_6(plain):
            return row[first].start, row[last].end, plain
    return None


def _is_sparse(row: list[_Part]) -> bool:
    """Whether dots are those of the sentence only."""
    return sum(part.plain == "." for part in row) < 2


def _begins_6(row: list[_Part], nth: int) -> bool:
    """Whether an address of the public network may begin with a part."""
    part = row[nth]
    if part.plain[0] not in "23":
        return False
    if len(part.plain) in (4, _SOLID_6):
        return True
    four = [each.plain for each in row[nth : nth + 5]]
    return (
        len(four) == 5
        and all(len(each) == 1 and each.isalnum() for each in four[:4])
        and (set(four[4]) == {":"})
    )


def _joined_6(parts: list[_Part]) -> str | None:
    plain = "".join(part.plain for part in parts)
    if ":" not in plain:
        groups = [part.plain for part in parts]
        if len(groups) == _GROUPS and max(map(len, groups)) == 4:
            return ":".join(groups)
        if len(plain) == _SOLID_6 and len({*map(len, groups)}) == 1:
            return ":".join(plain[at : at + 4] for at in range(0, _SOLID_6, 4))
        return None
    made = ""
    for part in parts:
        apart = made and made[-1] != ":" and part.plain[0] != ":" and not part.said
        if apart and (len(part.plain) > 2 or len(made.rpartition(":")[2]) == 4):
            made += ":"
        made += part.plain
    return re.sub(":{2,}", "::", made)


def _hardware(row: list[_Part]) -> _Found | None:
    """Return where an address of hardware stands, and the address."""
    parts = [(nth, part.plain) for nth, part in enumerate(row) if part.plain.isalnum()]
    for first in range(min(len(parts), _ENDS + 1)):
        solid, last = "", first
        while last < len(parts) and len(solid) < _MAC:
            solid += parts[last][1]
            last += 1
        sizes = {len(plain) for _, plain in parts[first:last]}
        whole = first == 0 and last == len(parts)
        if (
            len(solid) == _MAC
            and _is_hardware(solid, whole=whole)
            and _are_bytes(sizes, row, parts[first:last])
        ):
            plain = ":".join(solid[at : at + 2] for at in range(0, _MAC, 2))
            if len(parts) - last > _ENDS or _goes_on(row, parts, first, last):
                return None  # of something longer
            return row[parts[first][0]].start, row[parts[last - 1][0]].end, plain
    return None


def _goes_on(row: list[_Part], parts: list[tuple[int, str]], first: int, last: int) -> bool:
    """Whether groups of the same size stand in front of some that are written, or behind."""
    size = len(parts[first][1])
    beside = [*parts[max(0, first - 1) : first], *parts[last : last + 1]]
    written = not any(row[nth].said for nth, _ in parts[first:last])
    return written and any(len(plain) == size for _, plain in beside)


def _are_bytes(sizes: set[int], row: list[_Part], parts: list[tuple[int, str]]) -> bool:
    """Whether groups are of one size, or some digits are said one by one."""
    return len(sizes) == 1 or any(row[nth].said for nth, _ in parts)


def _is_hardware(solid: str, *, whole: bool) -> bool:
    """Whether digits begin as those of a maker, or are all that there is behind the label."""
    mixed = sum(map(str.isdigit, solid)) >= _FEWEST and not solid.isdigit()
    return mixed and (whole or is_of_vendor(solid))


def _version_4(row: list[_Part]) -> _Found | None:
    """Return where an address of version 4 stands that has words in it, and the address."""
    if not any(part.said for part in row):
        return None
    groups: list[str] = [""]
    start, end = -1, 0
    sign = "." if any(part.plain == "." for part in row) else ","
    for part in row:
        if part.plain.isdigit():
            start = part.start if start < 0 else start
            end = part.end
            groups[-1] += part.plain
        elif part.plain == "," != sign or not groups[-1]:
            continue
        elif part.plain != sign:
            return None
        elif len(groups) < 4:
            groups.append("")
        else:
            break
    if is_internet_address(groups) and max(map(int, groups)) > 99:
        return start, end, ".".join(groups)
    return None
