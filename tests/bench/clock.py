"""Measures calls and memory, and keeps the figures."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter_ns, process_time, process_time_ns
from typing import Any


@dataclass
class Figures:
    """What was measured, in order: a value with its unit, and a note where one is due."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, value: float | None, unit: str, note: str = "") -> None:
        self.rows.append({"name": name, "value": value, "unit": unit, "note": note})


def best(call: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the shortest time in seconds of the processor, and what the last call returned.

    What else the machine does counts less so than in the time of the clock on the wall.
    """
    found, result = float("inf"), None
    for _ in range(times):
        gc.collect()
        start = process_time()
        result = call()
        found = min(found, process_time() - start)
    return found, result


def latencies(call: Callable[..., Any], asked: Sequence[tuple[Any, ...]]) -> tuple[float, float]:
    """Return the median and the 99th percentile of single calls, in seconds as a caller waits."""
    found = []
    for arguments in asked:
        start = perf_counter_ns()
        call(*arguments)
        found.append((perf_counter_ns() - start) / 1e9)
    return percentile(found, 50), percentile(found, 99)


def costs(
    call: Callable[..., Any], asked: Sequence[tuple[Any, ...]], times: int = 5
) -> list[float]:
    """Return what each call takes of the processor, in seconds: the least of several rounds.

    A percentile of these is of what is asked, where one of `latencies` is of the machine too.
    """
    found = [float("inf")] * len(asked)
    for _ in range(times):
        for at, arguments in enumerate(asked):
            start = process_time_ns()
            call(*arguments)
            found[at] = min(found[at], (process_time_ns() - start) / 1e9)
    return found


def percentile(found: Sequence[float], share: int) -> float:
    """Return the least of the values that so many of a hundred do not exceed."""
    return sorted(found)[max(0, -(-len(found) * share // 100) - 1)]


def resident() -> float:
    """Return the memory that this process holds, in MB; 0 where the system does not tell."""
    gc.collect()
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0
