"""Leaves out what people say while they tell a value: `+447 and then 7127 you know 2129`.

What is left is a value by its form or by a word beside it, which the detectors judge. An address is
put together where its parts are none alone: `ana.ra uh y7@co. ok rp.org`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.number_names import HESITATIONS
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.value_shapes import ADDRESS
from govsim.guardrails.views.values import Decoding

# Words that stand between two groups of a number, by language.
_SAID: Final = (
    "ok okay well so like wait then next and now right yes yeah you know i mean sorry also let me"
    " see also und dann danach weiter mit genau warte moment noch tja naja alors et puis ensuite"
    " voilà attends donc bon pues luego y entonces bueno espera después no więc potem i dalej"
    " czekaj poi e allora dunque cioè aspetta né então depois aí nou dus en daarna dan wacht even"
    " sen sedan och"
).split()
_HESITATING: Final = frozenset(HESITATIONS)
_WORD: Final = "|".join(sorted({*_SAID, *_HESITATING}, key=len, reverse=True))
_BY: Final = r"[ ,…]{1,3}"
_GAP: Final = rf"{_BY}(?:(?:{_WORD})(?![^\W_]){_BY}){{1,4}}"
_BETWEEN: Final = re.compile(
    rf"[ ,…](?:(?<=[\d.:].)|(?<=(?-i:[A-Z]).))[ ,…]{{0,2}}(?:(?:{_WORD})(?![^\W_]){_BY}){{1,4}}"
    r"(?=[+\d.:]|(?-i:[A-Z][\dA-Z]))",
    re.IGNORECASE,
)
_GROUPS: Final = re.compile(r"[\dA-Z.:+()/-]{1,24}(?:[ ][\dA-Z.:+-]{1,24}){0,4}")
_FIRST: Final = re.compile(r"[+(]?[\dA-Z.:()/-]{1,24}(?:[ ][\dA-Z.:-]{1,24}){0,4}$")
_LAST: Final = re.compile(r"[\dA-Z.:/-]{1,24}(?:[ ]\d{1,8}){0,4}(?!\w)")
_ADDRESS: Final = re.compile(
    rf"(?<![\w.+@-])(?:[\w.+-]{{1,40}}{_GAP}){{0,3}}[\w.+-]{{0,40}}@[\w.-]{{1,40}}"
    rf"(?:{_GAP}[\w.-]{{1,40}}){{0,3}}",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(_GAP, re.IGNORECASE)
_FEWEST: Final = 7  # digits of a number
_SEVERAL: Final = 2  # words that people say, in one number
_NEAR: Final = 64  # characters from an `@` to the beginning of what may be its address
_OPEN: Final = (".", ":", "@")  # signs that set no space beside them
_RAW_HESITATING: Final = frozenset((b"ok", b"okay", b"wait")) | frozenset(
    re.sub(r"[^\x00-\x7f]", "\xff", word).encode("latin-1") for word in _HESITATING
)
# Words between two groups, by their outline.
_GAP_OUTLINE: Final = re.compile(rb"0[.:]?,? (?:[a\xff]{1,12},? ){1,4}(?=\+?[0A])")
_SAYING: Final = frozenset(
    re.sub(r"[^\x00-\x7f]", "\xff", word).encode("latin-1") for word in (*_SAID, *_HESITATING)
)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with values, without the words that were said between their parts."""
    pieces: list[Piece] = []
    if clues.outline.count(b"0") >= _FEWEST:
        for near in stretches(_said(clues), _NEAR):
            pieces += _numbers(text, max(0, near[0][0] - _NEAR), near[-1][1] + _NEAR)
    if clues.has(b"@") and not clues.words.isdisjoint(_RAW_HESITATING):
        pieces += _addresses(text)
    for near_by in gathered(pieces):
        yield rewritten(text, near_by, "hesitations")


def _said(clues: Clues) -> Iterator[tuple[int, int]]:
    """Yield where such a word stands behind a digit, or a sign that ends a part."""
    for match in _GAP_OUTLINE.finditer(clues.outline):
        words = clues.lower[match.start() + 1 : match.end()].translate(None, b",.:").split()
        if _SAYING.issuperset(words):
            yield match.span()


def _numbers(text: str, begin: int, end: int) -> Iterator[Piece]:
    """Yield what stands between the groups of numbers, as the space that is left of it."""
    chain: list[re.Match[str]] = []
    for gap in _BETWEEN.finditer(text, begin, end):
        if chain and not _GROUPS.fullmatch(text, chain[-1].end(), gap.start()):
            yield from _left_out(text, chain)
            chain = []
        chain.append(gap)
    yield from _left_out(text, chain)


def _left_out(text: str, chain: list[re.Match[str]]) -> Iterator[Piece]:
    if not chain or not (len(chain) >= _SEVERAL or _hesitates(chain[0].group())):
        return
    start, end = chain[0].start(), chain[-1].end()
    first = _FIRST.search(text[max(0, start - _NEAR) : start])
    last = _LAST.match(text, end)
    if first is None or last is None:
        return
    digits = sum(map(str.isdigit, text[start - len(first.group()) : last.end()]))
    if digits >= _FEWEST:
        for gap in chain:
            glued = text[gap.start() - 1] in _OPEN or text[gap.end()] in _OPEN
            yield *gap.span(), "" if glued else " "


def _addresses(text: str) -> Iterator[Piece]:
    """Yield the addresses of mail that are told in parts."""
    done, at = 0, text.find("@")
    while at >= 0:
        low, high = max(done, at - _NEAR), at + _NEAR
        if at >= done and _PARTED.search(text, low, high) is not None:
            for match in _ADDRESS.finditer(text, low, high):
                done = match.end()
                if (solid := _put_together(match.group())) is not None:
                    yield *match.span(), solid
        at = text.find("@", at + 1)


def _put_together(told: str) -> str | None:
    """Return the address of parts none of which is one."""
    gaps = _PARTED.findall(told)
    if len(gaps) < _SEVERAL and not any(map(_hesitates, gaps)):
        return None
    solid = "".join(_PARTED.split(told)).rstrip(".")
    whole = any(map(ADDRESS.fullmatch, _PARTED.split(told)))
    return solid if not whole and ADDRESS.fullmatch(solid) else None


def _hesitates(gap: str) -> bool:
    """Whether what stands between two parts is nothing that anybody writes on purpose."""
    return not _HESITATING.isdisjoint(gap.lower().replace(",", " ").split())
