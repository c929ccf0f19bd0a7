"""Finds values in parts that stand in their order, as written, behind a word for them.

Between the parts stand markup, fields, counts, turns of a dialogue, a few words. What is told in
another order, in words for digits, or in front of what names it, `views.decoders.told_groups`
rewrites first. What parts are together stands in `joining`, for both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.joining import (
    CARD_DIGITS,
    DIALLED,
    FIRST,
    SOCIAL,
    SOCIAL_DIGITS,
    together,
)
from govsim.guardrails.listed import is_plain_list
from govsim.guardrails.pii.banking import IBAN_LENGTHS
from govsim.guardrails.pii.checksums import mod_97_10
from govsim.guardrails.pii.formats.general import card
from govsim.guardrails.pii.parts import (
    HEXADECIMAL,
    LETTERED,
    NUMBER,
    Part,
    goes_on,
    in_order,
    parts_of,
)
from govsim.guardrails.pii.scattered_births import born
from govsim.guardrails.pii.topic_words import TOPICS_OF_WORD
from govsim.guardrails.pii.values import Hit

_PHONE_DIGITS: Final = range(9, 14)
_ABROAD: Final = (2, 3, 3, 3)  # the code of a country without its sign
_ID_DIGITS: Final = range(8, 19)
_AMOUNT: Final = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2}(?![0-9])(?!\.[0-9])")
_CAPITALS: Final = re.compile(r"(?<![0-9A-Za-z])[A-Z]{1,6}(?![0-9A-Za-z])")
_PAYING: Final = frozenset(("card", "bank"))
# A telephone from abroad begins with a sign or a nought, and others have groups of other sizes.
_CALLED: Final = frozenset(("ssn", "phone"))
_GROUPED_SOCIAL: Final = re.compile(r"([1-9][0-9]{2})-([0-9]{2})-([0-9]{4})(?![0-9A-Za-z])")
_ISSUED: Final = frozenset("3456")
_MOST_IDS: Final = 3  # readings of an identifier
_OPENING: Final = "([{\"'"
_AHEAD: Final = 40  # characters between a word and the first part
_SOON: Final = 160  # characters in which four parts stand that a word tells of
# One to three groups, and a word that may be of the sentence as well.
_FIRST_GROUP: Final = re.compile(
    r"[0-9]{4}(?![0-9])(?:[ -][0-9]{4}(?![0-9])){0,2}"
    r"\W{1,3}[^\W\d_]{1,24}[^0-9\n:]{0,24}[0-9]"
)
# A group as on a card, which is no day on which one ends.
_FOUR_BEHIND: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9/])")
_BETWEEN: Final = 64  # characters between two groups of them
_FEW_HEX: Final = 3  # digits of an address of hardware
_HARDWARE: Final = 12
_PAIRS: Final = 6
_OCTET: Final = 255
_OCTETS: Final = 4
_FOUR: Final = re.compile(
    r"(?:[A-Za-z_]{1,12}[0-9]{1,2}[\"']?[:=>][ ]?[\"']?)?"
    r"([0-9]{1,3}+)(?:\.[0-9]{1,3}+){0,2}+(?![-:/.]?[0-9])"
    r"(?:[^0-9]{1,40}+(?:[0-9][\"']?[):=>][^0-9]{0,8}+)?[0-9]{1,3}+(?![0-9])){1,3}+"
)


def assembled(
    text: str,
    first: int,
    topics: frozenset[str],
    label: str,
    inner: Callable[[str, str], str],
) -> Iterator[Hit]:
    """Yield the number that is told in parts from a place on, of the kind that its topics ask for.

    Args:
        text: What is read.
        first: Where the first run of letters and digits that holds a digit begins.
        topics: What words close in front speak of.
        label: The word for an identifier in front, or nothing.
        inner: Tells by its check digits what identifier a number is behind a word.
    """
    if topics <= _CALLED and _is_no_social(text, first):
        return
    start = first
    while start and text[start - 1] in _OPENING and first - start < len(_OPENING):
        start -= 1
    parts = in_order(parts_of(text, start, NUMBER))
    numbers = _written(parts)
    hit = None
    if len(parts) > 1:
        if not topics.isdisjoint(_PAYING):
            hit = _card(parts)
        if hit is None and "birth" in topics:
            hit = born(text, [part[:2] for part in parts])
        counted = not _AMOUNT.search(text, parts[0].start, parts[-1].end)
        if hit is None and counted and "ssn" in topics:
            hit = _social(parts)
        if hit is None and counted and label:
            hit = _identifier(parts, label, inner)
        if hit is None and "phone" in topics and _is_phone(text, parts[0].start, numbers):
            hit = _hit(parts, "PHONE", 0.8, "scattered-phone")
    if hit is None and label:
        hit = _lettered(text, start, label, inner)
    if hit is not None:
        yield hit


def _hit(parts: Sequence[Part], kind: str, score: float, rule: str) -> Hit:
    return Hit(
        min(part.start for part in parts), max(part.end for part in parts), kind, score, rule
    )


def _card(parts: Sequence[Part]) -> Hit | None:
    for first, end, solid in together(_written(parts), CARD_DIGITS, FIRST):
        if card(solid):
            return _hit(parts[first:end], "CREDIT_CARD", 0.9, "scattered-card")
    return None


def _social(parts: Sequence[Part]) -> Hit | None:
    for _, end, solid in together(_written(parts), SOCIAL_DIGITS):
        if SOCIAL.fullmatch(solid):
            return _hit(parts[:end], "SSN", 0.75, "scattered-ssn")
    return None


def _is_no_social(text: str, start: int) -> bool:
    """Whether digits grouped as a social security number are none, and begin no telephone either.

    What follows them belongs to something else.
    """
    grouped = _GROUPED_SOCIAL.match(text, start)
    return (
        grouped is not None
        and text[start - 1 : start] != "+"
        and SOCIAL.fullmatch("".join(grouped.groups())) is None
    )


def _written(parts: Sequence[Part]) -> list[str]:
    return [part.written for part in parts]


def _is_phone(text: str, start: int, numbers: Sequence[str]) -> bool:
    """Whether numbers are the groups of a telephone, in which no two digits stand alone."""
    sizes = tuple(map(len, numbers))
    if len(set("".join(numbers))) == 1:
        return False  # a form shows one digit, again and again
    if sizes in DIALLED or sizes == _ABROAD:
        return True
    total = sum(sizes)
    if total not in _PHONE_DIGITS:
        return False
    abroad = text[start - 1 : start] == "+" or numbers[0].startswith("0")
    return abroad and sum(size == 1 for size in sizes[1:]) < 2


def _identifier(parts: Sequence[Part], label: str, inner: Callable[[str, str], str]) -> Hit | None:
    """Return the identifier that the first parts are together, by its check digits."""
    sized = [(end, solid) for _, end, solid in together(_written(parts), _ID_DIGITS) if end > 1]
    for many, solid in sized[-_MOST_IDS:]:
        kind = inner(label, solid.upper())
        if kind:
            return _hit(parts[:many], kind, 0.85, "scattered-id")
    return None


def _lettered(text: str, start: int, label: str, inner: Callable[[str, str], str]) -> Hit | None:
    """Return the identifier of letters and digits whose parts begin near a place."""
    fronts = [
        front.start()
        for front in _CAPITALS.finditer(text, max(0, start - _AHEAD), start)
        if front.group().lower() not in TOPICS_OF_WORD
    ]
    for begin in (*fronts[-2:], start):
        parts = in_order(parts_of(text, begin, LETTERED))
        if len(parts) > 1 and not all(part.written.isdigit() for part in parts):
            hit = _identifier(parts, label, inner)
            if hit is not None:
                return hit
    return None


def is_first_group(text: str, first: int) -> bool:
    """Whether four digits, with which a card may begin, have other words behind them than most."""
    return text[first] in _ISSUED and _FIRST_GROUP.match(text, first) is not None


def grouped_card(text: str, first: int) -> Iterator[Hit]:
    """Yield the card of four groups, whatever words stand between them."""
    solid, end = text[first : first + 4], first + 4
    for _ in range(3):
        group = _FOUR_BEHIND.search(text, end, end + _BETWEEN)
        if group is None or "\n\n" in text[end : group.start()]:
            return
        solid, end = solid + group.group(), group.end()
    if card(solid):
        yield Hit(first, end, "CREDIT_CARD", 0.8, "scattered-card")


def assembled_account(text: str, start: int) -> Hit | None:
    """Return the international account number whose parts begin in one place."""
    length = IBAN_LENGTHS[text[start : start + 2]]
    parts = in_order(parts_of(text, start, LETTERED, length))
    for _, many, solid in together(_written(parts), range(length, length + 1)):
        if solid[2:4].isdigit() and mod_97_10(solid[4:] + solid[:4]):
            return _hit(parts[:many], "IBAN", 0.95, "scattered-iban")
    return None


def assembled_hardware(text: str, start: int) -> Hit | None:
    """Return the address of hardware whose parts begin near a place."""
    parts = parts_of(text, start, HEXADECIMAL)
    if len(parts) < 2 or parts[0].start > start + _AHEAD:
        return None
    parts = in_order(parts)
    written = _written(parts)
    if len(written) >= _PAIRS and all(len(each) < 3 for each in written[:_PAIRS]):
        written = [each.zfill(2) for each in written[:_PAIRS]]
    for _, many, solid in together(written, range(_HARDWARE, _HARDWARE + 1)):
        digits = sum(map(str.isdigit, solid))
        if digits < _FEW_HEX:
            continue
        if digits < _HARDWARE or many == _PAIRS:
            return _hit(parts[:many], "MAC", 0.75, "scattered-mac")
    return None


def may_be_assembled(text: str, first: int) -> bool:
    """Whether four short numbers may follow each other, words between them: it is told soon."""
    if text[first : first + 4].isdigit() or (text[first].isdigit() and not goes_on(text, first)):
        return False
    four = _FOUR.match(text, first, first + _SOON)
    return four is not None and goes_on(text, four.start(1))


def assembled_internet(text: str, first: int) -> Hit | None:
    """Return the internet address of four parts that begin in one place, if it is no list."""
    start = first
    while start and text[start - 1] in _OPENING and first - start < len(_OPENING):
        start -= 1
    parts = parts_of(text, start, NUMBER)
    if len(parts) != _OCTETS or max(len(part.written) for part in parts) > 3:
        return None
    numbers = _written(in_order(parts))
    if any(int(number) > _OCTET for number in numbers) or numbers[0] == "0":
        return None
    end = parts[-1].end
    before, behind = text[max(0, first - _AHEAD) : first], text[end : end + _AHEAD // 2]
    dots = [text[one.end : next_.start] for one, next_ in pairwise(parts)]
    if ":" in dots or (dots[0] == dots[2] == "." != dots[1]):  # times of day, decimals
        return None
    if is_plain_list(numbers, ",", before, behind):
        return None
    return _hit(parts, "IP", 0.75, "scattered-ip")
