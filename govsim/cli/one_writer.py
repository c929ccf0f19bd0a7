"""Lets one process at a time read a file, change it and write it back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def one_writer(path: str) -> Iterator[None]:
    """Wait until nobody else changes a file, and keep others out until the end.

    The folder is locked, so no file is left behind; a process that dies lets go of it. Where a
    file system has no locks there is none.

    Args:
        path: The file; empty where nothing is written.
    """
    if not path or sys.platform == "win32":
        yield
        return
    import fcntl

    try:
        folder = os.open(Path(path).resolve().parent, os.O_RDONLY)
    except OSError:  # it is told of when the file is written
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
