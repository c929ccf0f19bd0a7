"""Reads tables of parquet into one text a cell that holds words, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from typing import Any, Final
from uuid import UUID

from govsim.errors import Place, words_of
from govsim.sources.documents.attached import as_text
from govsim.sources.documents.json_parts import Reading, record_parts
from govsim.sources.documents.json_values import JsonText, Path, names_a_field, names_code
from govsim.sources.documents.parts import Part
from govsim.sources.documents.tables import bare_parts, is_number
from govsim.sources.parquet import batches, no_pyarrow, values_of

_LONG: Final = 10**8  # numbers from here on may be that of a card or of a person
# A file of a few bytes may say that it repeats a value a billion times.
_MOST_VALUES: Final = 50_000_000
_MOST_CHARACTERS: Final = 256 * 1024 * 1024
_WIDEST: Final = 1024**3  # bytes of one column of a row group, unpacked


def read_parquet(path: str, into: Reading) -> None:
    """Read the columns of a parquet file that hold text, at any depth.

    Without pyarrow the file is a gap, and whatever stands beside it is screened all the same. What
    would unpack to more than a file may hold is a gap, too, from there on.
    """
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        into.lacks(no_pyarrow(path), Place(path, 1, 1))
        return
    row = 0
    try:
        with parquet.ParquetFile(path) as file:
            if (reason := _too_large(file.metadata)) is not None:
                into.gaps.append((Place(path, 1, 1), reason))
                return
            names = file.schema_arrow.names
            told = [name for name in names if not names_a_field(name)]
            into.parts.extend(bare_parts(told, "header", 1, 1, None))
            for parts in _rows(file, names, into):
                into.parts.extend(parts)
                row += 1
    except (ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        reason = f"from row {row + 1} on this is no parquet: {words_of(error)}"
        into.gaps.append((Place(path, 1, 1), reason))


def _too_large(metadata: Any) -> str | None:
    """Return why a file is not unpacked, by what it says of itself."""
    values = 0
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        for column in map(group.column, range(group.num_columns)):
            values += column.num_values
            if column.total_uncompressed_size > _WIDEST:
                return f"more than {_WIDEST // 1024**2} MiB in one column"
    return f"more than {_MOST_VALUES:,} values in one file" if values > _MOST_VALUES else None


def _rows(file: Any, names: list[str], into: Reading) -> Iterator[list[Part]]:
    """Yield the texts of each row."""
    row = characters = 0
    unread: set[int] = set()
    for batch in batches(file):
        columns = [
            _held(column, f"row {row + 1} on, column {number + 1}", number, unread, into)
            for number, column in enumerate(batch.columns)
        ]
        # Two columns may have one name, so a row is no mapping.
        for values in zip(*columns, strict=True):
            row += 1
            parts = list(_values(names, values, f"row {row}"))
            characters += sum(len(part.text) for part in parts)
            yield parts
            if characters > _MOST_CHARACTERS:
                reason = f"from row {row + 1} on: more than {_MOST_CHARACTERS // 1024**2} MiB"
                into.gaps.append((Place(into.source, 1, 1), f"{reason} of text in one file"))
                return


def _held(column: Any, where: str, number: int, unread: set[int], into: Reading) -> list[Any]:
    """Return the values of a column; what Python cannot hold is a gap, the first of each column."""
    made, is_lost = values_of(column)
    if is_lost and number not in unread:
        unread.add(number)
        reason = f"from {where}: a value that cannot be read"
        into.gaps.append((Place(into.source, 1, 1), reason))
    return made


def _values(names: list[str], values: tuple[Any, ...], where: str) -> Iterator[Part]:
    found = chain.from_iterable(map(_texts, values, names))
    texts = [each for each in found if not is_number(each.value) or names_code(each.path[-1])]
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
            told = ((n, each) for n, each in _backwards(held) if each is not None)
            waiting += [(_step(path, n, each), each) for n, each in told]
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
