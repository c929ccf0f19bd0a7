"""Reads parquet piece by piece into values, and says what is missing where it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from govsim.errors import GovsimError, Place, missing_extra

_ROWS: Final = 1024  # that are unpacked at a time
_AT_ONCE: Final = 32 * 1024 * 1024  # bytes of them that are made into values at a time
# How values fail that arrow holds and Python does not: days that no calendar has, places of the
# clock that this machine does not know, bytes that are no text.
_UNFIT: Final = (ValueError, OverflowError, KeyError, TypeError, NotImplementedError)


def no_pyarrow(path: str, extra: str = "lineage") -> GovsimError:
    """Return the error for a parquet file where pyarrow is not installed.

    Args:
        path: The file.
        extra: What installs it, beside what else the command needs.
    """
    otherwise = ", or export CSV or JSON lines"
    at = Place(path, 1, 1)
    return missing_extra("parquet needs pyarrow", extra, at=at, otherwise=otherwise)


def batches(file: Any, **chosen: Any) -> Iterator[Any]:
    """Yield the rows of an open file in batches, each small enough to be made into values at once.

    Args:
        file: A `ParquetFile`.
        chosen: Which rows, as its `iter_batches` takes it.
    """
    for batch in file.iter_batches(batch_size=_ROWS, **chosen):
        step = max(1, _ROWS * _AT_ONCE // max(batch.nbytes, _AT_ONCE))
        yield from (batch.slice(at, step) for at in range(0, batch.num_rows, step))


def values_of(column: Any) -> tuple[list[Any], bool]:
    """Return the values of a column, and whether one is lost that may tell something.

    A moment that no calendar has is None, and is of no person; billionths of a second are left out.
    A text that is none is the bytes of one, and counts as lost.
    """
    try:
        return column.to_pylist(), False
    except _UNFIT:
        return _one_by_one(_plain_moments(column))


def _plain_moments(column: Any) -> Any:
    import pyarrow as pa

    if not pa.types.is_timestamp(column.type):
        return column
    unit = "us" if column.type.unit == "ns" else column.type.unit
    return column.cast(pa.timestamp(unit), safe=False)


def _one_by_one(column: Any) -> tuple[list[Any], bool]:
    from pyarrow.types import is_temporal

    made: list[Any] = []
    is_lost = False
    for held in column:
        try:
            made.append(held.as_py())
        except _UNFIT:
            made.append(held.as_buffer().to_pybytes() if hasattr(held, "as_buffer") else None)
            is_lost = is_lost or not is_temporal(held.type)
    return made, is_lost
