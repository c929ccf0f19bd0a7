"""Finds passwords and keys in dumps of databases, in the columns named for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.columns import column_of, fits, hit_of, least_of
from govsim.guardrails.secrets.hits import Hit
from govsim.guardrails.secrets.runs import Runs

_INSERT: Final = b"insert into"
_REPLACE: Final = b"replace into"
_COPY: Final = b"copy "
STEMS: Final = (_INSERT, _REPLACE, _COPY)
_EVERY_STEM: Final = frozenset(STEMS)
_COLUMNS: Final = r"[\w.`\"\[\]]{1,80}\s{0,3}\((?P<columns>[^()\n]{3,600})\)\s{0,4}"
_VALUES: Final = re.compile(rf"(?:INSERT|REPLACE) INTO\s+{_COLUMNS}VALUES\s{{0,4}}", re.IGNORECASE)
_LINES: Final = re.compile(rf"COPY\s+{_COLUMNS}FROM\s+stdin[^\n]{{0,60}}\n", re.IGNORECASE)
_CELL: Final = re.compile(
    r"\s*(?:N|_utf8 )?(?:'(?P<text>(?:[^'\\\n]|''|\\.){0,400})'|"
    r"(?P<bare>[\w.()+-]{0,60}))\s*(?P<end>[,)])"
)
_ROW: Final = re.compile(r"\s{0,4}\(")
_NEXT: Final = re.compile(r"\s{0,4},")
_MOST: Final = 20_000  # cells of one statement
_TAB: Final = "\t"
_HASH: Final = re.compile(r"[A-Za-z0-9+/=$._-]{8,200}")
_HASHED: Final = ("hash", "digest", "salt", "encrypted", "crypted")


def find_inserts(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield the values of columns for passwords and keys, of `INSERT INTO` and of `COPY`."""
    for stem, head, read in _READING if any(runs.held(_EVERY_STEM)) else ():
        done = 0
        for at in runs.places(stem):
            found = head.match(text, at) if at >= done else None
            if found is None:
                continue
            headers = [name.strip(' `"[]\t') for name in found["columns"].split(",")]
            columns = [_kind_of(name) for name in headers]
            if any(columns):
                least = least_of(headers, tuple(columns))
                hits, done = read(text, found.end(), columns, least)
                yield from hits


def _kind_of(name: str) -> str:
    """Return what stands under a name of a column, hashes of passwords too."""
    low = name.lower()
    return "HASH" if low.endswith(_HASHED) else column_of(name)


def _is_kept(value: str, column: str, least: float) -> bool:
    """Whether a value is what its column is for."""
    if column == "HASH":
        return _HASH.fullmatch(value) is not None and any(map(str.isdigit, value))
    return fits(value, column, least)


def _hit(start: int, end: int, column: str) -> Hit:
    return hit_of(start, end, "SECRET" if column == "HASH" else column)


def _in_rows(text: str, start: int, columns: list[str], least: float) -> tuple[list[Hit], int]:
    """Return the secrets of rows in brackets, and where they end."""
    hits: list[Hit] = []
    cells = 0
    while (row := _ROW.match(text, start)) is not None and cells < _MOST:
        start = row.end()
        for column in columns:
            cell = _CELL.match(text, start)
            if cell is None:
                return hits, start
            cells += 1
            start = cell.end()
            if column and cell["text"] and _is_kept(cell["text"], column, least):
                hits.append(_hit(*cell.span("text"), column))
            if cell["end"] == ")":
                break
        follows = _NEXT.match(text, start)
        if follows is None:
            break
        start = follows.end()
    return hits, start


def _in_lines(text: str, start: int, columns: list[str], least: float) -> tuple[list[Hit], int]:
    """Return the secrets of lines with a tab between cells, and where they end."""
    hits: list[Hit] = []
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        cells = text[start:stop].split(_TAB)
        if len(cells) != len(columns):
            break
        at = start
        for cell, column in zip(cells, columns, strict=True):
            if column and _is_kept(cell, column, least):
                hits.append(_hit(at, at + len(cell), column))
            at += len(cell) + 1
        start = stop + 1
    return hits, start


_READING: Final = (
    (_INSERT, _VALUES, _in_rows),
    (_REPLACE, _VALUES, _in_rows),
    (_COPY, _LINES, _in_lines),
)
