"""Reads what two signs spell, of whatever kind, that stand for bits, or for dots and dashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import STRANGERS, Clues, traits_of
from govsim.guardrails.views.decoders.spelled import MORSE
from govsim.guardrails.views.readable import likely, worded
from govsim.guardrails.views.rewriting import Rewriting
from govsim.guardrails.views.values import Decoding

Token = re.Match[str]
_TOKEN: Final = re.compile(r"\S+")
_LEAST: Final = 5  # groups of signs
_KINDS: Final = 3  # of groups of the same two letters or digits
_SIGNS: Final = 12  # of other kinds, in a text
_LONGEST_GROUP: Final = 8  # signs
_BITS: Final = (7, 8)
_LONGEST: Final = 6  # signs of a letter of Morse
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"0\xfe\xff", STRANGERS)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each row of groups of the same two signs that reads as text."""
    drawn = clues.raw.count(b"\xfe") >= _SIGNS
    if len(clues.unknown) < _KINDS and not drawn:
        return
    pairs = [
        word for word in clues.unknown if 1 < len(word) <= _LONGEST_GROUP and len(set(word)) == 2
    ]
    groups = max(Counter(map(frozenset, pairs)).values()) if len(pairs) >= _KINDS else 0
    if groups < _KINDS and not drawn:
        return
    if not _may_run(text):
        return
    for run in _runs(text):
        yield from _read(run)


def _may_run(text: str) -> bool:
    """Whether as many groups of few signs follow each other as a row has."""
    few = [len(token) <= _LONGEST_GROUP and len(set(token)) < 3 for token in text.split()]
    return b"\1" * _LEAST in bytes(few)


def _runs(text: str) -> Iterator[list[Token]]:
    """Yield the groups that follow each other and have the same two signs."""
    run: list[Token] = []
    signs: frozenset[str] = frozenset()
    for token in _TOKEN.finditer(text):
        group = token.group()
        both = signs | frozenset(group)
        between = group in ("/", "|") and bool(run)
        if between or (len(group) <= _LONGEST_GROUP and len(both) <= 2):
            run.append(token)
            signs = signs if between else both
            continue
        if len(run) >= _LEAST:
            yield run
        run, signs = (
            ([token], frozenset(group)) if len(group) <= _LONGEST_GROUP else ([], frozenset())
        )
        if len(signs) > 2:
            run, signs = [], frozenset()
    if len(run) >= _LEAST:
        yield run


def _read(run: list[Token]) -> Iterator[Decoding]:
    groups = [token for token in run if token.group() not in ("/", "|")]
    signs = sorted(frozenset("".join(token.group() for token in groups)))
    if len(signs) != 2 or signs == ["-", "."]:
        return
    for zero, one in (signs, signs[::-1]):
        if all(len(token.group()) in _BITS for token in groups):
            table = str.maketrans(zero + one, "01")
            letters = [chr(int(token.group().translate(table), 2)) for token in groups]
            made, step = _spelled(groups, letters), "binary"
        elif max(len(token.group()) for token in groups) <= _LONGEST:
            table = str.maketrans(zero + one, ".-")
            letters = [MORSE.get(token.group().translate(table), "") for token in groups]
            made, step = _spaced(run, letters), "morse"
        else:
            return
        if all(letters) and likely(made.text, least=10) and worded(made.text, 0.4):
            yield made.decoding(groups[0].start(), groups[-1].end(), step)
            return


def _spelled(groups: list[Token], letters: list[str]) -> Rewriting:
    made = Rewriting()
    for token, letter in zip(groups, letters, strict=True):
        made.add(letter, *token.span())
    return made


def _spaced(run: list[Token], letters: list[str]) -> Rewriting:
    """Return letters with spaces where more than a space stands between their groups."""
    made, spelled, before = Rewriting(), iter(letters), run[0].start()
    for token in run:
        if token.group() in ("/", "|"):
            made.add(" ", before, token.end())
        else:
            if token.start() - before > 1:
                made.add(" ", before, token.start())
            made.add(next(spelled), *token.span())
        before = token.end()
    return made
