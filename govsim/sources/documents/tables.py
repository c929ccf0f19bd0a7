"""Reads tables, CSV and parquet, into one text a cell that holds words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO
from itertools import chain
from pathlib import PurePath
from typing import Any, Final
from uuid import UUID

from govsim.errors import Place
from govsim.sources.documents.attached import as_text
from govsim.sources.documents.json_parts import Reading, record_parts
from govsim.sources.documents.json_values import JsonText, Path, names_a_field, names_code
from govsim.sources.documents.parts import Part, Record
from govsim.sources.parquet import no_pyarrow

_LONGEST_FIELD: Final = 512 * 1024 * 1024
_LONG: Final = 10**8  # numbers from here on may be that of a card or of a person
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
                into.parts.extend(_bare(row, "header", begin, lines, record))
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
        if not _is_number(cell) or (names_code(name) and cell.strip())
    ]
    yield from record_parts(texts, where, line, lines, record)
    for number, cell in enumerate(row[len(header) :], len(header)):
        yield from _bare([cell], f"{where}, column {number + 1}", line, lines, record, number)


def _bare(
    cells: list[str], where: str, line: int, lines: int, record: Record | None, first: int = 0
) -> Iterator[Part]:
    """Yield cells that no header speaks of."""
    for number, cell in enumerate(cells, first):
        if not _is_number(cell):
            yield Part(cell, where, None, line, fixed=True, lines=lines, record=record, cell=number)


def _is_number(cell: str) -> bool:
    """Whether a cell is empty or a short number, in which nothing can hide.

    A number of nine digits or more may be that of a card or of a person.
    """
    bare = cell.strip()
    return not bare or (len(bare) < 9 and bare.lstrip("-+").replace(".", "", 1).isdigit())


def read_parquet(path: str, into: Reading) -> None:
    """Read the columns of a parquet file that hold text, at any depth.

    Without pyarrow the file is a gap, and whatever stands beside it is screened all the same.
    """
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        into.lacks(no_pyarrow(path), Place(path, 1, 1))
        return
    row = 0
    try:
        with parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            told = [name for name in names if not names_a_field(name)]
            into.parts.extend(_bare(told, "header", 1, 1, None))
            for batch in file.iter_batches(batch_size=1024):
                # Two columns may have one name, so a row is no mapping.
                for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    row += 1
                    into.parts.extend(_values(names, values, f"row {row}"))
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        reason = str(error).split("\n")[0][:200]
        into.gaps.append((Place(path, 1, 1), f"from row {row + 1} on this is no parquet: {reason}"))


def _values(names: list[str], values: tuple[Any, ...], where: str) -> Iterator[Part]:
    found = chain.from_iterable(map(_texts, values, names))
    texts = [each for each in found if not _is_number(each.value) or names_code(each.path[-1])]
    yield from record_parts(texts, where)


def _texts(value: Any, name: str) -> Iterator[JsonText]:
    # A stack, since a list in a file may be nested as deep as its author likes.
    waiting: list[tuple[Path, Any]] = [((name,), value)]
    while waiting:
        path, held = waiting.pop()
        if (text := _text(held)) is not None:
            yield JsonText(path, text, text, 0)
        elif isinstance(held, dict):
            waiting += [((*path, str(key)), each) for key, each in reversed(held.items())]
        elif isinstance(held, list):
            waiting += [(_step(path, n, each), each) for n, each in _backwards(held)]
        elif isinstance(held, tuple) and len(held) == 2:  # an entry of a map, whose key is data too
            key = _text(held[0]) or ""
            yield JsonText(path, key, key, 0, is_key=True)
            waiting.append((path, held[1]))


def _text(held: Any) -> str | None:
    """Return a value as text; None where it has parts, or can tell nothing of anybody."""
    if isinstance(held, bytes):
        return as_text(held)
    if isinstance(held, float):  # so a column of numbers is kept that misses some
        return str(int(held)) if held.is_integer() and abs(held) >= _LONG else None
    if isinstance(held, datetime):  # a day of birth has no hour
        return held.date().isoformat() if held.time() == time.min else None
    if isinstance(held, date):
        return held.isoformat()
    # A number may be that of a card or of a person.
    is_plain = isinstance(held, str | int | Decimal | UUID) and not isinstance(held, bool)
    return str(held) if is_plain else None


def _step(path: Path, number: int, held: Any) -> Path:
    """Return the path of a member of a list, or of an entry of a map, which is known by its key."""
    return (*path, _text(held[0]) or number) if isinstance(held, tuple) else (*path, number)


def _backwards(held: list[Any]) -> Iterator[tuple[int, Any]]:
    return zip(range(len(held) - 1, -1, -1), reversed(held), strict=True)
