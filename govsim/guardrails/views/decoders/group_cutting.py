"""Cuts a stretch of text into the groups that a number may have, and the words in front of each.

Where no digit is told in a word, only what holds one, or a few capitals, may be a group: the words
between two of them are read only where the two may belong together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.decoders.group_orders import Group
from govsim.guardrails.views.decoders.group_signs import LONGEST_WORD, Names, plains_of
from govsim.guardrails.views.decoders.group_words import COUNTING
from govsim.guardrails.views.decoders.told_words import folded

Counts = dict[int, tuple[int, int]]  # where a count begins, where it ends, and what it counts
TOKEN: Final = re.compile(r"[^\W_]+|\*+")
WIDEST: Final = 80  # characters between two groups
_MOST: Final = 48  # groups
# What may be a group of a text in ASCII: of digits alone, or of letters as well.
_DIGITS: Final = re.compile(r"(?<![0-9A-Za-z])[0-9]+(?![0-9A-Za-z])|\*+")
_LETTERED: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Za-z]*[0-9][0-9A-Za-z]*|[A-Z]{1,4}(?![0-9A-Za-z]))|\*+"
)
_LONG: Final = re.compile(rf"[A-Za-z]{{{LONGEST_WORD},}}")  # in which names of digits may run
_COUNTER: Final = re.compile(
    rf"(?:(?<=[\s,;:(\[|>*-])|^)(?:#(?P<a>\d{{1,2}})[:.)=]?(?=\s)"
    rf"|(?:{COUNTING})[ ]?#?(?P<b>\d{{1,2}})(?:[ ]?(?:/|of|von|de|sur|z)[ ]?\d{{1,2}})?"
    r"(?=[ ]?[:=).\-–—>|]|[ ](?:is|ist|es|est|reads?)\b|[ ]\d)"
    r"|\[?\(?(?P<c>\d{1,2})[ ]?(?:/|of)[ ]?\d{1,2}[\])]?[ ]?[:)\]]?(?=\s)"
    r"|(?P<d>\d{1,2})(?:[.)=:]|[ ][-–>=]+)(?=[ ])|[(\[](?P<e>\d{1,2})[)\]](?=[ ])"
    r"|(?P<f>\d{1,2})(?:st|nd|rd|th)\b(?:[ ](?:part|group|block|piece|four|bit|line)\b)?:?)",
    re.IGNORECASE | re.MULTILINE,
)
# The last one or two digits of any number, and the name in front of a count.
_SHORT_NUMBER: Final = re.compile(r"[0-9](?:(?<![0-9].)[0-9]?(?![0-9]))")
_COUNTING_FRONT: Final = re.compile(
    rf"(?:(?<=[\s,;:(\[|>*-])|^)(?:{COUNTING})[ ]?#?\Z", re.IGNORECASE | re.MULTILINE
)
_LONGEST_COUNTING: Final = max(map(len, COUNTING.split("|"))) + 2


def counters(text: str, begin: int, end: int) -> Counts:
    """Return where counts of parts begin, with their ends and what they count, if they do."""
    found = [match for match in _counted(text, begin, end) if match.lastgroup]
    by_kind = Counter(match.lastgroup for match in found)
    for kind, times in by_kind.most_common():
        here = [match for match in found if match.lastgroup == kind]
        numbers = sorted({int(match[kind or 0]) for match in here})
        if (
            1 < times <= _MOST
            and numbers[0] in (0, 1)
            and len(numbers) == numbers[-1] - numbers[0] + 1
        ):
            return {m.start(): (m.end(), int(m[kind or 0])) for m in here}
    return {}


def _counted(text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what `_COUNTER` finds in a stretch; in ASCII it is looked for around short numbers."""
    if not text[begin:end].isascii():
        yield from _COUNTER.finditer(text, begin, end)
        return
    done = begin
    for number in _SHORT_NUMBER.finditer(text, begin, end):
        at = number.start()
        named = _COUNTING_FRONT.search(text, max(done, at - _LONGEST_COUNTING), at)
        starts = [named.start()] if named is not None else []
        # In front of the number stand two brackets at most, or a sign.
        for start in (*starts, at - 2, at - 1, at):
            match = _COUNTER.match(text, start, end) if start >= done else None
            if match is not None:
                yield match
                done = match.end()
                break


def groups_of(
    text: str, stretch: tuple[int, int], names: Names, counts: Counts, *, lettered: bool
) -> list[Group]:
    """Return the groups of digits in a stretch, and the words in front of each, if some are near.

    Args:
        text: What is read.
        stretch: From where to where.
        names: Of digits, in the language of the text.
        counts: What counts the parts.
        lettered: Whether letters may stand in a group, or be one.
    """
    begin, end = stretch
    wide = names is not None or bool(counts)
    tokens = _tokens(text, begin, end, wide=wide, lettered=lettered)
    plains = plains_of([written for _, _, written in tokens], names)
    first = TOKEN.search(text, begin, end)
    if first is None:
        return []
    groups: list[Group] = []
    last = done = first.start()  # what was read of the words, besides counts
    words: list[str] = []
    count = -1
    for (start, stop, written), plain in zip(tokens, plains, strict=True):
        if start < done:
            continue
        counter = _counter_at(counts, start) if counts else None
        if counter is not None and counter[0] > start:
            words += words_in(text[done:start])
            done, count = counter
        elif plain and (lettered or plain.isdigit() or plain == "*"):
            gap = text[last:start]
            if start - done <= WIDEST:
                words += words_in(text[done:start])
            plus = gap[-1:] == "+" and gap != "+"
            odd = plain != written and plain != written.upper()
            groups.append(Group(start - plus, stop, plain, tuple(words), gap, count, odd, plus))
            words, last, done, count = [], stop, stop, -1
    return groups


def _tokens(
    text: str, begin: int, end: int, *, wide: bool, lettered: bool
) -> list[tuple[int, int, str]]:
    """Return what may be a group, or every word where any may be."""
    pattern = _LETTERED if lettered else _DIGITS
    if wide or not text[begin:end].isascii() or _LONG.search(text, begin, end) is not None:
        pattern = TOKEN
    return [(*match.span(), match.group()) for match in pattern.finditer(text, begin, end)]


@lru_cache(maxsize=4096)
def words_in(gap: str) -> tuple[str, ...]:
    """Return the words between two groups; the fields of rows have the same time and again."""
    return tuple(map(folded, TOKEN.findall(gap)))


def _counter_at(counts: Counts, start: int) -> tuple[int, int] | None:
    """Return the count of a part that begins at a word, or a sign in front of it."""
    return next((counts[at] for at in range(start, start - 3, -1) if at in counts), None)
