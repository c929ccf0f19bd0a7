"""Puts what single words and lines were decoded to back among the words and lines around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.offsets import ONE
from govsim.guardrails.views.rewriting import Piece, Rewriting, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_WORDS: Final = 2  # what has more of them says enough by itself
_LONGEST: Final = 100  # characters
_LINE: Final = 400
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ABOVE: Final = 120  # characters of the lines above one that was decoded
_FEWEST: Final = 5  # digits of a value that needs a word beside it
_LABEL: Final = re.compile(r"[^\W\d_]{2}")
_MOST: Final = 24  # lines of one text that are shown with those above
_ENDS: Final = "\r\n"


def in_context(text: str, decodings: Iterable[Decoding]) -> Iterator[Decoding]:
    """Yield the lines in which words were decoded one by one, with all of them in their places.

    An order of which two words are encoded is none in either word, and a number has the word that
    tells what it is on the line above.
    """
    found = list(decodings)
    short = [decoding for decoding in found if _is_short(text, decoding)]
    steps: dict[Piece, tuple[str, ...]] = {}
    end = 0
    for decoding in sorted(short, key=lambda found: (found.start, -found.end)):
        if decoding.start >= end:
            steps[decoding.start, decoding.end, decoding.text] = decoding.steps
            end = decoding.end
    lines: list[Decoding] = []
    for near in stretches(steps):
        line = rewritten(text, near, *dict.fromkeys(step for each in near for step in steps[each]))
        lines.append(line)
        yield line
    yield from _below_others(text, (*found, *lines))


def _is_short(text: str, decoding: Decoding) -> bool:
    """Whether a decoding is less than its line, and no more than a word or two, or a value."""
    if len(decoding.text) > _LONGEST or decoding.end - decoding.start > _LINE:
        return False
    if "@" not in decoding.text and len(_WORD.findall(decoding.text)) > _WORDS:
        return False
    return not _is_whole(text, decoding)


def _is_whole(text: str, decoding: Decoding) -> bool:
    """Whether a decoding is of whole lines."""
    before = text[max(0, decoding.start - 1) : decoding.start]
    return before.strip(_ENDS) + text[decoding.end : decoding.end + 1].strip(_ENDS) == ""


def _below_others(text: str, decodings: Iterable[Decoding]) -> Iterator[Decoding]:
    """Yield the lines that were decoded to little more than a number, behind the lines above."""
    left = _MOST
    for decoding in decodings:
        start = decoding.start
        if not (start and left and _is_number(decoding.text) and _is_whole(text, decoding)):
            continue
        begin = _begin_above(text, start)
        if _LABEL.search(text, begin, start) is None:
            continue
        left -= 1
        yield _behind(text, begin, decoding)


def _begin_above(text: str, start: int) -> int:
    """Return where the lines begin that stand right above a line, or its own beginning."""
    low = max(0, start - _ABOVE)
    blank = text.rfind("\n\n", low, start)
    if blank >= 0:
        return blank + 2
    if low:
        line, space = text.find("\n", low - 1, start - 1), text.find(" ", low - 1, start)
        low = line + 1 if line >= 0 else space + 1 if space >= 0 else start
    return low


def _is_number(plain: str) -> bool:
    """Whether a text is short and has the digits of a value, to which the line above may belong."""
    return len(plain) <= _LONGEST and sum(map(str.isdigit, plain)) >= _FEWEST


def _behind(text: str, begin: int, decoding: Decoding) -> Decoding:
    """Return a decoding behind what stands in front of it."""
    made = Rewriting()
    made.add(text[begin : decoding.start], begin, decoding.start, ONE)
    if len(decoding.maps) == 1:
        plain = made.text + decoding.text
        maps = (decoding.maps[0].after(len(made.text), begin),)
        return Decoding(begin, decoding.end, plain, maps, decoding.steps)
    made.add(decoding.text, decoding.start, decoding.end)
    return made.decoding(begin, decoding.end, *decoding.steps)
