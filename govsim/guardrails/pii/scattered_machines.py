"""Finds addresses of machines whose parts stand apart in no usual way, behind a word for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from govsim.guardrails.pii.scattered_gaps import DIGITS, ESCAPED, FEWEST, GAP, REACH
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.value_gaps import ESCAPE

MACHINES: Final = tuple(
    "ip host server client gateway login logged src source dst remote peer addr attacker proxy vpn"
    " firewall request".split()
)
MACHINE: Final = re.compile(
    r"\b(?:ips?|ipv4|hosts?|servers?|clients?|gateway|login|logged|src|source|dst|remote|peer"
    r"|addr(?:ess|esse)?|attackers?|proxy|vpn|firewall|requests?)(?![a-z])"
)
HARDWARE: Final = (
    "mac",
    "device",
    "hardware",
    "router",
    "adapter",
    "interface",
    "wlan",
    "ethernet",
)
_PAIRS: Final = re.compile(
    r"(?:(?<![0-9A-Za-z])|(?<=mac)|(?<=MAC))[0-9A-Fa-f]{1,12}"
    rf"(?:(?:(?:\s{{0,4}}{ESCAPE}){{1,2}}\s{{0,4}}|[\W_]{{1,6}})[0-9A-Fa-f]{{1,6}}){{0,11}}(?![0-9A-Za-z])"
)
_FOUR: Final = re.compile(rf"[0-9]{{1,3}}+(?:{GAP}[0-9]{{1,3}}+){{3}}")
_PARTS: Final = 4  # of an internet address
_OCTET: Final = 255
_ENCLOSING: Final = frozenset("()")
_LONGEST_FOUR: Final = 64  # characters of them
_FEW: Final = 2  # groups of digits that an address of hardware has at least
_HEXADECIMAL: Final = 12
_NEAR: Final = 3  # digits that an address of hardware has at least


def may_be_internet(text: str, start: int, end: int) -> bool:
    """Whether a run has three dots, or none and four groups, that are more than an address."""
    if end - start > _LONGEST_FOUR:
        return False
    dots = text.count(".", start, end)
    if dots == _PARTS - 1:
        return text.find(":", start, end) < 0 or text.find(" ", start, end) >= 0
    return not dots and _FOUR.fullmatch(text, start, end) is not None


def is_internet(text: str, groups: list[tuple[int, int]]) -> bool:
    """Whether groups are an internet address that a word tells of.

    There are four that are set apart alike; or there are more, and dots make four of them.
    """
    start = groups[0][0]
    gaps = [text[before[1] : after[0]] for before, after in pairwise(groups)]
    parts = [text[begin:stop] for begin, stop in groups]
    if len(gaps) == _PARTS - 1 and len(set(gaps)) == 1:
        padded = any(len(part) > 1 and part[0] == "0" for part in parts)
        if gaps[0] == "." and not padded and text[max(0, start - 2) : start].lower() != "ip":
            return False  # as usual
    elif text[start - 1 : start].isalpha() or not _ENCLOSING.isdisjoint("".join(gaps)):
        return False
    elif sum("." in gap for gap in gaps) == _PARTS - 1:
        joined = parts[0]
        for gap, part in zip(gaps, parts[1:], strict=True):
            joined += f".{part}" if "." in gap else part
        parts = joined.split(".")
    else:
        return False
    before = text[max(0, start - REACH) : start].lower()
    return are_octets(parts) and MACHINE.search(before) is not None


def are_octets(parts: Sequence[str]) -> bool:
    """Whether parts are the four numbers of an internet address."""
    return (
        len(parts) == _PARTS
        and all(len(part) < _PARTS and int(part) <= _OCTET for part in parts)
        and parts[0] != "0"
        and sum(map(len, parts)) >= FEWEST
    )


def of_hardware(text: str, low: str, words: Sequence[str]) -> Iterator[Hit]:
    """Yield the addresses of hardware behind a word for such a thing."""
    done = 0
    for end in sorted(_ends_of(low, words)):
        if end < done or len(DIGITS.findall(low, end, end + REACH)) < _FEW:
            continue
        run = _PAIRS.search(text, end, end + 2 * REACH)
        if run is None:
            continue
        done = run.start()
        if run.start() > end + REACH:
            continue
        solid = "".join(filter(str.isalnum, ESCAPED.sub("", run.group())))
        digits = sum(map(str.isdigit, solid))
        if len(solid) == _HEXADECIMAL and digits >= _NEAR and not solid.isalpha():
            yield Hit(*run.span(), "MAC", 0.8, "scattered-mac")


def _ends_of(low: str, words: Sequence[str]) -> Iterator[int]:
    """Yield where words end that stand by themselves."""
    for word in words:
        at = low.find(word)
        while at >= 0:
            end = at + len(word)
            if not (low[at - 1 : at].isalpha() or low[end : end + 1].isalpha()):
                yield end
            at = low.find(word, end)
