"""Finds numbers whose groups stand apart in no usual way, where a word says what they are.

`5301. 9161. 4610. 0336`, one group a cell, a field or a line each, groups of any size: no format
has all of these. A run of groups is read by its digits alone, and counts only where a topic near it
asks for such a number and its check digits, or its size, bear that out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from string import ascii_uppercase
from typing import Final

from govsim import expressions as re
from govsim.guardrails.joining import CARD_DIGITS, FIRST, SOCIAL, together
from govsim.guardrails.pii.assembled import (
    assembled,
    grouped_card,
    is_first_group,
)
from govsim.guardrails.pii.context import Spoken
from govsim.guardrails.pii.formats.general import card
from govsim.guardrails.pii.parts import goes_on
from govsim.guardrails.pii.scattered_accounts import account_at
from govsim.guardrails.pii.scattered_births import EIGHT, born, is_birth
from govsim.guardrails.pii.scattered_gaps import (
    AS_DIGITS,
    DIGITS,
    FEWEST,
    LETTERS,
    REACH,
)
from govsim.guardrails.pii.scattered_letters import LETTERED, lettered
from govsim.guardrails.pii.scattered_machines import (
    MACHINE,
    are_octets,
    of_hardware,
    of_machines,
)
from govsim.guardrails.pii.scattered_runs import groups_in, own_groups, parts_in, runs_in
from govsim.guardrails.pii.surroundings import Surroundings
from govsim.guardrails.pii.values import Hit

# Groups of a card that nothing tells of: alike set apart, none of them short.
_LONE: Final = re.compile(r"[0-9]{3,6}+([\W_]{1,4}+)(?:[0-9]{3,6}+\1){1,3}+[0-9]{1,6}+")
# How either begins (see `_ISSUED`), and as much of it as the digits of a card take.
_CARD: Final = re.compile(
    r"[3-6](?<![0-9]{2})(?=([0-9]{2,5}+([\W_]{1,4}+)(?:[0-9]{3,6}+\2){1,3}[0-9]{1,6}+))"
)
_USUAL: Final = re.compile(
    r"[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?![0-9])|[0-9]{4}([ -])[0-9]{6}\2[0-9]{5}(?![0-9])"
)
_UNSIGNED: Final = str.maketrans("", "", " .-/")
_PLAIN: Final = AS_DIGITS | _UNSIGNED
_MIXED: Final = re.compile(
    rf"[0-9{LETTERS}]{{1,19}}+(?:[ ./-]{{1,3}}+[0-9{LETTERS}]{{1,19}}+){{0,7}}+(?![^\W_])"
)
_MOMENT: Final = re.compile(
    r"(?:19|20)[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]|[0-9]{1,2}([-/.])[0-9]{1,2}\2(?:19|20)[0-9]{2}"
    r"|(?<![0-9])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])"
)
_AMOUNT: Final = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2}(?![0-9])")
_PHONE_DIGITS: Final = range(9, 16)
_ID_DIGITS: Final = range(8, 19)
_NEAR: Final = 3  # words between a topic and a number
_IDS: Final = ("national", "tax", "medical", "passport", "licence", "other")
Solid = Callable[[str, str], str]  # the type that a word and digits are together, or nothing


def scattered(
    text: str,
    low: str,
    heads: Sequence[tuple[int, int]],
    words: Mapping[str, Sequence[int]],
    context: Surroundings,
    inner: Solid,
    *,
    machines: Sequence[int] | None,
) -> Iterator[Hit]:
    """Yield the numbers whose groups stand apart in no usual way.

    Args:
        text: What is read.
        low: The same in small letters.
        heads: Where stretches with digits begin in which nothing sure was found, and where their
            first run of letters and digits does that holds one.
        words: Those of `HARDWARE` that stand in it, and where.
        context: The topics of its words.
        inner: Tells by its check digits what identifier a number is behind a word.
        machines: Where words of `NAMING` stand in it, in order; None: none of `MACHINES` does.
    """
    for start, first in heads:
        if text[start] > "9" or text[first] > "9":  # a letter
            yield from account_at(text, start if text[start] > "9" else first)
    if machines is not None or _may_hold(text, context):
        yield from _told(text, heads, context, inner)
    if machines is not None:
        yield from of_machines(text, low, heads, machines)
    if words:
        yield from of_hardware(text, low, words)


def _told(
    text: str, heads: Sequence[tuple[int, int]], context: Surroundings, inner: Solid
) -> Iterator[Hit]:
    """Yield what a word tells of the runs of groups and of letters and digits."""
    label_of = partial(_label, context)
    done = 0
    for first, at, end, grouped in runs_in(text, heads):
        if first < done:
            continue
        spoken = context.before(first)
        topics = _topics(spoken)
        if not topics and _is_plain(text, (first, at, end), grouped=grouped):
            continue
        named = label_of if topics else _unnamed
        found = _of_run(text, (first, at, end), context, inner, named, grouped=grouped)
        goes = bool(topics) and goes_on(text, at)
        is_card = "card" in topics and is_first_group(text, first)
        if not (goes or is_card):
            yield from found
            continue
        hits = list(found)
        if not hits and goes:
            label = "" if topics.isdisjoint(_IDS) else _identifier(spoken)
            hits += assembled(text, first, topics, label, inner)
        if not hits and is_card:
            hits += grouped_card(text, first)
        yield from hits
        done = max([done, *(hit.end for hit in hits)])


def _is_plain(text: str, run: tuple[int, int, int], *, grouped: bool) -> bool:
    """Whether a run of which no word tells is nothing: no card begins so, and no letter is in it.

    Nor does it stand behind the head of a field, in front of which a word may tell.
    """
    first, at, end = run
    if at > first or text[end : end + 1] in _LETTERED:
        return False
    if not grouped:
        return True
    before = text[at - 1 : at]
    return not (text[at] in _ISSUED or before in _HEADS or before in _LETTERED)


def _unnamed(_: int) -> str:
    """Return that no word for an identifier stands in front of a place."""
    return ""


def _of_run(
    text: str,
    run: tuple[int, int, int],
    context: Surroundings,
    inner: Solid,
    label_of: Callable[[int], str],
    *,
    grouped: bool,
) -> Iterator[Hit]:
    """Yield what a word tells of one run: where it begins, its first digit, and where it ends."""
    first, at, end = run
    if text[end : end + 1] in _LETTERED or text[at - 1 : at] in _LETTERED:
        yield from _confused(text, first, context)
    if label_of(first) and (
        text[first - 2 : first - 1] in _CAPITALS or LETTERED.match(text, first) is not None
    ):
        yield from lettered(text, first, label_of, inner)
    if not grouped:
        yield from _glued(text, at, first, context) if at > first else _day(text, at, context)
        return
    spoken = context.before(_front(text, first))
    if spoken and (topics := _topics(spoken)):
        yield from _read(text, at, end, spoken, topics, inner)
    elif text[at] in _ISSUED:
        yield from _untold(text, at, end)


def _day(text: str, at: int, context: Surroundings) -> Iterator[Hit]:
    """Yield eight digits that are a day, where a word says that somebody was born."""
    day = EIGHT.match(text, at)
    if day is not None and is_birth(day.group()) and "birth" in _topics(context.before(at)):
        yield Hit(*day.span(), "DOB", 0.75, "scattered-birth")


def _label(context: Surroundings, start: int) -> str:
    """Return the word for an identifier in front of a place, or nothing."""
    spoken = context.before(start)
    return _identifier(spoken) if spoken and not _topics(spoken).isdisjoint(_IDS) else ""


def _may_hold(text: str, context: Surroundings) -> bool:
    """Whether a word may tell of a number in groups, or a card may be one: in most rows none is."""
    return context.tells(_WANTED) or any(
        len(found[1]) >= _CARD_SIGNS for found in _CARD.finditer(text)
    )


def _front(text: str, first: int) -> int:
    """Return where what says something of a value ends: in front of the field of its first part.

    A field whose name is counted, `"part1": `, says nothing by it.
    """
    near = text[max(0, first - 5) : first]
    if (
        near[-1:] in _HEADS
        and (":" in near or "=" in near or ">" in near)
        and (near[-1] == ">" or DIGITS.search(text, max(0, first - _FIELD), first))
    ):
        head = _HEAD.search(text, max(0, first - REACH), first)
        if head is not None:
            return head.start()
    return first


def _topics(spoken: Spoken) -> frozenset[str]:
    """Return the topics close in front of a number, those of which it may be."""
    topics: frozenset[str] | None = spoken.weighed.get(_KEY)
    if topics is None:
        near = frozenset(near.topic for near in spoken if near.distance <= _NEAR)
        topics = spoken.weighed[_KEY] = near & _WANTED if "nobody" not in near else near & _DATED
    return topics


def _untold(text: str, start: int, end: int) -> Iterator[Hit]:
    """Yield the card that no topic tells of."""
    if (usual := _USUAL.match(text, start)) and len(DIGITS.findall(text, usual.end(), end)) < 4:
        if card("".join(filter(str.isdigit, usual.group()))):  # its last day, its check value
            yield Hit(start, usual.end(), "CREDIT_CARD", 0.85, "scattered-card")
    elif (lone := _LONE.fullmatch(text, start, end)) is not None:
        solid = "".join(filter(str.isdigit, lone.group()))
        if len(solid) in _LONE_DIGITS and card(solid):
            yield Hit(start, end, "CREDIT_CARD", 0.8, "scattered-card")


def _read(
    text: str,
    start: int,
    end: int,
    spoken: Spoken,
    topics: frozenset[str],
    inner: Solid,
) -> Iterator[Hit]:
    """Yield the number that a run of groups is, if its topic asks for one."""
    groups, digits = groups_in(text, start, end)
    if digits < FEWEST:
        return
    if not topics.isdisjoint(_PAYING):
        yield from _cards(text, groups)
    if "birth" in topics and (birth := born(text, groups)):
        yield birth
    hit = _numbered(text, groups, spoken, topics, inner)
    if hit is None and (own := own_groups(text, groups)):
        hit = _numbered(text, own, spoken, topics, inner)
    if hit is not None:
        yield hit


def _numbered(
    text: str,
    groups: list[tuple[int, int]],
    spoken: Spoken,
    topics: frozenset[str],
    inner: Solid,
) -> Hit | None:
    """Return what groups are together, if their topic asks for a number of so many digits."""
    start, end = groups[0][0], groups[-1][1]
    solid = "".join(parts_in(text, groups))
    if len(solid) not in _ID_DIGITS or len(set(solid)) == 1:
        return None
    if "ssn" in topics and SOCIAL.fullmatch(solid):
        hit = Hit(start, end, "SSN", 0.8, "scattered-ssn")
    elif "phone" in topics and len(solid) in _PHONE_DIGITS and _is_alike(text, groups):
        begin = _with_plus(text, start)
        score = 0.75 if text[begin] == "+" else 0.5
        hit = Hit(begin, end, "PHONE", score, "scattered-phone")
    else:
        goes_on = text[start - 1 : start].isalpha()  # a word, with digits
        near = "" if goes_on or topics.isdisjoint(_IDS) else _identifier(spoken)
        if not near or _is_measured(text[start:end]):
            return None
        kind = inner(near, solid)
        return Hit(start, end, kind, 0.85, "scattered-id") if kind else None
    return None if _is_measured(text[start:end]) else hit


def _identifier(spoken: Spoken) -> str:
    """Return the nearest word that names an identifier, those that belong to it in front."""
    for near in spoken:
        if near.topic in _IDS and near.distance <= _NEAR:
            known = [word for word in spoken.words if word]
            return " ".join(known[-_NEAR:]) if near.phrase else near.word
    return ""


def _is_measured(run: str) -> bool:
    """Whether a date, a time of day or an amount stands in a run, and no parts of strings."""
    if '"' in run or "'" in run:
        return False
    return _MOMENT.search(run) is not None or _AMOUNT.search(run) is not None


def _is_alike(text: str, groups: list[tuple[int, int]]) -> bool:
    """Whether one sign at most, besides spaces and brackets, sets groups apart."""
    if any("and" in text[before[1] : after[0]] for before, after in pairwise(groups)):
        return False  # two numbers
    gaps = {
        "".join(c for c in text[before[1] : after[0]] if c not in " ()_" and not c.isdigit())
        for before, after in pairwise(groups)
    }
    signs = gaps - {""}
    if len(groups) < FIRST and not _LISTING.isdisjoint("".join(signs)):
        return False
    least = 2 * len(groups) - (text[groups[0][0] - 1 : groups[0][0]] == "+")
    return len(signs) < 2 and sum(stop - begin for begin, stop in groups) >= least


def _with_plus(text: str, start: int) -> int:
    return start - 1 if text[start - 1 : start] in ("+", "(") else start


def _cards(text: str, groups: list[tuple[int, int]]) -> Iterator[Hit]:
    """Yield the card's number that a run holds, from one of its first groups on."""
    for first, end, solid in together(parts_in(text, groups), CARD_DIGITS, FIRST):
        if card(solid):
            yield Hit(groups[first][0], groups[end - 1][1], "CREDIT_CARD", 0.9, "scattered-card")
            return


def _glued(text: str, at: int, first: int, context: Surroundings) -> Iterator[Hit]:
    """Yield what a word or a letter is glued to, as on a magnetic stripe."""
    digits = DIGITS.match(text, at)
    if digits is not None and text[first:at] in _SSN and SOCIAL.fullmatch(digits.group()):
        yield Hit(*digits.span(), "SSN", 0.85, "scattered-ssn")
        return
    if digits is None or len(digits.group()) not in CARD_DIGITS or not card(digits.group()):
        return
    of_stripe = text[at - 2 : at] == "%B"
    if of_stripe or not _topics(context.before(first)).isdisjoint(_PAYING):
        yield Hit(*digits.span(), "CREDIT_CARD", 0.85, "scattered-card")


def _confused(text: str, first: int, context: Surroundings) -> Iterator[Hit]:
    """Yield the number of which letters are a part that a reader of scans took for digits."""
    run = _MIXED.match(text, first)
    if run is None:
        return
    written = run.group()
    if written.count(".") == 3 and not written.replace(".", "").isdigit():
        before = text[max(0, first - REACH) : first].lower()
        parts = written.translate(AS_DIGITS).split(".")
        if all(map(str.isdigit, parts)) and are_octets(parts) and MACHINE.search(before):
            yield Hit(*run.span(), "IP", 0.75, "scattered-ip")
            return
    signs = len(written.translate(_UNSIGNED))
    if signs not in _ID_DIGITS:
        return
    solid = written.translate(_PLAIN)
    letters = sum(map(written.count, LETTERS))
    if not letters or 2 * letters > signs:
        return
    topics = _topics(context.before(first))
    if "birth" in topics and len(solid) == _FEWEST_CONFUSED and is_birth(solid):
        yield Hit(*run.span(), "DOB", 0.7, "scattered-birth")
    elif not topics.isdisjoint(_PAYING) and card(solid):
        yield Hit(*run.span(), "CREDIT_CARD", 0.8, "scattered-card")
    elif "ssn" in topics and SOCIAL.fullmatch(solid):
        yield Hit(*run.span(), "SSN", 0.75, "scattered-ssn")
    elif "phone" in topics and len(solid) in _PHONE_DIGITS:
        yield Hit(*run.span(), "PHONE", 0.45, "scattered-phone")


_KEY: Final = object()  # under which topics are remembered
_PAYING: Final = frozenset(("card", "bank"))
_WANTED: Final = frozenset((*_PAYING, "ssn", "phone", "birth", *_IDS))
_DATED: Final = frozenset(("birth", "card"))  # what another word beside it does not gainsay
_LETTERED: Final = frozenset(LETTERS)
_FEWEST_CONFUSED: Final = 8  # signs
_CAPITALS: Final = frozenset(ascii_uppercase)
_ISSUED: Final = frozenset("3456")
_CARD_SIGNS: Final = 15 - 1 + 2  # behind the first: its other digits and the signs between groups
_LONE_DIGITS: Final = range(15, 17)
_LISTING: Final = frozenset(",;")  # what sets the cells of a row apart
_HEADS: Final = frozenset(" \"'([={:+>")  # what may stand between the head of a field and its value
_SSN: Final = frozenset(("SSN", "ssn"))
_FIELD: Final = 9  # characters from the digits of such a head on
_HEAD: Final = re.compile(
    r"(?:[A-Za-z_]{1,12} ?[0-9]{1,2}[\"']?\s{0,2}[:=]\s{0,2}[\"'(\[+]{0,2}|<[A-Za-z]\w{0,12}>)$"
)
