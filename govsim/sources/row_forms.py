"""Reads rows as they come: JSON lines, CSV and parquet, each row with its line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from govsim.errors import GovsimError, Place, words_of
from govsim.sources.parquet import batches, no_pyarrow, values_of

Values = Iterator[tuple[int, Any]]
Refuse = Callable[[str, int], None]
NOTHING: Final = frozenset({"", "null", "NULL", "None", "\\N"})
_LARGEST_CELL: Final = 2**31 - 1


def json_lines(lines: Iterator[str], refuse: Refuse) -> Values:
    """Yield the value of each line; those that are no JSON are refused."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            refuse("this line holds no JSON", number)
            continue
        yield number, value


def csv_rows(lines: Iterator[str], refuse: Refuse, nothing: frozenset[str] = NOTHING) -> Values:
    """Yield the rows of a CSV text, parted by whichever sign the first line has most of.

    Args:
        lines: The text; its first line that is not blank names the columns.
        refuse: Takes what is wrong with a row, and its line.
        nothing: Cells that mean that there is no value.

    Returns:
        Each row with the line it begins on, its cells by lower-case column name.
    """
    csv.field_size_limit(_LARGEST_CELL)
    blanks, header = _header(lines)
    sign = max(",;\t", key=header.count)
    try:
        names = [name.strip().lower() for name in next(csv.reader([header], delimiter=sign), [])]
    except csv.Error as error:
        refuse(f"the header is no CSV: {error}", blanks)
        return
    rows = csv.reader(lines, delimiter=sign)
    while True:
        line = blanks + rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            refuse(f"this row is no CSV: {error}", line)
            continue
        if row is None:
            return
        if len(row) == len(names):
            plain = [None if cell in nothing else cell for cell in row]
            yield line, dict(zip(names, plain, strict=True))
        elif row:
            refuse(f"this row has {len(row)} cells, and the header {len(names)}", line)


def _header(lines: Iterator[str]) -> tuple[int, str]:
    """Return the first line that is not blank, and its number."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            return number, line
    return 0, ""


def parquet_rows(path: str, extra: str = "lineage") -> Values:
    """Yield the rows of a parquet file, numbered from 1, their cells by lower-case column name.

    Args:
        path: The file.
        extra: What to install where pyarrow is missing.

    Raises:
        GovsimError: `unreadable`, or `missing-extra` without pyarrow.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise no_pyarrow(path, extra) from None
    try:
        number = 0
        with pq.ParquetFile(path) as opened:
            for batch in batches(opened):
                names = [str(name).lower() for name in batch.schema.names]
                for row in zip(*(values_of(column)[0] for column in batch.columns), strict=True):
                    number += 1
                    yield number, dict(zip(names, map(_plain, row), strict=True))
    except (OSError, ValueError, pa.ArrowException) as error:
        message = f"`{path}` is no parquet file: {words_of(error)}"
        raise GovsimError("unreadable", message, at=Place(path, 1, 1)) from None


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
