"""Reads words that are respelt: letters scrambled or doubled, and pig latin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import STRANGERS, Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import (
    common,
    commonest,
    known,
    raw_words,
    unscrambled,
)

_Word = tuple[int, int, str]  # where it stands, and its small letters
_WORD: Final = re.compile(r"[A-Za-z]{3,48}")
_SHORTEST: Final = 3  # letters
_LEAST: Final = 3  # words of a stretch
_STRANGERS: Final = 0.08  # share of all words; names and terms are fewer
_SHARE: Final = 0.4  # of the words of a stretch, four letters and longer
_CONSONANTS: Final = re.compile(r"[^aeiou]*$")
_SHIFTED: Final = 0.15  # share of words that are none, from which on alphabets are tried
_SMALL: Final = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS: Final = (
    *((str.maketrans(_SMALL[by:] + _SMALL[:by], _SMALL), f"rot{by}") for by in range(1, 26)),
    (str.maketrans(_SMALL, _SMALL[::-1]), "atbash"),
)
_DRAWN_OUT: Final = re.compile(r"([a-z])\1{2,}")
_MOST_ONSET: Final = 4  # consonants that a word begins with
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"", STRANGERS)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each stretch in which several words are known once their letters are put right."""
    if clues.foreign:
        return
    strangers = [word for word in clues.strangers if len(word) >= _SHORTEST]
    if len(strangers) < max(_LEAST, _STRANGERS * len(clues.words)):
        return
    found: list[_Word] = []
    for read, step, most in _READERS:
        if most(strangers) < _LEAST:
            continue
        if sum(read(word) is not None for word in strangers) >= _LEAST:
            found = found or _words(text)
            yield from _respelt(text, found, read, step)
    long = [word for word in strangers if len(word) > _SHORTEST]
    if len(long) >= _SHIFTED * len(clues.words):
        for table, step in _shifts(long):
            found = found or _words(text)
            yield from _respelt(text, found, _translated(table), step)


def _words(text: str) -> list[_Word]:
    return [(*word.span(), word.group().lower()) for word in _WORD.finditer(text)]


def _shifts(strangers: list[str]) -> Iterator[tuple[dict[int, int], str]]:
    """Yield the alphabets by which most strangers are words: shifted, or mirrored."""
    together = "\n".join(strangers).encode("ascii")
    for table, step in _ALPHABETS:
        known_ = raw_words().intersection(together.translate(_raw(step)).split())
        if sum(len(word) > 1 for word in known_) >= max(_LEAST, len(strangers) / 2):
            yield table, step


@cache
def _raw(step: str) -> bytes:
    """Return the table of an alphabet for bytes."""
    table = next(table for table, name in _ALPHABETS if name == step)
    return bytes(table.get(code, code) for code in range(256))


def _translated(table: dict[int, int]) -> Callable[[str], str | None]:
    return lambda word: _known(word.translate(table))


def _known(word: str) -> str | None:
    return word if len(word) > _SHORTEST and known(word) else None


def _reversed(word: str) -> str | None:
    return _known(word[::-1])


class _Readings(dict[str, str | None]):
    """How each word reads, and None for what stays as it is."""

    def __init__(self, read: Callable[[str], str | None], *, every: bool) -> None:
        super().__init__()
        self._read = read
        self._every = every

    def __missing__(self, word: str) -> str | None:
        plain = self[word] = self._read(word) if self._every or not known(word) else None
        return plain


def _respelt(
    text: str, words: list[_Word], read: Callable[[str], str | None], step: str
) -> Iterator[Decoding]:
    readings = _Readings(read, every=step == "pig-latin")
    pieces: list[Piece] = [
        (start, end, plain) for start, end, word in words if (plain := readings[word]) is not None
    ]
    starts = [start for start, _, _ in words]
    for near in stretches(pieces) if len(pieces) >= _LEAST else ():
        inside = words[bisect_left(starts, near[0][0]) : bisect_left(starts, near[-1][1])]
        strange = sum(readings[word] is not None and not known(word) for _, _, word in inside)
        if len({plain for _, _, plain in near}) >= _LEAST <= strange and len(near) >= _SHARE * len(
            inside
        ):
            yield rewritten(text, near, step)


def _halved(word: str) -> str | None:
    half = word[::2]
    # Four letters in a row that are all doubled are in no word.
    return half if half == word[1::2] and (known(half) or len(half) != 2) else None


def _piglatin(word: str) -> str | None:
    if not word.endswith("ay"):
        return None
    for end in ("way", "yay"):
        if word.endswith(end) and known(word[: -len(end)]):
            return word[: -len(end)]
    stem = word[:-2]
    tail = _CONSONANTS.search(stem)
    onset = min(_MOST_ONSET, len(tail.group()) if tail else 0)
    return commonest(stem[-size:] + stem[:-size] for size in range(1, onset + 1))


def _rotated(word: str) -> str | None:
    left, right = word[-1] + word[:-1], word[1:] + word[0]
    return commonest((left, right)) if known(left) or known(right) else None


def _shortened(word: str) -> str | None:
    """Return a word whose letters were drawn out: `ignoooore`."""
    if not _DRAWN_OUT.search(word):
        return None
    readings = (_DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word))
    return commonest(reading for reading in readings if len(reading) > 1)


def _most_halved(words: list[str]) -> int:
    return sum([word[::2] == word[1::2] for word in words])


def _most_piglatin(words: list[str]) -> int:
    return sum([word.endswith("ay") for word in words])


def _most_rotated(words: list[str]) -> int:
    left = common([word[-1] + word[:-1] for word in words])
    return len(left) + len(common([word[1:] + word[0] for word in words]))


def _most_reversed(words: list[str]) -> int:
    return len(common([word[::-1] for word in words], _SHORTEST + 1))


def _most_shortened(words: list[str]) -> int:
    return len(words) if _DRAWN_OUT.search("\n".join(words)) else 0


# Each with its step, and with how many of some words it may read, no two of which are alike: all
# are told at once, and mostly it is none.
_READERS: Final[tuple[tuple[Callable[[str], str | None], str, Callable[[list[str]], int]], ...]] = (
    (unscrambled, "scrambled", len),
    (_halved, "doubled", _most_halved),
    (_piglatin, "pig-latin", _most_piglatin),
    (_rotated, "rotated", _most_rotated),
    (_reversed, "reversed-words", _most_reversed),
    (_shortened, "drawn-out", _most_shortened),
)
