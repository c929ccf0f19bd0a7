"""Reads letters that other signs draw: upside down, with accents beyond need, in Braille dots."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from govsim import expressions as re
from govsim.guardrails.views.characters import code_points, text_of
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.lookalikes import (
    DRAWN_LETTERS,
    LOOKALIKES,
    MIRRORED,
    RUNES,
    UPSIDE_DOWN,
)
from govsim.guardrails.views.offsets import BACKWARDS, ONE
from govsim.guardrails.views.readable import spoken, valued
from govsim.guardrails.views.rewriting import Rewriting
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import common, known

Letters = NDArray[np.uint32]
_LINE: Final = re.compile(r"[^\n]+")
_LEAST: Final = 3  # letters that tell
_BRAILLE: Final = re.compile(r"[⠁-⣿]+(?:[ \u2800,.;:!?'\"-]{1,3}[⠁-⣿]+)*")
_DOTS: Final = str.maketrans(
    "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵⠂⠲⠦⠖⠤⠄⠒⠌", "abcdefghijklmnopqrstuvwxyz,.?!-':/"
)
_COUNTED: Final = "abcdefghij"
# What begins a sign of two cells, by both; behind another there are digits, or a capital.
_TWO_CELLS: Final = {"⠈": {"⠁": "@"}, "⠸": {"⠤": "_", "⠌": "/"}}
_PREFIXES: Final = frozenset(("⠼", "⠠", *_TWO_CELLS))
_KEYS: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.s"
_CYRILLIC_KEYS: Final = "йцукенгшщзхъфывапролджэячсмитьбюі"
_SIZE: Final = 0xFFFF
_LATIN: Final = re.compile(r"LATIN (SMALL|CAPITAL|SMALL CAPITAL) LETTER ([A-Z])(?: WITH|$)")
_WORD: Final = re.compile(r"\S+")
_PUNCTUATION: Final = ".,;:!?'\"()-"
_ENOUGH: Final = 12  # letters of words that are English by other letters
_BETWEEN: Final = 3  # words of ASCII between two of them
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"\xfe\xff")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield what signs beyond ASCII draw."""
    if clues.ascii or not _draws(text):
        return
    for turn in _TURNS:
        yield from _turned(text, turn)
    for match in _BRAILLE.finditer(text):
        if len(match.group()) >= _LEAST:
            yield _felt(match)
    words = "\n".join([word for word in set(text.split()) if not word.isascii()])
    for letters, step, telling in _ALPHABETS:
        if telling.search(words) and not (step == "accents" and clues.foreign):
            read = common(_mapped(words, letters()).lower().split("\n"))
            if sum(len(word) for word in read if len(word) > _LEAST) >= _ENOUGH / 2:
                yield from _respelt(text, letters(), step)


def _draws(text: str) -> bool:
    """Whether there are several signs that could draw letters, Latin ones with accents too."""
    codes = code_points(text)
    codes = codes[(codes > 0x7F) & (codes <= _SIZE)]
    return int(np.count_nonzero(_drawing()[codes])) >= _LEAST


@cache
def _drawing() -> NDArray[np.bool_]:
    """Return which characters could draw a letter, by code point."""
    same = np.arange(_SIZE + 1, dtype=np.uint32)
    found = np.asarray((_skeletons() != same) | (_keyboard() != same))
    found[0x2801:0x2900] = True
    for sign in (*UPSIDE_DOWN, *MIRRORED):
        found[ord(sign)] = True
    return found


def _mapped(text: str, letters: Letters) -> str:
    codes = code_points(text)
    return text_of(np.where(codes <= _SIZE, letters[np.minimum(codes, _SIZE)], codes))


def _replaced(plain: str, start: int, end: int, step: str) -> Decoding:
    made = Rewriting()
    made.add(plain, start, end, ONE)
    return made.decoding(start, end, step)


def _felt(match: re.Match[str]) -> Decoding:
    """Return what Braille says: letters behind its sign for numbers are digits, up to another."""
    made, digits, capital = Rewriting(), False, False
    for at, cell in enumerate(match.group(), match.start()):
        if cell in _PREFIXES:
            digits, capital = cell == "⠼", cell == "⠠"
            continue
        sign = cell.translate(_DOTS)
        digits = digits and sign in _COUNTED
        if digits:
            sign = str((_COUNTED.index(sign) + 1) % 10)
        elif match.string[at - 1] in _TWO_CELLS and at > match.start():
            sign = _TWO_CELLS[match.string[at - 1]].get(cell, sign)
        made.add(sign.upper() if capital else sign, at, at + 1, ONE)
        capital = False
    return made.decoding(*match.span(), "braille")


def _turned(text: str, turn: _Turn) -> Iterator[Decoding]:
    """Yield the lines whose letters are upside down, or as a mirror shows them."""
    for line in _LINE.finditer(text):
        telling = list(turn.telling.finditer(text, *line.span()))
        if len(telling) < _LEAST:
            continue
        start, end = telling[0].start(), telling[-1].end()
        while start > line.start() and (text[start - 1] in turn.same or text[start - 1] == " "):
            start -= 1
        while end < line.end() and (text[end] in turn.same or text[end] == " "):
            end += 1
        for first, last in _apart(text, start, end, turn):
            plain = text[first:last].translate(turn.letters)[::-1]
            if spoken(plain, 0.4) or valued(plain):
                made = Rewriting()
                made.add(plain, first, last, BACKWARDS)
                yield made.decoding(first, last, turn.step)


def _apart(text: str, start: int, end: int, turn: _Turn) -> Iterator[tuple[int, int]]:
    """Yield the parts of a stretch between words that stand the right way up."""
    words = list(_WORD.finditer(text, start, end))
    upright = [
        not turn.telling.search(w.group()) and len(w.group()) > 2 and _is_english(w.group())
        for w in words
    ]
    begin, stop = -1, -1
    for word, is_upright in zip(words, upright, strict=True):
        if is_upright:
            if begin >= 0:
                yield begin, stop
            begin = -1
            continue
        begin = word.start() if begin < 0 else begin
        stop = word.end()
    if begin >= 0:
        yield begin, stop


class _Turn(NamedTuple):
    """A way to turn letters, so that the text reads from its end."""

    step: str
    letters: dict[int, str]
    telling: re.Pattern[str]  # letters that tell it; those of living languages tell nothing
    same: frozenset[str]  # signs that such a text has too


_UPSIDE: Final = UPSIDE_DOWN | dict(zip("undpbq'()", "nupdqb,)(", strict=True))
_MIRROR: Final = MIRRORED | dict(zip("dbqp()", "bdpq)(", strict=True))
_TURNS: Final = tuple(
    _Turn(
        step,
        str.maketrans(table),
        re.compile(
            "[" + "".join(sorted(c for c in table if ord(c) > 0x7F and c not in living)) + "]"
        ),
        frozenset((*table, *"abcdefghijklmnopqrstuvwxyzIOSHNXZMWAVTUY.,;:!?'()")),
    )
    for step, table, living in (
        ("upside-down", _UPSIDE, "ıſ¿¡˙∀∩ΛɓɔƎ"),
        ("mirrored", _MIRROR, "įƎИЯɔƨ"),
    )
)


@cache
def _unaccented() -> Letters:
    """Return the letter that each accented or crossed Latin one is made upon, by code point."""
    found = np.arange(_SIZE + 1, dtype=np.uint32)
    for code in (
        *range(0xC0, 0x2B0),
        *range(0x1D00, 0x1F00),
        *range(0x2C60, 0x2C80),
        *range(0xA720, 0xA800),
    ):
        name = _LATIN.match(unicodedata.name(chr(code), ""))
        if name is not None:
            found[code] = ord(name[2] if name[1] == "CAPITAL" else name[2].lower())
    return found


@cache
def _skeletons() -> Letters:
    """Return the Latin letter that each letter or sign could draw."""
    found = _unaccented().copy()
    for letter, many in (*LOOKALIKES.items(), *DRAWN_LETTERS.items()):
        for sign in many:
            found[ord(sign)] = ord(letter)
    for sign, letter in RUNES.items():
        found[ord(sign)] = ord(letter)
    return found


@cache
def _keyboard() -> Letters:
    """Return the letter that stands on the same key of a Latin keyboard as a Cyrillic one."""
    found = np.arange(_SIZE + 1, dtype=np.uint32)
    for key, sign in zip(_KEYS, _CYRILLIC_KEYS, strict=True):
        found[ord(sign)] = ord(key)
    return found


def _respelt(text: str, letters: Letters, step: str) -> Iterator[Decoding]:
    """Yield the stretches whose words are English by other letters, and are none as they stand."""
    plain = _mapped(text, letters)
    drawn = [
        nth
        for nth, (word, read) in enumerate(zip(text.split(), plain.split(), strict=True))
        if word != read and _is_english(read)
    ]
    if len(drawn) < _LEAST:
        return
    words = list(_WORD.finditer(text))
    runs: list[list[int]] = [[]]
    for nth in drawn:
        if runs[-1] and not _goes_on(words[runs[-1][-1] + 1 : nth]):
            runs.append([])
        runs[-1].append(nth)
    for run in runs:
        if len(run) >= _LEAST and sum(len(words[nth].group()) for nth in run) >= _ENOUGH:
            start, end = words[run[0]].start(), words[run[-1]].end()
            yield _replaced(plain[start:end], start, end, step)


def _goes_on(between: list[re.Match[str]]) -> bool:
    """Whether the words between two drawn ones may belong to them: they are few, and English."""
    return len(between) <= _BETWEEN and all(_is_english(word.group()) for word in between)


def _is_english(word: str) -> bool:
    """Whether a word is a common one, signs beside it apart."""
    plain = word.strip(_PUNCTUATION).lower()
    return len(plain) > 1 and known(plain)


_ALPHABETS: Final = (
    (_unaccented, "accents", re.compile("[\u00c0-\u02af\u1d00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff]")),
    (_skeletons, "look-alikes", re.compile(r"[^\x00-\u024f\u2000-\u206f\u3000-\u303f]")),
    (_keyboard, "keyboard-layout", re.compile("[\u0410-\u044f]")),
)
