"""Reads decision records: JSON lines of what was decided of texts, and checks their signatures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govsim.errors import GovsimError, Place
from govsim.guardrails.evaluation import Record, is_genuine, record_of_json
from govsim.sources.row_files import RowFiles


def read_records(path: str | Path, key: bytes = b"") -> Iterator[Record]:
    """Yield the records of a file, in their order.

    Args:
        path: JSON lines as they were recorded, compressed or not; `-` is standard input.
        key: Under which they were signed; without one, signatures are not checked.

    Raises:
        GovsimError: `broken-record`: a line that is no record, one that is missing, or one that
            is not what was signed; `unreadable`.
    """
    files = RowFiles([path])
    (name,) = files.paths
    expected = 1
    for line, value in files.values(name, lambda message, line: _refuse(message, name, line)):
        record = _record(value, name, line)
        if record.number != expected:
            message = f"record {record.number} stands where record {expected} is expected"
            raise _broken(message, name, line)
        if key and not is_genuine(record, key):
            message = f"record {record.number} is not what was signed with this key"
            raise _broken(message, name, line)
        expected += 1
        yield record


def _record(value: Any, path: str, line: int) -> Record:
    try:
        record = record_of_json(value)
        hash(record.id)  # a list is no name of a row
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError):
        raise _broken("this line is no decision record", path, line) from None
    return record


def _refuse(message: str, path: str, line: int) -> None:
    raise _broken(message, path, line)


def _broken(message: str, path: str, line: int) -> GovsimError:
    hint = "records are written by govsim eval --record, and are not edited"
    return GovsimError("broken-record", message, at=Place(path, line, 1), hint=hint)
