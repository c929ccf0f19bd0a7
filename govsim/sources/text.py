"""Reads the bytes of a file as text, or says why they are none."""

from __future__ import annotations

import codecs
import re
import sys
from pathlib import Path
from typing import Final

from govsim.errors import GovsimError, Place

LARGEST: Final = 512 * 1024 * 1024  # bytes; more is no description of a metastore
STDIN: Final = "-"
_SQL: Final = re.compile(r"\s*(?:ALTER|CREATE|DROP|GRANT|REVOKE|SELECT)\s+\S", re.IGNORECASE)
_FILES: Final = (b"%PDF-", b"PK\x03\x04", b"PAR1", b"\x89PNG", b"\xff\xd8\xff")  # none of them text
_NO_TEXT: Final = "it is no text file: give the text that it holds"
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: str | Path) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with its mark; `-` is standard input.

    Lines end with a line feed, whatever they end with in the file.

    Raises:
        GovsimError: `unreadable`: there is no such file, or it holds no text.
    """
    return read_with_ends(path)[0]


def read_with_ends(path: str | Path) -> tuple[str, str]:
    """Return the text of a file as `read_text` does, and what all of its lines end with.

    Where they end in different ways, that is a line feed.

    Raises:
        GovsimError: As `read_text` does.
    """
    source = str(path)
    return _text_of(read_bytes(source, LARGEST), source)


def _text_of(content: bytes, source: str) -> tuple[str, str]:
    if len(content) > LARGEST:
        mebibytes = LARGEST // (1024 * 1024)
        raise _unreadable(source, f"holds more than {mebibytes} MiB", "split it")
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(source, content, error) from None
    if "\0" in text:
        raise _unreadable(source, "is binary, not text")
    if "\r" not in text:
        return text, "\n"
    even = text.count("\r\n") == text.count("\n")
    return text.replace("\r\n", "\n"), "\r\n" if even and "\n" in text else "\n"


def read_table_text(path: str | Path) -> tuple[str, GovsimError | None]:
    """Return the text of a table as `read_text` does; one that is in no UTF as Windows writes it.

    Whoever exports a table for a spreadsheet in western Europe gets Windows-1252 or Latin-1; they
    differ in a few signs. The second is the note that says so, or None.

    Raises:
        GovsimError: As `read_text` does.
    """
    source = str(path)
    content = read_bytes(source, LARGEST)
    try:
        return _text_of(content, source)[0], None
    except GovsimError as error:
        is_other = b"\0" in content or content.startswith((*_FILES, *_WIDE))
        if len(content) > LARGEST or is_other:
            raise
        name, text = _as_windows(content)
        message = f"{error.message}, and is read as {name}"
        hint = "if names look wrong in it, save it as UTF-8"
        note = GovsimError("assumed-encoding", message, at=error.at, hint=hint)
        return text.replace("\r\n", "\n"), note


def _as_windows(content: bytes) -> tuple[str, str]:
    try:
        return "Windows-1252", content.decode("cp1252")
    except UnicodeDecodeError:
        return "Latin-1", content.decode("latin-1")


def read_bytes(source: str, most: int) -> bytes:
    """Return the bytes of a file, of a larger one `most` and one more; `-` is standard input.

    Raises:
        GovsimError: `unreadable`: there is no such file.
    """
    try:
        if source == STDIN:
            return sys.stdin.buffer.read(most + 1)
        with Path(source).open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is no file name"
        hint = "give SQL itself on standard input: `-`" if _SQL.match(source) else None
        raise _unreadable(source, f"cannot be read: {reason.lower()}", hint) from None


def _undecodable(source: str, content: bytes, error: UnicodeDecodeError) -> GovsimError:
    before = content[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    return _unreadable(
        source,
        f"is not in UTF-8: byte 0x{content[error.start]:02x} stands at no character's start",
        _NO_TEXT if content.startswith(_FILES) or b"\0" in content else "save it as UTF-8",
        Place(source, line, column),
    )


def _unreadable(
    source: str, reason: str, hint: str | None = None, at: Place | None = None
) -> GovsimError:
    shown = "standard input" if source == STDIN else f"`{source}`"
    return GovsimError("unreadable", f"{shown} {reason}", at=at or Place(source, 1, 1), hint=hint)
