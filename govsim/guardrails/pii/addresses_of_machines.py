"""Finds e-mail, internet and hardware addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govsim.guardrails.pii.values import Hit

_LOCAL: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}")
_DOMAIN: Final = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}(?:[^\W\d_]{2,24}|xn--[A-Za-z0-9-]{2,40})(?![\w-])"
)
# What looks like a domain of a file that is named for its resolution: `icon@2x.png`.
_FILES: Final = frozenset(
    "png jpg jpeg gif svg webp css js html htm json xml txt exe dll jar".split()
)
# A bracketed or spelled-out address, as people write it to escape collectors.
_SPELLED: Final = re.compile(
    r"[\w.+-]{1,64}\s?[\[({]\s?(?:at|@)\s?[\])}]\s?[\w-]{1,63}"
    r"(?:(?:\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?|\.)[\w-]{1,63}){1,6}",
    re.IGNORECASE,
)
_OCTETS: Final = re.compile(
    r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d|-\d)"
)
_MAC: Final = re.compile(
    r"(?<![0-9A-Za-z:.-])(?:[0-9A-Fa-f]{2}(?P<by>[:-])(?:[0-9A-Fa-f]{2}(?P=by)){4}[0-9A-Fa-f]{2}"
    r"|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![0-9A-Za-z:-])"
)
_IPV6: Final = re.compile(
    r"(?<![0-9A-Za-z:.])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
    r"|(?:[0-9A-Fa-f]{1,4}:){1,7}:(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,5})?"
    r"|::(?:[0-9A-Fa-f]{1,4}:){0,5}[0-9A-Fa-f]{1,4})(?![0-9A-Za-z:])"
)
_VERSION: Final = re.compile(r"(?:\bv|version|ver\.?|release|rev\.?|build)\s*$", re.IGNORECASE)
_REACH: Final = 48


def emails(text: str) -> Iterator[Hit]:
    """Yield e-mail addresses; the text is read around its @ signs only."""
    at = text.find("@")
    floor = 0
    while at >= 0:
        domain = _DOMAIN.match(text, at + 1)
        if domain is not None and domain.group().rpartition(".")[2].lower() not in _FILES:
            local = _LOCAL.match(text[max(floor, at - 64) : at][::-1])
            if local is not None:
                start, end = at - local.end(), domain.end()
                while start < at and text[start] in ".'`{|}=/-&*!?^#$%":
                    start += 1
                start = _after_label(text, start, at)
                if start < at:
                    yield Hit(start, end, "EMAIL", 0.98, "email")
                    floor = end
        at = text.find("@", at + 1)


def _after_label(text: str, start: int, at: int) -> int:
    """Step over what a query or a setting glues to an address: `mail=ana@…`, `to=…&cc=…`."""
    for mark in "=|{/?":
        found = text.rfind(mark, start, at)
        start = found + 1 if found >= 0 else start
    return start


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


def ipv4(text: str, start: int, end: int) -> Iterator[Hit]:
    """Yield the internet addresses of version 4 in a stretch."""
    for match in _OCTETS.finditer(text, start, end):
        at = match.start()
        if at and (
            text[at - 1].isalnum() or (text[at - 1] in ".-" and text[at - 2 : at - 1].isdigit())
        ):
            continue
        value = match.group()
        score = 0.97
        if value in {"0.0.0.0", "127.0.0.1", "255.255.255.255"}:  # noqa: S104 - no binding
            score = 0.35
        elif value.startswith(("255.", "0.")):
            score = 0.35  # a mask of a network
        elif _VERSION.search(text[max(0, at - 10) : at]):
            score = 0.2
        elif (
            text[match.end() : match.end() + 1] == "/"
            and text[match.end() + 1 : match.end() + 2].isdigit()
        ):
            score = 0.5  # a network, not a machine
        elif value.endswith(".0.0.0") or all(len(part) == 1 for part in value.split(".")):
            score = 0.6
        yield Hit(*match.span(), "IP", score, "ipv4")
