"""Joins what line breaks cut: values over two lines, and text that is wrapped inside words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.cut_values import cut_by, cuts_value
from govsim.guardrails.views.rewriting import Piece, Rewriting, rewritten, stretches
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import cut, known, share

Span = tuple[int, int]
_AROUND: Final = 80  # characters beside a break that are looked at
_PART: Final = 20  # characters of a value on a line of its own
_INDENT: Final = r"[ \t>]{0,8}"
# Each begins with its break or its `@`, so that a search goes from one to the next. Before the
# break stands a blank, a sign of `@.+:-`, a digit of sixteen, or none of ASCII.
_BEFORE_DIGIT: Final = re.compile(
    rf"\n(?<=[^\x00-\x08\x0e-\x1b!-*,/;-?G-`a-\x7f].){_INDENT}(?=[(.:)-]? ?[0-9A-F])", re.DOTALL
)
_GROUP_BEFORE: Final = re.compile(r" \d{2,6}$")
_GROUP_AFTER: Final = re.compile(r"\d{2,6} ")
_AT: Final = re.compile(r"@")
_BREAK: Final = re.compile(rf"[ \t]{{0,4}}\r?\n{_INDENT}")
_SIGNS: Final = frozenset("@.-+:")
_STOPS: Final = (".", "!", "?", ";", ")")
_HYPHENED: Final = re.compile(r"-\r?\n[ \t]{0,8}([a-z]{1,24})")
_LETTERED: Final = re.compile(
    r"\n[ \t]{0,8}(?:\d{1,3}[.):]|[-*•])[ \t]{1,4}([A-Za-z])(?=[ \t]*(?:\n|$))"
)
_LISTED: Final = re.compile(rb"[\3-\t]{5}")  # lines of such a list, by their widths
_LEAST_SINGLE: Final = 4
_SPELLED: Final = 0.8  # share of the letters that stand in words
_WRAPPED: Final = 4  # lines of one length that are cut inside words
_WIDEST: Final = 60
_ALIKE: Final = re.compile(rb"([^\0])\1{%d}" % (_WRAPPED - 1), re.DOTALL)
_LETTERS: Final = re.compile(r"[A-Za-z]{1,24}")
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"\n")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines that hold a value or words when their breaks are taken away."""
    if b"\n" not in clues.raw:
        return
    breaks: set[Span] = set()
    if clues.numbers or clues.mixed:
        breaks.update(_before_digits(text))
    if clues.has(b"@"):
        breaks.update(_beside_ats(text))
    pieces: list[Piece] = [
        (*span, _instead(text, *span)) for span in sorted(breaks) if cuts_value(text, *span)
    ]
    joined = {piece[:2] for piece in pieces}
    others = [span for span in sorted(breaks) if span not in joined]
    close = [after[0] - before[1] <= _PART for before, after in pairwise(others)]
    several = [
        span
        for span, before, after in zip(others, [False, *close], [*close, False], strict=False)
        if before or after
    ]
    if len(several) > 1:
        pieces += ((*span, _instead(text, *span)) for span in cut_by(text, several, strict=True))
    for near in stretches(sorted(pieces)):
        yield rewritten(text, near, "line-break")
    yield from _wrapped(text, clues)
    if b"-\n" in clues.raw:
        yield from _hyphened(text)
    if clues.singles >= _LEAST_SINGLE and _LISTED.search(clues.widths) is not None:
        yield from _lettered(text)


def _instead(text: str, start: int, end: int) -> str:
    """Return the space that sets groups of digits apart, if there was one beside the break."""
    if not text[start:end].strip("\r\n"):
        return ""
    grouped = _GROUP_BEFORE.search(text[max(0, start - 8) : start]) or _GROUP_AFTER.match(text, end)
    return " " if grouped else ""


def _before_digits(text: str) -> Iterator[Span]:
    for match in _BEFORE_DIGIT.finditer(text):
        start = match.start()
        while start and text[start - 1] in " \t\r" and match.start() - start < 4:
            start -= 1
        if start and (
            text[start - 1].isdigit() or text[start - 1] in _SIGNS or text[start - 1] in "ABCDEF"
        ):
            yield start, match.end()


def _beside_ats(text: str) -> Iterator[Span]:
    """Yield the first break before and after each `@`, if no space comes between."""
    for at in _AT.finditer(text):
        before = text.rfind("\n", max(0, at.start() - _AROUND), at.start())
        after = text.find("\n", at.end(), at.end() + _AROUND)
        for place in (before, after):
            if place < 0:
                continue
            found = _BREAK.match(text, place - (text[place - 1 : place] == "\r"))
            if found is None:
                continue
            start, end = found.span()
            while start and text[start - 1] in " \t" and place - start < 4:
                start -= 1
            between = text[end : at.start()] if place == before else text[at.end() : start]
            # The end of a sentence above `@app.route` ends no address.
            ended = place == before and not between.strip() and text[start - 1 : start] in _STOPS
            if " " not in between.strip() and not ended:
                yield start, end


def _wrapped(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield runs of lines of one length that are cut inside words."""
    widths = list(map(len, clues.lines))
    # As many lines of one length are in few texts.
    if not _ALIKE.search(bytes([width if width <= _WIDEST else 0 for width in widths])):
        return
    at = begun = many = 0
    last = -1
    for width in (*widths, -1):
        if width != last:
            if many >= _WRAPPED and 0 < last <= _WIDEST:
                yield from _unwrapped(
                    text, [(end, end + 1, "") for end in range(begun + last, at, last + 1)]
                )
            last, many, begun = width, 0, at
        many += 1
        at += width + 1


def _unwrapped(text: str, breaks: list[Piece]) -> Iterator[Decoding]:
    pieces = [piece for piece in breaks if piece[1] < len(text)]
    if sum(_cuts_word(text, start) for start, _, _ in pieces) >= max(2, 0.3 * len(pieces)):
        yield rewritten(text, pieces, "wrapped")


def _cuts_word(text: str, at: int) -> bool:
    """Whether a word goes over a break, and what stands before or after it is none."""
    after = _LETTERS.match(text, at + 1)
    start = at
    while start > 0 and at - start < 24 and text[start - 1].isalpha():
        start -= 1
    if after is None or start == at:
        return False
    left, right = text[start:at].lower(), after.group().lower()
    return known(left + right) and not (known(left) and known(right))


def _hyphened(text: str) -> Iterator[Decoding]:
    """Yield the lines whose last words are hyphened into the next line."""
    pieces: list[Piece] = []
    for match in _HYPHENED.finditer(text):
        start = match.start()
        while start > 0 and match.start() - start < 24 and text[start - 1].isalpha():
            start -= 1
        if start < match.start() and known((text[start : match.start()] + match.group(1)).lower()):
            pieces.append((match.start(), match.start(1), ""))
    for near in stretches(pieces):
        yield rewritten(text, near, "hyphened")


def _lettered(text: str) -> Iterator[Decoding]:
    """Yield what the lines of a list spell that are one letter each."""
    run: list[re.Match[str]] = []
    for match in (*_LETTERED.finditer(f"\n{text}"), None):  # the first line is one too
        if run and (match is None or match.start() - run[-1].end() > 1):
            spelled = "".join(line.group(1) for line in run)
            if len(run) > _LEAST_SINGLE and share(cut(spelled.lower())) >= _SPELLED:
                made = Rewriting()
                for line in run:
                    made.add(line.group(1), line.start(1) - 1, line.end(1) - 1)
                yield made.decoding(run[0].start(1) - 1, run[-1].end(1) - 1, "lettered-lines")
            run = []
        if match is not None:
            run.append(match)
