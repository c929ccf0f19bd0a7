"""Reads a file value by value, lines and rows as they come, so that long ones stay small."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TextIO

import yaml

from govsim.errors import GovsimError, Place
from govsim.sources.text import STDIN, read_text

Values = Iterator[tuple[int, Any]]
Refuse = Callable[[str, int], None]
LONGEST_FIRST: Final = 16 * 1024 * 1024  # characters; a longer first line is one whole JSON
KNOWN: Final = (
    "known are OpenLineage, dbt manifests and catalogs, exports of the lineage system tables, "
    "dashboards, Genie spaces, jobs, pipelines, bundles, models, feature specs, indexes, endpoints"
)
YAML: Final = frozenset({".yaml", ".yml"})
_LINES: Final = frozenset({".jsonl", ".ndjson"})
_NOTHING: Final = frozenset({"", "null", "NULL", "None", "\\N"})
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def values_of(path: str, refuse: Refuse) -> Values:
    """Yield the values of a file, each with its line.

    Args:
        path: A file, or `-` for standard input.
        refuse: Takes what is wrong with a line; the lines after it are read all the same.

    Raises:
        GovsimError: The file is of no form that can be read; `missing-extra` for parquet.
    """
    ending = Path(path).suffix.lower()
    if ending == ".parquet" or (path != STDIN and _begins(path, 4) == b"PAR1"):
        yield from _parquet(path)
    elif ending in YAML or Path(path).name == "MLmodel":
        yield from ((1, each) for each in _yaml(read_text(path), path))
    elif ending == ".csv":
        yield from _streamed(path, _csv, refuse)
    elif ending in _LINES or _is_lines(path):
        yield from _streamed(path, _json_lines, refuse)
    else:
        yield from _whole(read_text(path), path, refuse)


def is_yaml(path: str) -> bool:
    """Return whether a file is YAML by its name, of which there are many that mean other things."""
    return Path(path).suffix.lower() in YAML


def _begins(path: str, count: int) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(count)
    except (OSError, ValueError):
        return read_text(path)[:0].encode()  # says why it cannot be read


def _streamed(path: str, read: Callable[..., Values], refuse: Refuse) -> Values:
    if path == STDIN or _begins(path, 2) in _MARKS:
        yield from read(iter(read_text(path).splitlines(keepends=True)), refuse)
        return
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            yield from read(file, refuse)
    except UnicodeDecodeError:
        message = f"`{path}` is not in UTF-8"
        raise GovsimError("unreadable", message, at=Place(path, 1, 1)) from None


def _is_lines(path: str) -> bool:
    """Return whether a file is JSON lines: its first line is an object, and more lines follow."""
    if path == STDIN or _begins(path, 2) in _MARKS:
        return False
    try:
        with Path(path).open(encoding="utf-8-sig") as file:
            first = file.readline(LONGEST_FIRST)
            while first and not first.strip():
                first = file.readline(LONGEST_FIRST)
            return _is_object(first) and _more(file)
    except UnicodeDecodeError:
        return False


def _more(file: TextIO) -> bool:
    return any(line.strip() for line in file)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _json_lines(lines: Iterator[str], refuse: Refuse) -> Values:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            refuse("this line holds no JSON", number)
            continue
        yield number, value


def _whole(text: str, path: str, refuse: Refuse) -> Values:
    """Yield the value of a JSON text; of a text without an ending to tell, whatever it is."""
    lines = text.splitlines(keepends=True)
    first = next((line for line in lines if line.strip()), "")
    try:
        yield 1, json.loads(text)
    except (ValueError, RecursionError) as error:
        if _is_object(first):
            yield from _json_lines(iter(lines), refuse)
        elif not first.lstrip().startswith(("{", "[")) and "," in first:
            yield from _csv(iter(lines), refuse)
        else:
            found = error if isinstance(error, json.JSONDecodeError) else None
            at = Place(path, found.lineno if found else 1, found.colno if found else 1)
            message = f"`{path}` holds no JSON"
            raise GovsimError("unreadable", message, at=at, hint=KNOWN) from None


def _csv(lines: Iterator[str], refuse: Refuse) -> Values:
    """Yield the rows of a CSV text, parted by whichever sign the first line has most of."""
    csv.field_size_limit(2**31 - 1)
    header = next((line for line in lines if line.strip()), "")
    sign = max(",;\t", key=header.count)
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=sign), [])]
    rows = csv.reader(lines, delimiter=sign)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            refuse(f"this row is no CSV: {error}", rows.line_num + 1)
            continue
        if row is None:
            return
        if len(row) == len(names):
            plain = (None if cell in _NOTHING else cell for cell in row)
            yield rows.line_num + 1, dict(zip(names, plain, strict=True))
        elif row:
            said = f"this row has {len(row)} cells, and the header {len(names)}"
            refuse(said, rows.line_num + 1)


def _yaml(text: str, path: str) -> Iterator[Any]:
    from govsim.sources.tree import read_tree

    try:
        for root in read_tree(text, path):
            yield root.plain()
    except (yaml.YAMLError, RecursionError, ValueError):
        at = Place(path, 1, 1)
        raise GovsimError("unreadable", f"`{path}` holds no YAML", at=at) from None


def _parquet(path: str) -> Values:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        hint = "install it: pip install 'govsim[lineage]', or export CSV or JSON lines"
        at = Place(path, 1, 1)
        raise GovsimError("missing-extra", "parquet needs pyarrow", at=at, hint=hint) from None
    try:
        number = 0
        with pq.ParquetFile(path) as opened:
            for batch in opened.iter_batches(batch_size=8192):
                for row in batch.to_pylist():
                    number += 1
                    yield number, {str(key).lower(): _plain(value) for key, value in row.items()}
    except (OSError, ValueError, pa.ArrowException) as error:
        said = (str(error).splitlines() or [""])[0]
        message = f"`{path}` is no parquet file: {said}"
        raise GovsimError("unreadable", message, at=Place(path, 1, 1)) from None


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
