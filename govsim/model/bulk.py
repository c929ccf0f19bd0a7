"""Holds the collector back while many values are made at once.

Statements, rows and securables refer to one another without circles, so a pass of the collector
in between finds nothing and walks everything: half the time of a large script.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic collector off inside the block, if it was on."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def loading() -> Iterator[None]:
    """Keep it off while a command loads what stays to its end, and have it never walk that.

    Done once in a process: what a later command is done with is not kept.
    """
    with collector_paused():
        yield
        if not gc.get_freeze_count():
            gc.freeze()
