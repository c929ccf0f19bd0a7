"""Tells by four letters in a row which of many words may stand in a text, for all places at once.

The four, a few bits of each, are a number; where it is one of those that words have, eight letters
to either side are compared with what the words of that number have in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_WIDTH: Final = 4  # letters of a group
_SEEN: Final = 8  # letters that are compared at once
_FEW: Final = 24  # places that are sooner looked at one by one
_FRONT: Final = b"\0" * _SEEN  # so that as many stand in front of each letter of a text
_BEHIND: Final = b"\0" * (_SEEN - 1)  # and from each on
_BITS: Final = np.uint32(0x1F5F5F5F)  # of the letters; of the last those in which most differ
_SPREAD: Final = np.uint32(0x9E3779B1)  # by which groups that differ hardly have one number
_SIZE: Final = 18  # bits of a number
_SHIFT: Final = np.uint32(32 - _SIZE)
_LAST: Final = 8 * (_WIDTH - 1)  # bits in front of the last letter of a group
_OFTEN: Final = b"zqxjkvwybgfpumcdhlrsinoate "  # letters, those of most texts last
_RANKS: Final = np.array([_OFTEN.find(code) for code in range(256)])
_ANY: Final = np.arange(32, dtype=np.uint32)  # what may stand behind three letters

Numbers = NDArray[np.intp]  # by which a table is read without a conversion; places as well
_Letters = NDArray[np.uint64]  # eight of them each
_Word = tuple[str, int]
_Common = tuple[_Letters, _Letters]  # what words have in common, and in which bits


class Told(NamedTuple):
    """Which numbers words of three letters and more have, one each.

    Attributes:
        table: Whether a number is one of theirs.
        rows: In which row of the others it is.
        words: Each word of the number, with how far in front of it the word begins.
        front: What all of those have in front of it.
        back: Likewise from it on.
    """

    table: NDArray[np.bool_]
    rows: NDArray[np.uint16]
    words: list[list[_Word]]
    front: _Common
    back: _Common


def signs_of(low: str) -> bytes:
    """Return the last eight bits of each character, with noughts in front and behind."""
    try:
        signs = low.encode("latin-1")
    except UnicodeEncodeError:
        codes = np.frombuffer(low.encode("utf-32-le", "surrogatepass"), "<u4")
        signs = codes.astype(np.uint8).tobytes()
    return b"".join((_FRONT, signs, _BEHIND))


def numbers_of(signs: bytes, begin: int, count: int) -> Numbers:
    """Return the number of the group that begins with each of some characters.

    Args:
        signs: What `signs_of` returns of a text.
        begin: The first of the characters.
        count: How many they are.
    """
    return _hashed(np.ndarray((count,), "<u4", signs, begin + _SEEN, (1,)))


def pairs_of(signs: bytes, begin: int, count: int) -> NDArray[np.uint16]:
    """Return the number of each sign and the next: all of their bits."""
    return np.ndarray((count,), "<u2", signs, begin + _SEEN, (1,))


def _hashed(groups: NDArray[np.uint32]) -> Numbers:
    numbers = groups & _BITS
    numbers *= _SPREAD
    numbers >>= _SHIFT
    return numbers.astype(np.intp)


def told_by(words: Sequence[str]) -> Told:
    """Return by which groups words of three letters and more are told: the rarest of each.

    Args:
        words: At least one.
    """
    framed = [signs_of(word) for word in words]
    sizes = np.array([len(word) for word in words], np.intp)
    ends = np.cumsum([len(each) for each in framed], dtype=np.intp) - len(_BEHIND)
    held = b"".join(framed)
    starts = ends - sizes
    places = _rarest(held, starts, np.maximum(sizes - (_WIDTH - 1), 1))
    groups = _groups_at(held, places)
    by_number: defaultdict[int, list[int]] = defaultdict(list)
    few = (sizes < _WIDTH).nonzero()[0]
    any_behind = iter(_with_any(groups[few]).tolist())
    for at, (size, own) in enumerate(zip(sizes.tolist(), _hashed(groups).tolist(), strict=True)):
        for number in (own,) if size >= _WIDTH else next(any_behind):
            by_number[number].append(at)
    kinds: dict[tuple[int, ...], int] = {}
    row_of = {
        number: kinds.setdefault(tuple(dict.fromkeys(every)), len(kinds))
        for number, every in by_number.items()
    }
    table, rows = np.zeros(1 << _SIZE, np.bool_), np.zeros(1 << _SIZE, np.uint16)
    numbers = np.fromiter(row_of, np.intp, len(row_of))
    table[numbers], rows[numbers] = True, np.fromiter(row_of.values(), np.uint16, len(row_of))
    backs = (places - starts).tolist()
    listed = [[(words[at], backs[at]) for at in kind] for kind in kinds]
    mask = np.zeros(len(held), np.uint8)
    mask[_within(starts, sizes)] = 0xFF
    front, back = (_common(held, mask.tobytes(), places + by, kinds) for by in (-_SEEN, 0))
    return Told(table, rows, listed, front, back)


def _rarest(held: bytes, starts: Numbers, counts: Numbers) -> Numbers:
    """Return where the rarest group of each word stands.

    Args:
        held: The signs of all words.
        starts: Where each word begins in them.
        counts: How many groups it has.
    """
    places = _within(starts, counts)
    groups = _groups_at(held, places)
    _, kinds, shared = np.unique(groups, return_inverse=True, return_counts=True)
    letters = groups.view(np.uint8).reshape(-1, _WIDTH)
    odds = _RANKS[letters].sum(axis=1) + len(_OFTEN) * shared[kinds]
    word = np.repeat(np.arange(len(starts)), counts)
    firsts = np.cumsum(counts) - counts
    found: Numbers = places[np.lexsort((places, odds, word))[firsts]]
    return found


def _within(starts: Numbers, counts: Numbers) -> Numbers:
    """Return each place of stretches of several places."""
    before = np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(starts, counts) + np.arange(counts.sum()) - before


def _groups_at(held: bytes, places: Numbers) -> NDArray[np.uint32]:
    """Return four signs from each place on."""
    every: NDArray[np.uint32] = np.ndarray((len(held) - _WIDTH + 1,), "<u4", held, 0, (1,))
    return every[places]


def _with_any(groups: NDArray[np.uint32]) -> Numbers:
    """Return the numbers of three letters with any other behind."""
    return _hashed((groups & np.uint32((1 << _LAST) - 1))[:, None] | _ANY << np.uint32(_LAST))


def _common(
    held: bytes, mask: bytes, places: Numbers, kinds: Collection[tuple[int, ...]]
) -> _Common:
    """Return what the words of each kind have in common from their places on, and which bits."""
    every = [at for kind in kinds for at in kind]
    sizes = np.array([len(kind) for kind in kinds], np.intp)
    firsts = np.cumsum(sizes) - sizes
    count = len(held) - _SEEN + 1
    values: _Letters = np.ndarray((count,), "<u8", held, 0, (1,))[places[every]]
    within: _Letters = np.ndarray((count,), "<u8", mask, 0, (1,))[places[every]]
    differ = np.repeat(values[firsts], sizes) ^ values
    bits: _Letters = np.bitwise_and.reduceat(within & ~differ, firsts)
    return values[firsts] & bits, bits


def spotted(
    signs: bytes, begin: int, numbers: Numbers, told: Told
) -> Iterable[tuple[int, list[_Word]]]:
    """Return where words may stand, in order: each place with the words of the group that does.

    Args:
        signs: What `signs_of` returns of a text.
        begin: Where the first of the groups begins.
        numbers: Their numbers.
        told: By which numbers words are told.
    """
    marked = told.table.take(numbers).nonzero()[0]
    rows = told.rows.take(numbers.take(marked))
    if len(marked) > _FEW:
        fits = np.ones(len(marked), np.bool_)
        for (values, bits), at in ((told.back, begin + _SEEN), (told.front, begin)):
            letters: _Letters = np.ndarray((len(numbers),), "<u8", signs, at, (1,))
            fits &= np.equal(letters[marked] & bits.take(rows), values.take(rows))
        fitting = fits.nonzero()[0]
        marked, rows = marked.take(fitting), rows.take(fitting)
    words = map(told.words.__getitem__, rows.tolist())
    return zip((marked + begin).tolist(), words, strict=True)
