"""Reads tables, CSV and parquet, into one text a cell that holds words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from govsim.errors import Place
from govsim.sources.documents.chat import channel_of_key
from govsim.sources.documents.json_parts import Reading
from govsim.sources.documents.parts import Part
from govsim.sources.parquet import no_pyarrow

_LONGEST_FIELD: Final = 512 * 1024 * 1024
_DELIMITERS: Final = {".tsv": "\t"}


def read_csv(text: str, into: Reading) -> None:
    """Read a CSV text with a header; a cell is known by its row and column."""
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = _DELIMITERS.get(Path(into.source).suffix.lower()) or _delimiter(text)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    begin = 1
    header: list[str] = []
    try:
        for number, row in enumerate(rows):
            if number == 0:
                header = row
                into.parts.extend(_cells(row, [], "header", 1))
            else:
                into.parts.extend(_cells(row, header, f"row {number}", begin))
            begin = rows.line_num + 1
    except csv.Error as error:
        into.gaps.append((Place(into.source, begin, 1), f"this row is no CSV: {error}"))
        rest = "\n".join(text.split("\n")[begin - 1 :])
        into.parts.append(Part(rest, "", None, begin))


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _cells(row: list[str], header: list[str], where: str, line: int) -> Iterator[Part]:
    for number, cell in enumerate(row):
        name = header[number] if number < len(header) else f"column {number + 1}"
        if not _is_number(cell):
            place = f"{where}, {name}" if header else where
            label = name if number < len(header) else ""
            yield Part(cell, place, channel_of_key(name), line, fixed=True, label=label)


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
    except (ArrowException, OSError) as error:
        reason = str(error).split("\n")[0][:200]
        into.gaps.append((Place(path, 1, 1), f"from row {row + 1} on this is no parquet: {reason}"))


def _values(values: dict[str, Any], where: str) -> Iterator[Part]:
    for name, value in values.items():
        for place, text in _texts(value, f"{where}, {name}"):
            if not _is_number(text):
                yield Part(text, place, channel_of_key(name), fixed=True, label=name)


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    # A stack, since a list in a file may be nested as deep as its author likes.
    waiting: list[tuple[str, Any]] = [(where, value)]
    while waiting:
        place, held = waiting.pop()
        if isinstance(held, str):
            yield place, held
        elif isinstance(held, bytes):
            yield place, held.decode("utf-8", errors="replace")
        elif isinstance(held, dict):
            waiting += [(f"{place}.{key}", each) for key, each in reversed(held.items())]
        elif isinstance(held, list):
            waiting += [(f"{place}[{n}]", each) for n, each in reversed(list(enumerate(held)))]
