"""Finds e-mail, internet and hardware addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters, digits
from typing import Final

from govsim.guardrails.pii.values import Hit, made

_CLONING: Final = frozenset(("git", "hg"))
_PATH: Final = re.compile(r":[A-Za-z~/]")
_LOCAL: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}")
_OF_LOCAL: Final = ascii_letters + digits + "_.!#$%&'*+/=?^`{|}~-"
_DOMAIN: Final = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}([^\W\d_]{2,24}|xn--[A-Za-z0-9-]{2,40})"
    r"(?![^\W_]|-|_+[^\W_])"  # `_ana@corp.com_` is emphasis
)
# What most are, read in half of the time; it matches nothing but what the other does.
_PLAIN_DOMAIN: Final = re.compile(r"[A-Za-z0-9]{1,63}\.([A-Za-z]{2,24})(?![\w.-])")
_AT: Final = re.compile(f"@(?:{_PLAIN_DOMAIN.pattern}|{_DOMAIN.pattern})")
# What looks like a domain of a file that is named for its resolution: `icon@2x.png`.
_FILES: Final = frozenset(
    "png jpg jpeg gif svg webp css js html htm json xml txt exe dll jar tld".split()
)
# Whom an example tells to fill in what is theirs: `you@yourcompany.com`.
_YOURS: Final = frozenset("you your yourname your.name youremail name user email me".split())
# A bracketed or spelled-out address, as people write it to escape collectors.
_SPELLED: Final = re.compile(
    r"[\w.+-]{1,64}\s?[\[({]\s?(?:at|@)\s?[\])}]\s?[\w-]{1,63}"
    r"(?:(?:\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?|\.)[\w-]{1,63}){1,6}",
    re.IGNORECASE,
)
_OCTETS: Final = re.compile(
    r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d|-\d)"
    # With noughts that fill up each part to three digits, as old terminals print it; of a machine,
    # and with one part of a hundred or more: `001.002.003.004` counts versions.
    r"|(?!000|22[4-9]|2[3-9])(?=.{0,12}?(?<![\d])[12])(?:(?:25[0-5]|2[0-4]\d|[01]\d\d)\.){3}"
    r"(?:25[0-5]|2[0-4]\d|[01]\d\d)(?![\w]|\.\d|-\d)"
)
_MAC: Final = re.compile(
    r"(?<![0-9A-Za-z:.-])(?:[0-9A-Fa-f]{2}(?P<by>[:-])(?:[0-9A-Fa-f]{2}(?P=by)){4}[0-9A-Fa-f]{2}"
    r"|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![0-9A-Za-z]|[:-][0-9A-Za-z])"
)
_IPV6: Final = re.compile(
    r"(?<![0-9A-Za-z:.])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
    r"|(?:[0-9A-Fa-f]{1,4}:){1,7}:(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,5})?"
    r"|::(?:[0-9A-Fa-f]{1,4}:){0,5}[0-9A-Fa-f]{1,4})(?![0-9A-Za-z:])"
)
_VERSION: Final = re.compile(
    r"(?:\bv|version|\b(?:dri)?ver\.?|release|\brev\.?|build|firmware|\bbios|software|driver|kernel"
    r"|\bpatch|hotfix"
    r"|section|clause|chapter|annex|article|paragraph|\b§+)\s*$",
    re.IGNORECASE,
)
_SIZE: Final = re.compile(r"/([0-9]{1,2})(?![0-9])")
_BITS: Final = 32  # of an address
_GOES_ON: Final = frozenset(".-")
_NOBODYS: Final = frozenset({"0.0.0.0", "127.0.0.1", "255.255.255.255"})  # noqa: S104 - no binding
_LOW: Final = frozenset({"0.", "12", "25"})  # with which those begin, and masks
_MASKS: Final = ("255.", "0.")  # of networks
_SHORTEST: Final = 7  # characters of an address of version 4: four digits
_DOTS: Final = 3  # in it
# The same a little in front of another number, as of sections that a text compares.
_NUMBERED: Final = re.compile(
    r"(?:version|release|firmware|section|clause|chapter|paragraph|§)\s{0,2}\d{1,3}\.\d",
    re.IGNORECASE,
)
_SHORT: Final = 9  # characters of an address that may be such a number
_NEAR: Final = 64
_ENDS_VERSION: Final = frozenset("vVnNrReEdDxXhHsSlL.§")  # with which such a word ends
_REACH: Final = 48


def emails(text: str) -> list[Hit]:
    """Return e-mail addresses; the text is read around its @ signs only."""
    found: list[Hit] = []
    floor = 0
    for match in _AT.finditer(text):
        at, end = match.span()
        if match[match.lastindex or 0].lower() in _FILES:
            continue
        low = at - 64
        before = text[low if low > floor else floor : at]
        local = before[before.rfind(" ") + 1 :]
        if not (local.isalnum() and local.isascii()):
            local = _local(before)
        if local:
            if local in _YOURS and text.startswith("your", at + 1):
                continue
            if local in _CLONING and _PATH.match(text, end) is not None:
                continue  # `git clone git@host:team/project`
            found.append(made(Hit, (at - len(local), end, "EMAIL", 0.98, "email", "")))
            floor = end
    return found


def _local(before: str) -> str:
    """Return the part in front of an @ that belongs to an address, or nothing."""
    local = before[len(before.rstrip(_OF_LOCAL)) :]
    if len(local) < len(before) and not before.isascii():
        # Letters beyond ASCII may belong to it too.
        found = _LOCAL.match(before[::-1])
        local = found.group()[::-1] if found else ""
    if local.replace(".", "").isalnum() and local[0] != ".":
        return local
    local = local.lstrip(".'`{|}=/-&*!?^#$%")
    # What a query or a setting glues to an address: `mail=ana@…`, `to=…&cc=…`.
    for mark in "=|{/?":
        local = local[local.rfind(mark) + 1 :]
    return local


def spelled_emails(text: str) -> Iterator[Hit]:
    """Yield addresses whose @ stands in brackets or as a word."""
    for match in _SPELLED.finditer(text):
        yield Hit(*match.span(), "EMAIL", 0.9, "email-spelled")


def hardware(text: str, start: int, end: int) -> Iterator[Hit]:
    """Yield the hardware addresses and internet addresses of version 6 around a stretch."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    colons = text.count(":", low, high)
    dotted = text.find(".", start, end) >= 0 and text.count(".", low, high) > 1
    if dotted or colons > 4 or text.count("-", low, high) > 4:
        for match in _MAC.finditer(text, low, high):
            value = match.group().replace(":", "").replace("-", "").replace(".", "").lower()
            if "." in match.group() and value.isdigit():
                continue
            score = 0.2 if value in {"0" * 12, "f" * 12} else 0.98
            yield Hit(*match.span(), "MAC", score, "mac")
    if colons > 6 or (colons > 1 and text.find("::", low, high) >= 0):
        for match in _IPV6.finditer(text, low, high):
            if len(match.group()) > 4:
                yield Hit(*match.span(), "IP", 0.3 if match.group() == "::1" else 0.96, "ipv6")


def ipv4(text: str, start: int, end: int) -> list[Hit]:
    """Return the internet addresses of version 4 in a stretch."""
    found: list[Hit] = []
    stop = start
    while end - stop >= _SHORTEST and text.count(".", stop, end) >= _DOTS:
        match = _OCTETS.search(text, stop, end)
        if match is None:
            break
        at, stop = match.span()
        address = _address(text, at, stop)
        if address is not None:
            found.append(address)
    return found


def whole_ipv4(text: str, start: int, end: int) -> Hit | None:
    """Return the internet address of version 4 that a stretch is from its start to its end."""
    match = _OCTETS.match(text, start, end)
    return _address(text, start, end) if match is not None and match.end() == end else None


def _address(text: str, at: int, stop: int) -> Hit | None:
    """Return what reads as an address, unless a word or a number goes on in it."""
    before = text[at - 1] if at else ""
    if before == " ":
        before = text[at - 2 : at - 1]
    elif before.isalnum() or (before in _GOES_ON and text[at - 2 : at - 1].isdigit()):
        return None
    if before.isspace():
        before = text[max(0, at - 10) : at].rstrip()[-1:]
    score = 0.97
    if (
        stop - at <= _SHORT
        or before in _ENDS_VERSION
        or text[at : at + 2] in _LOW
        or text[stop : stop + 1] == "/"
    ):
        score = _score(text, at, stop, before)
    return made(Hit, (at, stop, "IP", score, "ipv4", ""))


def _score(text: str, at: int, stop: int, before: str) -> float:
    """Return how likely numbers and dots are an internet address of a machine, and no version.

    Args:
        text: What is read.
        at: Where they begin.
        stop: Where they end.
        before: The last sign in front of them, but for spaces.
    """
    value = text[at:stop]
    if value[:2] in _LOW and (value in _NOBODYS or value.startswith(_MASKS)):
        return 0.35
    if before in _ENDS_VERSION and _VERSION.search(text[max(0, at - 12) : at]):
        return 0.2
    if text[stop : stop + 1] == "/" and _is_network(text, value, stop):
        return 0.5  # not a machine
    if len(value) <= _SHORT:
        if _NUMBERED.search(text, max(0, at - _NEAR), at) is not None:
            return 0.3
        if len(value) == _SHORTEST or value.endswith(".0.0.0"):
            return 0.6
    return 0.97


def _is_network(text: str, value: str, stop: int) -> bool:
    """Whether a size stands behind an address of which the machine's own bits are all zero."""
    size = _SIZE.match(text, stop)
    if size is None or int(size[1]) >= _BITS:
        return False
    number = int.from_bytes(map(int, value.split(".")), "big")
    return number & ((1 << (_BITS - int(size[1]))) - 1) == 0
