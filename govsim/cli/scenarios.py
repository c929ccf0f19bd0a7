"""Serves scenarios and cases to `govsim test`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govsim.report import Answer


def report_of(paths: Sequence[str]) -> tuple[Answer, bool]:
    """Return what became of some paths, and whether anything failed."""
    from govsim.scenario import report_answer, run_paths

    report = run_paths(paths)
    return report_answer(report), bool(report.failed)
