"""Joins the bytes of an address of hardware, whatever sets them apart, near a word for one.

In an array, in columns, a line each, said in words, its halves apart, without leading zeros.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.group_orders import Group, orders
from govsim.guardrails.views.decoders.group_words import JOINING, SPOKEN
from govsim.guardrails.views.decoders.told_words import folded
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding

Span = tuple[int, int]
_NAMES: Final = (
    "mac macs hwaddr hw oui nic bssid ether ethernet lladdr chaddr hardware wlan bluetooth wifi arp"
    " addr adapter dhcp client dhcpd physical".split()
)
TELLING: Final = frozenset(map(str.encode, _NAMES))
_LABEL: Final = re.compile(
    r"(?<![A-Za-z])(?:mac|macs|hw_?addr(?:ess)?|hw|oui|nic|bssid|ether|ethernet|lladdr|chaddr|hardware"
    r"|wlan|bluetooth|wi-?fi|arp|adapter|physical)(?![A-Za-z])",
    re.IGNORECASE,
)
_RAW: Final = tuple(
    b"mac hw oui nic bssid ether lladdr chaddr hardware wlan bluetooth wifi wi-fi arp adapter"
    b" physical".split()
)
_SHORTENED: Final = re.compile(
    r"(?<![\w:.-])[0-9A-Fa-f]{1,2}(?::[0-9A-Fa-f]{1,2}){5}(?![\w:-]|\.\d)"
)
_CLIENT: Final = re.compile(
    r"(?<![\w:-])(?:01|ff)[:-](?=([0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\2){4}[0-9A-Fa-f]{2})(?![\w:-]))"
)
_TOKEN: Final = re.compile(r"[^\W_]+")
_HEX: Final = re.compile(r"[0-9A-Fa-f]{1,12}")
_BESIDE: Final = JOINING | {"bytes", "byte", "octets", "octet", "half", "bits", *_NAMES}
_USUAL: Final = re.compile(r"[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}")
_FIELD: Final = re.compile(r"[\"']\s?:|\s?=")
_TIED: Final = frozenset(":-.")
_SIGNS: Final = 12  # of an address
_DIGITS: Final = 3
_WINDOW: Final = 200
_BEFORE: Final = 64
_WIDEST: Final = 40
_WORDS: Final = 8


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the addresses of hardware whose bytes something sets apart, as they are written."""
    if words.isdisjoint(TELLING):
        return
    pieces: list[Piece] = list(_colons(text)) if clues.has(b":-") else []
    if clues.outline.count(b"0") + len(clues.words & _RAW_SPOKEN) >= _DIGITS:
        places = clues.places(_RAW)
        found = _LABEL.finditer(text) if clues.cased else begun(_LABEL, text, places)
        labels = [match.span() for match in found]
        for near in stretches(labels, _BEFORE):
            begin, end = max(0, near[0][0] - _BEFORE), min(len(text), near[-1][1] + _WINDOW)
            pieces += _addresses(text, begin, end)
    for near_by in gathered(pieces):
        yield rewritten(text, near_by, "told-hardware")


_RAW_SPOKEN: Final = frozenset(word.encode() for word in SPOKEN if word.isascii())


def _colons(text: str) -> Iterator[Piece]:
    """Yield the addresses without leading zeros, or with the kind of network in front."""
    for match in _SHORTENED.finditer(text):
        parts = match.group().split(":")
        sizes = set(map(len, parts))
        if sizes == {1, 2} and sum(any(map(str.isalpha, part)) for part in parts) > 1:
            yield *match.span(), ":".join(part.zfill(2) for part in parts)
    for match in _CLIENT.finditer(text):
        yield match.start(), match.end(1), f"mac {match[1]}"


def _addresses(text: str, begin: int, end: int) -> Iterator[Piece]:
    """Yield the addresses that runs of bytes in a stretch are."""
    chain: list[Group] = []
    for group in _bytes(text, begin, end):
        if chain and not _goes_on(group):
            yield from _read(text, chain)
            chain = []
        chain.append(group)
    yield from _read(text, chain)


def _bytes(text: str, begin: int, end: int) -> Iterator[Group]:
    """Yield the digits of base 16 in a stretch, and what stands in front of each."""
    words: list[str] = []
    last = begin
    for match in _TOKEN.finditer(text, begin, end):
        word = match.group()
        word = word[2:] if word[:2] in ("0x", "0X") else word
        said = SPOKEN.get(word.lower(), "")
        if not said and (_HEX.fullmatch(word) is None or _FIELD.match(text, match.end())):
            words.append(folded(word))
            continue
        plain = (said or word).lower()
        yield Group(*match.span(), plain, tuple(words), text[last : match.start()], -1, bool(said))
        words, last = [], match.end()


def _goes_on(group: Group) -> bool:
    if len(group.gap) > _WIDEST or "\n\n" in group.gap or len(group.words) > _WORDS:
        return False
    return all(word in _BESIDE for word in group.words)


def _read(text: str, chain: list[Group]) -> Iterator[Piece]:
    """Yield the address that some groups of a chain are."""
    if [group.plain for group in chain[::2]] == list("123456") and len(chain) == _SIGNS:
        chain = chain[1::2]  # what counts them aside
    if not chain or sum(len(group.plain) for group in chain) < _SIGNS:
        return
    around = text[max(0, chain[0].start - _BEFORE) : chain[-1].end + _BEFORE]
    for ordered in orders(chain, around):
        for first in range(len(ordered)):
            used = _whole(list(ordered[first : first + _SIGNS]))
            if used:
                row = list(ordered[first : first + used])
                behind = ordered[first + used : first + used + 1]
                if _is_usual(text, row) or (behind and behind[0].gap == row[-1].gap):
                    return
                solid = "".join(group.plain for group in row)
                plain = ":".join(solid[at : at + 2] for at in range(0, _SIGNS, 2))
                start, end = min(group.start for group in row), max(group.end for group in row)
                yield start, end, f"mac address {plain}"
                return


def _is_usual(text: str, row: list[Group]) -> bool:
    """Whether groups are set apart as they usually are, or are of something longer."""
    start, end = min(group.start for group in row), max(group.end for group in row)
    if _USUAL.search(text, start, end) is not None:
        return True
    if text[start - 1 : start] in _TIED and text[start - 2 : start - 1].isalnum():
        return True
    if text[end : end + 1] in _TIED and text[end + 1 : end + 2].isalnum():
        return True
    gaps = {group.gap for group in row[1:]}
    worded = any(group.words for group in row[1:])
    near = text[max(0, start - _BEFORE) : start]
    told = _LABEL.search(near) or _LABEL.search(text, end, end + _BEFORE // 2)
    return told is None or not (len(gaps) < 2 or worded or any(group.odd for group in row))


def _whole(groups: list[Group]) -> int:
    """Return how many groups make an address, or 0."""
    solid, used = "", 0
    for group in groups:
        solid, used = solid + group.plain, used + 1
        if len(solid) >= _SIGNS:
            break
    if len(solid) != _SIGNS or solid.isdigit() or solid.isalpha():
        return 0
    sizes = {len(group.plain) for group in groups[:used]}
    said = any(group.odd for group in groups[:used])
    alike = sizes <= {2, 4, 6, 12} or sizes == {1} or said
    return used if alike and sum(map(str.isdigit, solid)) >= _DIGITS else 0
