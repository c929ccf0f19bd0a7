"""Finds the words in letters that run together, and in words that are broken by spaces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import STRANGER, Clues, table_of, traits_of
from govsim.guardrails.views.offsets import ONE
from govsim.guardrails.views.rewriting import Piece, Rewriting, rewritten, stretches
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import cut, raw_words, share

_HUMPS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_ONE_WORD: Final = table_of(bytes(range(65, 91)) + bytes(range(97, 123)))
_LONGEST: Final = 400
_LONG: Final = 18  # letters that run together
_SHORT: Final = 5  # letters of a part of a word
_LEAST_STRANGERS: Final = 3
_LEAST_WORDS: Final = 4
_LEAST_IN_NAME: Final = 6  # words of a name that is written with capitals
_SHARE: Final = 0.93  # of the letters that stand in words
_SHARE_OF_MANY: Final = 0.84  # of many letters
_MANY: Final = 6  # words
_LETTERS: Final = table_of(bytes(range(65, 91)) + bytes(range(97, 123)) + b" \t\n")
_LEAST_BROKEN: Final = 24  # letters and spaces
_SMALL_WORDS: Final = frozenset(
    "the all your you and to of for me my is not this that with from as in are what how a any no on"
    " at be have will by or it we who do an".split()
)
_LONGEST_MEAN: Final = 4.0  # letters of a broken word; whole ones have 4.7 in English
_STRANGERS: Final = 0.35  # share of broken words that are unknown
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"", STRANGER)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each stretch that makes words when its spaces are put elsewhere."""
    if clues.foreign:
        return
    pieces: list[Piece] = []
    if any(len(word) >= _LONG for word in clues.strangers):
        for start, end in clues.runs(_ONE_WORD, _LONG):
            plain = _apart(text[start:end]) if end - start <= _LONGEST else None
            if plain is not None:
                pieces.append((start, end, plain))
    for near in stretches(pieces):
        yield rewritten(text, near, "run-together")
    short = sum(len(word) <= _SHORT for word in clues.strangers)
    if short < _LEAST_STRANGERS:
        return
    runs = clues.runs(_LETTERS, _LEAST_BROKEN)
    broken = [run for run in runs if _is_broken(clues.raw[slice(*run)])]
    for start, end in broken if broken and _lie_together(clues) else ():
        yield from _healed(text, start, end)


def _lie_together(clues: Clues) -> bool:
    """Whether two words that are none follow each other, several times."""
    strangers = frozenset(filter(bytes.isalpha, clues.unknown))
    return bytes(map(strangers.__contains__, clues.order)).count(b"\1\1") > 1


def _is_broken(letters: bytes) -> bool:
    """Whether words are short, and many of them none."""
    spaces = letters.count(b" ") + letters.count(b"\n") + letters.count(b"\t")
    if len(letters) - spaces > _LONGEST_MEAN * (spaces + 1):
        return False
    words = letters.lower().split()
    strangers = len([word for word in words if word not in raw_words()])
    return strangers >= max(_LEAST_STRANGERS, _STRANGERS * len(words))


@lru_cache(maxsize=4096)
def _apart(letters: str) -> str | None:
    """Return the words that run together, if they are a sentence rather than a name in code."""
    named = not (letters.islower() or letters.isupper())
    words = _HUMPS.findall(letters) if named else cut(letters.lower())
    small = sum(word.lower() in _SMALL_WORDS for word in words)
    if len(words) < (_LEAST_IN_NAME if named else _LEAST_WORDS) or len(set(words)) < _LEAST_WORDS:
        return None
    least = _SHARE if len(words) < _MANY or named else _SHARE_OF_MANY
    if share([word.lower() for word in words]) < least or small < 1 + named:
        return None
    return " ".join(words)


def _healed(text: str, start: int, end: int) -> Iterator[Decoding]:
    """Yield letters with spaces between the words that they make, if they make words."""
    places = [at for at in range(start, end) if not text[at].isspace()]
    words = cut("".join([text[place] for place in places]).lower())
    if share(words) < _SHARE or len(words) > len(text[start:end].split()):
        return
    made, at = Rewriting(), 0
    for word in words:
        if at:
            made.add(" ", places[at - 1] + 1, places[at])
        for place in places[at : at + len(word)]:
            made.add(text[place], place, place + 1, ONE)
        at += len(word)
    yield made.decoding(places[0], places[-1] + 1, "broken-words")
