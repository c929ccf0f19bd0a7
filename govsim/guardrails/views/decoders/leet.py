"""Reads digits and signs inside words as the letters they look like: `1gn0r3`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import LETTERS, WORDS, Clues, table_of, traits_of
from govsim.guardrails.views.offsets import ONE
from govsim.guardrails.views.readable import likely
from govsim.guardrails.views.rewriting import Rewriting, rewritten
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import known

_WORD: Final = re.compile(r"[A-Za-z0-9@$!|+€£](?:[*]?[A-Za-z0-9@$!|+€£]){0,23}")
_LOOKS: Final = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "tl", "8": "b",
    "9": "g", "@": "a", "$": "s", "!": "il", "|": "li", "+": "t", "€": "e", "£": "l",
    "*": "aeiou",
}  # fmt: skip
_SIGNS: Final = b"@$!|*"
_SIGNED: Final = bytes(
    2 if code in _SIGNS else 1 if code < 128 and chr(code).isalnum() else 0 for code in range(256)
)
_LONGEST: Final = 20  # letters of a word
_MOST_READINGS: Final = 32
_NEAR: Final = 60  # characters between words of one stretch
_ALNUM: Final = re.compile(r"[A-Za-z0-9]")
_LINE: Final = re.compile(r"[^\n]+")
_SOLID: Final = re.compile(r"[^\W_]+")
_LETTERED: Final = re.compile(rb"(?:[a-z]{2}|^[a-z])[013457]|[013457][a-z]")  # a digit as a letter
# Digits that are read as letters, and what may be letters.
_BESIDE: Final = table_of(LETTERS + b"013457\xff", keep=True, rest=ord(" ")).translate(
    bytes.maketrans(LETTERS + b"013457\xff", b"a" * 26 + b"0" * 6 + b"a")
)
# Letters, and other signs of words; those beyond ASCII may be some.
_WORD_SIGNS: Final = b"0123456789@$!|+*\xfe"
_LETTERS_AND_SIGNS: Final = table_of(
    LETTERS + LETTERS.upper() + _WORD_SIGNS, keep=True, rest=ord(" ")
).translate(bytes.maketrans(LETTERS + LETTERS.upper() + _WORD_SIGNS, b"a" * 52 + b"0" * 17))
_ODD: Final = re.compile(rb"0[a0]*")
_PLAINEST: Final = str.maketrans("013457@$!", "oieastasi")
_LEAST_ELSEWHERE: Final = 4  # words
_LONG_ELSEWHERE: Final = 4  # letters
_SHARE_ELSEWHERE: Final = 0.5
_STARRED: Final = re.compile(r"[a-z]+(?:\*[a-z0-9]+)+(?<=...)")  # `ign*re`, not a product
_NUMBERED: Final = re.compile(r"[0-9]*([a-z]+)[0-9]*[!+|]*")


class _Word(NamedTuple):
    start: int
    end: int
    plain: str
    odd: int  # signs that were read as letters


# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(_SIGNS + b"0")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each stretch in which several words, or one through and through, are written so."""
    if len(list(filter(_LETTERED.search, clues.mixed))) >= _LEAST_ELSEWHERE:
        beside = clues.lower.translate(_BESIDE)
        for line in _LINE.finditer(text):
            if _may_be_elsewhere(clues, beside, *line.span()):
                yield from _elsewhere(line)
    signed = clues.has(_SIGNS) and b"\1\2\1" in clues.raw.translate(_SIGNED)
    if not signed and not any(reading(word.decode("ascii")) for word in clues.mixed):
        return
    near: list[_Word] = []
    for word in _words(text, clues):
        if near and word.start - near[-1].end > _NEAR:
            yield from _stretch(text, near)
            near = []
        near.append(word)
    yield from _stretch(text, near)


def _may_be_elsewhere(clues: Clues, beside: bytes, start: int, end: int) -> bool:
    """Whether digits stand beside letters in as many places of a line as in that many words."""
    many = beside.count(b"a0", start, end) + beside.count(b"0a", start, end)
    if many < _LEAST_ELSEWHERE or not clues.ascii:
        return many >= _LEAST_ELSEWHERE
    return many >= _SHARE_ELSEWHERE * len(clues.lower[start:end].translate(WORDS).split())


def _elsewhere(line: re.Match[str]) -> Iterator[Decoding]:
    """Yield a line of which most words are written so, and which is of another language."""
    if not _are_written_so(_SOLID.findall(line.string, *line.span())):
        return
    plain = line.group().translate(_PLAINEST)
    if likely(plain, least=24, mean=0.8):
        made = Rewriting()
        made.add(plain, *line.span(), ONE)
        yield made.decoding(*line.span(), "leet")


def _are_written_so(words: list[str]) -> bool:
    """Whether digits stand among the letters of many words, and of a share of all."""
    odd = sum(
        len(word) >= _LONG_ELSEWHERE and _LETTERED.search(word.lower().encode()) is not None
        for word in words
    )
    return odd >= max(_LEAST_ELSEWHERE, _SHARE_ELSEWHERE * len(words))


def _words(text: str, clues: Clues) -> Iterator[_Word]:
    for match in _odd_words(text, clues):
        word = match.group()
        plain = None if word.isalpha() else _plain(word)
        if plain is not None:
            odd = sum(map(str.__ne__, word.lower(), plain))
            yield _Word(match.start(), match.start() + len(plain), plain, odd)


def _odd_words(text: str, clues: Clues) -> Iterator[re.Match[str]]:
    """Yield words; most, which are letters alone, are passed over."""
    solid = clues.raw.translate(_LETTERS_AND_SIGNS)
    for odd in _ODD.finditer(solid):
        yield from _WORD.finditer(text, solid.rfind(b" ", 0, odd.start()) + 1, odd.end())


def _plain(word: str) -> str | None:
    """Return the common word that a word looks like, with or without signs at its end."""
    if not _ALNUM.search(word) or (word[0] == "@" and known(word[1:].lower())):
        return None  # after `@` stands a name, of a person or a decorator
    bare = word.rstrip("!|+*")
    return reading(word) or (reading(bare) if bare != word else None)


@lru_cache(maxsize=8192)
def reading(word: str) -> str | None:
    """Return a common word that a word looks like, unless it is one with a number beside it."""
    small = word.lower()
    numbered = _NUMBERED.fullmatch(small)
    if numbered is not None and known(numbered.group(1)):
        return None
    if len(word) > _LONGEST or ("*" in small and not _STARRED.fullmatch(small)):
        return None
    looks = [_LOOKS.get(sign, sign) for sign in small]
    many = 1
    for look in looks:
        many *= len(look)
    if many > _MOST_READINGS:
        looks = [look[0] for look in looks]
    return next((found for found in map("".join, product(*looks)) if known(found)), None)


def _stretch(text: str, near: list[_Word]) -> Iterator[Decoding]:
    """Yield a stretch of such words; numbers alone count inside it only."""
    while near and near[0].odd == len(near[0].plain):
        near.pop(0)
    while near and near[-1].odd == len(near[-1].plain):
        near.pop()
    long = {word.plain: word.odd for word in near if len(word.plain) > 2}
    odd = sum(word.odd for word in near)
    through = any(many >= 3 and len(plain) >= 6 for plain, many in long.items())
    if through or (odd >= 3 and len(long) >= 2):
        yield rewritten(text, [(word.start, word.end, word.plain) for word in near], "leet")
