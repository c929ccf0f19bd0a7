"""Reads rows of a table as columns of text: CSV, JSON lines, parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from govsim.errors import GovsimError, Place
from govsim.guardrails.columns import Column
from govsim.guardrails.columns.validators import is_card, is_email, is_iban, is_phone
from govsim.sources.arrow_types import sql_type
from govsim.sources.parquet import no_pyarrow
from govsim.sources.text import read_text

MOST: Final = 50_000  # rows that are read
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
    kinds: dict[str, str] = {}
    if Path(path).suffix.lower() in (".parquet", ".pq"):
        rows = _parquet(path, most, kinds)
    else:
        text = read_text(path)
        first = text.lstrip()[:1]
        rows = _json(text, path) if first in ("{", "[") else _csv(text, path)
    return _columns(rows, most, path, kinds)


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
    count = 0
    for row in rows:
        if count == most:
            break
        for steps, value in _flat(row):
            # A column that appears late has no value in the rows before.
            values = held.setdefault(steps, [])
            values.extend([None] * (count - len(values)))
            values.append(value)
        count += 1
    if not held:
        raise GovsimError(
            "unreadable", f"`{path}` holds no rows", at=Place(path, 1, 1), hint=_FORMS
        )
    fields = {steps[0]: _of_fields(steps[0], held) for steps in held if len(steps) > 1}
    return tuple(
        Column(
            ".".join(steps),
            (*values, *[None] * (count - len(values))),
            kinds.get(steps[0], "STRING") if len(steps) == 1 else "STRING",
            (steps[0], kinds.get(steps[0], fields[steps[0]])) if len(steps) > 1 else None,
        )
        for steps, values in held.items()
    )


def _of_fields(name: str, held: Iterable[tuple[str, ...]], depth: int = 1) -> str:
    """Return the type of a column by the fields that rows have of it, each as text."""
    inner: dict[str, list[tuple[str, ...]]] = {}
    for steps in held:
        if len(steps) > depth and steps[depth - 1] == name:
            inner.setdefault(steps[depth], []).append(steps)
    if not inner:
        return "STRING"
    told = (f"`{step}`: {_of_fields(step, rest, depth + 1)}" for step, rest in inner.items())
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
    twice = next((name for name in names if names.count(name) > 1), None)
    if not any(names):
        said = f"`{path}` has no header"
    elif twice is not None:
        said = f"`{path}` names a column twice: `{twice}`"
    elif kind := next(filter(None, map(_told, names)), ""):
        said = f"the first row of `{path}` holds {kind}, so it is no header"
    else:
        return
    raise GovsimError("unreadable", said, at=Place(path, 1, 1), hint=_FORMS)


def _csv(text: str, path: str) -> Iterator[dict[str, Any]]:
    header = text.split("\n", 1)[0]
    sign = max(",;\t|", key=header.count)
    csv.field_size_limit(2**31 - 1)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    names = [name.strip() for name in next(rows, [])]
    _check_header(names, path)
    try:
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
            kinds.update((each.name, sql_type(each.type)) for each in opened.schema_arrow)
            groups = max(1, opened.num_row_groups)
            size = max(_GROUP, most // groups)
            for group in range(opened.num_row_groups):
                batch = next(opened.iter_batches(batch_size=size, row_groups=[group]), None)
                yield from batch.to_pylist() if batch is not None else ()
    except (OSError, ValueError, pa.ArrowException) as error:
        said = (str(error).splitlines() or [""])[0]
        raise GovsimError("unreadable", f"`{path}` is no parquet file: {said}", at=at) from None
