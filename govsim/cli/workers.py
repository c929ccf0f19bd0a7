"""Serves work in several processes: the results come in the order of what went in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from govsim.errors import GovsimError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")
R = TypeVar("R")
_AHEAD: Final = 3  # batches a worker that are read before they are needed


def in_order(
    work: Callable[[T], R],
    batches: Iterable[T],
    workers: int,
    *,
    begin: Callable[..., None],
    setting: tuple[Any, ...],
) -> Iterator[R]:
    """Yield what work makes of each batch, in their order.

    Args:
        work: A function of a module, for it is found by its name in each process.
        batches: What to work on; read no further ahead than the workers need.
        workers: How many processes; 1 works in this one.
        begin: Called once in each process, before any work.
        setting: What it is called with.

    Raises:
        GovsimError: What a worker raised, or `worker-died` where the system ended one.
    """
    if workers <= 1:
        begin(*setting)
        yield from map(work, batches)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # A fresh interpreter a worker, so that nothing depends on what this process has loaded.
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=begin, initargs=setting
    )
    try:
        yield from _gathered(pool, work, batches, workers * _AHEAD)
    except BrokenProcessPool:
        hint = "it may have run out of memory; try fewer --workers"
        message = "a worker ended before its work was done"
        raise GovsimError("worker-died", message, hint=hint) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _gathered(
    pool: ProcessPoolExecutor, work: Callable[[T], R], batches: Iterable[T], ahead: int
) -> Iterator[R]:
    todo = iter(batches)
    waiting: deque[Future[R]] = deque(pool.submit(work, each) for each in islice(todo, ahead))
    while waiting:
        result = waiting.popleft().result()
        waiting.extend(pool.submit(work, each) for each in islice(todo, 1))
        yield result
