"""Undoes escapes of single characters: percent, HTML entities, backslashes, quoted-printable."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from itertools import pairwise
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import known

_H: Final = "[0-9A-Fa-f]"
_NESTED: Final = re.compile(rf"\#?[A-Za-z0-9]{{2,8}};|{_H}{{2}}|u{_H}{{4}}")
_LETTERS_BEFORE: Final = re.compile(r"[A-Za-z]+$")
_LETTERS_AFTER: Final = re.compile(r"[A-Za-z]+")
_CONTROL: Final = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_GROUPING: Final = frozenset(
    " .:-/()\u00a0\u2009\u202f\u2010\u2011\u2013\u2014\u00b7\u2022"
)  # of digits
_MOST_SHOWN: Final = 5  # characters to one control character
_ENOUGH: Final = 3  # letters in a row that are escaped together, or of what is often escaped
_SELDOM: Final = frozenset("@.:-_+,/()\u2010")  # that nobody needs to escape inside a word
# The names of signs that no text in HTML needs, nor holds where nothing is to be hidden.
_NEEDLESS: Final = frozenset(
    "&comma; &period; &colon; &commat; &sol; &plus; &dash; &hyphen; &Tab;".split()
)
# An address of hardware, the area of a telephone, with all but digits escaped.
_VALUE: Final = re.compile(r"[0-9A-Fa-f]{2}(?:%3[Aa][0-9A-Fa-f]{2}){5}|%28\d{3}%29(?:%20|\+)?\d{3}")


def _hexadecimal(escape: str, sign: str) -> str:
    raw = bytes.fromhex(escape.replace(sign, ""))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _utf16(escape: str) -> str:
    return bytes.fromhex(escape.replace(escape[:2], "")).decode("utf-16-be", "replace")


def _percent(escape: str) -> str:
    return _utf16(escape) if escape[1] == "u" else _hexadecimal(escape, "%")


def _entity(escape: str) -> str | None:
    if not escape.endswith(";") and not escape.startswith("&#"):
        return None  # `&copy=` stands in many an address
    return unescape(escape)


def _backslash(escape: str) -> str | None:
    kind = escape[1]
    if kind == "N":
        try:
            return unicodedata.lookup(escape[3:-1])
        except KeyError:
            return None
    if kind == "u" and escape[2] != "{":
        return _utf16(escape)
    if kind == "x" and escape[2] != "{":
        return _hexadecimal(escape, "\\x")
    if kind in "uUx":
        return _character(escape[2:].strip("{}"))
    parts = escape[1:].split("\\")
    if all(len(part) == 3 and part.isdigit() and max(part) < "8" for part in parts):
        return "".join(chr(int(part, 8)) for part in parts)
    return _character(escape[1:].rstrip(" ")) if len(escape.rstrip(" ")) > 2 else None


def _character(digits: str) -> str | None:
    code = int(digits, 16)
    return chr(code) if 9 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else None


def _quoted(escape: str) -> str:
    return "" if escape[1] in "\r\n" else _hexadecimal(escape, "=")


def _numbered(escape: str) -> str | None:
    return _character(escape[2:].rstrip(" ,"))


class _Kind(NamedTuple):
    sign: bytes  # what it begins with
    pattern: re.Pattern[str]  # it begins with that sign too, so that a search goes from one to one
    read: Callable[[str], str | None]
    step: str


_PERCENT: Final = rf"%(?:{_H}{{2}}(?:%{_H}{{2}})*|u{_H}{{4}}(?:%u{_H}{{4}})*)"
_AMPERSAND: Final = rf"&(?:\#[0-9]{{1,7}}|\#[xX]{_H}{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,24}});?"
_BACKSLASH: Final = (
    rf"\\(?:u{_H}{{4}}(?:\\u{_H}{{4}})*|u\{{{_H}{{1,6}}\}}|x{_H}{{2}}(?:\\x{_H}{{2}})*"
    rf"|x\{{{_H}{{1,6}}\}}|U{_H}{{8}}|N\{{[A-Za-z0-9 -]{{1,80}}\}}"
    rf"|0{{2,4}}{_H}{{2,4}}(?!{_H})[ ]?|[0-3][0-7]{{2}}(?:\\[0-3][0-7]{{2}})*|{_H}{{1,6}}[ ]?)"
)
# Small letters stand in none that a program wrote; three in a row are no accident.
_EQUALS: Final = rf"=(?:{_H}{{2}}(?:={_H}{{2}}){{2,}}|[0-9A-F]{{2}}(?:=[0-9A-F]{{2}})*|\r?\n)"
_DRESSED: Final = re.compile("[\u2460-\u24ff\uff10-\uff5a\U0001d400-\U0001d7ff]")
_NUMBER: Final = rf"U\+{_H}{{4,6}}(?:[ ,]{{1,2}}(?=U\+))?"
_KINDS: Final = (
    _Kind(b"%", re.compile(_PERCENT), _percent, "percent"),
    _Kind(b"&", re.compile(_AMPERSAND), _entity, "entities"),
    _Kind(b"\\", re.compile(_BACKSLASH), _backslash, "escapes"),
    _Kind(b"=", re.compile(_EQUALS), _quoted, "quoted-printable"),
    _Kind(b"+", re.compile(_NUMBER), _numbered, "escapes"),
)
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"%&\\=+")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which characters are escaped that need it not."""
    pieces: list[tuple[Piece, str]] = []
    for kind in _KINDS:
        if clues.has(kind.sign):
            for match in kind.pattern.finditer(text):
                plain = kind.read(match.group())
                if plain is not None and plain != match.group() and _shown(plain):
                    pieces.append(((*match.span(), plain), kind.step))
    pieces.sort()
    steps = dict(pieces)
    for near in stretches(_apart([piece for piece, _ in pieces])):
        if _worth(text, near, steps):
            yield rewritten(text, near, *dict.fromkeys(steps[piece] for piece in near))


def _in_ascii(plain: str) -> str:
    """Return letters and digits that are wide, bold or in circles as the plain ones."""
    return unicodedata.normalize("NFKC", plain) if _DRESSED.search(plain) else plain


def _shown(plain: str) -> bool:
    """Whether hardly a control character comes of an escape; `%02d` is no escape."""
    return len(_CONTROL.findall(plain)) * _MOST_SHOWN <= len(plain)


def _apart(pieces: list[Piece]) -> list[Piece]:
    """Return pieces without those that lie in the one before."""
    overlapping = {after for before, after in pairwise(pieces) if after[0] < before[1]}
    return [piece for piece in pieces if piece not in overlapping] if overlapping else pieces


def _worth(text: str, near: list[Piece], steps: dict[Piece, str]) -> bool:
    """Whether somebody went out of the way to escape, rather than escaped what needs it."""
    needless = usual = 0.0
    quoted = [piece for piece in near if steps[piece] == "quoted-printable"]
    mail = len(quoted) > 2 and len({text[start:end] for start, end, _ in quoted}) > 1
    mail = mail and any(text[start:end] in _MAIL_ESCAPES for start, end, _ in quoted)
    for piece in near:
        weigh = _WEIGHTS[steps[piece]]
        more, less = weigh(text, *piece)
        needless += max(more, 0.4) if mail and weigh is _weigh_mail else more
        usual += less
    return needless >= 1 or usual >= _ENOUGH


def _weigh_sign(text: str, start: int, end: int, plain: str) -> tuple[float, float]:
    """Return how needless and how usual an escape of a percent sign, an entity or a code is."""
    ascii_ = sum(sign.isascii() and (sign.isalnum() or sign == "@") for sign in _in_ascii(plain))
    letters = sum(map(str.isalnum, plain)) - ascii_
    between = text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()
    if between and plain in _GROUPING and text[start] in "%&":
        return 1 if text[start] == "&" and plain in _SELDOM else 0.5, 0
    if between and plain in _SELDOM and text[start] == "\\":
        return 0.5, 0
    if plain == "+" and text[end : end + 2].isdigit() and not text[start - 1 : start].isalnum():
        return 1, 0  # the country of a telephone
    inside = _in_word(text, start, end)
    if inside == 2 and text[start] == "&" and plain in _SELDOM:
        return 1 if text[start - 1].isdigit() and text[end].isdigit() else 0.5, 0
    if (
        text[start] == "%"
        and plain in (":", "(")
        and _VALUE.match(text, start - 2 * (plain == ":"))
    ):
        return 1, 0
    if plain in ("%", "&", "\\") and _NESTED.match(text, end):
        return 1, 0
    if plain.endswith(("&#", "&#x")) and text[end : end + 1].isalnum():
        return 0.5, 0  # an entity that is escaped once more
    if text[start:end] in _NEEDLESS:
        return 1, 0
    if not letters and not ascii_ and plain.strip() and not plain.isprintable():
        return int(inside == 2), 0  # it is not seen, and splits a word
    if text[start] == "%" and ascii_ == 1 == len(plain) and plain != "@":
        return (0 if text[start + 2] in "cdef" and inside < 2 else 0.5), 0  # `%4d` is a format
    if plain in ("\t", "\n"):
        return int(inside == 2 and text[start] == "&"), 0
    if plain == " ":
        return 0, int(inside > 0)
    blank = plain == _HARD and _in_words(text, start, end)
    if text[start] == "&" and inside and (letters or blank):
        return ascii_, _ENOUGH  # `M&uuml;ller`, `Ana&nbsp;Kos`: it parts a name that a page shows
    return ascii_, letters if inside or letters >= _ENOUGH else 0


def _weigh_code(text: str, start: int, end: int, plain: str) -> tuple[float, float]:
    """Return the same of a backslash escape: a single letter is usual in code."""
    if text.startswith(("\\u", "\\U", "\\N", "U+"), start):
        return _weigh_sign(text, start, end, plain)
    if plain == "@" and text[start + 1] == "1" and _in_word(text, start, end) == 2:
        return 1, 0  # `ana\100corp`; the others are read with the address
    if plain in _GROUPING and text[start - 1 : start].isdigit() and text[end : end + 1].isdigit():
        return 0.5, 0
    ascii_ = sum(sign.isascii() and (sign.isalnum() or sign == "@") for sign in _in_ascii(plain))
    return (ascii_ / _ENOUGH if ascii_ >= _ENOUGH or len(plain) == 1 else 0), 0


def _weigh_mail(text: str, start: int, end: int, plain: str) -> tuple[float, float]:
    """Return the same of a quoted-printable escape: `=25` is usual wherever numbers are set."""
    ascii_ = sum(sign.isascii() and sign.isalnum() for sign in _in_ascii(plain))
    if len(plain) > 1:
        return ascii_ / _ENOUGH, 0
    if plain in _GROUPING and text[start - 1 : start].isdigit() and text[end : end + 1].isdigit():
        return 0.5, 0
    left = _LETTERS_BEFORE.search(text[max(0, start - 16) : start])
    right = _LETTERS_AFTER.match(text[end : end + 16])
    if left is None or right is None:
        return 0, 0
    return ascii_ / 2 * known(f"{left.group()}{plain}{right.group()}".lower()), 0


def _in_word(text: str, start: int, end: int) -> int:
    """Return on how many sides of an escape a letter or digit stands."""
    return text[start - 1 : start].isalnum() + text[end : end + 1].isalnum()


def _in_words(text: str, start: int, end: int) -> bool:
    """Whether a letter stands on both sides of an escape."""
    return text[start - 1 : start].isalpha() and text[end : end + 1].isalpha()


_HARD: Final = "\u00a0"  # a blank at which no line breaks
_MAIL_ESCAPES: Final = frozenset(("=3D", "=20", "=\n", "=\r\n", "=2E"))
_WEIGHTS: Final = {
    "percent": _weigh_sign,
    "entities": _weigh_sign,
    "escapes": _weigh_code,
    "quoted-printable": _weigh_mail,
}
