"""Shows how far a long command has come, on a terminal and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Final, TextIO, TypeVar

T = TypeVar("T")
_EVERY_S: Final = 0.2
_WIDTH: Final = 24
_USUAL: Final = 80  # columns of a terminal


def shown(things: Iterable[T], total: int, what: str, stream: TextIO | None = None) -> Iterator[T]:
    """Yield things one by one, and keep a line on standard error that says how far it is.

    Args:
        things: What is worked through.
        total: How many there are.
        what: What they are, in the plural.
        stream: Where the line goes; nothing is written to what is no terminal.
    """
    stream = stream or sys.stderr
    if not total or not stream.isatty():
        yield from things
        return
    begun = told = monotonic()
    try:
        for done, thing in enumerate(things, 1):
            yield thing
            if (now := monotonic()) - told >= _EVERY_S:
                told = now
                # A line that is broken by the terminal could not be written over.
                _write(stream, line_of(done, total, what, now - begun)[: _columns(stream) - 1])
    finally:
        _write(stream, "")


def line_of(done: int, total: int, what: str, seconds: float) -> str:
    """Return the line: a bar, how many of how many, how fast, and how long it will still take."""
    full = _WIDTH * done // total
    rate = done / seconds if seconds > 0 else 0.0
    left = int((total - done) / rate) if rate else 0
    bar = "█" * full + "░" * (_WIDTH - full)
    time = f"{left // 60}:{left % 60:02}"
    return f"{bar} {done:,} of {total:,} {what}, {rate:,.0f} a second, {time} left"


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or _USUAL
    except (OSError, ValueError, AttributeError):  # no terminal after all
        return _USUAL


def _write(stream: TextIO, line: str) -> None:
    stream.write(f"\r\x1b[K{line}")
    stream.flush()
