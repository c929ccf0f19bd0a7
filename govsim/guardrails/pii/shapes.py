"""Finds identifiers by shape and check digits, and weighs the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple

from govsim.guardrails.pii.context import Spoken, distance_to
from govsim.guardrails.pii.shape import WORTH, Check, Format
from govsim.guardrails.pii.values import Hit, made

_CAPITALS: Final = frozenset({"ZIP", "VEHICLE"})  # what small letters are not
_JOINERS: Final = str.maketrans("", "", " -./()+:\u00a0\u2011\u2013")


@dataclass(frozen=True, slots=True)  # whose fields are read sooner than those of a tuple
class Rows:
    """The formats of one shape."""

    number: int  # no two have the same
    formats: tuple[Format, ...]
    alone: bool  # whether one of them may do without a word for it


class Likely(NamedTuple):
    """A format that the words near a stretch allow."""

    check: Check | None
    capitals: bool  # whether small letters speak against it
    score: float
    within: float  # the score where more digits stand beside it
    type: str
    id: str


def checked(
    text: str, start: int, end: int, likely: Iterable[Likely], beside: Sequence[Hit] = ()
) -> list[Hit]:
    """Return the formats whose check a stretch passes, each with its probability.

    What is less likely than another format of the same stretch is left out: it never stands.
    Digits of what is sure to stand `beside` it are no part of it.
    """
    found: list[Hit] = []
    raw = text[start:end]
    value = raw.replace("-", "")
    if not value.isdigit():
        value = value.upper()
        if not value.isalnum():
            value = value.translate(_JOINERS)
    least, behind = 0.0, text[end : end + 1]
    for check, capitals, score, within, type_, id_ in likely:
        if score < least:
            break
        if (check is not None and not check(value)) or (capitals and raw != raw.upper()):
            continue
        closed = end + 1 if behind == ")" and "(" in raw else end
        least = score
        # More digits of the same number seem to stand before or behind, after a space.
        more = behind == " " and text[end + 1 : end + 2].isdigit()
        if more and all(other[0] != end + 1 for other in beside):
            least = within
        more = start > 1 and text[start - 1] == " " and text[start - 2].isdigit()
        if more and all(other[1] != start - 1 for other in beside):
            least = within
        found.append(made(Hit, (start, closed, type_, least, id_, "")))
    return found


def likely_of(rows: Rows, near: Spoken) -> list[Likely]:
    """Return the formats that the words near a stretch allow, the likeliest first."""
    found: list[Likely] = []
    for known in rows.formats:
        if known.alone >= WORTH or not near.nearest.keys().isdisjoint(known.topics):
            score = probability(known, near)
            within = score * (0.5 if known.alone < 0.95 else 1.0)
            if score > 0:
                capitals = known.type in _CAPITALS
                found.append(Likely(known.check, capitals, score, within, known.type, known.id))
    return sorted(found, key=_BY_SCORE, reverse=True)


_BY_SCORE: Final = attrgetter("score")


def probability(known: Format, near: Spoken) -> float:
    """Return how likely a stretch that passed a check is what its format says."""
    nobody = distance_to(("nobody",), near)
    if nobody == 0 and known.alone < 0.9:
        nearer = distance_to(known.topics, near)
        if nearer is None or nearer > 0:
            return known.alone * 0.4
    words = distance_to(known.topics, near)
    if words is None:
        return known.alone
    if words > 3:
        return max(known.alone, known.near - 0.15)
    # Of formats that all fit, the one that is called by its name.
    named = any(
        spoken.word and spoken.word in known.id for spoken in near if spoken.distance == words
    )
    return min(0.995, known.near - 0.02 * words + 0.06 * named)
