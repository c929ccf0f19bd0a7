"""Reads tables whose columns blanks set apart, so that headers stand before their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.tables import LONGEST, Cell, told_labels

# A line of words, some of them two blanks apart, in front of a line with digits.
_HEADER: Final = re.compile(
    r"(?P<line>[^\n\d ]++(?: [^\n\d ]++){0,5}+ {2,}+[^\s\d][^\n\d]{0,200}+)\n"
    r"(?:[-= ]{3,200}+\n)?(?=[^\n]{0,300}\d)"
)
_WORDS: Final = re.compile(r"\S+(?: \S+)*")
_MOST: Final = 5_000  # rows of one table


def aligned(text: str) -> Iterator[Cell]:
    """Yield the cells under headers that name something, in linear time."""
    done = 0
    for begin in _begins(text):
        match = _HEADER.match(text, begin) if begin >= done else None
        if match is None:
            continue
        words = list(_WORDS.finditer(match["line"]))
        labels = told_labels([word.group() for word in words])
        if labels is None or len(labels) < 2:
            continue
        starts = [word.start() for word in words]
        done = match.end()
        for _ in range(_MOST):
            stop = text.find("\n", done)
            stop = len(text) if stop < 0 else stop
            row = list(_row(text[done:stop], starts))
            if not row:
                break
            for column, start, end in row:
                if labels[column] and end - start <= LONGEST:
                    yield Cell(done + start, done + end, labels[column])
            done = stop + 1
            if done >= len(text):
                break


def _begins(text: str) -> Iterator[int]:
    """Yield where lines begin with a letter in which two blanks stand behind a word."""
    gap = _GAP.search(text)
    while gap is not None:
        at = gap.start()
        begin = text.rfind("\n", 0, at) + 1
        if text[begin].isalpha():
            yield begin
        end = text.find("\n", at)
        gap = _GAP.search(text, end) if end >= 0 else None


_GAP: Final = re.compile(r"  (?<=\S  )")  # a search for blanks is quick


def _row(line: str, starts: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the column of each cell of a line, and where the cell stands in it.

    A line with as many cells as there are headers is read cell by cell; of others each column
    begins below its header, where no word goes on across that place.
    """
    cells = [match.span() for match in _WORDS.finditer(line)]
    if len(cells) == len(starts):
        yield from ((column, *span) for column, span in enumerate(cells))
        return
    cut = [start for start in starts if start < len(line)]
    if len(cut) < 2 or any(start and line[start - 1] != " " for start in cut):
        return
    for column, (start, end) in enumerate(pairwise((*cut, len(line)))):
        value = line[start:end]
        bare = value.strip()
        if bare:
            begin = start + value.index(bare)
            yield column, begin, begin + len(bare)
