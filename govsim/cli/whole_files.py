"""Serves files that are written whole or not at all, so that nothing held is lost half-way."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_ANYBODY: Final = 0o666  # as far as the process lets files it makes be read and written


def write_whole(path: str | Path, text: str, *, mode: int = _ANYBODY) -> None:
    """Write a text in UTF-8 in the place of a file, once all of it is on the disk.

    A link leads to its file, which is written anew. What is no file, such as a pipe, is written to.

    Args:
        path: The file.
        text: What is to be held, with its line ends. Half of a character, as JSON may hold one, is
            written as an escape.
        mode: Who may read and write a file that was not there.

    Raises:
        OSError: It cannot be written; what was there still is.
    """
    content = text.encode("utf-8", "backslashreplace")
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not _takes_another(target):
            target.write_bytes(content)
        else:
            _put_beside(target, content, mode)
    except OSError as error:  # by the name that was given
        raise OSError(error.errno, error.strerror, str(path)) from None


def _takes_another(target: Path) -> bool:
    """Whether a file can be moved to where this one stands."""
    return target.is_file() and os.access(target.parent, os.W_OK)


def _put_beside(target: Path, content: bytes, mode: int) -> None:
    beside = target.with_name(f"{target.name}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    made = os.open(beside, flags, mode)
    try:
        with os.fdopen(made, "wb") as file:
            file.write(content)
        if mode == _ANYBODY and target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
