"""Reads tables of CSV into one text a cell that holds words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import PurePath
from typing import Final

from govsim.errors import Place
from govsim.sources.documents.json_parts import Reading, record_parts
from govsim.sources.documents.json_values import JsonText, names_code
from govsim.sources.documents.parts import Part, Record

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
    # Where a carriage return alone ends lines, they are not those of other programs.
    has_columns = "\r" not in text
    try:
        for number, row in enumerate(rows):
            lines = rows.line_num - begin + 1
            as_it_stands = "\n".join(written[begin - 1 : rows.line_num])
            record = Record(as_it_stands, delimiter) if has_columns else None
            if number == 0:
                header = row
                into.parts.extend(bare_parts(row, "header", begin, lines, record))
            else:
                into.parts.extend(_cells(row, header, f"row {number}", begin, lines, record))
            begin = rows.line_num + 1
    except csv.Error as error:
        into.gaps.append((Place(into.source, begin, 1), f"this row is no CSV: {error}"))
        into.parts.append(Part("\n".join(written[begin - 1 :]), "", None, begin))


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _cells(
    row: list[str], header: list[str], where: str, line: int, lines: int, record: Record | None
) -> Iterator[Part]:
    named = list(zip(header, row, strict=False))
    texts = [
        JsonText((name,), cell, cell, number)
        for number, (name, cell) in enumerate(named)
        if not is_number(cell) or (names_code(name) and cell.strip())
    ]
    yield from record_parts(texts, where, line, lines, record)
    for number, cell in enumerate(row[len(header) :], len(header)):
        yield from bare_parts([cell], f"{where}, column {number + 1}", line, lines, record, number)


def bare_parts(
    cells: list[str], where: str, line: int, lines: int, record: Record | None, first: int = 0
) -> Iterator[Part]:
    """Yield cells that no header speaks of."""
    for number, cell in enumerate(cells, first):
        if not is_number(cell):
            yield Part(cell, where, None, line, fixed=True, lines=lines, record=record, cell=number)


def is_number(cell: str) -> bool:
    """Whether a cell is empty or a short number, in which nothing can hide.

    A number of nine digits or more may be that of a card or of a person.
    """
    bare = cell.strip()
    return not bare or (len(bare) < 9 and bare.lstrip("-+").replace(".", "", 1).isdigit())
