"""Finds words of other scripts in a text, looking only for those whose script it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

# The high bytes of characters that stand in texts of any script.
_COMMON: Final = bytes((0x00, 0x02, 0x1E, 0x20))


def by_script(words: Iterable[str]) -> Mapping[int, tuple[str, ...]]:
    """Return words by the block of 256 characters of their last one that Latin-1 has not."""
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for word in words:
        block = next(ord(sign) >> 8 for sign in reversed(word) if ord(sign) > 0xFF)
        found[block] = (*found[block], word)
    return dict(found)


def places_abroad(text: str, words: Mapping[int, tuple[str, ...]]) -> Iterator[int]:
    """Yield where words stand, given by `by_script`; in no order."""
    for block in () if text.isascii() else _blocks(text):
        for word in words.get(block, ()):
            at = text.find(word)
            while at >= 0:
                yield at
                at = text.find(word, at + 1)


@lru_cache(maxsize=1)
def _blocks(text: str) -> frozenset[int]:
    """Return the blocks of 256 characters that a text has characters of."""
    return frozenset(text.encode("utf-16-be", "surrogatepass")[::2].translate(None, _COMMON))
