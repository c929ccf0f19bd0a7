"""Decides whether a value goes over a gap in a text: a line break, or markup inside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.rewriting import stretches
from govsim.guardrails.views.value_shapes import (
    ADDRESS,
    DATE,
    GROUPED,
    HARDWARE,
    checks_card,
    checks_iban,
    is_internet_address,
    is_internet_address_6,
)

Span = tuple[int, int]
_AROUND: Final = 80  # characters beside a gap that are looked at
_NUMBER: Final = re.compile(
    r"\(?\+?\d(?:[ .()\-]{0,2}\d){8,18}"  # of a card, a telephone, a person
    r"|\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![:-])"
    r"|(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{1,4}(?![:0-9A-Za-z])"
    r"|(?:[0-9A-Fa-f]{1,4}:){2,6}:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,4}(?![:0-9A-Za-z])"
    r"|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}"
    rf"|{DATE.pattern}"
)
_ABROAD: Final = re.compile(r"\+[1-9]\d{0,2}(?:[ .-]?\(?\d{2,4}\)?){2,4}")
_LABEL: Final = re.compile(r"^\d{1,2}[.)] ")  # of an item
# Rows of the signs that a value is made of, and how many it has at least.
_ROWS: Final = {
    _NUMBER: (re.compile(r"[\dA-Za-f :.()+\-]*"), 7),
    ADDRESS: (re.compile(r"[\w.+@-]*"), 4),
}
_IN_ROWS: Final = frozenset(" :.()+-/_@")
_MOST_GROUPS: Final = 5
_INTERNET: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_MORE: Final = re.compile(r"[.:-]\d")
_GROUP: Final = re.compile(r"\d+")
_SIGNS: Final = frozenset("@.-+:/")


def cuts_value(text: str, start: int, end: int) -> bool:
    """Whether a value goes over a gap that is none on either side of it.

    Args:
        text: The whole text.
        start: Where the gap begins.
        end: Where it ends.
    """
    if not start or end >= len(text) or not (_joins(text[start - 1]) and _joins(text[end])):
        return False
    begin = max(text.rfind("\n", max(0, start - _AROUND), start) + 1, start - _AROUND, 0)
    stop = text.find("\n", end, end + _AROUND)
    left, right = text[begin:start], text[end : stop if stop >= 0 else end + _AROUND]
    whole = left + right
    for match in _over(ADDRESS if "@" in whole else _NUMBER, whole, [len(left)]):
        if match.start() < len(left) < match.end():
            parts = left[match.start() :], right[: match.end() - len(left)]
            return _alone(match) and _is_cut(*parts)
    return False


def cut_by(text: str, gaps: list[Span], *, strict: bool = False) -> list[Span]:
    """Return the gaps inside values which nothing but those gaps cuts, however many there are.

    Args:
        text: The whole text.
        gaps: Stretches that are none of a value, in order and apart.
        strict: Whether gaps are usual there, so that a check has to tell.
    """
    cut: list[Span] = []
    for near in stretches(gaps, _AROUND):
        begin = max(0, near[0][0] - _AROUND)
        parts, places, at, length = [], [], begin, 0
        for start, end in near:
            parts.append(text[at:start])
            length += start - at
            places.append(length)
            at = end
        parts.append(text[at : near[-1][1] + _AROUND])
        whole = "".join(parts)
        for pattern in (ADDRESS, _NUMBER) if "@" in whole else (_NUMBER,):
            for match in _over(pattern, whole, places):
                first = bisect_left(places, match.start() + 1)
                last = bisect_left(places, match.end())
                if first >= last or not _alone(match) or (strict and not _checks(match.group())):
                    continue
                if not strict or _is_one(match, places[first:last]):
                    cut += near[first:last]
    return sorted(set(cut))


def _is_one(match: re.Match[str], places: list[int]) -> bool:
    """Whether no part between gaps is an address by itself, and no more stands behind."""
    if _MORE.match(match.string, match.end()) is not None:
        return False
    edges = [match.start(), *places, match.end()]
    return not any(
        ADDRESS.search(match.string, begin, end) or _INTERNET.fullmatch(match.string, begin, end)
        for begin, end in pairwise(edges)
        if begin < end
    )


def _over(pattern: re.Pattern[str], whole: str, places: list[int]) -> Iterator[re.Match[str]]:
    """Yield the values of a text, but for those in rows of their signs that hold no place."""
    row, least = _ROWS[pattern]
    length, backwards, done = len(whole), whole[::-1], 0
    for place in dict.fromkeys(places):
        if place < done or not (
            _in_row(whole[place - 1 : place]) and _in_row(whole[place : place + 1])
        ):
            continue
        start = length - _end(row, backwards, length - place)
        end = _end(row, whole, place)
        if start < place < end:
            done = end
            if end - start >= least:
                # A value may not end where the sign behind the row would go on with it.
                yield from pattern.finditer(whole, start, end + 1)


def _in_row(sign: str) -> bool:
    """Whether a sign may stand in a row of either kind, told at once."""
    return sign.isalnum() or sign in _IN_ROWS


def _end(row: re.Pattern[str], text: str, start: int) -> int:
    """Return where a row of signs ends that may be empty."""
    match = row.match(text, start)
    return match.end() if match is not None else start


def _checks(value: str) -> bool:
    """Whether a value is one by its check digits, or by a form that nothing else has."""
    value = _LABEL.sub("", value)
    if ")" not in value:
        value = value.lstrip("(")
    if (
        "@" in value
        or DATE.fullmatch(value)
        or HARDWARE.fullmatch(value)
        or GROUPED.fullmatch(value)
    ):
        return True
    if _ABROAD.fullmatch(value) or (":" in value and is_internet_address_6(value)):
        return True
    solid = "".join(sign for sign in value if sign.isalnum())
    if checks_card(solid):
        return _few_groups(value)
    return checks_iban(solid) or is_internet_address(value.split("."))


def _few_groups(value: str) -> bool:
    """Whether a number has no more groups than one on a card; more are a row of numbers."""
    return len(_GROUP.findall(value)) <= _MOST_GROUPS


def _alone(match: re.Match[str]) -> bool:
    """Whether nothing that could belong to a value stands beside it."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return not (
        before.isalnum() or after.isalnum() or before in ("-", "_") or after in ("-", "_", "(")
    )


def _is_cut(left: str, right: str) -> bool:
    """Whether two parts are one value: by its check digits, or because of how they are cut."""
    if "@" in left + right:
        return ADDRESS.fullmatch(left.rstrip(".")) is None and "_" not in right.partition("@")[2]
    digits = [sign for sign in left + right if sign.isdigit()]
    if HARDWARE.fullmatch(left + right) or GROUPED.fullmatch(left + right):
        return True
    if ":" in left + right and is_internet_address_6(left + right):
        return True
    if left[:2].isalpha():
        return checks_iban("".join((left + right).split()))
    if left[-1] in "-.:" or right[0] in "-.:" or left[0] == "+":
        return True
    if min(map(len, _GROUP.findall(left + right))) == 1:
        return False  # a row of small numbers
    return _few_groups(left + right) and checks_card("".join(digits))


def _joins(sign: str) -> bool:
    return sign.isalnum() or sign in _SIGNS
