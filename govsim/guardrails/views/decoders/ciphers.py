"""Undoes ciphers of letters: alphabets shifted or mirrored, and text that is turned round."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from govsim import expressions as re
from govsim.guardrails.views.clues import TWO_STRANGERS, Clues, table_of, traits_of
from govsim.guardrails.views.likeness import (
    SCALE,
    Letters,
    Table,
    bits_of,
    english,
    latin,
    pack,
)
from govsim.guardrails.views.offsets import BACKWARDS, ONE
from govsim.guardrails.views.readable import spoken
from govsim.guardrails.views.rewriting import Rewriting
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import known

_WINDOW: Final = 20  # characters
_STRANGERS: Final = 2  # words that English does not know
_FILLED: Final = 0.6  # share of the characters of a window that are letters
_STRANGE: Final = 0.7  # bits a letter; less is hardly language
_LEAST: Final = 10  # letters
_GOOD: Final = 0.7  # bits a letter of a decoding, by the table of English
_TOTAL: Final = 16.0  # bits of it in all
_WON: Final = 0.7  # bits a letter that it gains over the text as it is
_LIKELIER: Final = 0.3  # bits a letter that a word gains which is common neither way
_WORDED: Final = 0.5  # share of its letters that stand in common words
_ELSEWHERE: Final = 0.8  # bits a letter, by the table of other languages
_WON_ELSEWHERE: Final = 1.0
_TOTAL_ELSEWHERE: Final = 24.0
_AROUND: Final = 400  # characters beside it that may belong to it
_PART: Final = 1024  # characters that are judged at once
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"
_WORDS: Final = re.compile(r"[^\W_]+")
_LEET: Final = re.compile(r"(?=[0-9]*[A-Za-z])(?=[A-Za-z]*[0-9])[A-Za-z0-9]{2,24}")
# The same in words that are no longer.
_BESIDE: Final = re.compile(r"[0-9](?:(?<=[A-Za-z].)[0-9]*|[0-9]*(?=[A-Za-z]))")
_LONGEST_LEET: Final = 24
_SOLID: Final = table_of(string.ascii_letters.encode() + string.digits.encode())
_LEET_WORD: Final = re.compile(rb"(?=.{0,12}[013457][a-z])[a-z013457]{2,24}")
_LEET_WORDS: Final = 4
_LOOKS: Final = str.maketrans("013457", "oieast")
_MIRRORED: Final = 26


class _Key(NamedTuple):
    shift: int  # 0 … 25, or 26 for the mirrored alphabet
    backwards: bool

    def read(self, word: str) -> str:
        """Return a word by this key."""
        plain = word.translate(_TABLES[self.shift]) if self.shift else word
        return plain[::-1] if self.backwards else plain


def _keys() -> NDArray[np.uint8]:
    letters = np.arange(26)
    rows = [(letters + shift) % 26 + 1 for shift in range(26)] + [26 - letters]
    return np.concatenate([np.zeros((27, 1)), np.array(rows)], axis=1).astype(np.uint8)


_KEYS: Final = _keys()  # each alphabet, by letter
_SMALL: Final = ["".join(_ALPHABET[letter - 1] for letter in row[1:]) for row in _KEYS.tolist()]
_TABLES: Final = [
    str.maketrans(_ALPHABET + _ALPHABET.upper(), small + small.upper()) for small in _SMALL
]
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"0", TWO_STRANGERS)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each stretch that is hardly language, and is English by one of these ciphers."""
    yield from _undone(text, clues, ())
    if sum(_LEET_WORD.fullmatch(word) is not None for word in clues.mixed) >= _LEET_WORDS:
        plain = _unleeted(text, clues)
        yield from _undone(plain, Clues(plain), ("leet",))


def _unleeted(text: str, clues: Clues) -> str:
    """Return a text with the digits among letters as the letters they look like."""
    if clues.runs(_SOLID, _LONGEST_LEET + 1):
        return _LEET.sub(lambda word: word.group().translate(_LOOKS), text)
    return _BESIDE.sub(lambda digits: digits.group().translate(_LOOKS), text)


def _undone(text: str, clues: Clues, before: tuple[str, ...]) -> Iterator[Decoding]:
    done = 0
    for begin, stop in _parts(text, _strange(clues)):
        if begin < done or not _is_strange(text[begin:stop]):
            continue
        key = _best(clues.letters[begin:stop], _TONGUES[: 1 if before else 2])
        if key is None:
            continue
        begin, stop = _fitting(text, max(done, begin - _AROUND), stop + _AROUND, key)
        plain = _by_words(text[begin:stop], key)
        if sum(map(str.isalpha, plain)) >= _LEAST and spoken(plain, _WORDED):
            for decoding in _decodings(text, begin, stop, key):
                yield decoding._replace(steps=before + decoding.steps)
            done = stop


def _parts(text: str, stretches: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the lines of stretches, long ones in parts."""
    for start, end in stretches:
        while start < end:
            line = text.find("\n", start, min(end, start + _PART))
            stop = min(end, start + _PART) if line < 0 else line
            if stop - start >= _LEAST:
                yield start, stop
            start = stop + 1 if line >= 0 else stop


def _strange(clues: Clues) -> list[tuple[int, int]]:
    """Return the stretches in which letters follow each other as in no language."""
    if len(clues.strangers) < _STRANGERS:
        return []
    letters = clues.letters
    window = min(_WINDOW, len(letters))
    gained = clues.likeness
    sums = gained[window:] - gained[:-window]
    if sums.min() >= int(_STRANGE * SCALE * window * _FILLED):
        return []
    filled = np.zeros(len(letters) + 1, dtype=np.int32)
    np.add.accumulate(letters != 0, dtype=np.int32, out=filled[1:])
    counts = filled[window:] - filled[:-window]
    at = ((sums < _STRANGE * SCALE * counts) & (counts >= window * _FILLED)).nonzero()[0]
    if not len(at):
        return []
    breaks = (at[1:] - at[:-1] > window).nonzero()[0]
    firsts, lasts = np.concatenate([[0], breaks + 1]), np.concatenate([breaks, [len(at) - 1]])
    return [(int(at[f]), int(at[e]) + window) for f, e in zip(firsts, lasts, strict=True)]


def _is_strange(text: str) -> bool:
    """Whether several words of a part are none, or one long one is."""
    strangers = [
        word
        for word in _WORDS.findall(text)
        if word.isalpha() and _is_one_case(word) and not known(word.lower())
    ]
    return sum(map(len, strangers)) >= _LEAST


def _is_one_case(word: str) -> bool:
    return word.islower() or word.isupper() or word[1:].islower()


def _best(letters: Letters, tongues: tuple[_Tongue, ...]) -> _Key | None:
    """Return the key by which letters are English, or another language at length."""
    counted = int(np.count_nonzero(letters))
    if counted < _LEAST:
        return None
    padded = np.zeros(len(letters) + 2, dtype=np.uint8)
    padded[1:-1] = letters
    packed = pack(padded)
    before = float(latin().take(packed).sum(dtype=np.int64)) / SCALE / counted
    for table, good, won, total in tongues:
        sums = _by_keys(table).take(packed, axis=0).sum(axis=0, dtype=np.int64)
        best = int(sums.argmax())
        gained = float(sums[best]) / SCALE / counted
        if best and gained * counted >= total and gained >= good and gained - before >= won:
            return _Key(best % len(_KEYS), best >= len(_KEYS))
    return None


@cache
def _by_keys(table: Callable[[], Table]) -> NDArray[np.int8]:
    """Return what a table says of three letters by each key, one row for letters as they stand."""
    three = np.arange(1 << 15)
    letters = [three >> 10, three >> 5 & 31, three & 31]
    columns = []
    for order in (letters, letters[::-1]):
        for key in _KEYS:
            # The table has no letters 27 … 31.
            first, second, third = (
                np.append(key, [0] * 5)[each].astype(np.int64) for each in order
            )
            columns.append(table()[first << 10 | second << 5 | third])
    return np.stack(columns, axis=1)


_Tongue = tuple[Callable[[], Table], float, float, float]
_TONGUES: Final[tuple[_Tongue, ...]] = (
    (english, _GOOD, _WON, _TOTAL),
    (latin, _ELSEWHERE, _WON_ELSEWHERE, _TOTAL_ELSEWHERE),
)


def _fitting(text: str, start: int, end: int, key: _Key) -> tuple[int, int]:
    """Return the stretch whose words are words by a key, and are none as they stand."""
    best, gained, begin = (0, 0), 0.0, start
    most = 0.0
    for word in _WORDS.finditer(text, start, min(end, len(text))):
        if gained <= 0:
            gained, begin = 0.0, word.start()
        gained += _gain(word.group(), key)
        if gained > most:
            most, best = gained, (begin, word.end())
    return best


@lru_cache(maxsize=2048)
def _gain(word: str, key: _Key) -> float:
    """Return how much a word speaks for a key, in letters."""
    plain = key.read(word).lower()
    before, after = known(word.lower()), known(plain)
    if before and after:
        return 0.0
    if before == after:  # a name, or a term
        likelier = bits_of(plain, english) > bits_of(word, latin) + _LIKELIER
        return 0.2 * len(word) if likelier else -0.2 * len(word)
    return float(len(word) if after else -len(word))


def _by_words(text: str, key: _Key) -> str:
    return _WORDS.sub(lambda word: key.read(word.group()), text)


def _decodings(text: str, start: int, end: int, key: _Key) -> Iterator[Decoding]:
    """Yield a stretch by its key; what is turned round, as a whole and word by word."""
    name = "atbash" if key.shift == _MIRRORED else f"rot{26 - key.shift}"
    steps = (name,) if key.shift else ()
    plain = text[start:end].translate(_TABLES[key.shift]) if key.shift else text[start:end]
    if not key.backwards:
        made = Rewriting()
        made.add(plain, start, end, ONE)
        yield made.decoding(start, end, *steps)
        return
    made = Rewriting()
    made.add(plain[::-1], start, end, BACKWARDS)
    yield made.decoding(start, end, "reversed", *steps)
    if "\n" in plain:
        yield _line_by_line(plain, start)._replace(steps=("reversed-lines", *steps))
    words, at = Rewriting(), start
    for word in _WORDS.finditer(text, start, end):
        words.add(plain[at - start : word.start() - start], at, word.start(), ONE)
        words.add(plain[word.start() - start : word.end() - start][::-1], *word.span(), BACKWARDS)
        at = word.end()
    words.add(plain[at - start :], at, end, ONE)
    yield words.decoding(start, end, "reversed-words", *steps)


def _line_by_line(plain: str, start: int) -> Decoding:
    made, at = Rewriting(), start
    for line in plain.splitlines(keepends=True):
        solid = line.rstrip("\r\n")
        made.add(solid[::-1], at, at + len(solid), BACKWARDS)
        made.add(line[len(solid) :], at + len(solid), at + len(line), ONE)
        at += len(line)
    return made.decoding(start, at)
