"""Decides in which order the groups of a number belong, and whether they are one then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.joining import CARD_DIGITS, DIALLED, FIRST, together
from govsim.guardrails.views.decoders.group_words import ENDINGS, FORMS, FRONTS, REVERSED
from govsim.guardrails.views.decoders.told_words import folded
from govsim.guardrails.views.value_shapes import checks_card, checks_iban

_SOCIAL: Final = re.compile(r"(?!000|666)\d{3}(?!00)\d{2}(?!0000)\d{4}")
_PHONE: Final = range(9, 16)
_AT_HOME: Final = range(9, 13)
_BORN: Final = range(1900, 2031)
_CONFUSED: Final = str.maketrans("OQDILZSBG", "000112586")
_ACCOUNT: Final = range(15, 35)


class Group(NamedTuple):
    """A group of digits or letters, and what stands in front of it."""

    start: int
    end: int
    plain: str
    words: tuple[str, ...]
    gap: str
    nth: int  # which part of the number it is told to be, or -1
    odd: bool  # whether it is written as something else
    plus: bool = False  # whether it begins with one


Found = tuple[str, int, int]  # a number, and where in the text it begins and ends
_Read = tuple[str, int, int]  # a number, its first group and the one behind it


def joined(chain: Sequence[Group], kind: str, shown: str, around: str) -> Found | None:
    """Return the number that groups are, in the first order in which they are one.

    Args:
        chain: The groups as they stand.
        kind: What the number is said to be.
        shown: The word for it; that of an identifier tells its form.
        around: The text around them, in which it may say that they are turned round.
    """
    read = partial(_identifier, FORMS[shown]) if kind == "id" else _READERS[kind]
    start, end = chain[0].start, chain[-1].end
    for ordered in orders(chain, around):
        found = read(ordered)
        if found:
            plain, first, used = found
            if list(ordered) == list(chain):
                start = ordered[first].start
                end = ordered[used - 1].end
            return plain, start, end
    return None


def orders(chain: Sequence[Group], around: str) -> Iterator[Sequence[Group]]:
    """Yield groups in the orders that are told, the surest first."""
    if any(group.plain == "*" for group in chain):
        yield from _unstarred(chain)
        return
    counts = [group.nth for group in chain]
    if len(chain) > 1 and min(counts) >= 0 and len(set(counts)) == len(counts):
        yield sorted(chain, key=lambda group: group.nth)
        return
    if len(chain) > 2 and min(counts[1:]) >= 0 and counts[0] < 0:
        yield sorted(chain[1:], key=lambda group: group.nth)
    for first in (0, 1):  # a count in front
        once = _once(chain[first:])
        if once is not None:
            yield once
            return
    if any(word in folded(around) for word in REVERSED):
        yield chain[::-1]
    turned = _turned(chain)
    if turned is not None:
        yield turned
    yield chain


def _unstarred(chain: Sequence[Group]) -> Iterator[Sequence[Group]]:
    """Yield the groups with what is told behind stars in the place of those."""
    stars = [nth for nth, group in enumerate(chain) if group.plain == "*"]
    rest = [group for group in chain if group.plain != "*"]
    before = stars[0]
    if len(rest) > before:
        yield rest
        yield [*rest[:before], rest[-1], *rest[before:-1]]


def _once(chain: Sequence[Group]) -> Sequence[Group] | None:
    """Return the groups, each of which is told twice, once."""
    pairs = list(zip(chain[::2], chain[1::2], strict=False))
    if len(chain) < 4 or len(chain) % 2 or any(a.plain != b.plain for a, b in pairs):
        return None
    return [second for _, second in pairs]


def _turned(chain: Sequence[Group]) -> Sequence[Group] | None:
    """Return the groups with those first that are told to belong in front of the others."""
    for at in range(1, len(chain)):
        words = chain[at].words
        if not FRONTS.isdisjoint(words):
            said = (*chain[0].words[-8:], *words)
            if not ENDINGS.isdisjoint(said):
                return [*chain[at:], *chain[:at]]
    return None


def _card(groups: Sequence[Group]) -> _Read | None:
    for first, end, solid in together(_plains(groups), CARD_DIGITS, FIRST):
        if (end - first > 1 or groups[first].odd) and checks_card(solid):
            return solid, first, end
    return None


def _account(groups: Sequence[Group]) -> _Read | None:
    for first, end, solid in together(_plains(groups), _ACCOUNT, FIRST):
        if end - first > 1 or groups[first].odd:
            scanned = solid[:2] + _scanned(solid[2:4]) + solid[4:8] + _scanned(solid[8:])
            for written in (solid, scanned):
                if checks_iban(written):
                    return written, first, end
    return None


def _plains(groups: Sequence[Group]) -> list[str]:
    return [group.plain for group in groups]


def _scanned(signs: str) -> str:
    """Return letters that a reader of scans took for digits as those."""
    return signs.translate(_CONFUSED)


def _social(groups: Sequence[Group]) -> _Read | None:
    solid, ends = "", []
    for group in groups:
        solid += group.plain
        ends.append(len(solid))
        if len(solid) >= 9:
            break
    if not _SOCIAL.fullmatch(solid):
        return None
    used = len(ends)
    said = any(group.odd for group in groups[:used]) or set(ends) == set(range(1, 10))
    if not (said or set(ends) <= {3, 5, 9}):
        return None
    if used < len(groups) and not groups[used].words and len(groups[used].gap) < 4:
        return None  # of a longer number
    return f"{solid[:3]}-{solid[3:5]}-{solid[5:]}", 0, used


def _phone(groups: Sequence[Group], *, abroad: bool = False) -> _Read | None:
    solid = "".join(group.plain for group in groups)
    first = groups[0]
    if not solid.isdigit() or len(solid) not in _PHONE:
        return None
    plus = first.plus
    coded = "country" in first.words or "code" in first.words[-4:]
    if plus or (coded and len(first.plain) < 4):
        return "+" + " ".join(group.plain for group in groups), 0, len(groups)
    home = solid[0] == "0" and len(solid) in (10, 11)
    if (abroad and not home) or len(solid) not in _AT_HOME or not _is_grouped(groups):
        return None
    return " ".join(group.plain for group in groups), 0, len(groups)


def _is_grouped(groups: Sequence[Group]) -> bool:
    """Whether groups have the sizes that those of a telephone at home have."""
    sizes = [len(group.plain) for group in groups]
    if sum(size == 1 for size in sizes) >= len(sizes) - 1:
        return True
    if groups[0].plain[0] == "0":
        return True
    return tuple(sizes) in DIALLED


def _birth(groups: Sequence[Group]) -> _Read | None:
    parts = [group.plain for group in groups[:3]]
    if len(parts) < 3 or not all(map(str.isdigit, parts)):
        return None
    sizes = tuple(map(len, parts))
    if sizes[0] == 4 and sizes[1] < 3 and sizes[2] < 3:
        year, month, day = map(int, parts)
    elif sizes[2] == 4 and sizes[0] < 3 and sizes[1] < 3:
        day, month, year = map(int, parts)
        if month > 12:
            day, month = month, day
    else:
        return None
    if year not in _BORN or not (0 < month < 13 and 0 < day < 32):
        return None
    return f"{year}-{month:02}-{day:02}", 0, 3


def _abroad(groups: Sequence[Group]) -> _Read | None:
    return _phone(groups, abroad=True)


def _identifier(form: re.Pattern[str], groups: Sequence[Group]) -> _Read | None:
    """Return the longest identifier of a form that groups begin with."""
    for first in range(min(FIRST, len(groups))):
        for used in range(len(groups), first, -1):
            solid = "".join(group.plain for group in groups[first:used])
            if form.fullmatch(solid):
                return solid, first, used
    return None


_READERS: Final[dict[str, Callable[[Sequence[Group]], _Read | None]]] = {
    "card": _card,
    "iban": _account,
    "ssn": _social,
    "phone": _phone,
    "abroad": _abroad,
    "birth": _birth,
}
