"""Joins what is said in turns: in captions, in transcripts, in messages one after the other.

`Caller: 5355.` `Agent: okay.` `Caller: 6405.` Times, names of who speaks and the words by which the
other listens are left out where a number goes on behind them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.group_words import SPOKEN
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_CAPTION: Final = re.compile(
    r"[ \t]*\n\s*(?:\d{1,5}[ \t]*\n)?[ \t]*(?:\d\d:)?\d\d:\d\d[,.]\d{1,3}[ ]?-->[ ]?"
    r"(?:\d\d:)?\d\d:\d\d[,.]\d{1,3}[^\n]{0,60}\n"
)
_TIME: Final = (
    r"[\[(]?(?:\d{1,4}[-/.]\d\d?[-/.]\d{1,4},?[ T])?\d\d?:\d\d(?::\d\d)?(?:[ ]?[AaPp][Mm])?[\])]?"
)
_TURN: Final = re.compile(
    rf"^(?P<tag>\[[^\]\d\n]{{1,30}}\][ ])?(?:[ \t]*{_TIME}[ \t]*(?:[-–|][ ])?)?"
    rf"(?P<who><?[A-Z][\w.'-]{{0,20}}(?:[ ][\w.'-]{{1,20}}){{0,2}}>?:?>?[ \t]?(?<=[:>\t])[ \t]*)?",
    re.MULTILINE,
)
_LISTENS: Final = frozenset(
    "okay ok k right yes yep yeah yup mhm mmhm mm hmm uhhuh uh huh aha got it go ahead on"
    " i see sure alright"
    " perfect great thanks thank you and then next continue please noted gotcha fine good"
    " correct carry"
    " ja genau gut weiter verstanden si sí vale claro sigue oui d accord tak dobrze dalej sim certo"
    " va bene poi prego sir ma am hm understood copy roger keep going ready listening".split()
)
_HEADS: Final = re.compile(
    rb"\n[ \t\[(]{0,4}(?:\d|<?[A-Z])[^\n:>]{0,40}(?::\d\d[^\n:>]{0,30}){0,2}[:>][ \t]"
)
_WORD: Final = re.compile(r"[^\W_]+")
_GROUP: Final = re.compile(
    r"[\s(+]{0,3}(?:and |then )?(?:[A-Za-z]{0,4}\d[\w.:/@-]{0,23}|[A-Z]{1,4}\d{0,4}"
    r"|[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){1,5})"
    r"(?:[ ,-]{1,3}(?:[A-Za-z]{0,4}\d[\w.:/-]{0,23}|[A-Z]{1,4})){0,6}[\s.,;!]{0,3}"
)
_MOST: Final = 2000  # lines
_LONGEST: Final = 60  # characters of a group


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the stretches in which a number goes on from turn to turn, in one line."""
    if b"\n" not in clues.raw or not clues.has(b":>"):
        return
    if b"-->" in clues.raw:
        pieces = [(*match.span(), " ") for match in _CAPTION.finditer(text) if match.start()]
        for near in stretches(pieces):
            yield rewritten(text, near, "turns")
        return
    heads = islice(_HEADS.finditer(b"\n" + clues.raw), 2)
    if len(list(heads)) > 1 and (b"0" in clues.outline or not clues.words.isdisjoint(_RAW_SPOKEN)):
        for near in stretches(list(_turns(text))):
            yield rewritten(text, near, "turns")


_RAW_SPOKEN: Final = frozenset(word.encode() for word in SPOKEN if word.isascii() and len(word) > 2)


class _Turn(NamedTuple):
    """What somebody said last."""

    who: str
    end: int
    question: tuple[int, int] | None  # what stands between it and the turn before, if it is a group


def _turns(text: str) -> Iterator[Piece]:
    """Yield what stands between one group and the next, on the lines of one who speaks."""
    at = 0
    last: _Turn | None = None
    for line in text.split("\n", _MOST)[:_MOST]:
        end = at + len(line)
        turn = _TURN.match(text, at, end)
        start = turn.end() if turn else at
        words = (
            [w.lower() for w in _WORD.findall(text, start, end)]
            if end - start < _LONGEST
            else ["…"]
        )
        if turn is None or start == at or not words:
            last = None
        elif all(word in _LISTENS for word in words):
            if last is None and turn["tag"]:
                last = _Turn("", turn.end("tag") - 1, None)
        else:
            group = last is not None and _is_group(text[start:end], words)
            if last is not None and group and last.who in (turn["who"], ""):
                if last.question is not None:
                    yield *last.question, " "
                yield last.end, start, " "
                last = None
            question = (last.end, start) if last is not None and group else None
            last = _Turn(turn["who"] or "", end - (text[end - 1] in ".,;!…"), question)
        at = end + 1


def _is_group(said: str, words: list[str]) -> bool:
    """Whether what somebody says is nothing but a part of a number."""
    return _GROUP.fullmatch(said) is not None or all(word in SPOKEN for word in words)
