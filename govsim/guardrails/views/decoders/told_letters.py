"""Reads what is said sign by sign behind a word for it: `key: capital A, bravo, seven, dash …`.

Keys in groups of one size, and with signs as words, are read behind a word for a key as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import WORDS, Clues, Words
from govsim.guardrails.views.decoders.alphabets import NATO
from govsim.guardrails.views.decoders.number_names import BY_LANGUAGE, TIMES
from govsim.guardrails.views.decoders.told_words import KINDS
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_SAID_SIGNS: Final = {
    "dash": "-", "hyphen": "-", "minus": "-", "underscore": "_", "dot": ".", "period": ".",
    "at": "@", "slash": "/", "hash": "#", "star": "*", "bang": "!", "plus": "+", "space": "",
    "colon": ":", "equals": "=", "dollar": "$", "percent": "%", "exclamation": "!", "mark": "",
    "sign": "", "then": "", "and": "",
}  # fmt: skip
_CAPITAL: Final = frozenset(("capital", "cap", "upper", "uppercase", "big"))
_SMALL: Final = frozenset(("lower", "lowercase", "small", "little"))
_DIGITS: Final = BY_LANGUAGE[0]
_LABELS: Final = {
    word: kind for word, kind in KINDS.items() if kind in ("iban", "mac", "id", "key")
} | {"mail": "email", "email": "email", "wifi": "key"}
_NAMING: Final = frozenset(map(str.encode, _LABELS))
_SPELLING: Final = frozenset(
    word.encode() for word in (*NATO, *_SAID_SIGNS, *_CAPITAL, *_SMALL) if len(word) > 3
) - {b"then", b"mark", b"sign", b"space", b"november", b"mike", b"small", b"little", b"period"}
TELLING: Final = _NAMING | _SPELLING
_SIGNS: Final = frozenset((b"dash", b"hyphen", b"minus", b"underscore", b"dot"))
_SPELLED: Final = frozenset(map(str.encode, (*NATO, *_SAID_SIGNS, *_CAPITAL, *_SMALL, *_DIGITS)))
_SPELLED_WIDTH: Final = 96  # characters that as many words take
_FEWEST_SINGLE: Final = 8
_FEWEST_GROUPS: Final = 5
_FEWEST_MIXED: Final = 2
_TOKEN: Final = re.compile(r"[^\W_]+|[^\w\s]|_")
_APART: Final = re.compile(r"[\s,.;:/|'\"-]{0,3}")
_AHEAD: Final = 48  # characters between a word and what it tells of
_LONGEST: Final = 600
_SAID: Final = re.compile(
    r"[A-Za-z0-9]{2,80}(?: (?:dash|hyphen|minus|underscore|dot) [A-Za-z0-9]{1,80}){1,8}"
)
_SAID_SIGN: Final = re.compile(r" (dash|hyphen|minus|underscore|dot) ")
_EVEN: Final = re.compile(r"(?<!\S)[\w+/=-]{3,6}(?: [\w+/=-]{1,6}){4,40}(?!\S)")
_STARTS: Final = re.compile(r"(?<!\S)[\w+/=-]")
_SHORTEST_KEY: Final = 16


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the values that are said sign by sign, behind the words for them."""
    named = words & _NAMING
    if not named:
        return
    spelled = clues.singles >= _FEWEST_GROUPS or len(words & _SPELLING) > 1
    grouped = len(clues.mixed) + len(clues.numbers) >= _FEWEST_GROUPS or not words.isdisjoint(
        _SIGNS
    )
    if not spelled:
        named = frozenset(word for word in named if _LABELS[word.decode()] == "key")
    pieces: list[Piece] = []
    done = 0
    for at, word in sorted(_labels(clues, named)) if spelled or grouped else ():
        if at < done:
            continue
        dense = spelled and _is_spelled_near(clues, at)
        found = _row(text, at, _LABELS[word]) if dense else None
        if found is None and grouped and _LABELS[word] == "key":
            found = _said(text, at) or _grouped(text, at)
        if found is not None:
            start, done, plain = found
            pieces.append((start, done, f"{word}: {plain}"))
    for near in stretches(apart(pieces)):
        yield rewritten(text, near, "spelled-out")


def _is_spelled_near(clues: Clues, at: int) -> bool:
    """Whether as many single signs as a value has, or words for some, stand behind a place."""
    words = clues.lower[at : at + _AHEAD + _SPELLED_WIDTH].translate(WORDS).split()
    return sum(len(word) == 1 or word in _SPELLED for word in words) >= _FEWEST_SINGLE - 2


def _labels(clues: Clues, named: Words) -> Iterator[tuple[int, str]]:
    """Yield where each word for a value ends, and the word."""
    for word in named:
        at = clues.lower.find(word)
        while at >= 0:
            end = at + len(word)
            alone = clues.lower[max(0, at - 1) : at] + clues.lower[end : end + 1]
            if not any(97 <= code <= 122 for code in alone):
                yield end, word.decode()
            at = clues.lower.find(word, end)


def _said(text: str, at: int) -> tuple[int, int, str] | None:
    """Return the key of which signs are words, behind a word for it."""
    if _SAID_SIGN.search(text, at, at + 2 * _AHEAD) is None:
        return None
    said = _SAID.search(text, at, at + _LONGEST)
    if said is None or said.start() > at + _AHEAD:
        return None
    plain = _SAID_SIGN.sub(lambda sign: _SAID_SIGNS[sign[1]], said.group())
    good = len(plain) >= _SHORTEST_KEY and any(map(str.isdigit, plain))
    return (*said.span(), plain) if good else None


def _grouped(text: str, at: int) -> tuple[int, int, str] | None:
    """Return the key that stands in groups behind a word for it."""
    for word in _STARTS.finditer(text, at, at + _AHEAD):
        even = _EVEN.match(text, word.start())
        if even is not None and _is_even(even.group().split()):
            return *even.span(), even.group().replace(" ", "")
    return None


def _is_even(groups: list[str]) -> bool:
    """Whether groups are of one size but for the last, and letters and digits of no word."""
    size = len(groups[0])
    if any(len(group) != size for group in groups[:-1]) or len(groups[-1]) > size:
        return False
    return sum(map(_is_mixed, groups)) >= _FEWEST_MIXED


def _is_mixed(group: str) -> bool:
    """Whether a group is neither a word nor a number."""
    if group.isalpha():
        return not (group.islower() or group.isupper() or group.istitle())
    return any(map(str.isalpha, group))


class _Row:
    """The signs said so far, and what was said of the next one."""

    def __init__(self) -> None:
        self.signs: list[str] = []
        self.start = self.stop = -1
        self.case = ""
        self.times = 1

    def say(self, token: re.Match[str], low: str) -> bool:
        """Take a word that tells of the next sign; say whether it was one."""
        if low in _CAPITAL or low in _SMALL:
            self.case = "upper" if low in _CAPITAL else "lower"
        elif low in TIMES:
            self.times = TIMES[low]
        else:
            return False
        self.start = token.start() if self.start < 0 else self.start
        return True

    def add(self, token: re.Match[str], sign: str) -> None:
        """Take a sign."""
        sign = sign.upper() if self.case == "upper" else sign.lower() if self.case else sign
        self.signs.append(sign * self.times)
        self.start = token.start() if self.start < 0 else self.start
        self.stop = token.end()
        self.case, self.times = "", 1

    @property
    def is_long(self) -> bool:
        """Whether as many signs were said as a value has."""
        return sum(map(bool, self.signs)) >= _FEWEST_SINGLE

    @property
    def plain(self) -> str:
        """The signs together, if they are no number and not the alphabet."""
        plain = "".join(self.signs)
        if plain.count("_") * 3 > len(plain):
            plain = plain.replace("_", "")  # what sets the signs apart
        return plain if _is_lettered(plain) and self.is_long else ""


def _is_lettered(plain: str) -> bool:
    return any(map(str.isalpha, plain)) and plain.lower() not in ascii_lowercase


def _row(text: str, at: int, kind: str) -> tuple[int, int, str] | None:
    """Return the first row of signs behind a word that is long enough, and where it stands."""
    row, last = _Row(), at
    for token in _TOKEN.finditer(text, at, at + _LONGEST):
        low = token.group().lower()
        if row.signs and not _APART.fullmatch(text, last, token.start()):
            break
        if row.say(token, low):
            last = token.end()
        elif (sign := _sign(token.group(), low, kind, spelling=bool(row.signs))) is not None:
            row.add(token, sign)
            last = token.end()
        elif token.group().isalnum() or not row.signs:
            if row.is_long:
                break
            if token.start() > at + _AHEAD:
                return None
            row = _Row()
    return (row.start, row.stop, row.plain) if row.plain else None


def _sign(word: str, low: str, kind: str, *, spelling: bool) -> str | None:
    """Return the sign that a word stands for, or None: it ends the row."""
    if len(word) == 1:
        return word if word.isalnum() or (spelling and word == "_") else None
    if low in NATO:
        return NATO[low] if kind in ("email", "mac") else NATO[low].upper()
    if low in _DIGITS:
        return _DIGITS[low]
    if spelling and low in _SAID_SIGNS:
        return _SAID_SIGNS[low]
    return word if word.isdigit() and len(word) < 5 and spelling else None
