"""Works out numbers that are told as sums: `(1+4) (8-3) (0+0)`, `(171+3).(62+3).(3+3).(148+3)`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_SUM: Final = r"\([ ]?\d{1,9}[ ]?[+*x×−-][ ]?\d{1,9}[ ]?\)"
_BARE: Final = r"\d{1,2}[ ]?[+−-][ ]?\d{1,2}"
_ROW: Final = re.compile(rf"{_SUM}(?:[ ,.:;/|·-]{{0,3}}(?:{_SUM}|\d(?!\w))){{2,24}}")
_BARE_ROW: Final = re.compile(
    rf"(?<![\w.,+(-]){_BARE}(?:(?:,[ ]|[,;|/]|[ ]{{1,2}}){_BARE}){{6,24}}(?![\w+]|[-.,]\d)"
)
_OF_ROW: Final = re.compile(r"\(?[ ]?(\d{1,9})[ ]?([+*x×−-])[ ]?(\d{1,9})[ ]?\)?|(?<![+*x×−-])\d")
_OUTLINE: Final = re.compile(rb"\( ?0{1,9} ?[-+*x\xfea] ?0{1,9} ?\)")
_BARE_OUTLINE: Final = re.compile(
    rb"0 ?[-+\xfe] ?00?(?:,? |[,;|/])0?0 ?[-+\xfe] ?00?(?:,? |[,;|/])0?0 ?[-+\xfe]"
)
_OCTETS: Final = 4  # of an address of a machine
_BY: Final = re.compile(r"[\s,;|/·]+")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with what such sums come to."""
    pieces: list[Piece] = []
    if clues.has(b"(") and clues.has(b"+-*\xfe") and _OUTLINE.search(clues.outline) is not None:
        pieces += _worked_out(_ROW, text)
    if clues.has(b"+\xfe-") and _BARE_OUTLINE.search(clues.outline) is not None:
        pieces += _worked_out(_BARE_ROW, text)
    for near in stretches(pieces):
        yield rewritten(text, near, "sums")


def _worked_out(pattern: re.Pattern[str], text: str) -> Iterator[Piece]:
    for row in pattern.finditer(text):
        plain, last, results = "", row.start(), []
        for each in _OF_ROW.finditer(text, *row.span()):
            result = _result(each)
            if result < 0:
                break
            plain += text[last : each.start()] + str(result)
            results.append(result)
            last = each.end()
        else:
            if max(results) < 10:  # a digit each
                plain = _BY.sub("", plain)
            elif " . " in plain and len(results) == _OCTETS and 99 < max(results) < 256:
                plain = "ip " + ".".join(map(str, results))
            yield *row.span(), plain


def _result(each: re.Match[str]) -> int:
    if each[2] is None:
        return int(each.group())
    first, second = int(each[1]), int(each[3])
    if each[2] in "*x×":
        return first * second
    return first + second if each[2] == "+" else first - second
