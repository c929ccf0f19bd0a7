"""Finds identifiers by shape and check digits, and weighs the words around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from govsim.guardrails.pii.context import Nearby, distance_to
from govsim.guardrails.pii.shape import WORTH, Format
from govsim.guardrails.pii.values import Hit

Context = Callable[[int, int], tuple[Nearby, ...]]
_JOINERS: Final = str.maketrans("", "", " -./()+:\u00a0\u2011\u2013")


def checked(
    text: str, start: int, end: int, rows: tuple[Format, ...], context: Context
) -> Iterator[Hit]:
    """Yield the formats whose check a stretch passes, each with its probability."""
    near = context(start, end)
    topics = {spoken.topic for spoken in near}
    # The words are looked at first: most formats need one, and their checks cost more.
    likely = [k for k in rows if k.alone >= WORTH or not topics.isdisjoint(k.topics)]
    if not likely:
        return
    raw = text[start:end]
    value = raw.translate(_JOINERS).upper()
    small = raw != raw.upper()
    part = _continued(text, start, end)
    closed = end + (text[end : end + 1] == ")" and "(" in raw)
    for known in likely:
        if (known.check is not None and not known.check(value)) or (small and known.type == "ZIP"):
            continue
        score = probability(known, near) * (0.5 if part and known.alone < 0.95 else 1.0)
        if score > 0:
            yield Hit(start, closed, known.type, score, known.id)


def _continued(text: str, start: int, end: int) -> bool:
    """Whether more digits of the same number seem to stand before or behind, after a space."""
    behind = text[end : end + 2]
    if behind[:1] == " " and behind[1:].isdigit():
        return True
    return start > 1 and text[start - 1] == " " and text[start - 2].isdigit()


def probability(known: Format, near: tuple[Nearby, ...]) -> float:
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
