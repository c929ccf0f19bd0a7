"""Reads rows of a table as columns of text: CSV, JSON lines, parquet."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from govsim.errors import GovsimError, Place
from govsim.guardrails.columns import Column
from govsim.guardrails.columns.validators import is_card, is_email, is_iban, is_phone
from govsim.sources.arrow_types import sql_type
from govsim.sources.parquet import batches, no_pyarrow, values_of
from govsim.sources.text import read_table_text

MOST: Final = 50_000  # rows that are read
_MOST_CELLS: Final = 20_000_000  # of all columns; of a wider table, fewer rows are read
_MOST_CHARACTERS: Final = 128 * 1024 * 1024  # of all values; of longer ones, fewer rows are read
_FORMS: Final = "CSV with a header, JSON lines and parquet are read"
_GROUP: Final = 2_000  # rows of each row group of a parquet file


def read_columns(path: str, most: int = MOST) -> tuple[Column, ...]:
    """Return the columns of a file with rows, in the order in which they first appear.

    Args:
        path: A file; `-` is standard input, and holds CSV or JSON lines.
        most: How many rows are read; of parquet, the first of each row group.

    Raises:
        GovsimError: `unreadable`: there is no such file, or it holds no rows; `missing-extra`:
            it is parquet, and pyarrow is not installed.
    """
    return read_sample(path, most)[0]


def read_sample(path: str, most: int = MOST) -> tuple[tuple[Column, ...], GovsimError | None]:
    """Return the columns of a file as `read_columns` does, and what was assumed of it, if anything.

    Raises:
        GovsimError: As `read_columns` does.
    """
    kinds: dict[str, str] = {}
    assumed = None
    if Path(path).suffix.lower() in (".parquet", ".pq"):
        rows = _parquet(path, most, kinds)
    else:
        text, assumed = read_table_text(path)
        first = text.lstrip()[:1]
        rows = _json(text, path) if first in ("{", "[") else _csv(text, path)
    try:
        return _columns(rows, most, path, kinds), assumed
    except RecursionError:
        at = Place(path, 1, 1)
        raise GovsimError("unreadable", f"`{path}` is nested too deeply", at=at) from None


def _columns(
    rows: Iterable[dict[str, Any]], most: int, path: str, kinds: Mapping[str, str]
) -> tuple[Column, ...]:
    """Return the columns of rows.

    Args:
        rows: From name to value.
        most: How many are read.
        path: The file, for errors.
        kinds: The types of the columns, as far as the file tells them; complete after the rows.
    """
    held: dict[tuple[str, ...], list[str | None]] = {}
    count = characters = 0
    for row in rows:
        is_full = characters > _MOST_CHARACTERS or (count + 1) * len(held) > _MOST_CELLS
        if count == most or (count and is_full):
            break
        for steps, value in _flat(row):
            # A column that appears late has no value in the rows before.
            values = held.setdefault(steps, [])
            values.extend([None] * (count - len(values)))
            values.append(value)
            characters += len(value or "")
        count += 1
    if not held:
        raise GovsimError(
            "unreadable", f"`{path}` holds no rows", at=Place(path, 1, 1), hint=_FORMS
        )
    fields = {name: _of_fields(inner) for name, inner in _inner(held).items()}
    return tuple(
        Column(
            ".".join(steps),
            (*values, *[None] * (count - len(values))),
            kinds.get(steps[0], "STRING") if len(steps) == 1 else "STRING",
            (steps[0], kinds.get(steps[0], fields[steps[0]])) if len(steps) > 1 else None,
        )
        for steps, values in held.items()
    )


def _inner(held: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """Return under each first step what follows it, of those that something does."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for steps in held:
        if len(steps) > 1:
            found.setdefault(steps[0], []).append(steps[1:])
    return found


def _of_fields(held: Iterable[tuple[str, ...]]) -> str:
    """Return the type of a column by the fields that rows have of it, each as text."""
    inner = _inner(held)
    names = dict.fromkeys(steps[0] for steps in held)
    told = (f"`{name}`: {_of_fields(inner[name]) if name in inner else 'STRING'}" for name in names)
    return f"STRUCT<{', '.join(told)}>"


def _flat(
    row: dict[str, Any], front: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Yield the cells of a row; a field inside a field is a column of its own: `address.city`."""
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, (*front, name))
        elif isinstance(value, list):
            yield (*front, name), ", ".join(map(str, value)) or None
        else:
            yield (*front, name), None if value is None else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _told(cell: str) -> str:
    """Return what a cell is that names no column, or nothing."""
    if is_email(cell):
        return "an address of mail"
    if is_iban(cell) or is_card(cell):
        return "a number of an account"
    return "a telephone number" if cell[:1] in ("+", "(") and is_phone(cell) else ""


def _check_header(names: list[str], path: str) -> None:
    """Refuse a first row that names no columns: they would be taken for rows, and it for none."""
    if not any(names):
        said = f"`{path}` has no header"
    elif kind := next(filter(None, map(_told, names)), ""):
        said = f"the first row of `{path}` holds {kind}, so it is no header"
    else:
        return
    raise GovsimError("unreadable", said, at=Place(path, 1, 1), hint=_FORMS)


def _check_twice(names: list[str], path: str) -> None:
    """Refuse two columns of one name: the values of one would be taken for those of the other."""
    name, count = max(Counter(names).items(), key=itemgetter(1), default=("", 0))
    if count > 1:
        said = f"`{path}` names a column twice: `{name}`"
        raise GovsimError("unreadable", said, at=Place(path, 1, 1), hint=_FORMS)


def _csv(text: str, path: str) -> Iterator[dict[str, Any]]:
    header = text.split("\n", 1)[0]
    sign = max(",;\t|", key=header.count)
    csv.field_size_limit(2**31 - 1)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        names = [name.strip() for name in next(rows, [])]
        _check_header(names, path)
        _check_twice(names, path)
        for row in rows:
            if len(row) == len(names):
                yield {name: cell or None for name, cell in zip(names, row, strict=True)}
            elif row:
                said = f"this row has {len(row)} cells, and the header {len(names)}"
                raise GovsimError("unreadable", said, at=Place(path, rows.line_num, 1))
    except csv.Error as error:
        at = Place(path, rows.line_num + 1, 1)
        raise GovsimError("unreadable", f"this row is no CSV: {error}", at=at) from None


def _json(text: str, path: str) -> Iterator[dict[str, Any]]:
    if text.lstrip().startswith("["):
        yield from _objects(_parsed(text, path, 1), path)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield from _objects([_parsed(line, path, number)], path, number)


def _parsed(text: str, path: str, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        at = Place(path, line, 1)
        raise GovsimError("unreadable", "this line holds no JSON", at=at, hint=_FORMS) from None


def _objects(rows: Any, path: str, line: int = 1) -> Iterator[dict[str, Any]]:
    for row in rows:
        if not isinstance(row, dict):
            at = Place(path, line, 1)
            raise GovsimError("unreadable", "this row is no JSON object", at=at, hint=_FORMS)
        yield row


def _parquet(path: str, most: int, kinds: dict[str, str]) -> Iterator[dict[str, Any]]:
    at = Place(path, 1, 1)
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise no_pyarrow(path) from None
    try:
        with pq.ParquetFile(path) as opened:
            _check_twice(opened.schema_arrow.names, path)
            kinds.update((each.name, sql_type(each.type)) for each in opened.schema_arrow)
            groups = max(1, opened.num_row_groups)
            size = max(_GROUP, most // groups)
            for group in range(opened.num_row_groups):
                yield from islice(_rows_of(batches(opened, row_groups=[group])), size)
    except (OSError, ValueError, pa.ArrowException) as error:
        said = (str(error).splitlines() or [""])[0]
        raise GovsimError("unreadable", f"`{path}` is no parquet file: {said}", at=at) from None


def _rows_of(read: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for batch in read:
        columns = [values_of(column)[0] for column in batch.columns]
        for row in zip(*columns, strict=True):
            yield dict(zip(batch.schema.names, row, strict=True))
