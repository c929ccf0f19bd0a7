"""Leaves out what people say between the words of a value: `three six, hang on, two five`.

What is left is digits, signs and letters in words, which other readers put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.alphabets import NATO
from govsim.guardrails.views.decoders.number_names import COUNTED, HESITATIONS, SIGN_WORDS, TIMES
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten
from govsim.guardrails.views.values import Decoding

# What nobody writes on purpose, and what may be of a sentence as well.
_PAUSES: Final = (
    "hang on|hold on|one sec(?:ond)?|one moment|just a (?:sec(?:ond)?|moment|minute)|let me (?:see"
    "|check|look|think)"
    "|wait(?: a (?:sec(?:ond)?|moment|minute|bit))?|bear with me|give me a (?:sec(?:ond)?|moment)"
    "|you know|what was it"
    "|where was i|moment(?: mal)?|warte(?: mal)?|einen moment|ähm?|also|mal sehen|un moment"
    "|attends|attendez|voyons"
    "|un instant|un momento|espera|espere|a ver|déjame ver|aspetta|aspetti|un attimo|vediamo"
    "|deixa(?: eu)? ver|peraí"
    "|só um momento|wacht(?: even)?|even kijken|momentje|chwileczkę|czekaj|zaraz|"
) + "|".join(HESITATIONS)
_ASIDES: Final = (
    "and then|then|okay|ok|so|right|well|like|yes|yeah|sorry|now|next|alright|und dann|dann|et"
    " puis|puis|ensuite|y luego"
    "|luego|pues|bueno|e poi|poi|allora|depois|então|en dan|dan|potem"
)
_BY: Final = r"(?:[ ,.…—–;-]|\.{3}){1,5}"
_PAUSE: Final = re.compile(
    rf"{_BY}(?:(?:{_ASIDES}){_BY}){{0,2}}(?:{_PAUSES})(?![^\W_]){_BY}(?:(?:{_PAUSES}"
    rf"|{_ASIDES})(?![^\W_]){_BY}){{0,3}}",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(rf"(?:{_BY}(?:{_ASIDES})){{1,2}}(?![^\W_]){_BY}", re.IGNORECASE)
_HEADS: Final = (
    "hang hold sec second moment minute see check look think wait bit bear know was warte mal"
    " sehen attends attendez"
    " voyons instant momento espera espere ver aspetta aspetti attimo vediamo wacht kijken"
    " momentje czekaj zaraz"
    " chwileczk\xff pera\xff \xffhm \xffh"
).split()
_RAW: Final = frozenset(
    "".join(sign if sign.isascii() else "\xff" for sign in word).encode("latin-1")
    for word in (*_HEADS, *HESITATIONS)
)
_WORD_BEFORE: Final = re.compile(r"[^\W_]+$")
_WORD: Final = re.compile(r"[^\W_]+")
# Names of signs in addresses, set apart by commas: `libero, dot, it`.
_SIGN: Final = re.compile(
    r",?[ ](?P<sign>dot|punkt|punto|ponto|point|punt|underscore|dash|hyphen|at|at sign|arroba"
    r"|chiocciola)(?:,[ ]|[ ])",
    re.IGNORECASE,
)
_SIGNS: Final = frozenset((*SIGN_WORDS, "at", "sign", "symbol", "arroba", "underscore"))
_DOTS: Final = frozenset(b"dot punkt punto ponto point punt kropka".split())
_NAMES: Final = frozenset(COUNTED) | frozenset(TIMES) | frozenset(NATO)
_RAW_NAMES: Final = frozenset(name.encode() for name in _NAMES if name.isascii())
_OF_PORTUGUESE: Final = frozenset("dois três quatro cinco sete oito nove".split())
_FEW: Final = 3
_MOST: Final = 400  # pauses of one text
_REACH: Final = 90  # characters around a pause in which the value stands
_LEAST: Final = 5  # words of a value near one
_LETTERS: Final = 3
_LONGEST: Final = 20  # letters of a word
_HEXADECIMAL: Final = re.compile(r"[0-9A-Fa-f]{2}")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines without what is said between the words of values."""
    if clues.words.isdisjoint(_RAW):
        return
    dotted = not clues.words.isdisjoint(_DOTS)
    if not dotted and len(clues.words & _RAW_NAMES) < _FEW and clues.outline.count(b"0") < _LEAST:
        return
    pieces: list[Piece] = []
    for many, pause in enumerate(_pauses(text, clues)):
        if many >= _MOST:
            break
        if _is_within_value(text, *pause):
            pieces.append((*pause, " "))
            pieces += _signs(text, *pause) if dotted else ()
            pieces += _asides(text, *pause)
    for near in gathered(pieces):
        yield rewritten(text, near, "speech")


def _pauses(text: str, clues: Clues) -> Iterator[tuple[int, int]]:
    """Yield where people pause, with the signs on both sides."""
    fronts = []
    for at in clues.places(clues.words & _RAW):
        low = max(0, at - 2 * _LONGEST)
        before = list(re.finditer(r"[^\w\s'][ ]|(?<=\w)[ ]", text[low:at]))
        fronts += [low + each.start() for each in before[-_LETTERS:]]
    for pause in begun(_PAUSE, text, sorted(set(fronts))):
        yield pause.span()


def _is_within_value(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides are of a value, and several near are."""
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST), start)
    behind = _WORD.match(text, end)
    if before is None or behind is None:
        return False
    left, right = before.group().lower(), behind.group().lower()
    near = _WORD.findall(text, max(0, start - _REACH), end + _REACH)
    if "um" in _WORD.findall(text[start:end].lower()) and not _OF_PORTUGUESE.isdisjoint(near):
        return False  # a digit
    if left in _SIGNS or right in _SIGNS:
        return any(word.lower() in ("at", "arroba", "chiocciola") for word in near) or (
            sum(map(_weight, near)) >= _LEAST
        )
    return _is_told(left) and _is_told(right) and sum(map(_weight, near)) >= _LEAST


def _weight(word: str) -> int:
    """Return how many digits, signs or letters of a value a word is."""
    return len(word) if word.isdigit() else int(_is_told(word))


def _is_told(word: str) -> bool:
    """Whether a word is a digit, a sign, a letter or two digits of base 16."""
    small = word.lower()
    if small in _NAMES or small in _SIGNS or len(word) == 1:
        return True
    return any(map(str.isdigit, word)) or _HEXADECIMAL.fullmatch(word) is not None


def _asides(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield what else is said near a pause between two words of a value."""
    for aside in _ASIDE.finditer(text, max(0, start - _REACH), end + _REACH):
        before = _WORD_BEFORE.search(text, max(0, aside.start() - _LONGEST), aside.start())
        behind = _WORD.match(text, aside.end())
        if before and behind and _is_told(before.group()) and _is_told(behind.group()):
            yield *aside.span(), " "


def _signs(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield the names of signs near a pause that commas set apart, without the commas."""
    for sign in _SIGN.finditer(text, max(0, start - _REACH), end + _REACH):
        if "," in sign.group():
            yield *sign.span(), f" {sign['sign']} "
