r"""Reads values in strings that code or markup cuts: `"+81 9#0".replace("#", "")`, `\emph{an}a@`.

Strings of a shell side by side, the arguments of CONCAT, signs that a pattern escapes, and emphasis
inside a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_TEXT: Final = r"(?P<q>[\"'`])(?P<text>[^\"'`\n]{4,200})(?P=q)"
_OLD: Final = r"\s{0,2}(?:r|b)?(?P<o>[\"'/])(?P<old>[^\"'/\n]{1,6})(?P=o)g?\s{0,2}"
_NOTHING: Final = r"\s{0,2}(?:r|b)?(?:\"\"|''|``)\s{0,2}"
# Calls that leave something out of a string, whatever stands first.
_LEFT_OUT: Final = (
    re.compile(rf"{_TEXT}\s{{0,2}}\.(?:replace(?:All)?|gsub|sub)\({_OLD},{_NOTHING}\)"),
    re.compile(rf"{_TEXT}\s{{0,2}}\.split\({_OLD}\)\s{{0,2}}\.join\({_NOTHING}\)"),
    re.compile(rf"(?:\"\"|'')\.join\(\s{{0,2}}{_TEXT}\s{{0,2}}\.split\({_OLD}\)\s{{0,2}}\)"),
    re.compile(rf"(?:re\.sub|str_replace|preg_replace|gsub)\({_OLD},{_NOTHING},\s{{0,2}}{_TEXT}\s{{0,2}}\)"),
    re.compile(rf"REPLACE\(\s{{0,2}}{_TEXT}\s{{0,2}},{_OLD},{_NOTHING}\)", re.IGNORECASE),
    re.compile(rf"echo\s{{1,2}}{_TEXT}\s{{0,2}}\|\s{{0,2}}tr\s{{1,2}}-d\s{{1,2}}(?P<o>[\"'])(?P<old>[^\"'\n]{{1,6}})(?P=o)"),
    re.compile(rf"echo\s{{1,2}}{_TEXT}\s{{0,2}}\|\s{{0,2}}sed\s{{1,2}}[\"']?s/(?P<old>[^/\n]{{1,6}})//g[\"']?"),
)  # fmt: skip
# Of each of them, what is in a text in which it finds something: one of each row.
_PIECES: Final = (
    ((b".replace(", b".replaceAll(", b".gsub(", b".sub("),),
    ((b".split(",), (b".join(",)),
    ((b".split(",), (b'"".join(', b"''.join(")),
    ((b"re.sub(", b"str_replace(", b"preg_replace(", b"gsub("),),
    (),  # in letters of either case
    ((b"echo",), (b"-d",)),
    ((b"echo",), (b"sed",)),
)
_CALLS: Final = (b"replace(", b"replaceall(", b"gsub(", b".sub(", b".split(", b"tr -d", b"sed ")
CALLING: Final = frozenset(b"replace replaceall gsub sub split tr sed concat".split())
_STRING: Final = r"(?:'[^'\"\s]{1,80}'|\"[^'\"\s]{1,80}\")"
_SIDE_BY_SIDE: Final = re.compile(rf"(?<![\w\"'\\]){_STRING}{{2,24}}(?![\w\"'\\])")
_QUOTES: Final = (b"'\"", b"\"'")
_BOTH: Final = frozenset(b"'\"")
_LITERAL: Final = r"(?:'[^'\n]{0,80}'|\"[^\"\n]{0,80}\")"
_CONCATENATED: Final = re.compile(
    rf"concat(?:_ws)?\(\s{{0,2}}({_LITERAL}(?:\s{{0,2}},\s{{0,2}}{_LITERAL}){{1,24}})\s{{0,2}}\)",
    re.IGNORECASE,
)
_EACH: Final = re.compile(r"'([^'\n]{0,80})'|\"([^\"\n]{0,80})\"")
_COMMAND: Final = (
    r"\\(?:text(?:tt|bf|it|sf|sc|rm|sl|normal|up|md)?|emph|underline|uline|mbox|hbox"
    r"|math(?:rm|bf|tt|it|sf))"
)
_OF_TEX: Final = re.compile(rf"{_COMMAND}\{{([^{{}}\n\\]{{0,120}})\}}")
_TEX_ROW: Final = re.compile(
    rf"(?<![\\\w])[\w@.+-]{{0,40}}{_OF_TEX.pattern}"
    rf"(?:[\w@.:+/-]{{0,40}}{_OF_TEX.pattern}){{1,24}}[\w@.:+/-]{{0,40}}"
)
_TEX: Final = (b"\\text", b"\\emph{", b"\\underline{", b"\\math", b"\\mbox{")
_ESCAPED: Final = re.compile(
    r"(?<![\\\w])\^?\w{1,8}\.?(?:(?:\\[-:.@ +/()_]){1,2}\w{1,24}){2,24}\$?(?![\\\w])"
)
_ESCAPE: Final = re.compile(r"\\([-:.@ +/()_])")
_ESCAPES: Final = (b"\\-", b"\\:", b"\\.", b"\\ ", b"\\@")
_LEFT: Final = re.compile(r"[\w*~@.:+/=-]{1,80}$")
_RIGHT: Final = re.compile(r"[\w*~@.:+/=-]{1,200}")
_STRESS: Final = re.compile(r"\*\*|~~")
_REACH: Final = 80  # characters in front of an emphasis
_APART: Final = 28  # characters from one escape to the next
_SHORTEST: Final = 10  # characters of a value
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b'"\\*~')


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such values in one piece."""
    pieces: list[Piece] = []
    for at in clues.places(_QUOTES) if clues.traits >= _BOTH else ():
        begin = text.rfind(text[at], max(0, at - _REACH), at)
        match = _SIDE_BY_SIDE.match(text, begin) if begin >= 0 else None
        if match is not None and _is_value(joined := _together(match.group())):
            pieces.append((*match.span(), joined))
    if clues.has(b"\\"):
        pieces += _unescaped(text, clues)
    if b"**" in clues.raw or b"~~" in clues.raw:
        pieces += _unstressed(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "put-together")


def called(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with values that calls leave signs out of, or put together."""
    pieces = list(_shortened(text, clues.raw, clues.lower))
    if b"concat" in clues.words:
        pieces += ((*m.span(), f'"{_together(m[1])}"') for m in _CONCATENATED.finditer(text))
    for near in gathered(pieces):
        yield rewritten(text, near, "put-together")


def _shortened(text: str, raw: bytes, low: bytes) -> Iterator[Piece]:
    """Yield the strings of calls that leave something out of them, without it."""
    empty = b'""' in low or b"''" in low
    if not (empty or b"tr -d" in low or b"| sed" in low) or not any(c in low for c in _CALLS):
        return
    for pattern, rows in zip(_LEFT_OUT, _PIECES, strict=True):
        may = all(any(map(raw.__contains__, row)) for row in rows)
        for match in pattern.finditer(text) if may else ():
            yield *match.span(), f'"{match["text"].replace(match["old"], "")}"'


def _unstressed(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield words that emphasis begins or ends inside of, without it."""
    done = 0
    for place in clues.places((b"**", b"~~")):
        at = place - 1
        if not (clues.raw[at : at + 1].isalnum() and clues.raw[at + 3 : at + 4].isalnum()):
            continue
        left, right = _LEFT.search(text[max(done, at - _REACH) : at]), _RIGHT.match(text, at)
        if at < done or right is None:
            continue
        start, done = at - len(left.group() if left else ""), right.end()
        if _is_value(solid := _STRESS.sub("", text[start:done])):
            yield start, done, solid


def _together(strings: str) -> str:
    return "".join(one or other for one, other in _EACH.findall(strings))


def _unescaped(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield what stands in commands of TeX, or with escapes of a pattern, without them."""
    if any(map(clues.raw.__contains__, _TEX)):
        for match in _TEX_ROW.finditer(text):
            yield *match.span(), _OF_TEX.sub(r"\1", match.group())
    escapes = [(at, at) for at in clues.places(sign for sign in _ESCAPES if sign in clues.raw)]
    for near in stretches(escapes, _APART):
        if len(near) > 1:
            low = max(0, near[0][0] - _APART)
            for match in _ESCAPED.finditer(text, low, near[-1][1] + _APART):
                plain = _ESCAPE.sub(r"\1", match.group()).strip("^$")
                if _is_value(plain):
                    yield *match.span(), plain


def _is_value(plain: str) -> bool:
    """Whether a text is long enough for a value, and has digits or the sign of an address."""
    return len(plain) >= _SHORTEST and ("@" in plain or any(map(str.isdigit, plain)))
