"""Holds the texts of a file: where each stands in it, and in which channel."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from govsim.errors import Place
from govsim.guardrails import Channel

_ESCAPE: Final = re.compile(r"\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*+"')
_LINE_END: Final = re.compile("\n")
_FAR: Final = 1 << 62  # a line behind every line
_HIGH: Final = range(0xD800, 0xDC00)


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a CSV file as it stands, quotes and line ends too."""

    text: str
    delimiter: str

    def cell(self, number: int) -> tuple[int, int]:
        """Return where the content of a cell stands in the row, half-open, without its quotes."""
        cells = _cells(self.text, self.delimiter)
        return cells[number] if number < len(cells) else (len(self.text), len(self.text))


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a file.

    A part is either a stretch of the file as it stands, lines and all, or the value of a field
    that was decoded; `written` is then how the file has it, on one line. Where its lines are moved
    in or folded, `starts` tells where each of them stands.
    """

    text: str
    where: str = ""  # the path or row inside the file: `messages[2].content`, `row 14, prompt`
    channel: Channel | None = None  # None: the form of the file does not tell
    line: int = 1  # of the file, where it begins
    column: int = 1
    written: str | None = None  # the value with its escapes; None: as it stands
    fixed: bool = False  # only the line is known
    label: str = ""  # the header of its column, or its key
    lines: int = 1  # of the file that it takes, where only the first is known
    record: Record | None = None  # the row of a CSV file that it is a cell of
    cell: int = 0  # which one, from 0
    starts: tuple[tuple[int, int, int], ...] = ()  # offset in the text, its line, its column

    def place(self, source: str, start: int, end: int) -> Place:
        """Return where a stretch of the text stands in its file."""
        if self.record is not None:
            return self._in_record(self.record, source, start, end)
        if self.starts:
            return self._among_lines(source, start, end)
        if self.fixed:
            return Place(source, self.line, self.column)
        if self.written is not None:
            first, last = _written(self.written, start), _written(self.written, end)
            return Place(source, self.line, self.column + first, max(1, last - first))
        begins = _begins(self.text)
        line = bisect_right(begins, start) - 1
        begin = begins[line]
        column = start - begin + (self.column if line == 0 else 1)
        stop = self.text.find("\n", start, end)
        return Place(source, self.line + line, column, (end if stop < 0 else stop) - start)

    def _in_record(self, record: Record, source: str, start: int, end: int) -> Place:
        """Return the place in a cell; its beginning, where quotes are doubled in it."""
        first, last = record.cell(self.cell)
        is_plain = record.text[first:last] == self.text
        whole = Part(record.text, line=self.line)
        at, to = (first + start, first + end) if is_plain else (first, min(first + 1, last))
        return whole.place(source, at, max(at, to))

    def _among_lines(self, source: str, start: int, end: int) -> Place:
        at = self._line_at(start)
        offset, line, column = self.starts[at]
        following = self.starts[at + 1][0] if at + 1 < len(self.starts) else len(self.text)
        stop = min(end, start + len(self.text[start:following].rstrip()))
        return Place(source, line, column + max(0, start - offset), max(1, stop - start))

    def _line_at(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, (offset, _FAR, 0)) - 1)

    def last_line(self, end: int) -> int:
        """Return the line of the file on which a stretch of the text ends, at the latest."""
        if self.starts:
            return self.starts[self._line_at(end - 1)][1]
        if self.fixed:
            return self.line + self.lines - 1
        is_on_one = self.written is not None
        return self.line + (0 if is_on_one else bisect_left(_begins(self.text), end + 1) - 1)


@dataclass(frozen=True, slots=True)
class Document:
    """The texts of one file, and what of it could not be read."""

    source: str
    parts: tuple[Part, ...] = ()
    gaps: tuple[tuple[Place, str], ...] = ()  # place, and reason as one sentence
    is_text: bool = True  # False: it holds no text at all, such as a picture
    no_text: tuple[str, ...] = ()  # where in it pictures and sound stand


def unescaped(written: str) -> str:
    """Return the value of a JSON string, given without its quotes; a broken escape stays."""
    if "\\" not in written:
        return written
    return "".join(value for value, _ in _pieces(written))


def starts_of(written: str, offset: int, line: int, column: int) -> Iterator[tuple[int, int, int]]:
    """Yield where the stretches between escapes begin of a JSON string, given without its quotes.

    Args:
        written: On one line.
        offset: Of its value in a longer text.
        line: Of the file, where it stands.
        column: Of its first character.
    """
    for value, length in _pieces(written):
        yield offset, line, column
        offset += len(value)
        column += length


def _written(written: str, count: int) -> int:
    """Return where the character of a number stands in a string with escapes."""
    if "\\" not in written:
        return count
    values, places, is_plain = _pieces_of(written)
    at = bisect_right(values, count) - 1
    return places[at] + (count - values[at] if is_plain[at] else 0)


# A text may hold findings without number, and a row cells: what their places are counted by is made
# once a text, for they are asked of one text after the other.


@lru_cache(maxsize=1)
def _begins(text: str) -> tuple[int, ...]:
    """Return where the lines of a text begin."""
    return (0, *(match.end() for match in _LINE_END.finditer(text)))


@lru_cache(maxsize=1)
def _cells(text: str, delimiter: str) -> tuple[tuple[int, int], ...]:
    """Return where the content of each cell of a row stands, half-open, without its quotes."""
    found: list[tuple[int, int]] = []
    at = 0
    while True:
        quoted = _QUOTED.match(text, at)
        if quoted is None and text.startswith('"', at):  # nobody closes it
            return (*found, (at + 1, len(text)))
        begin = quoted.end() if quoted else at
        end = text.find(delimiter, begin)
        end = len(text) if end < 0 else end
        found.append((at + 1, begin - 1) if quoted else (at, end))
        if end == len(text):
            return tuple(found)
        at = end + 1


@lru_cache(maxsize=1)
def _pieces_of(written: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]:
    """Return of each stretch of a string with escapes where its value begins, and it itself.

    The third tells whether it is as long as its value. The last one is empty, at the end of all.
    """
    values, places, is_plain = [0], [0], list[bool]()
    for value, length in _pieces(written):
        values.append(values[-1] + len(value))
        places.append(places[-1] + length)
        is_plain.append(len(value) == length)
    return tuple(values), tuple(places), (*is_plain, False)


_SHORT: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def _pieces(written: str) -> Iterator[tuple[str, int]]:
    """Yield each stretch of the value with the length it is written in."""
    done = 0
    high = ""
    for match in _ESCAPE.finditer(written):
        if match.start() > done:
            if high:
                yield high, 6
                high = ""
            yield written[done : match.start()], match.start() - done
        value = _value(match[0])
        done = match.end()
        if high and "\udc00" <= value <= "\udfff":
            yield (high + value).encode("utf-16", "surrogatepass").decode("utf-16"), 12
            high = ""
            continue
        if high:
            yield high, 6
        high = value if len(value) == 1 and ord(value) in _HIGH else ""
        if not high:
            yield value, len(match[0])
    if high:
        yield high, 6
    if done < len(written):
        yield written[done:], len(written) - done


def _value(escape: str) -> str:
    if escape[1] == "u" and len(escape) == 6:
        return chr(int(escape[2:], 16))
    return _SHORT.get(escape[1], escape[1])
