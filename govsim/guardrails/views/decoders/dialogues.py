"""Joins a value that somebody gives in answers: its halves, or a part for each question.

`Ana: my address, first half: ana.r` `Tom: ok, and the rest?` `Ana: ay@corp.org`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.group_words import SPOKEN
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.values import Decoding

_TIME: Final = (
    r"[\[(]?(?:\d{1,4}[-/.]\d\d?[-/.]\d{1,4},?[ T])?\d\d?:\d\d(?::\d\d)?(?:[ ]?[AaPp][Mm])?[\])]?"
)
_LINE: Final = re.compile(
    rf"^[ \t]*(?:>[ ])?(?:{_TIME}[ \t]*(?:[-–|][ ])?)?"
    r"(?P<who><?[^\W\d_][\w.'-]{0,20}(?:[ ][\w.'-]{1,20}){0,2}>?)"
    r"[ \t]?[:>][ \t](?P<said>[^\n]{1,160})$",
    re.MULTILINE,
)
# That what follows is the first of two parts.
_FIRST: Final = re.compile(
    r",?[ ](?:the[ ]|die[ ]|la[ ]|le[ ])?(?:first|1st|erste[rn]?|primera?|premi[eè]re?|prima"
    r"|primeira|eerste)[ ]"
    r"(?:half|part|bit|piece|h[äa]lfte|teil|mitad|parte|moiti[ée]|partie|met[àa]|metade|helft"
    r"|deel)(?:[ ](?:is|ist|es|est|è|é))?"
    r"[ ]?[:=,]?[ ]",
    re.IGNORECASE,
)
_REST: Final = re.compile(
    r"(?:(?:and|then|ok|okay|yes|sure|the|rest|second|other|last|half|part|is|it's|und|dann|y|et|e"
    r"|here|comes)[ ,:]{1,2}){0,6}",
    re.IGNORECASE,
)
_HALF: Final = re.compile(r"\S{1,60}(?:[ ]\S{1,20}){0,4}?(?=[.,;!]?$)")
_ANSWER: Final = re.compile(
    r"(?:(?:it's|its|that's|sure|ok|yes|and|then)[ ,]{1,2}){0,3}"
    r"(?P<part>[+(]?[\dA-Fa-f][\w:.)/-]{0,20}(?:[ -][\dA-Za-z][\w:.-]{0,12}){0,4}"
    r"|(?:[A-Za-z]{1,7}[ ,-]{1,2}){0,11}[A-Za-z]{1,7})[.,!]?"
)
_WORD: Final = re.compile(r"[^\W_]+")
_MOST: Final = 2000  # lines
_FEWEST: Final = 3  # lines
_PARTS: Final = 2
# What is said that may be part of a number, to its first digit: a line holds one at least.
_SAID: Final = re.compile(
    rb"[:>][ \t]+(?:(?:it's|its|that's|sure|ok|yes|and|then)[ ,]{1,2}){0,3}"
    rb"(?:[^\n0-9\xfe\xff]{0,160}[0-9\xfe\xff]|(?:"
    + "|".join(sorted(word for word in SPOKEN if word.isascii())).encode()
    + rb")(?![a-z]))"
)
# The words of ASCII of which one is in `_FIRST`.
_FIRSTS: Final = frozenset(
    b"first 1st erste erster ersten primer primera premier premiere prima primeira eerste".split()
)
_HEADS: Final = re.compile(rb"\n[^\n:>]{0,40}(?::\d\d[^\n:>]{0,30}){0,2}[:>][ \t]")

_LONGEST_HEAD: Final = 120  # characters
_ENDS: Final = (b": ", b":\t", b"> ", b">\t")  # of a head


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the stretches in which the parts of a value follow each other in one line."""
    if b"\n" not in clues.raw or not clues.has(b":>"):
        return
    halved = not clues.ascii or not clues.words.isdisjoint(_FIRSTS)
    if not (halved or _may_answer(clues)):
        return
    heads = list(islice(_heads(clues), _MOST))
    if len(heads) < _FEWEST:
        return
    lines = [line for head in heads if (line := _LINE.match(text, head.start())) is not None]
    for found in (_halves, _answers):
        for near in gathered(list(found(lines))):
            yield rewritten(text, near, "dialogue")


def _heads(clues: Clues) -> Iterator[re.Match[bytes]]:
    """Yield the heads of lines in which somebody is named, each with the break in front of it."""
    raw = b"\n" + clues.raw
    ends = clues.places(_ENDS)
    begins = {raw.rfind(b"\n", max(0, end - _LONGEST_HEAD), end + 1) for end in ends} - {-1}
    for begin in sorted(begins):
        if (head := _HEADS.match(raw, begin)) is not None:
            yield head


def _may_answer(clues: Clues) -> bool:
    """Whether as many lines as a number has parts hold digits, or words for them, alone."""
    said = islice(_SAID.finditer(clues.lower), _PARTS)
    return sum(1 for _ in said) == _PARTS


def _halves(lines: list[re.Match[str]]) -> Iterator[Piece]:
    """Yield what stands in front of the first half of a value, and between it and the other."""
    for nth, line in enumerate(lines[:-1]):
        first = _FIRST.search(line["said"])
        if first is None:
            continue
        begin = line.start("said") + first.end()
        half = _HALF.fullmatch(line.string, begin, line.end())
        behind = next(
            (each for each in lines[nth + 1 : nth + 4] if each["who"] == line["who"]), None
        )
        if half is None or behind is None:
            continue
        rest = _REST.match(behind["said"])
        at = behind.start("said") + (rest.end() if rest else 0)
        if _HALF.match(line.string, at, behind.end()) is not None:
            yield line.start("said") + first.start(), begin, ": "
            yield half.end(), at, ""


def _answers(lines: list[re.Match[str]]) -> Iterator[Piece]:
    """Yield what stands between the parts that are the answers to questions."""
    row: list[tuple[int, int]] = []
    who = ""
    for nth, line in enumerate(lines):
        answer = _ANSWER.fullmatch(line["said"].rstrip())
        asked = nth > 0 and _asks(lines[nth - 1]) and lines[nth - 1]["who"] != line["who"]
        if answer is not None and asked and _is_part(answer["part"]) and who in ("", line["who"]):
            start = line.start("said") + answer.start("part")
            row.append((start, start + len(answer["part"])))
            who = line["who"]
        elif line["who"] == who or not _asks(line):
            yield from _between(row)
            row, who = [], ""
    yield from _between(row)


def _between(row: list[tuple[int, int]]) -> Iterator[Piece]:
    if len(row) >= _PARTS:
        for (_, end), (start, _) in pairwise(row):
            yield end, start, " "


def _asks(line: re.Match[str]) -> bool:
    """Whether a line is a question or a word of one who listens, with no number in it."""
    said = line["said"].rstrip()
    return not any(map(str.isdigit, said)) and (said.endswith("?") or len(_WORD.findall(said)) < 6)


def _is_part(part: str) -> bool:
    """Whether an answer is digits, or words for them."""
    words = _WORD.findall(part.lower())
    return any(map(str.isdigit, part)) or all(word in SPOKEN for word in words)
