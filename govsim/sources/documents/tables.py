"""Reads tables, CSV and parquet, into one text a cell that holds words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import PurePath
from typing import Any, Final

from govsim.errors import Place
from govsim.sources.documents.json_parts import Reading, record_parts
from govsim.sources.documents.json_values import JsonText, Path
from govsim.sources.documents.parts import Part, Record
from govsim.sources.parquet import no_pyarrow

_LONGEST_FIELD: Final = 512 * 1024 * 1024
_DELIMITERS: Final = {".tsv": "\t"}


def read_csv(text: str, into: Reading) -> None:
    """Read a CSV text with a header; a cell is known by its row and column."""
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = _DELIMITERS.get(PurePath(into.source).suffix.lower()) or _delimiter(text)
    # Lines end as CSV has it; a line separator of Unicode is a character of a cell.
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    begin = 1
    header: list[str] = []
    written = text.split("\n")
    try:
        for number, row in enumerate(rows):
            lines = rows.line_num - begin + 1
            if number == 0:
                header = row
                parts = _bare(row, "header", begin, lines)
            else:
                parts = _cells(row, header, f"row {number}", begin, lines)
            record = Record("\n".join(written[begin - 1 : rows.line_num]), delimiter)
            # Where a carriage return alone ends lines, they are not those of other programs.
            into.parts.extend(_placed(parts, None if "\r" in text else record))
            begin = rows.line_num + 1
    except csv.Error as error:
        into.gaps.append((Place(into.source, begin, 1), f"this row is no CSV: {error}"))
        into.parts.append(Part("\n".join(written[begin - 1 :]), "", None, begin))


def _placed(parts: Iterator[Part], record: Record | None) -> Iterator[Part]:
    """Yield cells with their row, if its lines are known, for the place of what is found there."""
    for part in parts:
        yield replace(part, record=record, cell=part.column - 1, column=1)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _cells(row: list[str], header: list[str], where: str, line: int, lines: int) -> Iterator[Part]:
    named = list(zip(header, row, strict=False))
    # The offset of a cell is its number in the row, and so is, from 1, the column of its part.
    texts = [
        JsonText((name,), cell, cell, number)
        for number, (name, cell) in enumerate(named)
        if not _is_number(cell)
    ]
    yield from record_parts(texts, where, line, lines)
    for number, cell in enumerate(row[len(header) :], len(header)):
        yield from _bare([cell], f"{where}, column {number + 1}", line, lines, number)


def _bare(
    cells: list[str], where: str, line: int, lines: int = 1, first: int = 0
) -> Iterator[Part]:
    """Yield cells that no header speaks of; their column is their number in the row."""
    for number, cell in enumerate(cells, first + 1):
        if not _is_number(cell):
            yield Part(cell, where, None, line, number, fixed=True, lines=lines)


def _is_number(cell: str) -> bool:
    """Whether a cell is empty or a short number, in which nothing can hide.

    A number of nine digits or more may be that of a card or of a person.
    """
    bare = cell.strip()
    return not bare or (len(bare) < 9 and bare.lstrip("-+").replace(".", "", 1).isdigit())


def read_parquet(path: str, into: Reading) -> None:
    """Read the columns of a parquet file that hold text, at any depth.

    Raises:
        GovsimError: `missing-extra` without pyarrow.
    """
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise no_pyarrow(path) from None
    row = 0
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=1024):
                for values in batch.to_pylist():
                    row += 1
                    into.parts.extend(_values(values, f"row {row}"))
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        reason = str(error).split("\n")[0][:200]
        into.gaps.append((Place(path, 1, 1), f"from row {row + 1} on this is no parquet: {reason}"))


def _values(values: dict[str, Any], where: str) -> Iterator[Part]:
    found = [(path, text) for name, value in values.items() for path, text in _texts(value, name)]
    texts = [JsonText(path, text, text, 0) for path, text in found if not _is_number(text)]
    yield from record_parts(texts, where)


def _texts(value: Any, name: str) -> Iterator[tuple[Path, str]]:
    # A stack, since a list in a file may be nested as deep as its author likes.
    waiting: list[tuple[Path, Any]] = [((name,), value)]
    while waiting:
        path, held = waiting.pop()
        if isinstance(held, str):
            yield path, held
        elif isinstance(held, bytes):
            yield path, held.decode("utf-8", errors="replace")
        elif isinstance(held, int | Decimal) and not isinstance(held, bool):
            yield path, str(held)  # a number may be that of a card or of a person
        elif isinstance(held, dict):
            waiting += [((*path, str(key)), each) for key, each in reversed(held.items())]
        elif isinstance(held, list):
            waiting += [((*path, n), each) for n, each in reversed(list(enumerate(held)))]
