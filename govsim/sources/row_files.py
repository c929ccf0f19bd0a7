"""Reads files of rows piece by piece: compressed or not, by lines, as CSV, JSON or parquet."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, cast

from govsim.errors import GovsimError, Place
from govsim.sources.row_forms import Refuse, Values, csv_rows, json_lines, parquet_rows
from govsim.sources.text import LARGEST, STDIN
from govsim.sources.walking import files_below

LONGEST: Final = 64 * 1024 * 1024  # bytes of one line
_GZIP: Final = b"\x1f\x8b"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_SHOWN: Final = "a file of rows is JSON lines, a JSON array, CSV, parquet or plain lines"
# Ending → form. A file of another ending is taken for what it begins like.
FORMS: Final = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".txt": "plain",
    ".log": "plain",
}


class RowFiles:
    """Files of rows, which can be read more than once; standard input is kept for that.

    Args:
        paths: Files, folders of them, or `-` for standard input.

    Raises:
        GovsimError: `unreadable`: a folder that holds no such file.
    """

    def __init__(self, paths: Iterable[str | Path]) -> None:
        self.paths = tuple(file for path in paths for file in _files(str(path)))
        self._standard: bytes | None = None

    def values(self, path: str, refuse: Refuse) -> Values:
        """Yield the rows of one file as they stand, each with its line, or else its number.

        Args:
            path: One of `paths`.
            refuse: Takes what is wrong with a line; the lines after it are read all the same.

        Raises:
            GovsimError: `unreadable`, `unknown-format` or `missing-extra`.
        """
        form = form_of(path)
        if form == "parquet":
            yield from parquet_rows(path)
            return
        with self._opened(path) as stream:
            form = form or _guessed(stream, path)
            yield from _READERS[form](stream, path, refuse)

    @contextmanager
    def _opened(self, path: str) -> Iterator[io.BufferedReader]:
        try:
            with self._raw(path) as raw:
                first = _buffered(raw)
                if not first.peek(2).startswith(_GZIP):
                    yield first
                    return
                with gzip.GzipFile(fileobj=first) as unpacked:
                    yield _buffered(unpacked)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise unreadable(path, "is compressed, and broken") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its name is no file name"
            raise unreadable(path, f"cannot be read: {reason.lower()}") from None

    @contextmanager
    def _raw(self, path: str) -> Iterator[object]:
        if path != STDIN:
            with Path(path).open("rb", buffering=0) as file:
                yield file
            return
        if self._standard is None:
            self._standard = sys.stdin.buffer.read(LARGEST + 1)
            if len(self._standard) > LARGEST:
                raise unreadable(path, "holds more than 512 MiB", "name a file instead")
        yield io.BytesIO(self._standard)


def _buffered(raw: object) -> io.BufferedReader:
    return io.BufferedReader(cast(io.RawIOBase, raw))


def form_of(path: str) -> str:
    """Return the form that the name of a file tells; empty where it tells none."""
    plain = Path(path.removesuffix(".gz"))
    return FORMS.get(plain.suffix.lower(), "")


def unreadable(path: str, reason: str, hint: str | None = None, line: int = 1) -> GovsimError:
    """Return the error for a file that cannot be read."""
    shown = "standard input" if path == STDIN else f"`{path}`"
    return GovsimError("unreadable", f"{shown} {reason}", at=Place(path, line, 1), hint=hint)


def _files(path: str) -> list[str]:
    if path == STDIN or not Path(path).is_dir():
        return [path]
    found = [file for file in files_below(path) if form_of(file)]
    if not found:
        raise unreadable(path, "holds no file of rows", _SHOWN)
    return found


def _guessed(stream: io.BufferedReader, path: str) -> str:
    begins = stream.peek(64)[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if begins.startswith(b"["):
        return "json"
    if begins.startswith(b"{") or not begins:
        return "lines"
    message = f"`{path}` holds no rows"
    raise GovsimError("unknown-format", message, at=Place(path, 1, 1), hint=_SHOWN)


# --- lines -----------------------------------------------------------------------------------


def _lines(
    stream: io.BufferedReader, path: str, refuse: Refuse, errors: str = "strict"
) -> Iterator[str]:
    """Yield the lines of a text; one that cannot be read is refused, and is empty."""
    if stream.peek(2)[:2] in _UTF16:
        yield from _wide_lines(stream, path)
        return
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        text = ""
        if len(line) > LONGEST:
            refuse("this line is longer than 64 MiB", number)
            _skip_line(stream, line)
        else:
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8", errors)
            except UnicodeDecodeError:
                refuse("this line is not in UTF-8", number)
        yield text


def _skip_line(stream: io.BufferedReader, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LONGEST)


def _wide_lines(stream: io.BufferedReader, path: str) -> Iterator[str]:
    text = io.TextIOWrapper(stream, encoding="utf-16", newline="")
    try:
        yield from text
    except UnicodeError:
        raise unreadable(path, "is not in UTF-16") from None
    finally:
        text.detach()  # whoever opened the file closes it


def _json_lines(stream: io.BufferedReader, path: str, refuse: Refuse) -> Values:
    yield from json_lines(_lines(stream, path, refuse), refuse)


def _plain(stream: io.BufferedReader, path: str, refuse: Refuse) -> Values:
    for number, line in enumerate(_lines(stream, path, refuse), 1):
        if line.strip():
            yield number, {"text": line.rstrip("\r\n")}


def _csv(stream: io.BufferedReader, path: str, refuse: Refuse) -> Values:
    # A cell may hold line ends, so a line that is no text must not take its row's shape away.
    lines = _lines(stream, path, refuse, errors="surrogateescape")
    for number, row in csv_rows(lines, refuse, nothing=frozenset()):
        if any("\udc80" <= char <= "\udcff" for cell in row.values() for char in cell):
            refuse("this row is not in UTF-8", number)
        else:
            yield number, row


# --- whole texts -----------------------------------------------------------------------------


def _json(stream: io.BufferedReader, path: str, refuse: Refuse) -> Values:
    """Yield the entries of an array; a file of JSON lines by the name of JSON is read as such."""
    if _is_object(stream.peek(1)[:1], stream):
        yield from _json_lines(stream, path, refuse)
        return
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise unreadable(path, "is one JSON text of more than 512 MiB", "write JSON lines")
    try:
        value = json.loads(content.decode(json.detect_encoding(content)))
    except RecursionError:
        raise unreadable(path, "is nested too deeply") from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise unreadable(path, "holds no JSON", _SHOWN, line) from None
    if isinstance(value, dict) and "text" not in value:
        raise unreadable(path, "is one JSON object, and no row", _SHOWN)
    yield from enumerate(value if isinstance(value, list) else [value], 1)


def _is_object(first: bytes, stream: io.BufferedReader) -> bool:
    """Return whether the first line is a whole JSON object; the stream stays where it is."""
    if first != b"{":
        return False
    line, _, more = stream.peek(LONGEST).partition(b"\n")
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        # A first line that is longer than what can be peeked at is a row, not an indented text.
        return not more and len(line) > 1024
    return True


_READERS: Final[dict[str, Callable[[io.BufferedReader, str, Refuse], Values]]] = {
    "lines": _json_lines,
    "plain": _plain,
    "csv": _csv,
    "json": _json,
}
