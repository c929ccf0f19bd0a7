r"""Reads values in strings that code or markup cuts: `"+81 9#0".replace("#", "")`, `\emph{an}a@`.

Strings of a shell side by side, the arguments of CONCAT, signs that a pattern escapes, and emphasis
inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
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
_CALLS: Final = (b"replace(", b"replaceall(", b"gsub(", b".sub(", b".split(", b"tr -d", b"sed ")
_STRING: Final = r"(?:'[^'\"\s]{1,80}'|\"[^'\"\s]{1,80}\")"
_SIDE_BY_SIDE: Final = re.compile(rf"(?<![\w\"'\\]){_STRING}{{2,24}}(?![\w\"'\\])")
_QUOTES: Final = (b"'\"", b"\"'", b"''", b'""')
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
_STRESSED: Final = re.compile(rb"[0-9A-Za-z](?:\*\*|~~)[0-9A-Za-z]")
_LEFT: Final = re.compile(r"[\w*~@.:+/=-]{1,80}$")
_RIGHT: Final = re.compile(r"[\w*~@.:+/=-]{1,200}")
_STRESS: Final = re.compile(r"\*\*|~~")
_REACH: Final = 80  # characters in front of an emphasis
_SHORTEST: Final = 10  # characters of a value
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"\"'`\\*~")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such values in one piece."""
    pieces: list[Piece] = []
    low = clues.lower
    if clues.has(b"(|"):
        pieces += _shortened(text, low)
        if b"concat" in low:
            pieces += ((*m.span(), f'"{_together(m[1])}"') for m in _CONCATENATED.finditer(text))
    if any(map(clues.raw.__contains__, _QUOTES)):
        for match in _SIDE_BY_SIDE.finditer(text):
            if _is_value(joined := _together(match.group())):
                pieces.append((*match.span(), joined))
    if clues.has(b"\\"):
        pieces += _unescaped(text, clues)
    if b"**" in clues.raw or b"~~" in clues.raw:
        pieces += _unstressed(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "put-together")


def _shortened(text: str, low: bytes) -> Iterator[Piece]:
    """Yield the strings of calls that leave something out of them, without it."""
    empty = b'""' in low or b"''" in low
    if not (empty or b"tr -d" in low or b"| sed" in low) or not any(c in low for c in _CALLS):
        return
    for pattern in _LEFT_OUT:
        for match in pattern.finditer(text):
            yield *match.span(), f'"{match["text"].replace(match["old"], "")}"'


def _unstressed(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield words that emphasis begins or ends inside of, without it."""
    done = 0
    for inner in _STRESSED.finditer(clues.raw):
        at = inner.start() + 1
        left, right = _LEFT.search(text[max(done, at - _REACH) : at]), _RIGHT.match(text, at)
        if at < done or left is None or right is None:
            continue
        start, done = at - len(left.group()), right.end()
        if _is_value(solid := _STRESS.sub("", text[start:done])):
            yield start, done, solid


def _together(strings: str) -> str:
    return "".join(one or other for one, other in _EACH.findall(strings))


def _unescaped(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield what stands in commands of TeX, or with escapes of a pattern, without them."""
    if any(map(clues.raw.__contains__, _TEX)):
        for match in _TEX_ROW.finditer(text):
            yield *match.span(), _OF_TEX.sub(r"\1", match.group())
    if any(map(clues.raw.__contains__, _ESCAPES)):
        for match in _ESCAPED.finditer(text):
            plain = _ESCAPE.sub(r"\1", match.group()).strip("^$")
            if _is_value(plain):
                yield *match.span(), plain


def _is_value(plain: str) -> bool:
    """Whether a text is long enough for a value, and has digits or the sign of an address."""
    return len(plain) >= _SHORTEST and ("@" in plain or any(map(str.isdigit, plain)))
