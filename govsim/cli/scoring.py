"""Serves the scoring of rows: read, screened in one or several processes, in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from time import monotonic, process_time
from typing import Final

from govsim.cli.workers import in_order
from govsim.guardrails.evaluation import Clocks, Row, Scored, Wanted, score_rows, warm_up

Marked = tuple[Row, tuple[Scored, ...]]
_ROWS: Final = 64  # of one batch, or fewer when they are long
_CHARACTERS: Final = 200_000
_CLOCKS: Final = Clocks(process_time, monotonic)
_wanted: list[Wanted] = []  # of this process; one, once it has begun
_warm: list[bool] = []


def scored(rows: Iterable[Row], wanted: Wanted, workers: int) -> Iterator[Marked]:
    """Yield each row with what every candidate makes of it.

    Args:
        rows: Read no further ahead than the workers need.
        wanted: What to screen them with.
        workers: How many processes; whatever the number, only the times differ.

    Raises:
        GovsimError: A policy asks for a detector that is not installed, or a worker died.
    """
    waiting: deque[list[Row]] = deque()

    def batches() -> Iterator[list[Row]]:
        for batch in _batched(rows):
            waiting.append(batch)
            yield batch

    for marks in in_order(_work, batches(), workers, begin=_begin, setting=(wanted,)):
        yield from zip(waiting.popleft(), marks, strict=True)


def _begin(wanted: Wanted) -> None:
    _wanted[:] = [wanted]
    _warm.clear()


def _work(batch: list[Row]) -> list[tuple[Scored, ...]]:
    (wanted,) = _wanted
    if not _warm:
        warm_up(batch, wanted, _CLOCKS)
        _warm.append(True)
    return [marks for _, marks in score_rows(batch, wanted, _CLOCKS)]


def _batched(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    characters = 0
    for row in rows:
        batch.append(row)
        characters += len(row.text)
        if len(batch) >= _ROWS or characters >= _CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
