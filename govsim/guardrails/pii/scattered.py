"""Finds numbers whose groups stand apart in no usual way, where a word says what they are.

`5301. 9161. 4610. 0336`, one group a cell, a field or a line each, groups of any size: no format
has all of these. A run of groups is read by its digits alone, and counts only where a topic near it
asks for such a number and its check digits, or its size, bear that out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from govsim.guardrails.pii.banking import IBAN_LENGTHS
from govsim.guardrails.pii.checksums import is_date, mod_97_10
from govsim.guardrails.pii.context import Spoken
from govsim.guardrails.pii.formats.general import card
from govsim.guardrails.pii.surroundings import Surroundings
from govsim.guardrails.pii.topics import TOPICS
from govsim.guardrails.pii.values import Hit

# What may stand between two groups: a few signs; the head of a next field; tags, an escape.
_ESCAPE: Final = (
    r"(?:<(?:/?[A-Za-z][^<>]{0,60}+|!--[^<>-]{0,20}--)>(?:[A-Za-z]{1,8}+</\w{1,8}+>)?+"
    r"|&\#?\w{2,8}+;|%[0-9A-Fa-f]{2}|(?:\\[nrt]){1,2}|\\u[0-9A-Fa-f]{4}|\\[a-z]{2,8}\s)"
)
_GAP: Final = (
    rf"(?:\s{{0,4}}+{_ESCAPE}(?:\s{{0,4}}+{_ESCAPE}){{0,3}}+\s{{0,4}}+(?=[0-9])"
    r"|[\W_]{1,8}+(?=[0-9])"
    r"|[\W_]{0,6}+[A-Za-z]\w{0,15}+[\"']?+\s{0,2}+[:=]\s{0,2}+[\"'({]?+(?=[0-9]))"
)
_ESCAPED: Final = re.compile(_ESCAPE)
_RUN: Final = re.compile(rf"[0-9]++(?:{_GAP}[0-9]++){{1,23}}+")
_GROUP: Final = re.compile(rf"([0-9]++)(?:{_GAP})?+")
# Groups of a card that nothing tells of: alike set apart, none of them short.
_LONE: Final = re.compile(r"[0-9]{3,6}+([\W_]{1,4}+)(?:[0-9]{3,6}+\1){1,3}+[0-9]{1,6}+")
_USUAL: Final = re.compile(
    r"[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?![0-9])|[0-9]{4}([ -])[0-9]{6}\2[0-9]{5}(?![0-9])"
)
_DIGITS: Final = re.compile(r"[0-9]+")
_LETTERS: Final = "OoQDIl|ZzSsGgBbq"
_PLAIN: Final = str.maketrans(_LETTERS, "0000111225569869", " .-")
_AS_DIGITS: Final = str.maketrans(_LETTERS, "0000111225569869")
_UNSIGNED: Final = str.maketrans("", "", " .-")
_MIXED: Final = re.compile(
    rf"[0-9{_LETTERS}]{{1,19}}+(?:[ .-]{{1,3}}+[0-9{_LETTERS}]{{1,19}}+){{0,7}}+(?![^\W_])"
)
_FOUR: Final = re.compile(rf"[0-9]{{1,3}}+(?:{_GAP}[0-9]{{1,3}}+){{3}}")
_MOMENT: Final = re.compile(
    r"(?:19|20)[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]|[0-9]{1,2}([-/.])[0-9]{1,2}\2(?:19|20)[0-9]{2}"
    r"|(?<![0-9])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])"
)
_AMOUNT: Final = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2}(?![0-9])")
MACHINES: Final = tuple(
    "ip host server client gateway login logged src source dst remote peer addr attacker proxy vpn"
    " firewall request".split()
)
_MACHINE: Final = re.compile(
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
    rf"(?:(?:(?:\s{{0,4}}{_ESCAPE}){{1,2}}\s{{0,4}}|[\W_]{{1,6}})[0-9A-Fa-f]{{1,6}}){{0,11}}(?![0-9A-Za-z])"
)
_CARD_DIGITS: Final = range(13, 20)
_PHONE_DIGITS: Final = range(9, 16)
_ID_DIGITS: Final = range(8, 19)
_SOCIAL: Final = re.compile(r"(?!000|666|9)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}")
_NEAR: Final = 3  # words between a topic and a number
_FEWEST: Final = 5  # digits of a date
_FIRST: Final = 3  # groups of a run with which a number may begin
_BIRTH_SIZES: Final = ((2, 2, 4), (1, 2, 4), (2, 1, 4), (1, 1, 4), (4, 2, 2), (2, 2, 2))
_IDS: Final = ("national", "tax", "medical", "passport", "licence", "other")
Solid = Callable[[str, str], str]  # the type that a word and digits are together, or nothing


def scattered(
    text: str,
    low: str,
    heads: Sequence[tuple[int, int]],
    words: Sequence[str],
    context: Surroundings,
    inner: Solid,
    *,
    machines: bool,
) -> Iterator[Hit]:
    """Yield the numbers whose groups stand apart in no usual way.

    Args:
        text: What is read.
        low: The same in small letters.
        heads: Where stretches with digits begin in which nothing sure was found, and where their
            first run of letters and digits does that holds one.
        words: Those of `HARDWARE` that may stand in it.
        context: The topics of its words.
        inner: Tells by its check digits what identifier a number is behind a word.
        machines: Whether any of `MACHINES` may stand in it.
    """
    done, countries = 0, IBAN_LENGTHS
    silent = context.lacks(_SAYING)
    for start, first in heads:
        if text[start : start + 2] in countries:
            yield from _account(text, start)
        elif text[start : start + 4] in _GLUED and text[start + 4 : start + 6] in countries:
            yield from _account(text, start + 4)
        if silent or first < done:
            continue
        at = first
        while not text[at].isdigit():
            at += 1
        named = text[at - 1 : at].isalpha() or text[at - 1 : at] == "_"
        if named and _NAMED.match(text, at):
            continue  # the name of a field
        run = _RUN.match(text, at)
        done = at + 1 if run is None else run.end()
        if text[done : done + 1] in _LETTERED or text[at - 1 : at] in _LETTERED:
            yield from _confused(text, first, context)
        if run is None or done - at < _SHORTEST:
            if at > first:
                yield from _glued(text, at, first, context)
            continue
        spoken = context.before(_front(text, first))
        if spoken and (topics := _topics(spoken)):
            yield from _read(text, at, done, spoken, topics, inner)
        elif machines or text[at] in _ISSUED:
            yield from _untold(text, at, done)
    if words:
        yield from _hardware(text, low, words)


def _front(text: str, first: int) -> int:
    """Return where what says something of a value ends: in front of the field of its first part.

    A field whose name is counted, `"part1": `, says nothing by it.
    """
    if text[first - 1 : first] in _HEADS:
        head = _HEAD.search(text, max(0, first - _REACH), first)
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
    """Yield the address of a machine, or the card, that no topic tells of."""
    if _may_be_internet(text, start, end) and _is_internet(
        text, [match.span(1) for match in _GROUP.finditer(text, start, end)]
    ):
        yield Hit(start, end, "IP", 0.8, "scattered-ip")
    elif (usual := _USUAL.match(text, start)) and len(_DIGITS.findall(text, usual.end(), end)) < 4:
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
    groups = [match.span(1) for match in _GROUP.finditer(text, start, end)]
    if _may_be_internet(text, start, end) and _is_internet(text, groups):
        yield Hit(start, end, "IP", 0.8, "scattered-ip")
        return
    digits = sum(stop - begin for begin, stop in groups)
    if digits < _FEWEST:
        return
    if not topics.isdisjoint(_PAYING):
        yield from _cards(text, groups)
    if "birth" in topics and (born := _birth(text, groups)):
        yield born
    hit = _numbered(text, groups, spoken, topics, inner)
    if hit is None and (own := _own(text, groups)):
        hit = _numbered(text, own, spoken, topics, inner)
    if hit is not None:
        yield hit


def _own(text: str, groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the groups in front of the next field, if there is one."""
    for at, (before, after) in enumerate(pairwise(groups), 1):
        if any(map(str.isalpha, text[before[1] : after[0]])):
            return groups[:at]
    return []


def _numbered(
    text: str,
    groups: list[tuple[int, int]],
    spoken: Spoken,
    topics: frozenset[str],
    inner: Solid,
) -> Hit | None:
    """Return what groups are together, if their topic asks for a number of so many digits."""
    start, end = groups[0][0], groups[-1][1]
    solid = "".join(text[begin:stop] for begin, stop in groups)
    if len(solid) not in _ID_DIGITS or _is_measured(text[start:end]):
        return None
    if "ssn" in topics and _SOCIAL.fullmatch(solid):
        return Hit(start, end, "SSN", 0.8, "scattered-ssn")
    if "phone" in topics and len(solid) in _PHONE_DIGITS and _is_alike(text, groups):
        begin = _with_plus(text, start)
        return Hit(begin, end, "PHONE", 0.75 if text[begin] == "+" else 0.5, "scattered-phone")
    if text[start - 1 : start].isalpha():
        return None  # a word that goes on with digits
    near = _identifier(spoken)
    kind = inner(near, solid) if near else ""
    return Hit(start, end, kind, 0.85, "scattered-id") if kind else None


def _may_be_internet(text: str, start: int, end: int) -> bool:
    """Whether a run has three dots, or none and four groups, that are more than an address."""
    if end - start > _LONGEST_FOUR:
        return False
    dots = text.count(".", start, end)
    if dots == _PARTS - 1:
        return text.find(":", start, end) < 0 or text.find(" ", start, end) >= 0
    return not dots and _FOUR.fullmatch(text, start, end) is not None


def _is_internet(text: str, groups: list[tuple[int, int]]) -> bool:
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
    before = text[max(0, start - _REACH) : start].lower()
    return _are_octets(parts) and _MACHINE.search(before) is not None


def _are_octets(parts: Sequence[str]) -> bool:
    return (
        len(parts) == _PARTS
        and all(len(part) < _PARTS and int(part) <= _OCTET for part in parts)
        and parts[0] != "0"
        and sum(map(len, parts)) >= _FEWEST
    )


def _hardware(text: str, low: str, words: Sequence[str]) -> Iterator[Hit]:
    """Yield the addresses of hardware behind a word for such a thing."""
    done = 0
    for end in sorted(_ends_of(low, words)):
        if end < done or len(_DIGITS.findall(low, end, end + _REACH)) < _FEW:
            continue
        run = _PAIRS.search(text, end, end + 2 * _REACH)
        if run is None:
            continue
        done = run.start()
        if run.start() > end + _REACH:
            continue
        solid = "".join(filter(str.isalnum, _ESCAPED.sub("", run.group())))
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


def _identifier(spoken: Spoken) -> str:
    """Return the nearest word that names an identifier."""
    return next((n.word for n in spoken if n.topic in _IDS and n.distance <= _NEAR), "")


def _is_measured(run: str) -> bool:
    """Whether a date, a time of day or an amount stands in a run."""
    return _MOMENT.search(run) is not None or _AMOUNT.search(run) is not None


def _is_alike(text: str, groups: list[tuple[int, int]]) -> bool:
    """Whether one sign at most, besides spaces and brackets, sets groups apart."""
    gaps = {
        "".join(c for c in text[before[1] : after[0]] if c not in " ()_" and not c.isdigit())
        for before, after in pairwise(groups)
    }
    signs = gaps - {""}
    if len(groups) < _FIRST and signs & _LISTING:
        return False
    return len(signs) < 2 and sum(stop - begin for begin, stop in groups) >= 2 * len(groups)


def _with_plus(text: str, start: int) -> int:
    return start - 1 if text[start - 1 : start] in ("+", "(") else start


def _cards(text: str, groups: list[tuple[int, int]]) -> Iterator[Hit]:
    """Yield the card's number that a run holds, from one of its first groups on."""
    for first in range(min(_FIRST, len(groups))):
        solid = ""
        for begin, stop in groups[first:]:
            solid += text[begin:stop]
            if len(solid) > _CARD_DIGITS.stop:
                break
            if len(solid) in _CARD_DIGITS and card(solid):
                yield Hit(groups[first][0], stop, "CREDIT_CARD", 0.9, "scattered-card")
                return


def _birth(text: str, groups: list[tuple[int, int]]) -> Hit | None:
    """Return the date of birth with which a run begins."""
    parts = [text[begin:stop] for begin, stop in groups[:3]]
    sizes = tuple(map(len, parts))
    if sizes not in _BIRTH_SIZES:
        return None
    day, month, year = map(int, parts if len(parts[0]) < 4 else reversed(parts))
    if is_date(year or 2000, month, day) or is_date(year or 2000, day, month):
        return Hit(groups[0][0], groups[2][1], "DOB", 0.8, "scattered-birth")
    return None


def _glued(text: str, at: int, first: int, context: Surroundings) -> Iterator[Hit]:
    """Yield the card to which a letter is glued, as on a magnetic stripe."""
    digits = _DIGITS.match(text, at)
    if digits is None or len(digits.group()) not in _CARD_DIGITS or not card(digits.group()):
        return
    if not _topics(context.before(first)).isdisjoint(_PAYING):
        yield Hit(*digits.span(), "CREDIT_CARD", 0.85, "scattered-card")


def _confused(text: str, first: int, context: Surroundings) -> Iterator[Hit]:
    """Yield the number of which letters are a part that a reader of scans took for digits."""
    run = _MIXED.match(text, first)
    if run is None:
        return
    written = run.group()
    if written.count(".") == 3 and not written.replace(".", "").isdigit():
        before = text[max(0, first - _REACH) : first].lower()
        parts = written.translate(_AS_DIGITS).split(".")
        if all(map(str.isdigit, parts)) and _are_octets(parts) and _MACHINE.search(before):
            yield Hit(*run.span(), "IP", 0.75, "scattered-ip")
            return
    signs = len(written.translate(_UNSIGNED))
    if signs not in _ID_DIGITS:
        return
    solid = written.translate(_PLAIN)
    letters = sum(map(written.count, _LETTERS))
    if not letters or 2 * letters > signs:
        return
    topics = _topics(context.before(first))
    if not topics.isdisjoint(_PAYING) and card(solid):
        yield Hit(*run.span(), "CREDIT_CARD", 0.8, "scattered-card")
    elif "ssn" in topics and _SOCIAL.fullmatch(solid):
        yield Hit(*run.span(), "SSN", 0.75, "scattered-ssn")
    elif "phone" in topics and len(solid) in _PHONE_DIGITS:
        yield Hit(*run.span(), "PHONE", 0.45, "scattered-phone")


def _account(text: str, start: int) -> Iterator[Hit]:
    """Yield the account number by the length of its country and its check digits."""
    length = IBAN_LENGTHS[text[start : start + 2]]
    for bars in (False, True) if "|" in text[start : start + 2 * length] else (False,):
        solid, stop = _solid(text, start, length, bars=bars)
        if len(solid) != length or text[stop : stop + 1].isdigit():
            continue
        for plain in (solid, solid[:2] + solid[2:].translate(_AS_DIGITS)):
            if _is_account(plain) and mod_97_10(plain[4:] + plain[:4]):
                yield Hit(start, stop, "IBAN", 0.95, "scattered-iban")
                return


def _is_account(solid: str) -> bool:
    """Whether letters and digits are as in an account number, of which no word is a part."""
    return (
        solid.isalnum()
        and solid[2:4].isdigit()
        and (solid.isupper() or solid.islower())
        and sum(map(str.isdigit, solid)) >= _DIGITS_OF_ACCOUNT
    )


def _solid(text: str, start: int, length: int, *, bars: bool) -> tuple[str, int]:
    """Return so many letters and digits, whatever sets them apart, and where they end.

    Args:
        text: What is read.
        start: Where to begin.
        length: How many to read.
        bars: Whether `|` is one of them: a reader of scans writes it for 1.
    """
    solid, at, stop, gap = "", start, start, 0
    while len(solid) < length and at < len(text) and gap <= _WIDEST:
        sign = text[at]
        if sign in _ESCAPING and (escape := _ESCAPED.match(text, at)) is not None:
            at, gap = escape.end(), gap + 1
            continue
        at += 1
        if (sign.isascii() and sign.isalnum()) or (bars and sign == "|"):
            solid, gap, stop = solid + sign, 0, at
        else:
            gap += 1
    return solid, stop


_KEY: Final = object()  # under which topics are remembered
_PAYING: Final = frozenset(("card", "bank"))
_WANTED: Final = frozenset((*_PAYING, "ssn", "phone", "birth", *_IDS))
_HEXADECIMAL_LETTERS: Final = frozenset("abcdef")
# Of each phrase that speaks of such a topic its longest word, but for those in any log: short ones,
# and those that hexadecimal digits make.
_SAYING: Final = frozenset(
    word
    for topic in _WANTED
    for phrase in TOPICS[topic]
    if (len(word := max(phrase.split(), key=len)) > 2 or word == phrase)
    and not _HEXADECIMAL_LETTERS.issuperset(word)
)
_DATED: Final = frozenset(("birth", "card"))  # what another word beside it does not gainsay
_LETTERED: Final = frozenset(_LETTERS)
_SHORTEST: Final = 6  # characters of a run
_ISSUED: Final = frozenset("3456")
_LONE_DIGITS: Final = range(15, 17)
_PARTS: Final = 4  # of an internet address
_LISTING: Final = frozenset(",;")  # what sets the cells of a row apart
_OCTET: Final = 255
_ENCLOSING: Final = frozenset("()")
_LONGEST_FOUR: Final = 64  # characters of them
_HEADS: Final = frozenset(" \"'([={:")  # what may stand between the head of a field and its value
_NAMED: Final = re.compile(r"[0-9]{1,2}[\"']?\s{0,2}[:=]")
_GLUED: Final = frozenset(("IBAN", "iban"))
_HEAD: Final = re.compile(r"[A-Za-z_]{1,12}[0-9]{1,2}[\"']?\s{0,2}[:=]\s{0,2}[\"'(\[]?$")
_REACH: Final = 40  # characters in front of an address in which a word tells what it is
_FEW: Final = 2  # groups of digits that an address of hardware has at least
_HEXADECIMAL: Final = 12
_DIGITS_OF_ACCOUNT: Final = 9
_ESCAPING: Final = frozenset("<&%\\")  # with which tags and escapes begin
_WIDEST: Final = 8  # signs between two groups
