"""Tells where words of other scripts stand in a text as they are written, in either case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence


def by_small_letters(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return words by what they are in small letters, in which they are looked for."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for word in words:
        found[word.lower()] = (*found[word.lower()], word)
    return dict(found)


def places_abroad(
    text: str, words: Mapping[str, tuple[str, ...]], low: Mapping[str, Sequence[int]]
) -> Iterator[int]:
    """Yield where words stand, in no order.

    Args:
        text: What is read.
        words: As `by_small_letters` returns them.
        low: Those that the text holds in small letters, and others, with their places.
    """
    for word, places in low.items():
        written = words.get(word)
        if written:
            yield from (at for at in places if text.startswith(written, at))
